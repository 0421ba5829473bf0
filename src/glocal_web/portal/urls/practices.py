"""Addresses of the practice library; see the views of the same name."""

from django.urls import path

from glocal_web.portal.views import practices

urlpatterns = [
    path("practices/", practices.practices, name="practices"),
    path("practices.json", practices.practices_as_json, name="practices-json"),
    path("practices.csv", practices.practices_as_csv, name="practices-csv"),
    path("practices/<slug:practice_id>/", practices.practice, name="practice"),
]
