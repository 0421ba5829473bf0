"""The one page for a council: what it says in two minutes, and that it stays one page."""

import re
from dataclasses import replace
from datetime import date

import pytest

from glocal.loading.catalogue import framework, installed_frameworks
from glocal.loading.families import LANGUAGES
from glocal.model.document import Beside, Document, Headline, Picture, Table
from glocal.model.kinds import AnswerState
from glocal.model.response import Response
from glocal.reports.council_report import council_page, full_report
from glocal.reports.document_pdf import document_pdf
from glocal.reports.report_source import PlannedAction, ReportSource, RoundBefore
from tests.core.reports.report_cast import DAY, everything, source, texts
from tests.needs import typesetter

LATE = PlannedAction("Open the desk", "A1.1", "planned", 3, "Ana Ruiz", date(2026, 5, 1))
NEXT = PlannedAction("Write a protocol", "A1.3", "under-way", 3, "Legal office", date(2027, 1, 1))
SOME_DAY = PlannedAction("Ask the port", "A1.3", "planned")
DONE = PlannedAction("Ask the school", "A1.3", "done", 3, "Legal office", date(2026, 1, 1))


def headline(document: Document) -> Headline:
    """The headline of the page."""
    blocks = document.sections[0].blocks
    return next(block for block in blocks if isinstance(block, Headline))


def steps(document: Document) -> Table:
    """The steps that are proposed."""
    blocks = [block for section in document.sections for block in section.blocks]
    return next(block for block in blocks if isinstance(block, Table))


def test_the_score_is_told_in_whole_sentences() -> None:
    # Both dimensions whole at "established", which is 75 of 100, without a document.
    found = headline(council_page(everything(3), "en"))
    low, high = (re.search(r"between (\d+) and (\d+)", found.lines[1]) or [""]).groups()  # type: ignore[union-attr]
    assert found.figure == "75"
    assert int(low) < 75 <= int(high)
    assert found.lines == (
        "Established.",
        f"It could lie between {low} and {high}, given what is open and how well the answers are "
        "documented.",
        "With answers that have no document counted as zero: 0.",
        "100% of the questions that apply are answered; 0% of the answers have a document behind "
        "them.",
    )


def test_the_round_before_is_named_beside_its_interval_where_both_measure_the_same() -> None:
    now = everything(3)
    before = RoundBefore("Round {2024}", everything(2).scorecard)
    (*_, line) = headline(council_page(replace(now, before=before), "en")).lines
    assert re.fullmatch(r"The round before, “Round \{2024\}”: 50, between \d+ and \d+\.", line)
    early = source(("A1.1", 4))
    withheld = replace(early, before=RoundBefore("2024", early.scorecard))
    assert "2024" not in " ".join(headline(council_page(withheld, "en")).lines)


def test_of_rounds_that_answered_otherwise_only_what_both_answered_alike_is_compared() -> None:
    now = everything(3)
    without = replace(now, responses=everything(2).responses[2:])
    before = RoundBefore("2024", without.scorecard)
    (*_, line) = headline(council_page(replace(now, before=before), "en")).lines
    assert line == (
        "Over the 27 questions that the same groups answered in both rounds: 75 now, 50 in “2024”."
    )
    few = RoundBefore("2024", source(("A1.1", 2)).scorecard)
    lines = headline(council_page(replace(now, before=few), "en")).lines
    assert "2024" not in " ".join(lines)


def test_low_answers_are_not_called_strong() -> None:
    found = texts(council_page(source(("A1.1", 1), ("A1.2", 2), ("A1.3", 0)), "en"))
    at = found.index("Strongest")
    assert found[at + 1].startswith("A1.2 ")
    assert found[at + 2] == "Weakest"


def test_what_the_notice_of_a_provisional_profile_has_said_is_not_said_again() -> None:
    found = " ".join(texts(council_page(source(("A1.1", 4)), "en")))
    assert "the overall score will lie between" in found
    assert "It could lie between" not in found


def test_a_red_line_that_holds_a_score_down_is_said_on_the_one_page_too() -> None:
    held = source(*((f"A1.{number}", 4) for number in (1, 2, 4, 5, 6, 7, 8)), ("A1.3", 0))
    found = " ".join(texts(council_page(held, "en")))
    assert "A1 Mapping the local context is held at 50, because of A1.3" in found


def test_each_question_has_one_step_with_who_begins_and_how() -> None:
    rows = steps(council_page(everything(2), "en")).rows
    assert len(rows) == 4
    assert len({row[0].text.split()[0] for row in rows}) == 4
    for line, who, first, gain in rows:
        assert "emerging → established" in line.text
        assert who.text
        assert first.text
        assert re.fullmatch(r"\+\d\.\d", gain.text)


def test_where_too_little_is_answered_no_step_is_proposed() -> None:
    for answered in (source(), source(("A1.1", 2))):
        section = council_page(answered, "en").sections[1]
        assert section.title == "What would raise the score most"
        assert [getattr(block, "text", "") for block in section.blocks] == [
            "Too little has been answered to tell."
        ]


def test_what_has_reached_the_top_is_not_called_weak_nor_the_lowest_strong() -> None:
    best, worst = (texts(council_page(everything(grade), "en")) for grade in (4, 0))
    assert best[best.index("Weakest") + 1] == "Every answer has reached the highest grade."
    none = "No answer has reached the middle of its scale yet."
    assert worst[worst.index("Strongest") + 1] == none
    whole = texts(full_report(everything(0), "en"))
    assert whole[whole.index("Strongest") + 1] == none


def test_actions_are_counted_and_the_next_ones_named_without_those_who_do_them() -> None:
    answered = source(("A1.1", 2), actions=(LATE, NEXT, SOME_DAY, DONE))
    found = texts(council_page(answered, "en"))
    at = found.index("Open: 3 · past their date: 1 · done: 1.")
    assert found[at + 1 : at + 3] == [
        "Open the desk (was due on 1 May 2026)",
        "Write a protocol (until 1 January 2027)",
    ]
    assert not any("Ana Ruiz" in one or "Legal office" in one for one in found)
    alone = texts(council_page(source(("A1.1", 2), actions=(SOME_DAY,)), "en"))
    assert alone[alone.index("Open: 1.") + 1] == "Ask the port"


def test_the_figures_of_the_pictures_are_there_for_a_spreadsheet() -> None:
    (beside, *_) = [
        block
        for block in council_page(everything(2), "en").sections[0].blocks
        if isinstance(block, Beside)
    ]
    (bars,) = beside.second
    assert isinstance(bars, Picture)
    assert bars.table is not None
    assert [row[0].text for row in bars.table.rows] == [
        "Overall score",
        "A1 Mapping the local context",
        "A2 Engagement and coordination",
        "A3 Implementation and sustainability",
    ]
    assert [row[1].value for row in bars.table.rows] == [pytest.approx(50)] * 4


@typesetter
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("every", [1, 2])
@pytest.mark.parametrize("name", sorted({one.id for one in installed_frameworks()}))
def test_it_is_one_page_whatever_is_assessed_and_however_long_the_names(
    name: str, every: int, language: str
) -> None:
    content = document_pdf(council_page(longest(name, every), language))
    assert len(re.findall(rb"/Type/Page\b", content)) == 1
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content


def longest(name: str, every: int) -> ReportSource:
    """Every question or every other one at the second grade, and everything named at length."""
    structure = framework(name)
    responses = [
        Response(one.code, AnswerState.ANSWERED, one.scale.grades[1])
        for one in structure.indicators[::every]
    ]
    actions = [replace(LATE, title="Wide words and more of them, " * 7)] * 20
    whole = ReportSource("Puerto Lirio " * 20, structure, responses, DAY, round="Round " * 30)
    before = RoundBefore("A round with a long name " * 5, whole.scorecard)
    year = (date(2026, 1, 1), date(2026, 12, 31))
    return replace(whole, actions=actions, before=before, period=year)
