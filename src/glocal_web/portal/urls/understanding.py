"""Addresses of this area; see the views of the same name."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
