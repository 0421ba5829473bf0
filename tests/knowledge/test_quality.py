"""The checks of texts have nothing to say about the knowledge that ships."""

from __future__ import annotations

import pytest

from glocal.loading.families import LANGUAGES
from glocal.loading.passages import text_files
from glocal.reports.knowledge_state import Remark, TextState, knowledge_state

STATE = knowledge_state(text_files())


@pytest.mark.parametrize(
    "remark", [remark for remark in Remark if remark is not Remark.TERM_MISSING]
)
def test_no_text_of_the_knowledge_base_has_this_remark(remark):
    found = [finding for finding in STATE.findings if finding.remark is remark]
    shown = "\n".join(f"{item.file}  {item.place}: {item.found[:90]}" for item in found)
    assert not found, f"{len(found)} × {remark}:\n{shown}"


# A translator may drop a word that its sentence does not need, or name the thing by a synonym that
# the list does not know: at most one passage in a hundred.
TERMS_DROPPED_AT_MOST = 0.01


@pytest.mark.parametrize("language", [name for name in LANGUAGES if name != "en"])
def test_translations_keep_the_terms_of_their_originals(language):
    passages = sum(len(file.passages) for file in text_files() if file.language == language)
    dropped = [
        finding
        for finding in STATE.findings
        if finding.remark is Remark.TERM_MISSING and finding.language == language
    ]
    shown = "\n".join(f"{item.file}  {item.place}: {item.found}" for item in dropped)
    assert len(dropped) <= TERMS_DROPPED_AT_MOST * passages, shown


@pytest.mark.parametrize("family", STATE.families, ids=lambda family: family.family)
def test_every_text_is_there_in_four_languages_and_none_is_stale(family):
    for language in LANGUAGES:
        counts = family.by_language[language]
        assert counts[TextState.MISSING] == 0, language
        assert counts[TextState.STALE] == 0, language


@pytest.mark.parametrize(
    "file",
    [file for file in text_files() if file.language != "en"],
    ids=lambda file: file.file,
)
def test_every_translation_says_which_wording_it_follows(file):
    assert file.status in {"translated", "reviewed"}
    assert len(file.translates) == 12
