"""The spreadsheet of a small city, and ways to work on it as people do in a spreadsheet program."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from glocal.errors import PortfolioError, Problem
from glocal.io.portfolio_xlsx import portfolio_xlsx
from glocal.io.portfolio_xlsx_read import portfolio_of_xlsx
from glocal.loading.portfolio import LoadedPortfolio, portfolio_of_bytes
from tests.core.loading.documents import TAXONOMY
from tests.core.loading.portfolio_files import CITY, NATION

PACKS = {"nation.yaml": NATION.encode()}
Book = openpyxl.Workbook
Damage = Callable[[Book], Any]


def city() -> LoadedPortfolio:
    return portfolio_of_bytes(CITY.encode(), "city.yaml", TAXONOMY, packs=PACKS)


WRITTEN = portfolio_xlsx(city())


def damaged(damage: Damage, raw: bytes = WRITTEN) -> bytes:
    """The spreadsheet of the city after somebody has worked on it in a spreadsheet program."""
    book = openpyxl.load_workbook(io.BytesIO(raw))
    damage(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def read(raw: bytes, **options: bool) -> LoadedPortfolio:
    return portfolio_of_xlsx(raw, "city.xlsx", TAXONOMY, packs=PACKS, **options)


def problems(raw: bytes) -> list[Problem]:
    with pytest.raises(PortfolioError) as error:
        read(raw)
    return list(error.value.problems)


def cell(book: Book, sheet: str, heading: str, row: int = 3) -> Any:
    """The cell below a heading; the first entry stands in row 3."""
    page = book[sheet]
    place = [item.value for item in page[1]].index(heading) + 1
    return page.cell(row, place)


def put(sheet: str, heading: str, value: Any, row: int = 3) -> Damage:
    def damage(book: Book) -> None:
        cell(book, sheet, heading, row).value = value

    return damage
