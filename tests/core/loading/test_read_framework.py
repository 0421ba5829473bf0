"""A framework folder becomes values; what fixes the meaning of a score is in its hash."""

from __future__ import annotations

import pytest

from glocal.loading.framework import framework_languages, read_framework
from glocal.loading.text import read_text, with_fallback
from glocal.model.framework import Need, SdgTarget, Step
from glocal.model.kinds import Axis, Effort, Level, MobilityRole, SdgLink, Stage
from tests.core.loading.tiny_files import FRAMEWORK, GOOD, INDICATOR, SECOND, TEXT, write


def test_every_tag_of_an_indicator_arrives(tmp_path):
    one = read_framework(write(tmp_path)).indicator("A1.1")
    assert one.scale.grades == (0, 1, 2)
    assert (one.axes, one.stage) == ((Axis.HORIZONTAL,), Stage.INPUT)
    assert (one.sectors, one.competence) == (("health",), "police")
    assert (one.levels, one.roles) == ((Level.LOCAL,), (MobilityRole.ORIGIN,))
    assert (one.sdg, one.gcm) == ((SdgTarget("10.7", SdgLink.DIRECT),), (1,))
    assert one.steps == (Step(1, Effort.LOW), Step(2, Effort.HIGH, (Need("A2.1", 1),)))


def test_drafts_are_kept_apart_and_are_not_scored(tmp_path):
    draft = SECOND.replace("A2.1", "A2.2").replace("published", "draft")
    framework = read_framework(write(tmp_path, {"indicators/A2.2.yaml": draft}))
    assert [item.code for item in framework.indicators] == ["A1.1", "A2.1"]
    assert [item.code for item in framework.drafts] == ["A2.2"]


def test_a_sub_dimension_of_drafts_alone_is_no_part_of_the_version(tmp_path):
    files = {
        "indicators/A1.1.yaml": INDICATOR.replace(
            ", needs: [{indicator: A2.1, grade: 1}]", ", needs: []"
        ),
        "indicators/A2.1.yaml": SECOND.replace("published", "draft"),
    }
    assert [sub.code for sub in read_framework(write(tmp_path, files)).sub_dimensions] == ["A1"]


def test_indicators_come_in_natural_order(tmp_path):
    more = {
        f"{place}A2.{number}.yaml": GOOD[f"{place}A2.1.yaml"].replace("A2.1", f"A2.{number}")
        for number in (2, 10)
        for place in ("indicators/", "text/en/")
    }
    codes = [item.code for item in read_framework(write(tmp_path, more)).indicators]
    assert codes == ["A1.1", "A2.1", "A2.2", "A2.10"]


def hash_with(root, name, old="", new=""):
    files = {name: GOOD[name].replace(old, new)} if name else {}
    if name:
        assert GOOD[name] != files[name]
    return read_framework(write(root, files)).content_hash


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("framework.yaml", "exponent: 0.5", "exponent: 1"),
        ("framework.yaml", "cited: 0.1", "cited: 0.11"),
        ("framework.yaml", "cap: 0.5", "cap: 0.6"),
        ("framework.yaml", "{code: A2}", "{code: A2, weight: 2}"),
        ("indicators/A1.1.yaml", "axes: [horizontal]", "axes: [vertical]"),
        ("indicators/A1.1.yaml", "effort: high", "effort: low"),
        ("text/en/A1.1.yaml", "There is one.", "There is one, dated."),
        ("text/en/A1.1.yaml", "Is there a map?", "Is there a good map?"),
    ],
)
def test_whatever_changes_what_an_answer_means_changes_the_hash(tmp_path, name, old, new):
    assert hash_with(tmp_path / "a", "") != hash_with(tmp_path / "b", name, old, new)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("text/en/A1.1.yaml", "People come.", "People come and go."),
        ("text/en/A1.1.yaml", "Draw it.", "Draw it well."),
        ("text/en/framework.yaml", "title: Tiny", "title: Small"),
        ("framework.yaml", "own\n", "own\n# a remark\n"),
    ],
)
def test_explanations_may_be_improved_without_a_new_version(tmp_path, name, old, new):
    assert hash_with(tmp_path / "a", "") == hash_with(tmp_path / "b", name, old, new)


def test_the_hash_does_not_depend_on_how_the_file_is_laid_out(tmp_path):
    laid_out = FRAMEWORK.replace(
        "missing: {not_applicable_max: 0.3, total_width_max: 0.3}",
        "missing:\n    total_width_max: 0.30\n    not_applicable_max: 0.3",
    )
    one = read_framework(write(tmp_path / "a"))
    other = read_framework(write(tmp_path / "b", {"framework.yaml": laid_out}))
    assert one.content_hash == other.content_hash
    assert len(one.content_hash) == 64


SPANISH_HEAD = """\
status: translated
title: Pequeño
groups: {A1: Primero}
grades: {maturity: {0: nada}}
bands: {low: bajo}
"""
SPANISH = """\
code: A1.1
status: translated
title: Un mapa
questions: [¿Hay un mapa?]
"""


def test_a_translation_is_filled_up_from_the_original_word_by_word(tmp_path):
    folder = write(tmp_path, {"text/es/framework.yaml": SPANISH_HEAD, "text/es/A1.1.yaml": SPANISH})
    framework = read_framework(folder)
    assert framework_languages(folder) == ("en", "es")
    english, _ = read_text(folder, framework, "en")
    spanish, problems = read_text(folder, framework, "es")
    assert problems == []
    text = with_fallback(spanish, english)
    assert (text.title, text.groups["A1"], text.groups["A2"]) == ("Pequeño", "Primero", "Second")
    assert (text.bands["low"], text.bands["high"]) == ("bajo", "high")
    assert (text.grades["maturity", 0], text.grades["maturity", 2]) == ("nada", "all")
    mapped = text.indicators["A1.1"]
    assert (mapped.title, mapped.anchors[1]) == ("Un mapa", "There is one.")
    assert {"anchors", "evidence", "steps", "migration_to_sector"} <= mapped.borrowed
    council = text.indicators["A2.1"]
    assert (council.title, "title" in council.borrowed) == ("A council", True)


def test_a_translation_with_too_few_anchors_is_refused(tmp_path):
    broken = SPANISH + "anchors: {0: Nada., 1: Algo.}\n"
    folder = write(tmp_path, {"text/es/framework.yaml": SPANISH_HEAD, "text/es/A1.1.yaml": broken})
    text, problems = read_text(folder, read_framework(folder), "es")
    assert text is None
    assert problems[0].file == "tiny/1.0/text/es/A1.1.yaml"
    assert problems[0].what == "There are anchors for 0, 1; the scale has 0, 1, 2."


def test_a_text_without_steps_needs_no_explanation_where_the_framework_has_none(tmp_path):
    framework = read_framework(write(tmp_path))
    assert framework.indicator("A2.1").steps == ()
    assert "why" in TEXT
