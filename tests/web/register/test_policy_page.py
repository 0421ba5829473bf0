"""The page of a policy: header, provisions said back, versions in time, what was changed."""

from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast, municipality, sign_in
from tests.web.register.filing import body, plain, policy, policy_form, provision


def test_the_page_says_back_every_provision_with_its_words(client: Client, cast: Cast) -> None:
    act = policy(
        cast.territory, "act", valid_from="2015-09-01", issuer="Council", sectors=["health"]
    )
    body(cast.territory, "school-x", "School <b>X</b>")
    municipality("Harbour district", cast.territory)
    provision(act, who="school-x", article="3 (2)", quote="Every child <i>", sure="not-sure")
    provision(act, modality="firewall", territory="harbour-district")
    page = plain(sign_in(client, cast.reader).get(f"/policies/{act.pk}/").content.decode())
    for words in (
        "In Puerto Lirio, School &lt;b&gt;X&lt;/b&gt; must offer school enrolment",
        "In Harbour district, ",
        "3 (2)",
        "Every child &lt;i&gt;",
        "Not sure",
        "Council",
        "Health",
        "Must be offered",
    ):
        assert words in page


def test_ties_are_shown_from_both_sides(client: Client, cast: Cast) -> None:
    national = policy(cast.country, "law")
    old = policy(cast.territory, "old")
    new = policy(
        cast.territory,
        "new",
        ties=[["implements", "estalia.law"], ["repeals", "old"], ["cites", "gone"]],
    )
    sign_in(client, cast.reader)
    page = client.get(f"/policies/{new.pk}/").content.decode()
    assert f'implements <a href="/policies/{national.pk}/"><bdi>Law</bdi></a>' in page
    assert f'repeals <a href="/policies/{old.pk}/">' in page
    assert "(not in the register)" in page
    page = " ".join(client.get(f"/policies/{old.pk}/").content.decode().split())
    assert f'<a href="/policies/{new.pk}/"><bdi>New</bdi></a> repeals this act' in page


def test_the_page_shows_what_holds_on_a_day(client: Client, cast: Cast) -> None:
    act = policy(cast.territory, "act", valid_from="2015-09-01", valid_until="2030-01-01")
    early = provision(act, "early", until="2020-01-01", article="1 old")
    late = provision(act, "late", from_="2020-01-01", article="1 new")
    sign_in(client, cast.reader)
    for day, now, other in (
        ("2019-12-31", early, late),
        ("2020-01-01", late, early),
    ):
        page = client.get(f"/policies/{act.pk}/?on={day}").content.decode()
        first, _more, rest = page.partition("Provisions that held earlier")
        assert f"/provisions/{now.pk}/" in first
        assert f"/provisions/{other.pk}/" not in first
        assert f"/provisions/{other.pk}/" in rest
        assert "You see what holds on" in page
    for day in ("2015-09-01", "2020-01-01", "2030-01-01"):
        assert f'href="?on={day}"' in page
    for day in ("x", "2020-13-01", "0000-00-00", "%00"):
        assert client.get(f"/policies/{act.pk}/?on={day}").status_code == 200


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "In force"),
        ({"valid_from": "2999-01-01"}, "Not yet in force"),
        ({"valid_until": "2001-01-01"}, "No longer in force"),
        ({"status": "suspended"}, "Suspended"),
        ({"status": "repealed"}, "Repealed"),
        ({"status": "draft"}, "Draft"),
    ],
)
def test_the_page_says_whether_the_act_is_in_force(
    client: Client, cast: Cast, values: dict[str, str], words: str
) -> None:
    act = policy(cast.territory, "act", **values)
    page = sign_in(client, cast.reader).get(f"/policies/{act.pk}/").content.decode()
    tags = page.partition('<ul class="tags">')[2].partition("</ul>")[0]
    assert words in tags


def test_the_history_tells_who_changed_what(client: Client, cast: Cast) -> None:
    sign_in(client, cast.contributor)
    made = client.post("/territories/puerto-lirio/register/new/", policy_form())["location"]
    client.post(f"{made}edit/", policy_form(number="3", status="repealed"))
    page = client.get(made).content.decode()
    assert "Changed: Number, Status" in page
    assert page.count("Conrad Contributor") >= 2


def test_a_link_is_followed_and_anything_else_is_text(client: Client, cast: Cast) -> None:
    link = policy(cast.territory, "link", source="https://example.org/a?b=<c>")
    text = policy(cast.territory, "text", source="Gazette 12, page 3")
    script = policy(cast.territory, "script", source="javascript:alert(1)")
    sign_in(client, cast.reader)
    page = client.get(f"/policies/{link.pk}/").content.decode()
    assert '<a href="https://example.org/a?b=&lt;c&gt;" rel="noreferrer nofollow">' in page
    assert "<bdi>Gazette 12, page 3</bdi>" in client.get(f"/policies/{text.pk}/").content.decode()
    assert 'href="javascript' not in client.get(f"/policies/{script.pk}/").content.decode()


def test_a_policy_without_provisions_says_what_one_is(client: Client, cast: Cast) -> None:
    act = policy(cast.territory, "act")
    page = sign_in(client, cast.contributor).get(f"/policies/{act.pk}/").content.decode()
    assert "A provision is one norm" in page
    page = sign_in(client, cast.reader).get(f"/policies/{act.pk}/").content.decode()
    assert "Only the header of this act was entered" in page


@pytest.mark.parametrize("language", ["es", "fr", "ar"])
def test_the_page_is_there_in_every_language(client: Client, cast: Cast, language: str) -> None:
    act = policy(cast.territory, "act", valid_from="2015-09-01")
    provision(
        act,
        conditions={"residence-months": {"from": 6}},
        effects=[{"goal": "school-attendance", "strength": -2, "offset": "yes"}],
    )
    cast.reader.language = language
    cast.reader.save()
    sign_in(client, cast.reader)
    assert client.get(f"/policies/{act.pk}/").status_code == 200
    assert client.get(f"/provisions/{act.provisions.get().pk}/").status_code == 200


def test_the_number_of_queries_does_not_grow(
    client: Client, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    act = policy(cast.territory, "act")
    sign_in(client, cast.reader)
    for _time in range(2):
        with django_assert_max_num_queries(16):
            client.get(f"/policies/{act.pk}/")
        for number in range(15):
            provision(act, f"p-{_time}-{number}", territory="puerto-lirio", over=[f"p-{number}"])
            policy(cast.country, f"law-{_time}-{number}", ties=[["cites", "x"]])
            body(cast.territory, f"body-{_time}-{number}", f"Body {_time} {number}")
