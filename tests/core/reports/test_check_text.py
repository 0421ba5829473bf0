"""The text of a check: what is alike is not told twice, and nothing is left out without a word."""

from __future__ import annotations

from datetime import date

import pytest

from glocal.coherence.check import check
from glocal.loading.check_report_words import check_report_words
from glocal.loading.families import LANGUAGES
from glocal.loading.portfolio import portfolio_of_bytes
from glocal.model.kinds import Axis
from glocal.reports.check_text import Shown, check_text
from glocal.reports.told_findings import by_cause, tell
from tests.core.cli.school_case import SCHOOL

DAY = date(2026, 11, 28)


def text(rules: tuple[str, ...], addition: str = "", **shown: int) -> str:
    loaded = portfolio_of_bytes((SCHOOL + addition).encode(), "school.yaml")
    report = check(loaded.portfolio, loaded.taxonomy, as_of=DAY, rules=rules)
    told = tell(report, loaded, "en")
    return check_text(report, Shown(told, **shown), "Puerto Lirio", rules, "en")


BARRIERS = """\
  - id: city-plan
    title: City plan
    kind: plan
    level: local
    territory: puerto-lirio
    provisions:
      - {id: card, modality: entitlement, who: lirio-registry, action: address-registration,
         for: {status: [irregular]}, requires: [proof-of-address]}
      - {id: place, modality: entitlement, who: lirio-schools, action: school-enrolment,
         for: {displacement: [internally-displaced]}, requires: [proof-of-address]}
"""


def test_findings_of_one_cause_stand_together() -> None:
    out = text(("C6",), BARRIERS)
    assert " ".join(out.split()).count("C6 ·") == 2
    assert out.count("From the same cause:") == 1
    assert out.count("Any one of these would end it:") == 1


def test_what_is_missing_in_the_same_way_is_explained_once() -> None:
    out = text(("C7",))
    assert out.count("C7 ·") > 5
    assert out.count("This is a core service:") == 1
    assert out.count("Any one of these would end it:") == out.count("C7 ·")


def test_every_clash_of_provisions_is_explained() -> None:
    again = BARRIERS.replace("proof-of-address", "fee").replace("city-plan", "other-plan")
    out = text(
        ("C3", "C6"), BARRIERS + again.replace("card", "card-2").replace("place,", "place-2,")
    )
    assert out.count("    1. ") == sum(
        line.startswith(("  C3 ·", "  C6 ·")) for line in out.splitlines()
    )


def test_what_is_not_listed_is_counted() -> None:
    out = text(("C2",), hidden=3, before=4, gone=5)
    assert "Less severe, and not listed here: 3." in out
    assert "Known before, and not listed here: 4." in out
    assert "Known before, and gone: 5." in out
    assert "Nothing was found" not in out


def test_what_is_not_recorded_is_named() -> None:
    out = " ".join(text(("C1",)).split())
    assert "Not recorded, so it could not be compared: whether the means are there 1" in out


def test_lines_fit_a_terminal() -> None:
    assert max(map(len, text(("C3", "C7"), BARRIERS).splitlines())) <= 88


def test_a_name_cannot_turn_the_text_round() -> None:
    loaded = portfolio_of_bytes(SCHOOL.encode(), "school.yaml")
    report = check(loaded.portfolio, loaded.taxonomy, as_of=DAY, rules=("C2",))
    out = check_text(report, Shown(()), "Lirio\u202e evil", ("C2",), "en")
    assert out.splitlines()[0] == "Lirio evil"


def test_the_axes_come_in_the_order_of_what_weighs_most() -> None:
    loaded = portfolio_of_bytes(SCHOOL.encode(), "school.yaml")
    told = tell(check(loaded.portfolio, loaded.taxonomy, as_of=DAY), loaded, "en")
    assert list(by_cause(told)) == [Axis.VERTICAL, Axis.HORIZONTAL]
    assert sum(len(group) for groups in by_cause(told).values() for group in groups) == len(told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_every_language_take_the_same_values(language: str) -> None:
    words, original = check_report_words(language), check_report_words("en")
    for part in ("compared", "slots", "found", "known", "part"):
        own, theirs = getattr(words, part), getattr(original, part)
        assert own.keys() == theirs.keys()
        for key, text in own.items():
            assert sorted(_fields(text)) == sorted(_fields(theirs[key])), key
    assert sorted(_fields(words.checked)) == ["date", "rules", "taxonomy"]


def _fields(template: str) -> list[str]:
    return [part.partition("}")[0] for part in template.split("{")[1:]]
