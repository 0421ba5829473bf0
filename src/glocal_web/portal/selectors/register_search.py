"""Words looked for in the policies of a register, with the reason for each one found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from threading import Lock

from django.utils.translation import gettext as _

from glocal.text.search import Field, Reason, SearchIndex
from glocal_web.portal.mappers.policy_words import identity_text
from glocal_web.portal.mappers.register_reference import full_id
from glocal_web.portal.mappers.register_words import (
    RegisterNames,
    action_word,
    other_action_words,
)
from glocal_web.portal.mappers.text_status import page_language
from glocal_web.portal.models import Policy, Provision, RegisterBody
from glocal_web.portal.selectors.register_scope import RegisterScope

KEPT_INDEXES = 8
MOST_REASONS = 3
# What each field of a document counts; the words of a provision follow its key and a colon.
WEIGHTS = {
    "title": 5.0,
    "act": 3.0,
    "issuer": 2.0,
    "action": 3.0,
    "also": 2.0,
    "body": 2.0,
    "quote": 1.0,
    "note": 0.5,
}

# Built when first asked for, by what it was built from: a change makes another one.
_kept: dict[tuple[object, ...], SearchIndex] = {}
_lock = Lock()


@dataclass(frozen=True)
class PolicyReason:
    """Why a policy was found: where, an excerpt in pieces that says what to mark.

    ``provision`` is the key of the row in which the words stand, 0 for the header.
    """

    where: str
    excerpt: tuple[tuple[str, bool], ...]
    provision: int = 0


def found_policies(
    rows: Sequence[tuple[Policy, Sequence[Provision]]], query: str, scope: RegisterScope
) -> list[tuple[int, tuple[PolicyReason, ...]]]:
    """The keys of the policies that hold every word of the query, best first, with reasons.

    ``rows`` are all that may be found. One query, for the names of bodies.
    """
    names = _names(scope)
    keys = tuple(
        (one.pk, one.changed_at, *((row.pk, row.changed_at) for row in many)) for one, many in rows
    )
    stamp = (page_language(), scope.stamp, keys, tuple(sorted(names.bodies.items())))
    index = _kept.get(stamp)
    if index is None:
        index = SearchIndex(
            {str(one.pk): tuple(_fields(one, many, scope, names)) for one, many in rows}
        )
        with _lock:
            while len(_kept) >= KEPT_INDEXES:
                del _kept[next(iter(_kept))]
            _kept[stamp] = index
    provisions = {row.pk: row for _one, many in rows for row in many}
    return [
        (int(hit.id), tuple(_reason(reason, provisions) for reason in hit.reasons))
        for hit in index.search(query, reasons=MOST_REASONS)
    ]


def _names(scope: RegisterScope) -> RegisterNames:
    bodies = RegisterBody.objects.filter(territory__in=scope.inherited)
    slugs = {key: one.slug for key, one in scope.territories.items()}
    return RegisterNames(
        slug=slugs[scope.own],
        bodies={full_id(slugs[one.territory_id], one.key): one.name for one in bodies},
        taxonomy=scope.taxonomy,
    )


def _fields(
    policy: Policy, provisions: Iterable[Provision], scope: RegisterScope, names: RegisterNames
) -> Iterable[Field]:
    # A body is named by its own register.
    here = replace(names, slug=scope.territories[policy.territory_id].slug)
    yield Field("title", WEIGHTS["title"], policy.title)
    yield Field("act", WEIGHTS["act"], identity_text(policy.kind, policy.number, policy.year))
    yield Field("issuer", WEIGHTS["issuer"], policy.issuer)
    if policy.responsible:
        yield Field("responsible", WEIGHTS["body"], here.body(policy.responsible))
    for row in provisions:
        yield Field(f"{row.pk}:action", WEIGHTS["action"], names.action(row.action))
        yield Field(f"{row.pk}:also", WEIGHTS["also"], " · ".join(other_action_words(row.action)))
        yield Field(f"{row.pk}:body", WEIGHTS["body"], here.body(row.bearer))
        if row.target:
            yield Field(f"{row.pk}:body", WEIGHTS["body"], here.body(row.target))
        for name in ("quote", "note"):
            if row.slots.get(name):
                yield Field(f"{row.pk}:{name}", WEIGHTS[name], row.slots[name])


def _reason(reason: Reason, provisions: Mapping[int, Provision]) -> PolicyReason:
    key, _colon, name = reason.field.rpartition(":")
    words = {
        "title": _("Title"),
        "act": _("Kind and number"),
        "issuer": _("Issued by"),
        "responsible": _("Responsible body"),
        "action": _("Action or service"),
        "also": _("Action or service"),
        "body": _("Body"),
        "quote": _("Quote"),
        "note": _("Note"),
    }
    if not key:
        return PolicyReason(words[name], reason.excerpt)
    row = provisions[int(key)]
    where = f"{words[name]} · {row.slots.get('article') or row.key}"
    excerpt = reason.excerpt
    if name == "also":  # another word for it explains itself only beside its name
        excerpt = ((f"{action_word(row.action)}: ", False), *excerpt)
    return PolicyReason(where, excerpt, row.pk)
