"""Broken framework files: each mistake is told with file, line, key, what is wrong and the mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from glocal.errors import KnowledgeError, Problem
from glocal.loading.framework import read_framework
from tests.core.loading.tiny_files import GOOD, write

HEAD, FIRST, SECOND = "framework.yaml", "indicators/A1.1.yaml", "indicators/A2.1.yaml"
HEAD_TEXT, TEXT = "text/en/framework.yaml", "text/en/A1.1.yaml"


def problems(root: Path, files: dict[str, str | bytes | None]) -> list[Problem]:
    with pytest.raises(KnowledgeError) as error:
        read_framework(write(root, files))
    return list(error.value.problems)


def replaced(name: str, old: str, new: str) -> dict[str, str]:
    assert GOOD[name].count(old) == 1, f"{old!r} must stand once in {name}"
    return {name: GOOD[name].replace(old, new)}


def test_the_good_files_load(tmp_path):
    framework = read_framework(write(tmp_path))
    assert [item.code for item in framework.indicators] == ["A1.1", "A2.1"]


# Each case: the file, what is replaced by what, and then the line, key, words and mend to expect.
MISTAKES = {
    "wrong key": (
        FIRST, "stage: input", "stagge: input",
        5, "stagge", "The key 'stagge' is not known here", "Did you mean 'stage'?",
    ),
    "missing key": (
        FIRST, "sub_dimension: A1\n", "",
        1, "sub_dimension", "The key 'sub_dimension' is missing", "Add 'sub_dimension'",
    ),
    "wrong type": (
        FIRST, "sectors: [health]", "sectors: health",
        6, "sectors", "A list is needed here, not text", "indentation and the quotes",
    ),
    "a date without quotes": (
        HEAD, '"2026-11-22"', "2026-11-22",
        5, "date", "Text is needed here, not a date", "quotes",
    ),
    "yes taken for a truth value": (
        HEAD_TEXT, "1: some", "1: Yes",
        5, "grades.maturity.1", "not yes/no", "quotes",
    ),
    "not a number at all": (
        HEAD, "exponent: 0.5", "exponent: .nan",
        14, "rules.exponent", "is not a number", "Write a finite number",
    ),
    "word off the list": (
        FIRST, "stage: input", "stage: inputs",
        5, "stage", "'inputs' is not one of the allowed values", "Did you mean 'input'?",
    ),
    "unknown sector": (
        FIRST, "[health]", "[helth]",
        6, "sectors", "'helth' is not in the vocabulary 'sectors'", "Did you mean 'health'?",
    ),
    "unknown competence": (
        FIRST, "competence: police", "competence: magic",
        9, "competence", "'magic' is not in the vocabulary 'competences'", "competences.yaml",
    ),
    "unknown SDG target": (
        FIRST, '"10.7"', '"10.99"',
        11, "sdg.0.target", "'10.99' is not in the vocabulary 'sdg-targets'", "sdg-targets.yaml",
    ),
    "unknown indicator in needs": (
        FIRST, "indicator: A2.1", "indicator: A2.7",
        15, "steps.2.needs.0.indicator", "The indicator A2.7 does not exist", "Name an indicator",
    ),
    "grade of a need off the scale": (
        FIRST, "grade: 1", "grade: 9",
        15, "steps.2.needs.0.grade", "9 is not a grade that A2.1 can reach", "Use one of: 1, 2",
    ),
    "the lowest grade needs nothing to be reached": (
        FIRST, "grade: 1", "grade: 0",
        15, "steps.2.needs.0.grade", "0 is not a grade that A2.1 can reach", "Use one of: 1, 2",
    ),
    "step off the scale": (
        FIRST, "  2: {effort: high", "  3: {effort: high",
        15, "steps.3", "3 is not a grade that a step can lead to", "Use one of: 1, 2",
    ),
    "unknown sub-dimension": (
        FIRST, "sub_dimension: A1", "sub_dimension: A7",
        2, "sub_dimension", "The sub-dimension 'A7' does not exist", "Use one of: A1, A2",
    ),
    "unknown scale": (
        SECOND, "status: published", "status: published\nscale: stars",
        4, "scale", "The scale 'stars' does not exist", "Use one of: maturity",
    ),
    "file name is not the code": (
        FIRST, "code: A1.1", "code: A1.2",
        1, "code", "The file is called A1.1.yaml but its code is 'A1.2'", "name of its code",
    ),
    "red line on an unknown indicator": (
        HEAD, "{indicator: A1.1", "{indicator: A9.9",
        25, "rules.red_lines.0.indicator", "'A9.9' does not exist", "Name one of this framework",
    ),
    "red line on another sub-dimension": (
        HEAD, "sub_dimension: A1, cap", "sub_dimension: A2, cap",
        25, "rules.red_lines.0.sub_dimension", "A1.1 does not belong to A2", "write A1",
    ),
    "red line at a grade off the scale": (
        HEAD, "at_most: 0", "at_most: 0.5",
        25, "rules.red_lines.0.at_most", "0.5 is not a grade below the highest", "Use one of: 0, 1",
    ),
    "bands out of order": (
        HEAD, "{key: low, from: 0}", "{key: low, from: 0.7}",
        23, "rules.bands.list", "Bands must begin at 0 and rise", "a higher start",
    ),
    "grades out of order": (
        HEAD, "[0, 1, 2]", "[0, 2, 1]",
        9, "scales.maturity.grades", "The grades are not in rising order", "Write [0, 1, 2]",
    ),
    "evidence that widens": (
        HEAD, "cited: 0.1,", "cited: 0.3,",
        18, "rules.evidence.sigma", "Better evidence must never widen", "fall, or stay equal",
    ),
    "missing anchor": (
        TEXT, "  1: There is one.\n", "",
        9, "anchors", "There are anchors for 0, 2; the scale has 0, 1, 2", "one anchor for each",
    ),
    "a group without a word": (
        HEAD_TEXT, ", A2: Second", "",
        3, "groups", "There is no word for A2", "Write it under 'groups'",
    ),
    "a grade without a word": (
        HEAD_TEXT, ", 2: all", "",
        4, "grades", "There is no word for 2 of maturity", "Write it under 'grades'",
    ),
    "a band without a word": (
        HEAD_TEXT, ", high: high", "",
        6, "bands", "There is no word for high", "Write it under 'bands'",
    ),
    "words for an indicator that is not there": (
        HEAD_TEXT, "bands:", "items: {A9.9: {title: T}}\nbands:",
        6, "items.A9.9", "The indicator A9.9 does not exist", "a code of this framework",
    ),
    "missing step text": (
        TEXT, "  1: {who: An office, do: [Draw it.]}\n", "",
        15, "steps", "There are steps to 2; they must lead to 1, 2", "one step for each",
    ),
    "text of another indicator": (
        TEXT, "code: A1.1", "code: A1.9",
        1, "code", "The code 'A1.9' does not fit", "the file is named after",
    ),
    "text too long": (
        TEXT, "title: A map", "title: " + "map " * 40,
        3, "title", "characters; at most 120 fit", "Shorten it",
    ),
    "an address that is no web address": (
        TEXT, "evidence:",
        "resources: [{title: T, by: B, url: 'javascript:alert(1)', note: N}]\nevidence:",
        13, "resources.0.url", "does not have the right form", "http",
    ),
    "published but not complete": (
        TEXT, "anchors:\n  0: There is none.\n  1: There is one.\n  2: A rule keeps it.\n", "",
        0, "", "The text of A1.1 is not complete", "needs why, anchors and steps",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_says_where_it_is_and_how_to_mend_it(name, tmp_path):
    file, old, new, line, key, what, mend = MISTAKES[name]
    found = problems(tmp_path, replaced(file, old, new))
    assert any(
        one.file == f"tiny/1.0/{file}"
        and one.line == line
        and one.key == key
        and what in one.what
        and mend in one.mend
        for one in found
    ), "\n".join(map(str, found))


def test_a_duplicate_key_names_both_lines(tmp_path):
    found = problems(tmp_path, {FIRST: GOOD[FIRST] + "stage: output\n"})
    assert (found[0].line, found[0].key) == (16, "stage")
    assert found[0].what == "The key appears twice (first on line 5)."


def test_indentation_by_tab_is_told_with_its_line(tmp_path):
    found = problems(tmp_path, replaced(FIRST, "  1: {effort", "\t1: {effort"))
    assert found[0].line == 14
    assert "tab" in found[0].what or "cannot start any token" in found[0].what


def test_an_alias_bomb_is_refused_before_it_unfolds(tmp_path):
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{one}: &{one} [{', '.join([f'*{before}'] * 9)}]\n"
        for before, one in zip("abcdefghi", "bcdefghij", strict=True)
    )
    found = problems(tmp_path, {FIRST: bomb})
    assert found[0].line == 1
    assert "Anchors and aliases" in found[0].what


@pytest.mark.parametrize("depth", [200, 900_000])
def test_nesting_that_would_end_the_process_is_refused(tmp_path, depth):
    found = problems(tmp_path, {FIRST: "[" * depth + "]" * depth})
    assert found[0].what == "More than 60 levels are nested."


def test_nesting_by_indentation_is_refused_too(tmp_path):
    deep = "".join(" " * level + "a:\n" for level in range(300))
    assert "levels are nested" in problems(tmp_path, {FIRST: deep})[0].what


def test_a_huge_file_is_refused_unread(tmp_path):
    found = problems(tmp_path, {FIRST: "# " + "x" * 2_100_000})
    assert found[0].what == "The file is larger than 2,000,000 bytes."


def test_a_file_that_is_not_utf8_says_from_which_line_on(tmp_path):
    found = problems(tmp_path, {FIRST: b"code: A1.1\n# Qu\xe9bec\n"})
    assert (found[0].line, found[0].what) == (2, "The file is not UTF-8.")


def test_a_byte_order_mark_is_no_mistake(tmp_path):
    read_framework(write(tmp_path, {FIRST: b"\xef\xbb\xbf" + GOOD[FIRST].encode()}))


def test_a_tag_that_would_build_an_object_is_refused(tmp_path):
    found = problems(tmp_path, {FIRST: "code: !!python/object/apply:os.system ['true']\n"})
    assert "could not determine a constructor" in found[0].what


@pytest.mark.parametrize("content", ["", "- 1\n- 2\n", "just words\n", "a: 1\n---\nb: 2\n"])
def test_a_file_with_something_else_inside_is_told_and_not_a_crash(tmp_path, content):
    for name in GOOD:
        if name != "indicators/A2.1.yaml":
            assert problems(tmp_path / name.replace("/", "-"), {name: content})


def test_a_circle_of_needs_is_told_as_a_circle(tmp_path):
    second = GOOD[SECOND] + "steps: {1: {effort: low, needs: [{indicator: A1.1, grade: 2}]}}\n"
    text = GOOD["text/en/A2.1.yaml"]
    found = problems(tmp_path, {SECOND: second, "text/en/A2.1.yaml": text})
    assert "These needs run in a circle: " in found[0].what
    assert "A1.1 at 2 → A2.1 at 1 → A1.1 at 2" in found[0].what


def test_a_circle_that_closes_through_a_lower_step_is_told(tmp_path):
    # A1.1 needs A2.1 for its first step, and A2.1 needs A1.1 at its second, which comes after.
    first = (
        GOOD[FIRST]
        .replace(
            "1: {effort: low, needs: []}", "1: {effort: low, needs: [{indicator: A2.1, grade: 1}]}"
        )
        .replace(
            "2: {effort: high, needs: [{indicator: A2.1, grade: 1}]}",
            "2: {effort: high, needs: []}",
        )
    )
    second = GOOD[SECOND] + "steps: {1: {effort: low, needs: [{indicator: A1.1, grade: 2}]}}\n"
    found = problems(tmp_path, {FIRST: first, SECOND: second})
    assert "A1.1 at 2" in found[0].what
    assert "circle" in found[0].what


def test_a_need_of_a_draft_is_told(tmp_path):
    found = problems(tmp_path, replaced(SECOND, "status: published", "status: draft"))
    assert "A1.1 is published but needs the draft A2.1." in [one.what for one in found]


def test_a_missing_text_is_told(tmp_path):
    found = problems(tmp_path, {TEXT: None})
    assert found[0].file == "tiny/1.0/text/en/A1.1.yaml"
    assert "published but has no text in the original language" in found[0].what


def test_missing_files_are_told(tmp_path):
    assert "The file cannot be read" in problems(tmp_path / "a", {HEAD: None})[0].what
    assert "The file cannot be read" in problems(tmp_path / "b", {HEAD_TEXT: None})[0].what
    gone = problems(tmp_path / "c", {FIRST: None, SECOND: None})
    assert gone[0].what == "There is no indicator."


def test_a_framework_of_drafts_alone_is_told(tmp_path):
    drafts = {
        FIRST: GOOD[FIRST].replace("published", "draft"),
        SECOND: GOOD[SECOND].replace("published", "draft"),
    }
    assert problems(tmp_path, drafts)[0].what == "All indicators are drafts."


def test_every_mistake_is_told_at_once(tmp_path):
    found = problems(
        tmp_path,
        {
            HEAD: GOOD[HEAD].replace("kind: own", "kind: mine").replace("exponent: 0.5", "p: 1"),
            TEXT: GOOD[TEXT].replace("anchors:", "anchor:"),
            FIRST: GOOD[FIRST].replace("stage: input", "stagge: input"),
            SECOND: "code: [\n",
        },
    )
    told = {(one.file.removeprefix("tiny/1.0/"), one.key) for one in found}
    assert told >= {
        (HEAD, "kind"),
        (HEAD, "rules.exponent"),
        (HEAD, "rules.p"),
        (FIRST, "stagge"),
        (SECOND, ""),
        (TEXT, "anchor"),
    }


def test_a_broken_head_does_not_hide_the_mistakes_in_other_files(tmp_path):
    found = problems(tmp_path, {HEAD: "id: [\n", **replaced(FIRST, "[health]", "[helth]")})
    assert {one.file.removeprefix("tiny/1.0/") for one in found} == {HEAD, FIRST}


def test_one_file_may_hold_many_indicators_and_their_mistakes_have_their_own_lines(tmp_path):
    many = (
        "- {code: A1.1, sub_dimension: A1}\n"
        "- {code: A2.1, sub_dimension: A2}\n"
        "- {code: A2.1, sub_dimension: A2, stage: inputs}\n"
    )
    found = problems(tmp_path, {FIRST: None, SECOND: None, "indicators/items.yaml": many})
    assert (found[0].line, found[0].key) == (3, "2.stage")
    twice = many.replace(", stage: inputs", "")
    found = problems(tmp_path, {FIRST: None, SECOND: None, "indicators/items.yaml": twice})
    assert (found[0].line, found[0].key) == (3, "2.code")
    assert found[0].what.startswith("The code A2.1 appears twice")


def test_the_message_reads_as_file_line_key_what_mend(tmp_path):
    found = problems(tmp_path, replaced(FIRST, "stage: input", "stagge: input"))
    assert str(found[0]) == (
        "tiny/1.0/indicators/A1.1.yaml:5 [stagge]: The key 'stagge' is not known here. "
        "Mend: Did you mean 'stage'?"
    )
