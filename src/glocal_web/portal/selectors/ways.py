"""Ways through the questions of an assessment: the few to begin with, and all the others after.

Both go through the same answers. So whoever has gone the one way goes the other without being asked
anything twice.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

from glocal.loading.quick_start import quick_start
from glocal.model.kinds import AnswerState
from glocal_web.portal.models import Response
from glocal_web.portal.selectors.assessments import AssessmentView

QUICK, REST = "quick", "rest"


@dataclass(frozen=True)
class Steps:
    """The questions of a way in their order; on one of its own, which of them are open."""

    codes: tuple[str, ...]
    is_open: Collection[str] | None = None

    @property
    def open(self) -> int:
        """How many questions are open on a way of its own."""
        return len(self.is_open or ())

    def after(self, code: str) -> str:
        """The question to go on with; empty when there is none.

        In the whole assessment simply the next one. On a way the next that is open, and then what
        was left open before.
        """
        if code not in self.codes:
            return ""
        place = self.codes.index(code)
        later = self.codes[place + 1 :]
        if self.is_open is None:
            return next(iter(later), "")
        return next((one for one in (*later, *self.codes[:place]) if one in self.is_open), "")


def quick_codes(view: AssessmentView) -> tuple[str, ...]:
    """The indicators to begin with here; none where the framework makes no choice."""
    choice = quick_start(view.framework.id, view.framework.version)
    return choice.codes({one.code for one in view.asked}) if choice else ()


def on_the_way(view: AssessmentView, code: str, way: str) -> tuple[AssessmentView, Steps]:
    """The view that keeps to the way, and its steps.

    A way that does not lead past ``code`` is none, so that a mistyped address does no harm.
    """
    every = tuple(one.code for one in view.asked)
    quick = quick_codes(view) if way in (QUICK, REST) else ()
    steps = quick if way == QUICK else tuple(one for one in every if one not in quick)
    if not quick or code not in steps:
        return view, Steps(every)
    given = set(
        Response.objects.filter(participant=view.shown, indicator__in=steps)
        .exclude(state=AnswerState.NOT_ANSWERED.value)
        .values_list("indicator", flat=True)
    )
    return replace(view, way=way), Steps(steps, [one for one in steps if one not in given])
