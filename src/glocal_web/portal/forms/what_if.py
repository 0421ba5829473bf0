"""Other answers to try: one choice an indicator, and the address that holds what was tried."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _

from glocal.model.applicability import split_by_applicability
from glocal.model.framework import Indicator
from glocal.model.kinds import AnswerState
from glocal_web.portal.models.choices import StateChoice
from glocal_web.portal.selectors.scorecards import Reading

STATES = (AnswerState.NOT_ANSWERED, AnswerState.DONT_KNOW, AnswerState.NOT_APPLICABLE)

Tried = dict[str, float | AnswerState]


@dataclass(frozen=True)
class FieldGroup:
    """The choices of one sub-dimension; ``is_open`` where something is tried."""

    code: str
    title: str
    fields: tuple[BoundField, ...]
    tried: int


class WhatIfForm(forms.Form):
    """A choice for every indicator that is asked; the first choice leaves the answer as it is."""

    def __init__(self, data: Mapping[str, Any], reading: Reading) -> None:
        super().__init__(data)
        self._reading = reading
        self._asked, _not_asked = split_by_applicability(reading.framework, reading.territory)
        for indicator in self._asked:
            self.fields[indicator.code] = forms.ChoiceField(
                label=f"{indicator.code} {reading.labels.title(indicator.code)}",
                required=False,
                choices=self._choices(indicator),
            )

    def groups(self) -> list[FieldGroup]:
        """The fields by sub-dimension."""
        tried = self.tried
        words = self._reading.labels
        found = []
        for sub in self._reading.framework.sub_dimensions:
            codes = [item.code for item in self._asked if item.sub_dimension == sub.code]
            if codes:
                found.append(
                    FieldGroup(
                        sub.code,
                        words.group(sub.code),
                        tuple(self[code] for code in codes),
                        sum(code in tried for code in codes),
                    )
                )
        return found

    @cached_property
    def tried(self) -> Tried:
        """The answers that differ from those that stand; choices that are none are left out."""
        self.is_valid()
        found: Tried = {}
        for indicator in self._asked:
            value = self.cleaned_data.get(indicator.code) or ""
            answer = self._reading.scorecard.answers[indicator.code]
            if value in STATES:
                if answer.state != value:
                    found[indicator.code] = AnswerState(value)
            elif value and answer.grade != float(value):
                found[indicator.code] = float(value)
        return found

    def query(self) -> str:
        """The query of the address that shows the same again: only what is tried."""
        query = QueryDict(mutable=True)
        for code, value in self.tried.items():
            query[code] = str(value) if isinstance(value, AnswerState) else f"{value:g}"
        return query.urlencode()

    def _choices(self, indicator: Indicator) -> list[tuple[str, str]]:
        words = self._reading.labels
        grades = [
            (f"{grade:g}", _grade_label(grade, words.grade(indicator, grade).word))
            for grade in indicator.scale.grades
        ]
        states = [(str(state), str(StateChoice(state).label)) for state in STATES]
        return [("", self._as_now(indicator)), *grades, *states]

    def _as_now(self, indicator: Indicator) -> str:
        answer = self._reading.scorecard.answers[indicator.code]
        if answer.score is None:
            now = str(StateChoice(answer.state).label)
        elif answer.grade is None:
            now = _("the groups differ")
        else:
            word = self._reading.labels.grade(indicator, answer.grade).word
            now = _grade_label(answer.grade, word)
        return _("As now (%(answer)s)") % {"answer": now}


def _grade_label(grade: float, word: str) -> str:
    if not word:
        return f"{grade:g}"
    return _("%(grade)s: %(word)s") % {"grade": f"{grade:g}", "word": word}
