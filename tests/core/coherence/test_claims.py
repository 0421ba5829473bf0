"""The join: findings by indicator, answers that open findings deny, scores that know neither."""

from __future__ import annotations

import ast
import inspect
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import glocal.scoring
from glocal.coherence.check import check
from glocal.coherence.claims import by_indicator, contradictions, denies
from glocal.loading.claims import claim_words, claims, claims_problems
from glocal.loading.families import LANGUAGES
from glocal.loading.roots import knowledge_root
from glocal.model.claim import Claim, ClaimedAgainst
from glocal.model.effects_check import Severity
from glocal.model.finding import Certainty, Finding, LegalStanding
from glocal.model.kinds import Axis
from glocal.scoring.scorecard import score, score_answers
from tests.core.coherence.cases import TODAY, offer, portfolio, report
from tests.core.coherence.tiny import TINY, group

BLANK = Finding(
    "f", "C3", "direct", Axis.VERTICAL, Severity.HIGH, Certainty.CERTAIN, LegalStanding.NONE,
    (), (), (),
)  # fmt: skip


def finding(rule: str, variant: str, axis: Axis = Axis.VERTICAL, **params: str) -> Finding:
    return replace(BLANK, rule=rule, variant=variant, axis=axis, params=params)


def keys(grades, *findings, **how):
    return [found.claim.key for found in contradictions(grades, findings, **how)]


DETERRENCE = finding("C3", "passed-on", action="school-enrolment")


# ------------------------------------------------------------ which findings touch what
def test_findings_are_listed_under_every_indicator_that_their_rule_names():
    one, two = (
        replace(BLANK, id="1", indicators=("B1.2", "A1.3")),
        replace(BLANK, id="2", indicators=("B1.2",)),
    )
    assert by_indicator([one, two]) == {"A1.3": (one,), "B1.2": (one, two)}
    assert by_indicator([]) == {}


# ------------------------------------------------------------ answers that findings deny
def test_services_without_fear_do_not_fit_an_open_deterrence():
    (found,) = contradictions({"B1.2": 3}, [DETERRENCE])
    assert (found.claim.key, found.grade, found.findings) == ("no-fear", 3, (DETERRENCE,))


@pytest.mark.parametrize(
    ("grade", "told"), [(2, []), (2.5, []), (3, ["no-fear"]), (4, ["no-fear"])]
)
def test_only_from_the_grade_that_says_so(grade, told):
    assert keys({"B1.2": grade}, DETERRENCE) == told


def test_an_answer_without_a_grade_claims_nothing_and_neither_does_another_indicator():
    assert keys({}, DETERRENCE) == []
    assert keys({"B1.12": 4}, DETERRENCE) == []
    assert keys({"B1.2": 4}) == []


def test_the_school_case_denies_what_is_said_of_schools_and_of_data():
    grades = {"B1.2": 3, "A1.3": 3, "B2.2": 4, "B1.5": 4, "A3.6": 4}
    assert keys(grades, DETERRENCE) == ["no-fear", "data-apart", "enrolment-without-risk"]
    direct = finding("C3", "direct", action="report-violence")
    assert keys(grades, direct) == ["no-fear", "protection-without-risk"]


def test_actions_below_the_one_named_are_meant_and_those_beside_it_are_not():
    care = finding("C2", "full", action="vaccination")
    assert keys({"B2.1": 3}, care) == ["care-given"]
    assert keys({"B2.1": 3}, finding("C2", "full", action="schooling")) == []
    assert keys({"B2.1": 3}, finding("C2", "full")) == []


@pytest.mark.parametrize(
    ("grades", "one", "told"),
    [
        ({"B1.4": 3}, finding("C6", "barrier", barrier="language"), ["interpreter-at-counter"]),
        ({"B1.4": 3}, finding("C6", "barrier", barrier="fee"), []),
        ({"B1.9": 4}, finding("C13", "gap", transition="turns-18"), ["help-after-eighteen"]),
        ({"B1.9": 4}, finding("C13", "gap", transition="settled"), []),
        ({"A3.1": 3}, finding("C2", "full", Axis.HORIZONTAL), ["own-rules-amended"]),
        ({"A3.1": 3}, finding("C2", "full", Axis.VERTICAL), []),
        ({"A1.5": 3}, finding("C11", "no-support"), ["assumptions-sourced"]),
        ({"A1.5": 3}, finding("C11", "weak-support"), []),
        ({"A2.7": 4}, finding("C5", "no-money"), ["means-with-duties"]),
    ],
)
def test_a_claim_is_denied_by_what_it_names_and_by_nothing_near_it(grades, one, told):
    assert keys(grades, one) == told


def test_a_country_may_have_actions_and_claims_of_its_own():
    own = Claim("own", "X1.1", 1, (ClaimedAgainst("C3", actions=("health",)),))
    built = portfolio(
        offer("care", "clinic", "primary-care"),
        report("tell", "clinic", "any-service", group=group(status="irregular")),
    )
    findings = check(built, TINY, as_of=TODAY).findings
    (found,) = contradictions({"X1.1": 1}, findings, claims=[own], taxonomy=TINY)
    assert {item.rule for item in found.findings} == {"C3"}
    assert contradictions({"X1.1": 1}, findings, claims=[own]) == ()  # not in the shipped tree


def test_a_finding_is_meant_by_any_of_several():
    papers = next(claim for claim in claims() if claim.key == "papers-for-inhabitants")
    assert denies(finding("C4b", "circle"), papers, TINY)
    assert denies(finding("C6", "barrier", barrier="proof-of-address"), papers, TINY)
    assert not denies(finding("C6", "barrier", barrier="fee"), papers, TINY)


# ------------------------------------------------------------ the data
def test_what_ships_is_right_in_four_languages():
    assert claims_problems() == []
    wanted = [claim.key for claim in claims()]
    for language in LANGUAGES:
        words = claim_words(language)
        assert list(words.reasons) == wanted
        assert not words.provenance.stale
        assert words.provenance.language == language
    assert claim_words("xx").reasons == claim_words("en").reasons


def test_the_words_state_both_sides_and_blame_nobody():
    for reason in claim_words("en").reasons.values():
        assert reason.startswith("The answer says that ")
        assert reason.count(". ") == 1
        for word in ("fail", "violat", "wrong", "false", "lie", "blame", "contradiction"):
            assert word not in reason.lower().replace("relie", ""), reason


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(knowledge_root() / "coherence", tmp_path / "coherence")
    return tmp_path


@pytest.mark.parametrize(
    ("old", "new", "key", "what"),
    [
        ("indicator: B1.2", "indicator: B1.99", "claims.0.indicator", "no 'B1.99'"),
        ("from: 3", "from: 0", "claims.0.from", "claims something"),
        ("rule: C3}", "rule: C33}", "claims.0.findings.0.rule", "no 'C33'"),
        ("[passed-on]", "[pased-on]", "claims.1.findings.0.variants", "no 'pased-on'"),
        ("key: data-apart", "key: no-fear", "claims.1.key", "appears twice"),
        ("[language]", "[languages]", "claims.8.findings.0.barriers", "no 'languages'"),
        ("[schooling]", "[scooling]", "claims.6.findings.0.actions", "no 'scooling'"),
        ("[turns-18]", "[turns-80]", "claims.14.findings.0.transitions", "no 'turns-80'"),
        ("[horizontal]", "[diagonal]", "claims.10.findings.0.axes", "no 'diagonal'"),
        ("from: 3", "form: 3", "claims.0.from", "'from' is missing"),
    ],
)
def test_a_mistake_in_the_claims_is_told_with_its_place(root, old, new, key, what):
    path = root / "coherence" / "claims.yaml"
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    problems = claims_problems(root)
    assert any(item.key == key and what in item.what for item in problems), problems
    assert all(item.line > 1 and item.mend for item in problems)


def test_missing_and_superfluous_words_are_told(root):
    path = root / "coherence" / "text" / "es" / "claims.yaml"
    path.write_text(path.read_text("utf-8").replace("  no-fear:", "  no-fears:", 1), "utf-8")
    assert sorted(problem.what for problem in claims_problems(root)) == [
        "The claim 'no-fear' has no words.",
        "There is no claim 'no-fears'.",
    ]
    path.unlink()
    assert ["cannot be read" in problem.what for problem in claims_problems(root)] == [True]


# ------------------------------------------------------------ no score depends on findings
SCORING = sorted(Path(inspect.getfile(glocal.scoring)).parent.rglob("*.py"))
KEPT_OUT = ("glocal.coherence", "glocal.model.finding", "glocal.model.claim", "glocal.model.rule",
            "glocal.model.provision", "glocal.model.policy", "glocal.model.portfolio")  # fmt: skip


@pytest.mark.parametrize("module", SCORING, ids=lambda path: path.stem)
def test_scoring_imports_nothing_that_knows_of_findings(module):
    names = set()
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    assert not [name for name in names if name.startswith(KEPT_OUT)]


def test_a_score_is_asked_for_with_answers_and_with_nothing_else():
    assert list(inspect.signature(score).parameters) == ["framework", "responses", "territory"]
    assert list(inspect.signature(score_answers).parameters)[:2] == ["framework", "answers"]


@given(
    st.dictionaries(st.sampled_from([claim.indicator for claim in claims()]), st.integers(0, 4)),
    st.lists(st.sampled_from([DETERRENCE, finding("C10", "no-channel"), finding("C12", "unaware"),
                              finding("C6", "barrier", barrier="language")]), max_size=4),
)  # fmt: skip
def test_looking_for_contradictions_changes_neither_answers_nor_findings(grades, findings):
    before, told = dict(grades), tuple(findings)
    found = contradictions(grades, findings)
    assert (grades, tuple(findings)) == (before, told)
    for one in found:
        assert grades[one.claim.indicator] == one.grade >= one.claim.from_grade
        assert all(item in told for item in one.findings)
    # A better answer is never denied by less, and more findings never deny less.
    raised = dict.fromkeys(grades, 4)
    assert {one.claim.key for one in found} <= set(keys(raised, *findings))
    assert {one.claim.key for one in found} <= set(keys(grades, *findings, DETERRENCE))
