"""Checks that every word of the interface is translated; says what is missing, and where.

The words are extracted afresh from the sources (with GNU gettext, through Django's makemessages)
into a throw-away copy, and compared with the catalogues in the repository:

- Spanish, Arabic and French: nothing missing, nothing fuzzy, all plural forms, same placeholders;
- a language that has only begun (named in BEGUN): what is there must be right, gaps are counted
  and allowed.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

SITE = Path(__file__).resolve().parent.parent / "src" / "glocal_web"
COMPLETE = ("es", "ar", "fr")
BEGUN: tuple[str, ...] = ()
SHOWN_AT_MOST = 40

# %(name)s and %s of Python and of blocktranslate, {name} of str.format
PLACEHOLDER = re.compile(
    r"%\([^)]+\)[a-z]|%[sd]|\{[a-z_][a-z0-9_.]*(?:![rsa])?(?::[^{}]*)?\}", re.I
)


def main() -> int:
    source = extracted(SITE)
    print(f"{len(source)} messages in the sources.")
    problems: list[str] = []
    for language in COMPLETE + BEGUN:
        path = SITE / "locale" / language / "LC_MESSAGES" / "django.po"
        if not path.exists():
            problems.append(f"{language}: there is no catalogue {path.relative_to(SITE.parent)}")
            continue
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language)
        found, gaps = compared(source, catalogue, may_have_gaps=language in BEGUN)
        problems += [f"{language}: {problem}" for problem in found]
        print(f"{language}: {len(source) - gaps} of {len(source)} translated.")
    for problem in problems[:SHOWN_AT_MOST]:
        print(f"  {problem}")
    if len(problems) > SHOWN_AT_MOST:
        print(f"  … and {len(problems) - SHOWN_AT_MOST} more.")
    return 1 if problems else 0


def extracted(site: Path) -> Catalog:
    """All messages of the site's Python files and templates, with the places they come from."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "site"
        shutil.copytree(site, copy, ignore=shutil.ignore_patterns("locale", "static", "*.pyc"))
        (copy / "locale").mkdir()
        subprocess.run(
            [sys.executable, "-m", "django", "makemessages", "--keep-pot", "--locale=en"],
            cwd=copy,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        template = (copy / "locale" / "django.pot").read_text(encoding="utf-8")
    # gettext leaves this to be filled in, and Babel takes it for a number.
    return read_po(StringIO(template.replace("nplurals=INTEGER; plural=EXPRESSION", "nplurals=2")))


def compared(source: Catalog, target: Catalog, *, may_have_gaps: bool) -> tuple[list[str], int]:
    """Problems of one catalogue, and how many messages it leaves untranslated."""
    problems: list[str] = []
    gaps = 0
    for message in source:
        if not message.id:
            continue
        translated = target.get(message.id, context=message.context)
        if translated is None or not all(forms(translated)):
            gaps += 1
            if not may_have_gaps:
                problems.append(f"not translated: {named(message)}")
        elif translated.fuzzy:
            gaps += 1
            problems.append(f"marked fuzzy (nobody has checked it): {named(message)}")
        else:
            problems += wrong_placeholders(message, translated)
            written = len(forms(translated))
            if message.pluralizable and written != target.num_plurals:
                problems.append(f"{written} of {target.num_plurals} plural forms: {named(message)}")
    return problems, gaps


def wrong_placeholders(message: Message, translated: Message) -> Iterator[str]:
    """One problem for each form whose placeholders are not those of the source."""
    singular, plural = (message.id[0], message.id[1]) if message.pluralizable else (message.id,) * 2
    allowed = placeholders(singular) | placeholders(plural)
    for form in forms(translated):
        found = placeholders(form)
        # A form for "one" or "two" may leave the number itself out; nothing may be invented.
        missing = placeholders(singular) & placeholders(plural) - found
        if found - allowed or (missing and not message.pluralizable):
            wrong = ", ".join(sorted((found - allowed) | missing))
            yield f"placeholders differ ({wrong}): {named(message)}"


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text.replace("%%", "")))


def forms(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def named(message: Message) -> str:
    text = message.id[0] if message.pluralizable else message.id
    places = ", ".join(f"{file}:{line}" for file, line in message.locations[:2])
    shortened = text if len(text) <= 70 else text[:67] + "…"
    return f"“{shortened}” ({places})"


if __name__ == "__main__":
    sys.exit(main())
