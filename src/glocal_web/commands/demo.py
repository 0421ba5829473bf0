"""`glocal demo`: the local site with its worked example, ready to look around in."""

import argparse
import os
import unicodedata
from typing import Any, TextIO

from glocal_web.commands.options import (
    DEFAULT_HOST,
    DEFAULT_PORT,
    add_site_options,
    print_object,
    set_environment,
    words_apart,
)

DATA = os.path.join("var", "demo")
EXAMPLES = """Examples:
  glocal demo                        open the example in a browser
  glocal demo --port 8080 --no-browser
  glocal demo --reset                put the example back as it was shipped
  glocal demo --language ar          begin in Arabic

The example has its own data folder; it never touches the data of `glocal serve`.
Exit codes: 0 ended by Ctrl+C, 1 could not start (the reason is printed), 2 typed wrongly."""


def register(commands: Any) -> None:
    """Add `demo` to the command line."""
    about = "open a local site with a complete worked example"
    parser = commands.add_parser(
        "demo",
        help=about,
        description=f"Set up and {about}: invented territories, people, answers and actions.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_site_options(parser, DATA)
    parser.add_argument(
        "--reset", action="store_true", help="put the example back as it was shipped"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prepare and serve the example until Ctrl+C; gives the exit code."""
    with words_apart(arguments) as output:
        return _serve(arguments, output)


def _serve(arguments: argparse.Namespace, output: TextIO) -> int:
    # The example has published passwords: it stays apart from the data of a real site, whatever
    # the environment says for `glocal serve`.
    if os.environ.pop("DATABASE_URL", None):
        print("DATABASE_URL is left aside: the example keeps its own database.")
    os.environ["DJANGO_SETTINGS_MODULE"] = "glocal_web.settings.local"
    os.environ["GLOCAL_EXAMPLE_SITE"] = "1"
    os.environ["GLOCAL_DATA"] = DATA
    set_environment(arguments)
    # Django and the server load for half a second: not while another command is only listed.
    from glocal_web.commands import prepare, server  # noqa: PLC0415
    from glocal_web.portal.services.demo_accounts import demo_accounts  # noqa: PLC0415

    port = server.free_port(arguments.host, arguments.port or DEFAULT_PORT)
    with prepare.open_site():
        prepare.run_step("load_gazetteer", verbosity=0)
        prepare.run_step("load_demo", reset=arguments.reset)
    if arguments.host != DEFAULT_HOST:
        print(
            "\nCareful: others in your network can reach this site, and the passwords below are "
            "public. Use it to look around only."
        )

    def ready(address: str) -> None:
        if arguments.json:
            people = [
                {
                    "name": one.name,
                    "role": str(one.part),
                    "email": one.email,
                    "password": one.password,
                }
                for one in demo_accounts()
            ]
            print_object(output, {"address": address, "accounts": people})
        print(f"\nThe example is open at {address}")
        print(table(demo_accounts()))
        print(f"\nIts data lie in {prepare.data_folder()}\nPress Ctrl+C to end.")

    with prepare.in_use():
        code = server.serve(arguments.host, port, not arguments.no_browser, ready)
    print("Ended. Your changes are kept; `glocal demo --reset` undoes them.")
    return code


def table(accounts: list[Any]) -> str:
    """Who can sign in, with which role, address and password, in columns."""
    rows = [("Sign in as", "Role", "E-mail address", "Password")]
    rows += [
        (account.name, str(account.part), account.email, account.password)
        for account in accounts
        if account.suggested
    ]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(map(_padded, row, widths)) for row in rows]
    lines.insert(1, "  ".join("-" * width for width in widths))
    more = len(accounts) - len(rows) + 1
    lines.append(f"and {more} more, all with the same password: the sign-in page lists them.")
    return "\n".join(line.rstrip() for line in lines)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    """How many columns a text takes on the screen: combining marks take none."""
    return sum(not unicodedata.combining(letter) for letter in text)
