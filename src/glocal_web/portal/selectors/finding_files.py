"""The findings of a territory as a file, for somebody who may read them."""

from __future__ import annotations

from dataclasses import dataclass

from glocal.errors import UnknownNameError
from glocal.loading.rules import rule_words, rules
from glocal_web.portal.mappers.finding_files import KINDS, as_csv, as_json, as_sarif
from glocal_web.portal.mappers.text_status import page_language
from glocal_web.portal.models import CoherenceState, Territory
from glocal_web.portal.permissions import Deed, Visitor
from glocal_web.portal.selectors.finding_words import finding_line
from glocal_web.portal.selectors.findings import shown_findings
from glocal_web.portal.selectors.open_territory import open_territory


@dataclass(frozen=True)
class FindingFile:
    """A file with its name and type."""

    name: str
    kind: str
    content: str


def finding_file(
    visitor: Visitor, slug: str, kind: str, *, with_restricted: bool = False
) -> FindingFile:
    """The findings that stand now and those that are gone, as ``csv``, ``json`` or ``sarif``.

    Restricted ones are left out unless they are asked for, by somebody who may see them. Raises
    ``UnknownNameError`` for another kind of file.
    """
    territory, access = open_territory(visitor, slug)
    if with_restricted:
        access.require(Deed.SEE_RESTRICTED)
    if kind not in KINDS:
        raise UnknownNameError(f"There is no file of the kind {kind!r}.")
    state = CoherenceState.objects.filter(territory=territory).first() or CoherenceState(
        territory=territory
    )
    rows = shown_findings(access, territory, state)
    if not with_restricted:
        rows = rows.filter(restricted=False)
    told = []
    for record in rows.order_by("rule", "finding"):
        line = finding_line(record, slug, state.baseline_at)
        told.append((record, line.finding, line.words))
    content = {
        "csv": lambda: as_csv(told),
        "json": lambda: as_json(told, state, slug),
        "sarif": lambda: as_sarif(
            told,
            {code: rule_words(code, page_language()).title for code in rules()},
            state.baseline_at,
        ),
    }[kind]()
    return FindingFile(f"glocal-{slug}-findings.{kind}", KINDS[kind], content)


def restricted_territory(visitor: Visitor, slug: str) -> Territory:
    """The territory, for somebody who may take restricted findings out of the site."""
    territory, access = open_territory(visitor, slug)
    access.require(Deed.SEE_RESTRICTED)
    return territory
