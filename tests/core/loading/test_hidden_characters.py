"""Names and titles hold nothing that cannot be seen: no control character, no turn of direction."""

from __future__ import annotations

from pathlib import Path

import pytest

from glocal.errors import PortfolioError
from glocal.loading.portfolio import read_portfolio
from glocal.loading.schema import validator
from glocal.text.one_line import HIDDEN as HIDDEN_IN_FORMS
from tests.core.coherence.tiny import TINY
from tests.core.loading.portfolio_files import CITY, replaced, write

# What is replaced in the file of the city, and the key under which it is told.
PLACES = {
    "the name of the whole": ("portfolio: Puerto Lirio", "portfolio: {}", "portfolio"),
    "a territory": ("name: Abroad", "name: {}", "territories.1.name"),
    "the id of a territory": ("{id: abroad", "{id: {}", "territories.1.id"),
    "a body": ("name: School by the Sea", "name: {}", "organisations.0.name"),
    "the title of a policy": ("title: Rules of the schools", "title: {}", "policies.0.title"),
    "who issued it": ("issuer: City council", "issuer: {}", "policies.0.issuer"),
    "its number": ("number: 012", "number: {}", "policies.0.number"),
    "a pack": ("uses: [nation.yaml]", "uses: [nation.yaml, {}]", "uses.1"),
}
HIDDEN = {
    "null": r"\0",
    "escape": r"\e",
    "delete": r"\x7f",
    "next line at the end of C1": r"\x9f",
    "embedding to the left": r"\u202A",
    "override to the left": r"\u202E",
    "isolate": r"\u2066",
    "end of an isolate": r"\u2069",
}
ONE_LINE = ("the name of the whole", "a territory", "a body", "the title of a policy", "a pack")


def told(folder: Path, place: str, text: str) -> list[str]:
    """The keys under which something is told of a file with ``text`` in that place."""
    old, new, _key = PLACES[place]
    path = write(folder, replaced(CITY, old, new.replace("{}", f'"{text}"')))
    with pytest.raises(PortfolioError) as error:
        read_portfolio(path, TINY)
    return [one.key for one in error.value.problems]


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize("place", PLACES)
def test_what_cannot_be_seen_is_refused_in_names(tmp_path: Path, place: str, hidden: str) -> None:
    key = PLACES[place][2]
    assert key in told(tmp_path, place, f"a{HIDDEN[hidden]}b")
    assert key in told(tmp_path, place, HIDDEN[hidden])


@pytest.mark.parametrize("sign", [r"\n", r"\t", r"\u2028"])
@pytest.mark.parametrize("place", ONE_LINE)
def test_a_name_stands_on_one_line(tmp_path: Path, place: str, sign: str) -> None:
    assert PLACES[place][2] in told(tmp_path, place, f"a{sign}b")


@pytest.mark.parametrize(
    "text",
    [
        r"قانون التعليم",
        r"\u200fقانون 12\u200f",
        r"  Ley de educación  ",
        r"Loi n°\u00a012",
        r"Folded at its end\n",
        "🏫 x",
    ],
)
def test_every_script_and_what_a_folded_text_ends_with_is_kept(tmp_path: Path, text: str) -> None:
    path = write(tmp_path, replaced(CITY, "title: Rules of the schools", f'title: "{text}"'))
    assert read_portfolio(path, TINY).own.policies["school-rules"].title


def test_files_and_forms_mean_the_same_by_hidden() -> None:
    whole = validator("portfolio").schema["properties"]
    area, body, policy = (
        whole[key]["items"]["properties"] for key in ("territories", "organisations", "policies")
    )
    for one in (whole["portfolio"], area["name"], body["name"], policy["title"]):
        assert one["pattern"].count(f"[^{HIDDEN_IN_FORMS}") == 3
    assert f"[^{HIDDEN_IN_FORMS}]" in whole["uses"]["items"]["pattern"]


def test_a_quote_is_kept_as_it_was_pasted(tmp_path: Path) -> None:
    """A text processor writes such marks into Arabic passages, and a quote is no name."""
    quote = r'quote: "\u202bالمادة\u202c 3"'
    path = write(tmp_path, replaced(CITY, "article: 3.10", f"article: 3.10\n        {quote}"))
    own = read_portfolio(path, TINY).own
    assert own.provisions["enrol-everybody"].quote == "\u202bالمادة\u202c 3"
