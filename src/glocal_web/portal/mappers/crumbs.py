"""The way back from a page, as the breadcrumbs component takes it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from glocal_web.portal.models import Assessment, Territory

Crumb = dict[str, str]


def crumb(label: str, name: str, *arguments: object) -> Crumb:
    """One link of the way, from the name of an address of the portal."""
    return {"label": label, "href": reverse(f"portal:{name}", args=arguments)}


def framework_crumbs(framework_id: str = "", version: str = "", title: str = "") -> list[Crumb]:
    """The way to a page about a framework."""
    found = [crumb(_("Frameworks"), "frameworks")]
    if framework_id:
        found.append(crumb(title, "framework", framework_id, version))
    return found


def territory_crumbs(territory: Territory) -> list[Crumb]:
    """The way to a page of a territory."""
    return [
        crumb(_("Territories"), "territories"),
        crumb(territory.name, "territory", territory.slug),
    ]


def assessment_crumbs(assessment: Assessment, *further: Crumb) -> list[Crumb]:
    """The way to a page of an assessment."""
    return [
        *territory_crumbs(assessment.territory),
        crumb(assessment.name, "assessment", assessment.pk),
        *further,
    ]
