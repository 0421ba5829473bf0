"""Earlier states of a territory, for people who changed it at once."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from glocal_web.portal.models import Territory


@dataclass(frozen=True)
class LastSave:
    """Who saved a territory last, and when; nothing is known of rows made by a command."""

    by: str
    at: datetime | None


def state_at(territory: Territory, version: int | None) -> Territory | None:
    """The territory as it was at this version, or nothing when that is not known."""
    if version is None:
        return None
    return cast(Territory | None, territory.history.filter(version=version).first())


def last_save(territory: Territory) -> LastSave:
    """Who saved the present state of the territory, and when."""
    row = territory.history.select_related("history_user").first()
    if row is None:
        return LastSave("", None)
    return LastSave(str(row.history_user or ""), row.history_date)
