"""The files of a small taxonomy, good as they stand, for tests that break one of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

POPULATION = """\
dimensions:
  - {id: status, protected: true, values: [citizen, irregular]}
  - {id: age, protected: true, values: [0-17, 18+]}
  - {id: family, protected: false, values: [alone, unaccompanied-minor]}
implications:
  - {when: {family: [unaccompanied-minor]}, then: {age: [0-17]}}
"""

EDUCATION = """\
sector: education
actions:
  - {id: education, parent: any-service, costly: true}
  - id: school-enrolment
    parent: education
    core: true
    relevant: {age: [0-17]}
    contact: [{organisation: school, reveals: guardian}]
    requires: [health-check]
    needs: [proof-of-address]
    successors: [training]
    phases: [stay]
    source: ours
  - {id: training, parent: education}
"""

HEALTH = """\
sector: health
actions:
  - {id: health, parent: any-service}
  - {id: health-check, parent: health, closed: true, closed_for: {status: [irregular]}}
"""

ORGANISATIONS = """\
organisations:
  - {id: any-body, public: false}
  - {id: public-body, parent: any-body}
  - {id: school, parent: public-body, level: local, inherent: [education]}
"""

BARRIERS = """\
cannot:
  proof-of-address:
    - {group: {status: [irregular]}, source: ours}
"""

GOALS = """\
goals:
  - {id: learning, sdg: ["4.1"]}
  - {id: peace, collective: true, sdg: ["16.1"]}
"""

EVIDENCE = """\
evidence:
  - {cause: school-enrolment, goal: learning, sign: 1, support: 3, source: a review}
  - {cause: learning, goal: peace, sign: -1, support: 0, source: nobody}
"""

TRANSITIONS = """\
transitions:
  - id: turns-18
    dimension: age
    from: [0-17]
    to: [18+]
    resets: {family: {unaccompanied-minor: alone}}
"""

POPULATION_WORDS = """\
status: original
words:
  status:
    name: legal status
    about: What the law says.
    values: {citizen: citizens, irregular: without papers}
  age: {name: age, about: In years., values: {0-17: children, 18+: adults}}
  family:
    name: family
    about: With whom.
    values: {alone: alone, unaccompanied-minor: unaccompanied}
"""


def words(*names: str) -> str:
    """A file of words in English for ``names``."""
    lines = [f"  {name}: {{name: the {name}, about: About {name}.}}" for name in names]
    return "\n".join(["status: original", "words:", *lines, ""])


GOOD: Mapping[str, str] = {
    "population.yaml": POPULATION,
    "actions/any-service.yaml": "actions:\n  - {id: any-service}\n",
    "actions/education.yaml": EDUCATION,
    "actions/health.yaml": HEALTH,
    "organisations.yaml": ORGANISATIONS,
    "barriers.yaml": BARRIERS,
    "goals.yaml": GOALS,
    "evidence.yaml": EVIDENCE,
    "transitions.yaml": TRANSITIONS,
    "text/en/population.yaml": POPULATION_WORDS,
    "text/en/actions/any-service.yaml": words("any-service"),
    "text/en/actions/education.yaml": words("education", "school-enrolment", "training"),
    "text/en/actions/health.yaml": words("health", "health-check"),
    "text/en/organisations.yaml": words("any-body", "public-body", "school"),
    "text/en/goals.yaml": words("learning", "peace"),
    "text/en/transitions.yaml": words("turns-18"),
}


def write(root: Path, files: Mapping[str, str | None] | None = None) -> Path:
    """The folder ``taxonomy/1.0`` below ``root``, ``files`` in place of the good ones."""
    folder = root / "taxonomy" / "1.0"
    for name, content in {**GOOD, **(files or {})}.items():
        if content is not None:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
    return folder
