"""Colours of values: figures can be read on them, help and hindrance told apart by everybody."""

import re
from itertools import pairwise

import pytest

from glocal_web.portal.bundles import READING, style_sheet
from tests.web.look.test_contrast import DARK, LIGHT, TEXT, contrast

STYLES = style_sheet(READING)
VALUE = re.compile(
    r":is\(\.v(\d), \.q\d\) \{\s+--ground: var\(--([\w-]+)\);\s+--figure: var\(--([\w-]+)\)"
)
THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])

# What is left of red, green and blue light without one kind of cone: Viénot, Brettel, Mollon, Color
# Research and Application 24, 1999, 243–252 (red and green); Brettel, Viénot, Mollon, JOSA A 14,
# 1997, 2647–2655, as one plane (blue).
SEEN = {
    "without red": ((0.11238, 0.88762, 0), (0.11238, 0.88762, 0), (0.00401, -0.00401, 1)),
    "without green": ((0.29275, 0.70725, 0), (0.29275, 0.70725, 0), (-0.02234, 0.02234, 1)),
    "without blue": ((1, 0.14461, -0.14461), (0, 0.85924, 0.14076), (0, 0.85924, 0.14076)),
}
APART = 15.0  # in Lab: far more than the step of about 2 that an eye notices side by side


def linear(colour: str) -> list[float]:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def lab(rgb: list[float]) -> tuple[float, float, float]:
    weights = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.9505, 1.0, 1.089)
    x, y, z = (
        sum(w * max(part, 0) for w, part in zip(row, rgb, strict=True)) / most
        for row, most in zip(weights, white, strict=True)
    )
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def apart(one: str, other: str, sight: str) -> float:
    """How far two colours lie apart for somebody who sees so."""
    seen = [
        lab(
            [
                sum(w * part for w, part in zip(row, linear(colour), strict=True))
                for row in SEEN[sight]
            ]
        )
        for colour in (one, other)
    ]
    return float(sum((a - b) ** 2 for a, b in zip(*seen, strict=True)) ** 0.5)


def grounds(theme: dict[str, str]) -> dict[int, str]:
    return {int(level): theme[ground] for level, ground, _figure in VALUE.findall(STYLES)}


def test_every_value_has_a_colour() -> None:
    assert sorted(grounds(LIGHT)) == list(range(8))


@THEMES
def test_figures_can_be_read_on_the_colour_of_their_value(theme: dict[str, str]) -> None:
    for level, ground, figure in VALUE.findall(STYLES):
        assert contrast(theme[figure], theme[ground]) >= TEXT, level


@THEMES
@pytest.mark.parametrize("sight", SEEN)
@pytest.mark.parametrize(("held", "helped"), [(1, 7), (2, 6), (3, 5)])
def test_help_and_hindrance_of_one_size_differ_without_any_kind_of_cone(
    theme: dict[str, str], sight: str, held: int, helped: int
) -> None:
    assert apart(grounds(theme)[held], grounds(theme)[helped], sight) >= APART


@THEMES
def test_the_colours_grow_stronger_towards_both_ends(theme: dict[str, str]) -> None:
    found, middle = grounds(theme), grounds(theme)[4]
    for side in ((4, 5, 6, 7), (4, 3, 2, 1)):
        strength = [contrast(found[level], middle) for level in side]
        assert all(one < other for one, other in pairwise(strength))
