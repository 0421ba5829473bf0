"""Take restricted findings out of the site: only on purpose, and told in the log."""

from __future__ import annotations

from django.db import transaction

from glocal_web.portal.models import Person
from glocal_web.portal.selectors.finding_files import (
    FindingFile,
    finding_file,
    restricted_territory,
)
from glocal_web.portal.services.audit import record


@transaction.atomic
def take_out(person: Person, slug: str, kind: str) -> FindingFile:
    """The file with restricted findings, for somebody who may see them."""
    territory = restricted_territory(person, slug)
    file = finding_file(person, slug, kind, with_restricted=True)
    record(person, "findings.taken-out", territory, territory, kind=kind)
    return file
