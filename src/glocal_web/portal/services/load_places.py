"""Load the shipped gazetteer into the database."""

import gzip
import hashlib
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from django.db import connection, transaction
from django.utils import timezone

from glocal.errors import GlocalError, Problem
from glocal_web.portal.models.place import DataFile, Place, PlaceFeature, PlaceName
from glocal_web.portal.models.search_key import SEARCH_KEY_VERSION, lookup_keys

GAZETTEER = Path(__file__).resolve().parent.parent / "data" / "gazetteer.tsv.gz"
BATCH = 25_000


class Row(NamedTuple):
    """One place of the file, its columns in their order."""

    geonames_id: int
    feature: PlaceFeature
    country: str
    division: str
    latitude: float
    longitude: float
    population: int | None
    name: str
    names: tuple[str, ...]


COLUMNS = Row._fields
Progress = Callable[[str, int, int], None]
NameRow = tuple[int, str, str, bool, bool, str, int]


@dataclass(frozen=True)
class LoadedPlaces:
    """What a load did: nothing (`changed` is false) or how many rows are now there."""

    changed: bool
    places: int
    names: int


def load_places(path: Path = GAZETTEER, progress: Progress | None = None) -> LoadedPlaces:
    """Load the gazetteer, unless this very file is already loaded; say what was done.

    All or nothing, and again and again with the same result. Places that a newer file no longer
    has stay, since territories may point to them, but are not found any more. `progress` is called
    with what is being written, how many rows are done and how many there are.

    Called when the site is set up, never by a person's request: there is no permission to check.

    Raises `GlocalError` when the file cannot be read; the database is then as it was.
    """
    content = path.read_bytes()
    # The rules of the keys belong to what is loaded: new rules, new keys.
    digest = hashlib.sha256(content + f"keys {SEARCH_KEY_VERSION}".encode()).hexdigest()
    report = progress or (lambda what, done, total: None)
    with transaction.atomic():
        if DataFile.objects.filter(name=path.name, sha256=digest).exists():
            return LoadedPlaces(False, Place.objects.count(), PlaceName.objects.count())
        rows = list(_read(path, content))
        places = _places(rows)
        names = list(_names(rows))
        _write_places(places, report)
        _write_names(names, report)
        DataFile.objects.update_or_create(
            name=path.name, defaults={"sha256": digest, "loaded_at": timezone.now()}
        )
    return LoadedPlaces(True, len(places), len(names))


def _read(path: Path, content: bytes) -> Iterator[Row]:
    """The rows of the file, which has one column a line, its title first."""
    try:
        lines = gzip.decompress(content).decode("utf-8").splitlines()
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        raise _broken(path, f"It is not a compressed text file ({error}).") from error
    columns = {title: cells for title, *cells in (line.split("\t") for line in lines)}
    if tuple(columns) != COLUMNS:
        raise _broken(path, f"Its columns are not {', '.join(COLUMNS)}.")
    if len({len(cells) for cells in columns.values()}) != 1:
        raise _broken(path, "Its columns are not equally long.")
    for number, cells in enumerate(zip(*columns.values(), strict=True), start=1):
        try:
            yield _row(*cells)
        except ValueError as error:
            raise _broken(path, f"Place {number} of the table: {error}.") from error


def _row(
    geonames_id: str,
    feature: str,
    country: str,
    division: str,
    latitude: str,
    longitude: str,
    population: str,
    name: str,
    names: str,
) -> Row:
    """The cells as values; raises ValueError where one is not what its column says."""
    return Row(
        int(geonames_id),
        PlaceFeature(feature),
        country,
        division,
        float(latitude),
        float(longitude),
        int(population) if population else None,
        name,
        tuple(filter(None, names.split("|"))),
    )


def _broken(path: Path, what: str) -> GlocalError:
    """The error that says what is wrong with the file and how to mend it."""
    mend = "Take the file of this version of Glocal again, or make it by scripts/make_gazetteer.py."
    return GlocalError("The gazetteer cannot be loaded.", [Problem(str(path), 0, "", what, mend)])


def _places(rows: Sequence[Row]) -> list[Place]:
    """The places, divisions before the towns that point to them."""
    divisions = {
        (row.country, row.division): row.geonames_id
        for row in rows
        if row.feature is PlaceFeature.DIVISION
    }
    towns_last = sorted(rows, key=lambda row: row.feature is not PlaceFeature.DIVISION)
    return [
        Place(
            geonames_id=row.geonames_id,
            feature=row.feature,
            name=row.name,
            country=row.country,
            division_id=None
            if row.feature is PlaceFeature.DIVISION
            else divisions.get((row.country, row.division)),
            latitude=row.latitude,
            longitude=row.longitude,
            population=row.population,
        )
        for row in towns_last
    ]


def _names(rows: Sequence[Row]) -> Iterator[NameRow]:
    """The rows of PlaceName: of two names with one key a whole name wins, then the first name."""
    weights = _weights(rows)
    for row in rows:
        keys: dict[str, tuple[str, bool]] = {}
        for name in (row.name, *row.names):
            for key, is_whole in lookup_keys(name).items():
                known = keys.get(key)
                if known is None or (is_whole and not known[1]):
                    keys[key] = (name, is_whole)
        for key, (name, is_whole) in keys.items():
            yield (
                row.geonames_id,
                name,
                key,
                is_whole,
                name == row.name,
                row.country,
                weights[row.geonames_id],
            )


def _weights(rows: Sequence[Row]) -> dict[int, int]:
    """What orders places of like names, by id: inhabitants.

    Those of a division are not known. It counts a little less than its largest town: Cairo comes
    before the Cairo Governorate, but Tuscany before the suburb of Calgary that is called so.
    """
    largest: dict[tuple[str, str], int] = {}
    for row in rows:
        where = (row.country, row.division)
        largest[where] = max(largest.get(where, 0), row.population or 0)
    return {
        row.geonames_id: max(largest[row.country, row.division] - 1, 0)
        if row.population is None
        else row.population
        for row in rows
    }


def _write_places(places: Sequence[Place], report: Progress) -> None:
    fields = [field.name for field in Place._meta.concrete_fields if not field.primary_key]
    for start in range(0, len(places), BATCH):
        Place.objects.bulk_create(
            places[start : start + BATCH],
            update_conflicts=True,
            unique_fields=["geonames_id"],
            update_fields=fields,
        )
        report("places", min(start + BATCH, len(places)), len(places))


def _write_names(names: Sequence[NameRow], report: Progress) -> None:
    """Replace all names, by the quickest way of the database: a first start waits for it.

    The ORM takes 9 seconds on SQLite where plain rows take 1.4; on PostgreSQL plain rows take
    12 seconds where COPY takes 2.5.
    """
    PlaceName.objects.all().delete()
    quote = connection.ops.quote_name
    titles = ("place_id", "name", "key", "is_whole", "is_first", "country", "weight")
    table = f"{quote(PlaceName._meta.db_table)} ({', '.join(map(quote, titles))})"
    with connection.cursor() as cursor:
        for start in range(0, len(names), BATCH):
            some = names[start : start + BATCH]
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                    for row in some:
                        copy.write_row(row)
            else:
                values = ", ".join(["%s"] * len(titles))
                # The words are ours, not a person's: table, columns and placeholders.
                cursor.executemany(f"INSERT INTO {table} VALUES ({values})", some)  # noqa: S608
            report("names", start + len(some), len(names))
