"""Read a portfolio: policies and provisions with all that ties them, and every error at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from glocal.errors import KnowledgeError, PortfolioError, Problem, UnknownNameError
from glocal.loading.packs import TEXTS, Fetch, Packs, among, beside
from glocal.loading.plain_yaml import LARGEST, read_plain_yaml
from glocal.loading.portfolio_build import build, leave_out, provisions_of
from glocal.loading.portfolio_checks import check
from glocal.loading.portfolio_entries import Entries, Entry, Kind, number_in
from glocal.loading.provision_slots import text_of, yes
from glocal.loading.taxonomy import extended
from glocal.loading.taxonomy import taxonomy as installed
from glocal.loading.written import Written
from glocal.loading.yaml_file import KeyPath
from glocal.model.portfolio import Portfolio
from glocal.model.taxonomy import Taxonomy

Place = tuple[str, int]
"""The name of a file and a line in it."""

TRUTHS = frozenset({"closed", "costly", "core", "continuous", "portable", "public", "collective"})
"""Keys of additions to the taxonomy that say yes or no."""


@dataclass(frozen=True)
class LoadedPortfolio:
    """A portfolio, the taxonomy it is read with, and where its provisions stand.

    ``portfolio`` includes the packs; ``own`` is only what the file itself holds, and names what the
    packs hold. ``taxonomy`` has what ``extends`` adds. ``uses`` and ``extends`` are those of the
    file itself, as they are written. ``policy_places`` and ``provision_places`` give the file and
    line of each by its id. ``problems`` are those of what was left out when the rest was to be
    kept, and empty otherwise. ``notes`` are worth telling but stop nothing, as a column that nobody
    knows.
    """

    portfolio: Portfolio
    own: Portfolio
    taxonomy: Taxonomy
    uses: tuple[str, ...] = ()
    extends: Mapping[str, Any] = field(default_factory=dict)
    policy_places: Mapping[str, Place] = field(default_factory=dict)
    provision_places: Mapping[str, Place] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()


def read_portfolio(
    path: Path, taxonomy: Taxonomy | None = None, *, keep_valid: bool = False
) -> LoadedPortfolio:
    """The portfolio in the YAML file at ``path``, with the packs beside it that it uses.

    ``taxonomy`` takes the place of the version that the file names. Raises ``PortfolioError`` with
    every problem; with ``keep_valid``, what is right is kept and the problems stand beside it, and
    it is raised only when nothing can be read at all.
    """
    try:
        size = path.stat().st_size
        raw = path.read_bytes() if size <= LARGEST else bytes(LARGEST + 1)
    except OSError as error:
        raise PortfolioError(f"{path} cannot be read: {error.strerror}.") from error
    return _read(raw, path.name, beside(path.parent), taxonomy, keep_valid)


def portfolio_of_bytes(
    raw: bytes,
    name: str,
    taxonomy: Taxonomy | None = None,
    *,
    packs: Mapping[str, bytes] | None = None,
    keep_valid: bool = False,
    most: int | None = None,
) -> LoadedPortfolio:
    """The same from the bytes of a file called ``name``, as it was uploaded; no disk is read.

    ``packs`` are the files it may use, by name. A file with more than ``most`` policies and
    provisions is refused.
    """
    return _read(raw, name, among(packs or {}), taxonomy, keep_valid, most)


def _read(
    raw: bytes,
    name: str,
    fetch: Fetch,
    taxonomy: Taxonomy | None,
    keep_valid: bool,
    most: int | None = None,
) -> LoadedPortfolio:
    file, problems = read_plain_yaml(raw, name, as_written=TEXTS)
    if file is None:
        raise PortfolioError(f"{name} cannot be read:", problems)
    return assemble(file, fetch, taxonomy, keep_valid=keep_valid, most=most)


def assemble(
    document: Written,
    fetch: Fetch,
    taxonomy: Taxonomy | None = None,
    *,
    keep_valid: bool = False,
    problems: tuple[Problem, ...] = (),
    faulty: Collection[KeyPath] = (),
    notes: tuple[Problem, ...] = (),
    most: int | None = None,
) -> LoadedPortfolio:
    """The portfolio that ``document`` holds in the form of the YAML file, whatever it came from.

    ``fetch`` gives the packs. ``problems`` and ``notes`` are those already found while ``document``
    was read, ``faulty`` the paths of its entries that are not to be kept.
    """
    if not isinstance(document.value, Mapping):
        what, mend = "This is no portfolio.", "Begin with 'portfolio:' and its name."
        raise PortfolioError(f"{document.name} cannot be read:", [document.problem((), what, mend)])
    if most is not None:  # before any of it is looked at: that is what takes long
        _refuse_more_than(most, document)
    packs = Packs(fetch)
    packs.read(document)
    entries = Entries(problems=[*problems, *packs.problems])
    for pack_name, pack in packs.documents.items():
        entries.add(pack, pack_name)
    entries.add(document, "", faulty)
    everything = [*packs.documents.values(), document]
    vocabulary, additions = _taxonomy(everything, taxonomy, entries.problems)
    check(entries, vocabulary)
    if entries.problems and not keep_valid:
        raise PortfolioError(f"{document.name} has errors:", entries.problems)
    left_out = leave_out(entries) if entries.problems else []
    kept = [entry for entry in entries.every if not entry.is_faulty]
    name = document.name
    if "portfolio" not in entries.faulty_keys:
        name = text_of(document.value["portfolio"])
    made = provisions_of(kept)
    return LoadedPortfolio(
        portfolio=replace(build(kept, name, vocabulary, made=made), focus=_in_question(kept)),
        own=build([entry for entry in kept if not entry.pack], name, vocabulary, kept, made),
        taxonomy=vocabulary,
        uses=tuple(packs.used),
        extends=additions,
        policy_places=_places(kept, Kind.POLICY),
        provision_places=_places(kept, Kind.PROVISION),
        problems=tuple(sorted([*entries.problems, *left_out])),
        notes=notes,
    )


def _refuse_more_than(most: int, document: Written) -> None:
    number = number_in(document.value)
    if number > most:
        what = (
            f"The file holds {number} policies and provisions, and {most} at most are taken in "
            "at once."
        )
        problem = Problem(document.name, 0, "", what, "Split the file.")
        raise PortfolioError(f"{document.name} cannot be read:", [problem])


def _in_question(entries: list[Entry]) -> tuple[str, ...]:
    """The territories that the file itself names, where others come with its packs."""
    territories = [entry for entry in entries if entry.kind is Kind.TERRITORY]
    own = [entry.id for entry in territories if not entry.pack]
    return tuple(own) if len(own) < len(territories) else ()


def _places(entries: list[Entry], kind: Kind) -> dict[str, Place]:
    return {
        entry.id: (entry.part.name, entry.part.line()) for entry in entries if entry.kind is kind
    }


def _taxonomy(
    documents: list[Written], given: Taxonomy | None, problems: list[Problem]
) -> tuple[Taxonomy, Mapping[str, Any]]:
    """The version that the files name with what each adds, and what the last of them adds.

    Additions with an error are left out as a whole: one may rest on another.
    """
    found = given or _installed(documents, problems)
    additions: Mapping[str, Any] = {}
    for document in documents:
        additions = _additions(document)
        try:
            found = extended(found, additions, within=document, path=("extends",))
        except KnowledgeError as error:
            problems += error.problems
            additions = {}
    return found, additions


def _installed(documents: list[Written], problems: list[Problem]) -> Taxonomy:
    named = [
        (document, version)
        for document in reversed(documents)
        if isinstance(document.value, Mapping)
        and isinstance(version := document.value.get("taxonomy"), str)
    ]
    for document, version in named:
        if version != named[0][1]:
            problems.append(
                document.problem(
                    ("taxonomy",),
                    f"The pack is written for version {version}, the portfolio for {named[0][1]}.",
                    "Write the same version in both.",
                )
            )
    try:
        return installed(named[0][1] if named else None)
    except UnknownNameError as error:
        document = named[0][0]
        problems.append(document.problem(("taxonomy",), error.summary, "Name an installed one."))
        return installed()


def _additions(document: Written) -> Mapping[str, Any]:
    """What a file adds to the taxonomy, with yes and no as truth values."""
    added = document.value.get("extends") if isinstance(document.value, Mapping) else None
    if not isinstance(added, Mapping):
        return {}
    return {
        key: [_with_truths(item) for item in value] if isinstance(value, list) else value
        for key, value in added.items()
    }


def _with_truths(item: Any) -> Any:
    if not isinstance(item, Mapping):
        return item
    return {
        key: yes(value) if key in TRUTHS and value in ("yes", "no") else value
        for key, value in item.items()
    }
