#!/bin/sh
# macOS: an application bundle in a disk image. Not tried.
#   IDENTITY="Developer ID Application: …" packaging/macos/build.sh     signs it, too; without, that step is left out
set -eu
cd "$(dirname "$0")/../.."
packaging/set-up.sh requirements-package.txt .venv-package
out=build/package
.venv-package/bin/python -m PyInstaller --noconfirm --clean --distpath "$out" --workpath build/frozen packaging/frozen/accord.spec
if [ -n "${IDENTITY:-}" ]; then
    codesign --deep --force --options runtime --timestamp --entitlements packaging/macos/entitlements.plist \
        --sign "$IDENTITY" "$out/Accord.app"
else
    echo "Not signed: no IDENTITY was given."
fi
"$out/Accord.app/Contents/MacOS/accord" --demo --self-check
hdiutil create -volname Accord -srcfolder "$out/Accord.app" -ov -format UDZO "$out/accord-macos-$(uname -m).dmg"
