"""A portfolio as a spreadsheet comes back the same, in words of four languages."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glocal.io.portfolio_sheets import HEAD, sheets
from glocal.io.portfolio_xlsx import portfolio_xlsx
from glocal.io.portfolio_xlsx_read import portfolio_of_xlsx, read_portfolio_xlsx
from glocal.io.sheet_voice import Voice
from glocal.io.spreadsheet_cell import FORMULA_STARTS, guarded, unguarded
from glocal.loading.families import LANGUAGES
from glocal.loading.packs import among
from glocal.loading.plain_yaml import PlainFile
from glocal.loading.portfolio import assemble, portfolio_of_bytes, read_portfolio
from glocal.loading.sheet_words import sheet_words
from glocal.text.folding import fold
from tests.core.io.sheet_of_city import (
    PACKS,
    WRITTEN,
    Book,
    cell,
    city,
    damaged,
    read,
)
from tests.core.loading.documents import TAXONOMY, documents
from tests.core.loading.portfolio_files import CITY, write


@settings(deadline=None, max_examples=40)
@given(documents(), st.sampled_from(LANGUAGES))
def test_what_is_kept_of_a_random_document_comes_back_the_same(
    document: dict[str, Any], language: str
) -> None:
    kept = assemble(PlainFile("x", document), among({}), TAXONOMY, keep_valid=True)
    again = portfolio_of_xlsx(portfolio_xlsx(kept, language), "x.xlsx", TAXONOMY)
    assert again.portfolio == kept.portfolio
    assert (again.problems, again.notes) == ((), ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_city_comes_back_with_its_packs_apart(tmp_path: Path, language: str) -> None:
    loaded = read_portfolio(write(tmp_path), TAXONOMY)
    (tmp_path / "city.xlsx").write_bytes(portfolio_xlsx(loaded, language))
    again = read_portfolio_xlsx(tmp_path / "city.xlsx", TAXONOMY)
    assert again.portfolio == loaded.portfolio
    assert again.own == loaded.own
    assert again.uses == ("nation.yaml",)
    assert again.provision_places["no-papers-no-place"] == ("city.xlsx", 4)


def test_additions_to_the_taxonomy_come_back() -> None:
    addition = "{id: night-school, parent: education, costly: yes}"
    text = f"portfolio: City\nextends:\n  actions: [{addition}]\n"
    loaded = portfolio_of_bytes(text.encode(), "city.yaml", TAXONOMY)
    again = portfolio_of_xlsx(portfolio_xlsx(loaded), "city.xlsx", TAXONOMY)
    assert again.taxonomy == loaded.taxonomy


def test_the_same_portfolio_gives_the_same_bytes() -> None:
    assert portfolio_xlsx(city()) == WRITTEN


def test_a_spreadsheet_program_that_saves_it_again_changes_nothing() -> None:
    assert read(damaged(lambda book: None)).portfolio == city().portfolio


# ----------------------------------------------------------------------------------- safety


@given(st.text(max_size=20))
def test_the_guard_against_formulas_can_be_taken_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).lstrip(" ").startswith(FORMULA_STARTS)


def test_no_cell_begins_a_formula() -> None:
    text = CITY.replace("title: Rules of the schools", 'title: "=HYPERLINK(1)"')
    text = text.replace("name: School by the Sea", 'name: "@SUM(1)"')
    loaded = portfolio_of_bytes(text.encode(), "city.yaml", TAXONOMY, packs=PACKS)
    raw = portfolio_xlsx(loaded)
    for page in openpyxl.load_workbook(io.BytesIO(raw)):
        for row in page.iter_rows():
            for item in row:
                assert item.data_type != "f"
                if isinstance(item.value, str):
                    assert not item.value.startswith(FORMULA_STARTS), item.coordinate
    assert read(raw).portfolio == loaded.portfolio


# ------------------------------------------------------------------------------------- words


def test_every_language_has_the_same_words() -> None:
    def keys(value: Any) -> Any:
        return {key: keys(item) for key, item in value.items()} if isinstance(value, dict) else 0

    shapes = [
        keys({"s": w.sheets, "h": w.head, "c": w.headings, "e": w.help, "v": w.values})
        for w in map(sheet_words, LANGUAGES)
    ]
    assert all(shape == shapes[0] for shape in shapes)


def test_every_column_has_a_heading_and_no_heading_means_two() -> None:
    for sheet in (HEAD, *sheets(TAXONOMY.population)):
        meant: dict[str, str] = {}
        for language in LANGUAGES:
            voice = Voice(TAXONOMY, language)
            assert len(voice.words.sheets[sheet.id]) <= 31  # more no spreadsheet allows
            for column in sheet.columns:
                assert voice.help(sheet, column)
                for word in (column.id, voice.heading(sheet, column)):
                    assert meant.setdefault(fold(word), column.id) == column.id, word


def test_every_choice_is_understood_in_every_language() -> None:
    reader = Voice(TAXONOMY, "en")
    for sheet in sheets(TAXONOMY.population):
        for column in sheet.columns:
            if column.kind in {"choice", "choices"}:
                for language in LANGUAGES:
                    voice = Voice(TAXONOMY, language)
                    for choice in voice.choices(column.what):
                        shown = voice.shown_choice(column.what, choice)
                        assert reader.meant(column.what, shown) == choice, (language, shown)


def test_ids_words_and_names_of_other_languages_are_taken() -> None:
    def damage(book: Book) -> None:
        cell(book, "Provisions", "What it does").value = "duty"
        cell(book, "Provisions", "Money").value = "NON"
        cell(book, "Provisions", "Action or service").value = "enrolment"
        cell(book, "Policies", "Kind of act").value = "Ley"
        cell(book, "Policies", "Status").value = "ساري المفعول"

    loaded = read(damaged(damage)).portfolio
    assert loaded.provisions == city().portfolio.provisions
    assert loaded.policies["school-rules"].kind == "law"


def test_an_arabic_book_runs_from_right_to_left_and_offers_lists() -> None:
    book = openpyxl.load_workbook(io.BytesIO(portfolio_xlsx(city(), "ar")))
    assert book.sheetnames[2] == sheet_words("ar").sheets["provisions"]
    assert all(page.sheet_view.rightToLeft for page in book)
    offered = book.worksheets[2].data_validations.dataValidation
    assert len(offered) >= 8
    assert all("القوائم" in item.formula1 for item in offered)
