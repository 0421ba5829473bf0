"""Words of four languages are compared without accents, articles and spelling variants."""

from __future__ import annotations

import pytest

from glocal.text.folding import fold, words, words_with_places


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("Coopération décentralisée", ["cooperation", "decentralisee"]),
        ("Niñas y niños", ["ninas", "y", "ninos"]),
        ("l’école et d'accueil", ["ecole", "et", "accueil"]),
        ("الصحة", ["صحه"]),
        ("والمهاجرون", ["مهاجرون"]),
        ("Équité—droits", ["equite", "droits"]),
        ("don't", ["don't"]),
        ("main-d’œuvre", ["main", "oeuvre"]),
        ("وللمهاجرين", ["مهاجرين"]),
        ("وبالصحة", ["صحه"]),
        ("A2.1", ["a2", "1"]),
        ("…", []),
    ],
)
def test_a_text_becomes_words_that_can_be_compared(written, compared):
    assert words(written) == compared


@pytest.mark.parametrize(
    ("bare", "with_article", "after_a_preposition"),
    [
        ("لاجئين", "اللاجئين", "للاجئين"),
        ("لجنة", "اللجنة", "للجنة"),
        ("لجوء", "اللجوء", "للجوء"),
        ("لغة", "اللغة", "للغة"),
        ("التزام", "الالتزام", "للالتزام"),
        ("التحاق", "الالتحاق", "بالالتحاق"),
        ("بالغين", "البالغين", "للبالغين"),
        ("أجيال", "الأجيال", "للأجيال"),
    ],
)
def test_an_arabic_word_is_the_same_with_and_without_its_article(
    bare, with_article, after_a_preposition
):
    assert words(bare) == words(with_article) == words(after_a_preposition)


def test_spelling_variants_of_arabic_are_one():
    assert fold("إدارة") == fold("اداره")
    assert fold("مـــدرسة") == fold("مدرسة")
    assert fold("مُهاجِر") == fold("مهاجر")


@pytest.mark.parametrize(
    "written", ["مُهاجِرون", "Re\u0301gion d’accueil", "Niñas, y niños", "aujourd’hui"]
)
def test_words_are_the_same_with_and_without_their_places(written):
    assert words(written) == [word for word, _, _ in words_with_places(written)]


def test_vowel_signs_do_not_cut_a_word():
    assert words("مُهاجِرون") == ["مهاجرون"]


def test_a_short_arabic_word_keeps_its_first_letters():
    assert words("ألم") == ["الم"]
