"""What `glocal doctor` looks at when the site is installed; nothing is changed by it.

Called by way of an entry point (see `pyproject.toml`) after the packages have been looked at.
"""

import argparse
import os
import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from glocal.cli.condition import Condition, examined, fault
from glocal_web.commands.examination import folder, letters, setting, words
from glocal_web.commands.refusals import read_settings
from glocal_web.settings import environment


def conditions(arguments: argparse.Namespace) -> Iterator[Condition]:
    """The state of every part of the site, in the order in which one stands on another."""
    data = Path(arguments.data).resolve() if arguments.data else environment.named_folder()
    yield from examined("Data folder", lambda: folder.conditions(data))
    yield from examined("Secret key", lambda: folder.key_conditions(data))
    with tempfile.TemporaryDirectory(prefix="glocal-doctor-") as empty:
        # Reading the settings would make the folder and the key: neither is wanted here.
        os.environ["GLOCAL_DATA"] = str(data) if data.is_dir() else empty
        os.environ.setdefault("GLOCAL_SECRET_KEY", secrets.token_urlsafe(64))
        try:
            read_settings()
        except (ImproperlyConfigured, ImportError, ValueError) as error:
            yield fault("Settings", f"They cannot be read: {error}", "Mend what it names.")
            return
        # It knows the tables, and these can be imported only now.
        from glocal_web.commands.examination import database  # noqa: PLC0415

        yield from examined("Settings", setting.conditions)
        yield from examined("Database", lambda: database.conditions(data))
        yield from examined("Letters", lambda: letters.conditions(arguments.send_letter))
        yield from examined("Languages", words.language_conditions)
        yield from examined("Papers", words.paper_conditions)
        yield from examined("Time", words.time_conditions)
