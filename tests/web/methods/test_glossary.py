"""The glossary gives the words that the interface uses in each language."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[3]
LOCALE = ROOT / "src" / "glocal_web" / "locale"
LANGUAGES = ("es", "fr", "ar")
# Terms of the glossary that stand in the interface as a word of their own.
SHOWN = (
    "Action", "Axis", "Contributor", "Coordinator", "Evidence", "Framework", "Indicator",
    "Interval", "Level of government", "Period", "Reader", "Reviewer", "Score", "Sector", "Stage",
    "Stakeholder group", "Sub-dimension",
)  # fmt: skip


def bare(term: str) -> str:
    """The term without capitals, Arabic article and vowel signs."""
    words = re.sub(r"[\u064b-\u0652]", "", term.lower()).split()
    return " ".join(re.sub(r"^ال", "", word) for word in words)


def glossary() -> dict[str, tuple[str, ...]]:
    page = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    rows = [re.split(r"\s*\|\s*", line.strip("| ")) for line in page.splitlines()]
    return {row[0]: tuple(row[2:]) for row in rows if len(row) == 5}


@pytest.mark.parametrize("number", range(3), ids=LANGUAGES)
def test_terms_are_those_of_the_interface(number: int) -> None:
    with (LOCALE / LANGUAGES[number] / "LC_MESSAGES" / "django.po").open("rb") as file:
        catalogue = read_po(file, locale=LANGUAGES[number])
    terms = glossary()
    differing = {}
    for term in SHOWN:
        message = catalogue.get(term)
        if message is not None and message.string:
            said = str(message.string)
            if bare(said) != bare(terms[term][number]):
                differing[term] = (terms[term][number], said)
    assert differing == {}


def test_every_term_is_given_in_every_language() -> None:
    assert [term for term, words in glossary().items() if not all(words)] == []
