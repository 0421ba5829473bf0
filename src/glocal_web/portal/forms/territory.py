"""The forms of a territory: search in the gazetteer, and all that is said about it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast

from babel import Locale
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from glocal.loading.vocabulary import vocabulary_ids, vocabulary_words
from glocal_web.portal.forms.one_line import one_line
from glocal_web.portal.mappers.competences import competence_groups
from glocal_web.portal.models import Place, Territory
from glocal_web.portal.models.choices import CompetenceChoice, LevelChoice, RoleChoice
from glocal_web.portal.models.place import GEONAMES_ATTRIBUTION, PlaceFeature
from glocal_web.portal.selectors.places import place as place_by_id
from glocal_web.portal.services.territories import TerritoryDraft

COMPETENCE_PREFIX = "competence-"
LARGEST_POPULATION = 2_000_000_000

ROLE_MEANINGS: dict[str, Promise] = {
    "origin": _("Families live with an absence, and often with money sent home."),
    "transit": _("People stay for days or months on their way to somewhere else."),
    "destination": _("People arrive to live, work or study here."),
    "return": _("People come back, by choice or not, and start again."),
    "displacement": _(
        "War, disaster or danger moved people, within the country or across its border."
    ),
}


def country_choices(first: str | Promise) -> list[tuple[str, str | Promise]]:
    """All countries in the reader's language and its order, after a ``first`` empty choice."""
    names = Locale.parse(get_language() or "en", sep="-").territories
    countries = [(code, name) for code, name in names.items() if len(code) == 2 and code.isalpha()]
    # Regions that are no country of a gazetteer: the European Union, pseudo-languages, unknown.
    left_out = {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"}
    kept = sorted((pair for pair in countries if pair[0] not in left_out), key=lambda pair: pair[1])
    return [("", first), *kept]


def choice_field(form: forms.Form, name: str) -> forms.ChoiceField:
    """A field of the form whose choices depend on the reader."""
    return cast(forms.ChoiceField, form.fields[name])


class PlaceSearchForm(forms.Form):
    """What to look for in the gazetteer."""

    q = forms.CharField(
        label=_("Name of the place"),
        max_length=200,
        required=False,
        strip=True,
        widget=forms.TextInput(attrs={"autocomplete": "off", "type": "search", "dir": "auto"}),
    )
    country = forms.ChoiceField(label=_("Country"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice_field(self, "country").choices = country_choices(_("All countries"))


class TerritoryForm(forms.Form):
    """Everything about a territory that people say themselves."""

    name = forms.CharField(
        label=_("Name"),
        max_length=160,
        validators=[one_line],
        help_text=_("As it should be shown to readers in other languages."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    local_name = forms.CharField(
        label=_("Name in the local script"),
        max_length=160,
        validators=[one_line],
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    level = forms.ChoiceField(
        label=_("Level of government"),
        choices=LevelChoice.choices,
        widget=forms.RadioSelect,
        help_text=_("It decides which frameworks and indicators apply."),
    )
    parent = forms.ChoiceField(
        label=_("Part of"),
        required=False,
        help_text=_(
            "Its people are asked first: until they agree, its register of policies is not read "
            "here. Nobody is asked when you coordinate it too."
        ),
    )
    country = forms.ChoiceField(label=_("Country"), required=False)
    population = forms.IntegerField(
        label=_("Population"),
        required=False,
        min_value=0,
        max_value=LARGEST_POPULATION,
    )
    population_year = forms.IntegerField(
        label=_("Year of the figure"), required=False, min_value=1900, max_value=2100
    )
    population_source = forms.CharField(
        label=_("Source of the figure"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    latitude = forms.FloatField(
        label=_("Latitude"),
        required=False,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("In degrees, south of the equator with a minus."),
        widget=forms.NumberInput(attrs={"step": "any"}),
    )
    longitude = forms.FloatField(
        label=_("Longitude"),
        required=False,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text=_("In degrees, west of Greenwich with a minus."),
        widget=forms.NumberInput(attrs={"step": "any"}),
    )
    mobility_roles = forms.MultipleChoiceField(
        label=_("Mobility roles"),
        error_messages={"required": _("Tick at least one.")},
        choices=RoleChoice.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Tick all that fit: most territories have several. Questions about a form of mobility "
            "that does not occur here are left out."
        ),
    )
    place = forms.IntegerField(required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, parents: Sequence[Territory], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parents = {str(parent.pk): parent for parent in parents}
        choice_field(self, "parent").choices = [
            ("", _("None, or not in the list")),
            *_by_level(parents),
        ]
        choice_field(self, "country").choices = country_choices(_("None of these"))
        words = vocabulary_words("competences", get_language() or "en")
        for competence in vocabulary_ids("competences"):
            self.fields[f"{COMPETENCE_PREFIX}{competence}"] = forms.ChoiceField(
                label=words[competence],
                choices=[*CompetenceChoice.choices, ("", _("not said yet"))],
                required=False,
                widget=forms.RadioSelect,
            )

    def clean_place(self) -> int | None:
        """The id of a place of the gazetteer, or nothing."""
        key: int | None = self.cleaned_data["place"]
        if key is not None and (not 0 < key < 2**63 or place_by_id(key) is None):
            raise forms.ValidationError(_("This place is not in the gazetteer. Search it again."))
        return key

    def competence_groups(self) -> Iterator[tuple[str | Promise, list[BoundField]]]:
        """The fields of the competences, in groups with a title."""
        for group in competence_groups({}):
            yield (
                group.title,
                [self[f"{COMPETENCE_PREFIX}{one.id}"] for one in group.competences],
            )

    def role_choices(self) -> Iterator[tuple[Any, Promise]]:
        """Each mobility role's checkbox with what it means."""
        for choice in self["mobility_roles"].subwidgets:
            yield choice, ROLE_MEANINGS[str(choice.data["value"])]

    def position_is_wrong(self) -> bool:
        """Whether the part with the coordinates must be open, since something there is wrong."""
        return bool(self["latitude"].errors or self["longitude"].errors)

    def draft(self) -> TerritoryDraft:
        """What was filled in, as a value. Only after ``is_valid``."""
        data = self.cleaned_data
        return TerritoryDraft(
            name=data["name"],
            local_name=data["local_name"],
            level=data["level"],
            parent_id=int(data["parent"]) if data["parent"] else None,
            country=data["country"],
            place_id=data["place"],
            latitude=data["latitude"],
            longitude=data["longitude"],
            population=data["population"],
            population_year=data["population_year"],
            population_source=data["population_source"],
            mobility_roles=tuple(data["mobility_roles"]),
            competences={
                name.removeprefix(COMPETENCE_PREFIX): value
                for name, value in data.items()
                if name.startswith(COMPETENCE_PREFIX) and value
            },
        )


class NewTerritoryForm(TerritoryForm):
    """The same for a territory that is not there yet, with the authority that runs it."""

    authority_name = forms.CharField(
        label=_("Name of the authority"),
        max_length=160,
        validators=[one_line],
        help_text=_(
            "The body that answers for the territory, such as “Municipality of …”. Other "
            "organisations are invited later."
        ),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    although_same = forms.BooleanField(
        label=_("It is another territory: create it all the same"), required=False
    )
    field_order = ("name", "local_name", "authority_name")


def values_of(row: Territory) -> dict[str, Any]:
    """What a form of this territory starts with; also fits an earlier state of the row."""
    values: dict[str, Any] = {
        "name": row.name,
        "local_name": row.local_name,
        "level": row.level,
        "parent": "" if row.parent_id is None else str(row.parent_id),
        "country": row.country,
        "place": row.place_id,
        "latitude": row.latitude,
        "longitude": row.longitude,
        "population": row.population,
        "population_year": row.population_year,
        "population_source": row.population_source,
        "mobility_roles": list(row.mobility_roles),
    }
    for competence in vocabulary_ids("competences"):
        values[f"{COMPETENCE_PREFIX}{competence}"] = row.competences.get(competence, "")
    return values


def values_of_place(found: Place, local_name: str) -> dict[str, Any]:
    """What the form of a new territory starts with, once its place was chosen."""
    is_division = found.feature == PlaceFeature.DIVISION
    return {
        "name": found.name,
        "local_name": local_name if local_name != found.name else "",
        "level": LevelChoice.INTERMEDIATE if is_division else LevelChoice.LOCAL,
        "country": found.country,
        "place": found.pk,
        "latitude": found.latitude,
        "longitude": found.longitude,
        "population": found.population,
        "population_source": GEONAMES_ATTRIBUTION if found.population else "",
    }


def _by_level(parents: Iterable[Territory]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The parents as choices, in groups by level."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for parent in parents:
        groups.setdefault(parent.level, []).append((str(parent.pk), parent.name))
    return [(str(LevelChoice(level).label), members) for level, members in groups.items()]
