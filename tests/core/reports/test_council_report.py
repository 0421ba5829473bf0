"""The report as a document: which parts it has, what every page says, what it must not hide."""

import re
from dataclasses import replace
from datetime import date

import pytest
import yaml

from glocal.loading.families import LANGUAGES
from glocal.loading.report_words import report_words, report_words_problems
from glocal.loading.roots import knowledge_root
from glocal.loading.templates import strings
from glocal.model.document import Table
from glocal.model.kinds import AnswerState
from glocal.model.response import Response
from glocal.reports.council_report import SECTIONS, USUAL, council_page, file_stem, full_report
from glocal.reports.report_source import NamedDocument, Part, PlannedAction, ToldFinding
from tests.core.reports.report_cast import DAY, everything, row, source, tables, texts

DRAFT = "Draft, not agreed. Answers that are not agreed yet: 1 of 29. The figures may still move."


def test_the_words_are_complete_in_four_languages() -> None:
    assert report_words_problems() == []


def test_in_french_no_line_begins_with_a_sign() -> None:
    file = yaml.safe_load((knowledge_root() / "report/text/fr.yaml").read_text("utf-8"))
    loose = [text for _path, text in strings(file) if re.search(r" [:;?!»%]|« ", text)]
    assert loose == []


def test_every_page_says_framework_version_coverage_agreement_and_date() -> None:
    answered = source(("A1.1", 3), ("A1.2", 4), period=(date(2026, 1, 1), date(2026, 12, 31)))
    # 2 of the 29 questions of the version; 2 of 29 is 7 per cent.
    assert full_report(answered, "en").facts == (
        "Local policy coherence, version 1.0",
        "Answered: 2 of 29 questions that apply (7%)",
        "Agreed: 2 of 2 answers",
        "Period: 1 January 2026 to 31 December 2026",
        "Figures as of 29 November 2026",
    )


def test_one_answer_that_is_not_agreed_makes_a_draft() -> None:
    answered = everything(3)
    assert full_report(answered, "en").mark == ""
    first, *rest = answered.responses
    mixed = replace(answered, responses=(replace(first, agreed=False), *rest))
    draft = full_report(mixed, "en")
    assert draft.mark == "Draft, not agreed"
    assert DRAFT in texts(draft)
    assert full_report(replace(mixed, all_agreed=True), "en").mark == ""


def test_a_profile_of_few_answers_says_that_it_is_provisional_and_what_is_missing() -> None:
    early = council_page(source(("A1.1", 3), ("A2.1", 2)), "en")
    assert early.mark == "Provisional profile"
    notice = next(one for one in texts(early) if one.startswith("Provisional profile. "))
    assert "Answered so far: 2 of 29, so every figure may still move." in notice
    assert "the overall score will lie between" in notice
    # 8, 11 and 10 questions, of which one, one and none is answered.
    assert (
        "Still open: A1 Mapping the local context (7 of 8) · A2 Engagement and coordination "
        "(10 of 11) · A3 Implementation and sustainability (10 of 10)." in notice
    )


def test_a_figure_stands_beside_its_interval_and_coverage() -> None:
    # A1 = 1.0 and 0.5 of 8 questions; the mean of both is 0.75.
    figures = tables(full_report(source(("A1.1", 4), ("A1.2", 2)), "en"))["All figures"]
    name, score, low, high, documented, coverage, answered = row(figures, "A1")
    assert (name, score, documented, answered) == (
        "A1 Mapping the local context",
        "75",
        "0",
        "2 of 8",
    )
    assert coverage == "25%"
    assert int(low) < 75 < int(high)
    # The total, the sub-dimensions, the axes and the sectors.
    assert figures.groups[:3] == (1, 3, 4)
    assert sum(figures.groups) == len(figures.rows)


def test_a_withheld_total_is_a_dash_with_its_reason() -> None:
    found = texts(council_page(source(("A1.1", 4)), "en"))
    assert "No score yet: too much is still unanswered." in found
    assert found[found.index("Overall score") + 1] == "–"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("answers", ["none", "all"])
def test_nothing_answered_and_everything_answered_are_reports_too(
    language: str, answers: str
) -> None:
    whole = source() if answers == "none" else everything(4)
    found = texts(full_report(whole, language, frozenset(Part)))
    words = report_words(language)
    assert all(words.parts[part] in found for part in Part)
    if answers == "none":
        assert words.marks["draft"] in found
        assert words.none["answers"] in found
    else:
        assert words.none["gaps"] in found
        assert words.none["steps"] in found


def test_where_groups_differ_or_nothing_is_said_no_grade_is_put_into_their_mouths() -> None:
    # A1.4 lies between two grades; a plan counts from the lower one, which nobody has said.
    apart = (
        Response("A1.4", AnswerState.ANSWERED, 4, group="authority"),
        Response("A1.4", AnswerState.ANSWERED, 1, group="association"),
    )
    answered = replace(source(), responses=apart)
    found = tables(full_report(answered, "en"))
    assert row(found["Gaps: A1 Mapping the local context"], "A1.4")[1] == "groups differ"
    assert row(found["Gaps: A1 Mapping the local context"], "A1.1")[1] == "open"
    said = texts(full_report(source(), "en", {Part.STEPS}))
    assert any(one.startswith("From “open” to “") for one in said)
    assert not any(one.startswith("From “absent”") for one in said)


def test_the_reckoning_stands_before_the_table_that_it_explains() -> None:
    (section, *_) = full_report(everything(2), "en", {Part.STEPS}).sections
    kinds = [type(block).__name__ for block in section.blocks]
    assert kinds == ["Text", "Text", "Table"]


@pytest.mark.parametrize(
    ("language", "gains"), [("en", {"+1.0", "+0.9"}), ("fr", {"+1,0", "+0,9"})]
)
def test_points_have_one_decimal_as_on_the_screen(language: str, gains: set[str]) -> None:
    # ((2 √0.5 + √0.53125) / 3)² - 0.5 = 0.0103 for one of the eight questions of A1.
    (section, *_) = full_report(everything(2), language, {Part.STEPS}).sections
    (table,) = (block for block in section.blocks if isinstance(block, Table))
    assert {cells[3].text for cells in table.rows} == gains


def test_only_the_chosen_parts_are_there_in_their_own_order() -> None:
    chosen = full_report(source(("A1.1", 3)), "en", {Part.SOURCES, Part.METHOD})
    assert [one.title for one in chosen.sections] == ["How to read these figures", "Sources"]


def test_findings_are_told_only_when_asked_for() -> None:
    finding = ToldFinding(
        "Certain", "A duty meets a ban", "The school must and may not.", "high", "you"
    )
    answered = source(("A1.1", 3), findings=(finding,), more_findings=4)
    assert Part.FINDINGS not in USUAL
    assert "A duty meets a ban" not in texts(full_report(answered, "en"))
    found = texts(full_report(answered, "en", {Part.FINDINGS}))
    assert "Severity: high · To mend it: you" in found
    assert "Further open findings of the register, not listed here: 4." in found


def test_actions_and_documents_are_listed_with_their_facts() -> None:
    action = PlannedAction(
        "Write a protocol", "A1.3", "under-way", 3, "Legal office", date(2027, 1, 1)
    )
    document = NamedDocument("Profile", "plan", "https://example.org/p", DAY, ("A1.1", "A1.2"))
    answered = source(("A1.1", 3), actions=(action,), documents=(document,))
    found = tables(full_report(answered, "en"))
    title, *rest = row(found["All actions"], "Write a protocol")
    assert title.startswith("Write a protocol (A1.3 ")
    assert title.endswith(", aim: established)")
    assert rest == ["Legal office", "1 January 2027", "under way"]
    assert row(found["Documents named with the answers"], "Profile") == [
        "Profile",
        "Plan, strategy or programme",
        "29 November 2026",
        "A1.1, A1.2",
        "https://example.org/p",
    ]


def test_a_red_line_that_holds_a_score_down_is_said() -> None:
    held = source(*((f"A1.{number}", 4) for number in (1, 2, 4, 5, 6, 7, 8)), ("A1.3", 0))
    found = " ".join(texts(full_report(held, "en", {Part.PROFILE})))
    assert "A1 Mapping the local context is held at 50, because of A1.3" in found


def test_a_picture_is_described_in_words() -> None:
    found = " ".join(texts(council_page(everything(2), "en")))
    assert "A1 Mapping the local context: 50, between" in found


def test_in_arabic_names_keep_their_direction_and_arrows_turn() -> None:
    found = texts(council_page(everything(1), "ar"))
    assert found[1] == "\u2068Puerto Lirio\u2069"
    assert any("←" in one for one in found)
    assert any(one.startswith("\u2066+") for one in found)
    assert not any("→" in one for one in found)


def test_every_part_has_a_section_and_a_name() -> None:
    assert set(SECTIONS) == set(Part)
    for language in LANGUAGES:
        assert set(report_words(language).parts) == set(Part)


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Puerto Lirio", "glocal-puerto-lirio-report-2026-11-29"),
        ("../../etc/passwd\r\nX: y", "glocal-etc-passwd-x-y-report-2026-11-29"),
        ("مدينة", "glocal-territory-report-2026-11-29"),
    ],
)
def test_the_name_of_the_file_suits_every_system(name: str, stem: str) -> None:
    assert file_stem(name, DAY, "report") == stem
