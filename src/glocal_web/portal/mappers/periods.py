"""Days: when something holds, as of which day a page is asked for."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Protocol


class State(StrEnum):
    """Whether something holds on a day, did before, or will later."""

    NOW = "now"
    LATER = "later"
    ENDED = "ended"


class HasPeriod(Protocol):
    """A row with a first day, and a first day on which it no longer holds."""

    valid_from: date | None
    valid_until: date | None


def state_of(row: HasPeriod, day: date) -> State:
    """Whether a row holds on a day, by its own dates."""
    if row.valid_from is not None and day < row.valid_from:
        return State.LATER
    if row.valid_until is not None and day >= row.valid_until:
        return State.ENDED
    return State.NOW


def state_within(row: HasPeriod, whole: HasPeriod, day: date) -> State:
    """The same for a part of something, which holds no longer than the whole does."""
    of_whole = state_of(whole, day)
    return state_of(row, day) if of_whole is State.NOW else of_whole


def read_day(text: str) -> date | None:
    """The day that an address asks for; ``None`` for what is no day."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None
