#!/bin/sh
# Runs a command on a virtual screen of its own, so that real windows neither disturb nor are disturbed.
# SCREEN=here uses the current screen instead.
set -eu
if [ "${SCREEN:-}" = here ] || ! command -v xvfb-run >/dev/null 2>&1; then
    exec "$@"
fi
unset WAYLAND_DISPLAY
export QT_QPA_PLATFORM=xcb
exec xvfb-run -a -s "-screen 0 1400x1100x24 -nolisten tcp" "$@"
