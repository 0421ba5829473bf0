"""How a figure came about: the calculation a person can follow, and who answered."""

import pytest
from django.test import Client

from tests.cast import respond, sign_in
from tests.web.understanding.conftest import Answered


def shown(client: Client, answered: Answered, key: str) -> str:
    sign_in(client, answered.cast.reader)
    response = client.get(f"/assessments/{answered.assessment.pk}/figures/{key}/")
    assert response.status_code == 200
    return str(response.content.decode())


def test_the_total_is_recomputed_before_the_readers_eyes(
    client: Client, answered: Answered
) -> None:
    page = shown(client, answered, "total")
    assert "power mean" in page
    assert "square root of the value" in page
    # √0.5 and √0.75, a third of each, their sum, and its square.
    for number in ("0.7071", "0.8660", "0.2357", "0.2887", "0.8131", "0.6611"):
        assert number in page


def test_a_capped_figure_says_what_it_would_be_without_the_red_line(
    client: Client, answered: Answered
) -> None:
    page = shown(client, answered, "A1")
    # (0.75 + 1 + 0 + 0.5) / 4 = 0.5625
    assert "0.5625" in page
    assert "The mean of the parts is <bdi>56</bdi>. The figure is held at <bdi>50</bdi>" in page


def test_each_answer_names_who_gave_it_with_what_behind_it(
    client: Client, answered: Answered
) -> None:
    page = shown(client, answered, "A1")
    for words in (
        "Municipality of Puerto Lirio",
        "Voces del Puerto",
        "Conrad Contributor",
        "Document cited",
        "groups differ",
        "Nobody yet",
    ):
        assert words in page
    assert f'href="/assessments/{answered.assessment.pk}/answer/A1.1/"' in page


def test_what_does_not_apply_is_no_open_part(client: Client, answered: Answered) -> None:
    assert "<bdi>4</bdi> parts are still open" in shown(client, answered, "A1")
    respond(
        answered.assessment,
        answered.cast.authority,
        "A1.8",
        state="not-applicable",
        reason="no-competence",
    )
    page = shown(client, answered, "A1")
    assert "<bdi>3</bdi> parts are still open" in page
    assert "does not apply" in page


@pytest.mark.parametrize(
    ("key", "title"),
    [
        ("A2", "Engagement and coordination"),
        ("axis:vertical", "Vertical: between levels of government"),
        ("sector:health", "Health"),
        ("A1|horizontal", "Mapping the local context, seen as horizontal"),
    ],
)
def test_every_kind_of_figure_has_its_page_and_leads_up(
    client: Client, answered: Answered, key: str, title: str
) -> None:
    page = shown(client, answered, key)
    assert title in page
    assert f'href="/assessments/{answered.assessment.pk}/figures/total/"' in page


def test_a_figure_without_an_answer_has_no_calculation(client: Client, answered: Answered) -> None:
    address = f"/assessments/{answered.earlier.pk}/figures/A3/"
    page = sign_in(client, answered.cast.reader).get(address).content.decode()
    assert "nothing has been answered yet" in page
    assert "The calculation in numbers" not in page
