"""Make matrices of interactions, change, open, close and remove them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from glocal_web.portal.mappers.register_reference import free_key
from glocal_web.portal.models import (
    InteractionRating,
    ItemKindChoice,
    Matrix,
    MatrixAsks,
    MatrixItem,
    MatrixState,
    MatrixUse,
    Person,
    Territory,
)
from glocal_web.portal.permissions import Deed, NotVisibleError, access_to
from glocal_web.portal.selectors.interaction_screening import screened
from glocal_web.portal.services.audit import record
from glocal_web.portal.services.registers import raise_version

FEWEST_ITEMS, MOST_ITEMS = 6, 200
# Names of items stand in files, where they are read by people too.
LONGEST_STEM = 50
HEAD = ("title", "purpose", "asks")
VERBS = {
    MatrixState.DRAFT: "matrix.redrafted",
    MatrixState.OPEN: "matrix.opened",
    MatrixState.CLOSED: "matrix.closed",
}


def identity_of(kind: str, ref: str, title: str) -> tuple[str, str]:
    """By what an item is told again: an objective by its words, all others by what they name."""
    return kind, title if kind == ItemKindChoice.OBJECTIVE else ref


@dataclass(frozen=True)
class ItemDraft:
    """An item that somebody chose or wrote; ``ref`` is empty for an objective in own words."""

    kind: str
    title: str
    ref: str = ""

    @property
    def identity(self) -> tuple[str, str]:
        """By what it is told again when the items are chosen anew."""
        return identity_of(self.kind, self.ref, self.title)


@dataclass(frozen=True)
class MatrixDraft:
    """What somebody wrote into the form of a matrix."""

    title: str
    purpose: str = ""
    asks: str = MatrixAsks.WORTH
    items: tuple[ItemDraft, ...] = ()


@dataclass(frozen=True)
class MatrixChange:
    """What became of a change: the matrix as it stands, and whether it was refused as stale."""

    matrix: Matrix
    changed: tuple[str, ...] = ()
    is_stale: bool = False


class TooFewItemsError(Exception):
    """A matrix needs more items before it is opened: ``number`` it has."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(str(number))


class WrongStateError(Exception):
    """What was asked is not done in this state: items of an open matrix do not change."""


@transaction.atomic
def create_matrix(
    person: Person, territory: Territory, token: str, draft: MatrixDraft, version: int = 1
) -> MatrixChange:
    """A new matrix, being prepared.

    ``token`` is the form's. A form that was sent before changes what it made, unless that was
    changed since ``version``: two clicks make one matrix, and going back to mend a word too.
    """
    access_to(person, territory).require(Deed.MANAGE)
    # Of two requests of one form the second waits here, and finds what the first made.
    Territory.objects.select_for_update(no_key=True).get(pk=territory.pk)
    twin = Matrix.objects.filter(territory=territory, token=token).first()
    if twin is not None:
        return change_matrix(person, twin.pk, version, draft)
    matrix = Matrix.objects.create(
        territory=territory,
        token=token,
        created_by=person,
        title=draft.title,
        purpose=draft.purpose,
        asks=draft.asks,
    )
    _write_items(matrix, draft.items)
    record(person, "matrix.created", matrix, territory, items=len(draft.items))
    return MatrixChange(matrix)


@transaction.atomic
def change_matrix(person: Person, key: int, version: int, draft: MatrixDraft) -> MatrixChange:
    """Write a draft to a matrix, unless somebody else changed it since ``version``.

    Its items change only while it is being prepared; later those of the draft are left aside.
    """
    matrix = locked_matrix(person, key)
    changed = [name for name in HEAD if getattr(matrix, name) != getattr(draft, name)]
    before = [identity_of(row.kind, row.ref, row.title) for row in matrix.items.all()]
    is_draft = matrix.state == MatrixState.DRAFT
    if is_draft and before != [one.identity for one in draft.items]:
        changed.append("items")
    if not changed:
        return MatrixChange(matrix)
    if matrix.version != version:
        return MatrixChange(matrix, tuple(changed), is_stale=True)
    for name in HEAD:
        setattr(matrix, name, getattr(draft, name))
    if "items" in changed:
        _write_items(matrix, draft.items)
    _save(matrix)
    record(person, "matrix.changed", matrix, matrix.territory, fields=changed)
    return MatrixChange(matrix, tuple(changed))


@transaction.atomic
def set_state(person: Person, key: int, state: str) -> Matrix:
    """Open, close or reopen a matrix; one that is in this state already stays as it is.

    When a prepared one is opened, the pairs worth asking are looked up in the register and kept.
    It can go back to being prepared until the first answer. Raises ``TooFewItemsError`` and
    ``WrongStateError``.
    """
    matrix = locked_matrix(person, key)
    if matrix.state == state:
        return matrix
    if state == MatrixState.DRAFT and has_ratings(matrix):
        raise WrongStateError
    if matrix.state == MatrixState.DRAFT:
        if state != MatrixState.OPEN:
            raise WrongStateError
        items = list(matrix.items.all())
        if len(items) < FEWEST_ITEMS:
            raise TooFewItemsError(len(items))
        matrix.screened = screened(matrix.territory, items, timezone.localdate())
    matrix.state = state
    _save(matrix)
    record(person, VERBS[MatrixState(state)], matrix, matrix.territory)
    return matrix


@transaction.atomic
def remove_matrix(person: Person, key: int) -> Territory:
    """Take a matrix away with everything that was said in it."""
    matrix = locked_matrix(person, key)
    record(person, "matrix.removed", matrix, matrix.territory)
    territory = matrix.territory
    if MatrixUse.objects.filter(matrix=matrix).exists():
        raise_version(territory)
    matrix.delete()
    return territory


def has_ratings(matrix: Matrix) -> bool:
    """Whether somebody answered."""
    return InteractionRating.objects.filter(rater__matrix=matrix).exists()


def locked_matrix(person: Person, key: int) -> Matrix:
    """The matrix of this key for whoever may change it; nobody else changes it meanwhile."""
    matrix = (
        Matrix.objects.select_for_update(of=("self",), no_key=True)
        .select_related("territory")
        .filter(pk=key)
        .first()
    )
    if matrix is None:
        raise NotVisibleError
    access_to(person, matrix.territory).require(Deed.MANAGE)
    return matrix


def _save(matrix: Matrix) -> None:
    matrix.version += 1
    matrix.save()


def _write_items(matrix: Matrix, drafts: tuple[ItemDraft, ...]) -> None:
    """Make the items those of the draft, in its order; one that stays keeps its name in files."""
    rows = {identity_of(row.kind, row.ref, row.title): row for row in matrix.items.all()}
    taken = {row.key for row in rows.values()}
    kept: set[int] = set()
    for place, draft in enumerate(drafts):
        row = rows.get(draft.identity)
        if row is None:
            words = (draft.ref or draft.title)[:LONGEST_STEM]
            key = free_key(words, taken, str(ItemKindChoice(draft.kind)))
            taken.add(key)
            row = MatrixItem(matrix=matrix, key=key, kind=draft.kind, ref=draft.ref)
        row.position, row.title = place, draft.title
        row.save()
        kept.add(row.pk)
    matrix.items.exclude(pk__in=kept).delete()
