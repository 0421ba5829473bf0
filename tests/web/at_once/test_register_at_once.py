"""Two people in one register at once: one key each, one row a form, nobody's words overwritten."""

from collections.abc import Callable
from datetime import date
from typing import Any

from glocal_web.portal.models import Policy, Provision, Territory
from glocal_web.portal.permissions import NotVisibleError
from glocal_web.portal.services.policies import (
    PolicyDraft,
    change_policy,
    create_policy,
    remove_policy,
)
from glocal_web.portal.services.provisions import (
    change_provision,
    create_provision,
    end_provision,
)
from tests.cast import Cast
from tests.web.register.filing import policy, provision

AtOnce = Callable[[Callable[[], Any], Callable[[], Any]], tuple[Any, Any]]
SLOTS = {"modality": "duty", "who": "school", "action": "school-enrolment", "for": "everybody"}


def draft(title: str = "Ordinance") -> PolicyDraft:
    return PolicyDraft(title=title, kind="ordinance", level="local")


def version(territory: Territory) -> int:
    return int(Territory.objects.values_list("register_version", flat=True).get(pk=territory.pk))


def test_one_form_sent_twice_at_once_makes_one_policy(at_once: AtOnce, cast: Cast) -> None:
    def send() -> Any:
        return create_policy(cast.contributor, cast.territory, "a-form", draft()).policy.pk

    first, second = at_once(send, send)
    assert first == second
    assert Policy.objects.count() == version(cast.territory) == 1


def test_two_forms_with_the_same_title_at_once_make_two_keys(at_once: AtOnce, cast: Cast) -> None:
    at_once(
        lambda: create_policy(cast.contributor, cast.territory, "one", draft()),
        lambda: create_policy(cast.coordinator, cast.territory, "two", draft()),
    )
    assert set(Policy.objects.values_list("key", flat=True)) == {"ordinance", "ordinance-2"}
    assert version(cast.territory) == 2


def test_two_changes_of_one_policy_at_once_keep_the_first_and_tell_the_second(
    at_once: AtOnce, cast: Cast
) -> None:
    act = policy(cast.territory, "act")
    first, second = at_once(
        lambda: change_policy(cast.contributor, act.pk, 1, draft("Mine")),
        lambda: change_policy(cast.coordinator, act.pk, 1, draft("Also mine")),
    )
    assert (first.is_stale, second.is_stale) == (False, True)
    assert second.policy.title == "Mine"
    assert Policy.objects.get().title == "Mine"


def test_a_provision_for_a_policy_that_is_removed_meanwhile_is_not_found(
    at_once: AtOnce, cast: Cast
) -> None:
    act = policy(cast.territory, "act")

    def enter() -> Any:
        try:
            return create_provision(cast.contributor, act.pk, "a-form", SLOTS)
        except NotVisibleError:
            return "not found"

    assert at_once(lambda: remove_policy(cast.coordinator, act.pk), enter)[1] == "not found"
    assert not Provision.objects.exists()


def test_provisions_entered_at_once_stand_one_behind_the_other(at_once: AtOnce, cast: Cast) -> None:
    act = policy(cast.territory, "act")
    at_once(
        lambda: create_provision(cast.contributor, act.pk, "one", SLOTS),
        lambda: create_provision(cast.coordinator, act.pk, "two", SLOTS),
    )
    assert list(Provision.objects.values_list("key", "position")) == [("act-1", 1), ("act-2", 2)]


def test_a_provision_that_ends_while_it_is_changed_keeps_the_first_and_tells_the_second(
    at_once: AtOnce, cast: Cast
) -> None:
    row = provision(policy(cast.territory, "act"), "p")
    first, second = at_once(
        lambda: end_provision(cast.contributor, row.pk, 1, date(2026, 9, 1), "once"),
        lambda: change_provision(cast.coordinator, row.pk, 1, {**SLOTS, "article": "3"}),
    )
    assert (first.is_stale, second.is_stale) == (False, True)
    row.refresh_from_db()
    assert row.slots["until"] == "2026-09-01"
    assert Provision.objects.count() == 2
