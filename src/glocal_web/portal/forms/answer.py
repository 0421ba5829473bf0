"""The answer to one indicator, on its own page and as a row of the table.

A form here is never simply invalid: what is right in it is saved, what is not is explained at its
field.
"""

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from glocal.loading.vocabulary import vocabulary_ids, vocabulary_words
from glocal.model.kinds import AnswerState
from glocal.model.scale import Scale
from glocal_web.portal.mappers.answer_value import (
    OTHER_REASON,
    AnswerValue,
    parse_answer,
    stored_answer,
)
from glocal_web.portal.mappers.passages import IndicatorWords
from glocal_web.portal.models import Response
from glocal_web.portal.services.responses import Change, Saved

LONGEST_RATIONALE = 4000
# PostgreSQL's integers; a larger number in a form is not one of ours.
LARGEST_VERSION = 2**31 - 1
MINE, THEIRS, TOGETHER = "mine", "theirs", "together"

NOT_APPLICABLE_KEY = AnswerState.NOT_APPLICABLE.value
DONT_KNOW_KEY = AnswerState.DONT_KNOW.value
NOT_ANSWERED_KEY = AnswerState.NOT_ANSWERED.value


def reasons() -> list[tuple[str, str]]:
    """The reasons for "not applicable", with their words in the language of the page."""
    words = vocabulary_words("not-applicable-reasons", get_language() or "en")
    return [(key, words[key]) for key in vocabulary_ids("not-applicable-reasons")]


class RationaleField(forms.CharField):
    """Text that keeps its line breaks, counted as the browser counts them."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        # Browsers send two characters a line break, but count one.
        text = str(value).replace("\r\n", "\n") if value is not None else ""
        return str(super().to_python(text))


class AnswerForm(forms.Form):
    """Grade or state, reason, rationale, and the versions these were written against.

    ``current`` is the stored response, whose values the form shows first.
    """

    answer = forms.CharField(required=False, label=gettext_lazy("Your answer"))
    reason = forms.ChoiceField(required=False, label=gettext_lazy("Why it does not apply"))
    rationale = RationaleField(
        required=False,
        max_length=LONGEST_RATIONALE,
        label=gettext_lazy("Why this answer"),
        help_text=gettext_lazy(
            "What a colleague who reads only this should know. Name no private person."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    answer_version = forms.IntegerField(
        required=False, min_value=0, max_value=LARGEST_VERSION, widget=forms.HiddenInput
    )
    rationale_version = forms.IntegerField(
        required=False, min_value=0, max_value=LARGEST_VERSION, widget=forms.HiddenInput
    )
    # Set when both versions of a part were shown and the reader picked one.
    seen_version = forms.IntegerField(
        required=False, min_value=0, max_value=LARGEST_VERSION, widget=forms.HiddenInput
    )
    keep_answer = forms.ChoiceField(required=False, choices=[(MINE, MINE), (THEIRS, THEIRS)])
    keep_rationale = forms.ChoiceField(
        required=False, choices=[(MINE, MINE), (THEIRS, THEIRS), (TOGETHER, TOGETHER)]
    )

    def __init__(
        self,
        data: Any = None,
        *,
        scale: Scale,
        current: Response | None = None,
        prefix: str | None = None,
    ) -> None:
        answer = stored_answer(current) if current else AnswerValue()
        version = current.version if current else 0
        initial = {
            "answer": self.word_of(answer),
            "reason": answer.reason,
            "rationale": current.rationale if current else "",
            "answer_version": version,
            "rationale_version": version,
        }
        super().__init__(data, prefix=prefix, initial=initial, auto_id="%s")
        self.scale = scale
        self.current = current
        self.fields["reason"].choices = [("", _("Choose a reason")), *reasons()]  # type: ignore[attr-defined]
        self._answer: AnswerValue | None = None

    def clean(self) -> dict[str, Any]:
        """Join answer and reason to one value; each mistake is told at its own field."""
        data: dict[str, Any] = super().clean() or {}
        self._join_rationales(data)
        key = data.get("answer") or ""
        if not key:
            return data
        reason = data.get("reason") or ""
        if key == NOT_APPLICABLE_KEY:
            if not reason:
                if "reason" not in self.errors:
                    self.add_error("reason", _("Choose why this does not apply here."))
                return data
            if reason == OTHER_REASON and not (data.get("rationale") or "").strip():
                self.add_error(
                    "rationale", _("Say in a sentence which other reason makes it not apply.")
                )
                return data
            key = f"{key}:{reason}"
        elif ":" in key:
            key = ""
        self._answer = parse_answer(key, self.scale)
        if self._answer is None:
            self.add_error("answer", _("Choose one of the answers shown."))
        return data

    def _join_rationales(self, data: dict[str, Any]) -> None:
        """Put the other's text before one's own when the reader wants both."""
        if data.get("keep_rationale") != TOGETHER or not self.current or "rationale" not in data:
            return
        joined = f"{self.current.rationale}\n\n{data['rationale']}"
        if len(joined) > LONGEST_RATIONALE:
            # Cut nothing, and overwrite nothing.
            self.add_error(
                "rationale",
                _("Both texts together are too long. Choose one, or shorten yours first."),
            )
        else:
            data["rationale"] = joined

    @property
    def change(self) -> Change:
        """What can be saved of the form: wrong parts are left as they are stored."""
        data = self.cleaned_data
        seen = data.get("seen_version")
        keep_answer, keep_rationale = data.get("keep_answer"), data.get("keep_rationale")
        answer, rationale = self._answer, data.get("rationale")
        if keep_answer == THEIRS:
            answer = None
        if keep_rationale == THEIRS:
            rationale = None
        return Change(
            answer=answer,
            answer_version=_version(
                seen if keep_answer and answer is not None else None, data.get("answer_version")
            ),
            rationale=rationale,
            rationale_version=_version(
                seen if keep_rationale and rationale is not None else None,
                data.get("rationale_version"),
            ),
        )

    def show_stored(self, saved: Saved) -> frozenset[str]:
        """Put the stored value into each field where it now differs from what was sent.

        These are the parts that were merged, and those where the reader took the other's version
        or both; a field that went on showing the old value would overwrite it at the next save.
        """
        picked = {
            part
            for part in ("answer", "rationale")
            if self.cleaned_data.get(f"keep_{part}") in (THEIRS, TOGETHER)
        }
        wrong = {"rationale"} & self.errors.keys()
        stored = (saved.merged | picked) - saved.collided - wrong
        if saved.outcome.locked or saved.row is None:
            return frozenset()
        shown: dict[str, str] = {}
        if "answer" in stored:
            shown["answer"] = self.word_of(stored_answer(saved.row))
            shown["reason"] = saved.row.reason
        if "rationale" in stored:
            shown["rationale"] = saved.row.rationale
        self.data = dict(self.data.items()) | {
            self.add_prefix(name): value for name, value in shown.items()
        }
        return frozenset(stored)

    @staticmethod
    def word_of(answer: AnswerValue) -> str:
        """The word that the form sends for an answer: here the reason has its own field."""
        return answer.key.partition(":")[0]

    @property
    def chosen_key(self) -> str:
        """The answer that the form shows as chosen."""
        return str(self["answer"].value() or NOT_ANSWERED_KEY)


def _version(seen: int | None, opened: int | None) -> int:
    if seen is not None:
        return seen
    return opened if opened is not None else 0


class TableRowForm(AnswerForm):
    """The same as one row of the table: the reason is part of the answer's word."""

    rationale = RationaleField(
        required=False,
        max_length=LONGEST_RATIONALE,
        label=gettext_lazy("Why this answer"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self, data: Any = None, *, words: IndicatorWords, scale: Scale, current: Response | None
    ) -> None:
        super().__init__(data, scale=scale, current=current, prefix=words.code)
        self.words = words

    @staticmethod
    def word_of(answer: AnswerValue) -> str:
        """Answer and reason in one word, as one list of choices needs it."""
        return answer.key

    def clean(self) -> dict[str, Any]:
        """Take the reason out of the answer's word, then check as usual."""
        answer, _colon, reason = str(self.cleaned_data.get("answer") or "").partition(":")
        if reason and answer == NOT_APPLICABLE_KEY:
            self.cleaned_data.update(answer=answer, reason=reason)
        return super().clean()

    @property
    def chosen_word(self) -> str:
        """The answer that is chosen, as it stands in the list; empty for none."""
        words = {key: word for key, word, _chosen in (*self.grade_choices, *self.reason_choices)}
        return str((words | {DONT_KNOW_KEY: _("Don’t know")}).get(self.chosen_key, ""))

    @property
    def grade_choices(self) -> list[tuple[str, str, bool]]:
        """Key, word and whether it is chosen, for the grades of the scale."""
        return [
            (one.key, f"{one.key} · {one.word}", self.chosen_key == one.key)
            for one in self.words.anchors
        ]

    @property
    def reason_choices(self) -> list[tuple[str, str, bool]]:
        """The same for the reasons why an indicator does not apply."""
        return [
            (f"{NOT_APPLICABLE_KEY}:{key}", word, self.chosen_key == f"{NOT_APPLICABLE_KEY}:{key}")
            for key, word in reasons()
        ]
