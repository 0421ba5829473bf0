"""Addresses of the matrices of interactions, and of those who rate them; see the views."""

from django.urls import path

from glocal_web.portal.views import (
    interaction_files,
    interaction_guests,
    interaction_links,
    interaction_meeting,
    interaction_rating,
    interaction_table,
    interactions,
)

HERE = "territories/<slug:slug>/interactions/"
ONE = f"{HERE}<key:key>/"

urlpatterns = [
    path(HERE, interactions.interactions, name="interactions"),
    path(f"{HERE}new/", interactions.matrix_new, name="matrix-new"),
    path(ONE, interactions.matrix, name="matrix"),
    path(f"{ONE}edit/", interactions.matrix_edit, name="matrix-edit"),
    path(f"{ONE}state/", interactions.matrix_state, name="matrix-state"),
    path(f"{ONE}remove/", interactions.matrix_remove, name="matrix-remove"),
    path(f"{ONE}links/", interaction_links.matrix_link, name="matrix-link"),
    path(
        f"{ONE}links/<key:pk>/revoke/",
        interaction_links.matrix_link_revoke,
        name="matrix-link-revoke",
    ),
    path(f"{ONE}rate/", interaction_rating.matrix_rate, name="matrix-rate"),
    path(f"{ONE}table/", interaction_table.matrix_table, name="matrix-table"),
    path(f"{ONE}meeting/", interaction_meeting.matrix_meeting, name="matrix-meeting"),
    path(f"{ONE}files/<slug:kind>/", interaction_files.matrix_data, name="matrix-data"),
    path(f"{ONE}import/", interaction_files.matrix_import, name="matrix-import"),
    path("interactions/join/<str:token>/", interaction_guests.matrix_join, name="matrix-join"),
    path("interactions/mine/<str:token>/", interaction_rating.matrix_mine, name="matrix-mine"),
    path(
        "interactions/mine/<str:token>/table/",
        interaction_table.matrix_mine_table,
        name="matrix-mine-table",
    ),
]
