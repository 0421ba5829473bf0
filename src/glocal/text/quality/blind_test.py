"""The blind test of anchors: shuffled, put in order by readers, compared with the scale.

An anchored scale works when a stranger sees which description stands higher (Smith and Kendall,
1963, "Retranslation of expectations", doi:10.1037/h0047060, sort descriptions back in the same
spirit).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from string import ascii_uppercase
from zlib import crc32

import numpy as np

from glocal.model.text import IndicatorText


@dataclass(frozen=True)
class ShuffledAnchors:
    """The anchors of one indicator under letters; ``order`` has the letters, lowest grade first."""

    code: str
    title: str
    anchors: Mapping[str, str]
    order: str


@dataclass(frozen=True)
class OrderResult:
    """What a reader made of one indicator.

    ``in_place`` counts anchors put at their own grade. ``pairs`` and ``pairs_right`` count pairs of
    anchors and those in the right order, from which ``tau`` (Kendall, −1 to 1) follows.
    """

    code: str
    given: str
    expected: str
    in_place: int
    pairs: int
    pairs_right: int

    @property
    def tau(self) -> float:
        """Kendall's rank correlation: 1 the same order, 0 by chance, −1 the reverse."""
        return (2 * self.pairs_right - self.pairs) / self.pairs


@dataclass(frozen=True)
class BlindTestScore:
    """All results of one reader and the shares put right, 0 to 1."""

    results: tuple[OrderResult, ...]

    @property
    def share_in_place(self) -> float:
        """Share of anchors put at their own grade."""
        total = sum(len(result.expected) for result in self.results)
        return sum(result.in_place for result in self.results) / total if total else 0.0

    @property
    def share_of_pairs(self) -> float:
        """Share of pairs of anchors in the right order."""
        total = sum(result.pairs for result in self.results)
        return sum(result.pairs_right for result in self.results) / total if total else 0.0

    @property
    def mistaken(self) -> tuple[OrderResult, ...]:
        """The indicators that were not put in order, to be read again by their authors."""
        return tuple(result for result in self.results if result.given != result.expected)


def shuffle_anchors(
    texts: Mapping[str, IndicatorText], codes: Sequence[str], seed: int
) -> tuple[ShuffledAnchors, ...]:
    """The anchors of each indicator in ``codes`` under letters, in an order drawn from ``seed``.

    Indicators without anchors are left out. The same seed gives the same sheet.
    """
    sheets = []
    for code in codes:
        text = texts[code]
        if not text.anchors:
            continue
        grades = sorted(text.anchors)
        # A draw of its own for each text: else the n-th block of every sheet had one order.
        drawn = np.random.default_rng([seed, crc32(f"{code} {text.title}".encode())])
        shuffled = [grades[place] for place in drawn.permutation(len(grades))]
        letters = dict(zip(shuffled, ascii_uppercase, strict=False))
        sheets.append(
            ShuffledAnchors(
                code,
                text.title,
                {letters[grade]: text.anchors[grade] for grade in shuffled},
                "".join(letters[grade] for grade in grades),
            )
        )
    return tuple(sheets)


def score_orders(expected: Mapping[str, str], given: Mapping[str, str]) -> BlindTestScore:
    """The score of a reader's orders (``"BADCE"``, lowest grade first) by indicator code.

    Raises ``ValueError`` with the code when an order does not hold each letter exactly once, or an
    indicator is missing.
    """
    results = []
    for code, right in expected.items():
        order = "".join(letter for letter in given.get(code, "").upper() if letter.isalpha())
        if sorted(order) != sorted(right):
            raise ValueError(
                f"{code}: {given.get(code, '')!r} does not hold each of {', '.join(sorted(right))} "
                "once."
            )
        place = {letter: index for index, letter in enumerate(order)}
        pairs = list(combinations(right, 2))
        results.append(
            OrderResult(
                code,
                order,
                right,
                sum(one == other for one, other in zip(order, right, strict=True)),
                len(pairs),
                sum(place[low] < place[high] for low, high in pairs),
            )
        )
    return BlindTestScore(tuple(results))
