"""Figures as people read them: a score of 0–1 as 0–100, and the colour that goes with it."""

from __future__ import annotations

NOTHING = "–"
GRADES = 5
COLOURS = ("#ece5d2", "#cddcb2", "#8cc0a4", "#2c7b8b", "#164367")
"""Of the grades 0 to 4: lightness falls evenly, so that the order survives print."""

INK_ON = ("#14252d", "#14252d", "#0b1f25", "#ffffff", "#ffffff")
"""Colour of the letters on each of them."""


def rounded(value: float) -> int:
    """A value of 0–1 as a whole number of 0–100, halves upwards as people round by hand."""
    # 0.285 × 100 is 28.499…96 for the machine: what lies so close to a half is one.
    return int(round(min(max(value, 0.0), 1.0) * 100, 9) + 0.5)


def as_score(value: float | None) -> str:
    """A score of 0–1 on the scale 0–100 without decimals; a dash when there is none."""
    return NOTHING if value is None else str(rounded(value))


def nearest_grade(value: float) -> int:
    """The grade 0–4 whose anchor (0, 25, 50, 75, 100) lies nearest to a score of 0–1."""
    return int(min(max(value, 0.0), 1.0) * (GRADES - 1) + 0.5)
