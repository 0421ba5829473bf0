"""A closed matrix is agreed, its pairs become findings, and taking it back takes them away."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from glocal.io.portfolio_xlsx import portfolio_xlsx
from glocal.io.portfolio_xlsx_read import portfolio_of_xlsx
from glocal.io.portfolio_yaml import portfolio_yaml
from glocal.loading.portfolio import portfolio_of_bytes
from glocal_web.portal.models import (
    AuditEvent,
    FindingRecord,
    Matrix,
    MatrixItem,
    MatrixUse,
    Territory,
)
from glocal_web.portal.permissions import NotAllowedError, NotVisibleError
from glocal_web.portal.selectors.portfolio import portfolio_for
from glocal_web.portal.selectors.register_files import register_file
from glocal_web.portal.services.interactions import remove_matrix
from glocal_web.portal.services.matrix_use import (
    GoalTwiceError,
    NotClosedError,
    agree_matrix,
    make_up_for,
    take_back_use,
)
from glocal_web.portal.services.rechecking import bring_up_to_date
from tests.cast import Cast, sign_in
from tests.web.interactions.matrices import address, link, matrix, rate, rater
from tests.web.register.filing import policy, provision

REASON = "The quay has no beds <script>"


@pytest.fixture
def closed(cast: Cast) -> Matrix:
    """Three policies and an objective, rated by three people of two groups, and closed."""
    town = cast.territory
    for key, title in (("shelter", "Shelter Plan"), ("quay", "Quay Plan"), ("market", "Markets")):
        policy(town, key, title=title)
    row = matrix(town, (), state="closed")
    kinds = (("policy", "shelter"), ("policy", "quay"), ("policy", "market"), ("objective", ""))
    for place, (kind, ref) in enumerate(kinds):
        title = {"": "Trust"}.get(ref, ref.title())
        MatrixItem.objects.create(
            matrix=row, position=place, key=ref or "trust", kind=kind, ref=ref, title=title
        )
    for group in ("authority", "authority", "academia"):
        answers = {
            ("quay", "shelter"): -2,
            ("market", "quay"): 2,
            ("shelter", "trust"): 2,
            ("trust", "market"): 1,
        }
        who = rater(row, group)
        rate(who, answers, REASON)
        sign = 2 if group == "academia" else -2
        rate(who, {("market", "shelter"): sign})
    return row


def judged(territory: Territory) -> set[tuple[str, str]]:
    rows = FindingRecord.objects.filter(territory=territory, gone_since=None)
    return {
        (row.rule, row.snapshot["params"]["policy"]) for row in rows.filter(rule__in=("C15", "S2"))
    }


def follows(row: Matrix) -> str:
    return address("matrix-follows", row)


def agreed(client: Client, cast: Cast, row: Matrix, **sent: Any) -> MatrixUse:
    sign_in(client, cast.coordinator)
    client.post(address("matrix-use", row), sent)
    bring_up_to_date(cast.territory)
    return MatrixUse.objects.get()


def test_what_is_rated_is_not_used_until_it_is_agreed(cast: Cast, closed: Matrix) -> None:
    assert portfolio_for(cast.territory)[0].interactions == ()


def test_agreed_pairs_enter_the_portfolio_and_become_findings(
    client: Client, cast: Cast, closed: Matrix
) -> None:
    agreed(client, cast, closed, **{"goal-trust": "trust-in-institutions"})
    pairs = portfolio_for(cast.territory)[0].interactions
    harm = next(one for one in pairs if one.source == "puerto-lirio.quay")
    assert (harm.target, harm.value, harm.voices, harm.groups) == ("puerto-lirio.shelter", -2, 3, 2)
    assert harm.matrix == closed.title
    assert harm.rationale == ""
    ends = {(one.source, one.target) for one in pairs}
    assert ("puerto-lirio.shelter", "trust-in-institutions") in ends
    assert judged(cast.territory) == {("C15", "puerto-lirio.quay"), ("S2", "puerto-lirio.market")}
    assert AuditEvent.objects.filter(verb="matrix.used").count() == 1


def test_the_page_shows_findings_proposals_and_what_to_talk_over(
    client: Client, cast: Cast, closed: Matrix
) -> None:
    agreed(client, cast, closed)
    page = client.get(follows(closed)).content.decode()
    assert "rated as working against one another" in page
    assert "could work together" in page
    assert "Market</bdi> → <bdi>Shelter" in page
    assert "/actions/new/?title=Talk+over+whether+Market+helps+or+holds+back+Shelter" in page
    for record in FindingRecord.objects.filter(rule__in=("C15", "S2")):
        assert reverse("portal:finding-action", args=[record.pk]) in page


def test_a_page_shows_what_was_rated_in_its_own_matrix(
    client: Client, cast: Cast, closed: Matrix
) -> None:
    other = matrix(cast.territory, (), state="closed", title="Another")
    for place, key in enumerate(("shelter", "quay", "market")):
        MatrixItem.objects.create(
            matrix=other, position=place, key=key, kind="policy", ref=key, title=key.title()
        )
    for _voice in range(3):
        rate(rater(other), {("shelter", "market"): 1})
    agree_matrix(cast.coordinator, other.pk, {})
    agree_matrix(cast.coordinator, closed.pk, {})
    bring_up_to_date(cast.territory)
    sign_in(client, cast.reader)
    assert "rated as working against one another" in client.get(follows(closed)).content.decode()
    assert "rated as working against" not in client.get(follows(other)).content.decode()


def test_an_address_proposes_what_an_action_is_called(
    client: Client, cast: Cast, closed: Matrix
) -> None:
    sign_in(client, cast.coordinator)
    new = reverse("portal:action-new", args=[cast.territory.slug])
    page = client.get(new, {"title": "Talk over <b>" + "x" * 300}).content.decode()
    assert 'value="Talk over &lt;b&gt;' + "x" * 187 + '"' in page


def test_a_finding_leads_to_its_pair_and_tells_no_reason_unless_asked(
    client: Client, cast: Cast, closed: Matrix
) -> None:
    agreed(client, cast, closed)
    record = FindingRecord.objects.get(rule="C15")
    address_of = reverse("portal:finding", args=[record.pk])
    page = client.get(address_of).content.decode()
    assert address("matrix-pair", closed, 2, 1) in page
    assert address("matrix-pair", closed, 1, 2) in page
    assert "works against progress on" in page
    assert "no beds" not in page
    agreed(client, cast, closed, **{"with-reasons": "1"})
    page = client.get(address_of).content.decode()
    assert "no beds &lt;script&gt;" in page


def test_what_guests_wrote_goes_along_with_no_finding(
    client: Client, cast: Cast, closed: Matrix
) -> None:
    for one in closed.raters.all():
        one.link = link(closed, f"link-{one.pk}")
        one.save()
    use = agreed(client, cast, closed, **{"with-reasons": "1"})
    assert "quay has no beds" not in str(use.pairs)
    assert judged(cast.territory)


def test_a_talk_is_offered_as_an_action_and_not_to_be_tried(
    client: Client, cast: Cast, closed: Matrix
) -> None:
    agreed(client, cast, closed)
    record = FindingRecord.objects.get(rule="C15")
    page = client.get(reverse("portal:finding", args=[record.pk])).content.decode()
    mends = record.snapshot["mends"]
    assert {mend["key"] for mend in mends} >= {"make-up", "talk-over"}
    for number, mend in enumerate(mends):
        assert (f"?mend={record.pk}.{number}" in page) is (mend["key"] != "talk-over")
        assert f"action/?mend={number}" in page
    assert "One of these is enough, except talking it over" in page
    assert "One of these is enough." not in page
    helping = FindingRecord.objects.get(rule="S2")
    other = client.get(reverse("portal:finding", args=[helping.pk])).content.decode()
    assert "One of these is enough." in other
    sign_in(client, cast.reader)
    page = client.get(reverse("portal:finding", args=[record.pk])).content.decode()
    assert page.count('class="row mend-tools"') == len(mends) - 1


def test_legal_and_systemic_reason_name_each_other(
    client: Client, cast: Cast, closed: Matrix
) -> None:
    rows = {one.key: one for one in cast.territory.policies.all()}
    office = "municipal-social-services"
    provision(rows["shelter"], modality="duty", who=office, action="emergency-shelter")
    provision(rows["quay"], modality="prohibition", who=office, action="shelter")
    agreed(client, cast, closed)
    rated = FindingRecord.objects.get(rule="C15")
    legal = FindingRecord.objects.get(rule="C1")
    pages = {
        one.rule: client.get(reverse("portal:finding", args=[one.pk])).content.decode()
        for one in (rated, legal)
    }
    assert reverse("portal:finding", args=[legal.pk]) in pages["C15"]
    assert reverse("portal:finding", args=[rated.pk]) in pages["C1"]
    assert "How raters see the same policies" in pages["C1"]


def test_taking_it_back_or_removing_the_matrix_takes_the_findings_away(
    client: Client, cast: Cast, closed: Matrix
) -> None:
    agreed(client, cast, closed)
    client.post(address("matrix-use", closed), {"take-back": "1"})
    bring_up_to_date(cast.territory)
    assert judged(cast.territory) == set()
    assert AuditEvent.objects.filter(verb="matrix.not-used").count() == 1
    agreed(client, cast, closed)
    assert judged(cast.territory)
    remove_matrix(cast.coordinator, closed.pk)
    bring_up_to_date(cast.territory)
    assert judged(cast.territory) == set()


def test_harm_that_is_made_up_for_is_no_finding_until_that_is_taken_back(
    client: Client, cast: Cast, closed: Matrix
) -> None:
    agreed_on = agreed(client, cast, closed).agreed_at
    page = client.get(follows(closed)).content.decode()
    assert page.count('name="made-up"') == 1
    assert "<bdi>Quay</bdi> → <bdi>Shelter</bdi>: <bdi>−2</bdi>" in page
    name = "policy:quay policy:shelter"
    # What helps, what is contested, and what there is not cannot be made up for.
    others = ["policy:market policy:quay", "policy:market policy:shelter", "policy:a policy:b"]
    client.post(address("matrix-use", closed), {"make-up": "1", "made-up": [name, *others]})
    bring_up_to_date(cast.territory)
    assert judged(cast.territory) == {("S2", "puerto-lirio.market")}
    use = MatrixUse.objects.get()
    assert [(one["source"], one["offset"]) for one in use.pairs if "offset" in one] == [
        ("policy:quay", True)
    ]
    assert use.agreed_at == agreed_on
    assert f'value="{name}" checked' in client.get(follows(closed)).content.decode()
    assert AuditEvent.objects.get(verb="matrix.made-up-for").data["pairs"] == 1
    # It stays so when the matrix is agreed anew, and goes when nothing is ticked.
    agreed(client, cast, closed)
    assert judged(cast.territory) == {("S2", "puerto-lirio.market")}
    client.post(address("matrix-use", closed), {"make-up": "1", "was-made-up": [name]})
    bring_up_to_date(cast.territory)
    assert ("C15", "puerto-lirio.quay") in judged(cast.territory)


def test_saying_the_same_again_changes_nothing(cast: Cast, closed: Matrix) -> None:
    assert make_up_for(cast.coordinator, closed.pk, ["policy:quay policy:shelter"]) is None
    agree_matrix(cast.coordinator, closed.pk, {})
    for _again in range(2):
        assert make_up_for(cast.coordinator, closed.pk, ["policy:quay policy:shelter"]) == 1
    assert AuditEvent.objects.filter(verb="matrix.made-up-for").count() == 1


def test_what_somebody_else_ticked_meanwhile_stays(
    client: Client, cast: Cast, closed: Matrix
) -> None:
    agreed(client, cast, closed)
    name = "policy:quay policy:shelter"
    # Another coordinator ticks it while this page, on which it is not ticked, is open.
    make_up_for(cast.coordinator, closed.pk, [name])
    client.post(address("matrix-use", closed), {"make-up": "1", "made-up": []})
    assert f'value="{name}" checked' in client.get(follows(closed)).content.decode()


def test_ticks_for_a_matrix_that_is_not_used_any_more_are_told(
    client: Client, cast: Cast, closed: Matrix
) -> None:
    agreed(client, cast, closed)
    take_back_use(cast.coordinator, closed.pk)
    sent = {"make-up": "1", "made-up": ["policy:quay policy:shelter"]}
    page = client.post(address("matrix-use", closed), sent, follow=True).content.decode()
    assert "The check of coherence does not use it any more." in page
    assert "Saved." not in page


@pytest.mark.parametrize("who", ["reader", "contributor", "reviewer", "above", "outsider"])
def test_only_a_coordinator_says_what_makes_up_for_harm(
    cast: Cast, closed: Matrix, who: str
) -> None:
    agree_matrix(cast.coordinator, closed.pk, {})
    with pytest.raises((NotAllowedError, NotVisibleError)):
        make_up_for(getattr(cast, who), closed.pk, ["policy:quay policy:shelter"])
    assert "offset" not in str(MatrixUse.objects.get().pairs)


def test_answers_given_later_count_only_when_it_is_agreed_anew(
    client: Client, cast: Cast, closed: Matrix
) -> None:
    agreed(client, cast, closed)
    rate(rater(closed, "civil-society"), {("quay", "shelter"): 3})
    before = portfolio_for(cast.territory)[0].interactions
    agree_matrix(cast.coordinator, closed.pk, {})
    after = portfolio_for(cast.territory)[0].interactions
    assert [one.voices for one in before if one.value == -2] == [3]
    assert {one.voices for one in after if one.source == "puerto-lirio.quay"} == {4}


def test_an_open_matrix_cannot_be_agreed(client: Client, cast: Cast, closed: Matrix) -> None:
    Matrix.objects.update(state="open")
    with pytest.raises(NotClosedError):
        agree_matrix(cast.coordinator, closed.pk, {})
    sign_in(client, cast.coordinator)
    said = client.post(address("matrix-use", closed), follow=True).content.decode()
    assert "Close the matrix first" in said
    assert not MatrixUse.objects.exists()


def test_two_items_do_not_stand_for_one_goal(client: Client, cast: Cast, closed: Matrix) -> None:
    MatrixItem.objects.create(matrix=closed, position=4, key="more", kind="objective", title="More")
    with pytest.raises(GoalTwiceError):
        agree_matrix(cast.coordinator, closed.pk, {"trust": "learning", "more": "learning"})


@pytest.mark.parametrize("goal", ["no-such-goal", "", "<script>", "policy:quay"])
def test_a_goal_that_is_none_is_left_out(cast: Cast, closed: Matrix, goal: str) -> None:
    use = agree_matrix(cast.coordinator, closed.pk, {"trust": goal, "nobody": "learning"})
    assert use.goals == {}
    assert all("trust" not in str(one) for one in use.pairs)


def test_pairs_with_a_policy_that_is_gone_are_left_out(cast: Cast, closed: Matrix) -> None:
    agree_matrix(cast.coordinator, closed.pk, {})
    cast.territory.policies.filter(key="quay").delete()
    ends = {one.source for one in portfolio_for(cast.territory)[0].interactions}
    assert ends == {"puerto-lirio.market"}


@pytest.mark.parametrize("kind", ["yaml", "xlsx"])
def test_the_register_is_given_out_with_what_raters_agreed_on(
    client: Client, cast: Cast, closed: Matrix, kind: str
) -> None:
    agree_matrix(cast.coordinator, closed.pk, {"trust": "trust-in-institutions"})
    found = register_file(cast.coordinator, cast.territory.slug, whole=True)
    read = (
        portfolio_of_bytes(portfolio_yaml(found).encode(), "town.yaml")
        if kind == "yaml"
        else portfolio_of_xlsx(portfolio_xlsx(found), "town.xlsx")
    )
    assert read.portfolio.interactions == found.portfolio.interactions
    assert ("quay", "shelter") in {(one.source, one.target) for one in read.own.interactions}


def test_readers_see_what_follows_and_cannot_agree(
    client: Client, cast: Cast, closed: Matrix
) -> None:
    agreed(client, cast, closed)
    for one in (cast.reader, cast.contributor, cast.reviewer):
        sign_in(client, one)
        page = client.get(follows(closed)).content.decode()
        assert "Use it in the check" not in page
        assert "Use it no more" not in page
        assert client.post(address("matrix-use", closed)).status_code in (403, 404)
    take_back_use(cast.coordinator, closed.pk)
    assert "Not used" in client.get(follows(closed)).content.decode()


def test_next_steps_lead_to_what_follows_and_no_figure_moves(
    client: Client, cast: Cast, closed: Matrix
) -> None:
    sign_in(client, cast.coordinator)
    steps = reverse("portal:next-steps", args=[cast.assessment.pk])
    before = client.get(steps).content.decode()
    assert follows(closed) not in before
    agreed(client, cast, closed)
    after = client.get(steps).content.decode()
    assert follows(closed) in after
    assert re.findall(r"<bdi>[\d.]+</bdi>", before) == re.findall(r"<bdi>[\d.]+</bdi>", after)


def test_the_number_of_queries_does_not_grow(
    client: Client, cast: Cast, closed: Matrix, django_assert_max_num_queries: Any
) -> None:
    agreed(client, cast, closed)
    with django_assert_max_num_queries(12):
        client.get(follows(closed))
    with django_assert_max_num_queries(11):
        portfolio_for(cast.territory)
