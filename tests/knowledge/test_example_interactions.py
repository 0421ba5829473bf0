"""The interactions of the worked example: names that exist, six voices, something to talk about."""

from pathlib import Path

import pytest

from glocal.errors import KnowledgeError
from glocal.interactions.panel import agreed, panel_of
from glocal.interactions.posterior import posterior
from glocal.loading.interactions import example_interactions, read_interactions
from glocal.loading.portfolio import read_portfolio
from glocal.loading.roots import knowledge_root
from glocal.loading.vocabulary import vocabulary_ids, vocabulary_words
from glocal.model.interaction import ItemKind

DEMO = knowledge_root() / "demo"


@pytest.fixture(scope="module")
def matrix():
    return example_interactions()


def test_policies_are_those_of_the_register_and_called_as_there(matrix):
    register = read_portfolio(Path(DEMO / "portfolio" / "puerto-lirio.yaml"))
    titles = {policy.id: policy.title for policy in register.portfolio.policies.values()}
    policies = [item for item in matrix.items if item.kind is ItemKind.POLICY]

    assert len(policies) == 8
    assert {item.ref: item.title for item in policies}.items() <= titles.items()


def test_targets_are_called_as_in_the_vocabulary(matrix):
    words = vocabulary_words("sdg-targets", "en")
    targets = {item.ref: item.title for item in matrix.items if item.kind is ItemKind.SDG_TARGET}

    assert targets == {code: words[code] for code in targets}
    assert set(targets) == {"3.8", "4.1", "8.8"}


def test_fourteen_items_six_raters_four_groups_and_three_quarters_of_the_pairs(matrix):
    panel = panel_of(matrix)

    assert len(matrix.items) == 14
    assert panel.raters == ("r1", "r2", "r6", "r3", "r4", "r5")
    assert set(panel.groups) <= set(vocabulary_ids("stakeholder-groups"))
    assert len(panel.groups) == 4
    assert agreed(panel).share_assessed == pytest.approx(0.74, abs=0.01)


def test_something_is_contested_something_not_known_something_explained(matrix):
    contested = int(posterior(panel_of(matrix).counts()).contested.sum())

    assert 10 <= contested <= 25
    assert sum(rating.value is None for rating in matrix.ratings) >= 15
    assert sum(bool(rating.rationale) for rating in matrix.ratings) >= 40


def test_mistakes_of_a_file_are_told_with_their_lines(tmp_path):
    text = (DEMO / "interactions.yaml").read_text(encoding="utf-8")
    broken = tmp_path / "interactions.yaml"
    broken.write_text(
        text.replace("value: -2", "value: -4", 1).replace("kind: policy", "kind: x", 1)
    )

    with pytest.raises(KnowledgeError) as told:
        read_interactions(broken)

    assert [problem.key for problem in told.value.problems] == ["items.0.kind", "ratings.13.value"]
    assert all(problem.line for problem in told.value.problems)


def test_a_file_that_is_not_yaml_is_refused(tmp_path):
    (tmp_path / "x.yaml").write_text("title: [")

    with pytest.raises(KnowledgeError, match="not YAML"):
        read_interactions(tmp_path / "x.yaml")
