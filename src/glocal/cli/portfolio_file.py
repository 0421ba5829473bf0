"""Read and write a portfolio by the ending of its file, and tell what was wrong with it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from glocal.errors import PortfolioError, Problem
from glocal.io.portfolio_csv import provisions_csv
from glocal.io.portfolio_xlsx import portfolio_xlsx
from glocal.io.portfolio_xlsx_read import read_portfolio_xlsx
from glocal.io.portfolio_yaml import portfolio_yaml
from glocal.loading.portfolio import LoadedPortfolio, read_portfolio
from glocal.loading.written import shown

Writer = Callable[[LoadedPortfolio, str], bytes]

WRITERS: Mapping[str, Writer] = {
    ".yaml": lambda loaded, _: portfolio_yaml(loaded).encode("utf-8"),
    ".yml": lambda loaded, _: portfolio_yaml(loaded).encode("utf-8"),
    ".xlsx": portfolio_xlsx,
    ".csv": lambda loaded, language: provisions_csv(loaded, language).encode("utf-8"),
}
READABLE = (".yaml", ".yml", ".xlsx")


def load(path: Path, *, keep_valid: bool = False) -> LoadedPortfolio:
    """The portfolio at ``path``. Raises ``PortfolioError``, also for other kinds of files."""
    suffix = path.suffix.lower()
    if suffix not in READABLE:
        raise _no_such_kind(path, READABLE)
    if suffix == ".xlsx":
        return read_portfolio_xlsx(path, keep_valid=keep_valid)
    return read_portfolio(path, keep_valid=keep_valid)


def save(loaded: LoadedPortfolio, path: Path, language: str, *, force: bool = False) -> None:
    """Write ``loaded`` to ``path``; nobody's file is written over unless ``force`` says so."""
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise _no_such_kind(path, tuple(WRITERS))
    content = writer(loaded, language)
    try:
        with path.open("wb" if force else "xb") as target:
            target.write(content)
    except FileExistsError as error:
        raise PortfolioError(f"{path} is there already. Write over it with --force.") from error
    except OSError as error:
        raise PortfolioError(f"{path} cannot be written: {error.strerror}.") from error


def say_remarks(problems: Sequence[Problem], notes: Sequence[Problem]) -> None:
    """Problems and notes on the standard error."""
    for problem in problems:
        print(problem, file=sys.stderr)
    for note in notes:
        print(f"Note: {note}", file=sys.stderr)
    if problems:
        print(f"{len(problems)} errors; what is right was used.", file=sys.stderr)


def _no_such_kind(path: Path, endings: tuple[str, ...]) -> PortfolioError:
    # Whole, since the last part of a path may be empty, as in "." and "/".
    told, known = f"'{shown(path)}'", ", ".join(endings)
    if path.is_dir():
        return PortfolioError(f"{told} is a folder. Name a file that ends in one of: {known}.")
    return PortfolioError(f"{told} has none of the endings that are understood here: {known}.")
