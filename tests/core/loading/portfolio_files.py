"""A small good portfolio with a country pack, to be broken in one place at a time."""

from __future__ import annotations

from pathlib import Path

CITY = """\
portfolio: Puerto Lirio
uses: [nation.yaml]
territories:
  - {id: city, name: City, level: local, parent: nation}
  - {id: abroad, name: Abroad, level: local}
organisations:
  - {id: city-school, name: School by the Sea, kind: school, territory: city}
links: [[city, abroad]]
channels:
  - {from: city, to: nation, by: Yearly table}
channels_complete: [city]
coordination: [{between: [city-school, registry], on: enrolment}]
interactions: [{from: school-rules, to: schooling, value: -2.5, voices: 4, groups: 2, sure: 0.9}]
policies:
  - id: school-rules
    title: Rules of the schools
    kind: ordinance
    issuer: City council
    number: 012
    year: 2016
    level: local
    territory: city
    sectors: [education]
    responsible: city-school
    from: 2016-01-01
    ties: {implements: [education-act]}
    provisions:
      - id: enrol-everybody
        modality: duty
        who: city-school
        action: enrolment
        for: everybody
        requires: []
        means: {competence: yes, money: no, staff: unknown}
        article: 3.10
      - id: no-papers-no-place
        modality: exclusion
        who: city-school
        action: enrolment
        for: {status: [irregular], age: [6-17]}
        from: 2017-01-01
        over: [edu-enrol]
"""

NATION = """\
portfolio: The nation
territories:
  - {id: nation, name: Nation, level: national}
policies:
  - id: education-act
    title: Education Act
    kind: law
    level: national
    territory: nation
    from: 2015-09-01
    provisions:
      - id: edu-enrol
        modality: entitlement
        who: school
        action: enrolment
        for: {age: [6-17]}
        requires: [id-proof]
"""


def write(folder: Path, city: str = CITY, **others: str) -> Path:
    """Both files in ``folder``; further ones by name without ``.yaml``. The path of the city's."""
    for name, text in {"nation": NATION, **others, "city": city}.items():
        path = folder / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "city.yaml"


def replaced(text: str, old: str, new: str) -> str:
    """``text`` with the one place that says ``old`` saying ``new``."""
    assert text.count(old) == 1, f"{old!r} must stand once"
    return text.replace(old, new)
