"""What can be chosen in the forms of a register, as lists and by words that are looked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache, cached_property

from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from glocal.loading.taxonomy import taxonomy, taxonomy_words
from glocal.loading.vocabulary import vocabulary_ids, vocabulary_words
from glocal.model.taxonomy import Organisation, Taxonomy
from glocal.model.taxonomy_words import TaxonomyWords
from glocal.text.folding import fold
from glocal_web.portal.mappers.additions import words_of
from glocal_web.portal.mappers.register_reference import (
    full_id,
    is_slug,
    reference,
    referred,
)
from glocal_web.portal.mappers.register_words import RegisterNames, organisation_word
from glocal_web.portal.mappers.text_status import page_language
from glocal_web.portal.models import Provision, RegisterBody, Territory
from glocal_web.portal.selectors.choice_search import MOST_HITS, Choice, ChoiceIndex
from glocal_web.portal.selectors.register_names import register_names
from glocal_web.portal.selectors.register_scope import RegisterScope, inherited_scope

BODIES, ACTIONS, PROVISIONS, TERRITORIES = "bodies", "actions", "provisions", "territories"
MOST_TERRITORIES = 100
LONGEST_QUERY = 100
ANY_SERVICE = "any-service"


Group = tuple[str, tuple[Choice, ...]]


class RegisterChoices:
    """The choices of the forms of one register; rows are read when a list of them is asked for."""

    def __init__(self, territory: Territory) -> None:
        self.territory = territory
        self._groups: dict[str, tuple[Group, ...]] = {}
        self._by_value: dict[str, dict[str, Choice]] = {}

    @cached_property
    def scope(self) -> RegisterScope:
        """The registers that may be referred to: its own and those above."""
        return inherited_scope(self.territory)

    @cached_property
    def names(self) -> RegisterNames:
        """The names of what may be referred to."""
        return register_names(self.scope)

    @cached_property
    def actions(self) -> tuple[Group, ...]:
        """The actions and services, with those that its own country has added."""
        return action_choices(self.scope.known_here)

    @cached_property
    def kinds_of_bodies(self) -> tuple[Group, ...]:
        """The kinds of bodies, with those that its own country has added."""
        return body_choices(self.scope.known_here)

    def _found_actions(self, query: str) -> tuple[Choice, ...]:
        if not self.scope.known_here.additions:
            return _action_index(page_language()).find(query)
        return _index_of(self.actions, page_language()).find(query)

    def groups(self, kind: str) -> tuple[Group, ...]:
        """Everything of a kind, in groups with a title: made once, asked for again and again."""
        if kind not in self._groups:
            self._groups[kind] = self._made(kind)
        return self._groups[kind]

    def _made(self, kind: str) -> tuple[Group, ...]:
        if kind == BODIES:
            return (*self._bodies(), *self.kinds_of_bodies)
        if kind == ACTIONS:
            return self.actions
        if kind == TERRITORIES:
            below = self._territories(Q(parent=self.territory))
            return ((_("Directly below"), below),) if below else ()
        return self._provisions()

    def find(self, kind: str, query: str) -> tuple[Choice, ...]:
        """The few of a kind that fit the words best, best first."""
        if kind == TERRITORIES:
            return self._territories(Q(name__icontains=query) | Q(local_name__icontains=query))[
                :MOST_HITS
            ]
        if kind == ACTIONS:
            return self._found_actions(query)
        return ChoiceIndex(one for _title, group in self.groups(kind) for one in group).find(query)

    def known(self, kind: str, value: str) -> Choice | None:
        """The choice of this value, ``None`` when there is no such."""
        if kind == TERRITORIES:
            if not is_slug(value):
                return None
            return next(iter(self._territories(Q(slug=value))), None)
        if kind not in self._by_value:
            every = (one for _title, group in self.groups(kind) for one in group)
            # Of two with one value the first: its own register comes before those above.
            self._by_value[kind] = {one.value: one for one in reversed(tuple(every))}
        return self._by_value[kind].get(value)

    def overridden(self, provision: str, over: Iterable[str]) -> bool:
        """Whether one of ``over`` goes, by way of others or at once, before ``provision`` itself.

        Both are references of this register: two provisions cannot both be the exception.
        """
        slug = self.territory.slug
        slugs = {key: one.slug for key, one in self.scope.territories.items()}
        goes_before = {
            full_id(slugs[place], key): [
                referred(one, slugs[place]) for one in slots.get("over", ())
            ]
            for place, key, slots in Provision.objects.filter(
                territory__in=self.scope.inherited
            ).values_list("territory_id", "key", "slots")
        }
        ahead = [referred(one, slug) for one in over]
        seen: set[str] = set()
        while ahead:
            at = ahead.pop()
            if at == referred(provision, slug):
                return True
            if at not in seen:
                seen.add(at)
                ahead += goes_before.get(at, ())
        return False

    def _bodies(self) -> Iterable[Group]:
        """The bodies with a name, its own register first."""
        rows = self._body_rows
        for key in self.scope.inherited:
            keeper = self.scope.territories[key]
            found = tuple(
                Choice(
                    reference(f"{keeper.slug}.{row.key}", self.territory.slug),
                    row.name,
                    organisation_word(row.kind, self.scope.known_here),
                    keeper.name,
                )
                for row in rows
                if row.territory_id == key
            )
            if found:
                title = _("Bodies of %(territory)s") % {"territory": keeper.name}
                yield title, found

    @cached_property
    def _body_rows(self) -> tuple[RegisterBody, ...]:
        return tuple(RegisterBody.objects.filter(territory__in=self.scope.inherited))

    def _provisions(self) -> tuple[Group, ...]:
        groups: dict[str, list[Choice]] = {}
        for full, name in self.names.provisions.items():
            slug = full.partition(".")[0]
            groups.setdefault(slug, []).append(
                Choice(reference(full, self.territory.slug), name, where=self.names.territory(slug))
            )
        order = [self.scope.territories[key] for key in self.scope.inherited]
        return tuple(
            (one.name, tuple(sorted(groups[one.slug], key=lambda choice: fold(choice.label))))
            for one in order
            if one.slug in groups
        )

    def _territories(self, which: Q) -> tuple[Choice, ...]:
        """Territories below its own."""
        below = Q()
        for depth in ("parent", "parent__parent", "parent__parent__parent"):
            below |= Q(**{depth: self.territory})
        rows = Territory.objects.filter(below).filter(which).order_by("name", "pk")
        return tuple(
            Choice(row.slug, row.name, where=str(row.get_level_display()))
            for row in rows[:MOST_TERRITORIES]
        )


def action_choices(known: Taxonomy) -> tuple[Group, ...]:
    """The actions and services of a taxonomy with its additions, by sector."""
    if not known.additions:
        return action_groups(page_language())
    return actions_of(known, words_of(known, page_language()))


def body_choices(known: Taxonomy) -> tuple[Group, ...]:
    """The kinds of bodies of a taxonomy with its additions, in groups."""
    if not known.additions:
        return organisation_groups(page_language())
    return kinds_of(known, words_of(known, page_language()))


@cache
def action_groups(language: str) -> tuple[Group, ...]:
    """The actions and services of the newest taxonomy by sector, each below what it is part of."""
    return actions_of(taxonomy(), taxonomy_words(language))


def actions_of(known: Taxonomy, spoken: TaxonomyWords) -> tuple[Group, ...]:
    """The actions and services of a taxonomy by sector, each below what it is part of."""
    names, language = spoken.actions, spoken.language
    sectors = vocabulary_words("sectors", language)
    below: dict[str | None, list[str]] = {}
    for action in known.actions.values():
        below.setdefault(action.parent, []).append(action.id)

    def choices(action: str, depth: int) -> Iterable[Choice]:
        words = names[action]
        sector = sectors.get(known.actions[action].sector, "")
        yield Choice(action, f"{'– ' * depth}{capfirst(words.name)}", words.about, sector)
        for child in below.get(action, ()):
            yield from choices(child, depth + 1)

    groups: list[Group] = []
    if ANY_SERVICE in known.actions:
        words = names[ANY_SERVICE]
        groups.append((_("All sectors"), (Choice(ANY_SERVICE, capfirst(words.name), words.about),)))
    for sector in vocabulary_ids("sectors"):
        if sector in known.actions:
            groups.append((sectors[sector], tuple(choices(sector, 0))))
    return tuple(groups)


@cache
def organisation_groups(language: str) -> tuple[Group, ...]:
    """The kinds of bodies of the newest taxonomy, in groups by what they all are part of."""
    return kinds_of(taxonomy(), taxonomy_words(language))


def kinds_of(taxonomy: Taxonomy, spoken: TaxonomyWords) -> tuple[Group, ...]:
    """The kinds of bodies of a taxonomy, in groups by what they all are part of."""
    known, names = taxonomy.organisations, spoken.organisations
    groups: dict[str, list[Choice]] = {}
    for one in known.values():
        top = _top(one.id, known)
        words = names[one.id]
        group = groups.setdefault(top, [])
        group.append(Choice(one.id, capfirst(words.name), words.about, capfirst(names[top].name)))
    return tuple((capfirst(names[top].name), tuple(group)) for top, group in groups.items())


def _top(organisation: str, known: Mapping[str, Organisation]) -> str:
    """What a kind of body is grouped under: the one below the roots that it is part of."""
    roots = {"any-body", "public-body"}
    at = organisation
    while at not in roots and (parent := known[at].parent) is not None and parent not in roots:
        at = parent
    return at if at not in roots else "any-body"


@cache
def _action_index(language: str) -> ChoiceIndex:
    return _index_of(action_groups(language), language)


def _index_of(groups: Iterable[Group], language: str) -> ChoiceIndex:
    also = taxonomy_words(language).also
    return ChoiceIndex(
        replace(one, label=one.label.lstrip("– "), also=also.get(one.value, ()))
        for _title, group in groups
        for one in group
    )
