"""The provisions of a portfolio as one table."""

from __future__ import annotations

import csv
import io

from glocal.io.portfolio_csv import provisions_csv
from glocal.loading.portfolio import portfolio_of_bytes
from tests.core.loading.documents import TAXONOMY
from tests.core.loading.portfolio_files import CITY, NATION


def rows(text: str, language: str = "en") -> list[dict[str, str]]:
    packs = {"nation.yaml": NATION.encode()}
    loaded = portfolio_of_bytes(text.encode(), "city.yaml", TAXONOMY, packs=packs)
    table = provisions_csv(loaded, language)
    assert table.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(table[1:])))


def test_each_provision_of_the_file_is_a_row_and_packs_are_not():
    first, second = rows(CITY)
    assert (first["Id"], second["Id"]) == ("enrol-everybody", "no-papers-no-place")
    assert first["Money"] == "no"
    assert first["Requirements"] == "none"
    assert second["For whom: age"] == "6 to 17 years"
    assert second["From"] == "2017-01-01"
    assert second["Exception of"] == "edu-enrol"


def test_headings_and_words_are_in_the_language_asked_for():
    first, _ = rows(CITY, "es")
    assert first["Dinero"] == "no"
    assert first["Requisitos"] == "ninguno"


def test_no_cell_runs_as_a_formula():
    first, _ = rows(CITY.replace("article: 3.10", "article: =1+1"))
    assert first["Article"] == "'=1+1"
