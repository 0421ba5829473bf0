"""The frameworks that ship, found by name and version."""

import pytest

from glocal.errors import UnknownNameError
from glocal.loading.catalogue import (
    asks_the_same,
    framework,
    framework_text,
    installed_frameworks,
    is_superseded,
    main_framework_first,
)
from glocal.loading.vocabulary import vocabulary_ids, vocabulary_words


def test_the_newest_version_is_taken_when_none_is_named():
    assert framework("sdg-17.14.1").version == "96"
    assert framework("sdg-17.14.1", "80").version == "80"


def test_each_framework_is_read_once():
    assert framework("local-pcmd", "1.0") is framework("local-pcmd", "1.0")


def test_versions_are_ordered_as_numbers():
    assert [one.version for one in installed_frameworks() if one.id == "sdg-17.14.1"] == [
        "80",
        "96",
    ]


def test_an_unknown_name_is_told_with_the_names_there_are():
    with pytest.raises(UnknownNameError, match=r"no framework 'pcmd'.*local-pcmd"):
        framework("pcmd")
    with pytest.raises(UnknownNameError, match=r"no version '2\.0'.*1\.0"):
        framework("local-pcmd", "2.0")


def test_a_language_that_a_framework_does_not_have_gives_the_original():
    assert framework_text("local-pcmd", "1.0", "nl").language == "en"


def test_a_translation_says_what_it_borrows():
    text = framework_text("sdg-10.7.2", "1.0", "es").indicators["D1.1"]
    assert text.language == "es"
    assert text.borrowed == frozenset()


def test_the_main_framework_comes_first_and_its_earlier_version_last():
    names = [item.name for item in main_framework_first()]
    assert (names[0], names[-1]) == ("local-pcmd@1.1", "local-pcmd@1.0")
    assert is_superseded("local-pcmd", "1.0")
    assert not is_superseded("local-pcmd", "1.1")
    # Two forms of one published rule stand side by side: neither takes the other's place.
    assert not is_superseded("sdg-17.14.1", "80")


def test_what_was_not_rewritten_asks_the_same_in_both_versions():
    assert asks_the_same("local-pcmd", "1.0", "1.1", "A2.2")
    assert not asks_the_same("local-pcmd", "1.0", "1.1", "B1.1")
    assert not asks_the_same("sdg-17.14.1", "80", "96", "M1.1")


def test_a_vocabulary_gives_ids_in_order_and_words_with_english_behind_them():
    assert vocabulary_ids("stages") == ("input", "output", "outcome")
    assert vocabulary_words("sectors", "es")["health"] == "Salud"
    assert vocabulary_words("sectors", "nl")["health"] == "Health"
