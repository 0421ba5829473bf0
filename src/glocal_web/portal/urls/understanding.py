"""Addresses of scores, rounds, trials and publications; see the views of the same name."""

from django.urls import path

from glocal_web.portal.views import dashboard, figure, publishing, report, what_if

urlpatterns = [
    path("assessments/<key:pk>/dashboard/", dashboard.dashboard, name="dashboard"),
    path("assessments/<key:pk>/rounds/", dashboard.rounds, name="compare"),
    path("assessments/<key:pk>/figures/<str:key>/", figure.figure, name="figure"),
    path("assessments/<key:pk>/what-if/", what_if.what_if, name="what-if"),
    path("assessments/<key:pk>/report/", report.report, name="report"),
    path("assessments/<key:pk>/report/file/", report.report_file, name="report-file"),
    path("assessments/<key:pk>/publish/", publishing.publish, name="publish"),
    path("assessments/<key:pk>/withdraw/", publishing.withdraw, name="withdraw"),
    path("published/<slug:slug>/<key:pk>/", publishing.published, name="published"),
    path(
        "published/<slug:slug>/<key:pk>.<slug:kind>",
        publishing.published_data,
        name="published-data",
    ),
]
