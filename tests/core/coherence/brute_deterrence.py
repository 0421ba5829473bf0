"""Brute force of the rule on what a contact reveals to whom: C3."""

from __future__ import annotations

from datetime import date
from itertools import product

from glocal.model.provision import Provision
from glocal.model.taxonomy import Reveals
from tests.core.coherence.brute_world import GROWN_UP, Answers, Cell, E, O, R, S, W, World


def deterrence(w: World) -> Answers:
    for p in w.those(E, O):
        yield from deterrence_of(w, p)


def deterrence_of(w: World, p: Provision) -> Answers:
    shares, reports = [], []
    for rule in w.those(S, R):
        if w.nested(p.action, rule.action) and rule.id not in p.over and w.compatible(p, rule):
            (shares if rule.modality == S else reports).append(rule)
    walls = [q for q in w.those(W) if w.nested(p.action, q.action) and w.covers(q, p)]

    def cut(holder: str, cell: Cell, place: str, day: date) -> bool:
        return any(
            w.bears(holder, q.bearer) and (cell, place, day) in w.regions[q.id] for q in walls
        )

    def holder_of(rule: Provision, body: str) -> str | None:
        if w.bears(rule.bearer, body):
            return rule.bearer
        return body if w.bears(body, rule.bearer) else None

    contacts = (
        [item for node in w.above(p.action) for item in w.taxonomy.actions[node].contact]
        if reports
        else []
    )
    for contact in contacts:
        revealed = {
            Reveals.USER: lambda: w.groups[p.id],
            Reveals.GUARDIAN: lambda: {c for c in w.cells if w.value(c, "age") in GROWN_UP},
            Reveals.HOUSEHOLD: lambda: set(w.cells),
        }[contact.reveals]()
        whole = contact.reveals != Reveals.USER
        for cell, leaf, day in product(revealed, w.areas[p.id], w.times[p.id]):
            seen = {(contact.organisation, leaf)}
            todo = [(contact.organisation, leaf)]
            while todo:
                body, place = todo.pop()
                for rule in reports:
                    holder = holder_of(rule, body)
                    if (
                        holder is not None
                        and (cell, place, day) in w.regions[rule.id]
                        and not cut(holder, cell, place, day)
                    ):
                        yield ("C3", p.id, rule.id, holder), {(cell, leaf, day)}
                for rule in shares:
                    holder = holder_of(rule, body)
                    if (
                        holder is None
                        or rule.target is None
                        or place not in w.areas[rule.id]
                        or day not in w.times[rule.id]
                    ):
                        continue
                    about = cell in w.groups[rule.id] or (
                        whole and w.groups[rule.id] & w.groups[p.id]
                    )
                    if not about or cut(holder, cell, place, day):
                        continue
                    seat = w.place(rule.target)
                    for place_after in [place] if seat is None else w.leaves_under(seat):
                        if (rule.target, place_after) not in seen:
                            seen.add((rule.target, place_after))
                            todo.append((rule.target, place_after))
