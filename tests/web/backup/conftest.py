"""A site with something of everything, and a folder for its backups."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import transaction

from glocal_web.portal.models import Evidence
from glocal_web.portal.services.audit import record
from tests.cast import Cast, respond
from tests.web.notices.waiting import action

PDF = b"%PDF-1.7 the plan of the port"


@pytest.fixture
def uploads(settings: Any, tmp_path: Path) -> Path:
    """The folder of uploaded files, empty."""
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return tmp_path / "uploads"


@pytest.fixture
def filled(cast: Cast, uploads: Path) -> Cast:
    """The cast with answers and their history, a file, an action and a log of two deeds."""
    answer = respond(cast.assessment, cast.authority, "A1.1", 2, rationale='ñ ش \u202e "\\ \n 1')
    answer.grade, answer.rationale = 3, "Another reason"
    answer.save()
    evidence = Evidence(response=answer, kind="plan", title="Plan", file_name="plan.pdf")
    evidence.file.save("plan.pdf", ContentFile(PDF), save=True)
    done = action(cast, None)
    done.status = "done"
    done.save()
    cast.territory.competences = {"z": "own", "a": "shared"}
    cast.territory.save()
    with transaction.atomic():
        record(cast.coordinator, "territory.changed", cast.territory, fields=["name"])
        record(None, "steward.made", cast.steward)
    return cast


@pytest.fixture
def change(filled: Cast) -> Callable[[], None]:
    """Alters, adds and deletes rows and files, as a month of work would."""

    def changed() -> None:
        old = Evidence.objects.get()
        old.file.delete(save=False)
        old.delete()
        newer = Evidence(response=respond(filled.assessment, filled.authority, "A1.2", 1))
        newer.kind, newer.title = "law", "Law"
        newer.file.save("law.pdf", ContentFile(b"%PDF-1.7 law"), save=True)
        filled.territory.name = "Renamed"
        filled.territory.save()
        filled.outsider.delete()
        with transaction.atomic():
            record(filled.coordinator, "territory.changed", filled.territory, fields=["name"])

    return changed
