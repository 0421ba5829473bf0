"""`glocal remind`: tell everybody what waits for them; for a timer that runs every hour."""

import argparse
from typing import Any

from glocal_web.commands.options import words_apart

EXAMPLES = """Examples:
  glocal remind
  glocal remind --address https://glocal.example.org
  glocal remind --no-letters           the lists on the site only

Running it twice writes nothing twice. Each person chooses how often letters come, so run it often:
  7 * * * *  glocal remind
Exit codes: 0 done, 1 not opened, or not everybody could be told, 2 typed wrongly."""


def register(commands: Any) -> None:
    """Add `remind` to the command line."""
    about = "tell people what waits for them: on their list and by e-mail"
    parser = commands.add_parser(
        "remind",
        help=about,
        description="Bring everybody's list up to date and send the letters that are due.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--data",
        default=None,
        metavar="DIR",
        help="folder of the site's data (default: GLOCAL_DATA, else as for glocal serve)",
    )
    parser.add_argument(
        "--address",
        default="",
        metavar="URL",
        help="beginning of the site's addresses (default GLOCAL_ADDRESS, else guessed)",
    )
    parser.add_argument("--no-letters", action="store_true", help="write no e-mail")
    parser.add_argument("--json", action="store_true", help="print what was done as JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Do it; gives the exit code."""
    # Django loads for half a second: not while another command is only listed.
    from glocal_web.commands import opened, prepare  # noqa: PLC0415

    with words_apart(arguments) as output, opened.existing_site(arguments):
        prepare.run_step(
            "remind",
            output=output,
            address=arguments.address,
            no_letters=arguments.no_letters,
            json=arguments.json,
        )
    return 0
