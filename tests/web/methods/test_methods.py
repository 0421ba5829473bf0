"""The pages about the methods: rendered from Markdown, harmless whatever stands in the file."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from glocal_web.portal.selectors import methods as selector

SCORES = """# From answers to scores

A **score** runs from 0 to 100. It has an [interval](evidence-and-intervals.md#width).

## A worked example

| answer | score |
|---|---:|
| 3 of 4 | 75 |

    total = 0.5625

See the [source](https://example.org/source), the [code](../../src/glocal/scoring/total.py)
and [the top](#a-worked-example).
"""
INTERVALS = """# Evidence and intervals

Weak evidence widens the interval.

<script>alert(1)</script>

[click](javascript:alert(1)) ![picture](x" onerror="alert(1))
"""


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two pages and a file that is none, in place of the real ones."""
    folder = tmp_path / "methods"
    folder.mkdir()
    (folder / "scores.md").write_text(SCORES, encoding="utf-8")
    (folder / "evidence-and-intervals.md").write_text(INTERVALS, encoding="utf-8")
    (folder / "README.md").write_text("# Not a method\n", encoding="utf-8")
    (tmp_path / "secret.md").write_text("# Secret\n", encoding="utf-8")
    monkeypatch.setattr(selector, "_folder", lambda: folder)
    return folder


def seen(client: Client, slug: str) -> str:
    response = client.get(reverse("portal:method", args=[slug]))
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.usefixtures("pages")
def test_the_list_names_every_method_with_its_first_sentence_and_the_overview_first(
    client: Client,
) -> None:
    html = client.get(reverse("portal:methods")).content.decode()
    overview, intervals = html.index("From answers to scores"), html.index("Evidence and intervals")
    assert overview < intervals
    assert "A score runs from 0 to 100.</span>" in html
    assert "Weak evidence widens the interval.</span>" in html
    assert "Not a method" not in html


@pytest.mark.usefixtures("pages")
def test_a_page_has_one_first_heading_and_named_others(client: Client) -> None:
    html = seen(client, "scores")
    assert re.findall(r"<h1[^>]*>(.*?)</h1>", html) == ["From answers to scores"]
    assert '<h2 id="a-worked-example">A worked example</h2>' in html


@pytest.mark.usefixtures("pages")
def test_links_to_another_method_lead_to_its_page(client: Client) -> None:
    html = seen(client, "scores")
    assert '<a href="/methods/evidence-and-intervals/#width">interval</a>' in html
    assert '<a href="https://example.org/source" rel="noreferrer">source</a>' in html
    assert '<a href="#a-worked-example">the top</a>' in html


@pytest.mark.usefixtures("pages")
def test_a_link_into_the_repository_keeps_its_words_only(client: Client) -> None:
    html = seen(client, "scores")
    assert "the code\nand" in html
    assert "total.py" not in html


@pytest.mark.usefixtures("pages")
def test_tables_and_formulas_scroll_in_a_frame_and_carry_no_inline_style(client: Client) -> None:
    html = seen(client, "scores")
    assert '<div class="table-frame" role="group" tabindex="0"><table class="table">' in html
    assert '<th scope="col" class="number">score</th>' in html
    assert '<td class="number">75</td>' in html
    assert '<pre tabindex="0"><code>total = 0.5625' in html
    assert "style=" not in html


@pytest.mark.usefixtures("pages")
def test_raw_html_and_script_links_of_a_file_are_only_words(client: Client) -> None:
    body = seen(client, "evidence-and-intervals").partition("<article")[2]
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in body
    assert "<script" not in body.partition("</article>")[0]
    assert 'href="javascript' not in body
    assert "<img" not in body.partition("</article>")[0]


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize(
    "slug", ["nothing", "README", "readme", "..secret", "scores.md", "%2e%2e%2fsecret", "SCORES"]
)
def test_what_is_no_method_is_not_found(client: Client, slug: str) -> None:
    assert client.get(f"/methods/{slug}/").status_code == 404


@pytest.mark.usefixtures("pages")
def test_a_path_in_the_address_reaches_no_other_file(client: Client) -> None:
    assert client.get("/methods/../secret/").status_code == 404
    assert client.get("/methods/..%2Fsecret/").status_code == 404


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize("address", ["/methods/", "/methods/scores/"])
def test_only_reading_is_possible(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize("language", ["es", "ar", "fr"])
def test_readers_of_other_languages_are_told_and_the_text_is_marked_as_english(
    client: Client, language: str
) -> None:
    page = client.get("/methods/scores/", headers={"accept-language": language})
    assert page.headers["Content-Language"] == language
    html = page.content.decode()
    assert '<article class="prose document" lang="en" dir="ltr">' in html
    assert 'class="notice' in html


@pytest.mark.usefixtures("pages")
def test_readers_of_english_see_no_note(client: Client) -> None:
    html = seen(client, "scores")
    assert '<article class="prose document">' in html
    assert 'class="notice' not in html


def test_every_page_that_ships_can_be_read(client: Client) -> None:
    lines = selector.method_list()
    assert {"scores", "sdg-10.7.2"} <= {line.slug for line in lines}
    for line in lines:
        assert line.title, line.slug
        assert line.summary, line.slug
        assert line.title in seen(client, line.slug).replace("&#x27;", "'")
