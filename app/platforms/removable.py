"""Where Linux has mounted drives that can be pulled out; nothing on them is read."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path

MOUNTS, BLOCKS = Path("/proc/self/mounts"), Path("/sys/class/block")
_MOUNTED_IN = tuple(map(Path, ("/media", "/run/media", "/mnt")))
"""Where desktops and people mount such drives; a system that runs from a stick has that at the root."""
_DEVICE = re.compile(r"/dev/([a-z0-9]{1,64})")
_ESCAPED = re.compile(r"\\([0-7]{3})")


def removable_places(
    mounts: Path = MOUNTS, blocks: Path = BLOCKS, mounted_in: tuple[Path, ...] = _MOUNTED_IN
) -> tuple[Path, ...]:
    """The folders in which such drives are mounted and can be written to."""
    found = []
    with suppress(OSError, ValueError):
        for line in mounts.read_text("utf-8", "surrogateescape").splitlines():
            device, place, _kind, options, *_rest = line.split(" ")
            named, folder = _DEVICE.fullmatch(device), Path(_ESCAPED.sub(lambda octal: chr(int(octal[1], 8)), place))
            if named is None or "ro" in options.split(",") or not any(map(folder.is_relative_to, mounted_in)):
                continue
            if _is_removable(blocks / named[1]) and os.access(folder, os.W_OK):
                found.append(folder)
    return tuple(found)


def _is_removable(block: Path) -> bool:
    """Whether a partition, or a whole drive, is on USB or says that it can be pulled out."""
    place = block.resolve()
    if any(re.fullmatch(r"usb\d+", part) for part in place.parts):
        return True
    for drive in (place, place.parent):
        with suppress(OSError):
            return (drive / "removable").read_text().strip() == "1"
    return False
