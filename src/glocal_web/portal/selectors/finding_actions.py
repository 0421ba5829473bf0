"""What an action that mends a finding begins with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from glocal.loading.catalogue import MAIN_FRAMEWORK
from glocal.text.sentences import plain
from glocal_web.portal.mappers.labels import Labels, labels
from glocal_web.portal.models import Action, Assessment, Territory
from glocal_web.portal.permissions import Visitor
from glocal_web.portal.selectors.actions import OPEN, owners
from glocal_web.portal.selectors.finding_decisions import to_address
from glocal_web.portal.selectors.finding_words import FindingLine
from glocal_web.portal.selectors.linkages import newest_labels

LONGEST_TITLE = 200


@dataclass(frozen=True)
class ActionGround:
    """By which framework an action raises an indicator, and the indicators to choose from."""

    assessment: Assessment | None
    labels: Labels
    indicators: tuple[str, ...]


@dataclass(frozen=True)
class FindingAction:
    """What the form of an action for a finding shows first."""

    line: FindingLine
    ground: ActionGround
    title: str
    description: str
    owners: tuple[tuple[str, str], ...]
    open_actions: tuple[tuple[str, str], ...]

    @property
    def territory(self) -> Territory:
        """The territory of the finding."""
        return self.line.record.territory


def finding_action(visitor: Visitor, key: int, mend: str = "") -> FindingAction:
    """The start of an action that mends a finding, filled in from one of its mends.

    Of a restricted finding nothing is filled in, and all indicators are offered: everybody with a
    role here reads actions, and those that the finding touches would tell of its rule.
    """
    line = to_address(visitor, key)
    territory = line.record.territory
    number = int(mend) if mend.isascii() and mend.isdigit() and len(mend) < 4 else -1
    mends = line.words.mends
    chosen = mends[number] if 0 <= number < len(mends) else None
    ground = action_ground(territory, line.finding.indicators)
    if line.record.restricted:
        title, description = "", ""
        ground = replace(ground, indicators=())
    elif chosen is not None:
        title, description = chosen.name, "\n".join((chosen.do, chosen.competent))
    else:
        title, description = line.words.title, "\n".join(f"– {one.short}" for one in mends)
    return FindingAction(
        line=line,
        ground=ground,
        title=plain(title)[:LONGEST_TITLE],
        description=plain(description),
        owners=owners(territory),
        open_actions=open_actions(territory),
    )


def action_ground(territory: Territory, indicators: Sequence[str]) -> ActionGround:
    """The latest assessment that asks the first of ``indicators``, which says most of the finding.

    Without one, the newest version of the main framework, whose codes the rules name.
    """
    for row in Assessment.objects.filter(territory=territory, framework_id=MAIN_FRAMEWORK):
        words = labels(row.framework_id, row.framework_version)
        if indicators and indicators[0] in words.framework:
            return ActionGround(row, words, _asked(words, indicators))
    words = newest_labels()
    return ActionGround(None, words, _asked(words, indicators))


def open_actions(territory: Territory) -> tuple[tuple[str, str], ...]:
    """Key and title of the actions of a territory that are not done yet."""
    rows = Action.objects.filter(territory=territory, status__in=OPEN)
    return tuple((str(row.pk), row.title) for row in rows)


def _asked(words: Labels, indicators: Sequence[str]) -> tuple[str, ...]:
    return tuple(code for code in indicators if code in words.framework)
