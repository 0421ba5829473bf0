"""The commands of `glocal` that need the site; found by entry points (see `pyproject.toml`).

Importing them where the packages of the site are missing raises ``ModuleNotFoundError``, so that
the command line can say what to install. Nothing of these packages is loaded for that.
"""

from importlib.util import find_spec

# What no page can do without; `glocal doctor` looks at all of them.
NEEDED = "django allauth axes csp django_htmx granian simple_history whitenoise".split()

for module in NEEDED:
    if find_spec(module) is None:
        raise ModuleNotFoundError(f"No module named {module!r}", name=module)
