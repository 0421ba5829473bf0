"""The controlled lists: ids once, words for every id in every language of the interface."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from glocal.loading.catalogue import framework, installed_frameworks
from glocal.loading.roots import knowledge_root
from glocal.model import kinds

ROOT = knowledge_root() / "vocabularies"
LANGUAGES = ("en", "es", "ar", "fr")
LISTS = sorted(path.stem for path in ROOT.glob("*.yaml"))
# Words of another length for a list that exists: which list they belong to.
SAME_IDS = {"axes-short": "axes"}


def read(path: Path) -> dict[str, object]:
    return yaml.safe_load(path.read_text("utf-8"))


def ids(name: str) -> set[str]:
    return set(read(ROOT / f"{SAME_IDS.get(name, name)}.yaml"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [name for name in (*LISTS, *SAME_IDS) if name != "sdg-targets"])
def test_every_id_has_a_word_in_every_language_and_no_word_is_left_over(name, language):
    words = read(ROOT / "text" / language / f"{name}.yaml")
    assert set(words) == ids(name)
    assert all(isinstance(word, str) and word.strip() == word and word for word in words.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_ids_of_a_list_have_the_same_word(language):
    for path in (ROOT / "text" / language).glob("*.yaml"):
        words = list(read(path).values())
        assert len(words) == len(set(words)), path.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_belongs_to_a_list_that_is_not_there(language):
    names = {path.stem for path in (ROOT / "text" / language).glob("*.yaml")}
    assert names <= {*LISTS, *SAME_IDS}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("axes", kinds.Axis),
        ("stages", kinds.Stage),
        ("levels", kinds.Level),
        ("roles", kinds.MobilityRole),
        ("efforts", kinds.Effort),
        ("evidence-levels", kinds.EvidenceLevel),
        ("stakeholder-groups", kinds.StakeholderGroup),
    ],
)
def test_closed_sets_of_the_code_and_lists_of_the_data_agree(name, kind):
    assert list(read(ROOT / f"{name}.yaml")) == [item.value for item in kind]


def test_there_are_21_sectors():
    assert len(ids("sectors")) == 21


# How many numbered and lettered targets each goal has (A/RES/70/1).
TARGETS = {
    1: (5, "ab"), 2: (5, "abc"), 3: (9, "abcd"), 4: (7, "abc"), 5: (6, "abc"), 6: (6, "ab"),
    7: (3, "ab"), 8: (10, "ab"), 9: (5, "abc"), 10: (7, "abc"), 11: (7, "abc"), 12: (8, "abc"),
    13: (3, "ab"), 14: (7, "abc"), 15: (9, "abc"), 16: (10, "ab"), 17: (19, ""),
}  # fmt: skip


def test_all_169_sdg_targets_are_there_and_no_other():
    expected = [
        f"{goal}.{mark}"
        for goal, (count, letters) in TARGETS.items()
        for mark in (*range(1, count + 1), *letters)
    ]
    assert len(expected) == 169
    assert list(read(ROOT / "sdg-targets.yaml")) == expected
    assert list(read(ROOT / "text" / "en" / "sdg-targets.yaml")) == expected


@pytest.mark.parametrize("language", ["es", "ar", "fr"])
def test_every_sdg_target_that_an_indicator_serves_has_words_in_every_language(language):
    words = read(ROOT / "text" / language / "sdg-targets.yaml")
    for name in installed_frameworks():
        found = framework(name.id, name.version)
        for item in (*found.indicators, *found.drafts):
            for link in item.sdg:
                assert link.target in words, (item.code, link.target)
    assert set(words) <= ids("sdg-targets")


def test_every_sector_is_served_by_an_indicator_of_the_main_framework():
    found = framework("local-pcmd")
    served = {s for item in (*found.indicators, *found.drafts) for s in item.sectors}
    assert served == ids("sectors")


def test_every_competence_is_presupposed_by_an_indicator_of_the_main_framework():
    found = framework("local-pcmd")
    asked = {item.competence for item in (*found.indicators, *found.drafts)} - {None}
    assert asked == ids("competences")
