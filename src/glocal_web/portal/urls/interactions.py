"""Addresses of the matrices of interactions, and of those who rate them; see the views."""

from django.urls import path

from glocal_web.portal.views import interactions

urlpatterns = [
    path("territories/<slug:slug>/interactions/", interactions.interactions, name="interactions"),
]
