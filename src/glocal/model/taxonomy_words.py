"""The words of a taxonomy in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Words:
    """How something is called, and what it is, in ``language``.

    A name is a noun phrase in the middle of a sentence: "must offer NAME to …" for an action, "NAME
    must …" for a body.
    """

    name: str
    about: str = ""
    language: str = "en"


@dataclass(frozen=True)
class DimensionWords:
    """How a dimension of the population is called, and each of its values, as after "people: "."""

    name: str
    about: str
    values: Mapping[str, str]
    language: str = "en"


@dataclass(frozen=True)
class TaxonomyWords:
    """Names and explanations by id. What is not written in ``language`` is there in English.

    ``also`` has, by action, everyday words and official terms that people look for. Each language
    has a list of its own; the English one stands in only where an action has no words at all.
    """

    language: str
    actions: Mapping[str, Words]
    organisations: Mapping[str, Words]
    dimensions: Mapping[str, DimensionWords]
    goals: Mapping[str, Words] = field(default_factory=dict)
    transitions: Mapping[str, Words] = field(default_factory=dict)
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
