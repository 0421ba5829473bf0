"""Checking again only what a change can touch gives what checking everything gives."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from glocal.coherence.again import Again
from glocal.coherence.base import compile_base
from glocal.coherence.change import Beside, changes
from glocal.coherence.check import check, detectors
from glocal.coherence.edits import (
    AddChannel,
    AddCoordination,
    AddProvision,
    AddTie,
    DropPolicy,
    DropProvision,
    EditError,
    ReplaceProvision,
    SetOver,
    apply,
    edits_of,
)
from glocal.coherence.reach import READS
from glocal.coherence.recompile import compile_like
from glocal.model.policy import Tie
from glocal.model.portfolio import Channel, Coordination
from glocal.model.provision import Modality
from tests.core.coherence.cases import TODAY, exclude, offer, portfolio, report, share
from tests.core.coherence.random_portfolios import (
    AS_OF,
    large_portfolio,
    random_portfolio,
    random_taxonomy,
)
from tests.core.coherence.tiny import TINY, group


def edits_at_random(built, taxonomy, random: Random):
    """A few changes: those of mends, and others that no mend amounts to."""
    findings = check(built, taxonomy, as_of=AS_OF).findings
    for finding in random.sample(findings, min(3, len(findings))):
        for mend in finding.mends:
            try:
                yield from edits_of(mend, finding, built, taxonomy)
            except EditError:
                continue
    names = sorted(built.provisions)
    one, two = random.choice(names), random.choice(names)
    yield DropProvision(one)
    yield SetOver((one,), two)
    drawn, like = (built.provisions[random.choice(names)] for _ in range(2))
    drawn = replace(drawn, modality=like.modality, action=like.action, group=like.group)
    if drawn.target or like.modality not in {Modality.REPORT, Modality.SHARE, Modality.GRANT}:
        yield AddProvision(replace(drawn, id="drawn", over=(two,)))
        yield ReplaceProvision(replace(drawn, id=one, over=()))
    acts, areas = sorted(built.policies), sorted(built.areas)
    yield DropPolicy(random.choice(acts))
    yield AddTie(random.choice(acts), Tie.CITES, random.choice(acts))
    yield AddChannel(Channel(random.choice(areas), random.choice(areas)))
    bodies = sorted(TINY.organisations)
    yield AddCoordination(Coordination(random.choice(bodies), random.choice(bodies)))


def trials(seed: int, made=random_portfolio):
    """Portfolios with what they are after one to three changes."""
    random = Random(f"again {seed}")
    taxonomy = TINY if seed % 2 else random_taxonomy(seed)
    built = made(seed)
    built = replace(built, focus=random.choice([(), *((name,) for name in sorted(built.areas))]))
    edits = list(edits_at_random(built, taxonomy, random))
    singles = [[edit] for edit in edits]
    for chosen in (*singles, *(random.sample(edits, min(3, len(edits))) for _ in range(4))):
        try:
            yield taxonomy, built, apply(built, chosen)
        except EditError:
            continue


def same(taxonomy, built, changed, again: Again) -> None:
    whole = {item.id: item for item in check(changed, taxonomy, as_of=AS_OF).findings}
    quick = {item.id: item for item in again(changed, taxonomy, AS_OF)}
    assert quick.keys() == whole.keys()
    before = {item.id for item in again.findings}
    assert [quick[name] for name in quick.keys() - before] == [
        whole[name] for name in quick.keys() - before
    ]


@pytest.mark.parametrize("start", [0, 10, 20, 372])
def test_what_is_found_again_is_what_a_check_finds(start):
    tried = 0
    for seed in range(start, start + 6):
        again = None
        for taxonomy, built, changed in trials(seed):
            again = again or Again(built, taxonomy, AS_OF)
            same(taxonomy, built, changed, again)
            tried += 1
    assert tried > 60


def test_in_a_large_portfolio_too():
    again = None
    for taxonomy, built, changed in trials(3, large_portfolio):
        again = again or Again(built, taxonomy, AS_OF)
        same(taxonomy, built, changed, again)


def test_the_findings_and_their_order_are_those_of_a_check():
    for seed in range(10):
        built = random_portfolio(seed)
        assert Again(built, TINY, AS_OF).findings == check(built, TINY, as_of=AS_OF).findings


def test_of_one_rule_just_its_findings_are_told():
    taxonomy, built, changed = next(iter(trials(1)))
    again = Again(built, taxonomy, AS_OF)
    whole = again(changed, taxonomy, AS_OF)
    for code in detectors():
        told = again(changed, taxonomy, AS_OF, rules={code})
        assert [item.id for item in told] == [item.id for item in whole if item.rule == code]


def test_columns_compiled_in_part_are_those_compiled_as_a_whole():
    for seed in range(10):
        for taxonomy, built, changed in trials(seed):
            change = changes(built, changed)
            assert change is not None
            base = compile_base(built, taxonomy, AS_OF)
            part = compile_like(base, changed, change)
            whole = compile_base(changed, taxonomy, AS_OF)
            assert (part.provisions, part.policies) == (whole.provisions, whole.policies)
            for name in ("modality", "bearer", "action", "word", "area", "begin", "end", "policy"):
                one, two = getattr(part.columns, name), getattr(whole.columns, name)
                assert one.tolist() == two.tolist(), name


# ------------------------------------------------------------ what is looked at
ENROL = offer("enrol", "school", "enrolment", group=group(age="6-17"))
BAR = exclude("bar", "any-body", "education", policy="aliens-act", group=group(status="irregular"))
PUPILS = share("pupils", "school", "enrolment", "registry", policy="decree")
ALIENS = report(
    "aliens", "registry", "any-service", policy="aliens-act", group=group(status="irregular")
)


def test_every_rule_says_what_it_reads():
    assert READS.keys() == detectors().keys()


def test_only_rules_that_read_what_has_changed_are_asked(monkeypatch):
    built = portfolio(ENROL, BAR, PUPILS, ALIENS)
    again = Again(built, TINY, TODAY)
    asked = []
    for code, module in detectors().items():
        kept = module.detect
        monkeypatch.setattr(
            module, "detect", lambda base, code=code, kept=kept: asked.append(code) or kept(base)
        )
    again(apply(built, [DropProvision("pupils")]), TINY, TODAY)
    assert asked == ["C1", "C3", "C12", "C15", "S2"]


def test_only_what_may_be_seen_is_told():
    built = portfolio(ENROL, BAR, PUPILS, ALIENS)
    changed = apply(built, [DropProvision("bar")])
    again = Again(built, TINY, TODAY, lambda item: not item.restricted)
    whole = check(changed, TINY, as_of=TODAY).findings
    assert any(item.restricted for item in whole)
    assert {item.id for item in again(changed, TINY, TODAY)} == {
        item.id for item in whole if not item.restricted
    }


def test_another_day_or_another_frame_is_checked_as_a_whole():
    built = portfolio(ENROL, BAR, PUPILS, ALIENS)
    again = Again(built, TINY, TODAY)
    later = TODAY + timedelta(days=1)
    assert again(built, TINY, later) == check(built, TINY, as_of=later).findings
    near = replace(built, focus=("city",))
    assert changes(built, near) is None
    assert again(near, TINY, TODAY) == check(near, TINY, as_of=TODAY).findings


def test_a_change_tells_provisions_as_they_were_and_as_they_are():
    built = portfolio(ENROL, BAR, PUPILS, ALIENS)
    change = changes(built, apply(built, [SetOver(("enrol",), "bar"), DropProvision("pupils")]))
    assert change is not None
    assert [item.id for item in change.provisions] == ["enrol", "enrol", "pupils"]
    assert (change.names, change.excepted) == ({"enrol", "pupils"}, {"bar"})
    tied = changes(built, apply(built, [AddTie("decree", Tie.CITES, "aliens-act")]))
    assert tied is not None
    assert (tied.provisions, tied.beside) == ((), {Beside.TIES})
