#!/bin/sh
# Finds the Debian packages that Qt and the checks need and that are missing.
#   system-libraries.sh run     those needed to show a window
#   system-libraries.sh test    those, and the ones that the checks need
#   system-libraries.sh package what freezing the program needs: its tools, and the system's Python as a library
# As root on Debian and its derivatives it installs them; otherwise it prints the exact command.
# On other systems it does nothing: Qt reports what it lacks.
set -eu

show="libgl1 libegl1 libfontconfig1 libxkbcommon0 libglib2.0-0 libdbus-1-3 \
libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0"
extras="libcups2 libwayland-cursor0 libwayland-egl1"
checks="xvfb xauth strace dbus-daemon at-spi2-core gcc libc6-dev"

case "${1:-run}" in
    run) needed=$show; wished=$extras ;;
    test) needed="$show $extras $checks"; wished="" ;;
    package)
        needed="$show binutils chrpath" wished=""
        if [ "$(command -v python3)" = /usr/bin/python3 ]; then
            needed="$needed $(python3 -c 'import sys; print("libpython%d.%d" % sys.version_info[:2])')"
        fi
        ;;
    *) echo "usage: $0 run|test|package" >&2; exit 2 ;;
esac

command -v dpkg-query >/dev/null 2>&1 || exit 0

# Newer releases renamed some libraries with the suffix t64; either name counts.
missing() {
    for name in "$@"; do
        if ! dpkg-query -W -f='${Status}\n' "$name" "${name}t64" 2>/dev/null | grep -q '^install ok installed$'; then
            printf '%s ' "$name"
        fi
    done
}

# shellcheck disable=SC2086
lacking=$(missing $needed)
# shellcheck disable=SC2086
nice_to_have=$(missing $wished)

if [ -n "$nice_to_have" ] && [ -z "$lacking" ] && [ "$(id -u)" != 0 ]; then
    echo "Printing and Wayland would also like: sudo apt-get install --no-install-recommends $nice_to_have"
fi

lacking="$lacking$( [ "$(id -u)" = 0 ] && printf '%s' "$nice_to_have" || true )"
[ -n "$lacking" ] || exit 0

if [ "$(id -u)" = 0 ]; then
    echo "Installing system libraries: $lacking"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # shellcheck disable=SC2086
    apt-get install -y -qq --no-install-recommends $lacking >/dev/null
else
    echo "Some system libraries are missing. Please run this, then try again:" >&2
    echo "    sudo apt-get update && sudo apt-get install --no-install-recommends $lacking" >&2
    exit 1
fi
