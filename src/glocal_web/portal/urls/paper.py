"""Addresses of the questionnaire on paper; see the view of the same name."""

from django.urls import path

from glocal_web.portal.views import paper

urlpatterns = [
    path("assessments/<key:pk>/paper/", paper.paper, name="paper"),
    path("assessments/<key:pk>/paper/questions.pdf", paper.paper_data, name="paper-data"),
    path("assessments/<key:pk>/paper/entry/", paper.paper_entry, name="paper-entry"),
]
