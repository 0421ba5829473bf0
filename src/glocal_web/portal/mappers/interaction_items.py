"""What the items of a matrix and those who rate it are called, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _

from glocal.errors import UnknownNameError
from glocal.loading.catalogue import MAIN_FRAMEWORK, framework
from glocal.loading.vocabulary import vocabulary_ids, vocabulary_words
from glocal.model.interaction import MEETING, Item, ItemKind
from glocal_web.portal.mappers.labels import Labels, labels
from glocal_web.portal.mappers.text_status import page_language
from glocal_web.portal.models import MatrixItem
from glocal_web.portal.models.choices import GroupChoice


def item_value(row: MatrixItem) -> Item:
    """An item as the core reads it, with its title in the reader's language."""
    return Item(row.key, item_title(row), ItemKind(row.kind), row.ref)


def item_title(row: MatrixItem) -> str:
    """The title: of indicators and targets in the reader's language, of all others as written."""
    if row.kind == ItemKind.SDG_TARGET and row.ref in vocabulary_ids("sdg-targets"):
        return target_title(row.ref)
    if row.kind == ItemKind.INDICATOR:
        return indicator_title(row.ref) or row.title
    return row.title


def target_title(code: str) -> str:
    """An SDG target: its code and its short title."""
    return f"{code} {vocabulary_words('sdg-targets', page_language())[code]}"


def indicator_title(code: str) -> str:
    """An indicator of the main framework: its code and its short title; empty when unknown."""
    words = main_labels()
    try:
        words.framework.indicator(code)
    except UnknownNameError:
        return ""
    return f"{code} {words.short(code)}"


def main_labels() -> Labels:
    """The words of the framework by which territories are assessed, in its newest version."""
    return labels(MAIN_FRAMEWORK, framework(MAIN_FRAMEWORK).version)


def group_word(group: str) -> str:
    """A stakeholder group, or the meeting, in the reader's language."""
    if group == MEETING:
        return _("Agreed in a meeting")
    return str(GroupChoice(group).label) if group in GroupChoice.values else group
