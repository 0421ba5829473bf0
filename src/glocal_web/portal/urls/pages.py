"""Addresses of the pages that belong to no territory; see the views of the same name."""

from django.urls import path

from glocal_web.portal.views import pages

urlpatterns = [
    path("", pages.home, name="home"),
    path("about/", pages.about, name="about"),
    path("theme/", pages.choose_theme, name="choose_theme"),
    path("styleguide/", pages.style_guide, name="styleguide"),
    path("healthz/", pages.health, name="health"),
]
