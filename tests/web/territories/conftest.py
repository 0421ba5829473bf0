"""The places of the gazetteer that the tests of territories need."""

from pathlib import Path

import pytest

from glocal_web.portal.models import Place
from glocal_web.portal.services.load_places import load_places
from tests.web.territories.gazetteer import KASSERINE, write_gazetteer


@pytest.fixture
def kasserine(db: None, tmp_path: Path) -> Place:
    """Kasserine in Tunisia, with its Arabic name."""
    load_places(write_gazetteer(tmp_path / "gazetteer.tsv.gz"))
    return Place.objects.get(pk=KASSERINE)
