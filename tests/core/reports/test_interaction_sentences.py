"""Ways and loops in words: four languages, quoted titles, the right verbs."""

import numpy as np
import pytest

from glocal.interactions.loops import Loop
from glocal.interactions.paths import Path
from glocal.loading.families import LANGUAGES
from glocal.loading.interaction_words import interaction_words
from glocal.model.interaction import SignedMatrix
from glocal.reports.interaction_sentences import level_of, loop_sentence, path_sentence, signed
from glocal.text.sentences import plain

TITLES = ("Homes", "Trust", "School")
VALUES = np.array([[np.nan, 2.4, -3], [1, np.nan, -1.5], [0.25, 1, np.nan]])
MATRIX = SignedMatrix(("a", "b", "c"), VALUES)


def way(nodes, sign, language):
    return plain(path_sentence(Path(0.1, sign, nodes), MATRIX, TITLES, interaction_words(language)))


def loop(nodes, sign, language):
    return plain(loop_sentence(Loop(nodes, sign, 2), MATRIX, TITLES, interaction_words(language)))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "en",
            "Progress on “Homes” reinforces “Trust”, which in turn works against “School”: "
            "together this holds “School” back.",
        ),
        (
            "es",
            "Avanzar en «Homes» refuerza «Trust», que a su vez contrarresta «School»: "
            "en conjunto, esto frena «School».",
        ),
        (
            "fr",
            "Progresser sur «\u00a0Homes\u00a0» renforce «\u00a0Trust\u00a0», qui à son tour "
            "contrarie «\u00a0School\u00a0»\u00a0: au total, cela freine «\u00a0School\u00a0».",
        ),
        (
            "ar",
            "التقدم في «Homes» يعزّز «Trust»، والتقدم في «Trust» يعاكس «School»: "
            "والحصيلة أن ذلك يعيق «School».",
        ),
    ],
)
def test_a_way_of_two_steps(language, sentence):
    assert way((0, 1, 2), -1, language) == sentence


def test_a_direct_way_says_no_sum():
    assert way((0, 2), -1, "en") == "Progress on “Homes” rules out “School”."


def test_two_hindrances_in_a_row_help():
    matrix = SignedMatrix(("a", "b", "c"), np.array([[0, -1, 0], [0, 0, -2], [0, 0, 0]], float))
    found = path_sentence(Path(0.1, 1, (0, 1, 2)), matrix, TITLES, interaction_words("en"))

    assert plain(found).endswith(": together this helps “School”.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_loop_ends_where_it_began_and_says_its_kind(language):
    reinforcing, balancing = loop((0, 1), 1, language), loop((1, 2), -1, language)

    assert reinforcing.count("Homes") >= 2
    assert reinforcing != balancing
    assert "{" not in reinforcing + balancing


def test_a_loop_in_english():
    assert loop((0, 1), 1, "en") == (
        "Progress on “Homes” reinforces “Trust”, which in turn enables “Homes”: "
        "a loop that reinforces itself, for better or for worse."
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_keep_their_own_direction(language):
    sentence = path_sentence(Path(0.1, -1, (0, 2)), MATRIX, TITLES, interaction_words(language))

    assert "\u2068Homes\u2069" in sentence


def test_a_title_that_looks_like_a_template_stays_as_it_is():
    sentence = path_sentence(
        Path(0.1, -1, (0, 2)), MATRIX, ("{step}", "[x]", "{item} [y]"), interaction_words("en")
    )

    assert plain(sentence) == "Progress on “{step}” rules out “{item} [y]”."


@pytest.mark.parametrize(
    ("value", "level"), [(0, 0), (0.2, 1), (-0.01, -1), (1.5, 2), (-2.4, -2), (3, 3), (-2.5, -3)]
)
def test_the_level_of_a_mean(value, level):
    assert level_of(value) == level


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [(2, 0, "+2"), (-1, 0, "−1"), (0, 0, "0"), (-0.04, 1, "0.0"), (1.26, 1, "+1.3")],
)
def test_numbers_have_signs(value, digits, text):
    assert signed(value, digits) == text


def test_a_missing_value_is_a_dash():
    assert signed(float("nan")) == "–"
