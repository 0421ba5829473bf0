"""A portfolio written as YAML and read again is the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given, settings

from glocal.io.portfolio_yaml import portfolio_yaml, yaml_of
from glocal.loading.packs import TEXTS, among
from glocal.loading.plain_yaml import PlainFile, read_plain_yaml
from glocal.loading.portfolio import LoadedPortfolio, assemble, portfolio_of_bytes, read_portfolio
from tests.core.loading.documents import TAXONOMY, documents
from tests.core.loading.portfolio_files import write


def read(text: str, **packs: str) -> LoadedPortfolio:
    return portfolio_of_bytes(
        text.encode(),
        "city.yaml",
        TAXONOMY,
        packs={f"{name}.yaml": pack.encode() for name, pack in packs.items()},
    )


@settings(deadline=None)
@given(documents())
def test_what_is_kept_of_a_random_document_comes_back_the_same(document: dict[str, Any]) -> None:
    kept = assemble(PlainFile("x", document), among({}), TAXONOMY, keep_valid=True)
    again = read(portfolio_yaml(kept))
    assert again.portfolio == kept.portfolio
    assert again.problems == ()


def test_the_file_of_a_city_keeps_its_packs_apart(tmp_path: Path) -> None:
    path = write(tmp_path)
    loaded = read_portfolio(path, TAXONOMY)
    path.write_text(portfolio_yaml(loaded), encoding="utf-8")
    again = read_portfolio(path, TAXONOMY)
    assert again.portfolio == loaded.portfolio
    assert again.own == loaded.own
    assert again.uses == ("nation.yaml",)
    assert "edu-enrol\n" not in path.read_text("utf-8")


def test_additions_to_the_taxonomy_come_back(tmp_path: Path) -> None:
    addition = "{id: night-school, parent: education, costly: yes}"
    text = f"portfolio: City\nextends:\n  actions: [{addition}]\n"
    loaded = read(text)
    again = read(portfolio_yaml(loaded))
    assert again.taxonomy == loaded.taxonomy
    assert again.taxonomy.actions["night-school"].costly


def test_the_file_looks_as_people_write_it(tmp_path: Path) -> None:
    text = portfolio_yaml(read_portfolio(write(tmp_path), TAXONOMY))
    assert "- {id: city, name: City, level: local, parent: nation}\n" in text
    assert "means: {competence: yes, money: no, staff: unknown}\n" in text
    assert "from: 2017-01-01\n" in text
    assert "article: '3.10'\n" in text
    assert "for: {status: [irregular], age: [6-17]}\n" in text


def test_a_quote_of_several_lines_stays_readable() -> None:
    slots = '{id: p, modality: duty, who: school, action: education, quote: "one\\n\\ntwo: 2"}'
    text = portfolio_yaml(
        read(
            "portfolio: C\nterritories: [{id: c, name: C, level: local}]\npolicies:\n"
            f"- {{id: a, title: T, kind: law, level: local, territory: c, provisions: [{slots}]}}\n"
        )
    )
    assert "quote: |-\n      one\n\n      two: 2\n" in text


@settings(deadline=None)
@given(documents())
def test_other_readers_of_yaml_see_the_same_words(document: dict[str, Any]) -> None:
    """Their yes and no are truth values and their days are dates; all else is as we read it."""
    text = yaml_of(document)
    ours, problems = read_plain_yaml(text.encode(), "x", as_written=TEXTS)
    assert problems == []
    assert ours is not None
    theirs = yaml.safe_load(text)
    truth = {"yes": True, "no": False}

    def alike(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: alike(item) for key, item in value.items()}
        if isinstance(value, list):
            return [alike(item) for item in value]
        return truth.get(value, value) if isinstance(value, str) else value

    as_text = json.loads(json.dumps(alike(theirs), default=lambda day: day.isoformat()))
    expected = json.loads(json.dumps(alike(ours.value)))
    # Where everything stays as it was written, a number is text for us.
    assert _texts(as_text) == _texts(expected)


def _texts(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _texts(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_texts(item) for item in value]
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value
