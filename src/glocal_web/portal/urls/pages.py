"""Addresses of the pages that belong to no territory; see the views of the same name."""

from django.urls import path

from glocal_web.portal.views import methods, pages

urlpatterns = [
    path("", pages.home, name="home"),
    path("about/", pages.about, name="about"),
    path("methods/", methods.methods, name="methods"),
    path("methods/<str:slug>/", methods.method, name="method"),
    path("theme/", pages.choose_theme, name="choose_theme"),
    path("styleguide/", pages.style_guide, name="styleguide"),
    path("healthz/", pages.health, name="health"),
]
