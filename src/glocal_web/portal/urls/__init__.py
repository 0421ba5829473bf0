"""All addresses of the site, one file an area; the namespace is ``portal``."""

from glocal_web.portal.urls import (
    answering,
    coherence,
    framework,
    interaction_reading,
    interactions,
    knowledge,
    learning,
    matrix_follows,
    notices,
    pages,
    paper,
    planning,
    practices,
    register,
    rounds,
    territories,
    understanding,
)

app_name = "portal"
urlpatterns = [
    *pages.urlpatterns,
    *framework.urlpatterns,
    *learning.urlpatterns,
    *practices.urlpatterns,
    *territories.urlpatterns,
    *register.urlpatterns,
    *answering.urlpatterns,
    *paper.urlpatterns,
    *understanding.urlpatterns,
    *rounds.urlpatterns,
    *planning.urlpatterns,
    *knowledge.urlpatterns,
    *coherence.urlpatterns,
    *interactions.urlpatterns,
    *interaction_reading.urlpatterns,
    *matrix_follows.urlpatterns,
    *notices.urlpatterns,
]
