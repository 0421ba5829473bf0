#!/bin/sh
# Writes both lock files anew from pyproject.toml. Pass --upgrade to take newer versions.
#
# Two files, not one: a site installs requirements.lock alone (a third of the packages), the tests
# add requirements-dev.lock, which is held to the very same versions by the constraint below.
# No uv.lock: it would write the address of the package registry into the repository.
set -eu
cd "$(dirname "$0")/.."
uv="${UV:-.venv/bin/uv}"
common="--quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header"
# shellcheck disable=SC2086  # the options are words on purpose
"$uv" pip compile $common "$@" --extra web --group build pyproject.toml \
    --output-file requirements.lock >/dev/null
# shellcheck disable=SC2086
"$uv" pip compile $common "$@" --extra web --extra postgres --group build --group dev \
    --constraint requirements.lock pyproject.toml --output-file requirements-dev.lock >/dev/null
if grep -n '://' requirements.lock requirements-dev.lock; then
    echo "An address has slipped into a lock file (see above). Remove its cause and lock again." >&2
    exit 1
fi
echo "Locked: requirements.lock, requirements-dev.lock"
