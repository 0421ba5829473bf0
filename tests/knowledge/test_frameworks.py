"""Every framework that ships: it loads, it is frozen, its sources can be found."""

from __future__ import annotations

import pytest
import yaml

from glocal.loading.catalogue import (
    framework,
    framework_text,
    installed_frameworks,
    published_hashes,
)
from glocal.loading.text import read_text
from glocal.model.kinds import Status

NAMES = installed_frameworks()
IDS = [f"{name.id}@{name.version}" for name in NAMES]
each = pytest.mark.parametrize("name", NAMES, ids=IDS)


def test_the_frameworks_of_this_release_are_there():
    assert IDS == [
        "coordination-mechanism@1.0",
        "decentralised-cooperation@1.0",
        "local-pcmd@1.0",
        "local-pcmd@1.1",
        "picmd-destination@1.0",
        "picmd-origin@1.0",
        "sdg-10.7.2@1.0",
        "sdg-17.14.1@80",
        "sdg-17.14.1@96",
        "territorial-potential@1.0",
    ]


@each
def test_a_framework_loads_and_is_called_as_its_folder(name):
    found = framework(name.id, name.version)
    assert (found.id, found.version) == (name.folder.parent.name, name.folder.name)


@each
def test_a_published_version_is_frozen(name):
    found = framework(name.id, name.version)
    if found.status is not Status.PUBLISHED:
        return
    recorded = published_hashes().get(found.name)
    assert found.content_hash == recorded, (
        f"{found.name} is published and its meaning has changed: a rule, a tag, a question or an "
        "anchor in the original language. Scores that were given with it could no longer be "
        "recomputed. Undo the change, or publish it as a new version: copy the folder, raise "
        "'version' in framework.yaml, and add a line to knowledge/frameworks/published.yaml. "
        f"Recorded: {recorded}. Found: {found.content_hash}."
    )


def test_only_installed_versions_are_recorded():
    assert set(published_hashes()) == set(IDS)


@each
@pytest.mark.parametrize("language", ["en", "es", "fr", "ar"])
def test_its_words_are_there_in_four_languages(name, language):
    found = framework(name.id, name.version)
    own, problems = read_text(name.folder, found, language)
    assert problems == []
    assert set(own.indicators) >= {item.code for item in found.indicators}
    words = framework_text(name.id, name.version, language)
    groups = {
        code
        for dim in found.dimensions
        for code in (dim.code, *(s.code for s in dim.sub_dimensions))
    }
    assert groups <= set(own.groups)
    assert {band.key for band in found.rules.bands} == set(own.bands)
    for item in found.indicators:
        assert all((item.scale.id, grade) in own.grades for grade in item.scale.grades), item.code
        assert words.indicators[item.code].title
        assert not words.indicators[item.code].borrowed & {"title", "questions", "anchors"}


@each
def test_a_framework_names_its_sources_with_addresses_and_its_licence(name):
    head = yaml.safe_load((name.folder / "framework.yaml").read_text("utf-8"))
    assert head["licence"] == "CC-BY-4.0"
    assert head["sources"]
    for source in head["sources"]:
        assert source["url"].startswith(("http://", "https://")), source


@each
def test_a_reconstruction_says_that_it_is_one(name):
    found = framework(name.id, name.version)
    if found.kind == "reconstruction":
        assert "reconstruction" in framework_text(name.id, name.version, "en").notice


def test_the_red_lines_of_the_main_framework_are_about_data_and_services_that_reach_enforcement():
    def lines(version: str) -> list[tuple[str, float, float]]:
        rules = framework("local-pcmd", version).rules
        return [(line.indicator, line.at_most, line.cap) for line in rules.red_lines]

    assert lines("1.0") == [("A1.3", 0, 0.5)]
    assert lines("1.1") == [("A1.3", 0, 0.5), ("B1.2", 0, 0.5)]
