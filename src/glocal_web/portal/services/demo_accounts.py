"""The invented people of the example site, as its sign-in page and its command offer them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from glocal_web.portal.services.demo_files import DemoIndex, Entry, index, shipped_demo

STEWARD = _("Platform steward")
# Whole phrases, since languages put the role and the place in different orders.
PARTS = {
    "coordinator": _("Coordinator in %(territory)s"),
    "contributor": _("Contributor in %(territory)s"),
    "reviewer": _("Reviewer in %(territory)s"),
    "reader": _("Reader in %(territory)s"),
}


@dataclass(frozen=True)
class DemoAccount:
    """Somebody to sign in as: ``part`` says what they are, ``organisation`` for whom they speak."""

    name: str
    email: str
    password: str
    part: str | Promise
    organisation: str
    suggested: bool


def demo_accounts() -> list[DemoAccount]:
    """Everybody in the example, those worth a first look in front; no query."""
    files = shipped_demo()
    names = index(files)
    password = files.people.value["password"]
    accounts = [_account(entry, names, password) for entry in names.people.values()]
    return sorted(accounts, key=lambda account: not account.suggested)


def _account(entry: Entry, names: DemoIndex, password: str) -> DemoAccount:
    part: str | Promise = STEWARD
    organisation = ""
    if not entry.get("steward"):
        role = entry["roles"][0]
        on_behalf = names.organisations[role["organisation"]]
        territory = names.territories[on_behalf.territory]["name"]
        part = str(PARTS[role["kind"]]) % {"territory": territory}
        organisation = on_behalf.name
    return DemoAccount(
        name=entry["name"],
        email=entry["email"],
        password=password,
        part=part,
        organisation=organisation,
        suggested=entry.get("suggested", False),
    )
