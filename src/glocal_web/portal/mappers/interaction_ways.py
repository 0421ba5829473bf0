"""Ways and loops of a matrix, as sentences in the reader's language and as rows of stops."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from glocal.interactions.loops import Loop
from glocal.interactions.paths import Path
from glocal.loading.interaction_words import interaction_words
from glocal.model.interaction import SignedMatrix
from glocal.reports.interaction_sentences import loop_sentence, path_sentence
from glocal_web.portal.mappers.signed_value import shade, signed
from glocal_web.portal.mappers.text_status import page_language


@dataclass(frozen=True)
class Stop:
    """An item on a way, with the value of the step that leads to it (none for the first)."""

    number: int
    title: str
    value: str
    css: str


@dataclass(frozen=True)
class Way:
    """A way or loop: its stops, whether it helps (or reinforces), and its sentence."""

    stops: tuple[Stop, ...]
    helps: bool
    sentence: str


def way_of(path: Path, values: SignedMatrix, titles: Sequence[str]) -> Way:
    """A way between two items."""
    words = interaction_words(page_language())
    return Way(
        _stops(path.nodes, values, titles),
        path.sign > 0,
        path_sentence(path, values, titles, words),
    )


def loop_of(loop: Loop, values: SignedMatrix, titles: Sequence[str]) -> Way:
    """A loop, from its first item back to it."""
    words = interaction_words(page_language())
    return Way(
        _stops((*loop.nodes, loop.nodes[0]), values, titles),
        loop.sign > 0,
        loop_sentence(loop, values, titles, words),
    )


def _stops(nodes: Sequence[int], values: SignedMatrix, titles: Sequence[str]) -> tuple[Stop, ...]:
    steps = [None, *(float(values.values[pair]) for pair in pairwise(nodes))]
    return tuple(
        Stop(node + 1, titles[node], "" if value is None else signed(value), shade(value))
        for node, value in zip(nodes, steps, strict=True)
    )
