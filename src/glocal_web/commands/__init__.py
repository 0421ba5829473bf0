"""The commands of `glocal` that need the site; found by entry points (see `pyproject.toml`)."""
