"""Files that somebody chose: what is read of them, and that hostile ones cost nothing but a line in the report."""

from __future__ import annotations

import hashlib
import inspect
import os
import stat
import struct
import sys
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import WrongPassphrase
from app.models.journal_incoming import ImportProblem, ImportTrouble
from app.storage.age_file import encrypt
from app.storage.journal_source import FileContent, ImportReader, ReadLimits, is_backup

WORDS = "quiet river lantern"


def read(
    *paths: Path, limits: ReadLimits | None = None, passphrase: str | None = None
) -> list[FileContent | ImportTrouble]:
    return list(ImportReader(passphrase, limits or ReadLimits()).read(paths))


def problems(found: list[FileContent | ImportTrouble]) -> list[ImportProblem]:
    return [each.problem for each in found if isinstance(each, ImportTrouble)]


def names(found: list[FileContent | ImportTrouble]) -> list[str]:
    return [each.about.name for each in found if isinstance(each, FileContent)]


def packed(*files: tuple[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in files:
            archive.writestr(name, raw)
    return out.getvalue()


def put(folder: Path, name: str, raw: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)
    return path


def test_a_folder_is_read_in_order_and_what_is_hidden_is_left_alone(tmp_path: Path) -> None:
    for name in ("b.md", "a.txt", "deep/er/c.json", ".hidden/d.md", ".e.md", "f.png"):
        put(tmp_path, name, b"words")
    found = read(tmp_path)
    assert names(found) == ["a.txt", "b.md", "c.json"]
    assert [each.about.folders for each in found if isinstance(each, FileContent)] == [
        (tmp_path.name,),
        (tmp_path.name,),
        (tmp_path.name, "deep", "er"),
    ]
    assert problems(found) == [ImportProblem.UNKNOWN_KIND]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    outside = put(tmp_path, "outside/secret.md", b"words")
    folder = tmp_path / "chosen"
    folder.mkdir()
    (folder / "a.md").symlink_to(outside)
    (folder / "loop").symlink_to(folder)
    (folder / "gone.md").symlink_to(tmp_path / "nowhere")
    assert problems(read(folder)) == [ImportProblem.LINK] * 3
    assert names(read(folder)) == []
    assert names(read(folder / "a.md")) == ["a.md"], "one that was chosen itself is"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes there")
def test_a_pipe_does_not_hold_anything_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    assert problems(read(tmp_path)) == [ImportProblem.UNREADABLE]
    assert not is_backup(tmp_path / "pipe.md")


def test_folders_deeper_than_calls_can_be_are_gone_through(tmp_path: Path) -> None:
    put(tmp_path, "z.md", b"words")
    put(tmp_path, "/".join(["a"] * 150 + ["deep.md"]), b"words")
    limit, calls = sys.getrecursionlimit(), len(inspect.stack())
    sys.setrecursionlimit(calls + 100)
    try:
        assert names(read(tmp_path)) == ["deep.md", "z.md"]
    finally:
        sys.setrecursionlimit(limit)


def test_a_place_that_cannot_even_be_looked_at_is_said(tmp_path: Path) -> None:
    assert problems(read(tmp_path / ("x" * 300 + ".md"))) == [ImportProblem.UNREADABLE]
    assert problems(read(tmp_path / ("x" * 300))) == [ImportProblem.UNKNOWN_KIND]


def test_what_is_gone_or_too_large_is_said(tmp_path: Path) -> None:
    large = put(tmp_path, "large.md", b"x" * 101)
    limits = ReadLimits(one=100, archive=200)
    assert problems(read(tmp_path / "gone.md")) == [ImportProblem.UNREADABLE]
    assert problems(read(large, limits=limits)) == [ImportProblem.TOO_LARGE]
    assert problems(read(tmp_path, limits=limits)) == [ImportProblem.TOO_LARGE]
    assert problems(read(put(tmp_path, "large.zip", b"x" * 201), limits=limits)) == [ImportProblem.TOO_LARGE]


def test_there_is_an_end_to_how_much_is_read(tmp_path: Path) -> None:
    for number in range(10):
        put(tmp_path, f"{number}.md", b"x" * 100)
    assert problems(read(tmp_path, limits=ReadLimits(files=3))) == [ImportProblem.TOO_MANY]
    found = read(tmp_path, limits=ReadLimits(all=450))
    assert len(names(found)) == 4
    assert problems(found) == [ImportProblem.TOO_MANY]


def test_an_archive_is_read_in_memory_whatever_its_names(tmp_path: Path) -> None:
    names_inside = ("a.md", "../../up.md", "/root.txt", "C:\\windows\\x.md", "deep/b.json", "__MACOSX/._a.md", "x.jpg")
    path = put(tmp_path, "in/x.zip", packed(*((name, b"words") for name in names_inside)))
    before = sorted(tmp_path.rglob("*"))
    found = read(path)
    assert names(found) == ["a.md", "../../up.md", "/root.txt", "C:\\windows\\x.md", "deep/b.json"]
    assert problems(found) == [ImportProblem.UNKNOWN_KIND]
    assert sorted(tmp_path.rglob("*")) == before, "nothing is unpacked"


def test_bombs_are_noticed_by_what_they_really_unpack_to(tmp_path: Path) -> None:
    limits = ReadLimits(free=1000, ratio=10)
    bomb = put(tmp_path, "bomb.zip", packed(("a.md", bytes(4_000_000)), ("b.md", b"words")))
    found = read(bomb, limits=limits)
    assert names(found) == []
    assert problems(found) == [ImportProblem.UNPACKS_TOO_LARGE]
    many = put(tmp_path, "many.zip", packed(*((f"{n}.md", bytes(20_000)) for n in range(200))))
    assert len(names(read(many, limits=limits))) < 60
    assert problems(read(many, limits=limits)) == [ImportProblem.UNPACKS_TOO_LARGE]
    assert problems(read(many, limits=ReadLimits(files=50))) == [ImportProblem.TOO_MANY]


def test_a_size_that_is_a_lie_helps_nobody(tmp_path: Path) -> None:
    """The directory says ten bytes; what is packed are four million."""
    raw = bytearray(packed(("a.md", bytes(4_000_000))))
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        where = raw.rindex(mark) + at
        raw[where : where + 4] = struct.pack("<I", 10)
    found = read(put(tmp_path, "lie.zip", bytes(raw)), limits=ReadLimits(free=1000, ratio=10))
    assert names(found) == []
    assert problems(found) == [ImportProblem.BROKEN]


def test_strange_members_are_said(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.md")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("bzip.md", b"words", zipfile.ZIP_BZIP2)
        archive.writestr("locked.md", b"words")
        archive.writestr("nested.zip", packed(("a.md", b"words")))
        archive.writestr("fine.md", b"words")
    raw = bytearray(out.getvalue())
    for mark, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        header = raw.rindex(b"locked.md") if mark == b"PK\x01\x02" else raw.index(b"locked.md")
        where = raw.rindex(mark, 0, header) + at
        raw[where] |= 1
    found = read(put(tmp_path, "x.zip", bytes(raw)))
    assert names(found) == ["fine.md"]
    assert problems(found) == [
        ImportProblem.UNREADABLE,
        ImportProblem.UNREADABLE,
        ImportProblem.LOCKED,
        ImportProblem.UNKNOWN_KIND,
    ]


def test_a_member_without_a_name_is_said(tmp_path: Path) -> None:
    raw = packed(("a.md", b"words"))
    central, end = raw.index(b"PK\x01\x02"), raw.index(b"PK\x05\x06")
    entry = raw[central : central + 28] + struct.pack("<H", 0) + raw[central + 30 : central + 46]
    tail = raw[end : end + 12] + struct.pack("<I", len(entry)) + raw[end + 16 :]
    found = read(put(tmp_path, "x.zip", raw[:central] + entry + tail))
    assert problems(found) == [ImportProblem.UNKNOWN_KIND]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_damaged_archive_never_raises(tmp_path: Path, data: st.DataObject) -> None:
    raw = bytearray(packed(("a.md", b"words" * 40), ("b.md", hashlib.sha256(b"b").digest() * 2), ("c.txt", b"more")))
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(raw)))
    for each in (bytes(raw), bytes(raw[:cut]), zlib.compress(bytes(raw))):
        read(put(tmp_path, "x.zip", each))


def test_a_backup_opens_with_its_passphrase_only(tmp_path: Path) -> None:
    encrypted = encrypt(packed(("a.md", b"words")), WORDS, work_factor=4)
    path = put(tmp_path, "any-name.bin", encrypted)
    assert is_backup(path)
    assert problems(read(path)) == [ImportProblem.LOCKED]
    with pytest.raises(WrongPassphrase):
        read(path, passphrase="something else")
    [source] = read(path, passphrase=WORDS)
    assert isinstance(source, FileContent)
    assert source.about.trusted
    [plain] = read(put(tmp_path, "x.zip", packed(("a.md", b"words"))))
    assert isinstance(plain, FileContent)
    assert not plain.about.trusted
    damaged = put(tmp_path, "b.age", encrypted[:-1])
    assert problems(read(damaged, passphrase=WORDS)) == [ImportProblem.BROKEN]
    no_archive = put(tmp_path, "c.age", encrypt(b"words", WORDS, work_factor=4))
    assert problems(read(no_archive, passphrase=WORDS)) == [ImportProblem.BROKEN]


def test_times_that_are_none_are_replaced(tmp_path: Path) -> None:
    path = put(tmp_path, "old.md", b"words")
    os.utime(path, (9e9, 9e9))
    [source] = read(path)
    assert isinstance(source, FileContent)
    assert source.about.time.year == 1970
