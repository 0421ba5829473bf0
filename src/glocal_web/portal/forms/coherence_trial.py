"""The form of a trial: leave a provision out, change for whom it holds, or add one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from glocal.coherence.edits import AddProvision, DropProvision, Edit, ReplaceProvision
from glocal.model.kinds import Level
from glocal.model.policy import Policy, PolicyKind
from glocal.model.population import EVERYBODY, Group
from glocal.model.portfolio import Portfolio
from glocal.model.provision import Modality, Provision
from glocal.text.sentences import plain
from glocal_web.portal.mappers.register_words import dimension_word, value_word
from glocal_web.portal.models.provision import ModalityChoice
from glocal_web.portal.selectors.coherence_trials import TrialGround
from glocal_web.portal.selectors.register_choices import action_choices, body_choices

CHANGE, ADD = "change", "add"
DATA = (Modality.REPORT, Modality.SHARE, Modality.GRANT)


@dataclass(frozen=True)
class DropAct:
    """An act with its provisions: value and name of each, and whether it is left out."""

    title: str
    lines: list[tuple[str, str, bool]]


@dataclass(frozen=True)
class Keeper:
    """A territory with its acts; ``is_open`` shows them without being asked."""

    name: str
    acts: list[DropAct]
    is_open: bool


class TrialForm(forms.Form):
    """What is tried by hand; the mends of findings come with the address."""

    drop = forms.MultipleChoiceField(
        label=gettext_lazy("Leave out"), required=False, widget=forms.CheckboxSelectMultiple
    )
    change = forms.ChoiceField(label=gettext_lazy("Provision"), required=False)
    add = forms.ChoiceField(label=gettext_lazy("What it does"), required=False)
    who = forms.ChoiceField(label=gettext_lazy("Who must act"), required=False)
    action = forms.ChoiceField(label=gettext_lazy("Action or service"), required=False)
    to = forms.ChoiceField(label=gettext_lazy("To whom"), required=False)

    def __init__(self, data: Any, ground: TrialGround) -> None:
        super().__init__(data)
        self.ground = ground
        provisions = _provision_groups(ground)
        bodies = _body_groups(ground)
        nothing = ("", _("None"))
        self._choose("drop", [one for _title, group in provisions for one in group])
        self._choose("change", [nothing, *provisions])
        self._choose("add", [nothing, *ModalityChoice.choices])
        self._choose("who", [("", _("Choose")), *bodies])
        self._choose("to", [nothing, *bodies])
        self._choose(
            "action",
            [
                ("", _("Choose")),
                *(
                    (title, [(one.value, one.label) for one in group])
                    for title, group in action_choices(ground.taxonomy)
                ),
            ],
        )
        for part in (CHANGE, ADD):
            for dimension in ground.taxonomy.population.dimensions:
                self.fields[f"{part}-{dimension.id}"] = forms.MultipleChoiceField(
                    label=dimension_word(dimension.id),
                    required=False,
                    choices=[
                        (value, value_word(dimension.id, value)) for value in dimension.values
                    ],
                    widget=forms.CheckboxSelectMultiple,
                )

    def _choose(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = choices

    def keepers(self) -> list[Keeper]:
        """The provisions by the territory that keeps them and by act, its own first and open."""
        chosen = set(self["drop"].value() or ())
        portfolio, home = self.ground.portfolio, self.ground.territory.slug
        found: dict[str, list[DropAct]] = {}
        for title, group in _provision_groups(self.ground, with_territory=False):
            act = portfolio.policies[portfolio.provisions[group[0][0]].policy]
            lines = [(key, name, key in chosen) for key, name in group]
            found.setdefault(act.territory, []).append(DropAct(title, lines))
        return [
            Keeper(
                portfolio.areas[slug].name if slug in portfolio.areas else slug,
                acts,
                is_open=slug == home or any(out for act in acts for *_names, out in act.lines),
            )
            for slug, acts in found.items()
        ]

    def change_boxes(self) -> list[BoundField]:
        """The chips of the people for whom a provision would hold."""
        return self._boxes(CHANGE)

    def add_boxes(self) -> list[BoundField]:
        """The chips of the people that a new provision would concern."""
        return self._boxes(ADD)

    def clean(self) -> dict[str, Any]:
        """A new provision says who does what; nobody can be everything at once."""
        values = super().clean() or {}
        if values.get("add"):
            for name in ("who", "action"):
                if not values.get(name) and name not in self.errors:
                    self.add_error(name, _("Choose one: a provision says who does what."))
            if values["add"] in DATA and not values.get("to") and "to" not in self.errors:
                self.add_error("to", _("Say to whom the data or the means go."))
        population = self.ground.taxonomy.population
        for part in (CHANGE, ADD):
            limits = self._limits(part)
            if limits and not population.possible(population.word(limits)):
                self.add_error(
                    f"{part}-{next(iter(limits))}",
                    _("Nobody can be all of this at once. Take one of the boxes away."),
                )
        if values.get("change") and values["change"] in (values.get("drop") or ()):
            self.add_error("change", _("This provision is left out above: choose one of the two."))
        return values

    def edits(self) -> list[Edit]:
        """The changes of the checked values, none of which is saved."""
        values, portfolio = self.cleaned_data, self.ground.portfolio
        found: list[Edit] = [DropProvision(key) for key in values["drop"]]
        if values["change"]:
            provision = portfolio.provisions[values["change"]]
            found.append(ReplaceProvision(replace(provision, group=self._group(CHANGE))))
        if values["add"]:
            found.append(self._added())
        return found

    def query(self) -> str:
        """The address of the trial: only what is tried, in the order of the form."""
        query = QueryDict(mutable=True)
        query.setlist("mend", [mend.key for mend in self.ground.mends])
        if not self.ground.mends:
            del query["mend"]
        values = self.cleaned_data
        for name in self.fields:
            part = name.partition("-")[0]
            is_idle = part in (CHANGE, ADD) and not values.get(part)
            is_idle = is_idle or (name in ("who", "action", "to") and not values.get(ADD))
            value = values.get(name)
            if value and not is_idle:
                query.setlist(name, value if isinstance(value, list) else [value])
        return query.urlencode()

    def _boxes(self, part: str) -> list[BoundField]:
        return [
            self[f"{part}-{dimension.id}"]
            for dimension in self.ground.taxonomy.population.dimensions
        ]

    def _limits(self, part: str) -> dict[str, frozenset[str]]:
        found = {}
        for dimension in self.ground.taxonomy.population.dimensions:
            ticked = self.cleaned_data.get(f"{part}-{dimension.id}") or []
            if ticked and len(ticked) < len(dimension.values):
                found[dimension.id] = frozenset(ticked)
        return found

    def _group(self, part: str) -> Group:
        limits = self._limits(part)
        return Group(limits) if limits else EVERYBODY

    def _added(self) -> AddProvision:
        values, territory = self.cleaned_data, self.ground.territory
        act = Policy(
            id=f"{territory.slug}.tried-act",
            title=_("Draft that you try"),
            kind=PolicyKind.ORDINANCE,
            level=Level(territory.level),
            territory=territory.slug,
        )
        provision = Provision(
            id=f"{territory.slug}.tried",
            policy=act.id,
            modality=Modality(values["add"]),
            bearer=values["who"],
            action=values["action"],
            group=self._group(ADD),
            target=values["to"] or None,
            requirements=frozenset(),
        )
        return AddProvision(provision, act)


def _provision_groups(
    ground: TrialGround, *, with_territory: bool = True
) -> list[tuple[str, list[tuple[str, str]]]]:
    """The provisions by act, the acts of the territory itself first."""
    names, portfolio = ground.names, ground.portfolio
    groups: dict[str, list[tuple[str, str]]] = {}
    for provision in portfolio.provisions.values():
        modality = ModalityChoice(provision.modality).label
        # Translators: the number of an article of an act
        article = _("art. %(article)s") % {"article": provision.article}
        parts = (
            # An author may have written what it is: "Line 6", "Measure 2".
            article if provision.article[:1].isdigit() else provision.article,
            str(modality),
            plain(capfirst(names.action(provision.action))),
        )
        groups.setdefault(provision.policy, []).append(
            (provision.id, " · ".join(one for one in parts if one))
        )
    policies = portfolio.policies
    order = sorted(groups, key=lambda key: (bool(policies[key].pack), key))
    return [
        (_act_title(portfolio, key) if with_territory else policies[key].title, groups[key])
        for key in order
    ]


def _act_title(portfolio: Portfolio, key: str) -> str:
    policy = portfolio.policies[key]
    area = portfolio.areas.get(policy.territory)
    if not policy.pack or area is None:
        return policy.title
    # Translators: the title of an act and the territory that keeps it
    return _("%(act)s (%(territory)s)") % {"act": policy.title, "territory": area.name}


def _body_groups(ground: TrialGround) -> list[tuple[str, list[tuple[str, str]]]]:
    named = [
        (one.id, one.name or one.id)
        for one in ground.portfolio.organisations.values()
        if one.territory == ground.territory.slug
    ]
    kinds = [
        (title, [(one.value, one.label) for one in group])
        for title, group in body_choices(ground.taxonomy)
    ]
    own = _("Bodies of %(territory)s") % {"territory": ground.territory.name}
    return [(own, named), *kinds] if named else kinds
