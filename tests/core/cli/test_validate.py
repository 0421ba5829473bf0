"""``glocal validate`` prints every error at once, each with its place and its mend."""

import re
import shutil
from pathlib import Path

import pytest

from glocal.loading.roots import knowledge_root
from tests.core.cli.conftest import Command


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A copy of a shipped framework with three different mistakes in two files."""
    folder = tmp_path / "sdg-10.7.2" / "1.0"
    shutil.copytree(knowledge_root() / "frameworks" / "sdg-10.7.2" / "1.0", folder)
    items = folder / "indicators" / "items.yaml"
    text = items.read_text(encoding="utf-8")
    text = text.replace("sub_dimension: D1", "sub_dimensions: D1", 1)
    text = text.replace("link: direct", "link: directly", 1)
    items.write_text(text, encoding="utf-8")
    head = folder / "framework.yaml"
    text = head.read_text(encoding="utf-8").replace("levels: [national]", "level: [national]")
    head.write_text(text, encoding="utf-8")
    return folder


def test_all_installed_frameworks_have_no_errors(glocal: Command) -> None:
    seen = glocal("validate")
    assert (seen.code, seen.err) == (0, "")
    assert "local-pcmd/1.0: no errors\n" in seen.out
    assert "sdg-17.14.1/96: no errors\n" in seen.out


def test_a_framework_is_named_by_its_folder_or_by_its_file(glocal: Command) -> None:
    folder = knowledge_root() / "frameworks" / "sdg-17.14.1" / "80"
    for place in (folder, folder / "framework.yaml"):
        assert glocal("validate", place).out == "sdg-17.14.1/80: no errors\n"


def test_a_framework_is_checked_from_inside_its_folder(
    glocal: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(knowledge_root() / "frameworks" / "sdg-17.14.1" / "80")
    assert glocal("validate", "framework.yaml").out == "sdg-17.14.1/80: no errors\n"
    assert glocal("validate", ".").out == "sdg-17.14.1/80: no errors\n"


def test_every_error_is_printed_with_file_line_key_and_mend(glocal: Command, broken: Path) -> None:
    seen = glocal("validate", broken)
    assert seen.code == 1
    problems = seen.out.splitlines()[:-1]
    assert len(problems) >= 3
    for line in problems:
        assert re.match(r"sdg-10\.7\.2/1\.0/\S+\.yaml:\d+ \[[^\]]*\]: .+ Mend: .+", line)
    assert any("framework.yaml:" in line and "levels" in line for line in problems)
    assert any("items.yaml:" in line and "directly" in line for line in problems)
    assert any("items.yaml:" in line and "sub_dimensions" in line for line in problems)
    assert seen.out.splitlines()[-1] == f"sdg-10.7.2/1.0: {len(problems)} errors"


def test_json_holds_the_same_problems(glocal: Command, broken: Path) -> None:
    seen = glocal("validate", broken, "--json")
    assert seen.code == 1
    assert {"file", "line", "key", "what", "mend"} == set(seen.json["problems"][0])


def test_json_of_a_sound_framework_is_an_empty_list(glocal: Command) -> None:
    folder = knowledge_root() / "frameworks" / "sdg-17.14.1" / "80"
    assert glocal("validate", folder, "--json").json == {"problems": []}


def test_one_broken_framework_does_not_hide_the_others(glocal: Command, broken: Path) -> None:
    sound = knowledge_root() / "frameworks" / "sdg-17.14.1" / "80"
    seen = glocal("validate", broken, sound)
    assert seen.code == 1
    assert seen.out.endswith("sdg-17.14.1/80: no errors\n")


def test_a_folder_without_a_framework_is_an_error(glocal: Command, tmp_path: Path) -> None:
    seen = glocal("validate", tmp_path / "nothing")
    assert seen.code == 1
    assert "cannot be read (No such file or directory)" in seen.out
