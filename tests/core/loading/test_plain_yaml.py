"""YAML that people write: words stay words, lines are kept, and hostile files stop early."""

from __future__ import annotations

import time

import pytest

from glocal.errors import Problem
from glocal.loading.plain_yaml import PlainFile, read_plain_yaml


def read(raw: bytes, **options: object) -> PlainFile:
    file, problems = read_plain_yaml(raw, "city.yaml", **options)
    assert problems == []
    assert file is not None
    return file


def refused(raw: bytes, **options: object) -> list[Problem]:
    file, problems = read_plain_yaml(raw, "city.yaml", **options)
    assert file is None
    return problems


def test_words_stay_words():
    raw = b"competence: yes\nmoney: no\nday: 2015-02-30\non: x\nclock: 12:30\noctal: 012\n"
    assert read(raw).value == {
        "competence": "yes",
        "money": "no",
        "day": "2015-02-30",
        "on": "x",
        "clock": "12:30",
        "octal": "012",
    }


def test_numbers_and_truth_are_read_and_quotes_keep_text():
    raw = b"a: 3\nb: -0.5\nc: 1e3\nd: true\ne: '3'\nf: \"true\"\ng: 1e999\nh: .inf\ni: |\n  4\n"
    assert read(raw).value == {
        "a": 3,
        "b": -0.5,
        "c": 1000.0,
        "d": True,
        "e": "3",
        "f": "true",
        "g": "1e999",
        "h": ".inf",
        "i": "4\n",
    }


def test_values_under_some_keys_stay_as_they_were_written():
    raw = b"article: 3.10\nnumber: 012\nyear: 2015\nmore: [{article: true, year: 3.10}]\n"
    assert read(raw, as_written={"article", "number"}).value == {
        "article": "3.10",
        "number": "012",
        "year": 2015,
        "more": [{"article": "true", "year": 3.1}],
    }


def test_a_key_without_a_value_is_as_if_it_were_not_there():
    assert read(b"a:\nb: ~\nc: null\nd: 1\nnote:\n", as_written={"note"}).value == {"d": 1}


def test_the_line_of_a_value_is_that_of_its_key_or_item():
    file = read(b"# head\na:\n  - x: 1\n    y: 2\n  - z\nb: {c: 1,\n  d: 2}\n")
    assert file.line(["a", 0, "y"]) == 4
    assert file.line(["a", 1]) == 5
    assert file.line(["b", "d"]) == 7
    assert file.line(["a", 0, "missing"]) == 3
    assert file.line([]) == 1


def test_every_key_that_stands_twice_is_told_with_its_path():
    problems = refused(b"a: 1\na: 2\nc:\n  - {x: 1, x: [{y: 1, y: 2}]}\n")
    assert [(problem.line, problem.key) for problem in problems] == [
        (2, "a"),
        (4, "c.0.x"),
        (4, "c.0.x.0.y"),
    ]
    assert problems[0].what == "The key appears twice (first on line 1)."


HOSTILE = {
    "an anchor": (b"ok: 1\na: &x 1\n", 2, "Anchors and aliases"),
    "an alias bomb": (b"a: &a [1]\nb: &b [*a,*a]\nc: [*b,*b]\n", 1, "Anchors and aliases"),
    "a Python object": (b"a: !!python/object/apply:os.system [ls]\n", 1, "Tags"),
    "a tag of one's own": (b"a: !city x\n", 1, "Tags"),
    "two documents": (b"a: 1\n---\nb: 2\n", 2, "second document"),
    "a list as a key": (b"? [a]\n: b\n", 1, "A key must be a word"),
    "UTF-16": ("a: é".encode("utf-16"), 1, "not UTF-8"),
    "Windows-1252": (b"ok: 1\ntitle: Educaci\xf3n\n", 2, "not UTF-8"),
    "a control character": (b"ok: 1\na: x\x07y\n", 2, "character that no text has"),
    "a tab for indentation": (b"a:\n\tb: 1\n", 2, "not YAML"),
    "an open quote": (b"a: 'x\n", 2, "not YAML"),
    "a bracket that is not closed": (b"a: [1\nb: 2\n", 2, "not YAML"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_not_plain_yaml_is_refused_with_its_line(name):
    raw, line, said = HOSTILE[name]
    (problem,) = refused(raw)
    assert (problem.file, problem.line) == ("city.yaml", line)
    assert said in problem.what
    assert problem.mend


@pytest.mark.parametrize("sign", [b"[", b"{a: ", b"- "])
def test_nesting_without_end_stops_at_once(sign):
    started = time.process_time()
    (problem,) = refused(sign * 1_000_000)
    assert "More than 60 levels" in problem.what
    assert time.process_time() - started < 2


def test_a_file_that_is_too_large_is_not_read():
    (problem,) = refused(b"a: 1\n" * 3, largest=10)
    assert "larger than 10 bytes" in problem.what


def test_a_million_equal_keys_are_not_told_one_by_one():
    problems = refused(b"a: 1\n" * 100_000)
    assert len(problems) == 1001
    assert "Too many keys" in problems[-1].what


def test_what_moves_a_cursor_is_not_repeated():
    (first, *_) = refused(b'"a\\x1b[2J": 1\n"a\\x1b[2J": 2\n')
    assert "\x1b" not in str(first)
