"""The state of the knowledge base is open to everybody and told as it is."""

import pytest
from django.test import Client

from glocal.loading.library import practices
from glocal.reports.knowledge_state import Finding, Remark
from glocal_web.portal.selectors import knowledge_state

PAGES = ("/knowledge/", "/knowledge/checks/")


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", ["en", "es", "fr", "ar"])
def test_everybody_reads_the_page_without_a_query(
    client: Client, db: None, django_assert_num_queries, address: str, language: str
) -> None:
    with django_assert_num_queries(0):
        page = client.get(address, headers={"accept-language": language})
    assert page.status_code == 200
    assert f'lang="{language}"'.encode() in page.content


@pytest.mark.parametrize("address", PAGES)
def test_nothing_can_be_sent_to_it(client: Client, db: None, address: str) -> None:
    assert client.post(address).status_code == 405


def test_each_family_is_counted_in_four_languages(client: Client, db: None) -> None:
    page = client.get("/knowledge/").context["page"]
    lines = {line.title: line for line in page.lines}
    cases = lines["Practices"]
    assert cases.total == len(practices())
    assert len(cases.cells) == 4
    assert [(count.words, count.number) for count in cases.cells[0][1]] == [
        ("original", cases.total)
    ]


def test_it_says_that_no_native_speaker_has_read_the_translations(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = "No translation has been read by a native speaker yet"
    assert (told in client.get("/knowledge/").content.decode()) is (
        knowledge_state.knowledge_page().reviewed == 0
    )


def test_a_remark_is_shown_with_its_file_and_never_as_markup(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = knowledge_state._state()
    found = (Finding(Remark.FILLER, "en", "practices/text/en/x.yaml", "done.1", "<b>robust</b>"),)
    changed = type(state)(state.families, state.reading, found, state.files, state.passages)
    monkeypatch.setattr(knowledge_state, "_state", lambda: changed)
    page = client.get("/knowledge/checks/").content.decode()
    assert "practices/text/en/x.yaml" in page
    assert "&lt;b&gt;robust" in page
