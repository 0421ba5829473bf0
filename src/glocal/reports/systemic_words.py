"""How raters see what one policy or goal does to another, in sentences: ratings, and ways."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from math import copysign, floor

from glocal.coherence.reasons import RATED, policies_of
from glocal.interactions.agreed_pairs import counts, matrices
from glocal.interactions.paths import Path, strongest_paths
from glocal.loading.interaction_words import InteractionWords, interaction_words
from glocal.model.finding import Finding
from glocal.model.interaction import SignedMatrix
from glocal.model.portfolio import AgreedInteraction, Portfolio
from glocal.reports.names import Names
from glocal.text.sentences import fill, isolated, number_words, sentence

FELT = 0.5
"""A way with a link below it, on average, is no way that raters see."""

MOST_WAYS = 1
"""So many ways through others are told in each direction."""


def systemic_steps(finding: Finding, names: Names, language: str) -> Iterator[Mapping[str, str]]:
    """What raters say on the pair that a finding is about: words for the open places of a step.

    First how they rated the pair, the clearest first; then the strongest ways through other items.
    """
    directions = _pairs_of(finding, names.portfolio)
    words = interaction_words(language)
    rated = [
        item
        for item in names.portfolio.interactions
        if counts(item) and (item.source, item.target) in directions
    ]
    rated.sort(key=lambda item: (-abs(item.value), item.source, item.matrix))
    for item in rated:
        yield rating_words(item, names, words)
    for start, end in directions:
        for line in way_sentences(start, end, names, words):
            yield {"rating": line}


def ratings_told(finding: Finding, portfolio: Portfolio) -> tuple[AgreedInteraction, ...]:
    """What raters said that the words of a finding need: on its pair, its goal, and the ways told.

    So a finding can be read when the rest of the matrix has moved on.
    """
    directions = _pairs_of(finding, portfolio)
    wanted: set[tuple[str, ...]] = set(directions)
    goal = finding.params.get("goal")
    wanted |= {(policy, goal) for policy in policies_of(finding, portfolio) if goal is not None}
    for title, matrix in matrices(portfolio.interactions).items() if directions else ():
        told = {
            (matrix.ids[step[0]], matrix.ids[step[1]], title)
            for start, end in directions
            for way in _ways(start, end, matrix, MOST_WAYS)
            for step in pairwise(way.nodes)
        }
        wanted |= told
    return tuple(
        item
        for item in portfolio.interactions
        if counts(item)
        and not wanted.isdisjoint(
            {(item.source, item.target), (item.source, item.target, item.matrix)}
        )
    )


def _pairs_of(finding: Finding, portfolio: Portfolio) -> tuple[tuple[str, str], ...]:
    """The ordered pairs that a judgement is about: two policies both ways, or a policy and a goal.

    None for a finding of the texts alone.
    """
    params = finding.params
    if finding.rule in RATED:
        first, second = params.get("policy", ""), params.get("counterpart", "")
        return ((first, second), (second, first)) if first and second else ()
    if "matrix" not in params or "goal" not in params:
        return ()
    found = [portfolio.provisions.get(name) for name in finding.provisions]
    return tuple((item.policy, params["goal"]) for item in found if item)


def rating_words(
    item: AgreedInteraction, names: Names, words: InteractionWords
) -> Mapping[str, str]:
    """One agreed value: as a sentence, as a number with its sign, and who gave it."""
    ends = {
        "source": _quoted(item.source, names, words),
        "target": _quoted(item.target, names, words),
    }
    return {
        "rating": sentence(fill(words.level(whole(item.value)).sentence, ends), names.words),
        "value": signed(item.value, names),
        "voices": str(item.voices),
        "groups": str(item.groups),
        "matrix": isolated(item.matrix),
        "rationale": isolated(_ended(item.rationale)),
    }


def way_sentences(
    start: str, end: str, names: Names, words: InteractionWords, most: int = MOST_WAYS
) -> Iterator[str]:
    """The strongest ways from one item to another through others, in each matrix that has both."""
    for matrix in matrices(names.portfolio.interactions).values():
        for way in _ways(start, end, matrix, most):
            yield _way(way, matrix, names, words)


def _ways(start: str, end: str, matrix: SignedMatrix, most: int) -> tuple[Path, ...]:
    if start not in matrix.ids or end not in matrix.ids:
        return ()
    ends = matrix.ids.index(start), matrix.ids.index(end)
    found = strongest_paths(matrix, *ends, most=most + 1)
    return tuple(way for way in found if len(way.nodes) > 2 and _is_felt(way, matrix))[:most]


def _is_felt(way: Path, matrix: SignedMatrix) -> bool:
    return all(abs(matrix.values[step]) >= FELT for step in pairwise(way.nodes))


def _way(way: Path, matrix: SignedMatrix, names: Names, words: InteractionWords) -> str:
    """A way as a sentence: each step in the words of its level, and what it comes to."""
    chain = ""
    for place, step in enumerate(pairwise(way.nodes)):
        source, target = (_quoted(matrix.ids[node], names, words) for node in step)
        level = words.level(whole(float(matrix.values[step])))
        told = {"source": source, "step": fill(level.step, {"item": target})}
        chain += fill(words.path["next" if place else "start"], told)
    last = _quoted(matrix.ids[way.nodes[-1]], names, words)
    pattern = words.path["helps" if way.sign > 0 else "hinders"]
    return sentence(fill(pattern, {"chain": chain, "target": last}), names.words)


def whole(value: float) -> int:
    """The level that a mean value is nearest to, halves away from 0."""
    return int(copysign(floor(abs(value) + 0.5), value))


def signed(value: float, names: Names) -> str:
    """A value with its sign: +2, −1.5, 0."""
    number = number_words(abs(value), names.words)
    sign = "" if number == "0" else "+" if value > 0 else "−"
    return isolated(f"{sign}{number}")


def _ended(text: str) -> str:
    """A reason as a sentence; nothing stays nothing."""
    return f"{text}." if text and text[-1] not in ".!?؟…" else text


def _quoted(name: str, names: Names, words: InteractionWords) -> str:
    """The title of a policy, or the words of a goal, in quotes."""
    known = name in names.portfolio.policies
    return fill(words.quote, {"title": names.policy(name) if known else names.goal(name)})
