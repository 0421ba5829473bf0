"""Save what raters say of pairs, so that two windows at once lose nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction

from glocal.model.interaction import HIGHEST, LOWEST
from glocal_web.portal.models import (
    InteractionRating,
    Matrix,
    MatrixItem,
    MatrixRater,
    MatrixState,
)
from glocal_web.portal.permissions import Deed, NotAllowedError, access_to
from glocal_web.portal.selectors.interaction_voices import Voice
from glocal_web.portal.services.interaction_links import next_number


@dataclass(frozen=True)
class RatingDraft:
    """An answer to one pair, and the version of the answer it was written against (0: none).

    ``value`` is None for "I do not know"; ``rationale`` is None where it is to stay as it is.
    """

    source: MatrixItem
    target: MatrixItem
    value: int | None
    rationale: str | None = None
    version: int = 0


class Outcome(StrEnum):
    """What became of an answer."""

    SAVED = "saved"
    UNCHANGED = "unchanged"
    STALE = "stale"
    CLOSED = "closed"


@dataclass(frozen=True)
class SavedRating:
    """What became of an answer, and the answer as it is kept now."""

    outcome: Outcome
    row: InteractionRating | None

    @property
    def is_settled(self) -> bool:
        """Whether what was sent is what is kept."""
        return self.outcome in (Outcome.SAVED, Outcome.UNCHANGED)


def save_rating(voice: Voice, draft: RatingDraft) -> SavedRating:
    """Write one answer, unless it was changed elsewhere since its version."""
    return save_ratings(voice, [draft])[0]


@transaction.atomic
def save_ratings(voice: Voice, drafts: Sequence[RatingDraft]) -> tuple[SavedRating, ...]:
    """Write several answers: each one that is right, whatever becomes of the others.

    The same sent again changes nothing. Nothing is written to a matrix that is not open.
    """
    if not drafts:
        return ()
    _check(voice, drafts)
    # Whoever closes it meanwhile waits, or is waited for.
    matrix = _held(voice)
    rater = _rater(voice)
    rows = _rows(rater, drafts)
    if matrix.state != MatrixState.OPEN:
        return tuple(SavedRating(Outcome.CLOSED, rows.get(_pair(one))) for one in drafts)
    if rater is None:
        rater = _new_rater(voice)
    return tuple(_save(rater, one, rows.get(_pair(one))) for one in drafts)


@transaction.atomic
def forget_ratings(voice: Voice, drafts: Sequence[RatingDraft]) -> tuple[SavedRating, ...]:
    """Take answers back, so that their pairs are "not assessed" for this rater again."""
    if not drafts:
        return ()
    _check(voice, drafts)
    is_open = _held(voice).state == MatrixState.OPEN
    rows = _rows(_rater(voice), drafts)
    return tuple(_forget(one, rows.get(_pair(one)), is_open) for one in drafts)


def _forget(draft: RatingDraft, row: InteractionRating | None, is_open: bool) -> SavedRating:
    if row is None:
        return SavedRating(Outcome.UNCHANGED, None)
    if not is_open:
        return SavedRating(Outcome.CLOSED, row)
    if row.version != draft.version:
        return SavedRating(Outcome.STALE, row)
    row.delete()
    return SavedRating(Outcome.SAVED, None)


def _check(voice: Voice, drafts: Iterable[RatingDraft]) -> None:
    """Raise unless the voice may answer and the answers are of this matrix."""
    if voice.rater is None:
        _require(voice)
    for draft in drafts:
        if draft.value is not None and not LOWEST <= draft.value <= HIGHEST:
            raise ValueError(f"{draft.value} lies outside {LOWEST} … {HIGHEST}.")
        ours = {draft.source.matrix_id, draft.target.matrix_id} == {voice.matrix.pk}
        if not ours or draft.source.pk == draft.target.pk:
            raise ValueError("A pair is made of two items of one matrix.")


def _require(voice: Voice) -> None:
    if voice.person is None:
        raise NotAllowedError
    access = access_to(voice.person, voice.matrix.territory)
    access.require(Deed.MANAGE if voice.is_meeting else Deed.ANSWER)
    if voice.is_meeting:
        return
    # A role for one organisation is not a permission to speak for another group.
    groups = voice.matrix.territory.organisations.filter(pk__in=access.organisations)
    if not groups.filter(group=voice.group).exists():
        raise NotAllowedError


def _held(voice: Voice) -> Matrix:
    """The matrix, which nobody closes until the transaction ends; without its long list."""
    rows = Matrix.objects.select_for_update(no_key=True).defer("screened")
    return rows.get(pk=voice.matrix.pk)


def _rater(voice: Voice) -> MatrixRater | None:
    if voice.rater is not None:
        return voice.rater
    raters = MatrixRater.objects.filter(matrix=voice.matrix)
    if voice.is_meeting:
        return raters.filter(is_meeting=True).first()
    return raters.filter(person=voice.person, group=voice.group).first()


def _new_rater(voice: Voice) -> MatrixRater:
    return MatrixRater.objects.create(
        matrix=voice.matrix,
        number=next_number(voice.matrix),
        group=voice.group,
        person=None if voice.is_meeting else voice.person,
        is_meeting=voice.is_meeting,
        language=voice.person.language if voice.person else "",
    )


Pair = tuple[int, int]


def _pair(draft: RatingDraft) -> Pair:
    return draft.source.pk, draft.target.pk


def _rows(
    rater: MatrixRater | None, drafts: Sequence[RatingDraft]
) -> dict[Pair, InteractionRating]:
    if rater is None:
        return {}
    rows = InteractionRating.objects.select_for_update(no_key=True).filter(
        rater=rater, source__in={one.source.pk for one in drafts}
    )
    return {(row.source_id, row.target_id): row for row in rows}


def _save(rater: MatrixRater, draft: RatingDraft, row: InteractionRating | None) -> SavedRating:
    if row is None:
        if draft.version:
            # It was taken back in another window.
            return SavedRating(Outcome.STALE, None)
        row = InteractionRating.objects.create(
            rater=rater,
            source=draft.source,
            target=draft.target,
            value=draft.value,
            rationale=draft.rationale or "",
        )
        return SavedRating(Outcome.SAVED, row)
    rationale = row.rationale if draft.rationale is None else draft.rationale
    if (row.value, row.rationale) == (draft.value, rationale):
        return SavedRating(Outcome.UNCHANGED, row)
    if row.version != draft.version:
        return SavedRating(Outcome.STALE, row)
    row.value, row.rationale = draft.value, rationale
    row.version += 1
    row.save()
    return SavedRating(Outcome.SAVED, row)
