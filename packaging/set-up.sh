#!/bin/sh
# Creates or updates a virtual environment, .venv if none is named, from a hashed requirements file.
#   set-up.sh requirements.txt [FOLDER]
set -eu

wanted=${1:?which requirements file}
venv=${2:-.venv}

recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if recent "$candidate"; then
            echo "$candidate"
            return
        fi
    done
}

if ! recent "$venv/bin/python"; then
    python=$(find_python)
    if [ -z "$python" ]; then
        echo "Accord needs Python 3.11 or later; $(python3 --version 2>/dev/null || echo 'no python3') was found." >&2
        echo "On Debian or Ubuntu: sudo apt-get install python3 python3-venv" >&2
        echo "If a newer Python is elsewhere, name it: make run PYTHON=/path/to/python3" >&2
        exit 1
    fi
    if ! "$python" -c 'import venv, ensurepip' >/dev/null 2>&1; then
        echo "$python lacks the venv module." >&2
        echo "On Debian or Ubuntu: sudo apt-get install python3-venv" >&2
        exit 1
    fi
    echo "Setting up $venv with $("$python" --version) …"
    rm -rf "$venv"
    "$python" -m venv "$venv"
fi

echo "Installing what $wanted lists (checked against its hashes) …"
# The file lists every package, so pip resolves nothing: a release published after the pins were made can't get in
# through another package's requirement. `pip check` then finds anything that is missing.
"$venv/bin/python" -m pip install -qq --disable-pip-version-check --no-input \
    --require-hashes --only-binary :all: --no-deps -r "$wanted"
"$venv/bin/python" -m pip check --disable-pip-version-check >/dev/null || {
    "$venv/bin/python" -m pip check --disable-pip-version-check >&2
    exit 1
}

# Without byte-code, imports take two to three times as long.
"$venv/bin/python" -m compileall -q -j 0 "$venv"/lib >/dev/null || true
