"""What the tests of interactions share: a matrix with items, raters and answers, as rows."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.urls import reverse

from glocal_web.portal.models import (
    InteractionRating,
    Matrix,
    MatrixItem,
    MatrixLink,
    MatrixRater,
    Person,
    Territory,
)
from glocal_web.portal.services.invitations import token_hash

TITLES = ("Open schools", "Safe streets", "Fair work")


def matrix(territory: Territory, titles: tuple[str, ...] = TITLES, **values: Any) -> Matrix:
    """An open matrix with an objective a title, called i1, i2 …; every pair is worth asking."""
    size = len(titles)
    pairs = [[i, j, 1] for i in range(size) for j in range(size) if i != j]
    row = Matrix.objects.create(
        **{
            "territory": territory,
            "title": "What helps what",
            "state": "open",
            "screened": pairs,
            **values,
        }
    )
    for place, title in enumerate(titles):
        MatrixItem.objects.create(
            matrix=row, position=place, key=f"i{place + 1}", kind="objective", title=title
        )
    return row


def rater(
    row: Matrix, group: str = "authority", person: Person | None = None, **values: Any
) -> MatrixRater:
    """The next rater of a matrix."""
    number = row.raters.count() + 1
    return MatrixRater.objects.create(
        matrix=row, number=number, group=group, person=person, **values
    )


def link(row: Matrix, token: str, group: str = "academia", **values: Any) -> MatrixLink:
    """A link for a group that works for a day."""
    until = datetime.now(UTC) + timedelta(days=1)
    return MatrixLink.objects.create(
        **{
            "matrix": row,
            "group": group,
            "token_hash": token_hash(token),
            "expires_at": until,
            **values,
        }
    )


def guest(by: MatrixLink, secret: str) -> MatrixRater:
    """Somebody who began by a link and comes back by a secret."""
    return rater(by.matrix, by.group, link=by, return_hash=token_hash(secret))


def rate(who: MatrixRater, values: Mapping[tuple[str, str], int | None], why: str = "") -> None:
    """The answers of a rater, by the ids of source and target."""
    items = {one.key: one for one in who.matrix.items.all()}
    for (source, target), value in values.items():
        InteractionRating.objects.create(
            rater=who, source=items[source], target=items[target], value=value, rationale=why
        )


def address(name: str, row: Matrix, *more: Any) -> str:
    """The address of a page of a matrix."""
    return reverse(f"portal:{name}", args=[row.territory.slug, row.pk, *more])
