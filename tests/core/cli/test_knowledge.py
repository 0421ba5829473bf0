"""``glocal knowledge`` tells what is written in which language, and what the checks remark."""

from tests.core.cli.conftest import Command


def test_each_family_is_told_with_its_languages(glocal: Command) -> None:
    seen = glocal("knowledge")
    assert (seen.code, seen.err) == (0, "")
    assert "local-pcmd/1.0 (30)  en: 30 original" in seen.out
    assert "remarks: " in seen.out


def test_json_has_families_reading_and_findings(glocal: Command) -> None:
    found = glocal("knowledge", "--json").json
    assert {"families", "reading", "findings", "files", "passages"} <= set(found)
    assert [item["language"] for item in found["reading"]] == ["en", "es", "fr", "ar"]


def test_remarks_of_one_language_only(glocal: Command) -> None:
    seen = glocal("knowledge", "--remarks", "--language", "fr")
    assert all("/text/fr" in line for line in seen.out.splitlines() if line.startswith("  "))
