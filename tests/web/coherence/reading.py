"""How the tests read a page: its words, its headings."""

import re


def words(html: str) -> str:
    """The words of a page, without tags; what stands in different lines stays apart."""
    apart = re.sub(r"</(?:dt|dd|li|p|h\d|option|th|td)>", " ", html)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", apart))


def headings(html: str) -> list[str]:
    """The headings of the content of a list, in order."""
    found = re.findall(r"<(h2|h3 class=\"finding-title\")[^>]*>(.*?)</h", html, re.DOTALL)
    return [words(text).strip() for _tag, text in found]
