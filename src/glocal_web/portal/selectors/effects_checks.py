"""The effects checks that territories keep: the list, one of them, and who may keep one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator

from glocal.errors import UnknownNameError
from glocal.loading.catalogue import MAIN_FRAMEWORK
from glocal.loading.library import linkages
from glocal.model.effects_check import CheckResult
from glocal_web.portal.mappers.check_words import answer_word
from glocal_web.portal.mappers.labels import labels
from glocal_web.portal.models import (
    Assessment,
    EffectsCheck,
    EffectsCheckStatus,
    Person,
    Role,
    Territory,
)
from glocal_web.portal.permissions import (
    ALLOWED,
    Access,
    Deed,
    NotVisibleError,
    Visitor,
    access_to,
)
from glocal_web.portal.selectors.check_reading import (
    Reading,
    SeverityCount,
    check_result,
    question_lines,
    reading,
    severity_counts,
    wording_stamp,
)
from glocal_web.portal.selectors.linkages import sector_name
from glocal_web.portal.selectors.open_territory import open_territory

ON_A_PAGE = 25
# More ways to keep a tried check than this would bury the result.
MOST_KEEPERS = 12


@dataclass(frozen=True)
class CheckLine:
    """One check in the list: the draft, its sector, and what the answers show."""

    check: EffectsCheck
    sector: str
    counts: tuple[SeverityCount, ...]
    open: int
    answered: int

    @property
    def is_closed(self) -> bool:
        """Whether something was decided."""
        return self.check.status == EffectsCheckStatus.DONE


@dataclass(frozen=True)
class CheckList:
    """The checks of a territory, those changed last on top."""

    territory: Territory
    access: Access
    page: Page[EffectsCheck]
    lines: tuple[CheckLine, ...]

    @property
    def may_plan(self) -> bool:
        """Whether the visitor may begin and change checks."""
        return self.access.may(Deed.PLAN)


@dataclass(frozen=True)
class CheckPage:
    """One kept check with what its answers show.

    ``reading`` is ``None`` where the sector has no questions any more. ``assessment`` is the round
    an action can come from, ``codes`` the indicators that its framework has.
    """

    check: EffectsCheck
    access: Access
    sector: str
    reading: Reading | None
    wording_changed: bool
    assessment: Assessment | None
    codes: frozenset[str]

    @property
    def territory(self) -> Territory:
        """The territory that keeps it."""
        return self.check.territory

    @property
    def is_closed(self) -> bool:
        """Whether something was decided."""
        return self.check.status == EffectsCheckStatus.DONE

    @property
    def may_plan(self) -> bool:
        """Whether the visitor may change it."""
        return self.access.may(Deed.PLAN)

    @property
    def may_manage(self) -> bool:
        """Whether the visitor may remove it."""
        return self.access.may(Deed.MANAGE)


def open_check(visitor: Visitor, key: int) -> tuple[EffectsCheck, Access]:
    """The check and what the visitor may do in its territory."""
    check = EffectsCheck.objects.select_related("territory", "created_by").filter(pk=key).first()
    if check is None:
        raise NotVisibleError
    access = access_to(visitor, check.territory)
    access.require(Deed.READ)
    return check, access


def check_list(visitor: Visitor, slug: str, page: str = "1") -> CheckList:
    """The checks of a territory with the risks they show."""
    territory, access = open_territory(visitor, slug)
    rows = EffectsCheck.objects.filter(territory=territory)
    found = Paginator(rows, ON_A_PAGE).get_page(page)
    lines = tuple(_line(check) for check in found.object_list)
    return CheckList(territory, access, found, lines)


def planned_territory(visitor: Visitor, slug: str) -> Territory:
    """The territory, for somebody who may begin a check there."""
    territory, access = open_territory(visitor, slug)
    access.require(Deed.PLAN)
    return territory


def keepers(visitor: Visitor) -> tuple[Territory, ...]:
    """The territories in which the visitor may keep a check by a role, by name."""
    if not isinstance(visitor, Person) or not visitor.is_active:
        return ()
    kinds = [kind for kind, deeds in ALLOWED.items() if Deed.PLAN in deeds]
    mine = Role.objects.filter(person=visitor, kind__in=kinds).values("territory_id")
    return tuple(Territory.objects.filter(pk__in=mine).order_by("name", "pk")[:MOST_KEEPERS])


def sector_choices() -> list[tuple[str, str]]:
    """The sectors whose questions there are, with their names."""
    return [(sector, sector_name(sector)) for sector in linkages()]


def check_page(visitor: Visitor, key: int) -> CheckPage:
    """One check, to read."""
    check, access = open_check(visitor, key)
    is_known = check.sector in linkages()
    round_ = _assessment(check.territory) if access.may(Deed.PLAN) else None
    structure = labels(round_.framework_id, round_.framework_version).framework if round_ else None
    return CheckPage(
        check=check,
        access=access,
        sector=sector_name(check.sector),
        reading=reading(check.sector, check.answers, check.remarks) if is_known else None,
        wording_changed=is_known and wording_changed(check),
        assessment=round_,
        codes=frozenset(one.code for one in structure.indicators) if structure else frozenset(),
    )


def wording_changed(check: EffectsCheck) -> bool:
    """Whether the questions were worded otherwise when the check was last saved."""
    return bool(check.wording) and check.wording != wording_stamp(check.sector)


def check_data(visitor: Visitor, key: int) -> dict[str, Any]:
    """One check as data: the questions in the reader's language, the answers as codes."""
    check, _access = open_check(visitor, key)
    is_known = check.sector in linkages()
    result = check_result(check.sector, check.answers) if is_known else CheckResult((), (), ())
    shows = {
        **{one.key: "risk" for one in result.risks},
        **{one.key: "open" for one in result.open},
        **{one.key: "clear" for one in result.clear},
    }
    return {
        "id": check.pk,
        "territory": check.territory.slug,
        "sector": check.sector,
        "title": check.title,
        "summary": check.summary,
        "status": check.status,
        "conclusion": check.conclusion,
        "version": check.version,
        "created_at": check.created_at.isoformat(),
        "changed_at": check.changed_at.isoformat(),
        "wording": check.wording,
        "wording_now": wording_stamp(check.sector) if is_known else "",
        "risks": {str(one): number for one, number in result.by_severity.items()},
        "open": len(result.open),
        "questions": [
            {
                "key": line.key,
                "part": line.part,
                "ask": line.words.ask,
                "answer": check.answers.get(line.key, "unknown"),
                "risk_if": str(line.question.risk_if),
                "shows": shows[line.key],
                "severity": str(line.question.severity),
                "barrier": line.question.barrier,
                "indicators": list(line.question.indicators),
                "remark": check.remarks.get(line.key, ""),
            }
            for line in (question_lines(check.sector) if is_known else ())
        ],
    }


def answer_text(answer: str) -> str:
    """An answer as the page names it; a dash where there is none."""
    return answer_word(answer) if answer else "–"


def _line(check: EffectsCheck) -> CheckLine:
    name = sector_name(check.sector)
    try:
        result = check_result(check.sector, check.answers)
    except UnknownNameError:
        return CheckLine(check, name, (), 0, 0)
    answered = len(result.risks) + len(result.clear)
    return CheckLine(check, name, severity_counts(result), len(result.open), answered)


def _assessment(territory: Territory) -> Assessment | None:
    """The latest round by the main framework: an action belongs to a round."""
    return Assessment.objects.filter(territory=territory, framework_id=MAIN_FRAMEWORK).first()
