"""The register as a file that is taken in after every change was shown."""

import pytest
import yaml
from django.test import Client

from glocal_web.portal.models import (
    Channel,
    CoordinationAgreement,
    Policy,
    Provision,
    RegisterBody,
    Territory,
)
from glocal_web.portal.views import register_files as views
from tests.cast import Cast, sign_in
from tests.web.register.filing import policy, register_version, verbs
from tests.web.register.taking_in import DATA, changed, confirmed, filled, given, sent


@pytest.mark.parametrize("kind", ["yaml", "xlsx", "json"])
def test_what_is_given_out_changes_nothing_when_it_comes_back(
    client: Client, cast: Cast, kind: str
) -> None:
    filled(cast)
    sign_in(client, cast.coordinator)
    page = sent(client, given(client, kind), f"register.{kind}")
    plan = page.context["read"].plan
    assert page.context["read"].problems == ()
    assert plan.is_empty
    assert plan.unchanged == 4
    assert "the register holds all of this already" in page.content.decode()
    assert (register_version(cast.territory), verbs()) == (0, [])


@pytest.mark.parametrize("kind", ["yaml", "xlsx", "json"])
def test_an_empty_register_is_filled_from_a_file(client: Client, cast: Cast, kind: str) -> None:
    filled(cast)
    sign_in(client, cast.coordinator)
    content = given(client, kind)
    before = {row.key: row.slots for row in Provision.objects.filter(territory=cast.territory)}
    Policy.objects.filter(territory=cast.territory).delete()
    RegisterBody.objects.filter(territory=cast.territory).delete()
    Channel.objects.all().delete()
    CoordinationAgreement.objects.all().delete()
    page = sent(client, content, f"register.{kind}")
    assert page.context["read"].problems == ()
    assert not Policy.objects.filter(territory=cast.territory).exists()
    assert confirmed(client, page)["location"] == f"{DATA}/"
    act = Policy.objects.get(territory=cast.territory)
    assert (act.key, act.number, act.year, act.responsible) == ("ordinance", "7", 2024, "school-x")
    assert act.ties == [["implements", "estalia.education-act"]]
    after = {row.key: row.slots for row in Provision.objects.filter(policy=act)}
    # What led nowhere is not in the file, nor what says only what its policy says.
    before["ord-1"]["over"] = ["estalia.edu-1"]
    del before["ord-2"]["territory"]
    assert after == before
    assert RegisterBody.objects.get(territory=cast.territory).name == "School X"
    assert Channel.objects.get().target == cast.province
    assert CoordinationAgreement.objects.get().second == "school-x"
    assert verbs() == ["register.imported"]
    assert register_version(cast.territory) == 1
    assert act.history.get().history_user == cast.coordinator


def test_every_change_is_shown_before_anything_is_changed(client: Client, cast: Cast) -> None:
    filled(cast)
    sign_in(client, cast.coordinator)
    document = yaml.safe_load(given(client))
    act = document["policies"][0]
    act["title"] = "Ordinance, renamed"
    act["provisions"][0]["quote"] = "New words"
    act["provisions"].append(
        {
            "id": "ord-3",
            "modality": "firewall",
            "who": "school",
            "action": "school-enrolment",
            "for": "everybody",
        }
    )
    page = sent(client, yaml.safe_dump(document).encode())
    content = page.content.decode()
    for words in (
        "<bdi>Ordinance</bdi>",
        "<bdi>Ordinance, renamed</bdi>",
        "Old words",
        "New words",
        "ord-3",
        "Data must not be passed on",
    ):
        assert words in content
    assert "New: <strong><bdi>1</bdi></strong>. Changed: <strong><bdi>2</bdi></strong>" in content
    assert Policy.objects.get(key="ordinance").title == "Ordinance"
    assert Provision.objects.filter(territory=cast.territory).count() == 2
    confirmed(client, page)
    row = Provision.objects.get(key="ord-1")
    assert (row.slots["quote"], row.version) == ("New words", 2)
    assert Policy.objects.get(key="ordinance").title == "Ordinance, renamed"
    assert Provision.objects.get(key="ord-3").modality == "firewall"


def test_a_second_click_changes_nothing_more(client: Client, cast: Cast) -> None:
    filled(cast)
    sign_in(client, cast.coordinator)
    page = sent(client, changed(given(client), title="Renamed"))
    for _time in range(2):
        assert confirmed(client, page)["location"] == f"{DATA}/"
    assert Policy.objects.get(key="ordinance").version == 2
    assert verbs() == ["register.imported"]
    assert register_version(cast.territory) == 1


def test_a_register_that_changed_meanwhile_is_compared_once_more(
    client: Client, cast: Cast
) -> None:
    filled(cast)
    sign_in(client, cast.coordinator)
    page = sent(client, changed(given(client), title="Mine"))
    Policy.objects.filter(key="ordinance").update(title="Theirs", version=2)
    Territory.objects.filter(pk=cast.territory.pk).update(register_version=5)
    again = confirmed(client, page)
    assert again.status_code == 409
    content = again.content.decode()
    assert "changed meanwhile" in content
    assert "<bdi>Theirs</bdi>" in content
    assert "<bdi>Mine</bdi>" in content
    assert Policy.objects.get(key="ordinance").title == "Theirs"
    confirmed(client, again)
    assert Policy.objects.get(key="ordinance").title == "Mine"


def test_of_many_changes_the_first_are_told_and_the_others_counted(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(cast)
    content = given(sign_in(client, cast.coordinator))
    Policy.objects.filter(territory=cast.territory).delete()
    RegisterBody.objects.filter(territory=cast.territory).delete()
    Channel.objects.all().delete()
    whole = sent(client, content).context
    assert (len(whole["lines"]), whole["not_shown"]) == (5, 0)
    for most in (0, 1, 3, 4):
        monkeypatch.setattr(views, "MOST_LINES", most)
        page = sent(client, content).context
        assert (page["lines"], page["not_shown"]) == (whole["lines"][:most], 5 - most)


def test_what_the_file_does_not_hold_stays(client: Client, cast: Cast) -> None:
    filled(cast)
    policy(cast.territory, "another")
    sign_in(client, cast.coordinator)
    document = yaml.safe_load(given(client))
    document["policies"] = [one for one in document["policies"] if one["id"] == "ordinance"]
    document["policies"][0]["provisions"] = []
    document.pop("channels")
    page = sent(client, yaml.safe_dump(document).encode())
    assert page.context["read"].plan.is_empty
    assert Provision.objects.filter(territory=cast.territory).count() == 2


def test_what_belongs_to_other_territories_is_left_out_and_named(
    client: Client, cast: Cast
) -> None:
    filled(cast)
    sign_in(client, cast.coordinator)
    whole = given(client, query="?whole")
    page = sent(client, whole)
    assert page.context["read"].plan.is_empty
    assert "education-act" in page.context["read"].plan.elsewhere
    assert "Import them where they are kept" in page.content.decode()
    assert Policy.objects.get(territory=cast.country).version == 1


def test_additions_to_the_taxonomy_are_told_and_left_out(client: Client, cast: Cast) -> None:
    policy(cast.territory, "act")
    sign_in(client, cast.coordinator)
    document = yaml.safe_load(given(client))
    document["extends"] = {
        "actions": [{"id": "surf-lessons", "parent": "culture", "source": "invented"}]
    }
    document["policies"][0]["provisions"] = [
        {"id": "p", "modality": "duty", "who": "school", "action": "surf-lessons"}
    ]
    page = sent(client, yaml.safe_dump(document).encode())
    assert page.context["read"].plan.unknown == ("p",)
    assert "additions to the taxonomy" in page.content.decode()


def test_what_was_shown_for_one_territory_is_compared_anew_in_another(
    client: Client, cast: Cast
) -> None:
    filled(cast)
    sign_in(client, cast.coordinator)
    page = sent(client, changed(given(client), title="Renamed"))
    form = page.context["form"]
    sign_in(client, cast.outsider)
    client.post(
        "/territories/santa-brena/register/import/",
        {"content": form["content"].value(), "version": "0"},
    )
    assert not Policy.objects.filter(territory=cast.other_territory).exists()
    assert Policy.objects.get(key="ordinance").title == "Ordinance"


def test_only_who_manages_imports(client: Client, cast: Cast) -> None:
    filled(cast)
    sign_in(client, cast.coordinator)
    page = sent(client, changed(given(client), title="Renamed"))
    sign_in(client, cast.contributor)
    assert confirmed(client, page).status_code == 403
    assert sent(client, b"portfolio: A").status_code == 403
    assert Policy.objects.get(key="ordinance").title == "Ordinance"
