"""Agree or decline that a territory is part of another, and so reads its register."""

from __future__ import annotations

from django.db import transaction

from glocal_web.portal.models import Territory
from glocal_web.portal.models.choices import ConsentChoice
from glocal_web.portal.permissions import Deed, NotVisibleError, Visitor, access_to
from glocal_web.portal.services import audit
from glocal_web.portal.services.rechecking import bring_up_to_date


def consent_of(actor: Visitor, parent: Territory | None) -> ConsentChoice:
    """What the territory above says at once to a person who puts one below it.

    Whoever coordinates both need not ask; anybody else has asked.
    """
    if parent is None or access_to(actor, parent).may(Deed.MANAGE):
        return ConsentChoice.AGREED
    return ConsentChoice.ASKED


def tell_asked(actor: Visitor, child: Territory) -> None:
    """Note in the log of the territory above that it is asked, if it is."""
    if child.parent is not None and child.parent_consent == ConsentChoice.ASKED:
        _record(actor, "consent.asked", child, child.parent, child.parent)


@transaction.atomic
def answer_consent(actor: Visitor, slug: str, child_slug: str, *, agrees: bool) -> Territory:
    """The territory below, after the one above has agreed, declined, or taken its consent back.

    The same answer twice leaves one trace. Raises the errors of permissions, and
    ``NotVisibleError`` for what does not say that it is part of the territory.
    """
    parent = Territory.objects.filter(slug=slug).first()
    if parent is None:
        raise NotVisibleError
    access_to(actor, parent).require(Deed.MANAGE)
    rows = Territory.objects.select_for_update(no_key=True)
    child = rows.filter(slug=child_slug, parent=parent).first()
    if child is None:
        raise NotVisibleError
    answer = ConsentChoice.AGREED if agrees else ConsentChoice.DECLINED
    if child.parent_consent != answer:
        # Neither a new version nor a line of its history: nothing that its people wrote changes.
        Territory.objects.filter(pk=child.pk).update(parent_consent=answer)
        child.parent_consent = answer
        for territory in (parent, child):
            _record(actor, f"consent.{answer.value}", child, parent, territory)
        transaction.on_commit(lambda: _check_again(child), robust=True)
    return child


def _record(
    actor: Visitor, verb: str, child: Territory, parent: Territory, territory: Territory
) -> None:
    audit.record(actor, verb, child, territory, parent=parent.name)


def _check_again(child: Territory) -> None:
    """What was found there may rest on a register that it reads no more, or only now."""
    bring_up_to_date(child)
