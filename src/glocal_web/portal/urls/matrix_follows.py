"""Addresses of what follows from a matrix of interactions."""

from django.urls import path

from glocal_web.portal.urls.interactions import ONE
from glocal_web.portal.views import matrix_follows

urlpatterns = [
    path(f"{ONE}follows/", matrix_follows.follows, name="matrix-follows"),
    path(f"{ONE}follows/use/", matrix_follows.use, name="matrix-use"),
]
