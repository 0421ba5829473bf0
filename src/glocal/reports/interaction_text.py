"""A matrix of interactions as tables and sentences for the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from glocal.interactions.ranks import DOUBT
from glocal.loading.interaction_words import InteractionWords, interaction_words
from glocal.model.interaction import Values
from glocal.reports.interaction_reading import LARGE, RankBasis, Reading
from glocal.reports.interaction_sentences import loop_kind, loop_sentence, path_sentence, signed
from glocal.reports.svg import shortened
from glocal.reports.text_table import text_table
from glocal.text.sentences import fill, plain

WIDTH = 88
LETTERS, PAIR_LETTERS = 36, 30
FIRST = 20
"""Rows of a table of a large matrix, and lines of every list of pairs and loops."""

PAIRS = 10
FIRST_RANKS = 5


def interaction_text(reading: Reading, title: str, language: str) -> str:
    """All tables of a reading, under the title of the matrix."""
    report = _Report(reading, interaction_words(language))
    return plain("\n".join([title, *report.lines()])) + "\n"


class _Report:
    def __init__(self, reading: Reading, words: InteractionWords) -> None:
        self.reading, self.words = reading, words
        self.titles = [" ".join(item.title.split()) for item in reading.items]
        self.arrow = "←" if words.language == "ar" else "→"

    def lines(self) -> Iterator[str]:
        yield from self._head()
        parts: tuple[tuple[str, Callable[[], Iterator[str]]], ...] = (
            ("influence", self._influence),
            ("dematel", self._dematel),
            ("micmac", self._micmac),
            ("walks", self._walks),
            ("contested", self._contested),
            ("ways", self._ways),
            ("loops", self._loops),
            ("arranged", self._clusters),
            ("ranks", self._ranks),
        )
        for key, part in parts:
            if key != "contested" or self.reading.panel is not None:
                yield from ("", self.words.report[key].upper())
                yield from part()

    def _head(self) -> Iterator[str]:
        matrix, panel = self.reading.matrix, self.reading.panel
        yield self._say(
            "size",
            items=matrix.size,
            assessed=int(matrix.assessed.sum()),
            pairs=matrix.size * (matrix.size - 1),
            share=f"{100 * matrix.share_assessed:.0f} %",
        )
        if panel is None:
            yield self.words.report["no-raters"]
        else:
            yield self._say("raters", raters=panel.people, groups=len(panel.groups_of_people))
        if self.reading.influence.partial:
            yield from self._wrapped(self.words.report["partial"])

    def _influence(self) -> Iterator[str]:
        found = self.reading.influence
        yield from self._wrapped(self._say("second-order", alpha=f"{found.alpha:g}"))
        figures = [("direct", found.out)]
        if found.partial:
            figures += [("from", found.out_low), ("to", found.out_high)]
        figures += [("through", found.second), ("total", found.total), ("supported", found.into)]
        if found.partial:
            figures += [("from", found.into_low), ("to", found.into_high)]
        columns = [(name, [signed(one, 1) for one in values]) for name, values in figures]
        columns.append(("assessed", [str(one) for one in found.asked_out]))
        yield from self._items(found.total, columns)

    def _dematel(self) -> Iterator[str]:
        found = self.reading.dematel
        yield from self._wrapped(self.words.report["dematel-about"])
        yield from self._items(
            found.prominence,
            [
                ("prominence", [signed(one, 2) for one in found.prominence]),
                ("relation", [signed(one, 2) for one in found.relation]),
                ("given", [signed(one, 2) for one in found.given]),
                ("received", [signed(one, 2) for one in found.received]),
            ],
        )

    def _micmac(self) -> Iterator[str]:
        found, words = self.reading.micmac, self.words
        about = self._say("micmac-about", strong=f"{self.reading.strong:g}", power=found.power)
        yield from self._wrapped(about)
        yield from self._items(
            found.influence,
            [
                ("influence", [_percent(one) for one in found.influence]),
                ("dependence", [_percent(one) for one in found.dependence]),
                ("quarter", [words.quarters[one].name for one in found.quarters]),
            ],
        )

    def _walks(self) -> Iterator[str]:
        walks = self.reading.walks
        yield from self._wrapped(self._say("walks-about", hidden=_percent(walks.hidden)))
        rows = [
            (
                *self._pair(*pair),
                f"{walks.synergy[pair]:.3f}",
                f"{walks.tradeoff[pair]:.3f}",
                signed(float(walks.net[pair]), 3),
            )
            for pair in walks.largest(PAIRS)
        ]
        heads = ("pair", "", "synergy", "trade-off", "net")
        yield from self._table(heads, rows, 2, int((walks.whole > 0).sum()))

    def _contested(self) -> Iterator[str]:
        pairs = self.reading.contested
        yield self.words.report["contested-about"]
        rows = [
            (
                *self._pair(one.source, one.target),
                *map(str, (one.hinder, one.neither, one.help, one.unknown)),
            )
            for one in pairs[:FIRST]
        ]
        heads = ("pair", "", "hinder", "neither", "help", "unknown")
        yield from self._table(heads, rows, 2, len(pairs))

    def _ways(self) -> Iterator[str]:
        matrix = self.reading.matrix
        for one in self.reading.ways:
            source, target = self.titles[one.source], self.titles[one.target]
            yield f"{source} {self.arrow} {target}"
            for path in one.paths:
                sentence = path_sentence(path, matrix, self.titles, self.words)
                yield from self._wrapped(sentence, "  - ")
        if not self.reading.ways:
            yield self.words.report["none"]

    def _loops(self) -> Iterator[str]:
        found, matrix = self.reading.loops, self.reading.matrix
        for length, (reinforcing, balancing) in found.counts.items():
            yield self._say(
                "loops-about",
                strong=f"{self.reading.strong:g}",
                length=length,
                reinforcing=f"{reinforcing:,}",
                balancing=f"{balancing:,}",
            )
        if not found.complete:
            yield self.words.report["loops-cut"]
        if self.reading.balance is not None:
            yield self._say("balance", balance=f"{self.reading.balance:.2f}")
        for loop in found.listed[:FIRST]:
            sentence = loop_sentence(loop, matrix, self.titles, self.words)
            kind = loop_kind(loop, self.words).name
            yield from self._wrapped(f"{kind} ({loop.strength:.1f}). {sentence}", "  - ")
        yield from self._cut(len(found.listed[:FIRST]), found.total)

    def _clusters(self) -> Iterator[str]:
        groups = [group for group in self.reading.clusters if len(group) > 1]
        for group in groups[:FIRST]:
            names = [self.titles[row] for row in group[:FIRST]]
            more = [f"… ({len(group)})"] if len(group) > FIRST else []
            yield from self._wrapped("; ".join([*names, *more]), "  - ")
        if not groups:
            yield self.words.report["none"]

    def _ranks(self) -> Iterator[str]:
        ranks = self.reading.ranks
        if ranks is None:
            yield self.words.report["ranks-few"]
            return
        raters = self.reading.basis is RankBasis.RATERS
        about = self._say(
            "ranks-raters" if raters else "ranks-assumed",
            draws=f"{ranks.draws:,}",
            doubt=f"{DOUBT:g}",
        )
        yield from self._wrapped(about)
        first = min(FIRST_RANKS, max(1, len(ranks.ids) // 2))
        name = fill(self.words.headings["first"], {"k": str(first)})
        yield from self._items(
            -ranks.median.astype(float),
            [
                ("rank", [str(one) for one in ranks.median]),
                ("from", [str(one) for one in ranks.low]),
                ("to", [str(one) for one in ranks.high]),
                (name, [_percent(one) for one in ranks.within(first)]),
            ],
        )

    def _items(self, by: Values, columns: Sequence[tuple[str, Sequence[str]]]) -> Iterator[str]:
        """A table with a row an item, the largest first; of a large matrix the first only."""
        order = np.argsort(-np.round(by, 12), kind="stable")
        shown = order if len(order) <= LARGE else order[:FIRST]
        rows = [
            (shortened(self.titles[row], LETTERS), *(cells[row] for _, cells in columns))
            for row in shown.tolist()
        ]
        yield from self._table(("item", *(name for name, _ in columns)), rows, 1, len(order))

    def _table(
        self, heads: Sequence[str], rows: Sequence[Sequence[str]], names: int, every: int
    ) -> Iterator[str]:
        if not rows:
            yield self.words.report["none"]
            return
        named = [self.words.headings.get(name, name) for name in heads]
        yield from text_table(named, rows, names)
        yield from self._cut(len(rows), every)

    def _cut(self, shown: int, every: int) -> Iterator[str]:
        if 0 < shown < every:
            yield self._say("top", shown=f"{shown:,}", all=f"{every:,}")

    def _pair(self, source: int, target: int) -> tuple[str, str]:
        names = (shortened(self.titles[row], PAIR_LETTERS) for row in (source, target))
        one, two = names
        return one, f"{self.arrow} {two}"

    def _say(self, key: str, **values: object) -> str:
        return fill(self.words.report[key], {name: str(value) for name, value in values.items()})

    def _wrapped(self, text: str, mark: str = "") -> list[str]:
        return textwrap.wrap(text, WIDTH, initial_indent=mark, subsequent_indent=" " * len(mark))


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
