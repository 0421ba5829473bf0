"""The indicators and targets that a finding touches, each with its title."""

from __future__ import annotations

from dataclasses import dataclass

from glocal.loading.catalogue import MAIN_FRAMEWORK, framework, framework_text
from glocal.loading.vocabulary import vocabulary_words
from glocal.model.finding import Finding


@dataclass(frozen=True)
class Named:
    """A code with what it is called: an indicator or a target."""

    code: str
    title: str


def indicators_of(finding: Finding, language: str) -> tuple[Named, ...]:
    """The indicators of the main framework, in the order of the finding."""
    main = framework(MAIN_FRAMEWORK)
    texts = framework_text(main.id, main.version, language).indicators
    return tuple(
        Named(code, texts[code].title if code in texts else code) for code in finding.indicators
    )


def targets_of(finding: Finding, language: str) -> tuple[Named, ...]:
    """The SDG targets, in the order of the finding."""
    titles = vocabulary_words("sdg-targets", language)
    return tuple(Named(target, titles.get(target, target)) for target in finding.sdg)
