"""Addresses of what there is to learn from, and of the effects check; see the views."""

from django.urls import path

from glocal_web.portal.views import effects_checks, linkages

urlpatterns = [
    path("linkages/", linkages.linkages, name="linkages"),
    path("linkages/<slug:sector>/", linkages.linkage, name="linkage"),
    path("linkages/<slug:sector>/check/", effects_checks.try_check, name="effects-check-try"),
    path("territories/<slug:slug>/checks/", effects_checks.checks, name="effects-checks"),
    path("territories/<slug:slug>/checks/new/", effects_checks.check_new, name="effects-check-new"),
    path("checks/<key:pk>/", effects_checks.check, name="effects-check"),
    path("checks/<key:pk>.json", effects_checks.check_data, name="effects-check-data"),
    path("checks/<key:pk>/edit/", effects_checks.check_edit, name="effects-check-edit"),
    path("checks/<key:pk>/remove/", effects_checks.check_remove, name="effects-check-remove"),
]
