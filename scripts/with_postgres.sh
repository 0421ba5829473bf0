#!/bin/sh
# Runs a command beside a PostgreSQL server of its own: `scripts/with_postgres.sh pytest tests/web`.
#
# The server is made anew in a temporary folder, listens to nothing but a socket in there that its
# owner alone reaches, and is gone when the command ends. GLOCAL_TEST_DATABASE_URL says where it is.
# With no command, prints the folder of the server's programs, or nothing when there are none.
set -eu

programs() { # Debian keeps them off the PATH, a folder for each version: the newest
    found=$(printf '%s\n' /usr/lib/postgresql/*/bin/initdb | sort -V | tail -n 1)
    if [ -x "$found" ] || found=$(command -v initdb); then dirname "$found"; fi
}

if [ $# = 0 ]; then
    programs
    exit 0
fi

bin=$(programs)
if [ -z "$bin" ]; then
    echo "Missing: a PostgreSQL server. On Debian or Ubuntu, type: sudo apt install postgresql" >&2
    exit 1
fi
folder=$(mktemp -d "${TMPDIR:-/tmp}/glocal-postgres.XXXXXX")

as_owner() { # the server refuses to run as root
    if [ "$(id -u)" = 0 ]; then (cd "$folder" && runuser -u postgres -- "$@"); else "$@"; fi
}

end() {
    status=$?
    as_owner "$bin/pg_ctl" stop -D "$folder/data" -m immediate >/dev/null 2>&1 || true
    rm -rf "$folder"
    exit "$status"
}
trap end EXIT
trap 'exit 130' INT TERM

if [ "$(id -u)" = 0 ]; then chown postgres "$folder"; fi
# Sorted by language, as on most servers, where it can be: bytes would hide what differs there.
sorting=""
if "$bin/initdb" --help | grep -q -- --icu-locale; then
    sorting="--locale-provider=icu --icu-locale=en"
fi
# Nothing here outlives the command, so nothing needs to be safe on the disk.
careless="-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
# shellcheck disable=SC2086  # several words
if ! { as_owner "$bin/initdb" -D "$folder/data" -U glocal -A trust -E UTF8 --locale=C.UTF-8 \
    $sorting --no-sync && as_owner "$bin/pg_ctl" start -w -D "$folder/data" -l "$folder/log" \
    -o "-c listen_addresses='' -c unix_socket_directories='$folder' $careless"; } \
    >"$folder.words" 2>&1; then
    cat "$folder.words" "$folder/log" >&2 2>/dev/null || true
    rm -f "$folder.words"
    echo "PostgreSQL did not start; its words are above." >&2
    exit 1
fi
rm -f "$folder.words"

GLOCAL_TEST_DATABASE_URL="postgresql://glocal@/postgres?host=$folder" "$@"
