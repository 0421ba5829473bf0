"""What rows and columns are called: ids, titles, or both, and which item somebody meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from glocal.io.interactions_values import INVISIBLE
from glocal.io.spreadsheet_cell import unguarded
from glocal.loading.written import shown
from glocal.model.interaction import Item
from glocal.text.folding import fold, words

DASH = " — "
"""Stands between the id of an item and its title."""

ID = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")
LONGEST_TITLE = 200
LONGEST_ID = 60
NEAR = 0.75
MOST_COMPARED = 1000
"""Names among which a similar one is looked for."""
MOST_MENDED = 300
"""Unknown names for which one is looked for: of a file about other things every name is unknown."""


@dataclass(frozen=True)
class Label:
    """What stands at a row or column. ``id`` is empty when only a title does."""

    id: str
    title: str

    @property
    def shown(self) -> str:
        """The label for a message."""
        return shown(self.title or self.id)


@lru_cache(maxsize=4096, typed=True)
def label_of(cell: object) -> Label:
    """The label in a cell: ``id — title``, an id alone, or a title alone."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = unguarded(" ".join(str(cell).split()))
    head, dash, title = text.partition(DASH)
    if dash and ID.fullmatch(head):
        return Label(head, title.strip())
    return Label(text, "") if ID.fullmatch(text) else Label("", text)


def shown_item(item: Item) -> str:
    """An item as its row is labelled, so that ``label_of`` gives id and title back."""
    title = " ".join(item.title.split())
    return f"{item.id}{DASH}{title}" if title and title != item.id else item.id


@lru_cache(maxsize=4096)
def label_fault(label: Label) -> tuple[str, str] | None:
    """What is wrong with a label by itself, and how to mend it."""
    text = label.title or label.id
    if len(text) > LONGEST_TITLE or len(label.id) > LONGEST_ID:
        return f"The name '{label.shown}' has more than {LONGEST_TITLE} characters.", "Shorten it."
    if INVISIBLE.search(text) or any(unicodedata.category(sign) == "Cc" for sign in text):
        return f"The name '{label.shown}' has characters that cannot be seen.", "Type it again."
    return None


class Names:
    """Items by everything they may be called."""

    def __init__(self, items: Iterable[Item]) -> None:
        self.items = tuple(items)
        self.ids = {item.id: item for item in self.items}
        self._mends: dict[Label, str] = {}
        self._folded: dict[str, list[Item]] = {}
        for item in self.items:
            # An id and a title of the same item may be the same word.
            for word in {fold(item.id), fold(" ".join(item.title.split()))} - {""}:
                self._folded.setdefault(word, []).append(item)

    def find(self, label: Label) -> Item | None:
        """The item that is meant; None when no item or several are called so."""
        if label.id in self.ids:
            return self.ids[label.id]
        found = self._folded.get(fold(label.title or label.id), [])
        return found[0] if len(found) == 1 else None

    def nearest(self, label: Label) -> Item | None:
        """The item whose name is most like this one, if any is."""
        known = list(self._folded)[:MOST_COMPARED]
        close = get_close_matches(fold(label.title or label.id), known, n=1, cutoff=NEAR)
        return self._folded[close[0]][0] if close else None

    def mend(self, label: Label) -> str:
        """A question that names the nearest item, or what there is."""
        if label not in self._mends and len(self._mends) < MOST_MENDED:
            self._mends[label] = self._mend(self.nearest(label))
        return self._mends.get(label) or self._mend(None)

    def _mend(self, near: Item | None) -> str:
        if near is not None:
            return f"Did you mean '{shown(near.title)}'?"
        some = ", ".join(f"'{shown(item.title)}'" for item in self.items[:5])
        return f"Use a name that is there, such as {some}." if some else "Check the name."


def items_of(labels: Sequence[Label]) -> tuple[Item, ...]:
    """An item a label; those with a title alone get an id made of it."""
    taken = {label.id for label in labels if label.id}
    items = []
    for number, label in enumerate(labels, 1):
        name = label.id or _free(_slug(label.title) or f"item-{number}", taken)
        taken.add(name)
        items.append(Item(name, label.title or label.id))
    return tuple(items)


def _slug(title: str) -> str:
    plain = ["".join(re.findall("[a-z0-9]+", word)) for word in words(title)]
    short = ""
    for word in filter(None, plain):
        if len(short) + len(word) > LONGEST_ID - 20:
            break
        short = f"{short}-{word}" if short else word
    return short


def _free(name: str, taken: set[str]) -> str:
    number, free = 2, name
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    return free
