"""One filled file sent twice at once is written once; a file and a form at once lose nothing."""

from collections.abc import Callable
from typing import Any

from glocal.io.action_list import GivenAction, action_list
from glocal.io.forms_write import form_csv
from glocal.io.questionnaire import GivenAnswer, questionnaire, questionnaire_origin
from glocal.loading.catalogue import framework, framework_text
from glocal.model.kinds import AnswerState
from glocal_web.portal.mappers.answer_value import AnswerValue
from glocal_web.portal.models import Action, Participant, Response
from glocal_web.portal.services.action_import import (
    StaleActionsError,
    import_actions,
    read_action_file,
)
from glocal_web.portal.services.questionnaire_import import (
    StaleAnswersError,
    import_answers,
    read_answers,
)
from glocal_web.portal.services.responses import Change, save_answer
from tests.cast import FRAMEWORK, Cast

AtOnce = Callable[[Callable[[], Any], Callable[[], Any]], tuple[Any, Any]]


def lead(cast: Cast) -> Participant:
    return Participant.objects.select_related("assessment__territory").get(
        assessment=cast.assessment, is_lead=True
    )


def answers(participant: Participant) -> bytes:
    """A file that answers A1.1 with 3."""
    structure = framework(*FRAMEWORK)
    form = questionnaire(
        structure,
        framework_text(*FRAMEWORK, "en"),
        structure.indicators[:3],
        {"A1.1": GivenAnswer(AnswerState.ANSWERED, 3.0, rationale="File")},
        origin=questionnaire_origin(
            structure, "en", str(participant.assessment_id), str(participant.pk)
        ),
    )
    return form_csv(form, "en")


def test_a_questionnaire_sent_twice_at_once_is_written_once(at_once: AtOnce, cast: Cast) -> None:
    participant = lead(cast)
    raw = answers(participant)
    plan = read_answers(cast.contributor, participant, "q.csv", raw).plan
    assert plan is not None
    seen = plan.digest

    def send() -> int:
        return import_answers(cast.contributor, participant, "q.csv", raw, seen).answers

    assert at_once(send, send) == (1, 0)
    assert (Response.objects.get().grade, Response.objects.get().version) == (3.0, 1)


def test_an_answer_saved_while_a_file_comes_in_is_not_written_over(
    at_once: AtOnce, cast: Cast
) -> None:
    participant = lead(cast)
    raw = answers(participant)
    plan = read_answers(cast.contributor, participant, "q.csv", raw).plan
    assert plan is not None
    seen = plan.digest

    def save() -> Any:
        change = Change(AnswerValue(AnswerState.ANSWERED, 1.0))
        return save_answer(cast.coordinator, participant, "A1.1", change).outcome

    def send() -> int:
        try:
            return import_answers(cast.contributor, participant, "q.csv", raw, seen).answers
        except StaleAnswersError:
            return -1

    assert at_once(save, send)[0] == "saved"
    assert Response.objects.get().grade == 1.0


def test_new_actions_sent_twice_at_once_are_made_once(at_once: AtOnce, cast: Cast) -> None:
    given = GivenAction(1, "A1.1", "", "Ask the port")
    text = form_csv(action_list([given], "Puerto Lirio", "puerto-lirio", [], "en"), "en")
    raw = text.replace(b'\n"1",', b'\n"",')
    assert raw != text
    plan = read_action_file(cast.contributor, cast.territory, "a.csv", raw).plan
    assert plan is not None
    assert len(plan.actions) == 1
    seen = plan.digest

    def send() -> int:
        try:
            return import_actions(cast.contributor, cast.territory, "a.csv", raw, seen)
        except StaleActionsError:
            return -1

    assert at_once(send, send) == (1, 0)
    assert Action.objects.get().title == "Ask the port"
