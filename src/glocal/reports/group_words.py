"""Groups of people in words: children (6 to 17 years; in an irregular situation)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from glocal.model.population import Dimension, Group, GroupBasis
from glocal.reports.names import Names
from glocal.text.sentences import fill, joined

LISTED = 3
"""So many groups are named in a sentence; of the others it tells how many there are."""

CHILD_AGES = frozenset({"0-5", "6-17"})
ADULT_AGES = frozenset({"18-24", "25-59", "60+"})
_HEADS: Mapping[tuple[str, str], str] = {
    ("child", "any"): "children",
    ("child", "female"): "girls",
    ("child", "male"): "boys",
    ("adult", "any"): "adults",
    ("adult", "female"): "women",
    ("adult", "male"): "men",
    ("any", "female"): "women-and-girls",
    ("any", "male"): "men-and-boys",
}


def group_words(group: Group, names: Names) -> str:
    """A noun phrase for a group; who is named, everybody, silent and unsaid are told apart."""
    words = names.words.groups
    if group.basis is not GroupBasis.NAMED and not group.limits:
        return words[group.basis.value]
    if any(not values for values in group.limits.values()):
        return words["nobody"]
    limits = _in_order(group, names)
    if not limits:
        return words["everybody"]
    head, told = _head(limits)
    phrases = [
        _values(dimension, admitted, names)
        for dimension, admitted in limits
        if dimension.id not in told
    ]
    between = names.words.forms["between-values"]
    return fill(words["group"], {"head": words[head], "values": between.join(phrases)})


def groups_words(groups: Iterable[Group], names: Names, listed: int = LISTED) -> str:
    """Several groups in one phrase: at most ``listed`` of them, and how many more there are."""
    phrases = list(dict.fromkeys(group_words(group, names) for group in groups))
    rest = len(phrases) - listed
    if rest > 0:
        more = fill(names.words.groups["more"], {"count": str(rest)})
        return " ".join((names.words.forms["comma"].join(phrases[:listed]), more))
    return joined(phrases, names.words)


def _in_order(group: Group, names: Names) -> list[tuple[Dimension, frozenset[str]]]:
    """The limits that say something, in the order of the population, unknown ones last."""
    known = {item.id: item for item in names.taxonomy.population.dimensions}
    order = [*known, *sorted(group.limits.keys() - known.keys())]
    return [
        (known.get(name) or Dimension(name, tuple(sorted(group.limits[name]))), group.limits[name])
        for name in order
        if name in group.limits
        and (name not in known or set(known[name].values) - group.limits[name])
    ]


def _head(limits: Sequence[tuple[Dimension, frozenset[str]]]) -> tuple[str, frozenset[str]]:
    """The noun for a group, and the dimensions that it tells already."""
    by_name = {dimension.id: admitted for dimension, admitted in limits}
    ages, genders = by_name.get("age"), by_name.get("gender")
    told = set()
    age = "any"
    if ages and ages <= CHILD_AGES:
        age = "child"
    elif ages and ages <= ADULT_AGES:
        age = "adult"
    if ages in (CHILD_AGES, ADULT_AGES):
        told.add("age")
    gender = "any"
    if genders and len(genders) == 1 and genders <= {"female", "male"}:
        (gender,) = genders
        told.add("gender")
    if age == "any" and ages:  # an age that no noun tells: the plain word, and all in brackets
        return "people", frozenset()
    return _HEADS.get((age, gender), "people"), frozenset(told)


def _values(dimension: Dimension, admitted: frozenset[str], names: Names) -> str:
    """The values of one dimension; when nearly all are admitted, those that are not."""
    inside = [value for value in dimension.values if value in admitted]
    inside += sorted(admitted - set(dimension.values))
    outside = [value for value in dimension.values if value not in admitted]
    if outside and len(outside) * 2 < len(inside):
        shown = joined([names.value(dimension.id, value) for value in outside], names.words)
        return fill(
            names.words.groups["all-but"],
            {"dimension": names.dimension(dimension.id), "values": shown},
        )
    return joined([names.value(dimension.id, value) for value in inside], names.words, "or")
