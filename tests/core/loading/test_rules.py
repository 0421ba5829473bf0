"""Mistakes in the rules and their sentences are told all at once, with file, line and mend."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from glocal.errors import Problem, UnknownNameError
from glocal.loading.coherence_words import coherence_words, coherence_words_problems
from glocal.loading.library import library_problems
from glocal.loading.roots import knowledge_root
from glocal.loading.rules import rule_words, rules
from glocal.loading.templates import placeholders
from glocal.model.finding import Certainty, EditKind

RULE, WORDS = "rules/C3.yaml", "rules/text/en/C3.yaml"
SENTENCES = "coherence/text/es.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of one rule with the practices it names, and the sentences, without a mistake."""
    kept = [*(knowledge_root() / "rules").rglob("C3.yaml")]
    for name in rules()["C3"].practices:
        kept += (knowledge_root() / "practices").rglob(f"{name}.yaml")
    for path in kept:
        target = tmp_path / path.relative_to(knowledge_root())
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    shutil.copy(knowledge_root() / "effects-check.yaml", tmp_path)
    for folder in ("effects-check", "coherence", "interactions", "report", "forms"):
        shutil.copytree(knowledge_root() / folder, tmp_path / folder)
    return tmp_path


def changed(root: Path, file: str, *replacements: tuple[str, str]) -> list[Problem]:
    """The problems after replacements in one file."""
    path = root / file
    text = path.read_text("utf-8")
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")
    return library_problems(root)


def test_what_ships_has_no_mistake(root):
    assert library_problems(root) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "what"),
    [
        (RULE, "B1.2,", "B1.99,", "indicators.0", "There is no indicator 'B1.99'"),
        (RULE, '"10.3"', '"10.3x"', "sdg.0", "in quotes"),
        (RULE, '"10.3"', '"19.3"', "sdg.0", "not in the vocabulary"),
        (RULE, "toronto-", "torronto-", "practices.0", "Did you mean 'toronto-"),
        (RULE, "{direct: high,", "{directly: high,", "certainty", "'directly' has no words"),
        (RULE, "[passed-on]", "[passed-off]", "mends.cut-share.variants.0", "Did you mean"),
        (RULE, "kind: narrow", "kind: narrower", "mends.cut-share.kind", "narrow"),
        (RULE, "effort: 5", "effort: 6", "mends.exempt-report.effort", "6"),
        (RULE, "code: C3", "code: C33", "code", "Give the file the name"),
        (WORDS, "  cut-share:", "  cut-shares:", "mends", "'cut-share' has no words"),
        (WORDS, "  direct:", "  directly:", "variants.directly", "no variant 'directly'"),
        (WORDS, "{revealed}", "{reveald}", "variants.direct.lead", "Did you mean 'revealed'?"),
        (WORDS, "{promise}", "{promise", "variants.direct.narrative.0", "not closed"),
        (WORDS, '"{steps}"', '"{report}"', "variants.passed-on", "without its place"),
        (WORDS, "A mother", "A {bearer}", "why", "Nothing can be put in for {bearer}"),
        (SENTENCES, "  fee: pagan", "  fees: pagan", "requirement", "'fee' has no words"),
        (SENTENCES, "  later: En", "  latest: En", "standing.latest", "no standing 'latest'"),
        (SENTENCES, "  then: ", "  next: ", "forms", "'then' has no words"),
        (SENTENCES, "{territory}, ", "{territori}, ", "echo.where", "Did you mean 'territory'?"),
        (SENTENCES, "[enero, ", "[", "months", "must stand here"),
    ],
)
def test_a_mistake_is_named_with_its_place(root, file, old, new, key, what):
    told = [item for item in changed(root, file, (old, new)) if item.key == key]
    assert told, library_problems(root)
    assert any(what in f"{item.what} {item.mend}" for item in told), told
    assert all(item.file == file and item.line > 0 for item in told)


def test_mistakes_of_several_kinds_are_told_at_once(root):
    problems = changed(
        root, RULE, ("B1.2,", "B1.99,"), ("toronto-", "torronto-"), ("[passed-on]", "[passed-off]")
    )
    assert len({item.key for item in problems}) == 3


def test_words_for_no_rule_and_a_rule_without_words_are_told(root):
    (root / "rules/text/en/C3.yaml").rename(root / "rules/text/en/C4.yaml")
    text = (root / "rules/text/en/C4.yaml").read_text("utf-8")
    (root / "rules/text/en/C4.yaml").write_text(text.replace("code: C3", "code: C4"), "utf-8")
    told = {(item.file, item.what) for item in library_problems(root)}
    assert ("rules/text/en/C4.yaml", "There is no rules/C4.yaml.") in told
    assert ("rules/C3.yaml", "There are no words in English.") in told


def test_a_language_of_sentences_that_is_missing_is_told(root):
    (root / SENTENCES).unlink()
    assert [item.file for item in coherence_words_problems(root)] == [SENTENCES]


def test_rules_come_in_their_order_with_everything_the_engine_reads():
    assert list(rules()) == ("C1 C2 C3 C4 C4b C5 C6 C7 C8 C9 C10 C11 C12 C13 C14 C15 S1 S2".split())
    rule = rules()["C3"]
    assert rule.variants == ("direct", "passed-on")
    assert rule.restricted
    assert rule.on
    assert [mend.key for mend in rule.mends_of("direct")] == ["add-firewall", "exempt-report"]
    assert rule.mends["add-firewall"].kind is EditKind.ADD
    assert rules()["C7"].certainty["silence"] is Certainty.POSSIBLE
    assert rules()["C7"].reasons["silence"] == ("absence",)


def test_an_unknown_rule_is_refused():
    with pytest.raises(UnknownNameError):
        rule_words("X9", "en")


def test_words_of_an_unknown_language_are_the_english_ones_and_say_so():
    told = rule_words("C3", "tlh")
    assert told.title == rule_words("C3", "en").title
    assert told.provenance.borrowed
    assert coherence_words("tlh").provenance.borrowed
    assert not coherence_words("ar").provenance.borrowed


def test_an_id_without_a_word_is_shown_readable():
    assert coherence_words("en").word("reason", "some-new-reason") == "some new reason"


def test_open_words_are_found_in_and_out_of_optional_parts():
    assert placeholders("In {territory}[, from {date}]") == {"territory", "date"}
