"""The rules of the coherence check: complete in four languages, neutral, and tied to the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import glocal.coherence.rules
from glocal.loading.coherence_words import REASONS, coherence_words, coherence_words_problems
from glocal.loading.families import LANGUAGES
from glocal.loading.rules import rule_words, rules
from glocal.loading.templates import placeholders
from glocal.model.rule import Rule, RuleWords

# The parts of each minimal set, as the contract between rules and engine has them.
PARTS = {
    ("C1", "duty-ban"): "duty ban",
    ("C1", "offer-ban"): "promise ban",
    ("C1", "data-firewall"): "data firewall",
    ("C1", "exhausted"): "duty ban",
    ("C2", "full"): "promise exclusion",
    ("C2", "partial"): "promise exclusion",
    ("C2", "duty"): "duty exclusion",
    ("C2", "permission"): "promise exclusion",
    ("C3", "direct"): "promise report",
    ("C3", "passed-on"): "promise share report",
    ("C4", "barred"): "promise exclusion",
    ("C4", "not-granted"): "promise",
    ("C4b", "circle"): "step",
    ("C5", "no-competence"): "duty",
    ("C5", "no-money"): "duty",
    ("C5", "no-staff"): "duty",
    ("C6", "barrier"): "promise",
    ("C7", "silence"): "",
    ("C8", "duplicate"): "first second",
    ("C9", "person"): "for against",
    ("C9", "collective"): "for against",
    ("C10", "no-channel"): "",
    ("C11", "no-support"): "claim",
    ("C11", "weak-support"): "claim",
    ("C11", "opposite-sign"): "claim",
    ("C11", "seen-against"): "claim",
    ("C11", "seen-without-way"): "claim",
    ("C12", "unaware"): "",
    ("C13", "gap"): "promise",
    ("C14", "difference"): "first second",
    ("C15", "counteracting"): "",
    ("C15", "cancelling"): "",
    ("S1", "shared-goal"): "first second",
    ("S2", "helping"): "",
}
ALL_PARTS = {part for told in PARTS.values() for part in told.split()}

# Words that blame, or ring an alarm over people's work.
LOUD = re.compile(
    r"\b(violat\w*|illegal\w*|guilt\w*|blam\w*|scandal\w*|alarm\w*|incompeten\w*|negligen\w*"
    r"|fail(?:s|ed|ure|ing)?|wrongdo\w*|offend\w*|breach\w*|urgent\w*|danger\w*)\b",
    re.IGNORECASE,
)
each_rule = pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.code)
each_language = pytest.mark.parametrize("language", LANGUAGES)
translated = pytest.mark.parametrize("language", [name for name in LANGUAGES if name != "en"])


def templates(words: RuleWords) -> dict[str, str]:
    """Every text of a rule that leaves words open, by its place."""
    found = {}
    for name, item in words.variants.items():
        told = (item.title, item.lead, item.step, *item.narrative)
        found |= {f"{name} {place}": text for place, text in enumerate(told)}
    for key, mend in words.mends.items():
        found |= {
            f"{key} {place}": text for place, text in enumerate((mend.name, mend.do, mend.who))
        }
    return found


def prose(words: RuleWords) -> list[str]:
    """Every text of a rule."""
    plain = [
        words.title,
        words.short,
        words.what,
        words.why,
        words.how,
        words.example,
        words.limits,
    ]
    return [*plain, *words.silent, *templates(words).values()]


def test_the_sentences_have_no_error():
    problems = coherence_words_problems()
    assert not problems, "\n".join(map(str, problems))


def test_every_rule_has_its_code_and_every_code_its_rule():
    folder = Path(glocal.coherence.rules.__file__).parent
    found = [re.match(r"([cs])0*(\d+)(b?)_", path.name) for path in folder.glob("*.py")]
    assert {f"{m[1].upper()}{m[2]}{m[3]}" for m in found if m} == set(rules())


def test_the_variants_are_those_of_the_contract():
    assert {(code, name) for code, rule in rules().items() for name in rule.variants} == set(PARTS)


@each_rule
def test_a_variant_tells_every_provision_of_its_set_and_no_other(rule: Rule):
    for name, item in rule_words(rule.code, "en").variants.items():
        told = set().union(*(placeholders(line) for line in (*item.narrative, item.step)))
        assert told & ALL_PARTS == set(PARTS[rule.code, name].split()), name
        assert rule.arity <= len(PARTS[rule.code, name].split()) + (rule.code == "C12")


@each_rule
def test_the_data_of_a_rule_hold_together(rule: Rule):
    assert {code for codes in rule.reasons.values() for code in codes} <= set(REASONS)
    for name in rule.variants:
        assert rule.mends_of(name), name
        assert (rule.certainty[name] == "possible") == bool(rule.reasons.get(name)), name
    assert rule.sources
    assert all(source.date for source in rule.sources)
    assert rule.opportunity == rule.code.startswith("S")


def test_only_findings_that_could_point_to_people_are_restricted():
    assert [code for code, rule in rules().items() if rule.restricted] == ["C3"]


@each_language
@each_rule
def test_a_rule_is_told_in_every_language_with_the_same_parts(rule: Rule, language: str):
    text, original = rule_words(rule.code, language), rule_words(rule.code, "en")
    assert not text.provenance.borrowed
    assert not text.provenance.stale
    assert len(text.silent) == len(original.silent)
    assert list(text.variants) == list(original.variants)
    assert list(text.mends) == list(original.mends)
    own = templates(text)
    for place, line in templates(original).items():
        assert placeholders(own[place]) == placeholders(line), (place, own[place])
    for name, item in original.variants.items():
        assert text.variants[name].narrative.count("{steps}") == item.narrative.count("{steps}")


@each_language
@each_rule
def test_sentences_are_sentences(rule: Rule, language: str):
    text = rule_words(rule.code, language)
    ended = [text.what, text.why, text.how, text.example, text.limits, *text.silent]
    ended += [item.lead for item in text.variants.values()]
    ended += [line for item in text.variants.values() for line in item.narrative]
    ended += [line for mend in text.mends.values() for line in (mend.do, mend.who)]
    for line in ended:
        assert re.search("([.]\u00a0?[”»]?|[.?]|})$", line), line
    for line in prose(text):
        assert "  " not in line, line


@each_language
@each_rule
def test_an_example_says_that_it_is_invented(rule: Rule, language: str):
    begins = {"en": "Invented:", "es": "Inventado:", "fr": "Inventé\u00a0:", "ar": "مثال مخترع:"}
    assert rule_words(rule.code, language).example.startswith(begins[language])


@each_rule
def test_words_neither_blame_nor_alarm(rule: Rule):
    for line in prose(rule_words(rule.code, "en")):
        # A text that says what a rule about data shields from may name the danger.
        told = line.replace("neither its danger nor its protection", "")
        assert not LOUD.search(told), line


@translated
@each_rule
def test_a_translation_is_no_copy(rule: Rule, language: str):
    own, original = prose(rule_words(rule.code, language)), prose(rule_words(rule.code, "en"))
    same = [line for line in own if line in original and re.sub(r"\{[a-z-]+\}|\W", "", line)]
    assert not same
    if language == "ar":
        assert all(re.search("[\u0600-\u06ff]{3}", line) for line in own if "{" not in line if line)


@each_rule
def test_near_misses_are_told(rule: Rule):
    text = rule_words(rule.code, "en")
    assert len(text.silent) >= 4
    assert len(set(text.silent)) == len(text.silent)
    assert len(text.short) <= 36


@each_language
def test_no_two_words_of_a_kind_are_the_same(language: str):
    words = coherence_words(language)
    for kind, told in words.words.items():
        assert len(set(told.values())) == len(told), kind
    assert len(set(words.months)) == 12
    assert len(set(words.heads.values())) == len(words.heads)


@translated
def test_a_translated_sentence_leaves_the_same_words_open(language: str):
    own, original = coherence_words(language), coherence_words("en")
    for part in ("echo", "heads", "details", "groups", "forms"):
        for key, line in getattr(original, part).items():
            assert placeholders(getattr(own, part)[key]) == placeholders(line), (part, key)
    assert placeholders(own.competent) == placeholders(original.competent)
