"""What was wrong in a file that was read, in the language of the page."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from glocal.errors import Problem
from glocal.loading.problem_words import in_language
from glocal_web.portal.mappers.text_status import page_language

SHEET = re.compile(r"(.*), sheet (.*)", re.DOTALL)
"""How the library calls a sheet of a file."""


def told_here(problem: Problem) -> Problem:
    """A problem in the language of the page, with its sheet."""
    told = in_language(problem, page_language())
    found = SHEET.fullmatch(told.file)
    if found is None:
        return told
    file, sheet = found.groups()
    return replace(told, file=_("%(file)s, sheet %(sheet)s") % {"file": file, "sheet": sheet})


@dataclass(frozen=True)
class TellsProblems:
    """The problems of a file, and the notes that stop nothing."""

    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()

    @property
    def told(self) -> tuple[Problem, ...]:
        """The problems in the language of the page."""
        return tuple(told_here(one) for one in self.problems)

    @property
    def told_notes(self) -> tuple[Problem, ...]:
        """The notes in the language of the page."""
        return tuple(told_here(one) for one in self.notes)
