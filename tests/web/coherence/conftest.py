"""A territory with three findings: one for everybody, one only possible, one that few may see."""

from dataclasses import dataclass

import pytest

from glocal_web.portal.models import FindingRecord
from glocal_web.portal.services.rechecking import bring_up_to_date
from tests.cast import Cast
from tests.web.coherence.making import DETERRED, DOUBLED, EXCLUDED, written


@dataclass(frozen=True)
class Found:
    """The cast and the findings of its territory, whose check is fresh."""

    cast: Cast
    excluded: FindingRecord
    deterred: FindingRecord
    doubled: FindingRecord

    @property
    def page(self) -> str:
        """The address of the list."""
        return f"/territories/{self.cast.territory.slug}/coherence/"


@pytest.fixture
def found(cast: Cast) -> Found:
    """The findings as a check would have left them; the register itself is empty."""
    # First the check, so that opening a page does not find the register changed.
    state = bring_up_to_date(cast.territory).state
    state.coverage = {**state.coverage, "provisions": 4, "policies": 2, "pairs": 6}
    state.coverage |= {"pairs_compared": 5, "not_recorded": {"means": 3, "group": 0}}
    state.save()
    excluded, deterred, doubled = written(cast.territory, EXCLUDED, DETERRED, DOUBLED)
    return Found(cast, excluded, deterred, doubled)
