"""The one app of the site."""

from django.apps import AppConfig
from django.urls import register_converter

from glocal_web.portal.keys import KeyConverter


class PortalConfig(AppConfig):
    """Territories, assessments, answers, scores and actions."""

    name = "glocal_web.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make ``<key:…>`` known before the first address is read."""
        register_converter(KeyConverter, "key")
