"""Take proposed answers over as drafts, and never over an answer."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from glocal.model.kinds import AnswerState
from glocal_web.portal.mappers.answer_value import AnswerValue
from glocal_web.portal.models import Person
from glocal_web.portal.selectors.proposals import ProposalLine, proposal_page
from glocal_web.portal.services.responses import Change, Outcome, save_answer

# As long as the model lets the reason for an answer be.
LONGEST_RATIONALE = 4000


@dataclass(frozen=True)
class Taken:
    """How many proposals became drafts, and the codes that somebody else answered meanwhile."""

    saved: int
    passed_over: tuple[str, ...]


@transaction.atomic
def take_proposals(person: Person, key: int, whose: str, codes: Collection[str]) -> Taken:
    """The chosen proposals as draft answers of the participant, each naming where it comes from.

    What is proposed is worked out anew: a code that is no longer proposed, because it was answered
    or its source was taken back, is passed over. Raises ``NotAllowedError`` for somebody who does
    not answer for that participant.
    """
    page = proposal_page(person, key, whose)
    participant = page.view.shown
    saved, passed_over = 0, list(set(codes) - {line.code for line in page.lines})
    for line in page.lines:
        if line.code not in codes or participant is None:
            continue
        done = save_answer(person, participant, line.code, _change(line))
        # Words that somebody wrote at the same moment stay; the answer is taken over all the same.
        if done.outcome is Outcome.SAVED or done.collided == {"rationale"}:
            saved += 1
        else:
            passed_over.append(line.code)
    return Taken(saved, tuple(sorted(passed_over)))


def _change(line: ProposalLine) -> Change:
    rationale = _("Taken over from %(code)s (%(grade)s) in “%(round)s”; to be checked.") % {
        "code": line.source_code,
        "grade": line.source_grade.word or f"{line.source_grade.grade:g}",
        "round": line.source.title,
    }
    # What somebody wrote before there was an answer stays in front, and alone where both together
    # are too long or where it says this already.
    whole = f"{line.rationale}\n\n{rationale}" if line.rationale else rationale
    is_new = rationale not in line.rationale and len(whole) <= LONGEST_RATIONALE
    return Change(
        answer=AnswerValue(AnswerState.ANSWERED, line.grade.grade),
        answer_version=line.version,
        rationale=whole if is_new else None,
        rationale_version=line.version,
    )
