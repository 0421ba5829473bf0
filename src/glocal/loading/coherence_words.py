"""Read the sentences of the coherence check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

from glocal.errors import KnowledgeError, Problem
from glocal.loading.families import LANGUAGES, key_problems, provenance
from glocal.loading.roots import knowledge_root
from glocal.loading.schema import shape_problems
from glocal.loading.templates import strings, template_problems
from glocal.loading.vocabulary import FALLBACK_LANGUAGE, vocabulary_ids
from glocal.loading.yaml_file import YamlFile, read_yaml
from glocal.model.coherence_words import CoherenceWords
from glocal.model.finding import Certainty, EditKind, LegalStanding, Slot, Who
from glocal.model.provision import Confidence, Means, Modality, Support, Tri
from glocal.model.taxonomy import Reveals

REASONS = (
    "not-sure",
    "group-unsaid",
    "requirement-default",
    "means-unknown",
    "channels-unknown",
    "other-body",
    "more-than-one-hop",
    "coarse-contact",
    "absence",
    "estimate",
    "evidence-elsewhere",
    "usual-barrier",
    "usual-contact",
    "judgement",
)
"""The codes that say why a finding is only possible."""

WORKFLOW = ("open", "accepted", "addressed", "resolved", "dismissed")
"""Where the work on a finding stands."""

PLACEHOLDERS = frozenset(
    """action amounts authority barrier bearer chain count counterpart dimension goal group groups
    lower matrix means neighbours organisation other policy prerequisite rating rationale reporter
    revealed reveals subject support territory transition upper value voices""".split()
)
"""The words that a narrative can name, apart from the provisions by their part."""

_OF_SENTENCES = frozenset(
    """about act action amount article barriers bearer conditions confidence count date day
    dimension effect effects first from goal ground group head high if issuer low means mend month
    months name note over phases policy prerequisites quote requirements second source strength
    support target territory until value values where year after assumptions""".split()
)
_NO_TEMPLATES = frozenset({"contractions"})


def _ids(values: type[StrEnum]) -> tuple[str, ...]:
    return tuple(item.value for item in values)


def kinds() -> Mapping[str, tuple[str, ...]]:
    """The kinds of short words, and the ids that each must have words for."""
    barriers = vocabulary_ids("barriers")
    return {
        "modality": _ids(Modality),
        "tri": _ids(Tri),
        "means": _ids(Means),
        "confidence": _ids(Confidence),
        "support": _ids(Support),
        "reveals": _ids(Reveals),
        "requirement": barriers,
        "barrier": barriers,
        "certainty": _ids(Certainty),
        "certainty-short": _ids(Certainty),
        "reason": REASONS,
        "standing": _ids(LegalStanding),
        "slot": _ids(Slot),
        "who": _ids(Who),
        "who-short": _ids(Who),
        "workflow": WORKFLOW,
        "edit": _ids(EditKind),
        "effort": ("1", "2", "3", "4", "5"),
    }


@cache
def coherence_words(language: str) -> CoherenceWords:
    """The sentences of the coherence check in ``language``, or else in English."""
    original = _file(FALLBACK_LANGUAGE)
    own = _file(language) if language in LANGUAGES else None
    spoken = original if own is None else own
    if spoken is None or original is None:
        raise KnowledgeError("There are no sentences of the coherence check.", [])
    value = spoken.value
    return CoherenceWords(
        language=FALLBACK_LANGUAGE if own is None else language,
        echo=value["echo"],
        heads=value["heads"],
        details=value["details"],
        groups=value["groups"],
        forms=value["forms"],
        months=tuple(value["months"]),
        contractions=tuple((before, after) for before, after in value["contractions"]),
        words={kind: value[kind] for kind in kinds()},
        competent=value["competent"],
        against=value["against"],
        missing=value["missing"],
        provenance=provenance(
            value, FALLBACK_LANGUAGE if own is None else language, original.value, asked=language
        ),
    )


def coherence_words_problems(root: Path | None = None) -> list[Problem]:
    """Every problem in the sentences of the coherence check, in all languages."""
    place = root or knowledge_root()
    problems: list[Problem] = []
    original: YamlFile | None = None
    for language in LANGUAGES:
        file, found = _read(place, language)
        problems += found
        if file is None:
            continue
        original = original or file
        problems += _own_problems(file)
        if file is not original:
            problems += _problems_beside(file, original)
    return problems


def _own_problems(file: YamlFile) -> Iterator[Problem]:
    """Words for ids that do not exist, ids without words, and open words that nobody can put in."""
    value = file.value
    yield from key_problems(file, ("heads",), set(value["heads"]), set(_ids(Modality)), "modality")
    for kind, ids in kinds().items():
        yield from key_problems(file, (kind,), set(value[kind]), set(ids), kind)
    wanted = {"part", *PLACEHOLDERS}
    yield from key_problems(file, ("missing",), set(value["missing"]), wanted, "missing word")
    for path, text in strings(value):
        if path[0] not in _NO_TEMPLATES:
            yield from template_problems(file, path, text, _OF_SENTENCES)


def _problems_beside(file: YamlFile, original: YamlFile) -> Iterator[Problem]:
    """What a language has more or less than the original."""
    for part in ("echo", "details", "groups", "forms"):
        yield from key_problems(
            file, (part,), set(file.value[part]), set(original.value[part]), "sentence"
        )


def _read(root: Path, language: str) -> tuple[YamlFile | None, list[Problem]]:
    name = f"coherence/text/{language}.yaml"
    file, problems = read_yaml(root / name, name)
    if file is None:
        return None, problems
    problems += shape_problems(file, "coherence-text")
    return (None, problems) if problems else (file, [])


def _file(language: str) -> YamlFile | None:
    if not (knowledge_root() / "coherence" / "text" / f"{language}.yaml").exists():
        return None
    file, problems = _read(knowledge_root(), language)
    if problems:
        raise KnowledgeError("The sentences of the coherence check have errors:", problems)
    return file
