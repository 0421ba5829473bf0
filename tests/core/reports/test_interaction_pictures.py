"""Pictures of interactions: right XML, no scripts or styles, words in every language, in time."""

import re
import time
from itertools import combinations, pairwise
from xml.etree.ElementTree import XMLPullParser

import numpy as np
import pytest

from glocal.interactions.micmac import Quarter, micmac
from glocal.interactions.panel import agreed, panel_of
from glocal.interactions.paths import strongest_paths
from glocal.interactions.series import dematel
from glocal.loading.families import LANGUAGES
from glocal.loading.interaction_words import interaction_words
from glocal.loading.interactions import example_interactions
from glocal.model.interaction import HIGHEST, LOWEST, Item, SignedMatrix
from glocal.reports.interaction_heat_map import colour, css, heat_map, ink, levels_of
from glocal.reports.interaction_maps import influence_map, relation_map
from glocal.reports.interaction_sentences import level_of
from glocal.reports.interaction_ways_picture import ways_picture
from glocal.reports.svg import INK, number, safe, shortened

EXAMPLE = example_interactions()
MATRIX = agreed(panel_of(EXAMPLE))
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '<script>alert(1)</script>&"\x00\x0b\u202e{source} ' + "ø" * 300


def random_matrix(size, seed=0):
    rng = np.random.default_rng(seed)
    values = rng.integers(-3, 4, (size, size)).astype(float)
    values[rng.random((size, size)) < 0.4] = np.nan
    items = tuple(Item(f"i{at}", f"Every child number {at} completes school") for at in range(size))
    return items, SignedMatrix(tuple(item.id for item in items), values)


def parsed(picture):
    """The root of a picture; fails when it is no right XML."""
    parser = XMLPullParser(["start"])
    parser.feed(picture)
    parser.close()
    return next(root for _event, root in parser.read_events())


def pictures(items, matrix, language):
    words = interaction_words(language)
    last = len(items) - 1
    return {
        "heat-map": heat_map(items, matrix, words),
        "influence-map": influence_map(items, micmac(matrix), words),
        "relation-map": relation_map(items, dematel(matrix), words),
        "ways": ways_picture(items, matrix, 0, last, strongest_paths(matrix, 0, last), words),
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["heat-map", "influence-map", "relation-map", "ways"])
def test_a_picture_stands_alone_and_says_what_it_is(language, name):
    root = parsed(pictures(EXAMPLE.items, MATRIX, language)[name])

    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert root.get("lang") == language
    assert root.get("class") == name
    assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert root[0].text
    assert root[1].text
    assert "{" not in root[0].text + root[1].text


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_in_it_runs_or_carries_a_style(language):
    items = tuple(Item(f"i{at}", f"{HOSTILE} {at}") for at in range(4))
    matrix = SignedMatrix(tuple(item.id for item in items), np.full((4, 4), 2.0))

    for picture in pictures(items, matrix, language).values():
        root = parsed(picture)
        tags = {element.tag.removeprefix(SVG) for element in root.iter()}
        assert tags <= {"svg", "title", "desc", "g", "path", "rect", "text"}
        for element in root.iter():
            assert not {name for name in element.attrib if name.startswith("on")}
            assert not element.attrib.keys() & {"style", "href", "id"}
        texts = [element.text or "" for element in root.iter(f"{SVG}text")]
        assert all(len(text) <= 40 for text in texts)


def test_each_assessed_cell_tells_its_pair_and_value():
    root = parsed(heat_map(EXAMPLE.items, MATRIX, interaction_words("en")))
    cells = [
        element.findtext(f"{SVG}title")
        for element in root.iter(f"{SVG}rect")
        if element.find(f"{SVG}title") is not None
    ]

    assert len(cells) == int(MATRIX.assessed.sum())
    assert "Plan for the Quay → Ordinance on Markets: +2 Reinforcing" in cells


def test_the_sign_stands_as_text_in_small_matrices_and_as_shape_in_larger_ones():
    small = heat_map(*random_matrix(10), interaction_words("en"))
    larger = heat_map(*random_matrix(70), interaction_words("en"))
    huge = heat_map(*random_matrix(201), interaction_words("en"))

    assert ">+2</text>" in small
    assert ">−3</text>" in small
    assert 'class="sign"' not in small
    assert 'class="sign"' in larger
    assert huge.count("<rect") < 20
    for picture in (small, larger, huge):
        parsed(picture)


def test_rows_stand_in_the_order_that_is_asked_for():
    items, matrix = random_matrix(3)
    picture = heat_map(items, matrix, interaction_words("en"), [2, 0, 1])

    places = [picture.index(f"<title>{items[row].title}</title>") for row in (2, 0, 1)]
    assert all(one < two for one, two in pairwise(places))


def test_a_language_from_right_to_left_mirrors_the_picture():
    items, matrix = random_matrix(3, seed=4)
    left = parsed(heat_map(items, matrix, interaction_words("en")))
    right = parsed(heat_map(items, matrix, interaction_words("ar")))
    width = float(left.get("width"))

    def places(root, mirror):
        cells = [one for one in root.iter(f"{SVG}rect") if one.find(f"{SVG}title") is not None]
        return {
            (width - float(one.get("x")) - 28 if mirror else float(one.get("x")), one.get("y"))
            for one in cells
        }

    assert places(left, mirror=False) == places(right, mirror=True)


FIGURE = re.compile("[+−]?[0-9]+([.][0-9]+)?( %)?")


def figures_with_direction(root, direction="inherited"):
    """Every text that is a figure, with its direction, its own or of what holds it."""
    direction = root.get("direction", direction)
    if root.tag == f"{SVG}text" and FIGURE.fullmatch(root.text or ""):
        yield root.text, direction
    for child in root:
        yield from figures_with_direction(child, direction)


@pytest.mark.parametrize("name", ["heat-map", "influence-map", "relation-map", "ways"])
def test_in_arabic_a_sign_stands_before_its_number(name):
    found = list(figures_with_direction(parsed(pictures(EXAMPLE.items, MATRIX, "ar")[name])))

    assert found
    assert {direction for _text, direction in found} == {"ltr"}


def test_in_arabic_a_sign_in_a_sentence_stands_before_its_number():
    found = pictures(EXAMPLE.items, MATRIX, "ar")

    assert ": \u2066+2\u2069 " in found["heat-map"]
    assert re.search(" \u2066−[0-9.]+\u2069\\)</title>", found["relation-map"])
    assert "\u2066" not in pictures(EXAMPLE.items, MATRIX, "en")["heat-map"]


def test_a_point_an_item_with_its_place_as_class_and_form():
    found = micmac(MATRIX)
    root = parsed(influence_map(EXAMPLE.items, found, interaction_words("en")))
    points = [one for one in root.iter(f"{SVG}path") if "point" in one.get("class", "")]

    assert len(points) == len(EXAMPLE.items)
    classes = [one.get("class").removeprefix("point ") for one in points]
    assert classes == [quarter.value for quarter in found.quarters]
    forms = {one.get("class"): one.get("d") for one in points}
    assert len(set(forms.values())) == len(forms) == len({*found.quarters}) <= len(Quarter)


def test_names_on_a_map_do_not_cover_one_another():
    items, matrix = random_matrix(60)
    root = parsed(relation_map(items, dematel(matrix), interaction_words("en")))
    label = next(one for one in root.iter(f"{SVG}g") if one.get("class") == "label")

    boxes = []
    for text in label:
        width = 6 * len(text.text)
        left = float(text.get("x")) - (width if text.get("text-anchor") == "end" else 0)
        boxes.append((left, left + width, float(text.get("y"))))
    assert 5 <= len(boxes) <= 30
    for one, two in combinations(boxes, 2):
        assert one[1] <= two[0] or two[1] <= one[0] or abs(one[2] - two[2]) >= 10


@pytest.mark.parametrize("size", [2, 3])
def test_a_matrix_that_says_nothing_can_be_drawn(size):
    items = tuple(Item(f"i{at}", f"Item {at}") for at in range(size))
    matrix = SignedMatrix(tuple(item.id for item in items), np.full((size, size), np.nan))

    for picture in pictures(items, matrix, "en").values():
        assert "nan" not in picture
        parsed(picture)


def luminance(code):
    channels = [int(code[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, two):
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("level", range(LOWEST, HIGHEST + 1))
def test_numbers_can_be_read_on_every_colour(level):
    assert contrast(colour(level), ink(level)) >= 4.5


def deuteranope(code):
    """A colour as somebody sees it who lacks the green receptor (Viénot, Brettel, Mollon 1999)."""
    red, green, blue = (int(code[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return (
        0.29275 * red + 0.70725 * green,
        0.29275 * red + 0.70725 * green,
        -0.02234 * red + 0.02234 * green + blue,
    )


@pytest.mark.parametrize("size", [1, 2, 3])
def test_help_and_hindrance_differ_for_those_who_confuse_red_and_green(size):
    one, two = deuteranope(colour(size)), deuteranope(colour(-size))

    assert max(abs(a - b) for a, b in zip(one, two, strict=True)) > 0.12


def test_classes_are_those_of_the_levels():
    assert [css(level) for level in range(LOWEST, HIGHEST + 1)] == [
        "hurt-3", "hurt-2", "hurt-1", "neutral", "help-1", "help-2", "help-3",
    ]  # fmt: skip


def test_levels_of_an_array_are_those_of_its_values():
    values = np.array([-3, -2.5, -1.4, -0.1, 0, 0.1, 0.5, 1.5, 2.6, 3])

    assert levels_of(values).tolist() == [level_of(value) for value in values]
    assert np.isnan(levels_of(np.array([np.nan]))).all()


def test_sixty_items_are_drawn_in_milliseconds():
    items, matrix = random_matrix(60)
    words, found = interaction_words("en"), dematel(matrix)
    heat_map(items, matrix, words)
    before = time.process_time()
    for _ in range(5):
        heat_map(items, matrix, words)
        relation_map(items, found, words)

    assert (time.process_time() - before) / 5 < 0.1


@pytest.mark.parametrize(
    ("title", "letters", "short"),
    [
        ("short", 10, "short"),
        ("a long title", 12, "a long title"),
        ("x" * 30, 10, "x" * 9 + "…"),
    ],
)
def test_long_titles_are_cut(title, letters, short):
    assert shortened(title, letters) == short


def test_small_parts():
    assert safe('<a b="c">&\x00') == "&lt;a b=&quot;c&quot;&gt;&amp; "
    assert (number(2.0), number(2.449), number(-0.5)) == ("2", "2.4", "-0.5")
    assert contrast("#ffffff", INK) > 7
