"""Matrices to read in tests: the worked example as rows, and large ones made by chance."""

import numpy as np

from glocal.loading.interactions import example_interactions
from glocal_web.portal.models import (
    InteractionRating,
    Matrix,
    MatrixItem,
    MatrixRater,
    Territory,
)
from tests.web.interactions.matrices import matrix

# The names of the addresses, with what comes after the key of the matrix.
PAGES = {
    "matrix-picture": (),
    "matrix-pair": (1, 2),
    "matrix-item": (3,),
    "matrix-influence": (),
    "matrix-synergies": (),
    "matrix-ways": (),
    "matrix-agreement": (),
    "matrix-what-if": (),
}


def example(territory: Territory) -> Matrix:
    """The interactions of the worked example, rated by six people of four groups."""
    told = example_interactions()
    row = Matrix.objects.create(territory=territory, title=told.title, state="open")
    items = {
        item.id: MatrixItem.objects.create(
            matrix=row,
            position=place,
            key=item.id,
            kind=item.kind,
            title=item.title,
            ref=item.ref,
        )
        for place, item in enumerate(told.items)
    }
    places = {item.id: place for place, item in enumerate(told.items)}
    row.screened = [
        [places[one.source], places[one.target], 2] for one in told.ratings if one.rater == "r1"
    ]
    row.save()
    raters: dict[str, MatrixRater] = {}
    for one in told.ratings:
        if one.rater not in raters:
            raters[one.rater] = MatrixRater.objects.create(
                matrix=row, number=len(raters) + 1, group=one.group
            )
    InteractionRating.objects.bulk_create(
        InteractionRating(
            rater=raters[one.rater],
            source=items[one.source],
            target=items[one.target],
            value=one.value,
            rationale=one.rationale,
        )
        for one in told.ratings
    )
    return row


def by_chance(territory: Territory, size: int, raters: int = 6, share: float = 1.0) -> Matrix:
    """A matrix of ``size`` items, of which each rater saw ``share`` of the pairs."""
    row = matrix(territory, tuple(f"Objective number {place} of the plan" for place in range(size)))
    items = list(row.items.all())
    drawn = np.random.default_rng(size)
    seen = drawn.random((size, size)) < share
    means = drawn.integers(-2, 4, (size, size))
    groups = ("authority", "academia", "migrants-diaspora", "civil-society")
    for number in range(raters):
        who = MatrixRater.objects.create(
            matrix=row, number=number + 1, group=groups[number % len(groups)]
        )
        values = np.clip(means + drawn.integers(-1, 2, (size, size)), -3, 3)
        InteractionRating.objects.bulk_create(
            (
                InteractionRating(
                    rater=who, source=items[i], target=items[j], value=int(values[i, j])
                )
                for i in range(size)
                for j in range(size)
                if i != j and seen[i, j]
            ),
            batch_size=5000,
        )
    return row
