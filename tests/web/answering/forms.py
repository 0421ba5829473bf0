"""What a browser sends from the answer page, and what it gets, for several tests."""

from typing import Any

from django.urls import reverse

from tests.cast import Cast


def address(cast: Cast, code: str = "A1.1", query: str = "") -> str:
    """The page of one question."""
    return reverse("portal:answer", args=[cast.assessment.pk, code]) + query


def fields(answer: str = "", rationale: str = "", version: int = 0, **more: Any) -> dict[str, Any]:
    """A filled form that was opened at this version."""
    return {
        "answer": answer,
        "rationale": rationale,
        "answer_version": version,
        "rationale_version": version,
    } | more


def flat(answer: Any) -> str:
    """The page as one line, so that a test does not hang on how the template is wrapped."""
    return " ".join(answer.content.decode().split())
