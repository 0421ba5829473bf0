"""Runs the command in this process and hands back all that a person would see."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from glocal.cli.main import main


@dataclass(frozen=True)
class Seen:
    """Exit code and both outputs of one command."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Command = Callable[..., Seen]


@pytest.fixture
def glocal(capsys: pytest.CaptureFixture[str]) -> Command:
    def run(*arguments: object) -> Seen:
        capsys.readouterr()
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as leaving:  # how argparse ends after --help or a mistyped command
            code = int(leaving.code or 0)
        seen = capsys.readouterr()
        return Seen(code, seen.out, seen.err)

    return run


@pytest.fixture
def answers(tmp_path: Path) -> Callable[[str], Path]:
    """Writes a table of responses and gives its path."""

    def write(text: str, name: str = "answers.csv") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write
