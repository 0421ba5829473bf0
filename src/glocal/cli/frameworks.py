"""``glocal frameworks``: what is installed."""

from __future__ import annotations

import argparse
from typing import Any

from glocal.cli.command import Commands, add, print_json
from glocal.loading.catalogue import framework, framework_text, installed_frameworks

EXAMPLE = """  glocal frameworks
  glocal frameworks --language es --json"""


def register(commands: Commands) -> None:
    """Add the command."""
    parser = add(commands, "frameworks", run, "List the installed frameworks.", EXAMPLE)
    parser.add_argument("--language", default="en", help="language of the titles (default: en)")


def run(arguments: argparse.Namespace) -> int:
    """Print each framework version with its title, size, languages and hash."""
    found: list[dict[str, Any]] = []
    for name in installed_frameworks():
        structure = framework(name.id, name.version)
        text = framework_text(name.id, name.version, arguments.language)
        found.append(
            {
                "id": name.id,
                "version": name.version,
                "title": text.title,
                "kind": structure.kind,
                "status": structure.status,
                "indicators": len(structure.indicators),
                "drafts": len(structure.drafts),
                "languages": list(structure.languages),
                "content_hash": structure.content_hash,
            }
        )
    if arguments.json:
        print_json(found)
        return 0
    for item in found:
        drafts = f", {item['drafts']} drafts" if item["drafts"] else ""
        print(f"{item['id']}@{item['version']}  {item['title']}")
        print(
            f"    {item['kind']}, {item['status']}; {item['indicators']} indicators{drafts}; "
            f"{', '.join(item['languages'])}; {item['content_hash'][:12]}"
        )
    return 0
