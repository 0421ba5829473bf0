"""The examples that stand in docstrings: where there are some, and whether they are true."""

import doctest
import importlib
from pathlib import Path

SOURCES = Path(__file__).parents[1] / "src"


def modules_with_examples(package: str) -> list[str]:
    """The names of all modules of a package that show an example."""
    return sorted(
        ".".join(path.relative_to(SOURCES).with_suffix("").parts)
        for path in (SOURCES / package).rglob("*.py")
        if ">>> " in path.read_text(encoding="utf-8")
    )


def assert_examples_are_true(name: str) -> None:
    """Run the examples of a module."""
    found = doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS)
    assert found.attempted > 0
    assert found.failed == 0
