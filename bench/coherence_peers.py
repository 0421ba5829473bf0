"""The pairwise rules C1 and C2 in other engines, on the same columns: peers of the benchmark.

All read the same rows (what may still apply, with its period cut to the day of the check) and count
the same pairs: what must, may or has to be done and is banned; data that must and must not be
handed on; what is offered, due or allowed and people are shut out from, wholly or in part. The data
have no exceptions and no conditions, which plain SQL could not express in a query or two.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import clingo
import duckdb
import numpy as np
import pandas as pd
from coherence_data import AS_OF, DAYS, LATEST, MODALITIES, Ints, Synthetic

from glocal.model.population import Population

Ask = Callable[[], tuple[int, float]]
"""Counts the pairs: how many, and what part of the work that was (1 unless time ran out)."""

CODE = {str(modality): number for number, modality in enumerate(MODALITIES)}
TASKS = tuple(CODE[name] for name in ("entitlement", "duty", "permission"))
DATA = tuple(CODE[name] for name in ("report", "share"))


@dataclass(frozen=True)
class Pairing:
    """Two kinds of provisions that clash: which actions match, and which bodies.

    ``acts`` and ``bodies``: the first is the second or below it (``below``), either way
    (``either``), strictly above it (``above``); ``scheme`` is a line either way or another level.
    """

    first: tuple[int, ...]
    second: int
    acts: str
    bodies: str


PAIRINGS = (
    Pairing(TASKS, CODE["prohibition"], "below", "below"),
    Pairing(DATA, CODE["firewall"], "either", "either"),
    Pairing(TASKS, CODE["exclusion"], "below", "scheme"),
    Pairing((CODE["entitlement"],), CODE["exclusion"], "above", "scheme"),
)


@dataclass(frozen=True)
class Rows:
    """What all peers read: the columns, and for each tree every node with all above it."""

    data: Synthetic
    columns: dict[str, Ints]

    @cached_property
    def action_up(self) -> list[tuple[int, int]]:
        known = self.data.taxonomy.actions
        return closure(self.data.actions, {name: known[name].parent for name in known})

    @cached_property
    def body_up(self) -> list[tuple[int, int]]:
        known = self.data.taxonomy.organisations
        return closure(self.data.bodies, {name: known[name].parent for name in known})

    @cached_property
    def area_up(self) -> list[tuple[int, int]]:
        names = self.data.area_names
        parents = self.data.area_parent.tolist()
        pairs = zip(names, parents, strict=True)
        return closure(names, {name: names[up] if up >= 0 else None for name, up in pairs})


def closure(names: tuple[str, ...], parent: dict[str, str | None]) -> list[tuple[int, int]]:
    number = {name: place for place, name in enumerate(names)}
    found = []
    for name in names:
        node: str | None = name
        while node is not None:
            found.append((number[name], number[node]))
            node = parent[node]
    return found


def rows_of(data: Synthetic) -> Rows:
    """The columns of what may still apply on the day of the check."""
    days = np.array([day.toordinal() for day in DAYS] + [-1, LATEST.toordinal()])
    begin = np.where(data.begin < 0, 0, days[data.begin])
    end = days[np.where(data.end < 0, len(DAYS) + 1, data.end)]
    open_ = end > AS_OF.toordinal()
    columns = {
        "m": data.modality,
        "lvl": level_code(data),
        "body": data.bearer,
        "act": data.action,
        "grp": data.group,
        "word": data.words[data.group],
        "area": data.area,
        "b": np.maximum(begin, AS_OF.toordinal()),
        "e": end,
    }
    return Rows(data, {name: column[open_] for name, column in columns.items()})


def level_code(data: Synthetic) -> Ints:
    """Regions and departments are one level."""
    return np.array([0, 1, 1, 2])[data.level]


def can_be(population: Population, word: str) -> str:
    """An expression that is true when somebody can be in the group of a word.

    Every dimension has a value, and some value of the dimension that the implications speak of has
    all that it demands. Exact while they all speak of one dimension, and each value of two at most.
    """
    fields = {field for field, *_ in population.rules}
    if len(fields) > 1:
        raise ValueError("The implications speak of more than one dimension.")
    every = f"((({word}) + {population.add}) & {population.guard}) = {population.guard}"
    if not fields:
        return every
    (field,) = fields
    ways = []
    for bit in (1 << place for place in range(64) if field >> place & 1):
        demands = [admitted for _, values, _, admitted in population.rules if bit & values]
        ways.append(" AND ".join(f"(({word}) & {mask}) <> 0" for mask in [bit, *demands]))
    return f"{every} AND ({' OR '.join(f'({way})' for way in ways)})"


# ------------------------------------------------------------------ SQL
def queries(population: Population, materialised: bool) -> Iterator[str]:
    """One equi-join for each direction of the trees of areas and of actions.

    Whatever is below is first joined with all above it, strictly in one of two directions; then the
    two sides meet on the same action and area, and each pair of bodies has its row. DuckDB is quick
    when the sides are worked out first, SQLite when it can look up the second one in an index.
    """
    hint = "MATERIALIZED" if materialised else "NOT MATERIALIZED"
    sides = ("first", "second")
    acts = {"below": ("first",), "above": ("second",), "either": sides}
    bodies = {"below": "v.below", "either": "v.line", "scheme": "(p.lvl <> q.lvl OR v.line)"}
    people = can_be(population, "p.word & q.word")
    for pairing in PAIRINGS:
        kinds = {"first": ", ".join(map(str, pairing.first)), "second": str(pairing.second)}
        for act in acts[pairing.acts]:
            for place in sides:
                both = ", ".join(
                    f"{name} AS {hint} ({expanded(kinds[which], which, act, place)})"
                    for name, which in (("p", "first"), ("q", "second"))
                )
                yield (
                    f"WITH {both} SELECT count(*) FROM p "  # noqa: S608 — all from this file
                    "JOIN q ON p.act_key = q.act_key AND p.area_key = q.area_key "
                    "JOIN bodies v ON v.a = p.body AND v.b = q.body "
                    f"WHERE p.b < q.e AND q.b < p.e AND {people} AND {bodies[pairing.bodies]}"
                )


def expanded(kinds: str, which: str, act: str, place: str) -> str:
    """The provisions of some kinds with all above their action or area, if it is their turn."""
    joins, act_key, area_key = "", "x.act", "x.area"
    strict = which == "second"
    if act == which:
        joins += " JOIN action_up u ON u.a = x.act" + " AND u.up <> u.a" * strict
        act_key = "u.up"
    if place == which:
        joins += " JOIN area_up w ON w.a = x.area" + " AND w.up <> w.a" * strict
        area_key = "w.up"
    return (
        f"SELECT x.*, {act_key} AS act_key, {area_key} AS area_key "  # noqa: S608
        f"FROM prov x{joins} WHERE x.m IN ({kinds})"
    )


def with_sqlite(rows: Rows) -> Ask:
    """In memory, with indexes, in one thread."""
    base = sqlite3.connect(":memory:")
    names = list(rows.columns)
    base.execute(f"CREATE TABLE prov ({', '.join(f'{name} INTEGER' for name in names)})")
    marks = ", ".join("?" * len(names))
    lines = zip(*(column.tolist() for column in rows.columns.values()), strict=True)
    base.executemany(f"INSERT INTO prov VALUES ({marks})", lines)  # noqa: S608
    for name, pairs in (("action_up", rows.action_up), ("area_up", rows.area_up)):
        base.execute(f"CREATE TABLE {name} (a INTEGER, up INTEGER, PRIMARY KEY (a, up))")
        base.executemany(f"INSERT INTO {name} VALUES (?, ?)", pairs)  # noqa: S608
    base.execute("CREATE TABLE bodies (a INTEGER, b INTEGER, below, line, PRIMARY KEY (a, b))")
    base.executemany("INSERT INTO bodies VALUES (?, ?, ?, ?)", bodies_of_two(rows))
    base.execute("CREATE INDEX place ON prov (m, act, area)")
    base.execute("ANALYZE")

    def ask() -> tuple[int, float]:
        asked = queries(rows.data.taxonomy.population, False)
        return sum(base.execute(query).fetchone()[0] for query in asked), 1.0

    return ask


def with_duckdb(rows: Rows) -> Ask:
    """The same queries; DuckDB chooses its joins and uses both cores."""
    base = duckdb.connect()
    tables = [("prov", pd.DataFrame(rows.columns))]
    tables += [
        (name, pd.DataFrame(pairs, columns=["a", "up"]))
        for name, pairs in (("action_up", rows.action_up), ("area_up", rows.area_up))
    ]
    tables += [("bodies", pd.DataFrame(bodies_of_two(rows), columns=["a", "b", "below", "line"]))]
    for name, frame in tables:
        base.register("frame", frame)
        base.execute(f"CREATE TABLE {name} AS SELECT * FROM frame")  # noqa: S608

    def ask() -> tuple[int, float]:
        count = 0
        for query in queries(rows.data.taxonomy.population, True):
            found = base.execute(query).fetchone()
            count += found[0] if found else 0
        return count, 1.0

    return ask


def bodies_of_two(rows: Rows) -> list[tuple[int, int, bool, bool]]:
    """Every two bodies: is the first below the second, and are they on a line."""
    up, bodies = set(rows.body_up), range(len(rows.data.bodies))
    return [(a, b, (a, b) in up, (a, b) in up or (b, a) in up) for a in bodies for b in bodies]


# ------------------------------------------------------------------ answer sets
def clingo_rules() -> str:
    """The pairings as rules: one for each direction of the trees, as in the queries."""
    down, up = "action_up(A,A2)", "action_up(A2,A), A != A2"
    acts = {"below": (down,), "above": (up,), "either": (down, up)}
    places = ("area_up(T,T2)", "area_up(T2,T), T != T2")
    bodies = {
        "below": ("body_up(B,B2)",),
        "either": ("line(B,B2)",),
        "scheme": ("L = L2, line(B,B2)", "L != L2"),
    }
    rules = ["line(A,B) :- body_up(A,B).", "line(A,B) :- body_up(B,A)."]
    for number, pairing in enumerate(PAIRINGS):
        for first in pairing.first:
            for act in acts[pairing.acts]:
                for place in places:
                    for body in bodies[pairing.bodies]:
                        rules.append(
                            f"clash({number},P,Q) :- "
                            f"prov(P,{first},L,B,A,G,T,S,E), {act}, {place}, "
                            f"prov(Q,{pairing.second},L2,B2,A2,H,T2,S2,E2), {body}, "
                            f"meet(G,H), S < E2, S2 < E."
                        )
    return "\n".join(rules)


def with_clingo(rows: Rows) -> Ask:
    """Reads the facts, then grounds the rules; which groups meet is given to it as facts."""
    names = ("m", "lvl", "body", "act", "grp", "area", "b", "e")
    population, words = rows.data.taxonomy.population, rows.data.words.tolist()
    meeting = [
        (g, h)
        for g, first in enumerate(words)
        for h, second in enumerate(words)
        if population.overlap(first, second)
    ]
    columns = [rows.columns[name].tolist() for name in names]
    lines = [
        f"prov({number},{','.join(map(str, line))})."
        for number, line in enumerate(zip(*columns, strict=True))
    ]
    pairs = [
        ("meet", meeting),
        ("action_up", rows.action_up),
        ("area_up", rows.area_up),
        ("body_up", rows.body_up),
    ]
    lines += [f"{name}({a},{b})." for name, found in pairs for a, b in found]
    control = clingo.Control(["--warn=none"])
    control.add("base", [], "\n".join(lines))

    def ask() -> tuple[int, float]:
        control.add("base", [], clingo_rules())
        control.ground([("base", [])])
        return sum(1 for _ in control.symbolic_atoms.by_signature("clash", 3)), 1.0

    return ask


# ------------------------------------------------------------------ two loops
def with_loops(rows: Rows, budget: float = 60.0) -> Ask:
    """Plain Python, each provision with each other, as far as it comes within the budget."""
    action_up, area_up, body_up = (
        set(pairs) for pairs in (rows.action_up, rows.area_up, rows.body_up)
    )
    population = rows.data.taxonomy.population
    names = ("m", "lvl", "body", "act", "word", "area", "b", "e")
    provisions = list(zip(*(rows.columns[name].tolist() for name in names), strict=True))
    kinds = {
        (first, pairing.second, number)
        for number, pairing in enumerate(PAIRINGS)
        for first in pairing.first
    }
    by_kind: dict[int, list[tuple[int, Pairing]]] = {}
    for first, second, number in sorted(kinds):
        by_kind.setdefault(first, []).append((second, PAIRINGS[number]))

    def ask() -> tuple[int, float]:
        started = time.perf_counter()
        count = done = 0
        for modality, level, body, act, word, area, begin, end in provisions:
            done += 1
            wanted = by_kind.get(modality)
            if wanted is None:
                continue
            if time.perf_counter() - started > budget:
                break
            for other, level2, body2, act2, word2, area2, begin2, end2 in provisions:
                for second, pairing in wanted:
                    if other != second:
                        continue
                    below, above = (act, act2) in action_up, (act2, act) in action_up
                    if pairing.acts == "below":
                        related = below
                    elif pairing.acts == "above":
                        related = above and act != act2
                    else:
                        related = below or above
                    if not related:
                        continue
                    if (area, area2) not in area_up and (area2, area) not in area_up:
                        continue
                    if begin >= end2 or begin2 >= end:
                        continue
                    bears = (body, body2) in body_up
                    line = bears or (body2, body) in body_up
                    bound = {"below": bears, "either": line, "scheme": line or level != level2}
                    if bound[pairing.bodies] and population.overlap(word, word2):
                        count += 1
        return count, done / len(provisions)

    return ask
