"""The fingerprint by which a translation names the original it follows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

_NOT_WORDS = frozenset({"status", "translates"})


def stamp(value: Mapping[Any, Any]) -> str:
    """Twelve hexadecimal digits of SHA-256 over the words of a text file, whatever their layout.

    Outside are the keys that speak about the text: ``status`` and ``translates``. When the
    original changes, its stamp does, and every translation that names the old one is stale.
    """
    words = {str(key): item for key, item in value.items() if str(key) not in _NOT_WORDS}
    canonical = json.dumps(_with_text_keys(words), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()[:12]


def _with_text_keys(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _with_text_keys(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_text_keys(item) for item in value]
    return value
