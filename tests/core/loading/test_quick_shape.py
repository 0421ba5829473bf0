"""The quick test of a shape says just what the full validator says."""

from __future__ import annotations

import copy
from pathlib import Path
from random import Random
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from glocal.loading import schema as shapes
from glocal.loading.plain_yaml import read_plain_yaml
from glocal.loading.quick_shape import NotQuickError, quick_test
from glocal.loading.roots import knowledge_root
from glocal.loading.schema import validator

DEMO = Path(knowledge_root()) / "demo" / "portfolio"
STRANGE = [
    None, True, False, 0, 1, -1, 1.0, 2.5, 10**20, "", " ", "a", "x" * 5000, "a\x00b", "A B",
    "2026-01-01", [], {}, [[]], [None], {"a": 1}, ["a"] * 200, {"from": 1}, {"age": ["6-17"]},
    "everybody",
]  # fmt: skip


def portfolios() -> list[dict[str, Any]]:
    files = sorted(DEMO.glob("*.yaml"))
    return [dict(read_plain_yaml(one.read_bytes(), one.name)[0].value) for one in files]


def spoiled(value: Any, random: Random) -> Any:
    """A copy in which one value somewhere is another, is gone, or has a strange neighbour."""
    whole = copy.deepcopy(value)
    at = whole
    while True:
        keys = list(at) if isinstance(at, dict) else list(range(len(at)))
        if not keys:
            return whole
        key = random.choice(keys)
        if isinstance(at[key], dict | list) and at[key] and random.random() < 0.85:
            at = at[key]
            continue
        match random.randrange(4):
            case 0:
                del at[key]
            case 1 if isinstance(at, dict):
                at[random.choice(["strange", "id", "to", "for", "source"])] = random.choice(STRANGE)
            case _:
                at[key] = random.choice(STRANGE)
        return whole


def test_of_portfolios_and_what_can_be_wrong_in_them_both_say_the_same() -> None:
    full = validator("portfolio")
    quick = quick_test(full.schema)
    known = portfolios()
    assert all(quick(one) for one in known)
    said = {True: 0, False: 0}
    for seed in range(400):
        random = Random(seed)
        one = spoiled(random.choice(known), random)
        answer = quick(one)
        assert answer is full.is_valid(one), seed
        said[answer] += 1
    assert min(said.values()) > 40


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "integer", "minimum": 1},
        {"type": ["string", "null"], "minLength": 1, "maxLength": 3},
        {"enum": ["a", 1, None, False]},
        {"type": "array", "items": {"type": "number"}, "minItems": 1, "maxItems": 2},
        {"properties": {"a": {"type": "string"}}, "additionalProperties": {"type": "array"}},
        {"properties": {"a": True}, "additionalProperties": False, "required": ["a"]},
        {"propertyNames": {"pattern": "^a"}, "minProperties": 1, "maxProperties": 1},
        {"if": {"type": "string"}, "then": {"pattern": "^a"}, "else": {"maximum": 1}},
        {"title": "nothing"},
        True,
        False,
    ],
)
def test_each_word_of_a_schema_means_the_same(schema: Any) -> None:
    full, quick = Draft202012Validator(schema), quick_test(schema)
    for value in (
        *STRANGE,
        "ab",
        float("nan"),
        float("inf"),
        {"a": "b"},
        {"a": []},
        {"b": 1},
        [1, 2.5],
    ):
        assert quick(value) is full.is_valid(value), value


@pytest.mark.parametrize("word", ["oneOf", "$ref", "patternProperties", "uniqueItems"])
def test_a_word_that_is_not_known_is_left_to_the_full_validator(word: str) -> None:
    with pytest.raises(NotQuickError):
        quick_test({"properties": {"a": {word: [], "additionalProperties": False}}})


def test_of_a_right_file_the_full_validator_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    file, _problems = read_plain_yaml((DEMO / "puerto-lirio.yaml").read_bytes(), "x.yaml")
    assert shapes.shape_faults(file, "portfolio") == []
    monkeypatch.setattr(Draft202012Validator, "iter_errors", lambda *_: 1 / 0)
    assert shapes.shape_faults(file, "portfolio") == []
