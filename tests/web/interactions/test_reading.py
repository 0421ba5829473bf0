"""What the reading pages of a matrix say: values, words, order; what is missing is never a 0."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from glocal_web.portal.models import Matrix, MatrixLink
from glocal_web.portal.selectors.interaction_agreement import agreement_page
from glocal_web.portal.selectors.interaction_influence import influence_page
from glocal_web.portal.selectors.interaction_item import item_page
from glocal_web.portal.selectors.interaction_loops import ways_page
from glocal_web.portal.selectors.interaction_pair import pair_page
from glocal_web.portal.selectors.interaction_picture import picture_page
from glocal_web.portal.selectors.interaction_synergies import synergies_page
from glocal_web.portal.selectors.interaction_what_if import what_if_page
from tests.cast import Cast, sign_in
from tests.web.interactions.matrices import address, matrix, rate, rater
from tests.web.interactions.reading import by_chance, example

LIRIO = "puerto-lirio"


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


@pytest.fixture
def three(cast: Cast) -> Matrix:
    """Schools help streets (+2), streets hold work back (−2), work helps streets (+1); three
    raters of two groups agree, the rest has not been assessed."""
    row = matrix(cast.territory)
    values = {("i1", "i2"): 2, ("i2", "i3"): -2, ("i3", "i2"): 1}
    for group in ("authority", "authority", "academia"):
        rate(rater(row, group), values, "Seen in the <b>field</b>")
    return row


def plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


# ---------------------------------------------------------------- picture and item
def test_the_picture_shows_values_with_signs_and_leaves_out_what_nobody_assessed(
    client: Client, cast: Cast, three: Matrix
) -> None:
    page = sign_in(client, cast.reader).get(f"{address('matrix-picture', three)}?order=entered")
    table = page.content.decode().split("<tbody")[1].split("</tbody>")[0]
    cells = re.findall(r"<td( class=\"?\w+\"?)?>(?:<a href=(\S+?)>)?([^<]*)", table)
    rows = [cells[at : at + 5] for at in range(0, 15, 5)]
    assert [[text for _css, _link, text in row] for row in rows] == [
        ["", "+2", "·", "+2", "1/2"],
        ["·", "", "−2", "−2", "1/2"],
        ["·", "+1", "", "+1", "1/2"],
    ]
    assert rows[0][1][:2] == (" class=v6", "1-2")
    assert rows[1][2][:2] == (" class=v2", "2-3")
    # Most cells are not assessed: the table has their class.
    assert rows[0][2][0] == ""
    assert '<table class="matrix v0">' in page.content.decode()
    assert "<bdi>3</bdi> of <bdi>6</bdi> ordered pairs have been assessed" in page.content.decode()


def test_the_picture_begins_with_what_this_matrix_says(cast: Cast, three: Matrix) -> None:
    lead = picture_page(cast.reader, LIRIO, three.pk).lead
    assert [plain(line) for line in lead] == [
        "Progress on “Open schools” helps most others: 1 of 2.",
        "“Fair work” is held back by most: by 1 of 2.",
    ]


def test_with_two_raters_nobody_is_said_to_influence_most(cast: Cast) -> None:
    row = matrix(cast.territory)
    for _ in range(2):
        rate(rater(row), {("i1", "i2"): 2, ("i2", "i3"): -1})
    rate(rater(row), {("i1", "i3"): None})
    lead = picture_page(cast.reader, LIRIO, row.pk).lead
    assert lead == ("2 raters have answered so far: too few to say who influences most.",)
    page = influence_page(cast.reader, LIRIO, row.pk)
    assert page.lead == lead
    assert all(line.rank is None for line in (*page.gives, *page.receives))
    assert [line.item.key for line in page.gives] == ["i1", "i2", "i3"]
    assert agreement_page(cast.reader, LIRIO, row.pk).weights == ()


def test_what_a_meeting_agreed_on_is_no_third_rater(cast: Cast) -> None:
    row = matrix(cast.territory)
    for group, meets in (("authority", False), ("academia", False), ("", True)):
        rate(rater(row, group, is_meeting=meets), {("i1", "i2"): 2, ("i2", "i3"): -1})
    page = influence_page(cast.reader, LIRIO, row.pk)
    assert page.lead[0].startswith("2 raters have answered so far")
    assert all(line.rank is None for line in page.gives)


def test_a_large_matrix_is_shown_in_parts(cast: Cast) -> None:
    row = by_chance(cast.territory, 61, raters=3, share=0.2)
    page = picture_page(cast.reader, LIRIO, row.pk, "entered", "2", "1")
    assert [(part.first, part.last) for part in page.parts] == [(1, 40), (41, 61)]
    assert [line.item.number for line in page.rows] == list(range(41, 62))
    assert [one.item.number for one in page.columns] == list(range(1, 41))
    assert page.overview
    assert picture_page(cast.reader, LIRIO, row.pk, rows="3").row_part == 1


def test_an_item_is_told_with_all_that_it_gives_and_receives(cast: Cast, three: Matrix) -> None:
    page = item_page(cast.reader, LIRIO, three.pk, 2)
    assert [(line.item.title, line.value, line.word) for line in page.gives] == [
        ("Fair work", "−2", "holds back")
    ]
    assert [(line.item.title, line.value) for line in page.receives] == [
        ("Open schools", "+2"),
        ("Fair work", "+1"),
    ]
    assert (page.gives_unassessed, page.receives_unassessed) == (1, 0)
    assert (page.receives[1].source, page.receives[1].target) == (3, 2)


# ---------------------------------------------------------------- a pair
def test_a_pair_says_what_each_group_says(cast: Cast, three: Matrix) -> None:
    rate(rater(three, "private-sector"), {("i1", "i2"): -2})
    rate(rater(three, "private-sector"), {("i1", "i2"): None})
    page = pair_page(cast.reader, LIRIO, three.pk, 1, 2)
    assert [(one.median, one.raters) for one in page.groups] == [("+2", 1), ("+2", 2), ("−2", 1)]
    assert (page.value.text, page.spread, page.unknown) == ("+0.7", "4", 1)
    assert page.reverse.text == "·"
    assert plain(page.reverse.sentence) == (
        "Nobody has assessed how progress on “Safe streets” influences “Open schools”."
    )
    assert page.asked_because == ("One must come before the other.",)


def test_a_pair_that_nobody_assessed_is_not_0(cast: Cast, three: Matrix) -> None:
    page = pair_page(cast.reader, LIRIO, three.pk, 1, 3)
    assert page.value.text == "·"
    assert page.groups == ()
    # Schools help streets, and streets hold work back: so do schools, through them.
    assert [(way.helps, len(way.stops)) for way in page.ways] == [(False, 3)]


def test_reasons_are_escaped_and_named_by_group_alone(
    client: Client, cast: Cast, three: Matrix
) -> None:
    page = address("matrix-pair", three, 1, 2)
    read = sign_in(client, cast.reader).get(page).content.decode()
    assert "Seen in the &lt;b&gt;field&lt;/b&gt;" in read
    assert ">r1<" not in read
    assert ">r1<" in sign_in(client, cast.coordinator).get(page).content.decode()


def test_what_a_single_rater_answered_is_for_coordinators(
    client: Client, cast: Cast, three: Matrix
) -> None:
    rate(rater(three, "academia"), {("i1", "i2"): -3}, "The only one against")
    read = pair_page(cast.reader, LIRIO, three.pk, 1, 2)
    managed = pair_page(cast.coordinator, LIRIO, three.pk, 1, 2)
    assert {(one.rater, one.value, one.css) for one in read.reasons} == {("", "", "")}
    assert ("r4", "−3") in {(one.rater, one.value) for one in managed.reasons}
    page = sign_in(client, cast.reader).get(address("matrix-pair", three, 1, 2)).content.decode()
    assert "The only one against" in page
    assert "−3" not in page


def test_what_guests_wrote_is_for_coordinators(cast: Cast, three: Matrix) -> None:
    link = MatrixLink.objects.create(
        matrix=three, group="academia", token_hash="x", expires_at="2030-01-01T00:00:00Z"
    )
    rate(rater(three, "academia", link=link), {("i1", "i2"): 1}, "From a guest")
    read = pair_page(cast.reader, LIRIO, three.pk, 1, 2)
    managed = pair_page(cast.coordinator, LIRIO, three.pk, 1, 2)
    assert "From a guest" not in [one.text for one in read.reasons]
    assert "From a guest" in [one.text for one in managed.reasons]


# ---------------------------------------------------------------- figures
def test_influence_is_told_in_three_orders_with_bounds(cast: Cast, three: Matrix) -> None:
    # Outgoing sums 2, −2, 1; through others: 2·(−2)/2, (−2)·1/2, 1·(−2)/2.
    page = influence_page(cast.reader, LIRIO, three.pk)
    found = {line.item.key: (line.direct, line.through, line.total) for line in page.gives}
    assert found == {"i1": ("+2", "−2", "0"), "i2": ("−2", "−1", "−3"), "i3": ("+1", "−1", "0")}
    assert {line.bounds for line in page.gives if line.item.key == "i1"} == {("−1", "+5")}
    full = influence_page(cast.reader, LIRIO, three.pk, "1")
    assert {line.total for line in full.gives if line.item.key == "i2"} == {"−4"}
    none = influence_page(cast.reader, LIRIO, three.pk, "0")
    assert {line.through for line in none.gives} == {"0"}
    # Three raters who agree leave no other rank.
    assert [(line.item.key, line.rank.low, line.rank.high) for line in none.gives if line.rank] == [
        ("i1", 1, 1),
        ("i3", 2, 2),
        ("i2", 3, 3),
    ]
    assert page.relation.startswith("<svg")
    assert len(page.quarter_lines) == len(page.relation_lines) == 3


def test_of_many_items_both_ends_are_shown_and_all_on_request(client: Client, cast: Cast) -> None:
    row = by_chance(cast.territory, 30, raters=3, share=0.3)
    whole = [line.item for line in influence_page(cast.reader, LIRIO, row.pk, whole=True).gives]
    ends = [line.item for line in influence_page(cast.reader, LIRIO, row.pk).gives]
    assert len(whole) == 30
    assert ends == [*whole[:12], *whole[-6:]]
    sign_in(client, cast.reader)
    for name in ("matrix-influence", "matrix-synergies"):
        page = client.get(address(name, row)).content.decode()
        assert "The first <bdi>12</bdi> and the last <bdi>6</bdi> of <bdi>30</bdi> items." in page
        page = client.get(address(name, row), {"all": "1"}).content.decode()
        assert "and the last <bdi>" not in page


def test_help_and_harm_are_kept_apart(cast: Cast, three: Matrix) -> None:
    page = synergies_page(cast.reader, LIRIO, three.pk)
    sides = {line.item.key: (line.given, line.received) for line in page.lines}
    # By hand: s = 1.05 · 3, links a = 2/s, b = −2/s, c = 1/s, round trip g = |b·c|. Schools reach
    # streets by a·(1 − g + g² …) and work by a·b times the same; helping and harming terms apart:
    # a/(1 − g²) + |a·b|·g/(1 − g²) help, a·g/(1 − g²) + |a·b|/(1 − g²) harm.
    given, received = sides["i1"]
    assert (given.synergy, given.tradeoff) == ("0.75", "0.55")
    assert (received.synergy, received.tradeoff) == ("0", "0")


def test_ways_and_loops_are_sentences(cast: Cast, three: Matrix) -> None:
    page = ways_page(cast.reader, LIRIO, three.pk, "1", "3")
    assert [plain(way.sentence) for way in page.ways] == [
        "Progress on “Open schools” reinforces “Safe streets”, which in turn works against "
        "“Fair work”: together this holds “Fair work” back."
    ]
    assert page.total == 0
    rate(rater(three, "civil-society"), {("i3", "i2"): 3})
    rate(rater(three, "private-sector"), {("i3", "i2"): 3})
    page = ways_page(cast.reader, LIRIO, three.pk)
    assert [(one.items, one.reinforcing, one.balancing) for one in page.counts] == [
        (2, 0, 1),
        (3, 0, 0),
        (4, 0, 0),
    ]
    assert len(page.balancing) == 1
    assert page.lead[1] == ("One loop of strong links: 0 reinforcing, 1 balancing.")


def test_titles_in_pictures_are_escaped(client: Client, cast: Cast) -> None:
    row = matrix(cast.territory, ("<script>alert(1)</script>", "B & C", '"D"'))
    for _ in range(3):
        rate(rater(row), {("i1", "i2"): 2, ("i2", "i3"): 2, ("i3", "i1"): -3})
    sign_in(client, cast.reader)
    for name in ("matrix-picture", "matrix-influence", "matrix-ways", "matrix-what-if"):
        page = client.get(address(name, row), {"up": "1", "from": "1", "to": "3"}).content.decode()
        assert "<script>alert" not in page
        assert "B & C" not in page


# ---------------------------------------------------------------- agreement and what if
def test_contested_pairs_come_first_with_their_groups(cast: Cast) -> None:
    row = matrix(cast.territory)
    for group, value in (("authority", 2), ("academia", -2), ("civil-society", 0)):
        rate(rater(row, group), {("i1", "i2"): value, ("i2", "i3"): 1})
    page = agreement_page(cast.reader, LIRIO, row.pk)
    assert [(one.source.key, one.target.key) for one in page.contested] == [("i1", "i2")]
    assert [one.spread for one in page.spread] == ["4"]
    assert len(page.spread[0].medians) == len(page.groups) == 3
    assert page.lead[0].startswith("On one of 2 assessed pairs the raters do not agree")


def test_raters_are_named_by_number_to_coordinators_alone(cast: Cast, three: Matrix) -> None:
    managed = agreement_page(cast.coordinator, LIRIO, three.pk)
    read = agreement_page(cast.reader, LIRIO, three.pk)
    assert {line.name for line in managed.without_raters} == {"r1", "r2", "r3"}
    assert read.without_raters == ()
    assert len(read.without_groups) == 2
    assert read.largest_rater_move == 0


def test_what_if_tells_directions_and_no_amount(cast: Cast, three: Matrix) -> None:
    page = what_if_page(cast.reader, LIRIO, three.pk, ["1"])
    found = {one.item.key: one.direction for one in page.effects}
    assert found == {"i2": "up", "i3": "down"}
    assert all(re.search(r"in \d+ of 10 draws$", one.words) for one in page.effects)
    back = what_if_page(cast.reader, LIRIO, three.pk, [], ["1"])
    assert {one.item.key: one.direction for one in back.effects} == {"i2": "down", "i3": "up"}
    both = what_if_page(cast.reader, LIRIO, three.pk, ["1"], ["1"])
    assert not both.is_asked


def test_what_no_link_reaches_is_named_as_such(cast: Cast, three: Matrix) -> None:
    page = what_if_page(cast.reader, LIRIO, three.pk, ["3"])
    assert [item.key for item in page.untouched] == ["i1"]


@pytest.mark.parametrize("language", ["es", "fr", "ar"])
def test_each_page_begins_in_the_readers_language(cast: Cast, language: str) -> None:
    row = example(cast.territory)

    def leads() -> list[tuple[str, ...]]:
        pages = (
            picture_page(cast.reader, LIRIO, row.pk),
            item_page(cast.reader, LIRIO, row.pk, 1),
            influence_page(cast.reader, LIRIO, row.pk),
            synergies_page(cast.reader, LIRIO, row.pk),
            ways_page(cast.reader, LIRIO, row.pk),
            agreement_page(cast.reader, LIRIO, row.pk),
            what_if_page(cast.reader, LIRIO, row.pk, ["1"], ["9"]),
        )
        return [page.lead for page in pages]

    english = [line for lead in leads() for line in lead]
    with translation.override(language):
        told = leads()
    assert all(told)
    assert not set(english) & {line for lead in told for line in lead}
