"""The data folder of a site and its secret key, looked at without any settings."""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from glocal.cli.condition import Condition, fault, good, remark
from glocal_web.commands.refusals import LEAST_FREE
from glocal_web.settings.environment import SHORTEST_KEY

MEGABYTE = 1024 * 1024
LITTLE_FREE = 500 * MEGABYTE
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def conditions(data: Path) -> Iterator[Condition]:
    """Whether it is there, can be written, has room, and is read by nobody else."""
    part = "Data folder"
    if data.exists() and not data.is_dir():
        yield fault(part, f"{data} is a file.", "Name a folder: --data DIR or GLOCAL_DATA.")
        return
    if not data.exists():
        yield from _not_yet(part, data)
        return
    free = shutil.disk_usage(data).free
    room = f"{free // MEGABYTE:,} MB are free"
    problem = _why_not_written(data)
    if problem:
        yield fault(
            part,
            f"{data} cannot be written: {problem}.",
            "Give it to the account that runs the site, and start this command as that account.",
        )
    if free < LEAST_FREE:
        yield fault(part, f"The disk is full: {room}.", "Free some space.")
    elif free < LITTLE_FREE:
        yield remark(part, f"The disk is nearly full: {room}.", "Free some space.")
    if _open_to_others(data):
        yield remark(
            part,
            "Others with an account on this machine can look into it.",
            f"chmod 700 {data}",
        )
    if not problem and free >= LITTLE_FREE:
        yield good(part, f"{data}; {room}.")


def _not_yet(part: str, data: Path) -> Iterator[Condition]:
    above = next(folder for folder in data.parents if folder.exists())
    problem = _why_not_written(above) if above.is_dir() else f"{above} is a file"
    if problem:
        yield fault(
            part,
            f"{data} is not there and cannot be made: {problem}.",
            "Choose another one: --data DIR or GLOCAL_DATA.",
        )
    else:
        yield remark(part, f"{data} is not there yet: the first `glocal serve` makes it.")


def _why_not_written(folder: Path) -> str:
    """What the system says when a file is written there; empty when all is well."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"x" * 4096)
    except OSError as error:
        return error.strerror or str(error)
    return ""


def _open_to_others(path: Path) -> bool:
    # Other systems keep their rights elsewhere; there a home folder is its owner's alone.
    return os.name == "posix" and bool(path.stat().st_mode & OTHERS)


def key_conditions(data: Path) -> Iterator[Condition]:
    """The secret key: long enough, and read by nobody else."""
    part = "Secret key"
    given = os.environ.get("GLOCAL_SECRET_KEY")
    path = data / "secret_key"
    if given:
        if len(given) < SHORTEST_KEY:
            yield fault(
                part,
                f"GLOCAL_SECRET_KEY has {len(given)} characters.",
                f"Give it at least {SHORTEST_KEY}, or leave it out: one is made.",
            )
        else:
            yield good(part, "Given by GLOCAL_SECRET_KEY.")
    elif path.exists() and not path.is_file():
        yield fault(part, f"{path} is no file.", "Move it away: a key is made at the next start.")
    elif not path.exists():
        yield remark(part, "Not there yet: the first `glocal serve` makes one.")
    elif _is_spoilt(path.read_text("ascii", errors="replace").strip()):
        yield fault(
            part,
            f"{path} is damaged or too short.",
            "Delete the file: a new one is made at the next start, and everybody signs in again.",
        )
    elif _open_to_others(path):
        yield fault(part, f"Others on this machine can read {path}.", f"chmod 600 {path}")
    else:
        yield good(part, str(path))


def _is_spoilt(key: str) -> bool:
    return len(key) < SHORTEST_KEY or not key.isascii()
