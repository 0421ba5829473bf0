"""The examples of the documents do what the documents say: they are run."""

import doctest
import re
import shlex
from contextlib import nullcontext
from pathlib import Path

import pytest

from glocal.cli.main import main
from tests.docs.pages import PAGES, ROOT, blocks, commands, named

COMMANDS = [
    pytest.param(page, command, output, id=f"{named(page)}: {command}")
    for page in PAGES
    for command, output in commands(page)
]
WITH_PYTHON = [page for page in PAGES if blocks(page, "python")]


@pytest.mark.parametrize(("page", "command", "output"), COMMANDS)
def test_command_prints_what_the_page_shows(
    page: Path,
    command: str,
    output: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "80")
    program, *arguments = shlex.split(command)
    assert program == "glocal"
    # A check that has found something says so by its exit code.
    good = {0, 3} if arguments[0] == "check" else {0}
    # --help is how argparse leaves.
    with nullcontext() if "--help" not in arguments else pytest.raises(SystemExit, match=r"^0$"):
        assert main(arguments) in good
    printed = capsys.readouterr().out.strip("\n")
    # A line "…" of the page stands for any lines.
    pattern = re.escape(output).replace(r"\…", "…").replace("…\n", "(?:.*\n)*?").replace("…", ".*")
    assert re.fullmatch(pattern, printed, re.DOTALL), printed


@pytest.mark.parametrize("page", WITH_PYTHON, ids=named)
def test_python_gives_what_the_page_shows(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    told: list[str] = []
    runner = doctest.DocTestRunner(verbose=False, optionflags=doctest.ELLIPSIS)
    for block in blocks(page, "python"):
        test = doctest.DocTestParser().get_doctest(block, names, named(page), str(page), 0)
        runner.run(test, out=told.append, clear_globs=False)
        names = test.globs
    assert "".join(told) == ""


def test_there_is_something_to_run() -> None:
    assert len(COMMANDS) >= 7
    assert {named(page) for page in WITH_PYTHON} >= {"README.md", "docs/reference/python.md"}
