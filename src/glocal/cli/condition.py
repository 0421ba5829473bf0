"""What ``glocal doctor`` says of one part of an installation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How one part is."""

    GOOD = "good"
    REMARK = "remark"
    """It works; it is worth knowing."""
    FAULT = "fault"
    """Something does not work, or endangers the data."""
    UNKNOWN = "not looked at"


@dataclass(frozen=True)
class Condition:
    """One part, its state, what was seen, and how to mend it where something is to mend."""

    part: str
    state: State
    what: str
    mend: str = ""


Examination = Callable[[], Iterable[Condition]]


def good(part: str, what: str) -> Condition:
    """A part that is as it should be."""
    return Condition(part, State.GOOD, what)


def remark(part: str, what: str, mend: str = "") -> Condition:
    """A part that works and of which something is worth knowing."""
    return Condition(part, State.REMARK, what, mend)


def fault(part: str, what: str, mend: str) -> Condition:
    """A part that must be mended."""
    return Condition(part, State.FAULT, what, mend)


def unknown(part: str, what: str, mend: str = "") -> Condition:
    """A part that could not be looked at."""
    return Condition(part, State.UNKNOWN, what, mend)


def examined(part: str, examination: Examination) -> Iterator[Condition]:
    """What an examination finds; one that breaks off is a fault itself and stops no other."""
    try:
        yield from examination()
    except Exception as error:
        yield fault(
            part,
            f"Looking at it broke off: {type(error).__name__}: {error}",
            "If the other faults do not explain it, report it with these words.",
        )
