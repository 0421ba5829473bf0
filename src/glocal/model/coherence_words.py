"""The sentences and short words with which provisions and findings are told, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from glocal.model.provenance import Provenance


@dataclass(frozen=True)
class CoherenceWords:
    """All words of ``knowledge/coherence/text/<language>.yaml``.

    ``echo`` frames the sentence that says a provision back, ``heads`` holds its middle by modality,
    ``details`` what else was recorded. ``groups`` names groups of people, ``forms`` joins lists and
    writes dates and numbers, ``months`` are the months. ``contractions`` are pairs of what comes to
    stand side by side and what the language makes of it. ``words`` holds the short words by kind
    (``modality``, ``certainty``, ``reason``, ``slot``, …) and id. ``missing`` is what stands for a
    word that is not there.
    """

    language: str
    echo: Mapping[str, str]
    heads: Mapping[str, str]
    details: Mapping[str, str]
    groups: Mapping[str, str]
    forms: Mapping[str, str]
    months: tuple[str, ...]
    contractions: tuple[tuple[str, str], ...]
    words: Mapping[str, Mapping[str, str]]
    competent: str
    against: str
    missing: Mapping[str, str]
    provenance: Provenance

    def word(self, kind: str, key: str) -> str:
        """The word for ``key`` in a kind; the key itself, readable, when there is none."""
        return self.words[kind].get(key) or key.replace("-", " ")
