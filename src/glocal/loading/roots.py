"""Where the knowledge that ships with Glocal lies."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def knowledge_root() -> Path:
    """The folder ``glocal/knowledge`` of the installed package."""
    return Path(str(files("glocal.knowledge")))
