"""The settings of a site: whether they suit where it can be reached from."""

import ipaddress
import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.checks import ERROR, run_checks

from glocal.cli.condition import Condition, fault, good, remark

PRODUCTION = "DJANGO_SETTINGS_MODULE=glocal_web.settings.production"


def conditions() -> Iterator[Condition]:
    """Debugging, example, names, HTTPS and static files; and what Django itself complains about."""
    public = [host for host in settings.ALLOWED_HOSTS if _is_public(host)]
    found = [*_safety(public), *_files(), *_complaints()]
    yield from found
    if not found:
        names = ", ".join(settings.ALLOWED_HOSTS)
        yield good("Settings", f"{os.environ['DJANGO_SETTINGS_MODULE']}, answering to {names}.")


def _is_public(host: str) -> bool:
    """Whether a name may be asked for from outside the own machine and network."""
    bare = host.strip("[]")
    try:
        return not ipaddress.ip_address(bare).is_private
    except ValueError:
        return host == "*" or ("." in bare and not bare.endswith((".local", ".lan", ".localhost")))


def _safety(public: list[str]) -> Iterator[Condition]:
    outside = ", ".join(public)
    if settings.DEBUG and public:
        yield fault(
            "Debugging",
            f"It is on, and the site answers to {outside}: errors show its inside to everybody.",
            "Leave GLOCAL_DEBUG out.",
        )
    elif settings.DEBUG:
        yield remark("Debugging", "It is on.", "Leave GLOCAL_DEBUG out, unless you develop.")
    if "*" in settings.ALLOWED_HOSTS:
        yield fault(
            "Names",
            "The site answers to any name, so that letters can be made to lead elsewhere.",
            "Set GLOCAL_HOSTS to its own names.",
        )
    if settings.GLOCAL_EXAMPLE_SITE and public:
        yield fault(
            "Example",
            f"The example with its public passwords answers to {outside}.",
            "Serve it on your own machine only.",
        )
    if public and not (settings.SECURE_SSL_REDIRECT and settings.SESSION_COOKIE_SECURE):
        yield fault(
            "HTTPS",
            f"The site answers to {outside} without HTTPS: passwords can be read on the way.",
            f"Put a proxy with HTTPS in front and set {PRODUCTION}.",
        )


def _files() -> Iterator[Condition]:
    root = settings.STATIC_ROOT
    if root and not (Path(root) / "staticfiles.json").exists():
        yield remark(
            "Static files",
            "Style sheets and scripts are not laid out yet.",
            "`glocal serve` does it. With another server: python -m django collectstatic",
        )


def _complaints() -> Iterator[Condition]:
    for message in run_checks():
        if message.level >= ERROR:
            yield fault("Settings", str(message.msg), str(message.hint or f"See {message.id}."))
