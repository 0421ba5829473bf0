"""The strongest ways between two items as a picture: boxes, arrows, values."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from glocal.interactions.paths import Path
from glocal.loading.interaction_words import InteractionWords
from glocal.model.interaction import Item, SignedMatrix
from glocal.reports.interaction_sentences import quoted, signed
from glocal.reports.svg import FAINT, HELP, HURT, INK, PAPER, Canvas, number, safe, shortened
from glocal.text.sentences import fill, plain

BOX, TALL = 150, 46
GAP, LANE = 66, 74
LETTERS = 20
EDGE, HEAD = 12, 16
BEND = 0.6
"""Share of a gap within which a direct way reaches its lane."""


def ways_picture(
    items: Sequence[Item],
    matrix: SignedMatrix,
    source: int,
    target: int,
    paths: Sequence[Path],
    words: InteractionWords,
) -> str:
    """An SVG with a lane a way, from the item at the start to the one at the end."""
    longest = max((len(path.nodes) for path in paths), default=2)
    width = 2 * EDGE + longest * BOX + (longest - 1) * GAP
    height = 2 * HEAD + max(len(paths), 1) * LANE
    canvas = Canvas(words, width, height)
    middle = height / 2
    end = EDGE + (longest - 1) * (BOX + GAP)
    parts = []
    for lane, path in enumerate(paths):
        y = HEAD + lane * LANE + LANE / 2
        places = _places(path, longest, y, middle, end)
        for (one, two), (start, stop) in zip(pairwise(path.nodes), pairwise(places), strict=True):
            # A direct way runs along its own lane, round the boxes of the others.
            via = y if len(path.nodes) == 2 else None
            parts.append(_arrow(canvas, start, stop, float(matrix.values[one, two]), via))
        for node, (x, at) in list(zip(path.nodes, places, strict=True))[1:-1]:
            parts.append(_box(canvas, x, at, items[node].title, "item"))
    parts.append(_box(canvas, EDGE, middle, items[source].title, "item end"))
    parts.append(_box(canvas, end, middle, items[target].title, "item end"))
    ends = {"source": items[source].title, "target": items[target].title}
    quotes = {name: quoted(title, words) for name, title in ends.items()}
    title = plain(fill(words.picture["ways"], quotes))
    return canvas.drawn("ways", title, words.picture["ways-about"], parts)


def _places(
    path: Path, longest: int, lane: float, middle: float, end: float
) -> list[tuple[float, float]]:
    """Left edge and height of each box; those between the ends share out the room evenly."""
    steps = len(path.nodes) - 1
    inner = [(EDGE + at * (longest - 1) / steps * (BOX + GAP), lane) for at in range(1, steps)]
    return [(EDGE, middle), *inner, (end, middle)]


def _arrow(
    canvas: Canvas,
    start: tuple[float, float],
    stop: tuple[float, float],
    value: float,
    via: float | None,
) -> str:
    """A line with a head and the value; dashed where it holds back. ``via`` is a height to pass."""
    name, fill, dash = (
        ("help", HELP[2], "") if value > 0 else ("hurt", HURT[2], ' stroke-dasharray="6 4"')
    )
    way = -1 if canvas.rtl else 1
    left, right = canvas.x(start[0] + BOX), canvas.x(stop[0] - 8)
    y1, y2 = start[1], stop[1]
    middle = (y1 + y2) / 2 if via is None else via
    bend = way * GAP * BEND if via is not None and via != y1 else 0
    line = f"M{number(left)} {number(y1)}"
    if bend:
        line += f"L{number(left + bend)} {number(middle)}H{number(right - bend)}"
    line += f"L{number(right)} {number(y2)}"
    head = f"M{number(right + way * 8)} {number(y2)}l{-8 * way} -5v10z"
    text = signed(value) if value == int(value) else signed(value, 1)
    x = (left + right) / 2
    return (
        f'<g class="{name}"><path fill="none" stroke="{fill}" stroke-width="2"{dash} d="{line}"/>'
        f'<path fill="{fill}" d="{head}"/>'
        f'<rect class="paper" x="{number(x - 16)}" y="{number(middle - 9)}" width="32" '
        f'height="18" fill="{PAPER}"/>'
        f'<text x="{number(x)}" y="{number(middle + 4)}" text-anchor="middle" fill="{INK}"'
        f"{canvas.figures}>{text}</text></g>"
    )


def _box(canvas: Canvas, x: float, middle: float, title: str, name: str) -> str:
    lines = _lines(title)
    first = middle + 4 - (len(lines) - 1) * 8
    texts = (
        canvas.text(x + BOX / 2, first + at * 16, line, ' text-anchor="middle"')
        for at, line in enumerate(lines)
    )
    return (
        f'<g class="{name}" fill="{INK}"><title>{safe(title)}</title>'
        f'<rect x="{number(canvas.x(x, BOX))}" y="{number(middle - TALL / 2)}" width="{BOX}" '
        f'height="{TALL}" rx="4" fill="{PAPER}" stroke="{FAINT}"/>{"".join(texts)}</g>'
    )


def _lines(title: str) -> list[str]:
    """A title in at most two short lines."""
    first, rest = "", title.split()
    while rest and len(first) + len(rest[0]) < LETTERS:
        first = f"{first} {rest.pop(0)}".strip()
    if not first:
        return [shortened(title, LETTERS)]
    return [first, shortened(" ".join(rest), LETTERS)] if rest else [first]
