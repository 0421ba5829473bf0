"""One style sheet and one script out of many small files, so that a page needs few requests."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

SOURCES = Path(__file__).resolve().parent / "static" / "portal"

# The order of the cascade: values, then bare elements, layout, parts, and last what overrides.
STYLES = (
    "tokens base layout header navigation footer buttons forms notice card definition tag grade "
    "score meter tabs table empty tour pagination toast term text-status details stepper "
    "chart-bars chart-rose chart-heatmap chart-trend document entrance demo-accounts home "
    "territory frameworks dashboard plans proposals knowledge publications print"
).split()
# Sheets that only some pages need, each of several files as well.
FINDINGS = "findings finding coherence-trials coherence-map coherence-overviews".split()
READING = (
    "reading-values reading-table reading-items reading-bars reading-maps reading-ways "
    "reading-what-if reading-print"
).split()
SCRIPTS = "theme menu autosave leave-guard tips script-only pick ticks fold map".split()


def style_sheet(names: Sequence[str]) -> str:
    """Style sheets in the order of the cascade."""
    return "\n".join((SOURCES / "css" / f"{name}.css").read_text("utf-8") for name in names)


def script() -> str:
    """All scripts as one module; each in a block, so that their names do not meet."""
    parts = ((SOURCES / "js" / f"{name}.js").read_text("utf-8") for name in SCRIPTS)
    return "\n".join(f"{{\n{part}\n}}" for part in parts)


BUNDLES: Mapping[str, Callable[[], str]] = {
    "portal/glocal.css": partial(style_sheet, STYLES),
    "portal/coherence.css": partial(style_sheet, FINDINGS),
    "portal/interactions-reading.css": partial(style_sheet, READING),
    "portal/glocal.js": script,
}


class BundleFinder(BaseFinder):
    """Finds the bundles among static files; writes them anew when their sources changed."""

    def __init__(self, app_names: Sequence[str] | None = None, *args: Any, **kwargs: Any) -> None:
        self.folder = Path(settings.BUNDLES_FOLDER)
        self.storage = FileSystemStorage(location=self.folder)
        super().__init__(*args, **kwargs)

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The file of a bundle on disk; an empty list for every other path."""
        if path not in BUNDLES:
            return []
        file = str(self._written(path))
        return [file] if find_all else file

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        """Every bundle, for collecting."""
        for path in BUNDLES:
            self._written(path)
            yield path, self.storage

    def _written(self, path: str) -> Path:
        target = self.folder / path
        content = BUNDLES[path]()
        if not target.exists() or target.read_text("utf-8") != content:
            target.parent.mkdir(parents=True, exist_ok=True)
            # By way of a second file: another process never reads half a bundle.
            draft = target.with_name(f"{target.name}.{os.getpid()}")
            draft.write_text(content, "utf-8")
            draft.replace(target)
        return target
