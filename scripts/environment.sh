# Sourced by scripts/serve and scripts/test: finds Python and makes .venv from a file of pinned packages.
# Safe to interrupt: the marker that says "installed" is written last, and carries the file's checksum.

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

find_python() {
    for candidate in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11; do
        [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1 || continue
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s\n' "$candidate"
            return
        fi
    done
    if command -v python3 >/dev/null 2>&1; then
        fail "Python 3.11 or newer is needed; this is $(python3 --version 2>&1)." \
            "Install a newer one, or name it: PYTHON=/path/to/python3.12 $0"
    fi
    fail "Python 3.11 or newer is needed, and there is no python3 here. Install it first."
}

# install_packages FILE: makes .venv hold at least what FILE pins.
install_packages() {
    # What is installed and cleared through it would be another folder's, perhaps another clone's.
    [ ! -L .venv ] || fail \
        ".venv is a symbolic link, to $(readlink .venv); each clone needs a folder of its own." \
        "Remove the link (rm .venv), then run $0 again."
    python=$(find_python) || exit 1
    marker=".venv/installed-$(basename "$1" .txt)"
    checksum=$("$python" -c 'import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest())' "$1")
    if [ "$(cat "$marker" 2>/dev/null)" = "$checksum" ] && .venv/bin/python -c '' 2>/dev/null; then
        return
    fi
    "$python" -c 'import ensurepip, venv' 2>/dev/null || fail \
        "This Python can't make virtual environments: its ensurepip is missing." \
        "On Debian and Ubuntu: apt-get install python3-venv. Then run $0 again."
    echo "Installing the packages of $1 into .venv (once; about half a minute) …"
    # What an interrupted run left may lack pip; what an older Python made may not start at all.
    .venv/bin/python -m pip --version >/dev/null 2>&1 || "$python" -m venv --clear .venv
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input \
        --require-hashes -r "$1" || fail \
        "The packages couldn't be installed. Is the package index reachable? Then run $0 again."
    printf '%s\n' "$checksum" >"$marker"
}
