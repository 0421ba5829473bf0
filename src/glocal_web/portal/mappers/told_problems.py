"""What was wrong in a file that was read, in the language of the page."""

from __future__ import annotations

from dataclasses import dataclass

from glocal.errors import Problem
from glocal.loading.problem_words import in_language
from glocal_web.portal.mappers.text_status import page_language


@dataclass(frozen=True)
class TellsProblems:
    """The problems of a file, and the notes that stop nothing."""

    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()

    @property
    def told(self) -> tuple[Problem, ...]:
        """The problems in the language of the page."""
        return tuple(in_language(one, page_language()) for one in self.problems)

    @property
    def told_notes(self) -> tuple[Problem, ...]:
        """The notes in the language of the page."""
        return tuple(in_language(one, page_language()) for one in self.notes)
