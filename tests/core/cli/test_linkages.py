"""``glocal linkages`` lists the sectors and tells all about one of them."""

import pytest

from glocal.loading.library import effects_check, linkage_text, linkages
from tests.core.cli.conftest import Command


def test_every_sector_with_a_linkage_is_listed(glocal: Command) -> None:
    seen = glocal("linkages")
    assert (seen.code, seen.err) == (0, "")
    for sector in linkages():
        assert f"{sector}  " in seen.out
    assert seen.out.endswith(f"{len(linkages())} sectors.\n")


def test_one_sector_is_told_in_full(glocal: Command) -> None:
    seen = glocal("linkages", "health")
    told = " ".join(seen.out.split())
    text = linkage_text("health", "en")
    for one in (*text.migration_affects, *text.origin, *text.synergies, *text.side_effects):
        assert one.point in told
    for words in text.questions.values():
        assert words.ask in told
        assert words.mend in told
    assert ", ".join(linkages()["health"].indicators) in told


def test_json_holds_structure_words_and_the_general_questions(glocal: Command) -> None:
    found = glocal("linkages", "health", "--json").json
    assert found["structure"]["sector"] == "health"
    assert found["text"]["in_short"] == linkage_text("health", "en").in_short
    assert found["text"]["provenance"]["language"] == "en"
    keys = [one["key"] for one in found["general_questions"]]
    assert keys == [one.key for one in effects_check()]
    listed = glocal("linkages", "--json").json
    assert [one["sector"] for one in listed] == list(linkages())


def test_words_come_in_the_language_asked_for(glocal: Command) -> None:
    english, spanish = (
        {one["sector"]: one["name"] for one in glocal("linkages", "--json", "--language", one).json}
        for one in ("en", "es")
    )
    assert english["health"] != spanish["health"]


def test_a_language_without_words_is_told_and_shown_in_english(glocal: Command) -> None:
    seen = glocal("linkages", "health", "--language", "xx")
    assert "Not yet in 'xx', shown in 'en'." in seen.out
    assert linkage_text("health", "en").migration_affects[0].point in seen.out


@pytest.mark.parametrize("sector", ["magic", "HEALTH", "../health", ""])
def test_a_sector_without_a_linkage_is_refused_with_those_there_are(
    glocal: Command, sector: str
) -> None:
    seen = glocal("linkages", sector)
    assert (seen.code, seen.out) == (1, "")
    assert repr(sector) in seen.err
    assert "health" in seen.err
