"""The few indicators to begin with: chosen as data, checked, completed where one is not asked."""

from __future__ import annotations

import pytest

from glocal.loading.catalogue import framework
from glocal.loading.families import LANGUAGES
from glocal.loading.framework import read_framework
from glocal.loading.quick_start import quick_start, quick_start_problems, quick_start_words
from glocal.loading.text import read_text
from glocal.model.applicability import split_by_applicability
from glocal.model.kinds import CompetenceShare, Level, MobilityRole
from glocal.model.quick_start import QuickStart
from glocal.model.territory import Territory
from tests.core.loading.tiny_files import write

CHOICE = "minutes: 3\nindicators:\n  - {code: A1.1, instead: [A2.1]}\n"
WORDS = "status: original\nabout: These tell most.\nwhy: {A1.1: First., A2.1: Then.}\n"


def problems_of(root, files):
    folder = write(root, files)
    return [(one.key, one.what) for one in quick_start_problems(folder, read_framework(folder))]


def test_a_good_choice_has_no_problems(tmp_path):
    files = {"quick-start.yaml": CHOICE, "text/en/quick-start.yaml": WORDS}
    assert problems_of(tmp_path, files) == []


def test_a_framework_need_not_choose(tmp_path):
    assert problems_of(tmp_path, {}) == []
    assert quick_start("sdg-10.7.2", "1.0") is None


def test_the_words_of_the_choice_are_no_words_of_an_indicator(tmp_path):
    folder = write(tmp_path, {"text/en/quick-start.yaml": WORDS})
    text, problems = read_text(folder, read_framework(folder), "en")
    assert problems == []
    assert sorted(text.indicators) == ["A1.1", "A2.1"]


@pytest.mark.parametrize(
    ("choice", "words", "key"),
    [
        (CHOICE.replace("A2.1", "A9.9"), WORDS, "indicators.0"),
        (CHOICE + "  - {code: A1.1}\n", WORDS, "indicators.1.code"),
        (CHOICE.replace("minutes: 3", "minutes: 0"), WORDS, "minutes"),
        (CHOICE.replace("instead", "or"), WORDS, "indicators.0.or"),
        (CHOICE, WORDS.replace(", A2.1: Then.", ""), "why"),
        (CHOICE, WORDS.replace("A2.1", "A3.1"), "why.A3.1"),
        (CHOICE, WORDS.replace("about: These tell most.\n", ""), "about"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(tmp_path, choice, words, key):
    files = {"quick-start.yaml": choice, "text/en/quick-start.yaml": words}
    assert key in (found := [place for place, _ in problems_of(tmp_path, files)]), found


def test_a_choice_without_a_reason_in_words_is_told(tmp_path):
    assert problems_of(tmp_path, {"quick-start.yaml": CHOICE}) == [("", "No words say why these.")]


def test_an_indicator_that_is_not_asked_is_replaced_by_the_next_that_is():
    choice = QuickStart(2, (("A", "B", "C"), ("B",), ("D", "A")))
    assert choice.codes({"A", "B", "C", "D"}) == ("A", "B", "D")
    assert choice.codes({"B", "C", "D"}) == ("B", "D")
    assert choice.codes({"C", "D"}) == ("C", "D")
    assert choice.codes(()) == ()


def test_the_choice_does_not_change_what_the_framework_means(tmp_path):
    without = read_framework(write(tmp_path / "one")).content_hash
    files = {"quick-start.yaml": CHOICE, "text/en/quick-start.yaml": WORDS}
    assert read_framework(write(tmp_path / "two", files)).content_hash == without


# ------------------------------------------------------------- the choice that ships
MAIN = framework("local-pcmd")
CHOSEN = quick_start(MAIN.id, MAIN.version)


def chosen_for(role: MobilityRole, share: CompetenceShare) -> tuple[str, ...]:
    """What a territory with this one role begins with that holds every competence to a share."""
    held = {one.competence: share for one in MAIN if one.competence}
    place = Territory("p", "A place", Level.LOCAL, frozenset({role}), held)
    asked, _ = split_by_applicability(MAIN, place)
    return CHOSEN.codes({one.code for one in asked})


def test_twelve_are_chosen_two_or_three_of_each_sub_dimension():
    codes = [place[0] for place in CHOSEN.places]
    by_part = {sub.code: 0 for sub in MAIN.sub_dimensions}
    for code in codes:
        by_part[MAIN.indicator(code).sub_dimension] += 1
    assert len(codes) == 12
    assert set(by_part.values()) <= {2, 3}


def test_both_red_lines_and_all_four_axes_are_among_them():
    codes = [place[0] for place in CHOSEN.places]
    assert {line.indicator for line in MAIN.rules.red_lines} <= set(codes)
    assert len({axis for code in codes for axis in MAIN.indicator(code).axes}) == 4


def test_they_are_answered_in_under_half_an_hour():
    assert CHOSEN.minutes_for(12) < 30


@pytest.mark.parametrize("share", [CompetenceShare.OWN, CompetenceShare.NONE])
@pytest.mark.parametrize("role", list(MobilityRole))
def test_every_territory_begins_with_twelve_in_every_sub_dimension(role, share):
    codes = chosen_for(role, share)
    assert len(codes) == 12
    assert {MAIN.indicator(code).sub_dimension for code in codes} == {
        sub.code for sub in MAIN.sub_dimensions
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_choice_is_explained_in_this_language(language):
    words = quick_start_words(MAIN.id, MAIN.version, language)
    assert words.provenance.language == language
    assert not words.provenance.stale
    assert set(words.why) == set(CHOSEN.every_code)


def test_a_language_without_words_gets_those_of_the_original():
    words = quick_start_words(MAIN.id, MAIN.version, "de")
    assert words.provenance.language == "en"
    assert words.provenance.borrowed
