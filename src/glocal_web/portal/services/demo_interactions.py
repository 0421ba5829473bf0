"""The matrices of the worked example: one that is closed and used, one that is open for answers."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from glocal.errors import GlocalError
from glocal.loading.interactions import interactions_of
from glocal.loading.yaml_file import YamlFile
from glocal.model.interaction import Item, ItemKind
from glocal_web.portal.mappers.register_reference import full_id, reference
from glocal_web.portal.models import Matrix, MatrixItem, MatrixState, Policy, Territory
from glocal_web.portal.selectors.interaction_plan import rating_plan
from glocal_web.portal.selectors.interaction_screening import screened
from glocal_web.portal.selectors.register_scope import inherited_scope
from glocal_web.portal.services.demo_rows import DemoRows, create_rows, moment
from glocal_web.portal.services.interaction_import import write_ratings
from glocal_web.portal.services.matrix_use import agree_matrix


def write_interactions(written: DemoRows, file: YamlFile) -> None:
    """Write the matrix of the file to its territory. Its raters are those of a file: no persons.

    One that is used becomes so by the service that a page would call. Raises ``GlocalError`` where
    the file names a policy that no register of the territory holds.
    """
    value = file.value
    rated = interactions_of(file)
    territory = written.territories[value["territory"]]
    day: datetime = moment(value["date"])
    matrix = Matrix(
        territory=territory,
        title=rated.title,
        purpose=" ".join(value["purpose"].split()),
        state=MatrixState(value.get("state", MatrixState.OPEN)),
    )
    create_rows([matrix], created_at=[day])
    policies = _references(territory)
    items = [
        MatrixItem(
            matrix=matrix,
            position=place,
            key=one.id,
            kind=one.kind.value,
            title=one.title,
            ref=_ref(one, policies, file.name),
        )
        for place, one in enumerate(rated.items)
    ]
    MatrixItem.objects.bulk_create(items)
    matrix.screened = screened(territory, list(matrix.items.all()), timezone.localdate())
    matrix.save(update_fields=["screened"])
    write_ratings(matrix, rating_plan(matrix, rated).raters)
    if "used" in value:
        used = value["used"]
        agree_matrix(
            written.people[used["by"]],
            matrix.pk,
            used.get("goals", {}),
            with_reasons=used.get("with-reasons", False),
        )


def _references(territory: Territory) -> dict[str, str]:
    """How a matrix refers to each policy of the register or above, by the policy's key."""
    scope = inherited_scope(territory)
    rows = Policy.objects.filter(territory__in=scope.inherited).values_list("territory_id", "key")
    return {
        key: reference(full_id(scope.territories[home].slug, key), territory.slug)
        for home, key in rows
    }


def _ref(item: Item, policies: dict[str, str], name: str) -> str:
    if item.kind is not ItemKind.POLICY:
        return item.ref
    if item.ref not in policies:
        raise GlocalError(
            f"{name} names the policy {item.ref!r}, which no register of its territory holds."
        )
    return policies[item.ref]
