#!/bin/sh
# Makes or brings up to date the environment in .venv: `scripts/bootstrap.sh run` or `... test`.
#
# Says in plain sentences what it does and, when it cannot go on, what is missing and what to type.
# When nothing has changed since the last time it returns in a fraction of a second.
set -eu
cd "$(dirname "$0")/.."

purpose="${1:-run}"
case "$purpose" in
run) lock=requirements.lock ;;
test) lock=requirements-dev.lock ;;
*) echo "Usage: scripts/bootstrap.sh run|test" >&2; exit 2 ;;
esac

venv=.venv
stamp_file="$venv/glocal-stamp"
needed_kb=700000 # what the environment takes on disk at most, with a margin

say() { printf '%s\n' "$*"; }

stop() {
    printf '\nThe set-up cannot go on.\n' >&2
    printf '%s\n' "$@" >&2
    exit 1
}

as_root() { # the line to type, with sudo for those who need it
    if [ "$(id -u)" = 0 ]; then printf '%s' "$1"; else printf 'sudo %s' "$1"; fi
}

# The stamp changes with the locks, the project file and the place of the checkout (an environment
# keeps absolute paths, so a moved checkout needs a new one).
current_stamp() {
    { cat pyproject.toml requirements.lock requirements-dev.lock scripts/bootstrap.sh; pwd; } | cksum
}

is_up_to_date() {
    [ -x "$venv/bin/glocal" ] && [ -r "$stamp_file" ] || return 1
    read -r made_for made_stamp <"$stamp_file" || return 1
    [ "$made_stamp" = "$stamp" ] || return 1
    # An environment for tests holds everything the site needs, so it serves both.
    [ "$made_for" = "$purpose" ] || [ "$made_for" = test ]
}

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    for candidate in "${PYTHON:-}" python3 python3.13 python3.12 python3.11 python3.14 python; do
        [ -n "$candidate" ] || continue
        if command -v "$candidate" >/dev/null 2>&1 && is_new_enough "$candidate"; then
            command -v "$candidate"
            return 0
        fi
    done
    return 1
}

explain_no_python() {
    if command -v python3 >/dev/null 2>&1; then
        stop "Missing: Python 3.11 or newer. Found only $(python3 --version 2>&1)." \
            "If a newer one is installed elsewhere, name it: PYTHON=/path/to/python3 ./$purpose" \
            "On Debian 12 or Ubuntu 24.04 and later, type: $(as_root 'apt install python3 python3-venv')"
    fi
    stop "Missing: Python 3.11 or newer; none was found." \
        "On Debian or Ubuntu, type: $(as_root 'apt install python3 python3-venv')" \
        "Then start ./$purpose again."
}

explain_no_venv_module() {
    stop "Missing: Python's module for environments (venv); $1 comes without it." \
        "On Debian or Ubuntu, type: $(as_root 'apt install python3-venv')" \
        "Then start ./$purpose again."
}

# A failed step: look for the cause in its own words, so that people read a sentence and not a trace.
explain_failed_step() {
    free_kb=$(df -Pk . | awk 'NR == 2 { print $4 }')
    if grep -qiE 'no space left|disk full|quota exceeded' "$log" || [ "${free_kb:-0}" -lt 20000 ]; then
        stop "The disk is full: $((${free_kb:-0} / 1024)) MB are free, about $((needed_kb / 1024)) MB are needed." \
            "Free some space, then start ./$purpose again."
    fi
    if grep -qiE 'resolve|dns error|network|connect|timed out|timeout|unreachable|proxy|certificate|fetch' "$log"; then
        stop "The packages could not be fetched: no connection to the package registry." \
            "The first start needs the internet once. Check the connection (and HTTPS_PROXY, if your" \
            "office uses a proxy), then start ./$purpose again: what has arrived already is kept."
    fi
    stop "A step failed: $1" "Its own words are above."
}

# Runs a step in sight of the person and keeps its words for explain_failed_step.
step() {
    purpose_of_step=$1
    shift
    { "$@" 2>&1 && echo 0 >"$log.status" || echo 1 >"$log.status"; } | tee "$log" | sed -n '/^ [+-] /!s/^/    /p' # without the list of packages
    [ "$(cat "$log.status" 2>/dev/null)" = 0 ] || explain_failed_step "$purpose_of_step"
}

make_environment() {
    # A working environment is kept; one that was left half-made, that lost its Python or that came
    # along when the checkout was moved (its scripts name the old place) is not.
    if is_new_enough "$venv/bin/python" && "$venv/bin/python" -m pip --version >/dev/null 2>&1 &&
        grep -qF "$(pwd)/$venv" "$venv/bin/activate"; then
        return
    fi
    python=$(find_python) || explain_no_python
    "$python" -c 'import venv, ensurepip' >/dev/null 2>&1 || explain_no_venv_module "$python"
    say "Making an environment of its own for Glocal in $venv ($("$python" --version 2>&1))."
    step "making the environment" "$python" -m venv --clear "$venv"
}

# uv comes from the lock like everything else, checked by its hash.
install_uv() {
    wanted=$(sed -n 's/^uv==\([^ ]*\).*/\1/p' requirements.lock)
    case "$("$venv/bin/uv" --version 2>/dev/null || true)" in
    "uv $wanted" | "uv $wanted "*) return ;;
    esac
    say "Fetching uv, which installs the other packages."
    awk '/^[a-z]/ { wanted = /^uv==/ } wanted' requirements.lock >"$log.uv"
    step "fetching uv" "$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
        --no-deps --require-hashes --requirement "$log.uv"
}

install_packages() {
    count=$(grep -c '^[a-z]' "$lock")
    say "Installing the $count packages of $lock (each is checked against its hash)."
    step "installing the packages" "$venv/bin/uv" pip sync --python "$venv/bin/python" \
        --require-hashes --compile-bytecode "$lock"
    step "installing Glocal itself" "$venv/bin/uv" pip install --quiet \
        --python "$venv/bin/python" --no-deps --no-build-isolation --editable .
}

stamp=$(current_stamp | tr ' ' '-')
UV_HTTP_TIMEOUT="${UV_HTTP_TIMEOUT:-120}" # slow lines are normal for our users
UV_LINK_MODE="${UV_LINK_MODE:-copy}"      # no warning when cache and checkout are on two disks
UV_NO_PROGRESS=1
export UV_HTTP_TIMEOUT UV_LINK_MODE UV_NO_PROGRESS

if ! is_up_to_date; then
    log=$(mktemp "${TMPDIR:-/tmp}/glocal-set-up.XXXXXX" 2>/dev/null) ||
        stop "No temporary file can be written. Is the disk full? See: df -h"
    trap 'rm -f "$log" "$log.status" "$log.uv"' EXIT
    make_environment
    # Who has set up for the tests keeps their tools when ./run brings the environment up to date.
    kind=$purpose
    if read -r made_for _ 2>/dev/null <"$stamp_file" && [ "$made_for" = test ]; then
        kind=test lock=requirements-dev.lock
    fi
    rm -f "$stamp_file"
    install_uv
    install_packages
    printf '%s %s\n' "$kind" "$stamp" >"$stamp_file"
    say "The environment is ready."
fi

"$venv/bin/python" scripts/compile_messages.py
