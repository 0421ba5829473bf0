"""Names of countries in the reader's language, from Babel (CLDR)."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from babel import Locale


@cache
def country_names(language: str) -> Mapping[str, str]:
    """The name of every country in ``language`` by its code of two letters (ISO 3166-1)."""
    return MappingProxyType(dict(Locale.parse(language.replace("-", "_")).territories))
