"""What to ask of a plan, and which of its steps become actions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from glocal_web.portal.selectors.repair_plans import CHEAPEST, MOST, RepairPage, RepairQuery

LARGEST_BUDGET = 1000


class RepairForm(forms.Form):
    """The question to the planner; sent by GET, so that the address holds it."""

    goal = forms.ChoiceField(
        label=gettext_lazy("What to look for"),
        required=False,
        choices=[
            (CHEAPEST, gettext_lazy("Mend all of these at least cost")),
            (MOST, gettext_lazy("Mend the most under a budget")),
        ],
        widget=forms.RadioSelect,
    )
    budget = forms.FloatField(
        label=gettext_lazy("Budget in points of effort"),
        required=False,
        min_value=0,
        max_value=LARGEST_BUDGET,
        help_text=gettext_lazy("An instruction counts 1 point, an ordinance 3, a law 5."),
    )
    own = forms.BooleanField(
        label=gettext_lazy("Only what this territory can decide by itself"), required=False
    )
    front = forms.BooleanField(
        label=gettext_lazy("Show what other budgets would bring"), required=False
    )

    @property
    def sent_budget(self) -> str:
        """A budget that was sent and is wrong, to be shown as it was typed; empty for none."""
        return str(self.data.get("budget", "")) if "budget" in self.errors else ""

    def query(self, wanted: list[str]) -> RepairQuery:
        """The question as the selector takes it; instead of a wrong answer the usual one."""
        is_wrong = not self.is_valid()
        values = self.cleaned_data
        usual = RepairQuery()
        budget = values.get("budget")
        start = str(self.data.get("from", ""))
        return RepairQuery(
            goal=values.get("goal") or usual.goal,
            budget=usual.budget if budget is None else budget,
            wanted=tuple(int(one) for one in wanted if _is_key(one)),
            only_self=bool(values.get("own")),
            front=bool(values.get("front")),
            start=int(start) if _is_key(start) else None,
            is_asked="goal" in self.data,
            is_wrong=is_wrong,
        )


class StepsForm(forms.Form):
    """The steps that are to become actions."""

    step = forms.MultipleChoiceField(
        label=gettext_lazy("Steps"),
        error_messages={
            "required": gettext_lazy("Choose at least one step."),
            "invalid_choice": gettext_lazy(
                "The plan has changed since: look at it again, and choose anew."
            ),
        },
    )

    def __init__(self, data: Any, page: RepairPage) -> None:
        super().__init__(data)
        field = self.fields["step"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(step.key, step.name) for step in page.steps if step.is_offered]

    def clean(self) -> dict[str, Any]:
        """Somebody who may not plan is told so by the service; here only steps are checked."""
        values = super().clean() or {}
        if not values.get("step") and "step" not in self.errors:
            raise forms.ValidationError(_("Choose at least one step."))
        return values


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 18
