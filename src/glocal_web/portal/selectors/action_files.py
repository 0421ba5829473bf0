"""The actions of a territory as a file."""

from __future__ import annotations

from glocal.io.action_list import GivenAction, action_list
from glocal.io.forms_values import plain_text
from glocal_web.portal.mappers.labels import labels
from glocal_web.portal.mappers.table_files import KINDS, TableFile, table_file
from glocal_web.portal.mappers.text_status import page_language
from glocal_web.portal.models import Action, Territory
from glocal_web.portal.permissions import Access, NotVisibleError, Visitor
from glocal_web.portal.selectors.actions import latest_assessments, owners
from glocal_web.portal.selectors.open_territory import open_territory


def open_actions(visitor: Visitor, slug: str) -> tuple[Territory, Access]:
    """The territory whose actions may be read, and what the visitor may do there."""
    return open_territory(visitor, slug)


def action_file(visitor: Visitor, slug: str, kind: str) -> TableFile:
    """All actions of a territory: five queries, whatever their number."""
    territory, _access = open_territory(visitor, slug)
    if kind not in KINDS:
        raise NotVisibleError
    codes = dict.fromkeys(
        one.code
        for latest in latest_assessments(territory)
        for one in labels(latest.framework_id, latest.framework_version).framework
    )
    rows = Action.objects.filter(territory=territory).select_related("owner")
    language = page_language()
    form = action_list([_given(row) for row in rows], territory.name, slug, list(codes), language)
    return table_file(form, f"{slug}-actions", kind, language)


def _given(row: Action) -> GivenAction:
    words = labels(row.framework_id, row.framework_version)
    word = ""
    if row.target_grade is not None and row.indicator in words.framework:
        word = words.grade(words.framework.indicator(row.indicator), row.target_grade).word
    return GivenAction(
        number=row.pk,
        code=row.indicator,
        question=words.title(row.indicator),
        title=row.title,
        how=plain_text(row.description),
        who=str(row.owner) if row.owner else row.owner_name,
        due=row.due,
        status=row.status,
        target=row.target_grade,
        target_word=word,
        outcome=plain_text(row.outcome),
        version=row.version,
    )


def owner_names(territory: Territory) -> dict[int, str]:
    """The names of those who own an action or may own one, by key."""
    names = {int(key): name for key, name in owners(territory)}
    rows = Action.objects.filter(territory=territory, owner__isnull=False).select_related("owner")
    return {row.owner.pk: str(row.owner) for row in rows if row.owner} | names
