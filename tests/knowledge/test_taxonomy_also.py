"""The everyday words of actions: enough of them, and each for one service."""

from __future__ import annotations

from collections import defaultdict

import pytest

from glocal.loading.families import LANGUAGES
from glocal.loading.taxonomy import taxonomy_words
from glocal.text.folding import words


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_likely_actions_have_everyday_words(language: str) -> None:
    known = taxonomy_words(language, "1.0")
    assert set(known.also) == set(known.actions)
    assert sum(bool(many) for many in known.also.values()) >= 150


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_everyday_word_leads_to_one_service(language: str) -> None:
    known = taxonomy_words(language, "1.0")
    led = defaultdict(set)
    for action, many in known.also.items():
        for phrase in many:
            led[" ".join(words(phrase))].add(action)
    assert {phrase: where for phrase, where in led.items() if len(where) > 1} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_everyday_word_is_not_the_name_of_another_service(language: str) -> None:
    known = taxonomy_words(language, "1.0")
    names = {" ".join(words(one.name)): action for action, one in known.actions.items()}
    taken = [
        (action, phrase)
        for action, many in known.also.items()
        for phrase in many
        if names.get(" ".join(words(phrase)), action) != action
    ]
    assert taken == []
