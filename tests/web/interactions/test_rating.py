"""Answer pair after pair: what is kept, what comes next, two windows, double clicks, nonsense."""

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from glocal_web.portal.models import InteractionRating, Matrix, MatrixRater
from glocal_web.portal.permissions import NotAllowedError
from glocal_web.portal.selectors.interaction_questions import ballot
from glocal_web.portal.selectors.interaction_voices import Voice, member_voice
from glocal_web.portal.services.interaction_ratings import RatingDraft, save_rating
from tests.cast import Cast, organisation, person, sign_in
from tests.web.interactions.matrices import address, matrix, rate, rater

SIX = ("Homes", "Work", "Schools", "Clinics", "Buses", "Parks")


@pytest.fixture
def row(cast: Cast) -> Matrix:
    return matrix(cast.territory, SIX)


def at(row: Matrix, source: str = "i1", target: str = "i2", more: str = "") -> str:
    return f"{address('matrix-rate', row)}?from={source}&to={target}{more}"


def answer(value: str = "2", why: str = "", version: int = 0) -> dict[str, Any]:
    return {"answer": value, "rationale": why, "version": version}


def kept() -> list[tuple[str, str, int | None, str]]:
    return [
        (one.source.key, one.target.key, one.value, one.rationale)
        for one in InteractionRating.objects.order_by("pk")
    ]


def test_the_question_is_asked_in_words_with_seven_levels(
    client: Client, cast: Cast, row: Matrix
) -> None:
    page = sign_in(client, cast.contributor).get(at(row)).content.decode()
    words = " ".join(re.sub("<[^>]+>", "", page).split())
    assert "If there is progress on “Homes”, how does it influence progress on “Work”?" in words
    assert "It makes progress there impossible" in words
    assert "I do not know" in words
    assert len(re.findall(r'type="radio" name="answer"', page)) == 8
    assert "0 of 30 worth asking · 30 in all" in words
    assert "Why this is asked" in words


def test_a_plain_post_keeps_the_answer_and_goes_on(client: Client, cast: Cast, row: Matrix) -> None:
    done = sign_in(client, cast.contributor).post(at(row), answer("-2", "Rents rise."))
    assert done.status_code == 302
    assert "from=i1&to=i2" not in done["location"]
    assert kept() == [("i1", "i2", -2, "Rents rise.")]
    one = MatrixRater.objects.get()
    assert (one.name, one.group, one.person) == ("r1", "authority", cast.contributor)
    page = client.get(done["location"]).content.decode()
    assert "<bdi>1</bdi> of <bdi>30</bdi> worth asking" in page


def test_i_do_not_know_is_kept_and_is_not_zero(client: Client, cast: Cast, row: Matrix) -> None:
    sign_in(client, cast.contributor)
    client.post(at(row), answer("unknown"))
    client.post(at(row, "i2", "i1"), answer("0"))
    assert [value for _source, _target, value, _why in kept()] == [None, 0]


def test_a_double_click_keeps_one_answer(client: Client, cast: Cast, row: Matrix) -> None:
    sign_in(client, cast.contributor)
    first, second = (client.post(at(row), answer("1", "Once")) for _ in range(2))
    assert first.status_code == second.status_code == 302
    assert kept() == [("i1", "i2", 1, "Once")]
    assert InteractionRating.objects.get().version == 1


def test_two_windows_lose_nothing(client: Client, cast: Cast, row: Matrix) -> None:
    sign_in(client, cast.contributor)
    client.post(at(row), answer("1", "First <window>"))
    late = client.post(at(row), answer("-1", "Second window"))
    page = late.content.decode()
    assert late.status_code == 409
    assert "First &lt;window&gt;" in page
    assert "Second window" in page
    assert kept() == [("i1", "i2", 1, "First <window>")]
    assert client.post(at(row), answer("-1", "Second window", 1)).status_code == 302
    assert kept() == [("i1", "i2", -1, "Second window")]


def test_nothing_is_kept_once_it_is_closed(client: Client, cast: Cast, row: Matrix) -> None:
    sign_in(client, cast.contributor)
    row.state = "closed"
    row.save()
    assert client.post(at(row), answer()).status_code == 409
    assert "No answers are taken now" in client.get(at(row)).content.decode()
    assert kept() == []


@pytest.mark.parametrize("value", ["", "4", "-4", "1.5", "٢", "<b>", "unknown\0", "9" * 400])
def test_nonsense_is_refused_with_the_words_still_there(
    client: Client, cast: Cast, row: Matrix, value: str
) -> None:
    sent = answer(value, "Kept <in> the field")
    page = sign_in(client, cast.contributor).post(at(row), sent)
    assert page.status_code == 422
    assert "Kept &lt;in&gt; the field" in page.content.decode()
    assert kept() == []


@pytest.mark.parametrize("version", ["", "-1", "x", "9" * 30])
def test_a_made_up_version_overwrites_nothing(
    client: Client, cast: Cast, row: Matrix, version: str
) -> None:
    sign_in(client, cast.contributor).post(at(row), answer("1"))
    page = client.post(at(row), {**answer("3"), "version": version})
    assert page.status_code in (409, 422)
    assert kept() == [("i1", "i2", 1, "")]


def test_a_reason_that_is_too_long_is_told(client: Client, cast: Cast, row: Matrix) -> None:
    page = sign_in(client, cast.contributor).post(at(row), answer("1", "x" * 4001))
    assert page.status_code == 422
    assert kept() == []


@pytest.mark.parametrize(
    ("source", "target"), [("i1", "i1"), ("i1", "gone"), ("", ""), ("\0", "i2"), ("i1", "%27")]
)
def test_a_pair_that_is_none_takes_no_answer(
    client: Client, cast: Cast, row: Matrix, source: str, target: str
) -> None:
    sign_in(client, cast.contributor)
    assert client.post(at(row, source, target), answer()).status_code == 404
    # To read, it leads to the next question.
    assert client.get(at(row, source, target)).status_code == 200


def test_skip_puts_a_question_off_until_the_others_are_answered(cast: Cast, row: Matrix) -> None:
    voice = member_voice(cast.contributor, "puerto-lirio", row.pk)
    page = ballot(voice)
    first = page.next()
    assert first == (0, 1)
    second = page.next([first])
    assert second not in (None, first)
    who = rater(row, person=cast.contributor)
    rest = {(f"i{a + 1}", f"i{b + 1}"): 1 for a, b, _ in row.screened if (a, b) != first}
    rate(who, rest)
    assert ballot(voice).next([first]) == first


def test_the_link_skip_carries_what_was_put_off(client: Client, cast: Cast, row: Matrix) -> None:
    page = sign_in(client, cast.contributor).get(at(row)).content.decode()
    skip = re.search(r'href="([^"]+)" data-rate-skip', page)
    assert skip is not None
    href = skip.group(1).replace("&amp;", "&")
    assert "later=0-1" in href
    assert "from=i1&to=i2" not in href
    nonsense = f"{href}_99-1_x_1-1_-_{'1-2_' * 300}"
    assert client.get(nonsense).status_code == 200


def test_back_leads_to_the_answer_before(client: Client, cast: Cast, row: Matrix) -> None:
    sign_in(client, cast.contributor)
    client.post(at(row, "i3", "i4"), answer("1"))
    client.post(at(row, "i4", "i3"), answer("3"))
    page = client.get(at(row, "i4", "i3")).content.decode()
    back = re.search(r'href="([^"]+)" data-rate-back', page)
    assert back is not None
    assert "from=i3&amp;to=i4" in back.group(1)
    assert 'value="3" checked' in page


def test_those_worth_asking_come_first_and_the_others_on_request(
    client: Client, cast: Cast
) -> None:
    row = matrix(cast.territory, SIX, screened=[[0, 1, 1]])
    sign_in(client, cast.contributor)
    done = client.post(at(row), answer("1"))
    page = client.get(done["location"]).content.decode()
    assert "Every pair that was asked is answered." in page
    assert "Also answer the other pairs" in page
    other = client.get(f"{address('matrix-rate', row)}?all=1").content.decode()
    assert "Nothing that is recorded joins the two" in other


def test_all_pairs_are_asked_where_the_coordinator_says_so(cast: Cast) -> None:
    row = matrix(cast.territory, SIX, screened=[[0, 1, 1]], asks="all")
    rate(rater(row, person=cast.contributor), {("i1", "i2"): 1})
    page = ballot(member_voice(cast.contributor, "puerto-lirio", row.pk))
    assert page.next() == (0, 2)


def test_everybody_answers_for_their_own_group(client: Client, cast: Cast, row: Matrix) -> None:
    sign_in(client, cast.association).post(at(row), answer("1"))
    sign_in(client, cast.contributor).post(at(row, more="&for=academia"), answer("2"))
    groups = {(one.group, one.number) for one in MatrixRater.objects.all()}
    assert groups == {("migrants-diaspora", 1), ("authority", 2)}


def test_somebody_of_two_groups_chooses_for_which(client: Client, cast: Cast, row: Matrix) -> None:
    both = person("Berta Both", "contributor", cast.territory, cast.authority)
    university = organisation("University", cast.territory, "academia")
    both.roles.create(territory=cast.territory, organisation=university, kind="contributor")
    sign_in(client, both)
    assert "Academia" in client.get(at(row)).content.decode()
    client.post(at(row), answer("1"))
    client.post(at(row, more="&for=academia"), answer("-1"))
    assert {(one.rater.group, one.value) for one in InteractionRating.objects.all()} == {
        ("authority", 1),
        ("academia", -1),
    }


def test_nobody_speaks_for_a_group_that_is_not_theirs(cast: Cast, row: Matrix) -> None:
    one, other = row.items.all()[:2]
    draft = RatingDraft(one, other, 1)
    for who, group in ((cast.contributor, "academia"), (cast.contributor, ""), (None, "academia")):
        with pytest.raises(NotAllowedError):
            save_rating(Voice(row, group, who), draft)
    theirs = matrix(cast.other_territory, SIX).items.first()
    assert theirs is not None
    with pytest.raises(ValueError, match="two items of one matrix"):
        save_rating(
            member_voice(cast.contributor, "puerto-lirio", row.pk), RatingDraft(one, theirs, 1)
        )
    assert kept() == []


def test_a_question_takes_few_queries_however_much_was_answered(
    client: Client,
    cast: Cast,
    row: Matrix,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    every = {(f"i{a + 1}", f"i{b + 1}"): 1 for a, b, _ in row.screened}
    for group in ("authority", "academia", "civil-society"):
        rate(rater(row, group), every)
    sign_in(client, cast.contributor)
    with django_assert_max_num_queries(14):
        client.get(address("matrix-rate", row))
    with django_assert_max_num_queries(12):
        client.get(address("matrix-rate", row))
