"""Find passages that say the same in (nearly) the same words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from glocal.loading.passages import Passage
from glocal.text.folding import words

_RUN = 4
_TOO_COMMON = 40


@dataclass(frozen=True)
class Twins:
    """Two passages and how alike they are, from 0 (no run of words in common) to 1 (the same)."""

    one: Passage
    other: Passage
    likeness: float


def find_twins(
    passages: Sequence[Passage], *, from_likeness: float = 0.5, shortest: int = 8
) -> Iterator[Twins]:
    """Every pair of passages that share at least ``from_likeness`` of their runs of four words.

    The likeness is the Jaccard index of the sets of runs (Broder, 1997, "On the resemblance and
    containment of documents", doi:10.1109/SEQUEN.1997.666900). Passages of fewer than ``shortest``
    words are not compared: "The council" may stand in many places. Pairs are found through an
    index of the runs, so that the work grows with the number of shared runs, not of pairs.
    """
    runs = [_runs(passage.text, shortest) for passage in passages]
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, own in enumerate(runs):
        for run in own:
            holders[run].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in holders.values():
        # A turn of phrase in dozens of texts is a term or a title; it makes no two of them twins.
        if len(numbers) <= _TOO_COMMON:
            for place, low in enumerate(numbers):
                for high in numbers[place + 1 :]:
                    shared[low, high] += 1
    for (low, high), count in sorted(shared.items()):
        likeness = count / (len(runs[low]) + len(runs[high]) - count)
        if likeness >= from_likeness:
            yield Twins(passages[low], passages[high], likeness)


def _runs(text: str, shortest: int) -> frozenset[tuple[str, ...]]:
    found = words(text)
    if len(found) < shortest:
        return frozenset()
    return frozenset(tuple(found[at : at + _RUN]) for at in range(len(found) - _RUN + 1))
