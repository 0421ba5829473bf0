"""The register as a list: its own and what it inherits, filtered, as of a day, found by words."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast, sign_in
from tests.web.register.filing import body, policy, provision

LIST = "/territories/puerto-lirio/register/"


def titles(client: Client, query: str = "", address: str = LIST, language: str = "en") -> list[str]:
    """The titles in the list, in their order."""
    page = client.get(f"{address}{query}", headers={"accept-language": language})
    assert page.status_code == 200
    return re.findall(r'<h2><a href="/policies/\d+/"><bdi>(.*?)</bdi>', page.content.decode())


def filled(cast: Cast) -> None:
    education = policy(
        cast.country,
        "education-act",
        number="12",
        year=2015,
        sectors=["education"],
        valid_from="2015-09-01",
        issuer="Parliament",
    )
    provision(
        education, for_={"age": ["6-17"]}, quote="Every child shall be admitted.", article="3"
    )
    aliens = policy(cast.country, "aliens-act", sectors=["security"], valid_until="2020-01-01")
    provision(
        aliens,
        modality="report",
        who="public-body",
        action="any-service",
        to="immigration-authority",
    )
    plan = policy(cast.province, "plan", kind="plan", sectors=["health", "education"])
    provision(plan, modality="support", action="school-meals", lifts=["language"])
    body(cast.territory, "harbour-desk", "Harbour desk", "one-stop-centre")
    own = policy(cast.territory, "zoning", kind="ordinance", status="suspended")
    provision(own, modality="duty", who="harbour-desk", action="address-registration")


def test_ones_own_comes_first_then_what_is_inherited_nearest_first(
    client: Client, cast: Cast
) -> None:
    filled(cast)
    policy(cast.other_territory, "beside")
    policy(cast.partner, "partner")
    sign_in(client, cast.reader)
    assert titles(client) == ["Zoning", "Plan", "Aliens act", "Education act"]
    page = client.get(LIST).content.decode()
    assert "from <bdi>Estalia</bdi>" in page
    assert "from <bdi>Vallemar</bdi>" in page
    assert "Law 12/2015" in page
    assert titles(client, address="/territories/vallemar/register/") == [
        "Plan",
        "Aliens act",
        "Education act",
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?level=national", ["Aliens act", "Education act"]),
        ("?level=local", ["Zoning"]),
        ("?sector=education", ["Plan", "Education act"]),
        ("?modality=duty", ["Zoning"]),
        ("?modality=report&level=national", ["Aliens act"]),
        ("?keeper=vallemar", ["Plan"]),
        ("?keeper=vallemar&level=national", []),
        # What no filter knows is left out of the question.
        ("?level=galactic", ["Zoning", "Plan", "Aliens act", "Education act"]),
        ("?keeper=santa-brena", ["Zoning", "Plan", "Aliens act", "Education act"]),
        ("?on=yesterday", ["Zoning", "Plan", "Aliens act", "Education act"]),
        ("?page=99", ["Zoning", "Plan", "Aliens act", "Education act"]),
    ],
)
def test_filters_leave_what_fits_all_of_them(
    client: Client, cast: Cast, query: str, found: list[str]
) -> None:
    filled(cast)
    sign_in(client, cast.reader)
    assert titles(client, query) == found


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2015-08-31", ["Plan", "Aliens act"]),
        ("2015-09-01", ["Plan", "Aliens act", "Education act"]),
        ("2019-12-31", ["Plan", "Aliens act", "Education act"]),
        # The first day on which it no longer holds.
        ("2020-01-01", ["Plan", "Education act"]),
    ],
)
def test_as_of_a_day_only_what_was_in_force_is_there(
    client: Client, cast: Cast, day: str, found: list[str]
) -> None:
    filled(cast)
    policy(cast.territory, "draft", status="draft")
    policy(cast.territory, "repealed", status="repealed")
    sign_in(client, cast.reader)
    assert titles(client, f"?on={day}") == found


def test_a_filter_counts_what_choosing_it_would_leave(client: Client, cast: Cast) -> None:
    filled(cast)
    sign_in(client, cast.reader)
    page = client.get(f"{LIST}?sector=education").content.decode()
    assert '<option value="national">National (1)</option>' in page
    assert '<option value="education" selected>Education (2)</option>' in page
    assert 'href="?"' in page


@pytest.mark.parametrize(
    ("query", "found", "reason"),
    [
        ("admitted", ["Education act"], "Quote · 3"),
        ("12/2015", ["Education act"], "Kind and number"),
        ("parliament", ["Education act"], "Issued by"),
        ("meals", ["Plan"], "Action or service"),
        ("harbour desk", ["Zoning"], "Body"),
        ("immigration", ["Aliens act"], "Body"),
        ("zoning", ["Zoning"], "Title"),
        ("xylophone", [], ""),
    ],
)
def test_a_search_says_why_it_found_something(
    client: Client, cast: Cast, query: str, found: list[str], reason: str
) -> None:
    filled(cast)
    sign_in(client, cast.reader)
    assert titles(client, f"?q={query}") == found
    page = client.get(f"{LIST}?q={query}").content.decode()
    assert reason in page
    assert ("<mark>" in page) is bool(found)


def test_services_are_found_in_the_readers_language(client: Client, cast: Cast) -> None:
    filled(cast)
    cast.reader.language = "es"
    cast.reader.save()
    sign_in(client, cast.reader)
    assert titles(client, "?q=comedor") == ["Plan"]
    cast.reader.language = "en"
    cast.reader.save()
    assert titles(client, "?q=comedor") == []


def test_the_search_sees_a_change_at_once(client: Client, cast: Cast) -> None:
    filled(cast)
    sign_in(client, cast.reader)
    assert titles(client, "?q=lighthouse") == []
    act = policy(cast.territory, "beacons", title="Lighthouse ordinance")
    assert titles(client, "?q=lighthouse") == ["Lighthouse ordinance"]
    act.delete()
    assert titles(client, "?q=lighthouse") == []


def test_words_of_a_provision_that_has_ended_find_nothing_on_a_later_day(
    client: Client, cast: Cast
) -> None:
    act = policy(cast.territory, "act")
    provision(act, quote="Lanterns are lit.", until="2020-01-01")
    sign_in(client, cast.reader)
    assert titles(client, "?q=lanterns") == ["Act"]
    assert titles(client, "?q=lanterns&on=2019-12-31") == ["Act"]
    assert titles(client, "?q=lanterns&on=2020-01-01") == []


@pytest.mark.parametrize(
    "query",
    ["%00", "%27;DROP", "<script>alert(1)</script>", "a" * 5000, "%FF%FE", "المدرسة", "   ", "*"],
)
def test_hostile_words_find_nothing_and_break_nothing(
    client: Client, cast: Cast, query: str
) -> None:
    filled(cast)
    sign_in(client, cast.reader)
    page = client.get(f"{LIST}?q={query}&on={query}&level={query}&page={query}")
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()


def test_the_empty_register_says_what_to_do(client: Client, cast: Cast) -> None:
    page = sign_in(client, cast.contributor).get(LIST).content.decode()
    assert f'href="{LIST}new/"' in page
    assert "No policy is in the register yet" in page
    page = sign_in(client, cast.reader).get(LIST).content.decode()
    assert f'href="{LIST}new/"' not in page
    assert "Contributors and coordinators" in page


def test_each_role_is_offered_what_it_may_do(client: Client, cast: Cast) -> None:
    act = policy(cast.territory, "act")
    row = provision(act)
    offers = {
        LIST: (f"{LIST}new/", f"{LIST}import/"),
        f"/policies/{act.pk}/": (f"/policies/{act.pk}/edit/", f"/policies/{act.pk}/remove/"),
        f"/provisions/{row.pk}/": (f"/provisions/{row.pk}/edit/", f"/provisions/{row.pk}/remove/"),
    }
    expected = {
        "coordinator": (True, True),
        "contributor": (True, False),
        "reviewer": (False, False),
    }
    for role, offered in expected.items():
        sign_in(client, getattr(cast, role))
        for address, ways in offers.items():
            page = client.get(address).content.decode()
            assert tuple(f'href="{way}"' in page for way in ways) == offered


def test_the_territory_leads_here(client: Client, cast: Cast) -> None:
    sign_in(client, cast.reader)
    assert f'href="{LIST}"' in client.get("/territories/puerto-lirio/").content.decode()


def test_a_long_register_comes_in_pages(client: Client, cast: Cast) -> None:
    for number in range(30):
        policy(cast.territory, f"act-{number:02}", title=f"Act {number:02}")
    sign_in(client, cast.reader)
    assert len(titles(client)) == 25
    assert titles(client, "?page=2&level=local") == [f"Act {number}" for number in range(25, 30)]


def test_the_number_of_queries_does_not_grow(
    client: Client, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    filled(cast)
    sign_in(client, cast.reader)
    for _time in range(2):
        for query in ("", "?q=school", "?on=2026-01-01"):
            with django_assert_max_num_queries(10):
                client.get(f"{LIST}{query}")
        for number in range(10):
            act = policy(cast.country, f"more-{_time}-{number}")
            provision(act)
            provision(act)
            body(cast.country, f"body-{_time}-{number}", f"Body {_time} {number}")


@pytest.mark.parametrize("slug", ["nowhere", "x" * 200])
def test_a_register_of_no_territory_is_not_found(client: Client, cast: Cast, slug: str) -> None:
    sign_in(client, cast.steward)
    for end in ("", "new/", "import/", "bodies/", "find/who/"):
        assert client.get(f"/territories/{slug}/register/{end}").status_code == 404
    assert client.get(f"/territories/{slug}/register.yaml").status_code == 404
