"""Fingerprints of the taxonomy and the rules, so that a check made with others is made anew."""

from functools import cache

from glocal import __version__
from glocal.loading.rules import rules
from glocal.loading.stamp import stamp
from glocal.loading.taxonomy import taxonomy
from glocal_web.portal.mappers.stored_value import stored


@cache
def taxonomy_stamp() -> str:
    """The version of the newest taxonomy with a fingerprint of its content."""
    newest = taxonomy()
    return f"{newest.version} {stamp(stored(newest))}"


@cache
def rules_stamp() -> str:
    """The version of the program, in which the rules are written, with one of their data."""
    return f"{__version__} {stamp({code: stored(rule) for code, rule in rules().items()})}"
