"""Files are written owner-only and atomically, or not at all."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import VaultDamaged, VaultUnwritable
from app.storage import files
from app.storage.files import create_owner_only, make_folder, remove_parts, write_atomically, write_export, writing
from app.storage.keyring_file import KEYRING
from tests.storage.made import Made
from tests.support.files import contents

Write = Callable[[Path, bytes], None]
WRITES = pytest.mark.parametrize("write", [write_atomically, write_export])


def _full(*_arguments: object, **_named: object) -> int:
    raise OSError(errno.ENOSPC, "no space")


@WRITES
def test_a_file_is_replaced_and_only_its_owner_may_read_it(write: Write, tmp_path: Path) -> None:
    target = tmp_path / "page.pdf"
    for raw in (b"first", b"second" * 100_000, b""):
        write(target, raw)
        assert contents(tmp_path) == {target.name: raw}
        assert stat.S_IMODE(target.stat().st_mode) == 0o600


@WRITES
@pytest.mark.parametrize("step", ["open", "fsync", "replace"])
def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    write: Write, step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "page.pdf"
    target.write_bytes(b"old")
    with monkeypatch.context() as patch:
        patch.setattr(os, step, _full)
        with pytest.raises(VaultUnwritable, match=r"page\.pdf"):
            write(target, b"new")
    assert contents(tmp_path) == {target.name: b"old"}


@pytest.mark.parametrize("missing", ["O_TMPFILE", "link"])
def test_an_export_is_written_where_files_need_a_name(
    missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if missing == "link":
        monkeypatch.setattr(os, "link", _full)
    else:
        monkeypatch.delattr(os, missing, raising=False)
    write_export(tmp_path / "page.pdf", b"page")
    assert contents(tmp_path) == {"page.pdf": b"page"}


def test_what_reads_back_differently_is_not_put_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / KEYRING
    target.write_bytes(b"old")
    monkeypatch.setattr(files, "write_new", lambda path, raw: path.write_bytes(raw[:-1]))
    with pytest.raises(VaultDamaged):
        write_atomically(target, b"newer")
    assert contents(tmp_path) == {KEYRING: b"old"}


def test_an_existing_file_or_link_is_not_created_again(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"there")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for name in ("file", "link"):
        with pytest.raises(FileExistsError):
            create_owner_only(tmp_path / name)
    os.close(create_owner_only(tmp_path / "new"))
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o600
    assert not (tmp_path / "elsewhere").exists()


def test_only_errors_of_the_system_become_ours() -> None:
    with pytest.raises(VaultUnwritable) as caught, writing("vault"):
        raise OSError(errno.EROFS, "/a/path/that/names/somebody")
    assert str(caught.value) == "vault"
    with pytest.raises(ValueError, match="own"), writing("vault"):
        raise ValueError("of our own")


def test_parts_of_interrupted_writes_are_removed_and_nothing_else(tmp_path: Path) -> None:
    for name in (f".{KEYRING}.0123abcd.part", KEYRING, "notes.part", ".hidden"):
        (tmp_path / name).write_bytes(b"x")
    remove_parts(tmp_path)
    assert set(contents(tmp_path)) == {KEYRING, "notes.part", ".hidden"}


def test_parts_left_by_a_kill_are_removed_at_opening(pair: Made) -> None:
    left = [pair.folder / name for name in (f".{KEYRING}.0123abcd.part", ".shared.db.part", ".shared.db.part-journal")]
    for part in left:
        part.write_bytes(b"half")
    with pair.open():
        assert not any(part.exists() for part in left)


def test_a_folder_is_on_the_disk_with_its_parents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[Path] = []
    monkeypatch.setattr("app.storage.files.sync_folder", synced.append)
    make_folder(tmp_path / "one" / "two", parents=True)
    assert synced == [tmp_path, tmp_path / "one"]
    with pytest.raises(OSError, match="three"):  # what is gone, such as a stick, is not made again
        make_folder(tmp_path / "three" / "four")
