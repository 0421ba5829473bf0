"""``glocal check`` finds what the rules find, and says beside it what was compared."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from glocal.cli import check as command
from glocal.cli.portfolio_file import load, save
from glocal.loading.families import LANGUAGES
from tests.core.cli.conftest import Command
from tests.core.cli.school_case import FIREWALL, SCHOOL

DAY = ("--as-of", "2026-11-28")
C3 = ("--rules", "C3", *DAY)


@pytest.fixture
def school(tmp_path: Path) -> Path:
    path = tmp_path / "school.yaml"
    path.write_text(SCHOOL, encoding="utf-8")
    return path


def test_the_school_case_is_told_in_words(glocal: Command, school: Path) -> None:
    seen = glocal("check", school, *C3)
    assert seen.code == 3
    assert seen.err == ""
    text = " ".join(seen.out.split())
    assert text.startswith("Puerto Lirio Checked for 28 November 2026, with version 1.0")
    assert "Policies in force: 3; provisions: 3" in text
    assert "Pairs of provisions: 3. Put side by side: 3;" in text
    assert "Serious: 1" in text
    assert "VERTICAL: BETWEEN LEVELS OF GOVERNMENT" in text
    assert "C3 · serious · certain · c3-" in text
    assert "Who is affected: children (6 to 17 years)" in text
    assert "Keep the data of the service apart" in text
    assert "indicators B1.2" in text
    assert "\u2068" not in seen.out


def test_mistakes_are_told_in_the_language_that_was_asked_for(
    glocal: Command, school: Path
) -> None:
    school.write_text(SCHOOL.replace("who: school", "who: scool"), encoding="utf-8")
    english, spanish = glocal("check", school), glocal("check", school, "--language", "es")
    assert (english.code, spanish.code) == (1, 1)
    assert "There is no organisation 'scool'. Mend: Did you mean 'school'?" in english.err
    assert "«scool» no existe (órgano). ¿Quería decir «school»?" in spanish.err
    assert "There is no" not in spanish.err


RATED = """\
portfolio: Two plans
territories: [{id: town, name: Town, level: local}]
interactions: [{from: quay, to: shelter, value: -2, voices: 4, groups: 2, sure: 0.95}]
policies:
"""
HEADERS = """\
  - {id: shelter, title: Shelter Plan, kind: plan, level: local, territory: town}
  - {id: quay, title: Quay Plan, kind: plan, level: local, territory: town}
"""
WITH_NORMS = """\
  - {id: shelter, title: Shelter Plan, kind: plan, level: local, territory: town, provisions:
      [{id: must, modality: duty, who: school, action: schooling, for: everybody}]}
  - {id: quay, title: Quay Plan, kind: plan, level: local, territory: town, provisions:
      [{id: ban, modality: prohibition, who: school, action: schooling, for: everybody}]}
"""


def test_texts_and_raters_on_the_same_policies_name_each_other(
    glocal: Command, school: Path
) -> None:
    school.write_text(RATED + WITH_NORMS, encoding="utf-8")
    text = " ".join(glocal("check", school, *DAY, "--rules", "C1,C15").out.split())
    assert "Texts and raters on the same policies: c15-" in text
    assert "Texts and raters on the same policies: c1-" in text
    found = glocal("check", school, *DAY, "--rules", "C1,C15", "--json").json["findings"]
    by_rule = {item["rule"]: item for item in found}
    assert by_rule["C1"]["beside"] == [by_rule["C15"]["id"]]
    assert by_rule["C15"]["beside"] == [by_rule["C1"]["id"]]


def test_what_raters_see_needs_no_provision(glocal: Command, school: Path) -> None:
    school.write_text(RATED + HEADERS, encoding="utf-8")
    seen = glocal("check", school, *DAY)
    assert "rated as working against one another" in " ".join(seen.out.split())
    assert "Nothing is recorded yet" not in seen.out
    assert "C7 ·" not in seen.out
    assert seen.code == 3


@pytest.mark.parametrize("policies", ["", "policies: []\n"])
def test_of_a_portfolio_without_provisions_no_silence_is_told(
    glocal: Command, school: Path, policies: str
) -> None:
    frame = "portfolio: x\nterritories: [{id: t, name: T, level: local}]\n"
    school.write_text(frame + policies, encoding="utf-8")
    seen = glocal("check", school, *DAY)
    assert (seen.code, seen.err) == (0, "")
    assert "Nothing is recorded yet" in " ".join(seen.out.split())
    assert "C7 ·" not in seen.out
    for language in LANGUAGES:
        assert glocal("check", school, "--language", language).code == 0
    assert json.loads(glocal("check", school, *DAY, "--json").out)["findings"] == []
    sarif = json.loads(glocal("check", school, *DAY, "--format", "sarif").out)
    assert sarif["runs"][0]["results"] == []


def test_nothing_found_stands_beside_what_was_compared(glocal: Command, school: Path) -> None:
    school.write_text(SCHOOL + FIREWALL, encoding="utf-8")
    seen = glocal("check", school, *C3)
    assert seen.code == 0
    assert "Nothing was found." in seen.out
    assert "provisions: 5" in seen.out


def test_the_heaviest_comes_first_and_all_rules_run_without_a_choice(
    glocal: Command, school: Path
) -> None:
    found = glocal("check", school, *DAY, "--json").json
    assert "C7" in found["rules"]
    assert found["findings"][0]["rule"] == "C3"
    out = glocal("check", school, *DAY).out
    assert out.index("VERTICAL") < out.index("HORIZONTAL")


def test_severity_hides_and_counts_what_is_lighter(glocal: Command, school: Path) -> None:
    seen = glocal("check", school, *DAY, "--severity", "high")
    lighter = len(glocal("check", school, *DAY, "--json").json["findings"]) - 1
    assert seen.code == 3
    assert f"Less severe, and not listed here: {lighter}." in seen.out
    assert "C7 ·" not in seen.out
    only_c7 = glocal("check", school, *DAY, "--rules", "C7", "--severity", "high")
    assert only_c7.code == 0
    assert "Nothing was found" not in only_c7.out


def test_json_has_codes_words_and_places(glocal: Command, school: Path) -> None:
    seen = glocal("check", school, *C3, "--json")
    assert seen.code == 3
    found = seen.json
    assert found["coverage"]["pairs_skipped"] == 0
    assert found["as_of"] == "2026-11-28"
    (finding,) = found["findings"]
    assert finding["provisions"] == ["enrol", "lists", "report"]
    assert finding["places"][0] == {"provision": "enrol", "file": "school.yaml", "line": 16}
    assert finding["revealed"][0]["limits"]["status"] == ["irregular"]
    assert finding["words"]["title"].startswith("School enrolment")
    assert "\u2068" not in seen.out
    assert glocal("check", school, *C3, "--format", "json").out == seen.out


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_whole_text(glocal: Command, school: Path, language: str) -> None:
    seen = glocal("check", school, *DAY, "--language", language)
    assert seen.code == 3
    assert "{" not in seen.out
    assert "C3 ·" in seen.out
    titles = {"en": "What was compared", "es": "Qué se comparó", "ar": "ما جرت مقارنته"}
    assert titles.get(language, "Ce qui a été comparé") in seen.out


def test_the_same_from_a_spreadsheet(glocal: Command, school: Path, tmp_path: Path) -> None:
    save(load(school), tmp_path / "school.xlsx", "ar")
    told = glocal("check", tmp_path / "school.xlsx", *DAY, "--json").json
    same = glocal("check", school, *DAY, "--json").json
    assert [item["id"] for item in told["findings"]] == [item["id"] for item in same["findings"]]
    assert told["findings"][0]["places"][0]["file"] == "school.xlsx"


def test_drafts_take_part_only_when_asked(glocal: Command, school: Path) -> None:
    draft = SCHOOL.replace("title: Data decree\n", "title: Data decree\n    status: draft\n")
    school.write_text(draft, encoding="utf-8")
    assert glocal("check", school, *C3).code == 0
    assert glocal("check", school, *C3, "--drafts").code == 3


def test_the_day_decides_what_holds(glocal: Command, school: Path) -> None:
    ended = SCHOOL.replace("title: Data decree\n", "title: Data decree\n    until: 2026-12-01\n")
    school.write_text(ended, encoding="utf-8")
    assert glocal("check", school, *C3).code == 3
    assert glocal("check", school, "--rules", "C3", "--as-of", "2026-12-01").code == 0


# ---------------------------------------------------------------------------------- baseline


def test_only_what_is_new_since_the_baseline_counts(
    glocal: Command, school: Path, tmp_path: Path
) -> None:
    known = tmp_path / "known.json"
    assert glocal("check", school, *DAY, "--rules", "C7", "--write-baseline", known).code == 0
    quiet = glocal("check", school, *DAY, "--rules", "C7", "--baseline", known)
    assert quiet.code == 0
    assert "Known before, and not listed here:" in quiet.out
    assert "C7 ·" not in quiet.out
    seen = glocal("check", school, *DAY, "--rules", "C3,C7", "--baseline", known)
    assert seen.code == 3
    assert seen.out.count("C3 ·") == 1
    assert "C7 ·" not in seen.out


def test_what_is_gone_since_the_baseline_is_counted(
    glocal: Command, school: Path, tmp_path: Path
) -> None:
    known = tmp_path / "known.json"
    glocal("check", school, *C3, "--write-baseline", known)
    school.write_text(SCHOOL + FIREWALL, encoding="utf-8")
    seen = glocal("check", school, *C3, "--baseline", known)
    assert seen.code == 0
    assert "Known before, and gone: 1." in seen.out


def test_json_marks_what_is_new(glocal: Command, school: Path, tmp_path: Path) -> None:
    known = tmp_path / "known.json"
    glocal("check", school, *DAY, "--rules", "C7", "--write-baseline", known)
    found = glocal("check", school, *DAY, "--baseline", known, "--json").json["findings"]
    assert {item["rule"]: item["is_new"] for item in found if item["rule"] in {"C3", "C7"}} == {
        "C3": True,
        "C7": False,
    }


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff\xfe", b'{"glocal-baseline": 2}'])
def test_a_file_that_is_no_baseline_is_an_error(
    glocal: Command, school: Path, tmp_path: Path, content: bytes
) -> None:
    known = tmp_path / "known.json"
    known.write_bytes(content)
    seen = glocal("check", school, "--baseline", known)
    assert seen.code == 1
    assert "no baseline of version 1" in seen.err
    assert glocal("check", school, "--baseline", tmp_path / "none.json").code == 1


# ------------------------------------------------------------------------------------- SARIF


def sarif(glocal: Command, school: Path, *options: object) -> dict[str, Any]:
    (run,) = glocal("check", school, *DAY, "--format", "sarif", *options).json["runs"]
    return run  # type: ignore[no-any-return]


def test_sarif_points_to_the_lines_of_the_provisions(glocal: Command, school: Path) -> None:
    run = sarif(glocal, school, "--rules", "C3", "--show-restricted")
    (result,) = run["results"]
    (place,) = result["locations"]
    assert place["physicalLocation"]["artifactLocation"]["uri"].endswith("/school.yaml")
    assert place["physicalLocation"]["region"] == {"startLine": 16}
    lines = [item["physicalLocation"]["region"]["startLine"] for item in result["relatedLocations"]]
    assert lines == [16, 24, 32]
    assert result["ruleId"] == run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "C3"


def test_sarif_leaves_out_what_could_point_to_people_at_risk(glocal: Command, school: Path) -> None:
    seen = glocal("check", school, *C3, "--format", "sarif")
    assert seen.code == 3
    assert seen.json["runs"][0]["results"] == []
    assert "Note: 1 findings that could point to people at risk" in seen.err


def test_sarif_is_what_the_standard_asks_for(glocal: Command, school: Path, tmp_path: Path) -> None:
    known = tmp_path / "known.json"
    glocal("check", school, *DAY, "--rules", "C7", "--write-baseline", known)
    log = glocal("check", school, *DAY, "--format", "sarif", "--baseline", known).json
    assert (log["version"], set(log)) == ("2.1.0", {"$schema", "version", "runs"})
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "Glocal"
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(ids) == len(set(ids)) == 18
    for rule in driver["rules"]:
        assert rule["name"].isidentifier()
        for part in ("shortDescription", "fullDescription", "help"):
            assert rule[part]["text"]
    assert run["results"]
    prints = [item["partialFingerprints"]["glocalFinding/v1"] for item in run["results"]]
    assert len(prints) == len(set(prints))
    for result in run["results"]:
        assert result["level"] in {"none", "note", "warning", "error"}
        assert (result["level"] == "none") == (result.get("kind") == "informational")
        assert result["message"]["text"]
        assert result["baselineState"] in {"new", "unchanged"}
        for place in result["locations"]:
            assert place["physicalLocation"]["region"]["startLine"] >= 1
            assert " " not in place["physicalLocation"]["artifactLocation"]["uri"]


def test_fingerprints_stay_when_lines_move(glocal: Command, school: Path) -> None:
    before = sarif(glocal, school)
    school.write_text("# a line more\n\n" + SCHOOL, encoding="utf-8")
    after = sarif(glocal, school)

    def prints(run: dict[str, Any]) -> list[str]:
        return [item["partialFingerprints"]["glocalFinding/v1"] for item in run["results"]]

    assert prints(before) == prints(after)


def test_names_of_files_are_written_as_addresses(glocal: Command, tmp_path: Path) -> None:
    path = tmp_path / "mi política ñ.yaml"
    path.write_text(SCHOOL, encoding="utf-8")
    run = sarif(glocal, path, "--rules", "C7")
    uri = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.endswith("/mi%20pol%C3%ADtica%20%C3%B1.yaml")


# ------------------------------------------------------------------------------------ errors


def test_every_error_of_the_file_is_told_and_nothing_is_checked(
    glocal: Command, school: Path
) -> None:
    broken = SCHOOL.replace("kind: school,", "kind: skool,").replace("[irregular]", "[iregular]")
    school.write_text(broken, encoding="utf-8")
    seen = glocal("check", school)
    assert (seen.code, seen.out) == (1, "")
    assert "school.yaml:7 [organisations.0.kind]" in seen.err
    assert "'school'" in seen.err
    assert "Did you mean 'irregular'?" in seen.err


def test_what_is_right_is_checked_on_request(glocal: Command, school: Path) -> None:
    school.write_text(SCHOOL.replace("for: {age: [6-17]}", "for: {age: [6-18]}"), "utf-8")
    seen = glocal("check", school, *C3, "--keep-valid")
    assert seen.code == 1
    assert "provisions: 2" in seen.out
    assert "1 errors; what is right was used." in seen.err


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--as-of", "2026-02-30", "is not a day"),
        ("--rules", "C99", "no rule 'C99'"),
        ("--rules", ",", "no rule"),
        ("--severity", "hi", "invalid choice"),
        ("--language", "xx", "invalid choice"),
        ("--format", "xml", "invalid choice"),
    ],
)
def test_a_mistyped_option_ends_with_2(
    glocal: Command, school: Path, option: str, value: str, said: str
) -> None:
    seen = glocal("check", school, option, value)
    assert (seen.code, seen.out) == (2, "")
    assert said in seen.err


def test_rules_may_be_typed_in_any_case(glocal: Command, school: Path) -> None:
    assert glocal("check", school, *DAY, "--rules", "c3, c4B", "--json").json["rules"] == [
        "C3",
        "C4b",
    ]


def test_another_kind_of_file_is_an_error(glocal: Command, tmp_path: Path) -> None:
    seen = glocal("check", tmp_path / "policies.docx")
    assert seen.code == 1
    assert ".yaml, .yml, .xlsx" in seen.err


def test_opportunities_alone_are_no_reason_to_stop(glocal: Command, school: Path) -> None:
    """Two policies that serve one goal without knowing of one another are no incoherence."""
    act = """\
  - {id: %s, title: %s, kind: plan, level: local, territory: puerto-lirio, provisions: [
      {id: %s-p, modality: entitlement, who: %s, action: school-enrolment, for: everybody,
       requires: [], effects: [{goal: school-attendance, strength: 2}]}]}
"""
    head = SCHOOL[: SCHOOL.index("  - id: education-act")]
    acts = act % ("a", "A", "a", "lirio-schools") + act % ("b", "B", "b", "lirio-registry")
    school.write_text(head + acts, encoding="utf-8")
    seen = glocal("check", school, *DAY, "--rules", "S1")
    assert "OPPORTUNITIES" in seen.out
    assert "S1 ·" in seen.out
    assert seen.code == 0
    (result,) = sarif(glocal, school, "--rules", "S1")["results"]
    assert (result["kind"], result["level"]) == ("informational", "none")


def test_without_a_day_today_is_meant(
    glocal: Command, school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Fixed(command.date):  # type: ignore[name-defined, misc]
        @classmethod
        def today(cls) -> Fixed:
            return cls(2031, 5, 17)

    monkeypatch.setattr(command, "date", Fixed)
    assert json.loads(glocal("check", school, "--json").out)["as_of"] == "2031-05-17"
