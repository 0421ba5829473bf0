"""A translation knows which wording of the original it follows."""

from __future__ import annotations

from glocal.loading.framework import read_framework
from glocal.loading.stamp import stamp
from glocal.loading.text import read_text, with_fallback
from tests.core.loading.test_read_framework import SPANISH, SPANISH_HEAD
from tests.core.loading.tiny_files import TEXT, write


def spanish(root, follows: str | None, original: str = TEXT):
    """The Spanish words of A1.1, told to follow ``follows``, beside this original."""
    line = f'translates: "{follows}"\n' if follows else ""
    own = SPANISH.replace("status: translated\n", f"status: translated\n{line}")
    files = {
        "text/en/A1.1.yaml": original,
        "text/es/framework.yaml": SPANISH_HEAD,
        "text/es/A1.1.yaml": own,
    }
    folder = write(root, files)
    framework = read_framework(folder)
    english, _ = read_text(folder, framework, "en")
    text, problems = read_text(folder, framework, "es")
    assert problems == []
    return with_fallback(text, english).indicators["A1.1"], english.indicators["A1.1"].stamp


def test_a_translation_of_the_present_wording_is_not_stale(tmp_path):
    _, digits = spanish(tmp_path / "a", None)
    words, _ = spanish(tmp_path / "b", digits)
    assert words.translates == digits
    assert not words.stale


def test_it_is_stale_when_the_original_has_changed(tmp_path):
    _, digits = spanish(tmp_path / "a", None)
    words, _ = spanish(
        tmp_path / "b", digits, TEXT.replace("- The map", "- The map, with its date")
    )
    assert words.stale


def test_a_translation_that_does_not_say_what_it_follows_is_not_called_stale(tmp_path):
    words, _ = spanish(tmp_path, None)
    assert not words.stale


def test_layout_order_and_status_do_not_change_the_stamp():
    one = {"status": "original", "title": "A", "anchors": {0: "x", 1: "y"}}
    other = {"anchors": {"1": "y", "0": "x"}, "title": "A", "status": "reviewed"}
    assert stamp(one) == stamp(other)
    assert len(stamp(one)) == 12
    assert stamp({**one, "title": "B"}) != stamp(one)
