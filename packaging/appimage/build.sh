#!/bin/sh
# An AppImage from build/package/accord, which `make package ARGS=frozen` makes. It needs squashfs-tools, and the
# runtime of AppImage, which is published as a download only and in no package registry (those of PyPI and npm fetch
# it; Debian has none). So the contents were tried, and the whole was not.
#   RUNTIME=runtime-x86_64 packaging/appimage/build.sh
set -eu
cd "$(dirname "$0")/../.."
[ -f "${RUNTIME:-}" ] || { echo "Set RUNTIME to the runtime of AppImage: github.com/AppImage/type2-runtime." >&2; exit 1; }
out=build/package
folder=build/appimage/AppDir
rm -rf build/appimage
mkdir -p build/appimage
cp -R "$out/accord" "$folder"
ln -s accord "$folder/AppRun"
cp "$folder/share/applications/accord.desktop" "$folder/share/icons/hicolor/scalable/apps/accord.svg" "$folder"
ln -s accord.svg "$folder/.DirIcon"
time=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
env -u SOURCE_DATE_EPOCH mksquashfs "$folder" build/appimage/contents -root-owned -noappend -no-progress -quiet \
    -mkfs-time "$time" -all-time "$time"
image=$out/accord-$(uname -m).AppImage
cat "$RUNTIME" build/appimage/contents >"$image"
chmod 755 "$image"
echo "$image"
