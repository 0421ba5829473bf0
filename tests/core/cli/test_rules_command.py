"""``glocal rules`` explains the rules in every language."""

from __future__ import annotations

import pytest

from glocal.loading.families import LANGUAGES
from glocal.loading.rules import rule_words, rules
from tests.core.cli.conftest import Command


def test_the_list_has_a_line_for_each_rule(glocal: Command) -> None:
    lines = glocal("rules").out.splitlines()
    assert [line.split()[0] for line in lines] == list(rules())
    assert rule_words("C3", "en").title in lines[2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_rule_is_explained_in_full(glocal: Command, language: str) -> None:
    words = rule_words("C4b", language)
    seen = glocal("rules", "c4B", "--language", language)
    text = " ".join(seen.out.split())
    assert seen.code == 0
    for part in (words.title, words.what, words.why, words.how, words.example, words.limits):
        assert " ".join(part.split()) in text
    assert all(" ".join(miss.split()) in text for miss in words.silent)
    assert all(source.by in seen.out for source in rules()["C4b"].sources[:1])


def test_json_has_data_and_words(glocal: Command) -> None:
    one = glocal("rules", "C3", "--json").json
    assert one["code"] == "C3"
    assert one["restricted"] is True
    assert one["words"]["title"] == rule_words("C3", "en").title
    assert [item["code"] for item in glocal("rules", "--json").json] == list(rules())


def test_an_unknown_rule_is_an_error_with_a_guess(glocal: Command) -> None:
    seen = glocal("rules", "C33")
    assert (seen.code, seen.out) == (1, "")
    assert "There is no rule 'C33'" in seen.err


def test_the_name_of_a_mend_shows_no_open_place(glocal: Command) -> None:
    text = " ".join(glocal("rules", "C6").out.split())
    assert "+ Add a measure that helps people over the hurdle (…). The department" in text
    assert "{" not in text
