"""One answers whether a territory belongs to theirs while its people name another above it."""

from collections.abc import Callable
from typing import Any

from glocal_web.portal.models import AuditEvent, Person, Territory
from glocal_web.portal.permissions import NotVisibleError
from glocal_web.portal.services.territories import TerritoryDraft, update_territory
from glocal_web.portal.services.territory_consents import answer_consent
from tests.cast import Cast, country, make_cast

AtOnce = Callable[[Callable[[], Any], Callable[[], Any]], tuple[Any, Any]]


def moves(person: Person, territory: Territory, above: Territory) -> None:
    draft = TerritoryDraft(name=territory.name, level=territory.level, parent_id=above.pk)
    update_territory(person, territory, territory.version, draft)


def agrees(person: Person) -> str:
    """What comes of agreeing for the province."""
    try:
        return answer_consent(person, "vallemar", "puerto-lirio", agrees=True).parent_consent
    except NotVisibleError:
        return "gone"


def asking() -> tuple[Cast, Territory]:
    cast, nordmark = make_cast(), country("Nordmark")
    Territory.objects.filter(pk=cast.territory.pk).update(parent_consent="asked")
    cast.territory.refresh_from_db()
    return cast, nordmark


def test_an_answer_never_falls_to_the_territory_named_meanwhile(at_once: AtOnce) -> None:
    cast, nordmark = asking()
    _moved, answer = at_once(
        lambda: moves(cast.coordinator, cast.territory, nordmark), lambda: agrees(cast.above)
    )
    row = Territory.objects.get(pk=cast.territory.pk)
    assert (answer, row.parent, row.parent_consent) == ("gone", nordmark, "asked")
    assert not AuditEvent.objects.filter(verb="consent.agreed").exists()


def test_who_moves_after_the_answer_asks_the_new_one(at_once: AtOnce) -> None:
    cast, nordmark = asking()
    answer, _moved = at_once(
        lambda: agrees(cast.above), lambda: moves(cast.coordinator, cast.territory, nordmark)
    )
    row = Territory.objects.get(pk=cast.territory.pk)
    assert (answer, row.parent, row.parent_consent) == ("agreed", nordmark, "asked")
