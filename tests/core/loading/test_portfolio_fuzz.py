"""Whatever stands in a portfolio, the reader tells it or keeps it; it never breaks."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from glocal.errors import PortfolioError
from glocal.loading.known import Known
from glocal.loading.packs import among
from glocal.loading.plain_yaml import PlainFile
from glocal.loading.portfolio import LoadedPortfolio, assemble, portfolio_of_bytes
from glocal.loading.portfolio_document import document_of
from glocal.loading.portfolio_items import read_policy, read_provision
from glocal.model.kinds import Level
from glocal.model.policy import Policy, PolicyKind
from tests.core.loading.documents import TAXONOMY, documents
from tests.core.loading.portfolio_files import CITY, NATION

ANYTHING = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=8),
        st.sampled_from(["school", "enrolment", "city", "2015-02-30", "6-17", "p", "a" * 5000]),
    ),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
KEYS = st.sampled_from(
    """id modality who action for territory from until requires after means to gives lifts benefit
    conditions effects assumes over uses extends policies provisions parent kind ties
    level""".split()
)
SIGNS = ("", " ", "- ", "x: [", "}", "\t", "&a ", "? ", "#", "'")


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside: Any = ()
    if isinstance(value, dict):
        inside = value.items()
    elif isinstance(value, list):
        inside = enumerate(value)
    return [path, *(place for key, item in inside for place in places(item, (*path, key)))]


@st.composite
def damaged(draw: st.DrawFn) -> Any:
    """A document in which some values are something else, and some keys are new."""
    document = copy.deepcopy(draw(documents()))
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.sampled_from(places(document)))
        if not place:
            continue
        holder = document
        for key in place[:-1]:
            holder = holder[key]
        if isinstance(holder, dict) and draw(st.booleans()):
            holder[draw(KEYS)] = draw(ANYTHING)
        else:
            holder[place[-1]] = draw(ANYTHING)
    return document


def consistent(loaded: LoadedPortfolio) -> None:
    """What was kept is right: it can be read again without a word."""
    again = assemble(PlainFile("x", document_of(loaded)), among({}), loaded.taxonomy)
    assert again.portfolio == loaded.portfolio


@settings(deadline=None, max_examples=80)
@given(damaged())
def test_a_damaged_document_is_told_and_what_is_kept_is_right(document: Any) -> None:
    try:
        loaded = assemble(PlainFile("x", document), among({}), TAXONOMY, keep_valid=True)
    except PortfolioError:
        return
    consistent(loaded)


LINES = st.lists(st.tuples(st.integers(0, 60), st.sampled_from(SIGNS)), min_size=1, max_size=4)


@settings(deadline=None, max_examples=80)
@given(LINES, st.binary(max_size=6), st.integers(0, 2000))
def test_a_damaged_file_is_told_and_what_is_kept_is_right(
    edits: list[tuple[int, str]], noise: bytes, at: int
) -> None:
    lines = CITY.split("\n")
    for number, sign in edits:
        place = number % len(lines)
        lines[place] = sign + lines[place]
    raw = "\n".join(lines).encode()
    raw = raw[: at % len(raw)] + noise + raw[at % len(raw) :]
    try:
        loaded = portfolio_of_bytes(
            raw, "city.yaml", TAXONOMY, packs={"nation.yaml": NATION.encode()}, keep_valid=True
        )
    except PortfolioError as error:
        told = error
    else:
        assert all(name in loaded.portfolio.areas for name in loaded.portfolio.channels_complete)
        return
    assert told.problems


ACT = Policy("act", "Act", PolicyKind.LAW, Level.NATIONAL, "nation")


@settings(deadline=None, max_examples=200)
@given(st.dictionaries(KEYS | st.text(max_size=5), ANYTHING, max_size=8))
def test_a_form_may_send_anything(slots: dict[str, Any]) -> None:
    full = {"id": "p", "modality": "duty", "who": "school", "action": "enrolment", **slots}
    for value in (slots, full):
        for found, problems in (
            read_provision(value, ACT, Known(TAXONOMY)),
            read_policy(value, Known(TAXONOMY)),
        ):
            assert (found is None) == bool(problems)
