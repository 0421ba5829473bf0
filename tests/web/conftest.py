"""What all tests of the site share: the cast of people and territories."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.utils import translation

from glocal.loading.catalogue import framework_text
from glocal.model.text import FrameworkText
from glocal_web.portal.mappers import labels
from glocal_web.portal.selectors import assessments
from tests.cast import Cast, make_cast


@pytest.fixture
def cast(db: None) -> Cast:
    """Everybody and everything of `tests/cast.py`, freshly made."""
    return make_cast()


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """A page asked for in French must not leave the next test in French."""
    yield
    translation.deactivate()


@pytest.fixture
def half_translated(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if A1.1 had no explanation in Spanish and Arabic, and French did not exist yet."""

    def told(framework_id: str, version: str, language: str) -> FrameworkText:
        original = framework_text(framework_id, version, "en")
        text = framework_text(framework_id, version, language)
        if language in {"en", "fr"}:
            return original
        bare = replace(text.indicators["A1.1"], migration_to_sector="", sector_to_migration="")
        filled = bare.with_fallback(original.indicators["A1.1"])
        return replace(text, indicators={**text.indicators, "A1.1": filled})

    for module in (labels, assessments):
        monkeypatch.setattr(module, "framework_text", told)
