"""Whoever ticks a box has answered the question above it: no other answer need be given as well."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from glocal_web.portal.forms.provision_fields import THESE
from glocal_web.portal.forms.provision_group import NAMED, PREFIX


def with_answers_of_ticks(data: Any) -> Any:
    """What was sent, with "those I tick" as the answer where boxes are ticked and nothing is said.

    Another answer stays, even one that the boxes contradict: that is for the form to tell.
    """
    if not isinstance(data, QueryDict):
        return data
    answers = {}
    if not data.get("requires_known") and data.getlist("requires"):
        answers["requires_known"] = THESE
    if not data.get("basis") and any(name.startswith(PREFIX) and data[name] for name in data):
        answers["basis"] = NAMED
    if not answers:
        return data
    whole = data.copy()
    for name, answer in answers.items():
        whole[name] = answer
    return whole
