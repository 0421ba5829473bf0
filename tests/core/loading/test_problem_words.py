"""What is wrong in a file, told in four languages."""

from __future__ import annotations

import re
import time
from functools import cache

import pytest

from glocal.errors import PortfolioError, Problem
from glocal.loading.families import LANGUAGES
from glocal.loading.portfolio import portfolio_of_bytes
from glocal.loading.problem_words import in_language, problem_words, recognised, said
from tests.core.loading.sentences_of_problems import sentences

OTHERS = [language for language in LANGUAGES if language != "en"]
# What is put together of parts that have words of their own, and what is told of no portfolio.
PARTS = {"", "'{}' {}: {}.", "{} {}."}


@pytest.mark.parametrize("sentence", sorted(sentences() - PARTS))
def test_every_sentence_of_the_sources_has_a_code(sentence: str) -> None:
    assert recognised(sentence.replace("{}", "xyz")) is not None


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_says_each_sentence_with_the_same_open_places(language: str) -> None:
    english, own = problem_words("en"), problem_words(language)
    assert own.sentences.keys() == english.sentences.keys()
    assert own.words.keys() == english.words.keys()
    for code, sentence in english.sentences.items():
        places = set(re.findall(r"{(\w+)}", own.sentences[code]))
        allowed = set(re.findall(r"{(\w+)}", sentence))
        assert places <= allowed
        assert places >= allowed - {"article", "article_of"}
        assert own.sentences[code] != sentence


@pytest.mark.parametrize("code", problem_words("en").sentences)
def test_a_sentence_is_recognised_as_itself(code: str) -> None:
    sentence = problem_words("en").sentences[code]
    values = {name: f"v{place}" for place, name in enumerate(re.findall(r"{(\w+)}", sentence))}
    found = recognised(sentence.format(**values))
    assert found is not None
    assert (found.code, found.values) == (code, values)


@pytest.mark.parametrize(
    ("english", "spanish"),
    [
        ("There is no territory 'lirio'.", "«lirio» no existe (territorio)."),
        ("Did you mean 'school'?", "¿Quería decir «school»?"),
        (
            "A whole number, such as 2024, is needed here, not text.",
            "Aquí hace falta: un número entero, como 2024. Hay: texto.",
        ),
        (
            "A list or Text is needed here, not yes/no.",
            "Aquí hace falta: una lista, texto. Hay: sí o no.",
        ),
        ("Use one of: report, share.", "Use uno de estos: report, share."),
        ("Nobody ever wrote this.", "Nobody ever wrote this."),
        ("Did you mean '" + "x" * 3000 + "'?", "Did you mean '" + "x" * 3000 + "'?"),
    ],
)
def test_what_was_put_in_stays_and_words_of_the_sources_are_translated(
    english: str, spanish: str
) -> None:
    assert said(english, "es") == spanish
    assert said(english, "en") == english
    assert said(english, "xx") == english


def test_what_repeats_the_words_of_a_sentence_takes_no_time() -> None:
    # Tried in every way to divide it, this took minutes.
    name = "' is  ; name  " * 130
    started = time.process_time()
    assert recognised(f"'{name}") is None
    found = recognised(f"'{name}' is a kind; name a body here.")
    assert time.process_time() - started < 0.5
    assert found is not None
    assert found.code == "is-another"


def test_what_an_author_wrote_is_never_read_as_a_template() -> None:
    assert said("There is no policy '{name}'.", "fr") == (
        "«\u00a0{name}\u00a0» n’existe pas (politique)."
    )


@cache
def told() -> tuple[Problem, ...]:
    file = b"""
portfolio: Example
taxonomy: "1.0"
territories: [{id: town, name: Town, level: local, parent: nowhere}]
policies:
  - {id: act, title: Act, kind: law, level: local, territory: town, year: late, unknown: 1}
  - id: rules
    title: Rules
    kind: ordinance
    level: local
    territory: town
    from: "2024-02-31"
    provisions:
      - {id: p, modality: report, who: scool, action: school-enrolment, for: everybody}
      - {id: p, modality: duty, who: school, action: flying, for: {age: ["6-99"]}}
"""
    with pytest.raises(PortfolioError) as error:
        portfolio_of_bytes(file, "portfolio.yaml")
    return error.value.problems


@pytest.mark.parametrize("language", OTHERS)
def test_a_file_of_mistakes_is_told_in_the_language_of_the_reader(language: str) -> None:
    assert len(told()) >= 8
    for problem in told():
        spoken = in_language(problem, language)
        assert (spoken.file, spoken.line, spoken.key) == (problem.file, problem.line, problem.key)
        assert spoken.what != problem.what
        assert spoken.mend != problem.mend
