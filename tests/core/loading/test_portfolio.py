"""A portfolio file with its packs becomes values, or every error is told with file and line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from glocal.errors import PortfolioError, Problem
from glocal.loading.portfolio import LoadedPortfolio, portfolio_of_bytes, read_portfolio
from glocal.loading.taxonomy import taxonomy
from glocal.model.kinds import Level
from glocal.model.policy import Tie
from glocal.model.population import Group
from glocal.model.portfolio import Area, Channel, Coordination
from glocal.model.provision import Means, Period, Tri
from glocal.model.taxonomy import Organisation
from tests.core.coherence.tiny import TINY
from tests.core.loading.portfolio_files import CITY, NATION, replaced, write


def read(path: Path, **options: bool) -> LoadedPortfolio:
    return read_portfolio(path, TINY, **options)


def problems(path: Path) -> list[Problem]:
    with pytest.raises(PortfolioError) as error:
        read(path)
    return list(error.value.problems)


def test_a_portfolio_is_read_with_its_pack(tmp_path):
    loaded = read(write(tmp_path))
    portfolio = loaded.portfolio
    assert portfolio.name == "Puerto Lirio"
    assert list(portfolio.areas) == ["nation", "city", "abroad"]
    assert portfolio.areas["city"] == Area("city", "City", Level.LOCAL, "nation")
    assert portfolio.organisations == {
        "city-school": Organisation(
            "city-school", "school", territory="city", name="School by the Sea"
        )
    }
    assert portfolio.links == (("city", "abroad"),)
    assert portfolio.channels == (Channel("city", "nation", "Yearly table"),)
    assert portfolio.channels_complete == {"city"}
    assert portfolio.coordination == (Coordination("city-school", "registry", "enrolment"),)
    assert {key: item.pack for key, item in portfolio.policies.items()} == {
        "education-act": "nation.yaml",
        "school-rules": "",
    }
    rules = portfolio.policies["school-rules"]
    assert (rules.number, rules.year) == ("012", 2016)
    assert rules.ties == ((Tie.IMPLEMENTS, "education-act"),)
    assert list(portfolio.provisions) == ["edu-enrol", "enrol-everybody", "no-papers-no-place"]
    enrol = portfolio.provisions["enrol-everybody"]
    assert enrol.requirements == frozenset()
    assert enrol.means == {Means.COMPETENCE: Tri.YES, Means.MONEY: Tri.NO, Means.STAFF: Tri.UNKNOWN}
    assert enrol.article == "3.10"
    excluded = portfolio.provisions["no-papers-no-place"]
    assert excluded.group == Group({"status": frozenset({"irregular"}), "age": frozenset({"6-17"})})
    assert excluded.period == Period(date(2017, 1, 1), None)
    assert excluded.over == ("edu-enrol",)


def test_it_knows_what_is_its_own_and_where_it_stands(tmp_path):
    loaded = read(write(tmp_path))
    assert list(loaded.own.policies) == ["school-rules"]
    assert loaded.own.provisions["no-papers-no-place"].over == ("edu-enrol",)
    assert list(loaded.own.areas) == ["city", "abroad"]
    assert loaded.uses == ("nation.yaml",)
    assert loaded.policy_places == {
        "education-act": ("nation.yaml", 5),
        "school-rules": ("city.yaml", 15),
    }
    assert loaded.provision_places["no-papers-no-place"] == ("city.yaml", 36)
    assert loaded.problems == ()


def test_without_a_version_the_newest_taxonomy_is_meant(tmp_path):
    path = tmp_path / "empty.yaml"
    path.write_text("portfolio: Nothing yet\n", encoding="utf-8")
    loaded = read_portfolio(path)
    assert loaded.taxonomy == taxonomy()
    assert loaded.portfolio.provisions == {}


def test_one_mistake_is_told_once(tmp_path):
    """What refers to an entry with an error is not told as well."""
    city = replaced(
        CITY, "{id: city, name: City, level: local", "{id: city, name: City, level: lokal"
    )
    (problem,) = problems(write(tmp_path, city))
    assert problem.key == "territories.0.level"


def test_all_mistakes_of_all_files_are_told_at_once(tmp_path):
    city = replaced(replaced(CITY, "kind: school", "kind: skool"), "[education]", "[edukation]")
    nation = replaced(NATION, "id-proof", "id-prof")
    found = problems(write(tmp_path, city, nation=nation))
    assert [(item.file, item.line) for item in found] == [
        ("city.yaml", 7),
        ("city.yaml", 23),
        ("nation.yaml", 17),
    ]


def test_circles_of_three_are_told_once(tmp_path):
    city = replaced(
        CITY,
        "  - {id: abroad, name: Abroad, level: local}\n",
        "  - {id: abroad, name: A, level: local, parent: b}\n"
        "  - {id: b, name: B, level: local, parent: c}\n"
        "  - {id: c, name: C, level: local, parent: abroad}\n",
    )
    (problem,) = problems(write(tmp_path, city))
    assert "abroad → b → c → abroad" in problem.what


def test_provisions_that_override_one_another_are_told(tmp_path):
    city = replaced(CITY, "article: 3.10", "over: [no-papers-no-place]")
    city = replaced(city, "over: [edu-enrol]", "over: [enrol-everybody]")
    (problem,) = problems(write(tmp_path, city))
    assert "enrol-everybody over no-papers-no-place over enrol-everybody" in problem.what


def test_the_same_act_twice_is_told(tmp_path):
    twice = CITY[CITY.index("  - id: school-rules") : CITY.index("    provisions:")]
    second = twice.replace("- id: school-rules", "- id: rules-again").replace("City c", "city C")
    (problem,) = problems(write(tmp_path, CITY + second))
    assert problem.key == "policies.1.number"
    assert "'school-rules' has the same issuing body, kind, number and year" in problem.what
    other_year = second.replace("year: 2016", "year: 2017")
    assert read(write(tmp_path, CITY + other_year)).problems == ()


def test_packs_that_use_one_another_in_a_circle_are_told(tmp_path):
    nation = NATION.replace("The nation\n", "The nation\nuses: [law.yaml]\n")
    law = "portfolio: Law\nuses: [nation.yaml]\n"
    (problem,) = problems(write(tmp_path, nation=nation, law=law))
    assert (problem.file, problem.line) == ("law.yaml", 2)
    assert "nation.yaml uses law.yaml uses nation.yaml" in problem.what


def test_a_pack_used_on_two_ways_is_read_once(tmp_path):
    region = "portfolio: Region\nuses: [../nation.yaml]\n"
    city = replaced(CITY, "[nation.yaml]", "[packs/region.yaml, nation.yaml]")
    loaded = read(write(tmp_path, city, **{"packs/region": region}))
    assert list(loaded.portfolio.policies) == ["education-act", "school-rules"]


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path):
    outside = tmp_path / "outside.yaml"
    outside.write_text("portfolio: Secret\n", encoding="utf-8")
    path = write(tmp_path / "in", replaced(CITY, "[nation.yaml]", "[nation.yaml, link.yaml]"))
    (tmp_path / "in" / "link.yaml").symlink_to(outside)
    (problem,) = problems(path)
    assert "leads out of the folder" in problem.what


def test_an_uploaded_file_reads_no_disk_and_uses_only_what_came_with_it(tmp_path):
    write(tmp_path)
    with pytest.raises(PortfolioError, match=r"'nation\.yaml' is not at hand"):
        portfolio_of_bytes(CITY.encode(), "city.yaml", TINY)
    loaded = portfolio_of_bytes(
        CITY.encode(), "city.yaml", TINY, packs={"nation.yaml": NATION.encode()}
    )
    assert loaded.portfolio == read(tmp_path / "city.yaml").portfolio


def test_a_pack_for_another_version_is_told(tmp_path):
    nation = NATION.replace("The nation\n", "The nation\ntaxonomy: 0.9\n")
    path = write(tmp_path, CITY.replace("Lirio\n", 'Lirio\ntaxonomy: "1.0"\n'), nation=nation)
    with pytest.raises(PortfolioError) as error:
        read_portfolio(path)
    assert any("written for version 0.9" in item.what for item in error.value.problems)


def test_a_version_that_is_not_installed_is_told(tmp_path):
    path = tmp_path / "city.yaml"
    path.write_text("portfolio: City\ntaxonomy: 99.9\n", encoding="utf-8")
    with pytest.raises(PortfolioError) as error:
        read_portfolio(path)
    (problem,) = error.value.problems
    assert (problem.line, problem.key) == (2, "taxonomy")
    assert "no version '99.9'" in problem.what


EXTENDS = """\
extends:
  actions:
    - {id: evening-school, parent: education, costly: yes, name: evening school}
  goals:
    - {id: calm}
"""


def test_a_country_adds_to_the_taxonomy(tmp_path):
    city = replaced(CITY, "action: enrolment\n        for: everybody", "action: evening-school")
    loaded = read(write(tmp_path, city + EXTENDS))
    assert loaded.taxonomy.actions["evening-school"].costly
    assert loaded.portfolio.provisions["enrol-everybody"].action == "evening-school"
    assert loaded.extends["goals"] == [{"id": "calm"}]
    assert "evening-school" not in TINY.actions


def test_an_addition_with_an_error_is_told_at_its_line(tmp_path):
    city = CITY + EXTENDS.replace("parent: education", "parent: eduction")
    found = problems(write(tmp_path, city))
    assert [item.key for item in found] == ["extends.actions.0.parent"]
    assert found[0].line == CITY.count("\n") + 3


def test_what_is_right_is_kept_and_what_rests_on_an_error_is_named(tmp_path):
    city = replaced(CITY, "action: enrolment\n        for: everybody", "action: nothing-such")
    city = replaced(city, "over: [edu-enrol]", "over: [enrol-everybody]")
    loaded = read(write(tmp_path, city), keep_valid=True)
    assert [(item.line, item.key) for item in loaded.problems] == [
        (31, "policies.0.provisions.0.action")
    ]
    assert list(loaded.portfolio.provisions) == ["edu-enrol", "no-papers-no-place"]
    # The exception of what was left out stays, without the reference.
    assert loaded.portfolio.provisions["no-papers-no-place"].over == ()


def test_a_provision_goes_with_its_policy_and_a_policy_with_its_territory(tmp_path):
    city = replaced(
        CITY, "{id: city, name: City, level: local", "{id: city, name: City, level: lokal"
    )
    loaded = read(write(tmp_path, city), keep_valid=True)
    assert list(loaded.portfolio.provisions) == ["edu-enrol"]
    assert list(loaded.portfolio.areas) == ["nation", "abroad"]
    told = {item.key: item.what for item in loaded.problems}
    assert told["policies.0"] == "This is left out, since the territory 'city' has errors."
    assert "policy 'school-rules'" in told["policies.0.provisions.1"]
    assert "territory 'city'" in told["organisations.0"]
    assert set(told) == {
        "territories.0.level", "organisations.0", "links.0", "channels.0", "channels_complete.0",
        "coordination.0", "interactions.0", "policies.0", "policies.0.provisions.0",
        "policies.0.provisions.1",
    }  # fmt: skip


def test_the_first_of_two_with_one_id_is_kept(tmp_path):
    city = replaced(CITY, "- id: no-papers-no-place", "- id: enrol-everybody")
    loaded = read(write(tmp_path, city), keep_valid=True)
    assert loaded.portfolio.provisions["enrol-everybody"].modality == "duty"


UNREADABLE = {
    "nothing": b"",
    "only spaces": b"   \n",
    "a list": b"- portfolio: x\n",
    "a word": b"hello\n",
    "no YAML": b"portfolio: [\n",
    "another encoding": "portfolio: Río".encode("latin-1"),
    "a spreadsheet": b"PK\x03\x04\x00\x00",
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_is_no_portfolio_at_all_is_refused_even_when_the_valid_is_kept(name):
    with pytest.raises(PortfolioError) as error:
        portfolio_of_bytes(UNREADABLE[name], "city.yaml", TINY, keep_valid=True)
    assert error.value.problems
    assert all(problem.mend for problem in error.value.problems)


def test_a_file_that_does_not_exist_is_refused(tmp_path):
    with pytest.raises(PortfolioError, match="cannot be read"):
        read(tmp_path / "nowhere.yaml")


WRONG_SHAPES = [
    "policies: {}", "policies: [1]", "policies: [[]]", "policies: [{}]", "territories: 3",
    "policies: [{id: a, title: T, kind: law, level: local, territory: x, provisions: {}}]",
    "policies: [{id: a, title: T, kind: law, level: local, territory: x, provisions: [1, [2]]}]",
    "links: [[1, 2], 3]", "uses: nation.yaml", "uses: [1]", "extends: []", "extends: {actions: 1}",
    "channels: [{from: x}]", "coordination: [{between: x}]", "channels_complete: x",
    "organisations: [{id: [x], name: {}, kind: 1}]", "policies: [{id: {}, provisions: [{id: []}]}]",
]  # fmt: skip


@pytest.mark.parametrize("text", WRONG_SHAPES)
def test_a_wrong_shape_is_told_and_never_breaks_the_reader(text):
    raw = f"portfolio: X\n{text}\n".encode()
    with pytest.raises(PortfolioError) as error:
        portfolio_of_bytes(raw, "city.yaml", TINY)
    assert {problem.line for problem in error.value.problems} == {2}
    assert portfolio_of_bytes(raw, "city.yaml", TINY, keep_valid=True).problems


def test_a_city_reads_a_thousand_provisions_in_a_moment():
    many = "".join(
        f"      - {{id: p-{number}, modality: duty, who: school, action: enrolment, for: silent}}\n"
        for number in range(1000)
    )
    raw = (NATION + many).encode()
    assert len(portfolio_of_bytes(raw, "nation.yaml", TINY).portfolio.provisions) == 1001


def test_additions_with_an_error_are_left_out_as_a_whole(tmp_path):
    addition = "extends:\n  goals: [{id: calm}]\n  actions: [{id: x, parent: nowhere}]\n"
    loaded = read(write(tmp_path, CITY + addition), keep_valid=True)
    assert loaded.extends == {}
    assert loaded.taxonomy == TINY
    assert [problem.key for problem in loaded.problems] == ["extends.actions.0.parent"]
