"""`glocal restore`: put a site back to what a backup holds; what is there is kept aside."""

import argparse
import sys
from pathlib import Path
from typing import Any, TextIO

from glocal_web.commands.options import print_object, words_apart

EXAMPLES = """Examples:
  glocal restore glocal-2026-11-29.glocal --check      look only whether it is whole
  glocal restore glocal-2026-11-29.glocal
  glocal restore glocal-2026-11-29.glocal --data /srv/glocal/new --yes

Stop the site first. Restore only a file that you trust: it brings its accounts along. Everybody
has to sign in again afterwards. What was there is saved as a backup in the folder "restored-over"
of the data, and can itself be restored.
Exit codes: 0 done, 1 not done (the reason is printed, nothing was changed), 2 typed wrongly."""


def register(commands: Any) -> None:
    """Add `restore` to the command line."""
    about = "put a site back to what a backup holds"
    parser = commands.add_parser(
        "restore",
        help=about,
        description="Check a backup, keep aside what is there, then bring back what it holds.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="a file that glocal backup made")
    parser.add_argument(
        "--data",
        default=None,
        metavar="DIR",
        help="folder of the site's data (default: GLOCAL_DATA, else as for glocal serve)",
    )
    parser.add_argument("--check", action="store_true", help="check the file, change nothing")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument("--json", action="store_true", help="print what was done as JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Do it; gives the exit code."""
    with words_apart(arguments) as output:
        return _restore(arguments, output)


def _restore(arguments: argparse.Namespace, output: TextIO) -> int:
    path = arguments.file.absolute()
    # Django loads for half a second: not while another command is only listed.
    from glocal_web.commands import opened  # noqa: PLC0415
    from glocal_web.portal.services.backup_manifest import glance  # noqa: PLC0415

    # Before anything is made: a name mistyped leaves no new site behind.
    glance(path)
    if arguments.check:
        with opened.no_site():
            told = _check(path)
    else:
        with opened.place_for_a_site(arguments):
            from django.conf import settings  # noqa: PLC0415

            from glocal_web.portal.services.restore import restore  # noqa: PLC0415

            told = _check(path)
            if not arguments.yes and not _agreed(str(settings.DATA)):
                print("Nothing was changed.")
                return 1
            opened.bring_up()
            restored = restore(path, Path(settings.DATA) / "restored-over")
        told["before"] = str(restored.aside)
        print(f"Restored. What was there before is in {restored.aside}")
    if arguments.json:
        print_object(output, told)
    return 0


def _check(path: Path) -> dict[str, Any]:
    """Say what the file holds, and who will run the platform: hashes do not tell who made it."""
    from glocal_web.portal.services.restore import check_backup, stewards_in  # noqa: PLC0415

    manifest, stewards = check_backup(path), stewards_in(path)
    print(
        f"{path} is whole: made {manifest.made_at[:16].replace('T', ' ')} UTC, "
        f"{manifest.row_count} rows, {len(manifest.files)} uploads."
    )
    print(f"Stewards in it: {', '.join(stewards) or 'none'}.", flush=True)
    return {
        "file": str(path),
        "made_at": manifest.made_at,
        "rows": manifest.row_count,
        "uploads": len(manifest.files),
        "stewards": stewards,
        "before": None,
    }


def _agreed(folder: str) -> bool:
    """Whether the person who watches types yes; where nobody does, nobody agreed."""
    question = (
        f"This replaces everything in {folder}: accounts, answers, log. What is there is kept "
        "aside. Is the site stopped, and shall it be replaced? Type yes: "
    )
    if not sys.stdin.isatty():
        print("Nobody can be asked here: add --yes.", file=sys.stderr)
        return False
    return input(question).strip().lower() == "yes"
