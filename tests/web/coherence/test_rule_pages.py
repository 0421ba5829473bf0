"""The public pages of the rules: every rule in every language, readable by anybody."""

import re

import pytest
from django.test import Client

from glocal.loading.rules import rules
from glocal_web.portal.selectors.rule_pages import (
    GROUPS,
    rule_groups,
    rule_page,
    rules_of_indicator,
)

CODES = tuple(rules())
LANGUAGES = ("en", "es", "fr", "ar")


def test_every_rule_stands_in_the_list_once() -> None:
    listed = [line.code for group in rule_groups() for line in group.lines]
    assert sorted(listed) == sorted(CODES)
    named = [code for _title, codes in GROUPS for code in codes]
    assert set(named) <= set(CODES)


def test_the_list_says_which_findings_are_shown_to_few(client: Client, db: None) -> None:
    page = client.get("/rules/").content.decode()
    assert page.count("shown to few") == 1
    assert all(f'href="/rules/{code}/"' in page for code in CODES)


@pytest.mark.parametrize("code", CODES)
def test_a_rule_tells_everything_that_is_written_about_it(
    client: Client, db: None, code: str
) -> None:
    page = client.get(f"/rules/{code}/").content.decode()
    rule = rules()[code]
    for anchor in ("why", "example", "how", "silent", "forms", "mends", "limits", "sources"):
        assert f'<h2 id="{anchor}">' in page
    assert page.count("<tr><th scope=") == len(rule.variants) + 1
    for target in rule.sdg:
        assert f"<bdi>{target}</bdi>" in page
    # What a finding fills in is no word for a page without one.
    assert not re.search(r"\{[a-z]+\}", re.sub(r"<[^>]+>", "", page))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_open_in_every_language(client: Client, db: None, language: str) -> None:
    client.cookies["glocal_language"] = language
    for address in ("/rules/", "/rules/C3/", "/rules/C4b/"):
        page = client.get(address)
        assert page.status_code == 200
        assert f'<html lang="{language}"' in page.content.decode()


def test_the_page_of_a_restricted_rule_says_why_it_is_shown_to_few(
    client: Client, db: None
) -> None:
    words = "Shown to few, to do no harm"
    assert words in client.get("/rules/C3/").content.decode()
    assert words not in client.get("/rules/C2/").content.decode()


def test_neighbours_lead_through_all_rules() -> None:
    first, last = CODES[0], CODES[-1]
    assert rule_page(first).previous is None
    assert rule_page(last).next is None
    walked, code = [first], first
    while (following := rule_page(code).next) is not None:
        code = following.code
        walked.append(code)
    assert tuple(walked) == CODES


@pytest.mark.parametrize("code", ["C99", "c3", "C3x", "x" * 200])
def test_what_is_no_rule_is_not_found(client: Client, db: None, code: str) -> None:
    assert client.get(f"/rules/{code}/").status_code == 404


def test_the_pages_read_no_rows(
    client: Client, db: None, django_assert_num_queries: object
) -> None:
    for address in ("/rules/", "/rules/C3/"):
        with django_assert_num_queries(0):  # type: ignore[operator]
            client.get(address)


def test_an_indicator_knows_the_rules_that_touch_it() -> None:
    assert "C3" in {line.code for line in rules_of_indicator("B1.2")}
    assert rules_of_indicator("Z9.9") == ()
