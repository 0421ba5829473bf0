"""A matrix of interactions as values that JSON can hold: everything that was calculated."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from glocal import __version__
from glocal.interactions.ranks import DOUBT
from glocal.loading.interaction_words import interaction_words
from glocal.model.interaction import RatedMatrix, Rating, Values
from glocal.reports.interaction_reading import RankBasis, Reading
from glocal.reports.interaction_sentences import loop_sentence, path_sentence
from glocal.text.sentences import plain

DIGITS = 6


def interaction_record(
    reading: Reading, rated: RatedMatrix, language: str, *, ratings: bool = False
) -> dict[str, Any]:
    """A whole reading, by the ids of the items. ``ratings`` adds every single answer."""
    matrix, panel = reading.matrix, reading.panel
    record: dict[str, Any] = {
        "title": rated.title,
        "program": __version__,
        "language": language,
        "size": matrix.size,
        "assessed": int(matrix.assessed.sum()),
        "pairs": matrix.size * (matrix.size - 1),
        "raters": None if panel is None else panel.people,
        "groups": None if panel is None else list(panel.groups_of_people),
        "values": [_numbers(row) for row in matrix.values],
        "items": _items(reading),
        "influence": {"alpha": reading.influence.alpha, "partial": reading.influence.partial},
        "dematel": {"scale": _number(reading.dematel.scale)},
        "micmac": {
            "strong": reading.strong,
            "power": reading.micmac.power,
            "stable": reading.micmac.stable,
        },
        "walks": {
            "scale": _number(reading.walks.scale),
            "hidden": _number(reading.walks.hidden),
            "synergy": [_numbers(row) for row in reading.walks.synergy],
            "tradeoff": [_numbers(row) for row in reading.walks.tradeoff],
        },
        "contested": _contested(reading),
        "ways": _ways(reading, language),
        "loops": _loops(reading, language),
        "balance": None if reading.balance is None else _number(reading.balance),
        "clusters": [[matrix.ids[row] for row in group] for group in reading.clusters],
        "order": [matrix.ids[row] for row in reading.order],
        "ranks": _ranks(reading),
    }
    return record | ({"ratings": [rating_record(one) for one in rated.ratings]} if ratings else {})


def rating_record(one: Rating) -> dict[str, Any]:
    """A single answer; ``value`` is ``None`` where the rater does not know."""
    return {
        "from": one.source,
        "to": one.target,
        "value": one.value,
        "rater": one.rater,
        "group": one.group,
        "rationale": one.rationale,
    }


def _items(reading: Reading) -> list[dict[str, Any]]:
    found, both, places = reading.influence, reading.dematel, reading.micmac
    ranks = reading.ranks
    places_of = None if ranks is None else (ranks.median, ranks.low, ranks.high)
    result = []
    for row, item in enumerate(reading.items):
        one: dict[str, Any] = {
            "id": item.id,
            "title": item.title,
            "kind": item.kind.value,
            "ref": item.ref,
            "direct": _number(found.out[row]),
            "direct_bounds": [_number(found.out_low[row]), _number(found.out_high[row])],
            "through_others": _number(found.second[row]),
            "total": _number(found.total[row]),
            "supported": _number(found.into[row]),
            "supported_bounds": [_number(found.into_low[row]), _number(found.into_high[row])],
            "assessed_out": int(found.asked_out[row]),
            "assessed_into": int(found.asked_into[row]),
            "prominence": _number(both.prominence[row]),
            "relation": _number(both.relation[row]),
            "micmac_influence": _number(places.influence[row]),
            "micmac_dependence": _number(places.dependence[row]),
            "place": places.quarters[row].value,
        }
        if places_of is not None:
            names = ("median", "low", "high")
            one["rank"] = {
                name: int(rank[row]) for name, rank in zip(names, places_of, strict=True)
            }
        result.append(one)
    return result


def _contested(reading: Reading) -> list[dict[str, Any]]:
    ids = reading.matrix.ids
    return [
        {
            "from": ids[one.source],
            "to": ids[one.target],
            "hinder": one.hinder,
            "neither": one.neither,
            "help": one.help,
            "unknown": one.unknown,
        }
        for one in reading.contested
    ]


def _ways(reading: Reading, language: str) -> list[dict[str, Any]]:
    ids, words = reading.matrix.ids, interaction_words(language)
    titles = _titles(reading)
    return [
        {
            "from": ids[one.source],
            "to": ids[one.target],
            "ways": [
                {
                    "items": [ids[node] for node in path.nodes],
                    "sign": path.sign,
                    "strength": _number(path.strength),
                    "words": plain(path_sentence(path, reading.matrix, titles, words)),
                }
                for path in one.paths
            ],
        }
        for one in reading.ways
    ]


def _loops(reading: Reading, language: str) -> dict[str, Any]:
    found, words = reading.loops, interaction_words(language)
    titles = _titles(reading)
    return {
        "strong": reading.strong,
        "counts": {
            str(length): {"reinforcing": one, "balancing": two}
            for length, (one, two) in found.counts.items()
        },
        "complete": found.complete,
        "listed": [
            {
                "items": [reading.matrix.ids[node] for node in loop.nodes],
                "sign": loop.sign,
                "strength": _number(loop.strength),
                "words": plain(loop_sentence(loop, reading.matrix, titles, words)),
            }
            for loop in found.listed
        ],
    }


def _ranks(reading: Reading) -> dict[str, Any]:
    ranks = reading.ranks
    if ranks is None:
        return {"basis": reading.basis.value}
    assumed = reading.basis is RankBasis.ASSUMED
    return {
        "basis": reading.basis.value,
        "draws": ranks.draws,
        "assumed_doubt": DOUBT if assumed else None,
        "acceptability": [_numbers(row) for row in ranks.acceptability],
    }


def _titles(reading: Reading) -> list[str]:
    return [item.title for item in reading.items]


def _numbers(values: Values | Sequence[float]) -> list[float | None]:
    return [_number(float(value)) for value in values]


def _number(value: float) -> float | None:
    """A number that JSON can hold; nothing where there is none."""
    return None if math.isnan(value) else round(float(value), DIGITS) + 0.0
