"""Addresses of the pages that belong to no territory; see the views of the same name."""

from django.urls import path

from glocal_web.portal.views import backup, methods, pages, tour

urlpatterns = [
    path("", pages.home, name="home"),
    path("about/", pages.about, name="about"),
    path("methods/", methods.methods, name="methods"),
    path("methods/<str:slug>/", methods.method, name="method"),
    path("tour/", tour.tour, name="tour"),
    path("tour/end/", tour.tour_end, name="tour-end"),
    path("tour/<int:number>/", tour.tour, name="tour-page"),
    path("theme/", pages.choose_theme, name="choose_theme"),
    path("signed-in-again/", pages.signed_in_again, name="signed-in-again"),
    path("styleguide/", pages.style_guide, name="styleguide"),
    path("backup/", backup.backup, name="backup"),
    path("healthz/", pages.health, name="health"),
]
