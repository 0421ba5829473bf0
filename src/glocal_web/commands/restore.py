"""`glocal restore`: put a site back to what a backup holds; what is there is kept aside."""

import argparse
import sys
from pathlib import Path
from typing import Any

EXAMPLES = """Examples:
  glocal restore glocal-2026-11-29.glocal --check      look only whether it is whole
  glocal restore glocal-2026-11-29.glocal
  glocal restore glocal-2026-11-29.glocal --data /srv/glocal/new --yes

Stop the site first. Everybody has to sign in again afterwards. What was there is saved as a backup
in the folder "restored-over" of the data, and can itself be restored.
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
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Do it; gives the exit code."""
    path = arguments.file.absolute()
    if arguments.data is not None:
        # A new folder begins as any other does: with a database of this version.
        Path(arguments.data).mkdir(parents=True, exist_ok=True, mode=0o700)
    # Django loads for half a second: not while another command is only listed.
    from glocal_web.commands import opened  # noqa: PLC0415

    with opened.existing_site(arguments, may_be_new=not arguments.check):
        from django.conf import settings  # noqa: PLC0415

        from glocal_web.portal.services.restore import check_backup, restore  # noqa: PLC0415

        manifest = check_backup(path)
        print(
            f"{path} is whole: made {manifest.made_at[:16].replace('T', ' ')} UTC, "
            f"{manifest.row_count} rows, {len(manifest.files)} uploads."
        )
        if arguments.check:
            return 0
        if not arguments.yes and not _agreed(str(settings.DATA)):
            print("Nothing was changed.")
            return 1
        restored = restore(path, Path(settings.DATA) / "restored-over")
    print(f"Restored. What was there before is in {restored.aside}")
    return 0


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
