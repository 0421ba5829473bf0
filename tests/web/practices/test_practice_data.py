"""The library as open data: complete, licensed, harmless in a spreadsheet, cheap to ask again."""

import csv
import io
import json
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from glocal.loading.library import practice_text, practices
from glocal_web.portal.mappers import practice_files
from glocal_web.portal.mappers.practice_files import COLUMNS, practices_csv


@pytest.mark.parametrize("language", ["en", "es", "fr", "ar"])
def test_json_holds_every_practice_with_structure_words_and_licence(
    client: Client, db: None, django_assert_num_queries: Any, language: str
) -> None:
    with django_assert_num_queries(0):
        response = client.get(f"/practices.json?language={language}")
    whole = json.loads(response.content)
    assert whole["licence"]["id"] == "CC-BY-4.0"
    assert whole["language"] == response["Content-Language"] == language
    assert [one["id"] for one in whole["practices"]] == list(practices())
    for one in whole["practices"]:
        text = practice_text(one["id"], language)
        assert (one["title"], one["language"]) == (text.title, text.provenance.language)
        assert one["sources"]
        assert [item["why"] for item in one["indicators"]] == [
            text.answers[item["code"]] for item in one["indicators"]
        ]


def test_csv_has_a_row_for_each_practice_and_every_column_filled_somewhere(
    client: Client, db: None
) -> None:
    response = client.get("/practices.csv?language=en")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    text = response.content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["id"] for row in rows] == list(practices())
    assert {row["licence"] for row in rows} == {"CC-BY-4.0"}
    always = set(COLUMNS) - {"start", "end", "dates_note", "legal_basis", "cost"}
    always -= {"cost_currency", "cost_covers", "phases", "lessons", "recommendations", "gcm", "sdg"}
    always -= {"sdg_by", "roles", "sectors"}
    assert all(row[column] for row in rows for column in always)


def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = replace(
        practice_text("pichincha-human-mobility-unit", "en"),
        title='=HYPERLINK("https://example.org")',
        done=("+1", "-2"),
    )
    monkeypatch.setattr(
        practice_files,
        "practice_text",
        lambda name, language: text if name == text.id else practice_text(name, language),
    )
    content = practices_csv.__wrapped__("en").content.decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(content))
    row = next(row for row in rows if row["id"] == text.id)
    assert row["title"] == '\'=HYPERLINK("https://example.org")'
    assert row["done"].startswith("'+1")


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_who_has_the_present_copy_gets_nothing_new(client: Client, db: None, kind: str) -> None:
    first = client.get(f"/practices.{kind}?language=es")
    again = client.get(f"/practices.{kind}?language=es", headers={"if-none-match": first["ETag"]})
    other = client.get(f"/practices.{kind}?language=fr", headers={"if-none-match": first["ETag"]})
    assert (first.status_code, again.status_code, other.status_code) == (200, 304, 200)
    assert again.content == b""
    assert first["Cache-Control"] == "no-cache"
    assert first["Access-Control-Allow-Origin"] == "*"
    assert f'filename="glocal-practices-es.{kind}"' in first["Content-Disposition"]


@pytest.mark.parametrize("asked", ["", "?language=xx", "?language=../../etc", "?language=%00"])
def test_without_a_language_that_exists_it_is_that_of_the_reader(
    client: Client, db: None, asked: str
) -> None:
    response = client.get(f"/practices.json{asked}", headers={"accept-language": "es"})
    assert json.loads(response.content)["language"] == "es"


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_nothing_can_be_sent_to_the_data(client: Client, db: None, kind: str) -> None:
    assert client.post(f"/practices.{kind}").status_code == 405


def test_the_table_says_what_is_stale_or_borrowed(monkeypatch: pytest.MonkeyPatch) -> None:
    known = practice_text("pichincha-human-mobility-unit", "es")
    text = replace(known, provenance=replace(known.provenance, stale=True))
    monkeypatch.setattr(practice_files, "practice_text", lambda *_: text)
    monkeypatch.setattr(
        practice_files, "practices", lambda: {"a": practices()["pichincha-human-mobility-unit"]}
    )
    content = practices_csv.__wrapped__("es").content.decode("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(content)))
    assert (row["stale"], row["borrowed"]) == ("true", "false")
