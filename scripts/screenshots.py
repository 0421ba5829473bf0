"""Makes the pictures of the documents: starts the worked example, signs in, looks at its pages.

    .venv/bin/python scripts/screenshots.py                 all pictures
    .venv/bin/python scripts/screenshots.py answer phone    some of them

Needs Chromium (`GLOCAL_CHROMIUM`, else Debian's) and the environment for tests. The site runs in a
throw-away folder on a free port. Each picture is a WebP of fixed size below 150 kB.
"""

import argparse
import base64
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from glocal.io.delimited import rows_of
from glocal.io.responses_table import read_responses
from glocal.loading.catalogue import framework
from glocal.reports.council_report import council_page
from glocal.reports.document_pdf import first_page_png
from glocal.reports.report_source import ReportSource

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "screenshots"
LARGEST = 150_000  # bytes
QUALITIES = (0.86, 0.75, 0.6, 0.45)
COORDINATOR, CONTRIBUTOR = "lucia.montero@example.org", "tomas.rey@example.org"
TOWN = "pau.ferrer@example.org"
OPTIONS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--hide-scrollbars"]
# Draws a PNG on a canvas and gives it back as WebP, so that no picture library is needed.
AS_WEBP = """
async ([source, quality]) => {
    const picture = new Image();
    picture.src = source;
    await picture.decode();
    const canvas = document.createElement("canvas");
    canvas.width = picture.naturalWidth;
    canvas.height = picture.naturalHeight;
    canvas.getContext("2d").drawImage(picture, 0, 0);
    return canvas.toDataURL("image/webp", quality);
}
"""


@dataclass(frozen=True)
class Picture:
    """One picture: whose page at which address, how large; ``{pk}`` is the assessment's number.

    ``prepare`` brings the page to what is to be seen, ``top`` names what stands at its upper edge.
    """

    name: str
    address: str
    width: int = 1280
    height: int = 960
    person: str = COORDINATOR
    language: str = "en"
    scale: float = 1
    top: str = ""
    prepare: Callable[[Page], None] | None = None


def try_better_answers(page: Page) -> None:
    """Raise the first three indicators by what their lists offer, and show the result."""
    for select in page.locator("form.what-if-form select").all()[:3]:
        values = select.locator("option").evaluate_all("all => all.map(one => one.value)")
        select.select_option(values[-1] if re.fullmatch(r"[\d.]+", values[-1]) else "4")
    with page.expect_navigation():
        page.locator("form.what-if-form button[type=submit]").click()


def open_the_first_check(page: Page) -> None:
    """Open the check that stands first in the list."""
    with page.expect_navigation():
        page.locator("main a[href*='/checks/']:not([href$='/new/'])").first.click()


def open_the_school_case(page: Page) -> None:
    """Open the finding about enrolment at school."""
    with page.expect_navigation():
        page.get_by_role("link", name=re.compile("School enrolment")).first.click()


def enter_an_offer(page: Page) -> None:
    """Open the form of a provision in the first policy, for what must be offered."""
    with page.expect_navigation():
        page.locator("main a[href*='/policies/']").first.click()
    page.goto(f"{page.url}provisions/new/?modality=entitlement")


def open_the_matrix(page: Page, reading: str) -> None:
    """Open a page that reads the matrix that raters have closed."""
    with page.expect_navigation():
        page.get_by_role("link", name="What helps and what hinders").first.click()
    page.goto(f"{page.url}{reading}/")


def open_the_picture(page: Page) -> None:
    """The matrix in colour."""
    open_the_matrix(page, "pairs")


def open_the_influence(page: Page) -> None:
    """Who influences most."""
    open_the_matrix(page, "influence")


PICTURES = (
    Picture("dashboard", "/assessments/{pk}/dashboard/", height=1320),
    Picture("heat-map", "/assessments/{pk}/dashboard/", top="section:has(.heatmap)"),
    Picture("answer", "/assessments/{pk}/answer/A2.3/", height=1200, person=CONTRIBUTOR),
    Picture("next-steps", "/assessments/{pk}/next/"),
    Picture("what-if", "/assessments/{pk}/what-if/", prepare=try_better_answers),
    Picture("figure", "/assessments/{pk}/figures/A1/"),
    Picture("indicator", "/frameworks/local-pcmd/1.1/B1.2/"),
    Picture("linkage", "/linkages/health/"),
    Picture("effects-check", "/territories/vallemar/checks/", prepare=open_the_first_check),
    Picture("practices", "/practices/?q=one-stop"),
    Picture("knowledge", "/knowledge/"),
    Picture("findings", "/territories/puerto-lirio/coherence/", height=1280, person=TOWN),
    Picture(
        "finding",
        "/territories/puerto-lirio/coherence/",
        height=1500,
        person=TOWN,
        prepare=open_the_school_case,
    ),
    Picture(
        "provision", "/territories/puerto-lirio/register/", person=TOWN, prepare=enter_an_offer
    ),
    Picture("repair", "/territories/puerto-lirio/coherence/repair/", person=TOWN),
    Picture("portfolio-map", "/territories/puerto-lirio/coherence/map/", person=TOWN),
    Picture("report", "/assessments/{pk}/report/", height=1360),
    Picture("rounds", "/assessments/{pk}/rounds/", height=1280),
    Picture(
        "interactions",
        "/territories/puerto-lirio/interactions/",
        height=1280,
        person=TOWN,
        prepare=open_the_picture,
        top="h1",
    ),
    Picture(
        "influence",
        "/territories/puerto-lirio/interactions/",
        height=1280,
        person=TOWN,
        prepare=open_the_influence,
    ),
    Picture("dashboard-arabic", "/assessments/{pk}/dashboard/", language="ar"),
    Picture("phone", "/assessments/{pk}/dashboard/", width=320, height=820, scale=2),
)


def council_page_of_the_example() -> bytes:
    """The page for the council as PNG, of the answers that stand in the folder of examples."""
    structure = framework("local-pcmd")
    path = ROOT / "docs" / "examples" / "puerto-lirio.csv"
    responses = read_responses(rows_of(path.read_bytes(), path.name), structure).by_territory
    (name,) = responses
    source = ReportSource(name, structure, responses[name], date.today())
    return first_page_png(council_page(source, "en"))


PAPERS = {"council-page": council_page_of_the_example}
"""Pictures of papers: no page of the site shows them."""


def main() -> int:
    parser = argparse.ArgumentParser(description="Make the pictures of the documents.")
    names = [*(picture.name for picture in PICTURES), *PAPERS]
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(names)}")
    parser.add_argument("--target", type=Path, default=TARGET, help="folder for the pictures")
    arguments = parser.parse_args()
    unknown = set(arguments.names) - set(names)
    if unknown:
        parser.error(f"no such picture: {', '.join(sorted(unknown))}")
    wanted = [picture for picture in PICTURES if picture.name in (arguments.names or names)]
    chromium = os.environ.get("GLOCAL_CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        print("No Chromium on this machine. On Debian: apt install chromium", file=sys.stderr)
        return 1
    arguments.target.mkdir(parents=True, exist_ok=True)
    with example_site() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=OPTIONS)
        for picture in wanted:
            content = as_webp(browser, taken(browser, site, picture))
            keep(arguments.target, picture.name, content)
        for name in PAPERS.keys() & set(arguments.names or names):
            keep(arguments.target, name, as_webp(browser, PAPERS[name]()))
        browser.close()
    return 0


def keep(folder: Path, name: str, content: bytes) -> None:
    """Write a picture, and say how large it is."""
    path = folder / f"{name}.webp"
    path.write_bytes(content)
    print(f"{path.name}: {len(content) // 1000} kB")


@contextmanager
def example_site() -> Iterator[str]:
    """The address of the worked example, served from a new folder until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    folder = tempfile.mkdtemp(prefix="glocal-screenshots-")
    command = [Path(sys.executable).with_name("glocal"), "demo", "--no-browser", "--port", port]
    process = subprocess.Popen(
        [*command, "--data", folder], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        said = []
        for line in process.stdout or ():
            said.append(line)
            found = re.search(r"open at (http://\S+?)/?\s", line)
            if found:
                yield found[1]
                return
        raise SystemExit("The example did not start:\n" + "".join(said))
    finally:
        process.terminate()
        process.wait(timeout=20)
        shutil.rmtree(folder, ignore_errors=True)


def taken(browser: Browser, site: str, picture: Picture) -> bytes:
    """The picture as PNG."""
    context = browser.new_context(
        base_url=site,
        locale=picture.language,
        viewport={"width": picture.width, "height": picture.height},
        device_scale_factor=picture.scale,
        reduced_motion="reduce",
        color_scheme="light",
    )
    context.add_cookies([{"name": "glocal_language", "value": picture.language, "url": site}])
    page = context.new_page()
    page.goto("/accounts/login/")
    # The example offers its people as buttons.
    with page.expect_navigation():
        page.locator(f"form:has(input[value='{picture.person}']) button").click()
    # The language of the account would win over the cookie.
    page.locator("form[action*='setlang']").first.evaluate(
        """(form, language) => {
            const body = new FormData(form);
            body.set("language", language);
            return fetch(form.action, {method: "POST", body, redirect: "manual"});
        }""",
        picture.language,
    )
    needed = {"pk": newest_assessment(page)} if "{pk}" in picture.address else {}
    page.goto(picture.address.format(**needed))
    if picture.prepare is not None:
        picture.prepare(page)
    page.wait_for_load_state("networkidle")
    if picture.top:
        page.locator(picture.top).first.evaluate("one => one.scrollIntoView()")
    content = page.screenshot(animations="disabled")
    context.close()
    return content


def newest_assessment(page: Page) -> int:
    """The number of the newest assessment of Vallemar."""
    page.goto("/territories/vallemar/")
    links = page.locator("a[href*='/assessments/']").evaluate_all(
        "all => all.map(one => one.getAttribute('href'))"
    )
    found = [match for link in links if (match := re.match(r"/assessments/(\d+)/", link))]
    return int(found[0][1])


def as_webp(browser: Browser, png: bytes) -> bytes:
    """The picture as WebP, as good as fits into the limit."""
    page = browser.new_page()
    source = "data:image/png;base64," + base64.b64encode(png).decode()
    content = b""
    for quality in QUALITIES:
        encoded = page.evaluate(AS_WEBP, [source, quality])
        content = base64.b64decode(encoded.partition(",")[2])
        if len(content) <= LARGEST:
            break
    page.close()
    return content


if __name__ == "__main__":
    sys.exit(main())
