"""The fingerprint that freezes a published framework version."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from glocal.model.framework import Framework, Indicator
from glocal.model.text import FrameworkText, IndicatorText


def content_hash(head: Mapping[str, Any], framework: Framework, text: FrameworkText) -> str:
    """SHA-256 (64 hexadecimal digits) of all that fixes the meaning of a score.

    Inside: identifier, version, rules, groups, and for each published indicator its structure,
    questions and anchors in the original language. Outside: drafts, explanations, examples,
    resources and translations, which may be improved without changing what an answer means.
    """
    meaning = {
        "id": framework.id,
        "version": framework.version,
        "rules": head["rules"],
        "groups": [
            [dimension.code, [[sub.code, sub.weight] for sub in dimension.sub_dimensions]]
            for dimension in framework.dimensions
        ],
        "indicators": [
            {
                **asdict(indicator),
                "questions": text.indicators[indicator.code].questions,
                "anchors": sorted((text.indicators[indicator.code].anchors or {}).items()),
            }
            for indicator in framework.indicators
        ],
    }
    return _fingerprint(meaning)


def question_hash(indicator: Indicator, text: IndicatorText) -> str:
    """SHA-256 of what fixes the meaning of one answer: scale, questions and anchors.

    ``text`` is that in the original language. Two versions with the same fingerprint ask the same,
    so that an answer to one is an answer to the other.
    """
    return _fingerprint(
        {
            "scale": asdict(indicator.scale),
            "questions": text.questions,
            "anchors": sorted((text.anchors or {}).items()),
        }
    )


def _fingerprint(meaning: Mapping[str, Any]) -> str:
    canonical = json.dumps(meaning, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()
