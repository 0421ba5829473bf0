"""The core takes values and gives values: no clock, no network, no site, no hidden chance."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

CORE = Path(__file__).parents[2] / "src" / "glocal"
MODULES = sorted(CORE.rglob("*.py"))
# A command line may tell the time that something took.
CALCULATING = [module for module in MODULES if not module.is_relative_to(CORE / "cli")]

MAY_IMPORT_BESIDE_THE_STANDARD_LIBRARY = {
    "glocal", "numpy", "yaml", "jsonschema", "highspy", "openpyxl", "xlsxwriter", "networkx",
}  # fmt: skip
NETWORK = {"socket", "http", "ftplib", "smtplib", "ssl", "asyncio", "socketserver", "xmlrpc"}
CLOCKS = {
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today",
    "time.time", "time.time_ns", "time.localtime", "time.gmtime", "time.sleep",
}  # fmt: skip
CHANCE = ("random.", "np.random.rand", "np.random.seed", "numpy.random.rand", "numpy.random.seed")


def imported(tree: ast.AST) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def called(tree: ast.AST) -> set[str]:
    return {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}


def named(module: Path) -> str:
    return str(module.relative_to(CORE))


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_module_imports_only_what_the_core_may(module: Path) -> None:
    names = imported(ast.parse(module.read_text(encoding="utf-8")))
    roots = {name.split(".")[0] for name in names}
    foreign = roots - sys.stdlib_module_names - MAY_IMPORT_BESIDE_THE_STANDARD_LIBRARY
    assert not foreign
    assert not roots & NETWORK
    assert "urllib.request" not in names


@pytest.mark.parametrize("module", CALCULATING, ids=named)
def test_module_reads_no_clock_and_draws_no_unseeded_chance(module: Path) -> None:
    calls = called(ast.parse(module.read_text(encoding="utf-8")))
    clocks = {call for call in calls if ".".join(call.split(".")[-2:]) in CLOCKS}
    chance = {call for call in calls if call.startswith(CHANCE)}
    assert not clocks
    assert not chance
    assert "np.random.default_rng()" not in module.read_text(encoding="utf-8")


def test_every_module_of_the_core_loads_where_django_cannot_be_imported() -> None:
    program = """
import importlib, pkgutil, sys
sys.modules["django"] = None
sys.modules["glocal_web"] = None
import glocal
for module in pkgutil.walk_packages(glocal.__path__, "glocal."):
    importlib.import_module(module.name)
"""
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
