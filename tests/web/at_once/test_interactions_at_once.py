"""Many raters of one matrix at once: a number each, one answer a pair, nothing overwritten."""

from collections.abc import Callable
from typing import Any

from glocal_web.portal.models import InteractionRating, MatrixRater
from glocal_web.portal.selectors.interaction_voices import Voice, member_voice
from glocal_web.portal.services.interaction_import import import_ratings, read_ratings
from glocal_web.portal.services.interaction_links import begin
from glocal_web.portal.services.interaction_ratings import RatingDraft, save_rating
from glocal_web.portal.services.interactions import MatrixDraft, create_matrix, set_state
from tests.cast import Cast
from tests.web.interactions.matrices import link, matrix

AtOnce = Callable[[Callable[[], Any], Callable[[], Any]], tuple[Any, Any]]


def answer(voice: Voice, value: int) -> Callable[[], Any]:
    one, other = voice.matrix.items.all()[:2]
    return lambda: save_rating(voice, RatingDraft(one, other, value)).outcome


def test_two_windows_at_once_keep_the_first_and_tell_the_second(
    at_once: AtOnce, cast: Cast
) -> None:
    row = matrix(cast.territory)
    voice = member_voice(cast.contributor, "puerto-lirio", row.pk)
    assert at_once(answer(voice, 1), answer(voice, -1)) == ("saved", "stale")
    assert MatrixRater.objects.count() == 1
    assert InteractionRating.objects.get().value == 1


def test_a_double_click_at_once_keeps_one_answer(at_once: AtOnce, cast: Cast) -> None:
    row = matrix(cast.territory)
    voice = member_voice(cast.contributor, "puerto-lirio", row.pk)
    assert at_once(answer(voice, 1), answer(voice, 1)) == ("saved", "unchanged")
    assert InteractionRating.objects.get().version == 1


def test_two_people_at_once_get_a_number_each(at_once: AtOnce, cast: Cast) -> None:
    row = matrix(cast.territory)
    first = member_voice(cast.contributor, "puerto-lirio", row.pk)
    second = member_voice(cast.association, "puerto-lirio", row.pk)
    assert at_once(answer(first, 1), answer(second, -1)) == ("saved", "saved")
    assert sorted(MatrixRater.objects.values_list("number", flat=True)) == [1, 2]


def test_guests_who_begin_at_once_are_two_and_a_double_click_is_one(
    at_once: AtOnce, cast: Cast
) -> None:
    link(matrix(cast.territory), "t")
    at_once(lambda: begin("t", "a" * 43, "en").pk, lambda: begin("t", "b" * 43, "en").pk)
    assert sorted(MatrixRater.objects.values_list("number", flat=True)) == [1, 2]
    first, second = at_once(
        lambda: begin("t", "c" * 43, "en").pk, lambda: begin("t", "c" * 43, "en").pk
    )
    assert first == second


def test_who_answers_while_it_is_closed_is_told(at_once: AtOnce, cast: Cast) -> None:
    row = matrix(cast.territory)
    voice = member_voice(cast.contributor, "puerto-lirio", row.pk)
    _closed, outcome = at_once(
        lambda: set_state(cast.coordinator, row.pk, "closed").pk, answer(voice, 1)
    )
    assert outcome == "closed"
    assert not InteractionRating.objects.exists()


def test_a_file_imported_twice_at_once_is_written_once(at_once: AtOnce, cast: Cast) -> None:
    row = matrix(cast.territory)
    raw = b"from,to,value,rater,group\ni1,i2,1,Maria,academia\ni2,i1,2,Maria,academia\n"
    plan = read_ratings(cast.coordinator, row, "a.csv", raw).plan
    assert plan is not None
    seen = plan.digest

    def send() -> int:
        return import_ratings(cast.coordinator, row, "a.csv", raw, "", seen).new

    assert at_once(send, send) == (2, 0)
    assert InteractionRating.objects.count() == 2


def test_one_form_sent_twice_at_once_makes_one_matrix(at_once: AtOnce, cast: Cast) -> None:
    def send() -> Any:
        draft = MatrixDraft("Before the budget")
        return create_matrix(cast.coordinator, cast.territory, "a-form", draft).matrix.pk

    first, second = at_once(send, send)
    assert first == second
