"""The matrices of the worked example: one used in the check, one open, loaded without copies."""

from dataclasses import replace
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
import yaml
from django.test import Client
from django.urls import reverse

from glocal.errors import GlocalError, KnowledgeError
from glocal.loading.interactions import example_interactions
from glocal.loading.portfolio import read_portfolio
from glocal_web.portal.models import (
    FindingRecord,
    InteractionRating,
    Matrix,
    MatrixRater,
    MatrixUse,
    Person,
    Policy,
    Territory,
)
from glocal_web.portal.selectors.interactions import matrix_page
from glocal_web.portal.selectors.portfolio import portfolio_for
from glocal_web.portal.services.demo_files import demo_folder, read_demo
from glocal_web.portal.services.load_demo import load_demo
from glocal_web.portal.services.matrix_use import take_back_use
from tests.cast import sign_in
from tests.web.interactions.matrices import address

RATED, OPEN = "What helps and what hinders", "Housing and work"


def changed(tmp_path: Path, place: str, value: object) -> Path:
    """The files of the example with one value of the first item or rating another."""
    folder = tmp_path / "demo"
    copytree(demo_folder(), folder)
    file = folder / "interactions.yaml"
    document = yaml.safe_load(file.read_text("utf-8"))
    part, key = place.split(".")
    document[part][0][key] = value
    file.write_text(yaml.safe_dump(document, allow_unicode=True), "utf-8")
    return folder


def the(title: str) -> Matrix:
    return Matrix.objects.get(title__startswith=title)


def town_coordinator() -> Person:
    return Person.objects.get(email="pau.ferrer@example.org")


def test_the_matrix_holds_what_the_file_says(db: None) -> None:
    load_demo()
    row = the(RATED)
    page = matrix_page(town_coordinator(), "puerto-lirio", row.pk)
    shipped = example_interactions()
    assert page.rated.ids == shipped.ids
    assert row.state == "closed"
    assert page.worth > 0
    assert len(page.rated.ratings) == len(shipped.ratings)
    assert len(page.panel.raters) == 6
    assert not MatrixRater.objects.exclude(person=None).exists()


def test_its_pairs_are_those_that_the_example_portfolio_holds(db: None) -> None:
    load_demo()
    use = MatrixUse.objects.get()
    assert (use.matrix, use.agreed_by) == (the(RATED), town_coordinator())
    written = read_portfolio(demo_folder() / "portfolio" / "puerto-lirio.yaml").own.interactions
    found = portfolio_for(Territory.objects.get(slug="puerto-lirio"))[0].interactions
    short = {
        replace(one, source=one.source.split(".")[-1], target=one.target.split(".")[-1])
        for one in found
    }
    assert short == set(written)
    assert len(found) == len(written)


def test_whoever_opens_the_findings_sees_what_texts_and_raters_say(
    client: Client, db: None
) -> None:
    load_demo()
    rows = FindingRecord.objects.filter(territory__slug="puerto-lirio", gone_since=None)
    pairs = {
        (one.rule, one.snapshot["params"]["policy"], one.snapshot["params"]["counterpart"])
        for one in rows.filter(rule__in=("C15", "S2"))
    }
    assert pairs == {
        ("C15", "puerto-lirio.lirio-hospitality", "puerto-lirio.lirio-quay"),
        ("C15", "puerto-lirio.lirio-hospitality", "vallemar.vallemar-safety"),
        ("S2", "puerto-lirio.lirio-market", "puerto-lirio.lirio-quay"),
    }
    sign_in(client, town_coordinator())
    listed = client.get("/territories/puerto-lirio/coherence/?state=all&rule=C15").content.decode()
    assert listed.count("rated as working against one another") == 2


def test_legal_and_systemic_reason_stand_on_the_findings_about_the_quay(
    client: Client, db: None
) -> None:
    load_demo()
    sign_in(client, town_coordinator())
    rows = FindingRecord.objects.filter(territory__slug="puerto-lirio", gone_since=None)
    quay, shelter = "puerto-lirio.quay-no-lodging", "puerto-lirio.lirio-night-shelter"
    rated = rows.get(rule="C15", snapshot__params__counterpart="puerto-lirio.lirio-quay")
    legal = rows.get(rule="C9", snapshot__provisions=[shelter, quay])
    claim = rows.get(rule="C11", snapshot__provisions=[quay])
    rated_at, legal_at, claim_at = (
        reverse("portal:finding", args=[one.pk]) for one in (rated, legal, claim)
    )
    page = client.get(rated_at).content.decode()
    assert "works against progress on" in page
    # The reason of a rater, whom nobody can name.
    assert "the shelter cannot grow where people arrive" in page
    assert legal_at in page
    assert rated_at in client.get(legal_at).content.decode()
    claimed = client.get(claim_at).content.decode()
    assert "What helps and what hinders in Puerto Lirio" in claimed
    follows = address("matrix-follows", the(RATED))
    page = client.get(follows).content.decode()
    for place in (rated_at, claim_at):
        assert place in page


def test_a_small_matrix_is_open_for_answers(db: None) -> None:
    load_demo()
    row = the(OPEN)
    page = matrix_page(town_coordinator(), "puerto-lirio", row.pk)
    assert page.is_open
    assert len(page.items) == 8
    assert 0 < page.worth <= page.pairs == 56
    assert len(page.panel.raters) == 2
    assert sum(one.value is None for one in page.rated.ratings) == 2
    titles = dict(Policy.objects.values_list("key", "title"))
    policies = [one for one in page.items if one.kind == "policy"]
    assert [one.title for one in policies] == [titles[one.ref.split(".")[-1]] for one in policies]


def test_policies_are_those_of_the_register(db: None) -> None:
    load_demo()
    refs = dict(the(RATED).items.values_list("key", "ref"))
    assert refs["hospitality"] == "lirio-hospitality"
    assert refs["safety"] == "vallemar.vallemar-safety"
    assert refs["trust"] == "trust-in-institutions"
    assert refs["school"] == "4.1"


def test_they_are_put_back_as_they_were_shipped(db: None) -> None:
    load_demo()
    number = InteractionRating.objects.count()
    InteractionRating.objects.all()[:1].get().delete()
    take_back_use(town_coordinator(), the(RATED).pk)
    load_demo(reset=True)
    assert Matrix.objects.count() == 2
    assert InteractionRating.objects.count() == number
    assert MatrixUse.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"state": "open"}, "Only a closed matrix is used"),
        ({"used": {"by": "nobody"}}, "There is no person 'nobody'"),
        ({"used": {"by": "pau", "goals": {"none": "learning"}}}, "There is no item 'none'"),
        ({"used": {"by": "pau", "goals": {"trust": "luck"}}}, "There is no goal 'luck'"),
    ],
)
def test_what_cannot_be_used_is_told(
    db: None, tmp_path: Path, change: dict[str, Any], told: str
) -> None:
    copy = copytree(demo_folder(), tmp_path / "demo")
    file = copy / "interactions.yaml"
    document = yaml.safe_load(file.read_text("utf-8")) | change
    file.write_text(yaml.safe_dump(document, allow_unicode=True), "utf-8")
    with pytest.raises(KnowledgeError, match=told):
        load_demo(read_demo(copy))


@pytest.mark.parametrize(
    ("place", "value"), [("ratings.from", "no-such-item"), ("ratings.to", "nobody")]
)
def test_a_name_that_there_is_not_is_told(db: None, tmp_path: Path, place: str, value: str) -> None:
    with pytest.raises(KnowledgeError) as told:
        load_demo(read_demo(changed(tmp_path, place, value)))
    assert value in str(told.value)


def test_a_policy_that_no_register_holds_is_told(db: None, tmp_path: Path) -> None:
    with pytest.raises(GlocalError, match="no-such-policy"):
        load_demo(read_demo(changed(tmp_path, "items.ref", "no-such-policy")))
