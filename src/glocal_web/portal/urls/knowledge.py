"""Addresses of the pages about the state of the knowledge; see the views of the same name."""

from django.urls import path

from glocal_web.portal.views import knowledge

urlpatterns = [
    path("knowledge/", knowledge.knowledge, name="knowledge"),
    path("knowledge/checks/", knowledge.knowledge_checks, name="knowledge-checks"),
]
