"""Map, sectors, means, core services: pictures with their tables, and nothing that few may see."""

import re
from typing import Any

import pytest
from django.test import Client

from glocal_web.portal.mappers.map_picture import wrapped
from glocal_web.portal.models import CoherenceState, FindingRecord, Policy
from glocal_web.portal.selectors.coherence_overviews import (
    map_page,
    matrix_page,
    means_page,
    services_page,
)
from glocal_web.portal.services.rechecking import bring_up_to_date
from tests.cast import Cast, sign_in
from tests.web.coherence.reading import words
from tests.web.permissions.conftest import everything
from tests.web.register.filing import policy, provision

PAGE = "/territories/puerto-lirio/coherence/"
OVERVIEWS = ("map", "sectors", "means", "services")


@pytest.fixture
def clashing(cast: Cast) -> Cast:
    """A promise above, an exclusion here, a duty to report above, a task without money."""
    act = policy(cast.country, "education-act", sectors=["education"])
    provision(act, "enrol", article="3", means={"competence": "yes", "money": "no"})
    aliens = policy(cast.country, "aliens-act", sectors=["security"])
    provision(
        aliens,
        "schools-report",
        modality="report",
        to="immigration-authority",
        for_={"status": ["irregular"]},
    )
    rules = policy(cast.territory, "school-rules", kind="ordinance", sectors=["education"])
    provision(rules, "not-irregular", modality="exclusion", for_={"status": ["irregular"]})
    grant = policy(cast.country, "budget", kind="budget", sectors=["health"])
    provision(
        grant,
        "money-for-health",
        modality="grant",
        who="finance-ministry",
        to="health-centre",
        action="primary-health-care",
        gives=["money"],
    )
    bring_up_to_date(cast.territory)
    return cast


def test_the_map_ties_policies_between_which_a_finding_lies(clashing: Cast) -> None:
    page = map_page(clashing.coordinator, "puerto-lirio", whole=True)
    lines = {line.title: line for line in page.lines}
    assert set(lines) == {"Education act", "Aliens act", "School rules", "Budget"}
    tied = {title for title, _findings, _chances in lines["Education act"].tied}
    assert tied == {"School rules", "Aliens act"}
    assert lines["School rules"].level.startswith("Local")
    assert lines["School rules"].sector == "Education"
    assert len(page.picture.lines) == 2
    assert len(page.picture.boxes) == 4
    assert lines["Budget"].tied == ()


def test_a_sector_in_which_nothing_was_found_is_drawn_on_request(
    client: Client, clashing: Cast
) -> None:
    provision(policy(clashing.territory, "quiet", sectors=["culture"]), action="library")
    bring_up_to_date(clashing.territory)
    few = map_page(clashing.coordinator, "puerto-lirio")
    every = map_page(clashing.coordinator, "puerto-lirio", whole=True)
    drawn = {box.title for box in few.picture.boxes}
    assert {box.title for box in every.picture.boxes} - drawn >= {"Quiet"}
    assert few.left_out == len(every.picture.boxes) - len(few.picture.boxes)
    assert every.left_out == 0
    assert {line.title for line in few.lines} == {box.title for box in every.picture.boxes}
    assert few.picture.width < every.picture.width
    sign_in(client, clashing.coordinator)
    assert 'href="?all"' in client.get(f"{PAGE}map/").content.decode()
    page = client.get(f"{PAGE}map/?all").content.decode()
    assert "Draw only sectors with findings" in page


def test_boxes_of_the_map_lie_in_the_picture_and_not_on_one_another(clashing: Cast) -> None:
    for number in range(8):
        provision(policy(clashing.territory, f"more-{number}", sectors=["education"]))
    picture = map_page(clashing.coordinator, "puerto-lirio", whole=True).picture
    places = [(box.x, box.y) for box in picture.boxes]
    assert len(set(places)) == len(places) == 12
    for x, y in places:
        assert 0 <= x <= picture.width - 116
        assert 0 <= y <= picture.height - 38
    for x, y in places:
        near = [one for one in places if abs(one[0] - x) < 116 and abs(one[1] - y) < 38]
        assert near == [(x, y)]


def test_titles_are_wrapped_and_cut() -> None:
    assert wrapped("School rules", 17, 2) == ("School rules",)
    assert wrapped("Decree on the Register of Inhabitants", 17, 2) == (
        "Decree on the",
        "Register of…",
    )
    assert wrapped("", 17, 2) == ()
    assert all(len(one) <= 5 for one in wrapped("abcdefghij klm", 5, 3))


def test_the_page_of_the_map_links_policies_and_has_its_table(
    client: Client, clashing: Cast
) -> None:
    page = sign_in(client, clashing.coordinator).get(f"{PAGE}map/?all").content.decode()
    for row in Policy.objects.all():
        # Once in the picture, once in the table behind it.
        assert page.count(f'href="/policies/{row.pk}/"') == 2
    assert "style=" not in page
    assert "opportunity" in page


@pytest.mark.parametrize("who", ["contributor", "reader", "association"])
def test_no_picture_shows_what_few_may_see(client: Client, clashing: Cast, who: str) -> None:
    somebody = getattr(clashing, who)
    page = map_page(somebody, "puerto-lirio")
    lines = {line.title: line for line in page.lines}
    assert lines["Aliens act"].findings == 0
    assert lines["Aliens act"].tied == ()
    assert len(page.picture.lines) == 1
    meets = {
        (cell.one, cell.other): cell.findings
        for _named, cells in matrix_page(somebody, "puerto-lirio").rows
        for cell in cells
    }
    sees = {
        (cell.one, cell.other): cell.findings
        for _named, cells in matrix_page(clashing.reviewer, "puerto-lirio").rows
        for cell in cells
    }
    assert sum(meets.values()) < sum(sees.values())


def test_a_rule_that_is_off_ties_nothing(clashing: Cast) -> None:
    CoherenceState.objects.update(rules_off=["C2"])
    page = map_page(clashing.reader, "puerto-lirio")
    assert page.picture.lines == ()


@pytest.mark.parametrize(("workflow", "tied"), [("accepted", 1), ("dismissed", 0), ("resolved", 0)])
def test_what_is_dismissed_ties_nothing(clashing: Cast, workflow: str, tied: int) -> None:
    FindingRecord.objects.filter(rule="C2").update(workflow=workflow)
    assert len(map_page(clashing.reader, "puerto-lirio").picture.lines) == tied


def test_the_matrix_reads_the_same_across_and_down(client: Client, clashing: Cast) -> None:
    page = matrix_page(clashing.coordinator, "puerto-lirio")
    table = {
        (cell.one, cell.other): (cell.findings, cell.synergies)
        for _named, cells in page.rows
        for cell in cells
    }
    assert all(table[a, b] == table[b, a] for a, b in table)
    shown = sign_in(client, clashing.coordinator).get(f"{PAGE}sectors/").content.decode()
    link = re.search(r'href="([^"]*\?state=all&amp;sector=education)"', shown)
    assert link is not None
    listed = client.get(link[1].replace("&amp;", "&")).content.decode()
    assert "School enrolment" in listed


def test_two_sectors_lead_to_the_findings_of_both(client: Client, clashing: Cast) -> None:
    FindingRecord.objects.filter(rule="C2").update(sectors=",education,health,")
    sign_in(client, clashing.coordinator)
    page = client.get(f"{PAGE}?state=all&sector=education&beside=health").content.decode()
    assert set(re.findall(r'Rule </span><bdi class="code">(\w+)</bdi>', page)) == {"C2"}
    assert 'name="beside"' in page


def test_who_must_and_who_pays(client: Client, clashing: Cast) -> None:
    page = means_page(clashing.reader, "puerto-lirio")
    assert (page.total, page.gaps) == (2, 1)
    (education,) = [lines for title, lines in page.groups if title == "Education"]
    (task,) = education
    assert (task.competence.word, task.money.word, task.staff.word) == ("yes", "no", "not known")
    assert task.must[0][0].startswith("Education act")
    (health,) = [lines for title, lines in page.groups if title == "Health"]
    assert health[0].must == ()
    assert health[0].money.word == "yes"
    shown = words(sign_in(client, clashing.reader).get(f"{PAGE}means/").content.decode())
    assert "2 tasks of bodies are registered; for 1 of them" in shown
    assert "nothing obliges it" in shown
    assert health[0].money.givers == ("The finance ministry",)
    assert "from The finance ministry" in shown


def test_means_can_be_narrowed_to_a_sector_and_to_gaps(client: Client, clashing: Cast) -> None:
    sign_in(client, clashing.reader)
    for query, tasks in (
        ("", 2),
        ("sector=health", 1),
        ("gaps=1", 1),
        ("sector=health&gaps=1", 0),
        ("sector=%3Cb%3E", 0),
    ):
        page = client.get(f"{PAGE}means/?{query}").content.decode()
        assert page.count('<th scope="row">') == tasks, query
    assert "No task fits this choice." in client.get(f"{PAGE}means/?sector=x").content.decode()


def test_core_services_by_group(client: Client, clashing: Cast) -> None:
    page = services_page(clashing.reader, "puerto-lirio")
    assert len(page.lines) == 11
    (school,) = [line for line in page.lines if line.action == "School enrolment"]
    said = dict(zip(page.values, (mark.key for mark in school.marks), strict=True))
    assert said["in an irregular situation"] == "excluded"
    assert said["seeking asylum"] == "everybody"
    (water,) = [line for line in page.lines if "water" in line.action]
    assert {mark.key for mark in water.marks} == {"not-recorded"}
    shown = sign_in(client, clashing.reader).get(f"{PAGE}services/?by=age").content.decode()
    assert "6 to 17 years" in shown
    assert 'aria-current="page"' in shown
    for by in ("", "magic", "<b>"):
        assert services_page(clashing.reader, "puerto-lirio", by).dimension == "status"


@pytest.mark.parametrize("page", OVERVIEWS)
def test_an_empty_register_asks_for_the_first_provisions(
    client: Client, cast: Cast, page: str
) -> None:
    response = sign_in(client, cast.reader).get(f"{PAGE}{page}/")
    assert "Nothing is registered yet" in response.content.decode()


@pytest.mark.parametrize("language", ["en", "es", "fr", "ar"])
@pytest.mark.parametrize("page", OVERVIEWS)
def test_they_open_in_every_language_and_save_nothing(
    client: Client, clashing: Cast, page: str, language: str
) -> None:
    client.cookies["glocal_language"] = language
    sign_in(client, clashing.coordinator)
    before = everything()
    response = client.get(f"{PAGE}{page}/")
    assert f'<html lang="{language}"' in response.content.decode()
    assert everything() == before


def test_the_map_is_turned_round_where_one_reads_from_the_right(
    client: Client, clashing: Cast
) -> None:
    def first_box(language: str) -> int:
        client.cookies["glocal_language"] = language
        page = sign_in(client, clashing.coordinator).get(f"{PAGE}map/").content.decode()
        found = re.search(r'<rect x="(\d+)" y="\d+" width="116"', page)
        assert found is not None
        return int(found[1])

    assert first_box("ar") > first_box("en")


@pytest.mark.parametrize("page", OVERVIEWS)
def test_the_number_of_queries_is_fixed(
    client: Client, clashing: Cast, django_assert_num_queries: Any, page: str
) -> None:
    sign_in(client, clashing.reader)
    with django_assert_num_queries(20) as few:
        client.get(f"{PAGE}{page}/")
    for number in range(4):
        provision(policy(clashing.territory, f"more-{number}"))
    with django_assert_num_queries(len(few)):
        client.get(f"{PAGE}{page}/")
