"""``glocal practices`` searches the library and says why each was found."""

import json

from glocal.loading.library import practices
from tests.core.cli.conftest import Command

KNOWN = "pichincha-human-mobility-unit"


def test_without_a_query_all_are_listed(glocal: Command) -> None:
    seen = glocal("practices")
    assert seen.code == 0
    assert all(f"  {key} · " in seen.out for key in practices())
    assert seen.out.rstrip().endswith(f"{len(practices())} of {len(practices())} practices.")


def test_a_hit_shows_the_words_where_they_were_found(glocal: Command) -> None:
    seen = glocal("practices", "Pichincha ordinance")
    assert f"  {KNOWN} · " in seen.out
    assert "Found in the title: [Pichincha]" in seen.out
    assert "[ordinance]" in seen.out.replace("Ordinance", "ordinance")


def test_only_those_that_answer_an_indicator_with_the_reason(glocal: Command) -> None:
    found = glocal("practices", "--indicator", "A2.1", "--json").json
    assert {one["id"] for one in found} == {
        one.id for one in practices().values() if one.answers("A2.1")
    }
    assert "\n  A2.1: " in glocal("practices", "--indicator", "A2.1").out


def test_json_holds_words_structure_and_reasons(glocal: Command) -> None:
    found = glocal("practices", "Pichincha", "--language", "ar", "--json")
    for one in json.loads(found.out):
        assert one["language"] == "ar"
        assert one["found"]
    every = glocal("practices", "--json").json
    assert [one["id"] for one in every] == sorted(practices())
    assert every[0]["found"] == []


def test_nothing_found_is_no_error_and_says_what_to_try(glocal: Command) -> None:
    seen = glocal("practices", "zzyzx")
    assert seen.code == 0
    assert seen.out.startswith("0 of ")
    assert "Try fewer or shorter words" in seen.out


def test_an_indicator_that_does_not_exist_ends_with_1(glocal: Command) -> None:
    seen = glocal("practices", "--indicator", "Z9.9")
    assert (seen.code, seen.out) == (1, "")
    assert "has no indicator 'Z9.9'" in seen.err


def test_a_language_nobody_has_written_is_shown_in_english_and_says_so(glocal: Command) -> None:
    seen = glocal("practices", "Pichincha", "--language", "xx")
    assert "Not yet in 'xx', shown in 'en'." in seen.out


def test_no_line_is_wider_than_a_terminal(glocal: Command) -> None:
    lines = glocal("practices", "migration").out.splitlines()
    assert max(len(line) for line in lines) <= 140
