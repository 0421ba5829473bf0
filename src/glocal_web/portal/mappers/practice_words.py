"""What is said about a practice in words: dates, places, cost, groups of those who took part."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from glocal.loading.vocabulary import vocabulary_words
from glocal.model.practice import Actor, Cost, Practice, PracticePlace
from glocal_web.portal.mappers.country_names import country_names

# Where a word was found → how the page says so.
FIELD_WORDS = {
    "title": gettext_lazy("In the title"),
    "search": gettext_lazy("In the search words"),
    "places": gettext_lazy("In the place"),
    "summary": gettext_lazy("In the summary"),
    "indicators": gettext_lazy("In an indicator it answers"),
    "sectors": gettext_lazy("In the sectors"),
    "kind": gettext_lazy("In the kind"),
    "actors": gettext_lazy("Among those who took part"),
    "sdg": gettext_lazy("In an SDG target"),
    "introduction": gettext_lazy("In the introduction"),
    "context": gettext_lazy("In the context"),
    "done": gettext_lazy("In what was done"),
    "lessons": gettext_lazy("In the lessons"),
    "recommendations": gettext_lazy("In the recommendations"),
}


def short_role(role: str, language: str) -> str:
    """The word for a mobility role without its explanation: "Origin"."""
    return _before_colon(vocabulary_words("roles", language).get(role, role))


def level_word(level: str, language: str) -> str:
    """The word for a level of government."""
    return vocabulary_words("levels", language).get(level, level)


def place_words(place: PracticePlace, language: str) -> str:
    """A place with its country: "Pichincha, Ecuador"."""
    country = country_names(language).get(place.country, place.country)
    if place.level == "national":
        return country
    # Translators: a place and its country
    return _("%(place)s, %(country)s") % {"place": place.name, "country": country}


def places_words(practice: Practice, language: str) -> str:
    """All places of a practice; places of one country name it once."""
    by_country: dict[str, list[str]] = {}
    for place in practice.places:
        below = by_country.setdefault(place.country, [])
        # A country that is itself the place is not named twice.
        if place.level != "national":
            below.append(place.name)
    names = country_names(language)
    return " · ".join(
        _("%(place)s, %(country)s") % {"place": ", ".join(below), "country": names.get(code, code)}
        if below
        else names.get(code, code)
        for code, below in by_country.items()
    )


def dates_words(practice: Practice) -> str:
    """When it began and ended, as far as the sources say."""
    start = day_words(practice.start)
    if practice.end == "ongoing":
        end = _("still running, a source says")
    elif practice.end:
        end = _("until %(date)s") % {"date": day_words(practice.end)}
    else:
        end = _("end not known")
    begin = _("from %(date)s") % {"date": start} if start else _("start not known")
    if not start and not practice.end:
        return _("Not known")
    # Translators: when a practice began and when it ended, both in words
    whole = _("%(begin)s, %(end)s") % {"begin": begin, "end": end}
    return whole[:1].upper() + whole[1:]


def day_words(day: str | None) -> str:
    """A year, a month or a day in words: "2014", "April 2014", "15 April 2014"."""
    if not day:
        return ""
    parts = [int(part) for part in day.split("-")]
    if len(parts) == 1:
        return day
    value = date(parts[0], parts[1], parts[2] if len(parts) > 2 else 1)
    return date_format(value, "DATE_FORMAT" if len(parts) > 2 else "YEAR_MONTH_FORMAT")


def cost_words(cost: Cost) -> str:
    """The amount with its currency; the source need not say which."""
    amount = number_format(
        cost.amount, decimal_pos=0 if cost.amount == int(cost.amount) else 2, force_grouping=True
    )
    if cost.currency is None:
        return _("%(amount)s (currency not said)") % {"amount": amount}
    return f"{amount} {cost.currency}"


def actors_by_group(
    actors: tuple[Actor, ...], language: str
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The names of those who took part by the word for their group, in the order of the groups."""
    words = dict(vocabulary_words("stakeholder-groups", language))
    words.setdefault("international", _("International organisations"))
    order = list(words)
    found: dict[str, list[str]] = {}
    for actor in sorted(
        actors, key=lambda one: order.index(one.group) if one.group in order else len(order)
    ):
        found.setdefault(words.get(actor.group, actor.group), []).append(actor.name)
    return tuple((group, tuple(names)) for group, names in found.items())


def _before_colon(words: str) -> str:
    return words.partition(":")[0].strip()
