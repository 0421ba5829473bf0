"""What the bodies, policies and provisions of the registers that a reader sees are called."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from glocal.model.taxonomy import Taxonomy
from glocal_web.portal.mappers.register_reference import SEPARATOR, full_id
from glocal_web.portal.mappers.register_words import RegisterNames, action_word
from glocal_web.portal.models import Policy, Provision, RegisterBody, Territory
from glocal_web.portal.models.policy import PolicyStatusChoice
from glocal_web.portal.models.provision import ModalityChoice
from glocal_web.portal.selectors.register_scope import RegisterScope

MODALITY_WORDS = dict(ModalityChoice.choices)


def register_names(
    scope: RegisterScope,
    *,
    drafts: bool = True,
    named: Collection[str] | None = None,
    places: Collection[str] = (),
) -> RegisterNames:
    """The names of everything in the registers of a scope: three queries, or four.

    ``drafts`` of its own register are named only for those who may see them, those of other
    registers never. Of the provisions only those ``named`` by their ids, if that is given.
    ``places`` are slugs of further territories to name.
    """
    slugs = {key: one.slug for key, one in scope.territories.items()}
    here = {"territory__in": tuple(slugs)}
    bodies = RegisterBody.objects.filter(**here).values_list("territory_id", "key", "name")
    policies = {
        row.pk: row
        for row in Policy.objects.filter(**here).only("territory_id", "key", "title", "status")
        if row.status != PolicyStatusChoice.DRAFT or (drafts and row.territory_id == scope.own)
    }
    provisions = Provision.objects.filter(**here).only(
        "territory_id", "policy_id", "key", "modality", "action", "slots"
    )
    if named is not None:
        provisions = provisions.filter(key__in={one.partition(SEPARATOR)[2] for one in named})
    known = scope.taxonomy
    return RegisterNames(
        slug=slugs[scope.own],
        taxonomy=known,
        bodies={full_id(slugs[place], key): name for place, key, name in bodies},
        policies={
            full_id(slugs[one.territory_id], one.key): one.title for one in policies.values()
        },
        provisions=dict(_provisions(provisions, policies, slugs, known)),
        territories={
            **dict(Territory.objects.filter(slug__in=places).values_list("slug", "name")),
            **{one.slug: one.name for one in scope.territories.values()},
        },
    )


def places_of(slots: Mapping[str, Any]) -> set[str]:
    """The territories that the slots of a provision name."""
    named = {slots.get("territory"), *(one.get("territory") for one in slots.get("effects", ()))}
    return {one for one in named if one}


def short_name(title: str, article: str, modality: str, action: str) -> str:
    """A provision in a few words: its act and article, what it does, about what."""
    return " · ".join(
        part for part in (title, article, str(MODALITY_WORDS.get(modality, "")), action) if part
    )


def _provisions(
    rows: Iterable[Provision], policies: dict[int, Policy], slugs: dict[int, str], known: Taxonomy
) -> Iterable[tuple[str, str]]:
    for row in rows:
        if row.policy_id in policies:
            title = policies[row.policy_id].title
            article = str(row.slots.get("article") or "")
            yield (
                full_id(slugs[row.territory_id], row.key),
                short_name(title, article, row.modality, action_word(row.action, known)),
            )
