"""Where each page of the tour leads: to one's own territory as soon as there is one.

The tour shows; it never leads to a form that makes something.
"""

from django.urls import reverse

from glocal.loading.catalogue import MAIN_FRAMEWORK, framework
from glocal_web.portal.models import Assessment, Person, Role, RoleKind
from glocal_web.portal.permissions import Visitor


def general_links() -> dict[str, str]:
    """The addresses for who has no territory yet; empty where there is nothing to look at."""
    main = framework(MAIN_FRAMEWORK)
    return {
        "start": reverse("portal:about"),
        "territory": reverse("portal:territories"),
        "assessment": reverse("portal:framework", args=[main.id, main.version]),
        "dashboard": reverse("portal:method", args=["scores"]),
        "policies": reverse("portal:rules"),
        "actions": reverse("portal:practices"),
        "people": "",
    }


def tour_links(visitor: Visitor) -> dict[str, str]:
    """The address behind the link of each page of the tour, by its key: at most two queries."""
    links = general_links()
    if not isinstance(visitor, Person):
        return links
    role = (
        Role.objects.filter(person=visitor)
        .select_related("territory")
        .order_by("territory__name", "pk")
        .first()
    )
    if role is None:
        return links
    slug = role.territory.slug
    manages = role.kind == RoleKind.COORDINATOR
    links["territory"] = reverse("portal:territory", args=[slug])
    links["policies"] = reverse("portal:register", args=[slug])
    links["people"] = reverse("portal:people", args=[slug]) if manages else links["territory"]
    latest = Assessment.objects.filter(territory=role.territory).first()
    if latest is not None:
        links["assessment"] = reverse("portal:assessment", args=[latest.pk])
        links["dashboard"] = reverse("portal:dashboard", args=[latest.pk])
    return links
