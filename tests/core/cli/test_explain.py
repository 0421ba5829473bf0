"""``glocal explain`` tells all there is to know about one indicator."""

from dataclasses import replace

import pytest

from glocal.cli import explain
from glocal.loading.catalogue import framework, framework_text
from glocal.model.kinds import Status
from tests.core.cli.conftest import Command


def test_an_indicator_is_explained_from_why_to_next_steps(glocal: Command) -> None:
    seen = glocal("explain", "A1.1")
    assert seen.code == 0
    assert seen.out.startswith("A1.1  ")
    for heading in (
        "Why: what migration changes here",
        "Why: what this changes for migration",
        "Questions",
        "Grades",
        "What counts as evidence",
        "What it presupposes",
        "Where to look first",
        "Steps",
        "Typical incoherences",
        "Resources",
        "SDG targets",
        "Global Compact for Migration",
    ):
        assert f"\n{heading}\n" in seen.out


def test_no_line_is_wider_than_a_terminal(glocal: Command) -> None:
    longest = max(glocal("explain", "A2.5").out.splitlines(), key=len)
    assert len(longest) <= 100


def test_an_item_without_anchors_shows_the_grades_of_its_scale(glocal: Command) -> None:
    seen = glocal("explain", "D1.1", "--framework", "sdg-10.7.2")
    assert seen.code == 0
    assert "\n  0.5 " in seen.out


def test_json_holds_structure_and_words(glocal: Command) -> None:
    value = glocal("explain", "A1.1", "--language", "es", "--json").json
    assert value["framework"] == "local-pcmd@1.1"
    assert value["structure"]["code"] == "A1.1"
    assert set(value["text"]["anchors"]) == {"0.0", "1.0", "2.0", "3.0", "4.0"}
    assert value["text"]["borrowed"] == []
    assert value["text"]["status"] == "translated"


def test_borrowed_texts_are_named_with_their_language(
    glocal: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = framework_text("local-pcmd", "1.1", "ar")
    half = replace(whole.indicators["A1.1"], borrowed=frozenset({"steps", "example"}))
    told = replace(whole, indicators={**whole.indicators, "A1.1": half})
    monkeypatch.setattr(explain, "framework_text", lambda *_: told)
    seen = glocal("explain", "A1.1", "--language", "ar")
    assert "Not yet in 'ar', shown in 'en': example, steps" in seen.out


def test_a_language_nobody_has_written_is_said_on_the_standard_error(glocal: Command) -> None:
    seen = glocal("explain", "A1.1", "--language", "xx")
    assert seen.code == 0
    assert seen.err == "Note: local-pcmd@1.1 has no texts in 'xx'; shown in 'en'.\n"


def test_an_unknown_indicator_ends_with_1(glocal: Command) -> None:
    seen = glocal("explain", "Z9.9")
    assert (seen.code, seen.out) == (1, "")
    assert seen.err == "No installed framework has an indicator 'Z9.9'.\n"


def test_a_draft_says_that_it_is_one(glocal: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    main = framework("local-pcmd", "1.1")
    draft = replace(main.indicator("B1.1"), code="B1.99", status=Status.DRAFT)
    monkeypatch.setattr(explain, "main_framework_first", lambda: (replace(main, drafts=(draft,)),))
    seen = glocal("explain", "B1.99")
    assert seen.code == 1
    assert "B1.99 is a draft" in seen.err


def test_an_unknown_framework_or_version_names_those_that_exist(glocal: Command) -> None:
    unknown = glocal("explain", "A1.1", "--framework", "local")
    assert unknown.code == 1
    assert "Installed: " in unknown.err
    assert "local-pcmd, " in unknown.err
    version = glocal("explain", "M1", "--framework", "sdg-17.14.1@81")
    assert version.code == 1
    assert "has no version '81'. Installed: 80, 96." in version.err
