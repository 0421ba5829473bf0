"""A restricted finding at each of its addresses, for each role: it is there for few."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import sign_in
from tests.web.permissions.conftest import Stage, everything, stage
from tests.web.permissions.expected import (
    INSIDE,
    MANAGERS,
    PLANNERS,
    REVIEWERS,
    ROLES,
    SEERS,
)
from tests.web.permissions.sent import decision_sent, mend_sent, of_restricted, verdict_sent

ADDRESSES = {
    "finding": (SEERS, None),
    "finding-decide": (MANAGERS, decision_sent),
    "finding-verdict": (REVIEWERS, verdict_sent),
    "finding-action": (tuple(set(PLANNERS) & set(SEERS)), mend_sent),
}
__all__ = ["stage"]


@pytest.mark.parametrize("who", ROLES)
@pytest.mark.parametrize("name", ADDRESSES)
def test_who_may_not_see_it_does_not_find_it(
    client: Client, stage: Stage, name: str, who: str
) -> None:
    allowed, sent = ADDRESSES[name]
    expected = 200 if who in allowed else 403 if who in SEERS else 404
    if who == "visitor":
        expected = 302
    else:
        sign_in(client, getattr(stage.cast, who))
    address = reverse(f"portal:{name}", args=of_restricted(stage))
    before = everything()
    assert client.get(address).status_code == expected
    assert everything() == before
    if sent is not None and expected != 200:
        assert client.post(address, sent(stage)).status_code == expected
        assert everything() == before


@pytest.mark.parametrize("who", [one for one in INSIDE if one not in SEERS])
@pytest.mark.parametrize(
    "address",
    [
        "/territories/puerto-lirio/",
        "/territories/puerto-lirio/coherence/",
        "/territories/puerto-lirio/coherence/?state=all",
        "/territories/puerto-lirio/coherence/?rule=C3",
        "/territories/puerto-lirio/coherence/findings.json",
        "/territories/puerto-lirio/coherence/rules/",
        "/territories/puerto-lirio/coherence/what-if/",
        "/territories/puerto-lirio/policies/",
    ],
)
def test_no_page_names_it_to_them(client: Client, stage: Stage, who: str, address: str) -> None:
    page: Any = sign_in(client, getattr(stage.cast, who)).get(address).content.decode()
    assert stage.finding.rule == "C2"
    for word in (stage.restricted.finding, f"/findings/{stage.restricted.pk}/", "may be reported"):
        assert word not in page
