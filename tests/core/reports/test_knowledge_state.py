"""The state of a small knowledge base, counted by hand."""

from __future__ import annotations

from glocal.loading.passages import Passage, TextFile
from glocal.reports.knowledge_state import (
    Remark,
    TextState,
    family_states,
    knowledge_state,
    text_findings,
)

SENTENCE = "The council votes a budget line for the desk and publishes it every year in March."


def file(name: str, language: str, *texts: str, status: str = "", follows: str = "") -> TextFile:
    path = f"linkages/text/{language}/{name}.yaml"
    return TextFile(
        family="linkages",
        name=name,
        language=language,
        file=path,
        status=status or ("original" if language == "en" else "translated"),
        stamp="aaaaaaaaaaaa" if language == "en" else "bbbbbbbbbbbb",
        translates=follows,
        passages=tuple(Passage(path, f"how.{n}", text) for n, text in enumerate(texts)),
    )


def remarks(*files: TextFile) -> list[tuple[Remark, str, str]]:
    return [(found.remark, found.language, found.place) for found in text_findings(files)]


def test_each_language_is_counted_by_state():
    files = (
        file("health", "en", "One."),
        file("work", "en", "Two."),
        file("health", "es", "Uno.", follows="aaaaaaaaaaaa"),
        file("work", "es", "Dos.", follows="000000000000"),
        file("health", "fr", "Un.", status="reviewed", follows="aaaaaaaaaaaa"),
    )
    (family,) = family_states(files)
    assert family.total == 2
    assert family.by_language["en"][TextState.ORIGINAL] == 2
    assert family.by_language["es"][TextState.TRANSLATED] == 1
    assert family.by_language["es"][TextState.STALE] == 1
    assert family.by_language["fr"][TextState.REVIEWED] == 1
    assert family.by_language["fr"][TextState.MISSING] == 1
    assert family.by_language["ar"][TextState.MISSING] == 2


def test_twins_in_two_files_are_one_remark():
    found = remarks(file("health", "en", SENTENCE), file("work", "en", SENTENCE))
    assert found == [(Remark.TWIN, "en", "how.0")]


def test_the_same_place_of_two_versions_of_a_framework_is_no_twin():
    def version(number: str) -> TextFile:
        path = f"frameworks/local-pcmd/{number}/text/en/framework.yaml"
        own = (Passage(path, "about", SENTENCE),)
        return TextFile(f"local-pcmd/{number}", "framework", "en", path, "original", "a", "", own)

    assert remarks(version("1.0"), version("1.1")) == []


def test_a_passage_without_translation_and_an_old_stamp_are_remarked():
    original = file("health", "en", "One.", "Two.")
    translation = file("health", "es", "Uno.", follows="000000000000")
    assert remarks(original, translation) == [
        (Remark.UNTRANSLATED, "es", "how.1"),
        (Remark.STALE, "es", ""),
    ]


def test_a_sentence_beyond_the_limit_is_remarked():
    long = " ".join(["word"] * 60) + "."
    assert (Remark.LONG_SENTENCE, "en", "how.0") in remarks(file("health", "en", long))


def test_a_hard_text_is_remarked_and_an_easy_one_is_not():
    hard = "Administrative interdepartmental responsibilities necessitate comprehensibility."
    found = remarks(file("health", "en", hard), file("work", "en", "We meet. You come."))
    assert (Remark.HARD_TO_READ, "en", "") in found
    assert len(found) == 1


def test_the_whole_state_counts_files_and_passages():
    state = knowledge_state((file("health", "en", "One.", "Two."),))
    assert (state.files, state.passages) == (1, 2)
    assert [ease.language for ease in state.reading] == ["en", "es", "fr", "ar"]
    assert state.findings == ()
