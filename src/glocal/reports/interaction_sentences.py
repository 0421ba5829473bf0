"""Ways and loops as sentences, in the language of the reader."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from glocal.interactions.loops import Loop
from glocal.interactions.paths import Path
from glocal.loading.interaction_words import InteractionWords, NamedMeaning
from glocal.model.interaction import HIGHEST, SignedMatrix
from glocal.text.sentences import fill, isolated

MINUS = "−"


def level_of(value: float) -> int:
    """The level of the scale that is nearest to a value; what is not 0 is at least one step.

    >>> level_of(-1.5), level_of(0.2), level_of(0)
    (-2, 1, 0)
    """
    if not value:
        return 0
    size = min(max(1, int(abs(value) + 0.5)), HIGHEST)
    return size if value > 0 else -size


def signed(value: float, digits: int = 0) -> str:
    """A number with its sign: ``+2``, ``−1``; 0 has none, and a value that is missing is a dash.

    >>> signed(2), signed(-1.25, 1), signed(-0.04, 1), signed(float("nan"))
    ('+2', '−1.2', '0.0', '–')
    """
    if value != value:
        return "–"
    text = f"{abs(value):.{digits}f}"
    if not float(text):
        return text
    return f"+{text}" if value > 0 else f"{MINUS}{text}"


def quoted(title: str, words: InteractionWords) -> str:
    """A title in the quotes of the language, isolated so that it keeps its own direction."""
    return words.quote.replace("{title}", isolated(title))


def path_sentence(
    path: Path, matrix: SignedMatrix, titles: Sequence[str], words: InteractionWords
) -> str:
    """A way as one sentence, and what it comes to for its end.

    >>> import numpy as np
    >>> from glocal.loading.interaction_words import interaction_words
    >>> from glocal.text.sentences import plain
    >>> values = np.array([[0, 1, 0], [0, 0, -2], [0, 0, 0]], float)
    >>> matrix = SignedMatrix(("a", "b", "c"), values)
    >>> english = interaction_words("en")
    >>> plain(path_sentence(Path(0.1, -1, (0, 1, 2)), matrix, "ABC", english))
    'Progress on “A” enables “B”, which in turn works against “C”: together this holds “C” back.'
    """
    chain = _chain(path.nodes, matrix, titles, words)
    if len(path.nodes) == 2:
        return fill(words.path["alone"], {"chain": chain})
    ending = words.path["helps" if path.sign > 0 else "hinders"]
    return fill(ending, {"chain": chain, "target": quoted(titles[path.nodes[-1]], words)})


def loop_sentence(
    loop: Loop, matrix: SignedMatrix, titles: Sequence[str], words: InteractionWords
) -> str:
    """A loop as one sentence that ends where it began, and whether it reinforces or balances."""
    chain = _chain((*loop.nodes, loop.nodes[0]), matrix, titles, words)
    return fill(loop_kind(loop, words).meaning, {"chain": chain})


def loop_kind(loop: Loop, words: InteractionWords) -> NamedMeaning:
    """The name of the kind of a loop, and its sentence."""
    return words.loops["reinforcing" if loop.sign > 0 else "balancing"]


def _chain(
    nodes: Sequence[int], matrix: SignedMatrix, titles: Sequence[str], words: InteractionWords
) -> str:
    parts = []
    for place, (one, two) in enumerate(pairwise(nodes)):
        level = words.level(level_of(float(matrix.values[one, two])))
        step = fill(level.step, {"item": quoted(titles[two], words)})
        pattern = words.path["next" if place else "start"]
        parts.append(fill(pattern, {"source": quoted(titles[one], words), "step": step}))
    return "".join(parts)
