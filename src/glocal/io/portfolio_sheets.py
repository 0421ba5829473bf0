"""What the sheets of a portfolio hold: one sheet a list of the file, one column a slot."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from glocal.model.population import Population


class Kind(StrEnum):
    """What stands in the cells of a column.

    ``NAME`` is the id of something, ``NAMES`` several; ``CHOICE`` is a word of a closed list,
    ``CHOICES`` several; ``RANGES`` are numeric conditions.
    """

    ID = "id"
    TEXT = "text"
    NAME = "name"
    NAMES = "names"
    CHOICE = "choice"
    CHOICES = "choices"
    DAY = "day"
    NUMBER = "number"
    RANGES = "ranges"


@dataclass(frozen=True)
class Column:
    """One column: its id, where its value stands in an entry, what it holds.

    ``what`` says of what the names or choices are (``action``, ``modality``, ``value:age`` …).
    Without a ``needed`` column the sheet cannot be read.
    """

    id: str
    path: tuple[str | int, ...]
    kind: Kind
    what: str = ""
    needed: bool = False
    width: int = 18

    @property
    def dimension(self) -> str:
        """The dimension of the population whose values stand here, empty for other columns."""
        return self.what.removeprefix("value:") if self.what.startswith("value:") else ""


@dataclass(frozen=True)
class Sheet:
    """One sheet; its id is the key of the list in the file, or of the slot in a provision."""

    id: str
    columns: tuple[Column, ...]


def _text(name: str, *, needed: bool = False, width: int = 18) -> Column:
    return Column(name, (name,), Kind.TEXT, needed=needed, width=width)


def _id() -> Column:
    return Column("id", ("id",), Kind.ID, needed=True, width=22)


def _name(name: str, what: str, *, needed: bool = False) -> Column:
    return Column(name, (name,), Kind.NAME, what, needed=needed, width=26)


def _names(name: str, what: str) -> Column:
    return Column(name, (name,), Kind.NAMES, what, width=26)


def _choice(name: str, what: str = "", *, needed: bool = False) -> Column:
    return Column(name, (name,), Kind.CHOICE, what or name, needed=needed)


def _day(name: str) -> Column:
    return Column(name, (name,), Kind.DAY, width=12)


POLICIES = Sheet(
    "policies",
    (
        _id(),
        _text("title", needed=True, width=34),
        _choice("kind", needed=True),
        _text("issuer", width=24),
        _text("number", width=10),
        Column("year", ("year",), Kind.NUMBER, width=8),
        _choice("level", needed=True),
        _name("territory", "territory", needed=True),
        Column("sectors", ("sectors",), Kind.CHOICES, "sector", width=26),
        _name("responsible", "organisation"),
        _day("from"),
        _day("until"),
        _choice("status"),
        *(
            Column(tie, ("ties", tie), Kind.NAMES, "policy", width=20)
            for tie in ("amends", "implements", "repeals", "cites")
        ),
        _text("source", width=30),
    ),
)
TERRITORIES = Sheet(
    "territories",
    (
        _id(),
        _text("name", needed=True, width=26),
        _choice("level", needed=True),
        _name("parent", "territory"),
    ),
)
ORGANISATIONS = Sheet(
    "organisations",
    (
        _id(),
        _text("name", needed=True, width=30),
        _name("kind", "organisation", needed=True),
        _name("territory", "territory"),
        _choice("level"),
        _choice("public", "yes"),
        _names("inherent", "action"),
    ),
)
EFFECTS = Sheet(
    "effects",
    (
        _name("provision", "provision", needed=True),
        _name("goal", "goal", needed=True),
        Column("strength", ("strength",), Kind.NUMBER, needed=True, width=10),
        _name("territory", "territory"),
        _choice("offset", "yes"),
    ),
)
ASSUMES = Sheet(
    "assumes",
    (
        _name("provision", "provision", needed=True),
        _name("goal", "goal", needed=True),
        _choice("support"),
        _text("source", width=50),
    ),
)
LINKS = Sheet(
    "links",
    (
        Column("first", (0,), Kind.NAME, "territory", needed=True, width=26),
        Column("second", (1,), Kind.NAME, "territory", needed=True, width=26),
    ),
)
CHANNELS = Sheet(
    "channels",
    (
        _name("from", "territory", needed=True),
        _name("to", "territory", needed=True),
        _text("by", width=40),
    ),
)
COORDINATION = Sheet(
    "coordination",
    (
        Column("first", ("between", 0), Kind.NAME, "organisation", needed=True, width=30),
        Column("second", ("between", 1), Kind.NAME, "organisation", needed=True, width=30),
        _name("on", "action"),
    ),
)
INTERACTIONS = Sheet(
    "interactions",
    (
        _name("from", "rated", needed=True),
        _name("to", "rated", needed=True),
        Column("value", ("value",), Kind.NUMBER, needed=True, width=10),
        Column("voices", ("voices",), Kind.NUMBER, needed=True, width=10),
        Column("groups", ("groups",), Kind.NUMBER, needed=True, width=10),
        Column("sure", ("sure",), Kind.NUMBER, needed=True, width=10),
        _text("matrix", width=34),
        _text("rationale", width=50),
        _choice("offset", "yes"),
    ),
)
HEAD = Sheet("portfolio", (_text("key", needed=True, width=44), _text("value", width=60)))
HEAD_ROWS = ("portfolio", "taxonomy", "uses", "complete", "extends")
"""The rows of the first sheet: what is true for the whole file."""


def provisions_sheet(population: Population) -> Sheet:
    """The sheet of provisions, with one column for each dimension of the population."""
    return Sheet(
        "provisions",
        (
            _name("policy", "policy", needed=True),
            _id(),
            _choice("modality", needed=True),
            _name("who", "organisation", needed=True),
            _name("action", "action", needed=True),
            Column("for", ("for",), Kind.CHOICE, "basis"),
            *(
                Column(f"for:{item.id}", ("for", item.id), Kind.CHOICES, f"value:{item.id}")
                for item in population.dimensions
            ),
            _name("territory", "territory"),
            _day("from"),
            _day("until"),
            Column("requires", ("requires",), Kind.CHOICES, "barrier", width=26),
            _names("after", "action"),
            *(
                Column(means, ("means", means), Kind.CHOICE, "tri", width=12)
                for means in ("competence", "money", "staff")
            ),
            _name("to", "organisation"),
            Column("gives", ("gives",), Kind.CHOICES, "means"),
            Column("lifts", ("lifts",), Kind.CHOICES, "barrier", width=26),
            Column("amount", ("benefit", "amount"), Kind.NUMBER, width=10),
            Column("unit", ("benefit", "unit"), Kind.TEXT, width=14),
            Column("months", ("benefit", "months"), Kind.NUMBER, width=10),
            Column("conditions", ("conditions",), Kind.RANGES, width=28),
            Column("phases", ("phases",), Kind.CHOICES, "phase", width=22),
            _names("over", "provision"),
            _text("ground", width=26),
            _choice("sure", "confidence"),
            _text("article", width=10),
            _text("quote", width=40),
            _text("note", width=30),
        ),
    )


def sheets(population: Population) -> tuple[Sheet, ...]:
    """Every sheet but the first and the lists, in the order of the book."""
    return (
        POLICIES,
        provisions_sheet(population),
        EFFECTS,
        ASSUMES,
        TERRITORIES,
        ORGANISATIONS,
        LINKS,
        CHANNELS,
        COORDINATION,
        INTERACTIONS,
    )
