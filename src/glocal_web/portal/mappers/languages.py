"""The names of languages."""

from django.utils.translation import get_language_info


def language_name(code: str) -> str:
    """The name of a language in that language."""
    return str(get_language_info(code)["name_local"]).capitalize()
