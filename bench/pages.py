"""How long the main pages take, and how many queries, with few and with many territories.

    python bench/pages.py                 20, 200 and 2,000 territories
    python bench/pages.py --quick         20 and 60

Each page is asked for through Django's test client, so the figure is the server's own time:
middleware, queries, scoring and template, without the network. Data go into a throw-away SQLite
file. Prints the median and the slowest tenth in milliseconds, the queries, and the growth from the
smallest to the largest database.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
ROUNDS = 30
TARGET = 100.0
"""Milliseconds that the median of a page should stay below."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="small sizes, for a test of this file")
    quick = parser.parse_args().quick
    sizes = (20, 60) if quick else (20, 200, 2000)
    rounds = 5 if quick else ROUNDS
    with tempfile.TemporaryDirectory() as folder:
        os.environ["GLOCAL_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "glocal_web.settings.local"
        import django

        django.setup()
        results = measure(sizes, rounds)
    report(sizes, results)
    slow = [name for (name, size), (median, _, _) in results.items() if median > TARGET]
    return 1 if slow and not quick else 0


def measure(sizes: tuple[int, ...], rounds: int) -> dict[tuple[str, int], tuple[float, float, int]]:
    """Median, 90th percentile (ms) and queries by page and number of territories."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from glocal_web.portal.models import Assessment, Person
    from glocal_web.portal.services.many_territories import make_many

    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    steward = Person.objects.create_user("bench@example.org", name="Bench", is_steward=True)
    client = Client()
    client.force_login(steward, backend=settings.AUTHENTICATION_BACKENDS[-1])
    results: dict[tuple[str, int], tuple[float, float, int]] = {}
    made = 0
    for size in sizes:
        make_many(size - made, seed=size)
        made = size
        assessment = Assessment.objects.order_by("pk")[size // 2]
        for name, address in pages(assessment.pk, assessment.territory.slug).items():
            response = client.get(address)
            if response.status_code != 200:
                raise SystemExit(f"{name}: {address} answered {response.status_code}.")
            with CaptureQueriesContext(connection) as captured:
                client.get(address)
            queries = len(captured)
            times = []
            for _ in range(rounds):
                start = time.perf_counter()
                client.get(address)
                times.append((time.perf_counter() - start) * 1000)
            times.sort()
            results[name, size] = (
                statistics.median(times),
                times[int(len(times) * 0.9)],
                queries,
            )
    return results


def pages(key: int, slug: str) -> dict[str, str]:
    """The pages measured: their names and addresses."""
    from django.urls import reverse

    return {
        "dashboard": reverse("portal:dashboard", args=[key]),
        "answer one": reverse("portal:answer", args=[key, "A1.3"]),
        "answer table": reverse("portal:answer-table", args=[key]),
        "assessment": reverse("portal:assessment", args=[key]),
        "figure": reverse("portal:figure", args=[key, "total"]),
        "next steps": reverse("portal:next-steps", args=[key]),
        "what if": reverse("portal:what-if", args=[key]),
        "territory": reverse("portal:territory", args=[slug]),
        "territories": reverse("portal:territories"),
        "home": reverse("portal:home"),
        "gap": reverse("portal:gap", args=[key, "A1.3"]),
        "indicator": reverse("portal:indicator", args=["local-pcmd", "1.1", "B1.2"]),
        "linkage": reverse("portal:linkage", args=["health"]),
        "practices": reverse("portal:practices") + "?q=desk",
        "practice": reverse("portal:practice", args=["pichincha-human-mobility-unit"]),
        "knowledge": reverse("portal:knowledge"),
    }


def report(
    sizes: tuple[int, ...], results: dict[tuple[str, int], tuple[float, float, int]]
) -> None:
    """Print the table."""
    print("Server time per page in ms: median (90th percentile), queries. SQLite, one process.")
    print(
        f"{'page':<14}" + "".join(f"{size:>22,} territories" for size in sizes) + f"{'growth':>10}"
    )
    for name in dict.fromkeys(name for name, _ in results):
        cells = []
        for size in sizes:
            median, slowest, queries = results[name, size]
            cells.append(f"{median:>12.1f} ({slowest:.1f}), {queries:>3} queries".rjust(34))
        growth = results[name, sizes[-1]][0] / results[name, sizes[0]][0]
        print(f"{name:<14}" + "".join(cells) + f"{growth:>9.2f}×")


if __name__ == "__main__":
    sys.exit(main())
