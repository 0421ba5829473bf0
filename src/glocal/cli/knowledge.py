"""``glocal knowledge``: the state of the knowledge base, and every remark of its checks."""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import asdict
from typing import Any

from glocal.cli.command import Commands, add, print_json
from glocal.loading.families import LANGUAGES
from glocal.loading.passages import text_files
from glocal.reports.knowledge_state import (
    FamilyState,
    KnowledgeState,
    Remark,
    TextState,
    knowledge_state,
)

EXAMPLE = """  glocal knowledge
  glocal knowledge --remarks --language fr"""


def register(commands: Commands) -> None:
    """Add the command."""
    parser = add(
        commands, "knowledge", run, "The state of the texts: languages, status, remarks.", EXAMPLE
    )
    parser.add_argument("--remarks", action="store_true", help="print every remark of the checks")
    parser.add_argument("--language", choices=LANGUAGES, help="remarks of this language only")


def run(arguments: argparse.Namespace) -> int:
    """Print what is written in which language, how it reads and what the checks remark."""
    state = knowledge_state(text_files())
    if arguments.json:
        print_json(_json(state))
        return 0
    print(f"{state.files} files, {state.passages} passages")
    for family in state.families:
        print(_family_line(family))
    for ease in state.reading:
        print(
            f"{ease.language}: LIX {ease.median:.0f} in the middle, {ease.hardest:.0f} at most "
            f"(limit {ease.limit:g}), {ease.hardest_file}"
        )
    shown = [
        finding for finding in state.findings if arguments.language in (None, finding.language)
    ]
    counts = Counter(finding.remark for finding in shown)
    told = ", ".join(f"{counts[remark]} {remark}" for remark in Remark if counts[remark])
    print(f"remarks: {told or 'none'}")
    if arguments.remarks:
        for finding in shown:
            print(f"  {finding.remark}  {finding.file}  {finding.place}: {finding.found}")
    return 0


def _family_line(family: FamilyState) -> str:
    parts = []
    for language in LANGUAGES:
        counts = family.by_language[language]
        states = ", ".join(f"{counts[state]} {state}" for state in TextState if counts[state])
        parts.append(f"{language}: {states}")
    return f"{family.family} ({family.total})  {'; '.join(parts)}"


def _json(state: KnowledgeState) -> dict[str, Any]:
    return asdict(state)
