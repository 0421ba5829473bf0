"""What a matrix can be made of: policies of the register, indicators, SDG targets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.utils.translation import gettext as _

from glocal.loading.vocabulary import vocabulary_ids
from glocal.model.applicability import split_by_applicability
from glocal.text.folding import fold
from glocal_web.portal.mappers.interaction_items import main_labels, target_title
from glocal_web.portal.mappers.register_reference import full_id, reference
from glocal_web.portal.mappers.territory import territory_value
from glocal_web.portal.models import ItemKindChoice, Matrix, Policy, Territory
from glocal_web.portal.models.policy import PolicyStatusChoice
from glocal_web.portal.selectors.register_scope import inherited_scope


@dataclass(frozen=True)
class ChoiceGroup:
    """Things to choose that belong together; each has the value that is sent and its title."""

    title: str
    choices: tuple[tuple[str, str], ...]


class ItemChoices:
    """What the items of a territory's matrix are chosen from; each list is read when asked for.

    ``matrix`` keeps what was chosen before choosable, also where it is not there any more.
    """

    def __init__(self, territory: Territory, matrix: Matrix | None = None) -> None:
        self.territory, self.matrix = territory, matrix

    @cached_property
    def policies(self) -> tuple[ChoiceGroup, ...]:
        """Its own policies and those it inherits, by the territory that keeps them: three queries.

        Drafts of its own are there too: what they would help or hold back is asked best before.
        """
        scope = inherited_scope(self.territory)
        rows = list(
            Policy.objects.filter(territory__in=scope.inherited)
            .exclude(status=PolicyStatusChoice.REPEALED)
            .only("key", "title", "status", "territory_id")
        )
        slug = self.territory.slug
        groups = [
            ChoiceGroup(
                scope.territories[key].name,
                tuple(
                    (reference(full_id(scope.territories[key].slug, row.key), slug), row.title)
                    for row in sorted(rows, key=lambda row: fold(row.title))
                    if row.territory_id == key
                    and (key == scope.own or row.status != PolicyStatusChoice.DRAFT)
                ),
            )
            for key in scope.inherited
        ]
        return self._with_gone(groups, ItemKindChoice.POLICY)

    @cached_property
    def indicators(self) -> tuple[ChoiceGroup, ...]:
        """The indicators that are asked of the territory, by sub-dimension."""
        words = main_labels()
        asked, _not_asked = split_by_applicability(words.framework, territory_value(self.territory))
        groups = [
            ChoiceGroup(
                f"{code} {words.group(code)}",
                tuple((one.code, f"{one.code} {words.short(one.code)}") for one in members),
            )
            for code, members in groupby(asked, key=lambda one: one.sub_dimension)
        ]
        return self._with_gone(groups, ItemKindChoice.INDICATOR)

    @cached_property
    def targets(self) -> tuple[ChoiceGroup, ...]:
        """The targets of the 2030 Agenda, by goal."""
        codes = vocabulary_ids("sdg-targets")
        return tuple(
            ChoiceGroup(
                _("Goal %(number)s") % {"number": goal},
                tuple((code, target_title(code)) for code in members),
            )
            for goal, members in groupby(codes, key=lambda code: code.partition(".")[0])
        )

    def _with_gone(
        self, groups: Iterable[ChoiceGroup], kind: ItemKindChoice
    ) -> tuple[ChoiceGroup, ...]:
        """The groups that hold something, and what was chosen before and is not among them."""
        found = tuple(one for one in groups if one.choices)
        if self.matrix is None:
            return found
        known = {value for one in found for value, _title in one.choices}
        gone = tuple(
            (row.ref, row.title)
            for row in self.matrix.items.filter(kind=kind)
            if row.ref not in known
        )
        return (*found, ChoiceGroup(_("Not in the list any more"), gone)) if gone else found
