#!/usr/bin/env python3
"""Write into translations which wording of the original they follow.

    scripts/stamp_translations.py FILE…     these translations are up to date now
    scripts/stamp_translations.py --new     stamp every translation that has no stamp yet

Only say so after reading the original: the stamp is the promise that both say the same.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from glocal.loading.roots import knowledge_root
from glocal.loading.stamp import stamp
from glocal.loading.yaml_file import read_yaml

LINE = re.compile(r"^translates: .*\n", re.MULTILINE)
STATUS = re.compile(r"^(status: (?:translated|reviewed)\n)", re.MULTILINE)


def original_of(path: Path) -> Path:
    """The English file that ``path`` translates."""
    parts = list(path.parts)
    place = len(parts) - 1 - parts[::-1].index("text") + 1
    parts[place] = "en.yaml" if parts[place].endswith(".yaml") else "en"
    return Path(*parts)


def mark(path: Path, *, only_new: bool) -> str:
    """Stamp one translation; what was done, in one word."""
    text = path.read_text(encoding="utf-8")
    if only_new and LINE.search(text):
        return "kept"
    original, problems = read_yaml(original_of(path), original_of(path).name)
    if original is None:
        raise SystemExit("\n".join(map(str, problems)))
    bare = LINE.sub("", text)
    if not STATUS.search(bare):
        return "left alone: its status is not translated or reviewed"
    digits = stamp(original.value)
    path.write_text(STATUS.sub(rf'\1translates: "{digits}"\n', bare, count=1), encoding="utf-8")
    return "stamped"


def translations() -> list[Path]:
    """Every translated text file of the knowledge that names a status."""
    return [
        path
        for path in sorted(knowledge_root().rglob("*.yaml"))
        if "text" in path.parts
        and not path.is_relative_to(knowledge_root() / "vocabularies")
        and original_of(path) != path
    ]


def main(arguments: list[str]) -> int:
    """Stamp what was asked for."""
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    only_new = arguments == ["--new"]
    for path in translations() if only_new else [Path(name).resolve() for name in arguments]:
        done = mark(path, only_new=only_new)
        if done != "kept":
            print(f"{path.name}: {done}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
