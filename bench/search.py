"""How long does searching the practice library take, now and when it is a hundred times as large?

    python bench/search.py            the library ×1, ×10, ×100
    python bench/search.py --quick    ×1 and ×3, few rounds: shows that all parts work

The library is multiplied by copies in which every fifth word is a word of that copy alone, so that
the vocabulary grows as it would with other texts. A query finds and ranks all that hold its words
and explains the first page of 30. Beside Glocal's index (up to three excerpts a hit), in the same
run and on the same documents and queries, stand SQLite's FTS5 (in memory, BM25 with the same
weights, words also as beginnings, one snippet a hit) and a plain scan in Python (is every word
somewhere in the text; no rank, no reason). Before anything is said about speed the results are
compared: Glocal and FTS5 must find the same documents, and the scan must find them all. Ends with
1 when they do not, or when the median query at the largest size misses the aim.
"""

from __future__ import annotations

import argparse
import re
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from glocal.loading.library import practice_text, practices
from glocal.reports.practice_search import WEIGHTS, practice_fields
from glocal.text.folding import fold, words
from glocal.text.search import Field, SearchIndex

QUERIES = (
    "one-stop desk",
    "health",
    "migrant council",
    "school",
    "ordinance equal rights",
    "training officials",
    "remittances families",
    "province committee national",
)
TARGET = 50.0
"""Milliseconds that the median query should stay below at the largest size."""
OWN_WORD = 5
PAGE = 30

Documents = dict[str, tuple[Field, ...]]
Search = Callable[[str], set[str]]


def library(times: int) -> Documents:
    """The practices in English, and copies of them with some words of their own."""
    found: Documents = {}
    for key, practice in practices().items():
        fields = practice_fields(practice, practice_text(key, "en"), "en", {})
        for copy in range(times):
            found[f"{key}-{copy}"] = fields if copy == 0 else tuple(varied(fields, copy))
    return found


def varied(fields: tuple[Field, ...], copy: int) -> Iterator[Field]:
    """The fields with every fifth word made one of this copy alone."""
    letters = "".join(chr(ord("a") + int(digit)) for digit in str(copy))
    number = copy

    def change(match: re.Match[str]) -> str:
        nonlocal number
        number += 1
        return match.group() if number % OWN_WORD else f"x{letters}{match.group()}"

    for field in fields:
        yield Field(field.name, field.weight, re.sub(r"[^\W\d_]{4,}", change, field.text))


def glocal_index(documents: Documents) -> Search:
    index = SearchIndex(documents)

    def search(query: str) -> set[str]:
        found = [hit.id for hit in index.search(query, reasons=0)]
        for key in found[:PAGE]:
            index.reasons(key, query)
        return set(found)

    return search


def fts5_index(documents: Documents) -> Search:
    base = sqlite3.connect(":memory:")
    columns = ", ".join(f'"{name}"' for name in WEIGHTS)
    base.execute(
        f"CREATE VIRTUAL TABLE docs USING fts5(id UNINDEXED, {columns}, prefix='3 4', "
        'tokenize="unicode61 remove_diacritics 2")'
    )
    marks = ", ".join("?" * (len(WEIGHTS) + 1))
    base.executemany(
        f"INSERT INTO docs VALUES ({marks})",  # noqa: S608
        ((key, *(field.text for field in fields)) for key, fields in documents.items()),
    )
    weights = ", ".join(f"{weight}" for weight in (0.0, *WEIGHTS.values()))
    ranked = f"SELECT rowid, id FROM docs WHERE docs MATCH ? ORDER BY bm25(docs, {weights})"  # noqa: S608
    snippet = (
        "SELECT snippet(docs, -1, '[', ']', '…', 24) FROM docs WHERE docs MATCH ? AND rowid = ?"
    )

    def search(query: str) -> set[str]:
        terms = (f'"{word}"*' if len(word) >= 3 else f'"{word}"' for word in words(query))
        wanted = " AND ".join(terms)
        found = base.execute(ranked, (wanted,)).fetchall()
        for row, _key in found[:PAGE]:
            base.execute(snippet, (wanted, row)).fetchone()
        return {key for _row, key in found}

    return search


def scan(documents: Documents) -> Search:
    texts = {
        key: fold(" ".join(field.text for field in fields)) for key, fields in documents.items()
    }

    def search(query: str) -> set[str]:
        wanted = words(query)
        return {key for key, text in texts.items() if all(word in text for word in wanted)}

    return search


PEERS: dict[str, Callable[[Documents], Search]] = {
    "Glocal": glocal_index,
    "FTS5": fts5_index,
    "scan": scan,
}


def measure(documents: Documents, rounds: int) -> dict[str, tuple[float, float, float]]:
    """For each: seconds to build, median and slowest tenth of a query in ms; results compared."""
    results, built = {}, {}
    for name, build in PEERS.items():
        start = time.perf_counter()
        built[name] = build(documents)
        seconds = time.perf_counter() - start
        times = []
        for _ in range(rounds):
            for query in QUERIES:
                start = time.perf_counter()
                built[name](query)
                times.append(1000 * (time.perf_counter() - start))
        slowest_tenth = sorted(times)[int(0.9 * len(times))]
        results[name] = (seconds, statistics.median(times), slowest_tenth)
    for query in QUERIES:
        ours = built["Glocal"](query)
        if ours != built["FTS5"](query) or not ours <= built["scan"](query):
            raise SystemExit(f"They differ for {query!r}: nothing is said about speed.")
    return results


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="small sizes, for a test of this file")
    quick = parser.parse_args().quick
    sizes, rounds = ((1, 3), 2) if quick else ((1, 10, 100), 5)
    print(f"{len(practices())} practices, {len(QUERIES)} queries")
    print("| practices | | build, s | query, ms (90th percentile) |")
    print("|---|---|---|---|")
    median = 0.0
    for times in sizes:
        documents = library(times)
        results = measure(documents, rounds)
        for name, (seconds, middle, slow) in results.items():
            print(f"| {len(documents):,} | {name} | {seconds:.2f} | {middle:.2f} ({slow:.2f}) |")
        median = results["Glocal"][1]
    print("agreed: the same documents from Glocal and FTS5, all of them in the scan")
    return 1 if median > TARGET and not quick else 0


if __name__ == "__main__":
    sys.exit(main())
