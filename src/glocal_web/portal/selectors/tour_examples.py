"""What stands beside each page of the tour: the real words, and figures of an invented town."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from glocal.loading.catalogue import MAIN_FRAMEWORK, framework, framework_text
from glocal.loading.rules import rule_words
from glocal.loading.vocabulary import vocabulary_words
from glocal_web.portal import samples
from glocal_web.portal.mappers.passages import IndicatorWords, indicator_words

QUESTION = "A1.1"  # the first of the quick start
STEP = 2  # the grade whose step is shown
RULE = "C2"  # a promise and an exclusion: told without a word of law


def example(key: str, language: str) -> dict[str, Any]:
    """What the example of a page of the tour takes, by the key of the page; no query."""
    return EXAMPLES[key](language)


def _profile(_language: str) -> dict[str, Any]:
    return {"profile": samples.profile()}


def _territory(language: str) -> dict[str, Any]:
    return {"roles": list(vocabulary_words("roles", language).values())}


def _question(language: str) -> dict[str, Any]:
    main = framework(MAIN_FRAMEWORK)
    return {"question": _words(language), "top": main.indicator(QUESTION).scale.highest}


def _policies(language: str) -> dict[str, Any]:
    words = rule_words(RULE, language)
    return {
        "rule": words,
        "lang": words.provenance.language if words.provenance.borrowed else "",
    }


def _step(language: str) -> dict[str, Any]:
    main = framework(MAIN_FRAMEWORK)
    words = _words(language)
    text = framework_text(main.id, main.version, language).indicators[QUESTION]
    return {
        "question": words,
        "top": main.indicator(QUESTION).scale.highest,
        "from_grade": words.anchor(STEP - 1),
        "to_grade": words.anchor(STEP),
        "step": (text.steps or {})[STEP],
        "lang": words.borrowed_language,
    }


def _nothing(_language: str) -> dict[str, Any]:
    return {}


def _words(language: str) -> IndicatorWords:
    main = framework(MAIN_FRAMEWORK)
    scale = main.indicator(QUESTION).scale
    return indicator_words(
        framework_text(main.id, main.version, language),
        QUESTION,
        scale.id,
        scale.grades,
        language,
        main.original_language,
    )


EXAMPLES: Mapping[str, Callable[[str], dict[str, Any]]] = {
    "start": _profile,
    "territory": _territory,
    "assessment": _question,
    "dashboard": _profile,
    "policies": _policies,
    "actions": _step,
    "people": _nothing,
}
