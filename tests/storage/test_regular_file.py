"""Reading regular files: nothing else is opened, nothing is waited for, and no more is read than a limit."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.storage.regular_file import read_up_to


def test_a_file_is_read_up_to_a_limit(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(b"12345")
    assert read_up_to(file, 5) == b"12345"
    assert read_up_to(file, 4) is None


def test_nothing_is_waited_for(tmp_path: Path) -> None:
    places = [tmp_path, tmp_path / "gone"]
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        places.append(tmp_path / "pipe")
    for place in places:
        with pytest.raises(OSError, match=r"\w"):
            read_up_to(place, 5)
