"""Files made to hurt: huge, odd, random. They are read or refused in bounded time."""

import time
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glocal.errors import TableError
from glocal.io import interactions_labels
from glocal.io.interactions_csv import long_csv, square_csv
from glocal.io.interactions_read import LARGEST, interactions_of, read_interactions
from glocal.io.interactions_xlsx import matrix_xlsx, ratings_xlsx
from glocal.model.interaction import Item, ItemKind, RatedMatrix, Rating, SignedMatrix

TITLES = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Cn", "Co")),
    min_size=1,
    max_size=30,
).map(lambda text: " ".join(text.split()))


@st.composite
def items(draw):
    titles = draw(st.lists(TITLES.filter(bool), min_size=2, max_size=6))
    kinds = draw(st.lists(st.sampled_from(ItemKind), min_size=len(titles), max_size=len(titles)))
    return tuple(
        Item(f"i{number}", f"Item {number}: {title}", kind, f"x{number}")
        for number, (title, kind) in enumerate(zip(titles, kinds, strict=True))
    )


@st.composite
def rated(draw):
    own = draw(items())
    pairs = [(a.id, b.id) for a in own for b in own if a is not b]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, min_size=1))
    return RatedMatrix(
        "m",
        own,
        tuple(
            Rating(
                draw(st.sampled_from(["r1", "r2"])),
                draw(st.sampled_from(["authority", "our own group", "=cmd"])),
                source,
                target,
                draw(st.sampled_from([None, *range(-3, 4)])),
                draw(TITLES),
            )
            for source, target in chosen
        ),
    )


@settings(max_examples=40, deadline=None)
@given(rated(), st.sampled_from(["en", "es", "fr", "ar"]))
def test_any_list_comes_back(matrix, language):
    found = interactions_of(long_csv(matrix, language).encode(), "m.csv")
    assert found.rated.ratings == matrix.ratings

    found = interactions_of(ratings_xlsx(matrix, language), "m.xlsx")
    assert found.rated.ratings == matrix.ratings
    assert found.rated.items == matrix.items


@settings(max_examples=40, deadline=None)
@given(items(), st.data(), st.sampled_from(["en", "es", "fr", "ar"]))
def test_any_matrix_comes_back(own, data, language):
    size = len(own)
    cells = st.one_of(st.just(float("nan")), st.floats(-3, 3, allow_subnormal=False))
    values = np.array(data.draw(st.lists(cells, min_size=size**2, max_size=size**2)))
    matrix = SignedMatrix(tuple(item.id for item in own), np.round(values.reshape(size, size), 6))

    for raw, name in (
        (square_csv(matrix, own, language).encode(), "m.csv"),
        (matrix_xlsx(matrix, own, language), "m.xlsx"),
    ):
        found = interactions_of(raw, name, decimals=True)
        np.testing.assert_allclose(found.signed.values, matrix.values, rtol=1e-14)
        assert found.signed.ids == matrix.ids


def read_or_refused(raw, **options):
    """What is read; None when it was refused in words. Any other error fails."""
    with suppress(TableError):
        return interactions_of(raw, "m.csv", **options)
    return None


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)), st.booleans())
def test_anything_is_read_or_refused_in_words(raw, keep_valid):
    found = read_or_refused(raw, keep_valid=keep_valid, decimals=not keep_valid)

    assert found is None or len(found.rated.items) >= 2


SIGNS = st.sampled_from([",", ",", "\n", "\n", "a", "b", "1", "-2", "?", "=x", '"', "–", "٢", " "])


@settings(max_examples=300, deadline=None)
@given(st.lists(SIGNS, max_size=60).map("".join), st.booleans())
def test_tables_of_odd_cells_are_read_or_refused_in_words(text, keep_valid):
    found = read_or_refused(text.encode(), keep_valid=keep_valid)

    assert found is None or found.signed.size >= 2


def test_fifty_thousand_rows_of_a_list_are_read():
    rows = (
        f"item {number % 100},item {number // 100 % 100},{number % 7 - 3},r{number // 10_000},g\n"
        for number in range(50_000)
    )
    raw = ("from,to,value,rater,group\n" + "".join(rows)).encode()

    before = time.process_time()
    found = interactions_of(raw, "m.csv")

    assert time.process_time() - before < 10
    assert len(found.rated.ratings) == 49_500


def test_fifty_thousand_rows_that_are_no_matrix_are_refused():
    raw = (",a,b\n" + "".join(f"row {number},1,2\n" for number in range(50_000))).encode()

    before = time.process_time()
    with pytest.raises(TableError, match="more than 1,000 rows or columns"):
        interactions_of(raw, "m.csv")
    assert time.process_time() - before < 5


def test_fifty_thousand_different_items_are_refused():
    rows = "".join(f"item {number},item {number + 1},1\n" for number in range(50_000))

    with pytest.raises(TableError, match="more than 1,000 items"):
        interactions_of(("from,to,value\n" + rows).encode(), "m.csv")


def test_fifty_thousand_raters_are_refused_before_they_fill_the_memory():
    rows = "".join(f"i{number % 30},j{number // 30 % 30},1,r{number}\n" for number in range(50_000))

    with pytest.raises(TableError, match="too many ratings at once"):
        interactions_of(("from,to,value,rater\n" + rows).encode(), "m.csv")


def test_a_file_of_mistakes_is_told_in_bounded_space():
    rows = "".join("a,b,x\n" for _ in range(50_000))

    with pytest.raises(TableError) as told:
        interactions_of(("from,to,value\n" + rows).encode(), "m.csv")
    assert len(told.value.problems) == 1001
    assert any("49,000 more problems" in one.what for one in told.value.problems)


def test_a_sheet_wider_than_a_matrix_may_be_is_refused():
    labels = [f"i{number}" for number in range(1_001)]
    own = tuple(Item(name, name) for name in labels)
    matrix = SignedMatrix(tuple(labels), np.full((1_001, 1_001), np.nan))

    with pytest.raises(TableError, match="more than 1,000"):
        interactions_of(square_csv(matrix, own).encode(), "m.csv")


def test_a_file_larger_than_the_limit_is_refused_unread(tmp_path):
    path = tmp_path / "m.csv"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)

    with pytest.raises(TableError, match="larger than"):
        read_interactions(path)


@pytest.mark.parametrize("raw", [b"PK\x03\x04nothing", b"\xd0\xcf\x11\xe0" + b"x" * 100])
def test_damaged_and_old_spreadsheets_are_refused_in_words(raw):
    with pytest.raises(TableError, match="cannot be read"):
        interactions_of(raw, "m.xlsx")


def test_of_a_file_about_other_things_few_names_are_compared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = [Item(f"i{number}", f"Item {number}") for number in range(1, 7)]
    compared = []

    def counted(name, *rest, **more):
        compared.append(name)
        return []

    monkeypatch.setattr(interactions_labels, "get_close_matches", counted)
    rows = "".join(f"i1,q{number},1\ni1,q{number},1\n" for number in range(1000))
    raw = f"from,to,value\ni1,i2,1\n{rows}".encode()
    found = interactions_of(raw, "a.csv", known=known, keep_valid=True)
    assert len(found.rated.ratings) == 1
    assert len(found.problems) >= 1000
    assert len(compared) == len(set(compared)) == interactions_labels.MOST_MENDED
    assert all("Use a name that is there" in one.mend for one in found.problems[-2:])
