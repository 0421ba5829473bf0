"""Write the provisions of a portfolio as one table, for those who want to count and filter."""

from __future__ import annotations

import csv
import io

from glocal.io.portfolio_sheets import provisions_sheet
from glocal.io.sheet_entries import entries_of, value_at
from glocal.io.sheet_values import cell_of
from glocal.io.sheet_voice import voice_of
from glocal.io.spreadsheet_cell import harmless
from glocal.loading.portfolio import LoadedPortfolio
from glocal.loading.portfolio_document import document_of


def provisions_csv(loaded: LoadedPortfolio, language: str = "en") -> str:
    """One row a provision of the file itself, with the columns of the spreadsheet.

    It is no way back: headers of policies, territories and bodies are not in it. Begins with a
    byte-order mark, which spreadsheet programs need for UTF-8.
    """
    voice = voice_of(loaded, language)
    sheet = provisions_sheet(loaded.taxonomy.population)
    target = io.StringIO()
    target.write("\ufeff")
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow([voice.heading(sheet, column) for column in sheet.columns])
    for entry in entries_of(sheet, document_of(loaded)):
        cells = [cell_of(column, value_at(entry, column), voice) for column in sheet.columns]
        writer.writerow(["" if cell is None else harmless(str(cell)) for cell in cells])
    return target.getvalue()
