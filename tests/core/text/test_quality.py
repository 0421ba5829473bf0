"""The checks of texts find what they are for and leave near-misses alone."""

from __future__ import annotations

import pytest

from glocal.loading.passages import Passage, TextFile
from glocal.text.quality.fillers import find_fillers
from glocal.text.quality.readability import readability
from glocal.text.quality.terms import avoided_words, missing_terms, terminology
from glocal.text.quality.twins import find_twins


def passages(*texts: str, place: str = "why") -> list[Passage]:
    return [Passage("x.yaml", f"{place}.{number}", text) for number, text in enumerate(texts)]


LONG = "The council votes a budget line for the desk and publishes it every year in March"


def test_the_same_words_in_another_dress_are_twins():
    (found,) = find_twins(passages(LONG, LONG.upper().replace("É", "E") + "."))
    assert found.likeness == 1


def test_likeness_is_the_share_of_common_runs_of_four_words():
    # 16 words make 13 runs; changing the last word leaves 12 of 14 different ones.
    (found,) = find_twins(passages(LONG, LONG.replace("March", "April")))
    assert found.likeness == pytest.approx(12 / 14)


def test_texts_that_share_a_turn_of_phrase_are_no_twins():
    other = "The council votes a budget line, and an auditor looks at what became of it"
    assert list(find_twins(passages(LONG, other))) == []


def test_short_texts_are_not_compared():
    assert list(find_twins(passages("The council votes", "The council votes"))) == []


def test_fillers_are_found_between_word_boundaries():
    text = "It is important to act. The brick is robust, the robustness too; importantly not."
    found = [item.phrase.lower() for item in find_fillers(passages(text), "en")]
    assert found == ["it is important to", "robust", "robustness"]


def test_vague_words_count_only_in_anchors():
    text = "Adequate staff meet."
    assert list(find_fillers(passages(text), "en")) == []
    (found,) = find_fillers(passages(text, place="anchors"), "en")
    assert found.phrase == "Adequate"


def test_a_term_of_art_is_no_vague_word():
    text = "People in a regular situation meet."
    assert list(find_fillers(passages(text, place="anchors"), "en")) == []


def test_lix_by_hand():
    # 10 words, 2 sentences, 2 words of more than six letters: 10 / 2 + 100 * 2 / 10 = 25.
    ease = readability("The council met last Monday. It said yes to schools.")
    assert (ease.words, ease.sentences, ease.long_words) == (10, 2, 2)
    assert ease.lix == 25


def test_numbers_are_no_words_and_an_arabic_question_mark_ends_a_sentence():
    ease = readability("هل توجد وثيقة؟ نعم، منذ 2014.")
    assert (ease.words, ease.sentences) == (5, 2)
    assert readability("").lix == 0


def file(language: str, text: str) -> TextFile:
    own = (Passage("x.yaml", "title", text),)
    return TextFile("f", "x", language, "x.yaml", "translated", "0", "", own)


def test_a_term_that_the_translation_drops_is_named():
    english = file("en", "Support for displaced people")
    (found,) = missing_terms(english, file("es", "Apoyo a las familias"))
    assert (found.term, found.use) == ("displaced-people", "personas desplazadas")
    assert list(missing_terms(english, file("es", "Apoyo a las personas desplazadas"))) == []


def test_vowel_signs_do_not_hide_an_arabic_term():
    english = file("en", "Support for displaced people")
    assert list(missing_terms(english, file("ar", "دعم النَّازِحين"))) == []


def test_an_avoided_word_is_named():
    language, term = next(
        (language, term)
        for language in ("es", "fr", "ar")
        for term in terminology(language).values()
        if term.avoid
    )
    found = list(avoided_words(file(language, f"… {term.avoid[0]} …")))
    assert term.avoid[0] in [item.avoided for item in found]


def test_the_terms_are_the_same_in_every_language():
    keys = set(terminology("en"))
    assert len(keys) >= 90
    for language in ("es", "fr", "ar"):
        assert set(terminology(language)) == keys
