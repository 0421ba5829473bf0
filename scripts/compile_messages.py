"""Compiles the message catalogues (.po) into what the site reads (.mo), by Babel alone.

Only catalogues that changed are compiled. Each one that cannot be read is named, and the script
then fails: a language must not go missing silently.
"""

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

LOCALE = Path(__file__).resolve().parent.parent / "src" / "glocal_web" / "locale"


def main() -> int:
    catalogues = sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))
    problems = [
        problem
        for source in catalogues
        if is_stale(source)
        for problem in compiled(source, source.with_suffix(".mo"))
    ]
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def is_stale(source: Path) -> bool:
    """True when the compiled file is missing or older than its source."""
    target = source.with_suffix(".mo")
    return not target.exists() or target.stat().st_mtime < source.stat().st_mtime


def compiled(source: Path, target: Path) -> list[str]:
    """Problems met while compiling one catalogue; none when the compiled file is written."""
    language = source.parent.parent.name
    try:
        with source.open("rb") as file:
            catalogue = read_po(file, locale=language, abort_invalid=True)
    except (PoFileError, ValueError, LookupError) as error:
        return [f"Message catalogue {source} cannot be read: {error}"]
    # Written beside and moved, so that a running site never reads half a file.
    draft = target.with_suffix(".mo.new")
    with draft.open("wb") as file:
        write_mo(file, catalogue, use_fuzzy=False)
    draft.replace(target)
    print(f"Compiled the interface words: {language}, {len(catalogue)} messages.")
    return []


if __name__ == "__main__":
    sys.exit(main())
