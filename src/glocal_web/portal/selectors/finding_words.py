"""A record of a finding in words: told from what its row keeps, in the language of the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from glocal.loading.taxonomy import taxonomy, taxonomy_versions
from glocal.model.finding import Finding
from glocal.model.portfolio import Portfolio
from glocal.model.taxonomy import Taxonomy
from glocal.reports.finding_words import FindingWords, finding_words
from glocal.reports.names import Names, names_of
from glocal_web.portal.mappers.additions import with_additions
from glocal_web.portal.mappers.finding_labels import (
    Tag,
    axis_short,
    certainty_word,
    severity_tag,
    who_tag,
    workflow_tag,
)
from glocal_web.portal.mappers.stored_value import restored
from glocal_web.portal.mappers.text_status import page_language
from glocal_web.portal.models import FindingRecord, FindingWorkflow, Territory
from glocal_web.portal.selectors.register_scope import FIELDS


@dataclass(frozen=True)
class FindingLine:
    """A finding in words; ``is_new`` since the baseline of its territory."""

    record: FindingRecord
    slug: str
    is_new: bool = False

    @cached_property
    def finding(self) -> Finding:
        """The finding as it was last seen."""
        return restored(Finding, self.record.snapshot)

    @cached_property
    def portfolio(self) -> Portfolio:
        """The part of the register that tells it."""
        return restored(Portfolio, self.record.excerpt)

    @cached_property
    def names(self) -> Names:
        """What everything that it names is called."""
        known = known_taxonomy(self.record.taxonomy)
        if _is_strange(self.portfolio, known):
            keepers = Territory.objects.filter(slug__in=self.portfolio.areas).only(*FIELDS)
            known = with_additions(keepers.order_by("pk"), known.version)
        return names_of(self.portfolio, known, page_language())

    @cached_property
    def words(self) -> FindingWords:
        """All that is said about it."""
        return finding_words(
            self.finding,
            self.portfolio,
            self.names.taxonomy,
            page_language(),
            at=self.slug,
            names=self.names,
        )

    @property
    def lang(self) -> str:
        """The language of its words where that is not the language of the page, else empty."""
        return "" if self.words.language == page_language() else self.words.language

    @property
    def severity(self) -> Tag:
        """How much it weighs."""
        return severity_tag(self.record.severity)

    @property
    def certainty(self) -> str:
        """How sure it is, as a word."""
        return certainty_word(self.record.certainty)

    @property
    def workflow(self) -> Tag:
        """Where it stands."""
        return workflow_tag(self.record.workflow)

    @property
    def axis(self) -> str:
        """The axis in one word."""
        return axis_short(self.record.axis)

    @property
    def is_gone(self) -> bool:
        """Whether the register shows it no more."""
        return self.record.gone_since is not None

    @property
    def is_open(self) -> bool:
        """Whether something is still to be decided or done about it."""
        return not self.is_gone and self.record.workflow == FindingWorkflow.OPEN

    @cached_property
    def who(self) -> tuple[Tag, ...]:
        """Who can mend it, each once, in the order of the mends."""
        found = dict.fromkeys(one.who for one in self.words.mends if one.who is not None)
        return tuple(who_tag(one) for one in found)

    @property
    def hit(self) -> str:
        """Those who are hit, the first groups by name."""
        return " · ".join(self.words.hit[:2])

    @property
    def more_hit(self) -> int:
        """How many further groups are hit."""
        return max(len(self.words.hit) - 2, 0)


def finding_line(record: FindingRecord, slug: str, baseline: datetime | None) -> FindingLine:
    """A record in words, seen from the territory ``slug``."""
    is_new = baseline is not None and record.appeared_at > baseline
    return FindingLine(record, slug, is_new)


def _is_strange(portfolio: Portfolio, known: Taxonomy) -> bool:
    """Whether provisions or bodies name what only a country can have added to the taxonomy."""
    bodies = {*known.organisations, *portfolio.organisations}
    return any(
        one.action not in known.actions
        or one.bearer not in bodies
        or (one.target or one.bearer) not in bodies
        or not known.actions.keys() >= set(one.prerequisites)
        for one in portfolio.provisions.values()
    )


def known_taxonomy(version: str) -> Taxonomy:
    """The taxonomy that a finding rests on, or the newest where that is not installed any more."""
    return taxonomy(version) if version in taxonomy_versions() else taxonomy()
