"""Gives every wheel its compiled message catalogues, also one that is built from a clean clone.

Hatchling calls it (see `pyproject.toml`). The catalogues are compiled beside the checkout and go
into the wheel from there: building writes nothing among the sources.
"""

import runpy
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):
    """Compiles `*.po` into `*.mo`; a catalogue that cannot be read stops the build."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":  # a checkout in use compiles its own: scripts/bootstrap.sh
            return
        root = Path(self.root)
        compiled = runpy.run_path(str(root / "scripts" / "compile_messages.py"))["compiled"]
        self.folder = Path(tempfile.mkdtemp(prefix="glocal-build-"))
        for source in sorted((root / "src").glob("glocal_web/locale/*/LC_MESSAGES/*.po")):
            place = source.relative_to(root / "src").with_suffix(".mo")
            target = self.folder / place
            target.parent.mkdir(parents=True)
            problems = compiled(source, target)
            if problems:
                raise RuntimeError("\n".join(problems))
            build_data["force_include"][str(target)] = place.as_posix()
        # The tested versions, so that `glocal doctor` can name what differs.
        build_data["force_include"][str(root / "requirements.lock")] = "glocal/requirements.lock"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if version != "editable":
            shutil.rmtree(self.folder, ignore_errors=True)
