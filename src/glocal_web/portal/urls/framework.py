"""Addresses of the public pages about frameworks; see the views of the same name."""

from django.urls import path

from glocal_web.portal.views import framework

urlpatterns = [
    path("frameworks/", framework.frameworks, name="frameworks"),
    path("frameworks/<str:framework_id>/<str:version>/", framework.framework, name="framework"),
    path(
        "frameworks/<str:framework_id>/<str:version>/<str:code>/",
        framework.indicator,
        name="indicator",
    ),
]
