"""Options that `glocal demo` and `glocal serve` share, and the environment they stand for.

Nothing of Django is imported here: `glocal` loads this module whatever command is typed, and the
settings are read only once the environment says where the data lie.
"""

import argparse
import ipaddress
import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import Any, TextIO

from glocal.cli.command import say_in_any_letters

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8000
LANGUAGES = ("en", "es", "fr", "ar")


def add_site_options(parser: argparse.ArgumentParser, data: str) -> None:
    """Add the options for address, data folder, language and browser."""
    parser.add_argument(
        "--port",
        type=port_number,
        default=os.environ.get("GLOCAL_PORT") or None,
        help=f"port of the site (default GLOCAL_PORT, else {DEFAULT_PORT})",
    )
    parser.add_argument(
        "--host",
        default=DEFAULT_HOST,
        help=f"address to listen at (default {DEFAULT_HOST}, this machine alone; 0.0.0.0: all)",
    )
    parser.add_argument(
        "--data",
        type=Path,
        default=None,
        metavar="DIR",
        help=f"folder for database, secret key and uploads (default {data})",
    )
    parser.add_argument(
        "--language",
        choices=LANGUAGES,
        default=None,
        help="language of the first page (default: what the browser asks for)",
    )
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")
    parser.add_argument(
        "--json",
        action="store_true",
        help="once the site is open print one JSON object for other programs; words go to stderr",
    )


@contextmanager
def words_apart(arguments: argparse.Namespace) -> Iterator[TextIO]:
    """The standard output; with ``--json`` everything else that is printed goes to the error one.

    A program that starts the site can then read the one object it is told, and nothing else.
    """
    output = sys.stdout
    say_in_any_letters()
    if not arguments.json:
        yield output
        return
    with redirect_stdout(sys.stderr):
        yield output


def print_object(output: TextIO, value: dict[str, Any]) -> None:
    """``value`` as one line of JSON, at once."""
    # In ASCII: a pipe on Windows may hold no other letters.
    print(json.dumps(value), file=output, flush=True)


def port_number(typed: str) -> int:
    """A port from 1 to 65535."""
    try:
        number = int(typed)
    except ValueError:
        number = 0
    if not 1 <= number <= 65535:
        raise argparse.ArgumentTypeError(
            f"{typed!r} is not a port: use a number from 1 to 65535 (GLOCAL_PORT is read too)"
        )
    return number


def set_environment(arguments: argparse.Namespace) -> None:
    """Write what the options say where the settings read it."""
    if arguments.data is not None:
        os.environ["GLOCAL_DATA"] = str(arguments.data)
    if arguments.language is not None:
        os.environ["GLOCAL_LANGUAGE"] = arguments.language
    known = [name for name in os.environ.get("GLOCAL_HOSTS", "").split(",") if name.strip()]
    os.environ["GLOCAL_HOSTS"] = ",".join([*known, *_names(arguments.host)])


def _names(host: str) -> list[str]:
    """The names under which browsers will ask for a site that listens at this address."""
    try:
        everywhere = ipaddress.ip_address(host).is_unspecified
    except ValueError:
        everywhere = False
    if not everywhere:
        return [f"[{host}]" if ":" in host else host]
    name = socket.gethostname()
    try:
        addresses = [str(entry[4][0]) for entry in socket.getaddrinfo(name, None, socket.AF_INET)]
    except OSError:
        addresses = []
    return list(dict.fromkeys([name, *addresses, *filter(None, [_outward_address()])]))


def _outward_address() -> str:
    """The address of this machine in its network, empty without one; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return ""
        return str(probe.getsockname()[0])
