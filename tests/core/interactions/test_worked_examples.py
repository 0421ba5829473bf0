"""The examples of the docstrings run, and the method pages show the figures of the code."""

import doctest
import importlib
import pkgutil
from pathlib import Path

import numpy as np
import pytest

import glocal.interactions
from glocal.interactions import figures
from glocal.interactions.balance import balance
from glocal.interactions.influence import influence
from glocal.interactions.micmac import micmac
from glocal.interactions.next_pairs import next_pairs
from glocal.interactions.panel import agreed, spread_between_groups
from glocal.interactions.paths import strongest_paths
from glocal.interactions.posterior import posterior
from glocal.interactions.ranks import ranks
from glocal.interactions.robustness import Voice, without_each
from glocal.interactions.scenario import what_if
from glocal.interactions.series import dematel
from glocal.interactions.signed_walks import signed_walks, two_edged_pairs
from tests.core.interactions.cases import NONE, THREE, matrix, panel, voices
from tests.core.interactions.test_robustness import RATED

METHODS = Path(__file__).parents[3] / "docs" / "methods"
MODULES = [
    name
    for _, name, _ in pkgutil.iter_modules(
        glocal.interactions.__path__, glocal.interactions.__name__ + "."
    )
]
WITH_EXAMPLES = {"balance", "influence", "loops", "micmac", "paths", "posterior", "scenario"}


def page(name: str) -> str:
    return (METHODS / f"{name}.md").read_text(encoding="utf-8").replace("−", "-")


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_the_docstrings_run(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name))
    assert result.failed == 0
    assert result.attempted or name.rpartition(".")[2] not in WITH_EXAMPLES


def shows(name: str, *said: str) -> None:
    text = page(name)
    for one in said:
        assert one in text, one


def test_influence() -> None:
    found = influence(matrix(THREE))
    for row in range(3):
        shows("interactions", f"= **{found.total[row]:g}**", f"= {found.second[row]:g}.")
    partial = influence(matrix([[0, 2, -1], [1, 0, NONE], [0, -2, 0]]))
    low, high = partial.out_low[1], partial.out_high[1]
    shows("interactions", f"between 1 - 3 = {low:g} and 1 + 3 = {high:g}")


def test_dematel_and_micmac() -> None:
    found = dematel(matrix([[0, 2], [1, 0]]))
    shows("interactions", f"s = {found.scale:g}", f"{found.prominence[0]:.2f}")
    shows("interactions", f"{found.relation[0]:+.2f} and {found.relation[1]:.2f}")
    counted = micmac(matrix([[0, 2, 0], [0, 0, 2], [2, 2, 0]]))
    shows("interactions", "then 2, 2, 3; 2, 3, 4; 3, 4, 5", "2, 3, 2; 2, 4, 3; 3, 5, 4")
    assert counted.influence * 12 == pytest.approx(np.array([3, 4, 5]))
    assert counted.dependence * 12 == pytest.approx(np.array([3, 5, 4]))
    assert [str(quarter) for quarter in counted.quarters] == ["autonomous", "result", "driver"]


def test_signed_ways() -> None:
    walks = signed_walks(matrix([[0, 2], [-1, 0]]), margin=0)
    assert walks.synergy[0, 1] == pytest.approx(4 / 3)
    assert walks.tradeoff[0, 1] == pytest.approx(2 / 3)
    shows("signed-ways", f"**{100 * walks.hidden:.1f} %** would stay hidden")
    four = signed_walks(matrix([[0, 2, 2, 0], [0, 0, 0, 2], [0, 0, 0, -2], [0, 0, 0, 0]]))
    assert two_edged_pairs(four).tolist() == [[0, 3]]
    shows("signed-ways", f"= {four.synergy[0, 3]:.3f} by way of B, trade-off 0.227 by way of C")
    for path in strongest_paths(matrix(THREE), 0, 2):
        shows("signed-ways", f"= **{path.strength:.3f}**")
    shows("signed-ways", f"= **{balance(matrix([[0, 2], [-2, 0]])):.2f}**")


def test_several_raters() -> None:
    seven = panel(
        "ab",
        *voices("officials", "a", "b", 3, 3, 2, 1),
        *voices("migrants", "a", "b", -1),
        *voices("employers", "a", "b", 0, 1),
    )
    shows("several-raters", f"= **{agreed(seven).values[0, 1]:.2f}**")
    shows("several-raters", f"all seven answers would be {np.mean(seven.ratings):.2f}")
    shows("several-raters", f"The groups lie {spread_between_groups(seven)[0]:g} apart")
    belief = posterior(np.array([[0, 1, 0, 0, 2, 0, 0], [0, 0, 0, 0, 0, 2, 1]]))
    shows("several-raters", f"**{belief.negative[0]:.2f}**", f"**{belief.positive[0]:.2f}**")
    shows("several-raters", f"= **{belief.deviation[0]:.2f}**", f"= {belief.mean[1]:.2f}; not")
    assert belief.contested.tolist() == [True, False]
    first = ranks(panel("ab", *voices("g", "a", "b", -1, 1, 2)), figure=figures.out, draws=20_000)
    assert first.acceptability[0, 0] == pytest.approx(3 / 4, abs=0.015)
    worth = next_pairs(matrix([[0, 2, NONE], [NONE, 0, NONE], [NONE] * 3]), {}, [(1, 2)], top=1)
    shows("several-raters", f"= **{worth[0].worth:.2f}**")


def test_without_one() -> None:
    without = without_each(panel("abc", *RATED), figures.out)
    migrants = next(one for one in without if (one.voice, one.name) == (Voice.GROUP, "migrants"))
    assert (migrants.moved, migrants.largest_move, migrants.lost) == (2, 2, 1)
    shows("several-raters", "it moves two places, and one pair is lost")


def test_what_if() -> None:
    one = matrix([[0, 3], [NONE, 0]])
    sure = what_if(one, {0: 1.0}, spread=np.zeros((2, 2)), draws=1)
    shows("interactions-what-if", f"0.9 ÷ 1.1 = {sure.damping:.3f}")
    assert str(sure.direction[1]) == "up"
    doubtful = what_if(one, {0: 1.0}, draws=20_000)
    assert doubtful.agreement[1] == pytest.approx(0.9987, abs=0.0015)
