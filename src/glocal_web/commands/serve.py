"""`glocal serve`: the site for one's own territories, without example data."""

import argparse
import os
from typing import Any, TextIO

from glocal_web.commands.options import (
    DEFAULT_PORT,
    add_site_options,
    print_object,
    set_environment,
    words_apart,
)

EXAMPLES = """Examples:
  glocal serve --first-user steward@example.org
  glocal serve --data /srv/glocal --port 8080 --no-browser
  glocal serve --host 0.0.0.0        let others in the network in

The first start makes the account of the platform's steward (--first-user or GLOCAL_FIRST_USER)
and prints its password once, or asks for one with --ask-password. A server for many people needs
HTTPS in front of it and DJANGO_SETTINGS_MODULE=glocal_web.settings.production.
Exit codes: 0 ended by Ctrl+C, 1 could not start (the reason is printed), 2 typed wrongly."""


def register(commands: Any) -> None:
    """Add `serve` to the command line."""
    about = "serve the site for your own territories"
    parser = commands.add_parser(
        "serve",
        help=about,
        description="Set up and serve the site, without the worked example.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_site_options(parser, "GLOCAL_DATA, else var")
    parser.add_argument(
        "--first-user",
        "--admin-email",  # its older name
        default=os.environ.get("GLOCAL_FIRST_USER") or os.environ.get("GLOCAL_ADMIN_EMAIL"),
        metavar="ADDRESS",
        help="e-mail address of the first steward (asked for when missing)",
    )
    parser.add_argument(
        "--ask-password",
        action="store_true",
        help="ask for the first steward's password instead of making one and showing it once",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prepare and serve the site until Ctrl+C; gives the exit code."""
    with words_apart(arguments) as output:
        return _serve(arguments, output)


def _serve(arguments: argparse.Namespace, output: TextIO) -> int:
    set_environment(arguments)
    # Django and the server load for half a second: not while another command is only listed.
    from glocal_web.commands import prepare, server  # noqa: PLC0415

    # A port that was asked for is meant: others may have its address already.
    port = server.free_port(
        arguments.host, arguments.port or DEFAULT_PORT, others=arguments.port is None
    )
    with prepare.open_site():
        prepare.run_step("load_demo", refuse_open_accounts=True)
        prepare.run_step("load_gazetteer", verbosity=0)
        steward = [arguments.first_user] if arguments.first_user else []
        asks = arguments.ask_password
        prepare.run_step("create_steward", *steward, only_first=True, ask_password=asks)

    def ready(address: str) -> None:
        if arguments.json:
            print_object(output, {"address": address})
        print(f"\nGlocal is open at {address}")
        print(f"Its data lie in {prepare.data_folder()}\nPress Ctrl+C to end.")

    with prepare.in_use():
        code = server.serve(arguments.host, port, not arguments.no_browser, ready)
    print("Ended.")
    return code
