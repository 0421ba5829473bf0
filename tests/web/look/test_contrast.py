"""Colours: every pair that stands together can be told apart, by day and by night."""

import re
from itertools import pairwise

import pytest

from glocal_web.portal.bundles import SOURCES

TOKENS = (SOURCES / "css" / "tokens.css").read_text("utf-8")
TEXT, MARK = 4.5, 3.0  # WCAG 2.2, success criteria 1.4.3 and 1.4.11

TEXT_PAIRS = [
    (ink, ground)
    for ink in ("ink", "ink-soft", "accent", "accent-strong", "error", "warning", "success")
    for ground in ("paper", "surface")
] + [
    ("ink", "surface-2"),
    ("ink-soft", "surface-2"),
    ("ink", "accent-soft"),
    ("accent", "accent-soft"),
    ("ink", "warning-soft"),
    ("warning", "warning-soft"),
    ("ink", "success-soft"),
    ("success", "success-soft"),
    ("ink", "error-soft"),
    ("error", "error-soft"),
    ("accent", "error-soft"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("paper", "ink"),
    *((f"on-grade-{grade}", f"grade-{grade}") for grade in range(5)),
]
MARK_PAIRS = [
    ("bar", "surface"),
    ("bar", "surface-2"),
    ("line-strong", "surface"),
    ("line-strong", "paper"),
    ("grade-edge", "surface"),
    ("mark-edge", "mark"),
    ("ink", "surface-2"),
    ("accent", "paper"),
]


def declared(text: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", text))


LIGHT = declared(TOKENS.split("@media")[0])
DARK = declared(TOKENS.split(':root[data-theme="dark"]')[1])


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_the_guideline_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_words_can_be_read_on_their_ground(theme: dict[str, str], ink: str, ground: str) -> None:
    assert contrast(theme[ink], theme[ground]) >= TEXT


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("mark", "ground"), MARK_PAIRS)
def test_marks_can_be_seen_on_their_ground(theme: dict[str, str], mark: str, ground: str) -> None:
    assert contrast(theme[mark], theme[ground]) >= MARK


@pytest.mark.parametrize(("theme", "falling"), [(LIGHT, True), (DARK, False)])
def test_lightness_alone_tells_the_order_of_the_grades(
    theme: dict[str, str], falling: bool
) -> None:
    lights = [luminance(theme[f"grade-{grade}"]) for grade in range(5)]
    for lower, higher in pairwise(lights if not falling else lights[::-1]):
        assert (higher + 0.05) / (lower + 0.05) >= 1.15


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_ends_of_the_diverging_scale_are_as_strong_as_each_other(
    theme: dict[str, str],
) -> None:
    middle = theme["diverging-4"]
    one, other = (contrast(theme[f"diverging-{end}"], middle) for end in (1, 7))
    assert min(one, other) >= MARK
    assert 0.5 <= one / other <= 2


def test_the_night_of_the_device_and_the_night_of_choice_are_the_same() -> None:
    of_the_device = TOKENS.split("@media")[1].split(':root[data-theme="dark"]')[0]
    assert declared(of_the_device) == DARK
    assert set(DARK) == set(LIGHT)
