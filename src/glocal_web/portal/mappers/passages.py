"""Words of a framework with the language they are really in, for pages in another language."""

from collections.abc import Mapping
from dataclasses import dataclass

from glocal.model.text import FrameworkText, IndicatorText


@dataclass(frozen=True)
class Passage:
    """A piece of text; ``language`` is empty when it is the language of the page."""

    text: str
    language: str = ""

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True)
class Anchor:
    """One grade of the scale: its word and the sentence that describes it."""

    grade: float
    key: str
    word: Passage
    text: Passage


@dataclass(frozen=True)
class IndicatorWords:
    """All words of one indicator that an answering person reads; ``roles`` by mobility role."""

    code: str
    title: Passage
    short: Passage
    migration_to_sector: Passage
    sector_to_migration: Passage
    questions: tuple[Passage, ...]
    evidence: tuple[Passage, ...]
    presupposes: Passage
    roles: Mapping[str, Passage]
    anchors: tuple[Anchor, ...]
    borrowed_language: str

    def anchor(self, grade: float | None) -> Anchor | None:
        """The anchor of a grade, or None without one."""
        return next((one for one in self.anchors if one.grade == grade), None)


def indicator_words(
    framework_text: FrameworkText,
    code: str,
    scale_id: str,
    grades: tuple[float, ...],
    page_language: str,
    original_language: str,
) -> IndicatorWords:
    """The words of an indicator; each knows whether it is borrowed from the original language."""
    text = framework_text.indicators.get(code, IndicatorText())
    foreign = "" if framework_text.language == page_language else framework_text.language

    def language_of(field: str) -> str:
        if foreign:
            return foreign
        return original_language if field in text.borrowed else ""

    def passage(field: str) -> Passage:
        return Passage(str(getattr(text, field)), language_of(field))

    def passages(field: str) -> tuple[Passage, ...]:
        return tuple(Passage(line, language_of(field)) for line in getattr(text, field))

    anchors = text.anchors or {}
    return IndicatorWords(
        code=code,
        title=passage("title") if text.title else Passage(code),
        short=passage("short") if text.short else passage("title"),
        migration_to_sector=passage("migration_to_sector"),
        sector_to_migration=passage("sector_to_migration"),
        questions=passages("questions"),
        evidence=passages("evidence"),
        presupposes=passage("presupposes"),
        roles={
            role: Passage(reading, language_of("roles"))
            for role, reading in (text.roles or {}).items()
        },
        anchors=tuple(
            Anchor(
                grade,
                f"{grade:g}",
                Passage(framework_text.grades.get((scale_id, grade), f"{grade:g}"), foreign),
                Passage(anchors.get(grade, ""), language_of("anchors")),
            )
            for grade in grades
        ),
        borrowed_language=foreign or (original_language if text.borrowed else ""),
    )
