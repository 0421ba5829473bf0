"""After a change of the register, the pages say at once what it brought about."""

import pytest
from django.test import Client

from glocal_web.portal.models import FindingRecord, Provision
from glocal_web.portal.services.rechecking import bring_up_to_date
from tests.cast import Cast, sign_in
from tests.web.coherence.reading import words
from tests.web.register.filing import policy, provision, provision_form


@pytest.fixture
def promised(cast: Cast) -> Cast:
    """The country promises enrolment to everybody, and nothing stands against it."""
    act = policy(cast.country, "education-act")
    provision(act, "enrol")
    bring_up_to_date(cast.territory)
    return cast


def enter(client: Client, cast: Cast, **changes: object) -> str:
    """The page that is shown after a provision was entered."""
    rules = policy(cast.territory, kind="ordinance")
    form = provision_form(**changes)
    sent = client.post(f"/policies/{rules.pk}/provisions/new/?modality={form['modality']}", form)
    assert sent.status_code == 302, sent.content.decode()
    return client.get(sent["location"]).content.decode()


def test_a_saved_provision_tells_its_new_findings_with_links(
    client: Client, promised: Cast
) -> None:
    sign_in(client, promised.contributor)
    page = enter(
        client,
        promised,
        modality="exclusion",
        basis="named",
        **{"group-status": ["irregular"]},
    )
    found = FindingRecord.objects.get(territory=promised.territory, rule="C2")
    assert "It takes part in one finding (new: 1)" in words(page)
    assert f'href="/findings/{found.pk}/"' in page


def test_one_that_meets_nothing_says_so(client: Client, cast: Cast) -> None:
    page = enter(sign_in(client, cast.contributor), cast, action="child-protection")
    assert "it takes part in no finding" in words(page)


def test_restricted_findings_are_told_to_those_alone_who_may_see_them(
    client: Client, promised: Cast
) -> None:
    report = {
        "modality": "report",
        "to": "immigration-authority",
        "basis": "named",
        "group-status": ["irregular"],
    }
    page = enter(sign_in(client, promised.contributor), promised, **report)
    found = FindingRecord.objects.get(territory=promised.territory, rule="C3")
    assert f"/findings/{found.pk}/" not in page
    row = Provision.objects.get(territory=promised.territory)
    seen = sign_in(client, promised.coordinator).get(f"/provisions/{row.pk}/?saved")
    assert f'href="/findings/{found.pk}/"' in seen.content.decode()


def test_a_finding_page_shows_the_register_of_now(client: Client, promised: Cast) -> None:
    sign_in(client, promised.contributor)
    enter(client, promised, modality="exclusion", basis="named", **{"group-status": ["irregular"]})
    found = FindingRecord.objects.get(territory=promised.territory, rule="C2")
    row = Provision.objects.get(territory=promised.territory)
    form = provision_form(
        modality="exclusion",
        basis="named",
        version=row.version,
        **{"group-status": ["asylum-seeker"]},
    )
    assert client.post(f"/provisions/{row.pk}/edit/", form).status_code == 302
    page = words(client.get(f"/findings/{found.pk}/").content.decode())
    assert "The register shows it no more" in page or "seeking asylum" in page
