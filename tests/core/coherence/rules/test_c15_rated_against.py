"""C15: raters agree that two policies in force together work against one another."""

from dataclasses import replace

import pytest

from glocal.coherence.check import check
from glocal.coherence.edits import (
    AddCoordination,
    EditError,
    OffsetInteraction,
    apply,
    edits_of,
)
from glocal.model.effects_check import Severity
from glocal.model.finding import Certainty
from glocal.model.kinds import Axis
from glocal.model.policy import PolicyStatus, Tie
from glocal.model.portfolio import AgreedInteraction, Coordination
from tests.core.coherence.cases import TODAY, act, found, may, offer, portfolio, since, until
from tests.core.coherence.tiny import TINY

AGAINST = {("C15", "port", "roofs")}
HARM = AgreedInteraction("roofs", "port", -2, 3, 1, 0.85, "Autumn")
ROOFS, PORT = act("roofs", "city"), act("port", "city")


def c15(*rated, acts=(ROOFS, PORT), provisions=(), **frame):
    return found(*provisions, rule="C15", acts=acts, interactions=rated, **frame)


def the_finding(*rated, acts=(ROOFS, PORT), provisions=(), drafts=False, **frame):
    built = portfolio(*provisions, acts=acts, interactions=rated, **frame)
    return check(built, TINY, as_of=TODAY, rules=["C15"], drafts=drafts).findings


def test_policies_without_a_single_provision_are_compared_by_their_headers():
    assert c15(HARM) == AGAINST


def test_both_directions_and_all_matrices_are_one_finding():
    back = replace(HARM, source="port", target="roofs", value=-3)
    spring = replace(HARM, matrix="Spring", value=-2.5)
    assert c15(HARM, back, spring) == AGAINST


@pytest.mark.parametrize(
    "rated",
    [
        pytest.param(replace(HARM, value=-1.9999), id="less than two"),
        pytest.param(replace(HARM, value=3), id="a help"),
        pytest.param(replace(HARM, voices=2), id="two voices"),
        pytest.param(replace(HARM, sure=0.8), id="contested"),
        pytest.param(replace(HARM, offset=True), id="made up for"),
        pytest.param(replace(HARM, target="schooling"), id="a goal is no policy"),
    ],
)
def test_near_misses_of_the_rating(rated):
    assert c15(rated) == set()


@pytest.mark.parametrize(
    "acts",
    [
        pytest.param((ROOFS, replace(PORT, territory="town")), id="elsewhere"),
        pytest.param(
            (replace(ROOFS, period=until(2027)), replace(PORT, period=since(2027))), id="in turn"
        ),
        pytest.param((ROOFS, replace(PORT, period=until(2026))), id="ended today"),
        pytest.param((ROOFS, replace(PORT, status=PolicyStatus.SUSPENDED)), id="suspended"),
        pytest.param((ROOFS, replace(PORT, status=PolicyStatus.DRAFT)), id="a draft"),
    ],
)
def test_near_misses_of_the_policies(acts):
    assert c15(HARM, acts=acts) == set()


def test_a_national_act_meets_that_of_a_city_in_the_city():
    (finding,) = the_finding(HARM, acts=(ROOFS, act("port")))
    assert finding.territories == ("city",)
    assert finding.axis is Axis.VERTICAL
    (beside,) = the_finding(HARM)
    assert beside.axis is Axis.HORIZONTAL


def test_a_draft_takes_part_when_it_is_asked_for():
    draft = replace(PORT, status=PolicyStatus.DRAFT)
    assert len(the_finding(HARM, acts=(ROOFS, draft), drafts=True)) == 1


def test_a_conflict_that_begins_later_is_told_with_its_days():
    (finding,) = the_finding(HARM, acts=(ROOFS, replace(PORT, period=since(2027))))
    assert finding.period == since(2027)


def test_a_tie_does_not_make_the_judgement_go_away():
    assert c15(HARM, acts=(ROOFS, replace(PORT, ties=((Tie.CITES, "roofs"),)))) == AGAINST


def test_bodies_that_agree_on_everything_know_of_it():
    acts = (replace(ROOFS, responsible="social-office"), replace(PORT, responsible="registry"))
    everything = (Coordination("registry", "social-office"),)
    assert c15(HARM, acts=acts, coordination=everything) == set()
    assert c15(HARM, acts=acts, coordination=(Coordination("registry", "school"),)) == AGAINST


def test_an_agreement_on_one_service_counts_where_a_policy_is_about_it():
    acts = (replace(ROOFS, responsible="social-office"), replace(PORT, responsible="registry"))
    on_roofs = (Coordination("registry", "social-office", "housing"),)
    assert c15(HARM, acts=acts, coordination=on_roofs) == AGAINST
    shelter = offer("p", "social-office", "shelter", policy="roofs")
    assert c15(HARM, acts=acts, coordination=on_roofs, provisions=(shelter,)) == set()


def test_the_bodies_are_also_those_that_the_provisions_bind():
    norms = (
        may("p", "clinic", "hospital", policy="roofs"),
        may("q", "school", "job", policy="port"),
    )
    assert c15(HARM, provisions=norms, coordination=(Coordination("school", "clinic"),)) == set()


@pytest.mark.parametrize(
    ("value", "variant", "severity"),
    [
        (-2, "counteracting", Severity.MEDIUM),
        (-2.4999, "counteracting", Severity.MEDIUM),
        (-2.5, "cancelling", Severity.HIGH),
        (-3, "cancelling", Severity.HIGH),
    ],
)
def test_the_value_makes_the_severity_and_never_the_certainty(value, variant, severity):
    (finding,) = the_finding(replace(HARM, value=value, voices=50, sure=1))
    assert (finding.variant, finding.severity) == (variant, severity)
    assert finding.certainty is Certainty.POSSIBLE
    assert finding.reasons == ("judgement",)
    assert finding.provisions == finding.hit == ()


def test_an_offset_of_the_worse_leaves_the_lesser():
    worse = replace(HARM, matrix="Spring", value=-3, offset=True)
    (finding,) = the_finding(HARM, worse)
    assert finding.variant == "counteracting"


# ------------------------------------------------------------------ mends
BODIES = (replace(ROOFS, responsible="social-office"), replace(PORT, responsible="registry"))


def test_mends_coordinate_make_up_or_talk():
    built = portfolio(acts=BODIES, interactions=(HARM,))
    (finding,) = the_finding(HARM, acts=BODIES)
    made = {}
    for mend in finding.mends:
        if mend.key != "talk-over":
            made[mend.key] = edits_of(mend, finding, built, TINY)
            after = apply(built, made[mend.key])
            assert check(after, TINY, as_of=TODAY, rules=["C15"]).findings == ()
    assert made == {
        "coordinate": (AddCoordination(Coordination("registry", "social-office")),),
        "make-up": (OffsetInteraction("port", "roofs"),),
    }


def test_talking_changes_no_text():
    built = portfolio(acts=BODIES, interactions=(HARM,))
    (finding,) = the_finding(HARM, acts=BODIES)
    (talk,) = (mend for mend in finding.mends if mend.key == "talk-over")
    with pytest.raises(EditError, match="changes no text"):
        edits_of(talk, finding, built, TINY)


def test_one_body_does_not_agree_with_itself():
    acts = tuple(replace(policy, responsible="registry") for policy in (ROOFS, PORT))
    (finding,) = the_finding(HARM, acts=acts)
    assert [mend.key for mend in finding.mends] == ["make-up", "talk-over"]


def test_what_was_never_rated_cannot_be_made_up_for():
    with pytest.raises(EditError, match="not rated as harming"):
        apply(portfolio(acts=BODIES), [OffsetInteraction("port", "roofs")])
