"""Addresses of the coherence check: its rules, findings, trials and overviews; see the views."""

from django.urls import path

from glocal_web.portal.views import rules

urlpatterns = [
    path("rules/", rules.rules, name="rules"),
    path("rules/<slug:code>/", rules.rule, name="rule"),
]
