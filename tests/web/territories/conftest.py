"""The places of the gazetteer that the tests of territories need."""

import gzip
from pathlib import Path

import pytest

from glocal_web.portal.models import Place
from glocal_web.portal.services.load_places import COLUMNS, load_places

KASSERINE = 2473449
PLACES = [
    {
        "geonames_id": "2473451",
        "feature": "division",
        "country": "TN",
        "division": "17",
        "latitude": "35.2",
        "longitude": "8.8",
        "name": "Kasserine Governorate",
    },
    {
        "geonames_id": str(KASSERINE),
        "feature": "city",
        "country": "TN",
        "division": "17",
        "latitude": "35.168",
        "longitude": "8.837",
        "population": "81987",
        "name": "Kasserine",
        "names": "القصرين|Qasrin",
    },
]


@pytest.fixture
def kasserine(db: None, tmp_path: Path) -> Place:
    """Kasserine in Tunisia, with its Arabic name."""
    lines = ("\t".join([name, *(row.get(name, "") for row in PLACES)]) for name in COLUMNS)
    file = tmp_path / "gazetteer.tsv.gz"
    file.write_bytes(gzip.compress("".join(f"{line}\n" for line in lines).encode(), mtime=0))
    load_places(file)
    return Place.objects.get(pk=KASSERINE)
