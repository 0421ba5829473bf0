"""Who may open the pages of scores and plans: everybody with a role, nobody else."""

import pytest
from django.test import Client

from tests.cast import sign_in
from tests.web.understanding.conftest import Answered

READ = (
    "/assessments/{key}/dashboard/",
    "/assessments/{key}/rounds/",
    "/assessments/{key}/figures/total/",
    "/assessments/{key}/figures/A1%7Chorizontal/",
    "/assessments/{key}/what-if/",
    "/assessments/{key}/next/",
    "/assessments/{key}/next/A1.3/",
    "/territories/puerto-lirio/actions/",
)
PLAN = ("/territories/puerto-lirio/actions/new/",)
MANAGE = ("/assessments/{key}/publish/", "/assessments/{key}/withdraw/")

READERS = {"steward", "coordinator", "contributor", "association", "reviewer", "reader", "above"}
PLANNERS = {"steward", "coordinator", "contributor", "association"}
MANAGERS = {"steward", "coordinator"}


@pytest.mark.parametrize("address", [*READ, *PLAN, *MANAGE])
@pytest.mark.parametrize("who", [*sorted(READERS), "outsider"])
def test_each_role_gets_what_its_deeds_allow(
    client: Client, answered: Answered, address: str, who: str
) -> None:
    allowed = READERS if address in READ else PLANNERS if address in PLAN else MANAGERS
    expected = 200 if who in allowed else 403 if who in READERS else 404
    person = getattr(answered.cast, who)
    address = address.format(key=answered.assessment.pk)
    assert sign_in(client, person).get(address).status_code == expected


@pytest.mark.parametrize("address", [*READ, *PLAN, *MANAGE])
def test_a_visitor_is_asked_to_sign_in_and_learns_nothing(
    client: Client, answered: Answered, address: str
) -> None:
    for key in (answered.assessment.pk, 999_999):
        response = client.get(address.format(key=key))
        assert response.status_code == 302
        assert response["location"].startswith("/accounts/login/?next=")


@pytest.mark.parametrize(
    "address",
    [
        "/assessments/999999/dashboard/",
        "/assessments/999999/what-if/",
        "/assessments/99999999999999999999999999/dashboard/",
        "/assessments/{key}/figures/Z9/",
        "/assessments/{key}/figures/axis:sideways/",
        "/assessments/{key}/figures/A1|sideways/",
        "/assessments/{key}/figures/'; DROP TABLE portal_assessment; --/",
        "/assessments/{key}/next/Z9.9/",
        # Not asked of this territory: it presupposes another role.
        "/assessments/{key}/next/B1.1/",
        "/territories/nowhere/actions/",
        "/territories/puerto-lirio/actions/new/?assessment=999999&indicator=A1.3",
        "/territories/puerto-lirio/actions/new/?assessment=x",
        "/territories/puerto-lirio/actions/new/?assessment={key}&indicator=Z9.9",
        "/territories/puerto-lirio/actions/new/?assessment={key}&indicator=A1.3&grade=9",
        "/actions/999999/",
        "/actions/99999999999999999999999999/",
    ],
)
def test_what_is_not_there_is_not_found(client: Client, answered: Answered, address: str) -> None:
    sign_in(client, answered.cast.coordinator)
    assert client.get(address.format(key=answered.assessment.pk)).status_code == 404


@pytest.mark.parametrize("address", READ)
def test_pages_that_only_read_take_no_post(
    client: Client, answered: Answered, address: str
) -> None:
    sign_in(client, answered.cast.coordinator)
    assert client.post(address.format(key=answered.assessment.pk)).status_code == 405
