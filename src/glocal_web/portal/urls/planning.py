"""Addresses of next steps, gaps and actions; see the views of the same name."""

from django.urls import path

from glocal_web.portal.views import action_files, actions, next_steps

urlpatterns = [
    path("assessments/<key:pk>/next/", next_steps.next_steps, name="next-steps"),
    path("assessments/<key:pk>/next/<str:code>/", next_steps.gap, name="gap"),
    path("territories/<slug:slug>/actions/", actions.actions, name="actions"),
    path("territories/<slug:slug>/actions/new/", actions.action_new, name="action-new"),
    path(
        "territories/<slug:slug>/actions.<str:kind>", action_files.actions_data, name="actions-data"
    ),
    path(
        "territories/<slug:slug>/actions/import/",
        action_files.actions_import,
        name="actions-import",
    ),
    path("actions/<key:pk>/", actions.action, name="action"),
]
