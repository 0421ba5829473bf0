"""Who may see restricted findings of a territory: the roles one by one, and the roles above."""

import pytest

from glocal_web.portal.models import RoleKind
from glocal_web.portal.permissions import ALLOWED, FROM_ABOVE, Deed, access_to
from tests.cast import Cast, person

SEES = {"steward", "coordinator", "reviewer", "above"}
EVERYBODY = {*SEES, "contributor", "association", "reader", "outsider", "visitor"}


@pytest.mark.parametrize("who", sorted(EVERYBODY))
def test_only_those_who_decide_or_review_see_them(cast: Cast, who: str) -> None:
    access = access_to(getattr(cast, who), cast.territory)
    assert access.may(Deed.SEE_RESTRICTED) is (who in SEES)


@pytest.mark.parametrize(
    ("role", "sees"), [("coordinator", True), ("reviewer", False), ("reader", False)]
)
def test_of_the_roles_above_only_a_coordinator_who_reads_below_sees_them(
    cast: Cast, role: str, sees: bool
) -> None:
    governing = cast.province.organisations.get()
    somebody = person("Ada Above", role, cast.province, governing, includes_below=True)
    access = access_to(somebody, cast.territory)
    assert access.deeds == {Deed.READ, *([Deed.SEE_RESTRICTED] if sees else [])}


def test_a_coordinator_above_who_does_not_read_below_sees_nothing(cast: Cast) -> None:
    cast.above.roles.update(includes_below=False)
    assert access_to(cast.above, cast.territory).deeds == frozenset()


def test_a_reader_here_who_coordinates_above_sees_them(cast: Cast) -> None:
    governing = cast.province.organisations.get()
    somebody = person("Both Roles", "coordinator", cast.province, governing, includes_below=True)
    somebody.roles.create(territory=cast.territory, organisation=cast.authority, kind="reader")
    deeds = access_to(somebody, cast.territory).deeds
    assert deeds == {Deed.READ, Deed.SEE_RESTRICTED}


def test_whoever_decides_sees_what_is_to_be_decided() -> None:
    for deeds in ALLOWED.values():
        assert Deed.SEE_RESTRICTED in deeds or Deed.MANAGE not in deeds
    assert set(FROM_ABOVE) == set(RoleKind)


def test_an_account_that_was_closed_sees_nothing(cast: Cast) -> None:
    cast.coordinator.is_active = False
    assert access_to(cast.coordinator, cast.territory).deeds == frozenset()


@pytest.mark.parametrize("who", ["reader", "above", "coordinator"])
def test_asking_takes_two_queries_at_most(
    cast: Cast, who: str, django_assert_max_num_queries: object
) -> None:
    somebody = getattr(cast, who)
    with django_assert_max_num_queries(2):  # type: ignore[operator]
        access_to(somebody, cast.territory)
