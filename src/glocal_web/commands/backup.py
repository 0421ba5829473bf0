"""`glocal backup`: everything that a site holds in one file, while it is in use."""

import argparse
import sys
from pathlib import Path
from typing import Any

from glocal.cli.command import say_in_any_letters
from glocal_web.commands.options import print_object

EXAMPLES = """Examples:
  glocal backup /srv/backup/glocal-2026-11-29.glocal
  glocal backup before-update.glocal --data /srv/glocal/data

The file holds names, addresses, hashes of passwords, every document: keep it as safe as the site.
Exit codes: 0 done, 1 not done (the reason is printed), 2 typed wrongly."""


def register(commands: Any) -> None:
    """Add `backup` to the command line."""
    about = "save everything that a site holds in one file"
    parser = commands.add_parser(
        "backup",
        help=about,
        description="Save rows, histories, log and uploaded files in one file; the site may be in "
        "use.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="the new file")
    parser.add_argument(
        "--data",
        default=None,
        metavar="DIR",
        help="folder of the site's data (default: GLOCAL_DATA, else as for glocal serve)",
    )
    parser.add_argument("--json", action="store_true", help="print what was saved as JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Do it; gives the exit code."""
    say_in_any_letters()
    # Django loads for half a second: not while another command is only listed.
    from glocal_web.commands import opened  # noqa: PLC0415

    path = arguments.file.absolute()
    with opened.existing_site(arguments):
        from glocal_web.portal.services.backup import write_backup  # noqa: PLC0415

        manifest = write_backup(path)
    for name in manifest.missing:
        print(f"Not there, and so not saved: the upload {name}", file=sys.stderr)
    size = path.stat().st_size
    if arguments.json:
        print_object(
            sys.stdout,
            {
                "file": str(path),
                "bytes": size,
                "rows": manifest.row_count,
                "uploads": len(manifest.files),
                "missing": list(manifest.missing),
            },
        )
    else:
        print(
            f"Saved {manifest.row_count} rows and {len(manifest.files)} uploads in {path} "
            f"({size / 1_000_000:.1f} MB)."
        )
    return 0
