"""Bring a site's data folder to where it can be served: database, gazetteer, example or steward."""

import os
import sys

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import Error as DatabaseError

from glocal.errors import GlocalError


class NotReadyError(GlocalError):
    """The site cannot be started; the message says why and what to do."""


def open_site() -> None:
    """Read the settings and bring the database up to date.

    Raises ``NotReadyError`` when the folder cannot be written or the database not be reached.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "glocal_web.settings.local")
    print("Getting the site ready; the first time this takes some seconds.", flush=True)
    try:
        django.setup()
        call_command("migrate", verbosity=0, interactive=False)
    except ImproperlyConfigured as error:
        raise NotReadyError(f"The settings are not complete. {error}") from error
    except OSError as error:
        raise NotReadyError(
            f"The data folder cannot be used: {error.strerror or error} ({error.filename}). "
            "Choose another one with --data DIR."
        ) from error
    except DatabaseError as error:
        raise NotReadyError(
            f"The database cannot be used: {error}. Check the folder given by --data, or "
            "DATABASE_URL if you use a database server."
        ) from error


def run_step(command: str, *arguments: str, **options: object) -> None:
    """Run one management command; its failure stops the start with its own words."""
    try:
        call_command(command, *arguments, stdout=sys.stdout, **options)
    except CommandError as error:
        raise NotReadyError(str(error)) from error
