"""A gazetteer of six places, small enough to know by heart."""

import gzip
from pathlib import Path

import pytest

from glocal_web.portal.services.load_places import COLUMNS, LoadedPlaces, load_places

PLACES = [
    ("360630", "city", "EG", "11", "30.063", "31.250", "9606916", "Cairo",
     "El Cairo|Kairo|Le Caire|القاهرة"),
    ("360631", "division", "EG", "11", "30.053", "31.251", "", "Cairo Governorate", "القاهرة"),
    ("5128581", "city", "US", "NY", "40.714", "-74.006", "8804190", "New York City", "Nueva York"),
    ("2633352", "city", "GB", "ENG", "53.958", "-1.083", "153717", "York", "يورك"),
    ("3093133", "city", "PL", "74", "51.759", "19.456", "645693", "Łódź", ""),
    ("3182714", "city", "IT", "01", "42.351", "13.398", "70274", "L'Aquila", "لاكويلا"),
]  # fmt: skip


def write_gazetteer(path: Path, places: list[tuple[str, ...]]) -> Path:
    columns = zip(COLUMNS, *places, strict=True)
    text = "".join("\t".join(column) + "\n" for column in columns)
    path.write_bytes(gzip.compress(text.encode(), mtime=0))
    return path


@pytest.fixture
def gazetteer(tmp_path: Path) -> Path:
    return write_gazetteer(tmp_path / "gazetteer.tsv.gz", PLACES)


@pytest.fixture
def loaded(db: None, gazetteer: Path) -> LoadedPlaces:
    return load_places(gazetteer)
