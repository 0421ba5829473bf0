"""Addresses of what happens between rounds; see the views of the same name."""

from django.urls import path

from glocal_web.portal.views import moving

urlpatterns = [
    path("assessments/<key:pk>/newer-version/", moving.newer_version, name="newer-version"),
]
