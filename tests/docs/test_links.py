"""Every link of a document leads somewhere."""

from pathlib import Path

import pytest

from tests.docs.pages import PAGES, ROOT, anchors, links, named


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_lead_to_files_and_headings_that_exist(page: Path) -> None:
    broken = []
    for link in links(page):
        if link.startswith(("https://", "http://")):
            continue
        name, _, fragment = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        is_there = target.exists() and target.is_relative_to(ROOT)
        if not is_there or (fragment and fragment not in anchors(target)):
            broken.append(link)
    assert broken == []


def test_every_document_is_reached_from_the_list_of_documents() -> None:
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached:
            continue
        reached.add(page)
        for link in links(page):
            target = (page.parent / link.partition("#")[0]).resolve()
            if target.suffix == ".md" and target.exists():
                waiting.append(target)
    assert [named(page) for page in PAGES if page not in reached] == []


def test_every_picture_of_a_document_says_what_it_shows() -> None:
    for page in PAGES:
        assert "![](" not in page.read_text(encoding="utf-8"), named(page)


def test_pictures_are_small_enough_for_slow_lines() -> None:
    heavy = {
        named(path): path.stat().st_size
        for path in (ROOT / "docs" / "screenshots").glob("*")
        if path.stat().st_size > 150_000
    }
    assert heavy == {}
