"""Read responses of one or many territories from a table, keeping every row that is right.

Two forms are understood. *Long*: one row a response, with the columns ``territory``, ``indicator``
and ``answer``, and if wanted ``evidence``, ``participant``, ``group`` and ``agreed``. *Wide*: one
row a territory, with the column ``territory`` and one column per indicator code.

An answer is a grade of the indicator's scale, or one of ``not-applicable`` (``na``), ``dont-know``
(``dk``), or empty for not answered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from glocal.errors import Problem, TableError
from glocal.io.delimited import Rows
from glocal.model.framework import Framework, Indicator
from glocal.model.kinds import AnswerState, EvidenceLevel, StakeholderGroup
from glocal.model.response import Response

WORDS: Mapping[str, AnswerState] = {
    "": AnswerState.NOT_ANSWERED,
    "not-answered": AnswerState.NOT_ANSWERED,
    "na": AnswerState.NOT_APPLICABLE,
    "n/a": AnswerState.NOT_APPLICABLE,
    "not-applicable": AnswerState.NOT_APPLICABLE,
    "not applicable": AnswerState.NOT_APPLICABLE,
    "dk": AnswerState.DONT_KNOW,
    "dont-know": AnswerState.DONT_KNOW,
    "don't know": AnswerState.DONT_KNOW,
}
TRUE_WORDS = {"yes", "true", "1", "x", "sí", "si", "oui", "نعم"}
FALSE_WORDS = {"", "no", "false", "0", "non", "لا"}
Kind = TypeVar("Kind", bound=StrEnum)
LONG_COLUMNS = ("territory", "indicator", "answer")


@dataclass
class ResponsesRead:
    """Responses by territory in the order of the file, and the problems of rows left out."""

    by_territory: dict[str, list[Response]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    rows: int = 0


def read_responses(
    rows: Rows,
    framework: Framework,
    progress: Callable[[int, int], None] | None = None,
) -> ResponsesRead:
    """The responses in ``rows`` for ``framework``.

    A cell that cannot be used is left out and named in ``problems`` with its line, column, what is
    wrong and how to mend it; all others are kept. Raises ``TableError`` when the columns
    themselves do not fit.
    """
    # Columns without a name are what spreadsheets leave at the edge of a sheet.
    named = [(_column_name(name), number) for number, name in enumerate(rows.header) if name]
    columns = dict(named)
    if len(columns) < len(named):
        raise _bad_columns(rows, "Two columns have the same name.", "Rename or delete one.")
    if "territory" not in columns:
        raise _bad_columns(rows, "There is no column 'territory'.", _near("territory", columns))
    codes = {_column_name(item.code): item for item in framework.indicators}
    if "indicator" in columns:
        for name in LONG_COLUMNS:
            if name not in columns:
                raise _bad_columns(rows, f"There is no column '{name}'.", _near(name, columns))
        return _read_long(rows, framework, columns, progress)
    wide = {name: number for name, number in columns.items() if name in codes}
    if not wide:
        raise _bad_columns(
            rows,
            "There is neither a column 'indicator' nor a column named after an indicator.",
            f"Use the columns {', '.join(LONG_COLUMNS)}, or one column per code as in "
            f"{framework.indicators[0].code}.",
        )
    unknown = set(columns) - set(wide) - {"territory"}
    return _read_wide(rows, columns, codes, wide, unknown, progress)


def _read_long(
    rows: Rows,
    framework: Framework,
    columns: Mapping[str, int],
    progress: Callable[[int, int], None] | None,
) -> ResponsesRead:
    read = ResponsesRead(rows=len(rows.rows))
    codes = {item.code.lower(): item for item in framework.indicators}
    seen: dict[tuple[str, str, str], int] = {}
    for done, (line, cells) in enumerate(rows.rows, 1):
        values = {name: _cell(cells, number) for name, number in columns.items()}

        def problem(column: str, what: str, mend: str, line: int = line) -> None:
            read.problems.append(Problem(rows.name, line, column, what, mend))

        if progress is not None and (done % 5000 == 0 or done == len(rows.rows)):
            progress(done, len(rows.rows))
        if _overflows(cells, rows.header):
            problem("", *_too_long(cells, rows.header))
            continue
        if not values["territory"]:
            problem("territory", "The territory is missing.", "Write its name or code.")
            continue
        indicator = codes.get(values["indicator"].lower())
        if indicator is None:
            known = [item.code for item in framework.indicators]
            close = get_close_matches(values["indicator"].upper(), known, n=1, cutoff=0.5)
            problem(
                "indicator",
                f"{framework.name} has no indicator '{values['indicator']}'.",
                f"Did you mean '{close[0]}'?" if close else "Use a code such as " + known[0] + ".",
            )
            continue
        response = _response(indicator, values, problem)
        if response is None:
            continue
        key = (values["territory"], indicator.code, response.participant or response.group)
        if key in seen:
            problem(
                "answer",
                f"This response appears twice (first on line {seen[key]}).",
                "Keep one, or name another participant.",
            )
            continue
        seen[key] = line
        read.by_territory.setdefault(values["territory"], []).append(response)
    return read


def _read_wide(
    rows: Rows,
    columns: Mapping[str, int],
    codes: Mapping[str, Indicator],
    wide: Mapping[str, int],
    unknown: set[str],
    progress: Callable[[int, int], None] | None,
) -> ResponsesRead:
    read = ResponsesRead(rows=len(rows.rows))
    for name in sorted(unknown):
        read.problems.append(
            Problem(
                rows.name,
                1,
                name,
                "This column is no indicator; it was left out.",
                "Check the code.",
            )
        )
    for done, (line, cells) in enumerate(rows.rows, 1):
        if _overflows(cells, rows.header):
            read.problems.append(Problem(rows.name, line, "", *_too_long(cells, rows.header)))
            continue
        territory = _cell(cells, columns["territory"])
        if not territory:
            read.problems.append(
                Problem(
                    rows.name, line, "territory", "The territory is missing.", "Write its name."
                )
            )
            continue
        if territory in read.by_territory:
            read.problems.append(
                Problem(
                    rows.name, line, "territory", f"'{territory}' appears twice.", "Keep one row."
                )
            )
            continue
        responses = read.by_territory.setdefault(territory, [])
        for name, number in wide.items():

            def problem(
                column: str, what: str, mend: str, at: str = name, line: int = line
            ) -> None:
                read.problems.append(Problem(rows.name, line, codes[at].code, what, mend))

            response = _response(codes[name], {"answer": _cell(cells, number)}, problem)
            if response is not None:
                responses.append(response)
        if progress is not None and (done % 500 == 0 or done == len(rows.rows)):
            progress(done, len(rows.rows))
    return read


def _response(
    indicator: Indicator, values: Mapping[str, str], problem: Callable[[str, str, str], None]
) -> Response | None:
    word = values["answer"].lower()
    state = WORDS.get(word, AnswerState.ANSWERED)
    grade: float | None = None
    if state is AnswerState.ANSWERED:
        try:
            # A comma is the decimal sign in half of the world, and Arabic has one of its own.
            grade = float(word.replace(",", ".").replace("٫", "."))
        except ValueError:
            grade = None
        if grade not in indicator.scale.grades:
            grades = ", ".join(f"{grade:g}" for grade in indicator.scale.grades)
            problem(
                "answer",
                f"'{values['answer']}' is no answer to {indicator.code}.",
                f"Use one of {grades}, or not-applicable, or dont-know, or leave it empty.",
            )
            return None
    evidence = _choice(values, "evidence", EvidenceLevel, EvidenceLevel.NONE, problem)
    group = _choice(values, "group", StakeholderGroup, StakeholderGroup.AUTHORITY, problem)
    agreed = values.get("agreed", "").lower()
    if agreed not in TRUE_WORDS | FALSE_WORDS:
        problem("agreed", f"'{values['agreed']}' is neither yes nor no.", "Write yes or no.")
        return None
    if evidence is None or group is None:
        return None
    return Response(
        indicator=indicator.code,
        state=state,
        grade=grade,
        evidence=evidence,
        participant=values.get("participant", ""),
        group=group,
        agreed=agreed in TRUE_WORDS,
    )


def _choice(
    values: Mapping[str, str],
    column: str,
    kind: type[Kind],
    default: Kind,
    problem: Callable[[str, str, str], None],
) -> Kind | None:
    word = values.get(column, "").lower()
    if not word:
        return default
    try:
        return kind(word)
    except ValueError:
        known = [str(member) for member in kind]
        close = get_close_matches(word, known, n=1, cutoff=0.6)
        mend = f"Did you mean '{close[0]}'?" if close else f"Use one of: {', '.join(known)}."
        problem(column, f"'{values[column]}' is not known here.", mend)
        return None


def _overflows(cells: list[str], header: tuple[str, ...]) -> bool:
    return any(cell.strip() for cell in cells[len(header) :])


def _too_long(cells: list[str], header: tuple[str, ...]) -> tuple[str, str]:
    return (
        f"The row has {len(cells)} cells, the header {len(header)}: its values have moved.",
        "Put quotes round a value that contains the separator.",
    )


def _cell(cells: list[str], number: int) -> str:
    return cells[number].strip() if number < len(cells) else ""


def _column_name(name: str) -> str:
    return name.strip().lower()


def _near(name: str, columns: Mapping[str, int]) -> str:
    close = get_close_matches(name, columns, n=1, cutoff=0.6)
    if close:
        return f"Rename the column '{close[0]}' to '{name}'?"
    return f"Add the column '{name}'. Found: {', '.join(columns)}."


def _bad_columns(rows: Rows, what: str, mend: str) -> TableError:
    return TableError(f"{rows.name} cannot be used.", [Problem(rows.name, 1, "", what, mend)])
