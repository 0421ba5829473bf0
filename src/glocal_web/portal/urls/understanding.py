"""Addresses of scores, rounds, trials and publications; see the views of the same name."""

from django.urls import path

from glocal_web.portal.views import dashboard, figure, publishing, what_if

urlpatterns = [
    path("assessments/<int:pk>/dashboard/", dashboard.dashboard, name="dashboard"),
    path("assessments/<int:pk>/rounds/", dashboard.rounds, name="compare"),
    path("assessments/<int:pk>/figures/<str:key>/", figure.figure, name="figure"),
    path("assessments/<int:pk>/what-if/", what_if.what_if, name="what-if"),
    path("assessments/<int:pk>/publish/", publishing.publish, name="publish"),
    path("assessments/<int:pk>/withdraw/", publishing.withdraw, name="withdraw"),
    path("published/<slug:slug>/<int:pk>/", publishing.published, name="published"),
    path(
        "published/<slug:slug>/<int:pk>.<slug:kind>",
        publishing.published_data,
        name="published-data",
    ),
]
