"""How policies, provisions and bodies are referred to within a register and across registers.

Within its register a row is named by its key. A row of another register is named by
``territory.key``: neither a slug nor a key holds a dot. The second form is also the id of a row in
a portfolio that is made of several registers, and stays the same whatever else is in it.
"""

from __future__ import annotations

import re

from django.utils.text import slugify

SEPARATOR = "."
LONGEST_KEY = 80
_SLUG = re.compile(r"[-a-zA-Z0-9_]+")


def full_id(slug: str, key: str) -> str:
    """The id of a row of a register anywhere.

    >>> full_id("puerto-lirio", "school-enrolment")
    'puerto-lirio.school-enrolment'
    """
    return f"{slug}{SEPARATOR}{key}"


def reference(full: str, slug: str) -> str:
    """How the register of ``slug`` refers to a row: by its key alone where the row is its own.

    >>> reference("puerto-lirio.school-enrolment", "puerto-lirio")
    'school-enrolment'
    """
    home, _separator, key = full.partition(SEPARATOR)
    return key if home == slug and key else full


def referred(stored: str, slug: str) -> str:
    """The full id that the register of ``slug`` means by a reference.

    >>> referred("school-enrolment", "puerto-lirio"), referred("estalia.alien-act", "puerto-lirio")
    ('puerto-lirio.school-enrolment', 'estalia.alien-act')
    """
    return stored if SEPARATOR in stored else full_id(slug, stored)


def is_slug(text: str) -> bool:
    """Whether a text may be the slug of a territory: what else was sent is asked of no database."""
    return len(text) <= LONGEST_KEY and _SLUG.fullmatch(text) is not None


def free_key(name: str, taken: set[str], otherwise: str) -> str:
    """A key made from a name that is not among ``taken``; from ``otherwise`` without Latin letters.

    >>> free_key("Education Act", {"education-act"}, "policy")
    'education-act-2'
    >>> free_key("Plan 2024–2028", set(), "policy")
    'plan-2024-2028'
    """
    # A dash or a stroke parts words and numbers, and must not join them.
    apart = re.sub(r"[^\w\s-]", " ", name)
    plain = re.sub("-+", "-", slugify(apart).replace("_", "-")).strip("-")
    stem = plain[: LONGEST_KEY - 8].strip("-") or otherwise
    key, number = stem, 1
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    return key
