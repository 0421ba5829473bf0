"""Every passage of the knowledge base, one by one, for checks that read words and not structure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from glocal.errors import KnowledgeError
from glocal.loading.roots import knowledge_root
from glocal.loading.stamp import stamp
from glocal.loading.templates import PLACEHOLDER
from glocal.loading.yaml_file import YamlFile, read_yaml

NO_PROSE = frozenset(
    "status translates code id sector axis kind url by source read search labels short also".split()
)
"""Keys whose values are names, codes or addresses: nobody reads them as sentences."""

LEFT_OPEN = "○"
"""What stands in a passage for a word that is put in later: its name is no word of the text."""


@dataclass(frozen=True)
class Passage:
    """One text of a file: ``place`` is its key path, as in ``steps.2.do.0``.

    Words that a sentence leaves open (``{action}``) are shown as a circle.
    """

    file: str
    place: str
    text: str

    @property
    def key(self) -> str:
        """The first part of the place, which says what kind of text it is."""
        return self.place.partition(".")[0]


@dataclass(frozen=True)
class TextFile:
    """A file of words: its family, what it describes, its language, its passages.

    ``family`` is ``local-pcmd/1.0``, ``taxonomy/1.0``, ``linkages``, ``practices``, ``crosswalks``,
    ``effects-check``, ``rules`` or ``coherence``; ``name`` the file without its ending. ``stamp``
    and ``translates`` tell whether a translation follows the present original.
    """

    family: str
    name: str
    language: str
    file: str
    status: str
    stamp: str
    translates: str
    passages: tuple[Passage, ...]

    def passage(self, place: str) -> Passage | None:
        """The passage at this place, ``None`` when there is none."""
        return next((item for item in self.passages if item.place == place), None)


@cache
def text_files(root: Path | None = None) -> tuple[TextFile, ...]:
    """Every file of words below ``root`` (the installed knowledge), in the order of the paths.

    Raises ``KnowledgeError`` when one of them is no YAML.
    """
    top = root or knowledge_root()
    found = []
    for path in sorted(top.glob("**/text/**/*.yaml")):
        relative = path.relative_to(top)
        if relative.parts[0] == "vocabularies":
            continue
        file, problems = read_yaml(path, relative.as_posix())
        if file is None:
            raise KnowledgeError("The knowledge base has errors:", problems)
        found.append(_text_file(file, relative))
    return tuple(found)


def _text_file(file: YamlFile, relative: Path) -> TextFile:
    parts = relative.parts
    at = parts.index("text")
    family = {
        "frameworks": "/".join(parts[1:at]),
        "taxonomy": "/".join(parts[:at]),  # with the version: each has words of its own
    }.get(parts[0], parts[0])
    language = parts[at + 1].removesuffix(".yaml")
    return TextFile(
        family=family,
        name=relative.stem if len(parts) > at + 2 else family,
        language=language,
        file=relative.as_posix(),
        status=str(file.value.get("status", "")),
        stamp=stamp(file.value),
        translates=str(file.value.get("translates", "")),
        passages=tuple(_passages(file.value, file.name, ())),
    )


def _passages(value: Any, file: str, place: tuple[str, ...]) -> Iterator[Passage]:
    if isinstance(value, dict):
        for key, item in value.items():
            # The title of a resource is a name; that of an indicator is prose.
            if str(key) in NO_PROSE or (key == "title" and "resources" in place):
                continue
            yield from _passages(item, file, (*place, str(key)))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _passages(item, file, (*place, str(index)))
    elif isinstance(value, str):
        yield Passage(file, ".".join(place), PLACEHOLDER.sub(LEFT_OPEN, value))
