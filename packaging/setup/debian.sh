#!/bin/sh
# Install the Debian packages that the named lists (debian-NAME.txt) ask for and the machine lacks.
# Usage: debian.sh NAME...
set -eu

here=$(dirname "$0")
# Debian names a library after its version of Python: libpython3.11, libpython3.13.
python=$(python3 -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
wanted=$(for list in "$@"; do grep -v '^#' "$here/debian-$list.txt"; done |
    sed "s/@python@/$python/" | sort -u)

if ! command -v dpkg-query >/dev/null 2>&1; then
    echo "This is no Debian system: install what stands in $here/debian-*.txt in your own way." >&2
    exit 0
fi

# A package may be there under a newer name that provides the old one (libglib2.0-0t64).
present=$(dpkg-query --show --showformat='${db:Status-Status} ${Package}, ${Provides}\n' |
    sed -n 's/^installed //p' | tr ',' '\n' | sed 's/^ *//; s/ .*//' | sort -u)
missing=$(printf '%s\n' $wanted | while read -r name; do
    printf '%s\n' "$present" | grep -qxF "$name" || printf '%s ' "$name"
done)
[ -n "$missing" ] || exit 0

install="apt-get install --yes --no-install-recommends $missing"
if [ "$(id -u)" = 0 ]; then
    as_root="env"
elif command -v sudo >/dev/null 2>&1 && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
    as_root="sudo"
else
    echo "jobassist needs system packages, and installing them needs an administrator. Ask IT to run:" >&2
    echo "    $install" >&2
    exit 3
fi

echo "Installing from Debian: $missing"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
quietly() { $as_root DEBIAN_FRONTEND=noninteractive "$@" >"$log" 2>&1 </dev/null; }
# The package lists are fetched only if the ones at hand do not do.
if ! quietly $install; then
    if ! { quietly apt-get update && quietly $install; }; then
        cat "$log" >&2
        echo "The system packages could not be installed. To try by hand: $install" >&2
        exit 3
    fi
fi
