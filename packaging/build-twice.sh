#!/usr/bin/env bash
# Builds the last commit in two places, each with tools of its own, and compares all that comes out, byte by byte.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
twice=$PWD/build/twice
places=("$twice/one" "$twice/elsewhere/and-further-down")

rm -rf "$twice"
for place in "${places[@]}"; do git clone --quiet --no-hardlinks . "$place"; done
for place in "${places[@]}"; do
    # What a build may differ by: the hour, the time zone, the language, the user's mask.
    (umask "$([ "$place" = "${places[0]}" ] && echo 022 || echo 077)" &&
        TZ="$([ "$place" = "${places[0]}" ] && echo UTC || echo Asia/Tokyo)" make -C "$place" package)
done
cd "$twice"
diff -r --no-dereference "${places[@]/%//build/package}" || { echo "The two builds differ." >&2; exit 1; }
echo "Both builds are the same:"
cat "${places[0]}/build/package/SHA256SUMS"
