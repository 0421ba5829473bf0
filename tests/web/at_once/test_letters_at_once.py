"""Two runs of `glocal remind` at once: as when one takes longer than the timer waits."""

from collections.abc import Callable
from typing import Any

from django.core import mail

from glocal_web.portal.models import Notice
from glocal_web.portal.services.letters import Run, remind_everybody
from tests.cast import make_cast
from tests.web.notices.waiting import NOON, TODAY, task


def test_two_runs_at_once_write_one_letter(at_once: Callable[..., tuple[Run, Run]]) -> None:
    cast = make_cast()
    task(cast, TODAY)

    def run() -> Any:
        return remind_everybody(NOON, "https://glocal.example")

    first, second = at_once(run, run)
    assert (first.sent, second.sent) == (1, 0)
    assert [letter.to for letter in mail.outbox] == [[cast.contributor.email]]
    assert Notice.objects.get().letter_at == NOON
