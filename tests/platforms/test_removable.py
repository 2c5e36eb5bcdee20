"""Which drives are offered as a second place: on USB or removable, where people mount them, and writable."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.platforms.removable import removable_places


def test_only_what_can_be_pulled_out_and_written_to(tmp_path: Path) -> None:
    blocks, devices, media = tmp_path / "block", tmp_path / "devices", tmp_path / "media"
    places = {
        "sda1": ("pci0/usb2/2-1/block/sda/sda1", "0", "rw"),
        "sdb1": ("pci0/ata1/block/sdb/sdb1", "1", "rw"),
        "sdc": ("pci0/mmc0/block/sdc", "1", "rw"),
        "sdd1": ("pci0/ata2/block/sdd/sdd1", "0", "rw"),
        "sde1": ("pci0/usb3/3-1/block/sde/sde1", "1", "ro"),
    }
    lines = ["proc /proc proc rw 0 0", f"//server/share {media} cifs rw 0 0"]
    blocks.mkdir()
    for name, (device, removable, options) in places.items():
        drive = devices / device
        drive.mkdir(parents=True)
        ((drive if name == "sdc" else drive.parent) / "removable").write_text(f"{removable}\n")
        (blocks / name).symlink_to(drive)
        (media / f"my {name}").mkdir(parents=True)
        lines.append(f"/dev/{name} {media}/my\\040{name} vfat {options},nosuid 0 0")
    lines.append(f"/dev/sda1 {tmp_path}/home ext4 rw 0 0")
    mounts = tmp_path / "mounts"
    mounts.write_text("\n".join(lines))
    found = removable_places(mounts, blocks, (media,))
    assert [place.name for place in found] == ["my sda1", "my sdb1", "my sdc"]
    assert removable_places(tmp_path / "none", blocks, (media,)) == ()
    if os.geteuid():
        (media / "my sda1").chmod(0o500)
        assert [place.name for place in removable_places(mounts, blocks, (media,))] == ["my sdb1", "my sdc"]


@pytest.mark.parametrize("strange", ["too few", "/dev/sda1 /media/\\777 vfat rw 0 0", ""])
def test_lines_of_another_form_are_no_drives(tmp_path: Path, strange: str) -> None:
    (tmp_path / "mounts").write_text(strange)
    assert removable_places(tmp_path / "mounts", tmp_path, (Path("/media"),)) == ()
