"""The question about a pair, its possible answers and why it is asked, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from glocal.interactions.screening import PairReason
from glocal.loading.interaction_words import InteractionWords, interaction_words
from glocal.model.interaction import InteractionLevel
from glocal.text.sentences import fill, isolated
from glocal_web.portal.mappers.text_status import page_language

UNKNOWN = "unknown"
MINUS = "−"


@dataclass(frozen=True)
class AnswerWords:
    """One possible answer: what is sent, its number with a sign, and what it means in words."""

    value: str
    sign: str
    name: str
    answer: str
    meaning: str
    example: str


def words() -> InteractionWords:
    """The words of interactions in the language of the page."""
    return interaction_words(page_language())


def question_line(source: str, target: str) -> str:
    """The question as one line of plain text, titles in quotes and isolated."""
    spoken = words()
    titles = {"source": source, "target": target}
    quoted = {name: spoken.quote.replace("{title}", isolated(one)) for name, one in titles.items()}
    return fill(spoken.question, quoted)


def question_markup(source: str, target: str) -> SafeString:
    """The question with its two titles set off, so that they are seen at a glance."""
    spoken = words()
    before, _place, after = spoken.quote.partition("{title}")

    def quoted(title: str) -> SafeString:
        return format_html('<strong class="pair-title"><bdi>{}</bdi></strong>', title)

    pattern = spoken.question
    for name in ("source", "target"):
        pattern = pattern.replace(f"{{{name}}}", f"{before}{{{name}}}{after}")
    return format_html(pattern, source=quoted(source), target=quoted(target))


def answers() -> tuple[AnswerWords, ...]:
    """The seven levels, from what makes progress impossible to what cannot be parted."""
    spoken = words()
    return tuple(
        AnswerWords(
            str(int(level)), signed(int(level)), one.name, one.answer, one.meaning, one.example
        )
        for level in InteractionLevel
        for one in (spoken.levels[level.key],)
    )


def signed(value: int | None) -> str:
    """A value with its sign: +2, −1, 0; a question mark where the rater does not know.

    >>> signed(2), signed(-1), signed(0), signed(None)
    ('+2', '−1', '0', '?')
    """
    if value is None:
        return "?"
    return f"+{value}" if value > 0 else str(value).replace("-", MINUS)


def value_word(value: int | None) -> str:
    """An answer in words."""
    spoken = words()
    if value is None:
        return spoken.unknown
    return f"{signed(value)} {spoken.level(value).name}"


def unknown_word() -> str:
    """What somebody says who does not know."""
    return words().unknown


def reason_words(reasons: Iterable[PairReason] | None) -> tuple[str, ...]:
    """Why a pair is asked, as sentences. ``None``: nothing recorded says that it should be."""
    if reasons is None:
        return (_("Nothing that is recorded joins the two; you may still see that they meet."),)
    spoken = words()
    found = tuple(spoken.reasons[one.value] for one in reasons)
    return found or (_("Little is recorded about one of the two, so nobody can say beforehand."),)
