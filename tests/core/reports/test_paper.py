"""The questionnaire on paper has every question, its boxes and the codes to enter it again."""

import re
import zlib
from dataclasses import replace
from datetime import date

import pytest

from glocal.loading.catalogue import framework, framework_text
from glocal.loading.families import LANGUAGES
from glocal.loading.paper_words import paper_words
from glocal.loading.quick_start import quick_start
from glocal.loading.roots import knowledge_root
from glocal.loading.stamp import stamp
from glocal.loading.yaml_file import read_yaml
from glocal.model.paper_marks import marks_of
from glocal.model.text import FrameworkText
from glocal.reports.paper import PaperHead, paper_data, paper_pdf
from tests import needs

FRAMEWORK = framework("local-pcmd", "1.1")
MARKUP = "#let x = 1 $x$ @ref \\ *b* <i>"


def words(language: str) -> FrameworkText:
    return framework_text("local-pcmd", "1.1", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_words(language: str) -> None:
    assert paper_words(language).keys() == paper_words("en").keys()
    assert all(paper_words(language).values())
    assert {"{page}", "{pages}"} <= set(re.findall(r"\{\w+\}", paper_words(language)["page"]))


@needs.typesetter
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_quick_start_is_set_as_a_tagged_pdf_in_its_language(language: str) -> None:
    choice = quick_start("local-pcmd", "1.1")
    assert choice is not None
    asked = [FRAMEWORK.indicator(code) for code in choice.codes([*choice.every_code])]
    asked.sort(key=FRAMEWORK.indicators.index)
    head = PaperHead("Puerto Lirio", "2026", "12")
    pdf = paper_pdf(FRAMEWORK, words(language), asked, language, head, date(2026, 11, 29))
    assert pdf.startswith(b"%PDF-")
    plain = pdf + b"".join(_streams(pdf))
    assert b"/MarkInfo" in plain
    assert f"/Lang({language})".encode() in plain.replace(b" ", b"")
    assert len(pdf) < 1_000_000


def test_each_question_has_a_box_for_every_answer_that_can_be_typed() -> None:
    data = paper_data(FRAMEWORK, words("en"), FRAMEWORK.indicators, "en", PaperHead())
    questions = [one for part in data["parts"] for one in part["questions"]]
    assert [one["code"] for one in questions] == [one.code for one in FRAMEWORK.indicators]
    for question, indicator in zip(questions, FRAMEWORK.indicators, strict=True):
        boxes = [mark for mark, _word, _anchor in question["grades"]] + data["others"]
        assert boxes == list(marks_of(indicator.scale))
    assert [number for number, _reason in data["reasons"]] == ["1", "2", "3", "4"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_has_only_the_paper_reads_what_to_do_with_it(language: str) -> None:
    data = paper_data(FRAMEWORK, words(language), FRAMEWORK.indicators, language, PaperHead())
    spoken = paper_words(language)
    asked = [name for name, value in data["facts"] if not value]
    assert [spoken[name] for name in ("whose", "by", "day", "back")] == asked[-4:]
    assert [spoken[rule] for rule in ("tick", "mended", "private", "afterwards")] == data["rules"]


@needs.typesetter
@pytest.mark.parametrize(("language", "most"), [("en", 32), ("es", 40), ("fr", 41), ("ar", 32)])
def test_two_questions_find_room_on_most_pages(language: str, most: int) -> None:
    pdf = paper_pdf(FRAMEWORK, words(language), FRAMEWORK.indicators, language)
    plain = pdf + b"".join(_streams(pdf))
    assert 31 <= len(re.findall(rb"/Type\s*/Page\b", plain)) <= most


@needs.typesetter
def test_a_question_longer_than_a_page_goes_on_overleaf() -> None:
    code = "A1.1"
    long = replace(words("en").indicators[code], questions=("Is it written down? " * 40,) * 20)
    text = replace(words("en"), indicators={code: long})
    pdf = paper_pdf(FRAMEWORK, text, [FRAMEWORK.indicator(code)], "en")
    plain = pdf + b"".join(_streams(pdf))
    assert len(re.findall(rb"/Type\s*/Page\b", plain)) > 2


def test_a_part_stands_under_its_own_heading_alone() -> None:
    part = FRAMEWORK.sub_dimension("A2")
    data = paper_data(FRAMEWORK, words("en"), part.indicators, "en", PaperHead())
    assert [one["code"] for one in data["parts"]] == ["A2"]


@needs.typesetter
def test_what_people_wrote_is_never_read_as_markup() -> None:
    head = PaperHead(MARKUP, MARKUP, MARKUP, MARKUP)
    part = FRAMEWORK.sub_dimension("A1").indicators[:1]
    assert paper_pdf(FRAMEWORK, words("en"), part, "en", head).startswith(b"%PDF-")


def test_words_that_are_not_translated_say_their_language() -> None:
    english = paper_data(FRAMEWORK, words("en"), FRAMEWORK.indicators, "ar", PaperHead())
    assert english["lang"] == "en"
    assert english["language"] == "ar"


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"en"}))
def test_every_translation_follows_the_english_words_of_today(language: str) -> None:
    folder = knowledge_root() / "paper" / "text"
    original, _ = read_yaml(folder / "en.yaml", "en.yaml")
    own, _ = read_yaml(folder / f"{language}.yaml", f"{language}.yaml")
    assert original is not None
    assert own is not None
    assert own.value["translates"] == stamp(original.value)


def _streams(pdf: bytes) -> list[bytes]:
    """What is packed inside the file, as far as it can be unpacked."""
    found = []
    for packed in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            found.append(zlib.decompressobj().decompress(packed))
        except zlib.error:
            continue
    return found
