"""Reading one YAML file: values, lines, duplicates."""

from glocal.loading.yaml_file import read_yaml


def read(tmp_path, text):
    path = tmp_path / "file.yaml"
    path.write_text(text, encoding="utf-8")
    return read_yaml(path, "file.yaml")


def test_lines_are_found_inside_mappings_and_lists(tmp_path):
    file, _ = read(tmp_path, "a:\n  - x: 1\n  - x: 2\n    y: 3\n")
    assert file.line(["a", 1, "y"]) == 4
    assert file.line(["a", 1, "z"]) == 3  # the deepest part that exists
    assert file.line([]) == 1


def test_a_number_and_the_same_digits_as_text_are_one_key(tmp_path):
    _, problems = read(tmp_path, "1: a\n'1': b\n")
    assert problems[0].what == "The key appears twice (first on line 1)."


def test_an_ampersand_or_a_star_in_a_text_is_no_alias(tmp_path):
    file, problems = read(tmp_path, "a: this & that\nb: 5 * 3\nc: '*'\n")
    assert (file.value, problems) == ({"a": "this & that", "b": "5 * 3", "c": "*"}, [])


def test_many_brackets_side_by_side_are_not_deep(tmp_path):
    file, problems = read(tmp_path, "a: [" + "[], " * 500 + "]\n")
    assert len(file.value["a"]) == 500
    assert problems == []


def test_an_impossible_date_is_told(tmp_path):
    _, problems = read(tmp_path, "a: 2026-13-45\n")
    assert "month must be in 1..12" in problems[0].what


def test_an_alias_that_names_nothing_is_refused_as_an_alias(tmp_path):
    _, problems = read(tmp_path, "a: 1\nb: *nothing\n")
    assert (problems[0].line, "aliases" in problems[0].what) == (2, True)
