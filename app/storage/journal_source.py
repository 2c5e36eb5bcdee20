"""Reads the files that a person chose to import: folders, archives, own backups. Never unpacks anything to disk.

Each file becomes a `FileContent` or an `ImportTrouble`. Sizes are those really read, not those that a file claims.
"""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from app.errors import VaultDamaged, VaultForeign
from app.models.journal_dates import is_possible
from app.models.journal_import import ENDINGS, ending_of, problem_of
from app.models.journal_incoming import ImportedFile, ImportProblem, ImportTrouble, shown_name
from app.storage.age_file import MAGIC, decrypt, is_age
from app.storage.regular_file import open_regular

ARCHIVE, BACKUP = ".zip", ".age"
_FOLDERS_NAMED = 8
"""The innermost folders around a file, whose names may have its date."""
_ARCHIVE_MEMBER = b"PK\x01\x02"
_CHUNK = 256 * 1024


class ReadLimits(NamedTuple):
    """The most that is read; sizes in bytes. `ratio`: how many times its own size an archive may unpack to."""

    files: int = 100_000
    one: int = 64 * 2**20
    archive: int = 256 * 2**20
    all: int = 512 * 2**20
    ratio: int = 100
    free: int = 2**20


class FileContent(NamedTuple):
    """The bytes of one file, and its name and time."""

    raw: bytes
    about: ImportedFile


@dataclass
class ImportReader:
    """Reads the chosen files; `passphrase` opens the backups among them."""

    passphrase: str | None = None
    limits: ReadLimits = field(default_factory=ReadLimits)
    _files: int = 0
    _bytes: int = 0
    _is_full: bool = False

    def read(self, chosen: Sequence[Path]) -> Iterator[FileContent | ImportTrouble]:
        """Every file in these files and folders, in turn."""
        for path in chosen:
            if os.path.isdir(path) and not os.path.islink(path):  # these never raise
                yield from self._folder(path)
            else:
                yield from self._file(path, chosen=True)

    def _folder(self, folder: Path) -> Iterator[FileContent | ImportTrouble]:
        # A stack instead of recursion, because folders may be nested deeper than calls can be; the innermost is last.
        under_way, names = [_listed(folder)], [folder.name]
        while under_way and not self._is_full:
            found = next(under_way[-1], None)
            if found is None:
                under_way.pop()
                names.pop()
            elif isinstance(found, ImportTrouble):
                yield found
            elif found.is_folder:
                under_way.append(_listed(found.path))
                names.append(found.path.name)
            else:
                yield from self._file(found.path, chosen=False, folders=names[-_FOLDERS_NAMED:])

    def _file(self, path: Path, *, chosen: bool, folders: Sequence[str] = ()) -> Iterator[FileContent | ImportTrouble]:
        ending = ending_of(path.name)
        packed = ending in (ARCHIVE, BACKUP)
        if not packed and ending not in ENDINGS and not (chosen and is_backup(path)):
            yield _trouble(problem_of(path.name) or ImportProblem.UNKNOWN_KIND, path.name)
            return
        limit = self.limits.archive if packed or chosen else self.limits.one
        try:
            raw, when = _contents(path, limit, follow=chosen)
        except OSError:
            yield _trouble(ImportProblem.UNREADABLE, path.name)
            return
        if raw is None:
            yield _trouble(ImportProblem.TOO_LARGE, path.name)
        elif is_age(raw):
            yield from self._backup(raw, path.name, when)
        elif ending == ARCHIVE:
            yield from self._archive(raw, ImportedFile(name=path.name, time=when))
        elif len(raw) > self.limits.one:
            yield _trouble(ImportProblem.TOO_LARGE, path.name)
        else:
            about = ImportedFile(name=path.name, time=when, folders=tuple(folders))
            yield from self._counted(FileContent(raw, about))

    def _backup(self, raw: bytes, name: str, when: datetime) -> Iterator[FileContent | ImportTrouble]:
        """The files in an own encrypted backup. Raises `WrongPassphrase`."""
        if self.passphrase is None:
            yield _trouble(ImportProblem.LOCKED, name)
            return
        problem = None
        content = b""
        try:
            content = decrypt(raw, self.passphrase)
        except VaultForeign:
            problem = ImportProblem.LOCKED
        except VaultDamaged:
            problem = ImportProblem.BROKEN
        if problem is not None:
            yield _trouble(problem, name)
        else:
            yield from self._archive(content, ImportedFile(name=name, time=when, trusted=True))

    def _archive(self, raw: bytes, about: ImportedFile) -> Iterator[FileContent | ImportTrouble]:
        if raw.count(_ARCHIVE_MEMBER) > self.limits.files:
            yield _trouble(ImportProblem.TOO_MANY, about.name)
            return
        members: list[zipfile.ZipInfo] | None = None
        try:
            archive = zipfile.ZipFile(BytesIO(raw))
            members = archive.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, OverflowError):
            pass
        if members is None:
            yield _trouble(ImportProblem.BROKEN, about.name)
            return
        limit = min(self.limits.all, self.limits.free + len(raw) * self.limits.ratio)
        unpacked = 0
        for member in members:
            if member.filename.endswith("/") or shown_name(member.filename).startswith((".", "__MACOSX")):
                continue
            for each in self._member(archive, member, about, limit - unpacked):
                unpacked += len(each.raw) if isinstance(each, FileContent) else 0
                yield each
                if isinstance(each, ImportTrouble) and each.problem is ImportProblem.UNPACKS_TOO_LARGE:
                    return
            if self._is_full:
                return

    def _member(
        self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, about: ImportedFile, left: int
    ) -> Iterator[FileContent | ImportTrouble]:
        name = member.filename
        problem = problem_of(name)
        if problem is not None:
            yield _trouble(problem, name)
        elif member.flag_bits & 1:
            yield _trouble(ImportProblem.LOCKED, name)
        elif member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or _is_link(member):
            yield _trouble(ImportProblem.UNREADABLE, name)
        elif member.file_size > self.limits.one:
            yield _trouble(ImportProblem.TOO_LARGE, name)
        else:
            raw = _unpacked(archive, member, min(left, self.limits.one))
            if raw is None:
                yield _trouble(ImportProblem.BROKEN, name)
            elif len(raw) > min(left, self.limits.one):
                yield _trouble(ImportProblem.UNPACKS_TOO_LARGE, about.name)
            else:
                time = _member_time(member) or about.time
                inside = about.evolve(name=name, time=time, folders=(about.name.rpartition(".")[0],))
                yield from self._counted(FileContent(raw, inside))

    def _counted(self, source: FileContent) -> Iterator[FileContent | ImportTrouble]:
        self._files += 1
        self._bytes += len(source.raw)
        if self._files > self.limits.files or self._bytes > self.limits.all:
            self._is_full = True
            yield _trouble(ImportProblem.TOO_MANY, source.about.name)
        else:
            yield source


class _FolderEntry(NamedTuple):
    """A file or folder in a folder."""

    path: Path
    is_folder: bool


def _listed(folder: Path) -> Iterator[_FolderEntry | ImportTrouble]:
    """What is in a folder, sorted by name."""
    try:
        with os.scandir(folder) as found:
            # Names that begin with a dot belong to other programs.
            entries = sorted((each for each in found if not each.name.startswith(".")), key=lambda entry: entry.name)
    except OSError:
        yield _trouble(ImportProblem.UNREADABLE, folder.name)
        return
    for entry in entries:
        try:
            is_link, is_folder = entry.is_symlink(), entry.is_dir(follow_symlinks=False)
        except OSError:
            yield _trouble(ImportProblem.UNREADABLE, entry.name)
            continue
        yield _trouble(ImportProblem.LINK, entry.name) if is_link else _FolderEntry(Path(entry.path), is_folder)


def is_backup(path: Path) -> bool:
    """Whether a file begins like an encrypted backup."""
    try:
        raw, _when = _contents(path, None, follow=True)
    except OSError:
        return False
    return raw is not None and is_age(raw)


def _contents(path: Path, limit: int | None, *, follow: bool) -> tuple[bytes | None, datetime]:
    """The bytes of a regular file (None if there are more than `limit`; its beginning without one), and its time."""
    with open_regular(path, follow=follow) as file:
        when = _file_time(os.fstat(file.fileno()).st_mtime)
        if limit is None:
            return file.read(len(MAGIC)), when
        raw = file.read(limit + 1)
    return (raw if len(raw) <= limit else None), when


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int) -> bytes | None:
    """The bytes of a member, at most one more than `limit`; None if it is damaged."""
    out = bytearray()
    try:
        with archive.open(member) as file:
            while len(out) <= limit and (chunk := file.read(min(_CHUNK, limit + 1 - len(out)))):
                out += chunk
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError, NotImplementedError):
        return None
    return bytes(out)


def _is_link(member: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(member.external_attr >> 16)


def _member_time(member: zipfile.ZipInfo) -> datetime | None:
    try:
        at = datetime(*member.date_time).astimezone(UTC)
    except (ValueError, OSError, OverflowError):
        return None
    return at if is_possible(at) else None


def _file_time(seconds: float) -> datetime:
    try:
        at = datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OSError, OverflowError):
        return datetime(1970, 1, 1, tzinfo=UTC)
    return at if is_possible(at) else datetime(1970, 1, 1, tzinfo=UTC)


def _trouble(problem: ImportProblem, name: str) -> ImportTrouble:
    return ImportTrouble(problem=problem, where=shown_name(name))
