"""Two places of Tunisia as a file of the gazetteer."""

import gzip
from pathlib import Path

from glocal_web.portal.services.load_places import COLUMNS

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


def write_gazetteer(file: Path) -> Path:
    """The file, in the form that is shipped: one column a line, its title first."""
    lines = ("\t".join([name, *(row.get(name, "") for row in PLACES)]) for name in COLUMNS)
    file.write_bytes(gzip.compress("".join(f"{line}\n" for line in lines).encode(), mtime=0))
    return file
