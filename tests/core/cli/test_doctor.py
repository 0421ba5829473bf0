"""`glocal doctor`: what is told of an installation, and by which exit code."""

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest

from glocal.cli import doctor, installed
from glocal.cli.condition import Condition, State, examined, good
from glocal.cli.main import main
from glocal.errors import Problem


@pytest.fixture(autouse=True)
def _the_core_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "entry_points", lambda group: [])


def test_what_is_shipped_has_nothing_to_mend(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    states = {one["part"]: one["state"] for one in told["conditions"]}
    assert states["Knowledge"] == "good"
    assert "fault" not in states.values()


def test_a_missing_package_is_named_with_what_to_type(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(doctor, "installed_problems", list)
    there = installed.installed
    monkeypatch.setattr(
        installed, "installed", lambda name: None if name == "openpyxl" else there(name)
    )
    assert main(["doctor"]) == 1
    said = capsys.readouterr().out
    assert "Missing: openpyxl." in said
    assert "Mend: Install them again: pip install 'glocal[web]'" in said
    assert "To mend: 1." in said


def test_broken_knowledge_is_a_fault_that_names_the_first_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem = Problem("A1.yaml", 3, "weight", "The weight is below 0.", "Raise it.")
    monkeypatch.setattr(doctor, "installed_problems", lambda: [problem])
    (found,) = doctor._knowledge()
    assert found.state is State.FAULT
    assert "shipped: 1. The first: A1.yaml:3" in found.what


def test_a_package_outside_its_bounds_is_a_fault_and_another_tested_version_a_remark(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wanted = [installed.Requirement("numpy", ">=1.26", "")]
    monkeypatch.setattr(installed, "declared", lambda: wanted)
    monkeypatch.setattr(installed, "_lock", lambda: "numpy==2.4.6 \\\n    --hash=sha256:0\n")
    monkeypatch.setattr(installed, "installed", {"numpy": "1.25.9"}.get)
    assert [one.state for one in doctor._packages()] == [State.FAULT, State.REMARK]
    monkeypatch.setattr(installed, "installed", {"numpy": "2.0"}.get)
    assert [one.state for one in doctor._packages()] == [State.REMARK]
    monkeypatch.setattr(installed, "installed", {"numpy": "2.4.6"}.get)
    assert [one.state for one in doctor._packages()] == [State.GOOD]


@pytest.mark.parametrize(
    ("found", "versions", "fits"),
    [
        ("5.2.8", ">=5.2.8,<5.3", True),
        ("5.2.7", "<5.3,>=5.2.8", False),
        ("5.3", ">=5.2.8,<5.3", False),
        ("5.3.0", "<5.3", False),
        ("5.2", ">=5.2.0", True),
        ("10.0", ">=9.9", True),
        ("6.0.2rc1", ">=6.0.2", True),
        ("1.0", "", True),
    ],
)
def test_versions_are_compared_by_number(found: str, versions: str, fits: bool) -> None:
    assert installed.satisfies(found, versions) is fits


def test_the_declared_packages_are_those_of_the_project() -> None:
    declared = {one.name.lower(): one for one in installed.declared()}
    assert declared["pyyaml"].extra == ""
    assert declared["django-allauth"].extra == "web"
    assert ">=" in declared["django-allauth"].versions


def test_an_old_python_is_a_fault_and_one_that_was_not_tried_a_remark(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(doctor.sys, "version_info", (3, 10, 4))
    assert [one.state for one in doctor._python()] == [State.FAULT]
    monkeypatch.setattr(doctor.sys, "version_info", (3, 99, 0))
    assert [one.state for one in doctor._python()] == [State.REMARK]


def test_a_look_that_breaks_off_is_a_fault_and_keeps_what_it_found() -> None:
    def look() -> Iterator[Condition]:
        yield good("Disk", "There.")
        raise ZeroDivisionError("by nought")

    first, second = examined("Disk", look)
    assert first.state is State.GOOD
    assert second.state is State.FAULT
    assert "ZeroDivisionError: by nought" in second.what


def test_without_the_site_it_is_said_that_it_is_not_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(installed, "installed", lambda name: None)
    assert doctor._missing("site", "django").state is State.UNKNOWN
    monkeypatch.setattr(installed, "installed", lambda name: "5.2.8")
    assert doctor._missing("site", "granian").state is State.FAULT


@pytest.mark.parametrize("package", ["yaml", "numpy", "jsonschema", "networkx"])
def test_without_what_all_commands_stand_on_the_missing_package_is_named(package: str) -> None:
    # As if it were not installed: Python then does not even look for it.
    script = (
        f"import sys; sys.modules[{package!r}] = None\n"
        "from glocal.cli.main import main\n"
        "sys.exit(main(['doctor']))"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert ended.returncode == 1
    assert f"the package {package!r} is missing" in ended.stderr
    assert "pip install" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_package_that_cannot_be_loaded_is_told_in_its_own_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(name: str) -> None:
        raise ImportError("DLL load failed while importing _core.\nMore words.")

    monkeypatch.setattr("glocal.cli.main.importlib.import_module", broken)
    assert main(["doctor"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("Glocal is not whole: DLL load failed while importing _core.\n")
    assert "More words" not in said
