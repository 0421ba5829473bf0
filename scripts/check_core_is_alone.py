"""Checks, inside a new environment, that Glocal's core came as a package and without Django."""

import importlib.util
import subprocess
import sys
from pathlib import Path


def main() -> int:
    core = importlib.util.find_spec("glocal")
    if core is None or core.origin is None:
        print("glocal is not installed here.")
        return 1
    if "site-packages" not in Path(core.origin).parts:
        print(f"glocal comes from the checkout and not from a package: {core.origin}")
        return 1
    if importlib.util.find_spec("django") is not None:
        print("Django is installed here: some dependency of the core brings it.")
        return 1
    schema = Path(core.origin).parent / "knowledge" / "schema"
    if not any(schema.glob("*.json")) and not any(schema.glob("*.yaml")):
        print(f"The package came without its knowledge: nothing in {schema}")
        return 1
    command = [sys.executable, "-m", "glocal.cli.main", "serve"]
    ended = subprocess.run(command, capture_output=True, text=True)
    if ended.returncode != 1 or "pip install 'glocal[web]'" not in ended.stderr:
        print(f"`glocal serve` does not say how to install the site:\n{ended.stderr}")
        return 1
    print("The core is installed as a package, with its knowledge and without Django.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
