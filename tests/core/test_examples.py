"""Runs the worked examples of tests/examples and looks their numbers up on the method pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from glocal.advice.roadmap import best_changes
from glocal.advice.what_if import figures, what_if
from glocal.loading.catalogue import framework
from glocal.model.framework import Band, Framework, Need, RedLine, Step
from glocal.model.kinds import AnswerState, Axis, Effort, StakeholderGroup
from glocal.model.response import Response
from glocal.model.scorecard import Score, Scorecard
from glocal.scoring.bands import with_bands
from glocal.scoring.scorecard import score
from tests.core.tiny import framework_of, indicator, said, silent

ROOT = Path(__file__).parents[2]
EXAMPLES = {
    path.stem: yaml.safe_load(path.read_text("utf-8"))
    for path in sorted((ROOT / "tests" / "examples").glob("*.yaml"))
}
CASES = [
    pytest.param(example, case, id=f"{name}-{number}")
    for name, example in EXAMPLES.items()
    for number, case in enumerate(example["cases"], 1)
]
PAGES = ROOT / "docs" / "methods"
SHARES = (
    "value", "documented", "low", "high", "bound_low", "bound_high",
    "coverage", "evidence", "not_applicable",
)  # fmt: skip
MATURITY_BANDS = (
    Band("absent", 0),
    Band("nascent", 0.125),
    Band("emerging", 0.375),
    Band("established", 0.625),
    Band("institutionalised", 0.875),
)


def framework_for(example: Mapping[str, Any]) -> Framework:
    named = example["framework"]
    if isinstance(named, str):
        return framework(*named.split("@"))
    weights = example.get("weights", {})
    return framework_of(
        [
            indicator(
                code,
                weight=weights.get(code, 1.0),
                axes=tuple(map(Axis, example.get("axes", {}).get(code, ()))),
                sectors=tuple(example.get("sectors", {}).get(code, ())),
                steps=steps(example.get("needs", {}).get(code, {})),
            )
            for sub, count in named.items()
            for code in (f"{sub}.{number}" for number in range(1, count + 1))
        ],
        weights={sub: weights[sub] for sub in named if sub in weights},
        exponent=float(example.get("exponent", 0.5)),
        bands=MATURITY_BANDS,
        red_lines=tuple(
            RedLine(
                line["indicator"],
                line["at_most"],
                line["indicator"].partition(".")[0],
                line["cap"] / 100,
            )
            for line in example.get("red_lines", ())
        ),
    )


def steps(needs: Mapping[int, list[tuple[str, int]]]) -> tuple[Step, ...]:
    return tuple(
        Step(to, Effort.LOW, tuple(Need(code, grade) for code, grade in asked))
        for to, asked in needs.items()
    )


def responses_to(given: Mapping[str, Any]) -> list[Response]:
    responses: list[Response] = []
    for code, said_ in given.items():
        for one in said_ if isinstance(said_, list) else [said_]:
            if isinstance(one, str):
                responses.append(silent(code, one))
            elif isinstance(one, dict):
                responses.append(
                    said(
                        code,
                        one["grade"],
                        one.get("evidence", "none"),
                        StakeholderGroup(one.get("group", "authority")),
                        agreed=one.get("agreed", False),
                    )
                )
            else:
                responses.append(said(code, one))
    return responses


def check(card: Scorecard, expected: Mapping[str, Mapping[str, Any]]) -> None:
    found = {figure.key: figure for figure in figures(card)}
    for key, fields in expected.items():
        for field, wanted in fields.items():
            assert got(found[key], field) == approximately(wanted), (key, field)


def got(figure: Score, field: str) -> Any:
    if field in SHARES:
        value = getattr(figure, field)
        return None if value is None else 100 * value
    if field == "band":
        assert figure.band is not None
        return figure.band.low if figure.band.sure else [figure.band.low, figure.band.high]
    if field == "cap":
        return figure.cap and figure.cap.indicator
    return getattr(figure, field)


def approximately(wanted: Any) -> Any:
    return pytest.approx(wanted, abs=0.005) if isinstance(wanted, int | float) else wanted


@pytest.mark.parametrize(("example", "case"), CASES)
def test_an_example_comes_out_as_worked_out(example, case):
    built = framework_for(example)
    responses = responses_to(case["given"])
    check(with_bands(built, score(built, responses)), case["expected"])
    plan = case.get("plan", [])
    if plan:
        changes = best_changes(built, responses, limit=len(plan))
        assert [(c.indicator.code, c.to_grade) for c in changes] == [
            (code, grade) for code, grade, _ in plan
        ]
        assert [100 * c.gain for c in changes] == pytest.approx([gain for *_, gain in plan])
    if "try" in case:
        states = {str(state) for state in AnswerState}
        changes_ = {
            code: AnswerState(value) if value in states else value
            for code, value in case["try"].items()
        }
        check(what_if(built, responses, changes_).after, case["then"])


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_says_what_it_shows_and_where_it_comes_from(name):
    assert EXAMPLES[name]["title"]
    assert EXAMPLES[name]["source"]


def numbers_of(example: Mapping[str, Any]) -> set[str]:
    numbers = [
        value
        for case in example["cases"]
        for expected in (case["expected"], case.get("then", {}))
        for fields in expected.values()
        for field, value in fields.items()
        if field in SHARES
    ]
    numbers += [gain for case in example["cases"] for *_, gain in case.get("plan", [])]
    return {f"{number:.2f}".rstrip("0").rstrip(".") for number in numbers}


@pytest.mark.parametrize("name", [name for name in EXAMPLES if "page" in EXAMPLES[name]])
def test_every_number_of_an_example_stands_on_its_page(name):
    text = (PAGES / f"{EXAMPLES[name]['page']}.md").read_text("utf-8")
    on_page = set(re.findall(r"(?<![\d.])\d+(?:\.\d+)?(?![\d])", text))
    assert numbers_of(EXAMPLES[name]) <= on_page, numbers_of(EXAMPLES[name]) - on_page


HEADINGS = ["What it does", "Formula", "Worked example", "Source", "What it does not say"]
SLUGS = sorted(path.stem for path in PAGES.glob("*.md"))


@pytest.mark.parametrize("slug", SLUGS)
def test_a_method_page_has_all_its_parts(slug):
    text = (PAGES / f"{slug}.md").read_text("utf-8")
    assert text.startswith("# ")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == HEADINGS


@pytest.mark.parametrize("slug", SLUGS)
def test_a_link_to_another_method_leads_somewhere(slug):
    for target in re.findall(r"\]\(([^)]+)\)", (PAGES / f"{slug}.md").read_text("utf-8")):
        if not target.startswith("https://") and not target.startswith("http://"):
            assert (PAGES / target).is_file(), target


def test_every_method_that_the_code_names_has_its_page():
    named = {
        slug
        for path in (ROOT / "src" / "glocal").rglob("*.py")
        for slug in re.findall(r"docs/methods/([a-z0-9.-]+)\.md", path.read_text("utf-8"))
    }
    assert named
    assert named | {"power-mean", "weighted-mean"} <= set(SLUGS)


def test_every_page_has_a_worked_example_that_is_run():
    run = {example["page"] for example in EXAMPLES.values() if "page" in example}
    # Worked out and run in tests/core/scoring/test_draws.py, advice/test_crosswalk.py and text/;
    # those of the coherence check are Python on their pages, run by tests/docs/test_examples.py.
    coherence = {"coherence", "taxonomy", "repair", "portfolio-views"}
    # tests/core/interactions/test_worked_examples.py, and coherence/test_interactions_page.py.
    interactions = {"interactions", "signed-ways", "several-raters", "interactions-what-if"}
    interactions |= {"interactions-and-findings"}
    # tests/core/scoring/test_continuity_page.py.
    elsewhere = {"draws", "crosswalks", "texts", "comparable"} | coherence | interactions
    assert run | elsewhere == set(SLUGS)
