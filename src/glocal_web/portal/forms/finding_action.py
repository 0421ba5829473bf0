"""The form of an action that mends findings: like any new one, with fewer indicators to choose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from glocal_web.portal.forms.action import NewActionForm
from glocal_web.portal.selectors.finding_actions import ActionGround


class FindingActionForm(NewActionForm):
    """A new action; of the indicators only those that the finding touches are offered."""

    def __init__(
        self,
        data: Any,
        owners: Sequence[tuple[str, str]],
        ground: ActionGround,
        **options: Any,
    ) -> None:
        super().__init__(data, owners, ground.labels, None, **options)
        if ground.indicators:
            field = self._select("indicator")
            field.choices = [
                (code, f"{code} {ground.labels.title(code)}") for code in ground.indicators
            ]
            field.help_text = _("The indicators that the finding touches.")


class JoinActionForm(forms.Form):
    """Choose an action that is on the list already."""

    action = forms.ChoiceField(label=gettext_lazy("Action on the list"))

    def __init__(self, data: Any, actions: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(data, **options)
        field = self.fields["action"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", _("Choose")), *actions]
