"""``glocal interactions``: tables, pictures, JSON, and errors with their cells."""

import json

import pytest

from glocal.io.interactions_csv import long_csv
from glocal.io.interactions_xlsx import ratings_xlsx
from glocal.loading.families import LANGUAGES
from glocal.loading.interaction_words import interaction_words
from glocal.loading.interactions import example_interactions

EXAMPLE = example_interactions()
SQUARE = ",Homes,Trust\nHomes,,2\nTrust,-1,\n"


@pytest.fixture
def ratings(tmp_path):
    path = tmp_path / "ratings.csv"
    path.write_text(long_csv(EXAMPLE), "utf-8")
    return path


@pytest.fixture
def square(tmp_path):
    path = tmp_path / "matrix.csv"
    path.write_text(SQUARE, "utf-8")
    return path


def test_it_prints_the_tables(glocal, ratings):
    seen = glocal("interactions", ratings)

    assert (seen.code, seen.err) == (0, "")
    assert "Raters: 6, in 4 groups." in seen.out
    assert "WHO INFLUENCES AND WHO IS SUPPORTED" in seen.out


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_speaks_every_language(glocal, square, language):
    seen = glocal("interactions", square, "--language", language)

    assert seen.code == 0
    assert interaction_words(language).report["no-raters"] in seen.out


def test_a_spreadsheet_gives_the_same_as_its_text_file(glocal, tmp_path, ratings):
    book = tmp_path / "ratings.xlsx"
    book.write_bytes(ratings_xlsx(EXAMPLE))
    first = glocal("interactions", ratings, "--json").json
    second = glocal("interactions", book, "--json").json

    def figures(record):
        return {item["id"]: (item["total"], item["relation"]) for item in record["items"]}

    assert figures(first) == figures(second)
    assert first["assessed"] == second["assessed"]


def test_pictures_and_json_are_written(glocal, tmp_path, ratings):
    folder = tmp_path / "new" / "results"
    seen = glocal("interactions", ratings, "--out", folder)

    assert seen.code == 0
    written = sorted(path.name for path in folder.iterdir())
    ways = [f"ways-{number}.svg" for number in range(1, 6)]
    assert written == [
        "influence.svg", "interactions.json", "matrix.svg", "relation.svg", *ways,
    ]  # fmt: skip
    assert "Written to" in seen.err
    assert "Raters: 6" in seen.out
    assert (folder / "matrix.svg").read_text("utf-8").startswith("<svg")
    assert json.loads((folder / "interactions.json").read_text("utf-8"))["size"] == 14


def test_options_change_the_figures(glocal, square):
    record = glocal("interactions", square, "--json", "--alpha", "0", "--strong", "1").json

    assert record["influence"]["alpha"] == 0
    assert record["micmac"]["strong"] == 1
    assert record["items"][0]["total"] == 2
    assert record["loops"]["counts"]["2"] == {"reinforcing": 0, "balancing": 1}
    assert "ratings" not in record


def test_single_ratings_on_request(glocal, square):
    record = glocal("interactions", square, "--json", "--ratings").json

    assert [one["value"] for one in record["ratings"]] == [2, -1]


def test_errors_name_the_cell_and_exit_with_1(glocal, tmp_path):
    path = tmp_path / "m.csv"
    path.write_text(",Homes,Trust\nHomes,,9\nTrust,-1,\n", "utf-8")

    refused = glocal("interactions", path)
    kept = glocal("interactions", path, "--keep-valid")

    assert (refused.code, refused.out) == (1, "")
    assert "m.csv:2 [C2]: 9 lies outside the scale" in refused.err
    assert kept.code == 1
    assert "1 of 2 (50 %)" in kept.out
    assert "[C2]" in kept.err


def test_decimals_only_on_request(glocal, tmp_path):
    path = tmp_path / "m.csv"
    path.write_text(",Homes,Trust\nHomes,,0.5\nTrust,-1,\n", "utf-8")

    assert glocal("interactions", path).code == 1
    assert glocal("interactions", path, "--decimals").code == 0


@pytest.mark.parametrize(
    "option", [("--alpha", "2"), ("--alpha", "x"), ("--strong", "0"), ("--strong", "nan")]
)
def test_options_typed_wrongly_exit_with_2(glocal, square, option):
    assert glocal("interactions", square, *option).code == 2


def test_a_folder_that_cannot_be_written_is_said(glocal, square, tmp_path):
    (tmp_path / "file").write_text("", "utf-8")

    seen = glocal("interactions", square, "--out", tmp_path / "file")

    assert seen.code == 1
    assert "cannot be written" in seen.err


def test_remarks_stop_nothing(glocal, tmp_path):
    path = tmp_path / "m.csv"
    path.write_text(",Homes,Trust\nHomes,3,1\nTrust,-1,\n", "utf-8")

    seen = glocal("interactions", path)

    assert seen.code == 0
    assert "m.csv:2 [B2]" in seen.err


def test_errors_and_remarks_are_told_in_the_language_that_was_asked_for(glocal, tmp_path):
    path = tmp_path / "m.csv"
    path.write_text(",Homes,Trust\nHomes,3,9\nTrust,-1,\n", "utf-8")

    refused = glocal("interactions", path, "--language", "es")
    kept = glocal("interactions", path, "--language", "es", "--keep-valid")

    assert "9 está fuera de la escala" in refused.err
    assert "9 está fuera de la escala" in kept.err
    assert "Un elemento no influye en sí mismo." in kept.err
