"""What each role gets on the pages of paper and of rounds."""

from typing import Any

from tests.web.permissions.conftest import CODE, Stage
from tests.web.permissions.expected import ANSWERERS, INSIDE, MANAGERS, NO_POST, READ, Row, only
from tests.web.permissions.sent import answer_sent, of_assessment


def sheet(stage: Stage) -> str:
    """The sheet of the lead, whose answers these are."""
    return f"?whose={stage.lead.pk}&on=2026-05-12&part={CODE.partition('.')[0]}"


def sheet_sent(stage: Stage) -> dict[str, Any]:
    return {f"{CODE}-{name}": value for name, value in answer_sent(stage).items()}


PAPER = (
    Row("paper", of_assessment(), READ, NO_POST),
    # Without any choice the way leads to the choices.
    Row("paper-data", of_assessment(), only(*INSIDE, status=302), NO_POST),
    # Whoever answers for another organisation is shown whose paper there is to choose from.
    Row(
        "paper-entry",
        of_assessment(),
        only(*ANSWERERS) | {"association": 422},
        only(*ANSWERERS, status=302) | {"association": 422},
        sheet_sent,
        sheet,
    ),
    Row(
        "newer-version",
        of_assessment(),
        only(*MANAGERS),
        only(*MANAGERS, status=302),
        lambda stage: {
            "name": "2099",
            "period_start": "2099-01-01",
            "period_end": "2099-12-31",
        },
    ),
)
