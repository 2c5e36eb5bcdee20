"""The file of a backup (`.accord`): a zip archive whose members are stored as they are, each of them encrypted.

    mimetype        what kind of file this is, at a place where it can be recognised
    keyring.json    the keyring of that moment
    <person>.db     private files, encrypted as in the vault; with `-journal` if a killed process left one
    manifest.json   {"format", "version", "body", "macs"}: the body lists all of these with sizes and SHA-256

Nothing in it is trusted before its size and hash are compared with the manifest. `macs` has an HMAC of the body for
each person who was here when it was written, under a key that only they can derive. Any program for zip archives can
take it apart; the members then are a vault's files, without the shared one, which is made again from the parts.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, BinaryIO, NamedTuple, Self

from pydantic import ValidationError

from app.errors import BackupDamaged, BackupForeign, VaultMissing, VaultNewer, VaultUnwritable
from app.models.backup import BackupManifest, BackupPart
from app.models.base import PersonId
from app.storage.files import replacing, synced_file, writing
from app.storage.keyring_file import KEYRING, MAX_SIZE, StoredKeyring, parse_stored
from app.storage.regular_file import open_regular
from app.storage.slots import Secret
from app.storage.watching import Step, no_step

SUFFIX = ".accord"
FORMAT = "accord backup"
VERSION = 1
MIMETYPE = "mimetype"
MANIFEST = "manifest.json"
KIND = b"application/vnd.accord.backup+zip"

_CHUNK = 1 << 20
_NO_DAY = (1980, 1, 1, 0, 0, 0)
_BEGINNING = b"PK\x03\x04"
_NAME_AT = 30
_MOST_MEMBERS = 7
_MOST_LISTED = 4096
_END, _END64, _WHERE64 = struct.Struct("<4s4H2LH"), struct.Struct("<4sQ2H2L4Q"), struct.Struct("<4sLQL")
_FAULTS = (zipfile.BadZipFile, OSError, ValueError, KeyError, RuntimeError, EOFError, struct.error, zlib.error)


class Member(NamedTuple):
    """A file to put into a backup."""

    name: str
    path: Path
    is_verified: bool


def hash_member(member: Member, step: Step) -> BackupPart:
    """How a file is listed in the manifest."""
    digest, size = hashlib.sha256(), 0
    with open_regular(member.path) as file:
        for chunk in _chunks(file):
            step(len(chunk))
            digest.update(chunk)
            size += len(chunk)
    return BackupPart(name=member.name, size=size, sha256=digest.hexdigest(), is_verified=member.is_verified)


def write_backup_file(
    path: Path,
    members: Sequence[Member],
    manifest: BackupManifest,
    proof_keys: Mapping[PersonId, Secret],
    step: Step = no_step,
) -> None:
    """Write a backup beside its place, read it back, and rename it. VaultUnwritable; nothing is left if that fails."""
    part = path.with_name(f".{path.name}.part")
    with replacing(path, part):
        part.unlink(missing_ok=True)
        with synced_file(part) as file:
            _write(file, members, manifest, proof_keys, step)
        with BackupFile(part) as written:
            if written.manifest != manifest:
                raise BackupDamaged(path.name)
            written.verify(step)
        step(0)  # whoever stops it now finds no file


def copy_backup_file(source: Path, target: Path, step: Step = no_step) -> None:
    """Copy a backup to a different place, verified there before it gets its name. VaultUnwritable, BackupDamaged."""
    part = target.with_name(f".{target.name}.part")
    with replacing(target, part):
        part.unlink(missing_ok=True)
        copy_to_new(source, part, step)
        with BackupFile(part) as copied:
            copied.verify(step)


def copy_to_new(source: Path, target: Path, step: Step = no_step) -> None:
    """Copy a file to one that must not exist yet, fsynced. OSError."""
    with open_regular(source) as origin, synced_file(target) as file:
        for chunk in _chunks(origin):
            step(len(chunk))
            file.write(chunk)


class BackupFile:
    """A backup that is being read. VaultMissing, BackupForeign, VaultNewer or BackupDamaged with the file's name."""

    def __init__(self, path: Path) -> None:
        self._name = path.name
        self._file = _open(path)
        try:
            with _readable(self._name):
                _require_small_list(self._file)
                self._archive = zipfile.ZipFile(self._file)
                self._members = {info.filename: info for info in self._archive.infolist()}
            self._body, self._macs, self.manifest = self._read_manifest()
            self.keyring: StoredKeyring = parse_stored(self._small(KEYRING), KEYRING)
        except BaseException:
            self._file.close()
            raise
        if self.keyring.data["vault_id"] != self.manifest.vault_id:
            self._file.close()
            raise BackupDamaged(self._name)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._archive.close()
        self._file.close()

    def was_signed_by(self, person: PersonId, proof_key: Secret) -> bool | None:
        """Whether a person's Accord wrote this list while they were here; None if it does not claim so."""
        mac = self._macs.get(person)
        return None if mac is None else hmac.compare_digest(_mac(proof_key, self._body), str(mac))

    def verify(self, step: Step = no_step) -> None:
        """Read every part and compare it with the manifest. BackupDamaged."""
        for part in self.manifest.parts:
            for _chunk in self._chunks_of(part, step):
                pass

    def extract(self, name: str, to: Path, step: Step = no_step) -> None:
        """Write a part to a new file, fsynced. BackupDamaged if it is not as listed, VaultUnwritable."""
        part = self.manifest.part(name)
        if part is None:
            raise BackupDamaged(self._name)
        with writing(to.name), synced_file(to) as file:
            for chunk in self._chunks_of(part, step):
                file.write(chunk)

    def _chunks_of(self, part: BackupPart, step: Step) -> Iterator[bytes]:
        digest = hashlib.sha256()
        info = self._member(part.name)
        if info.file_size != part.size:
            raise BackupDamaged(self._name)
        with _readable(self._name):
            member = self._archive.open(info)
        with member:
            while True:
                with _readable(self._name):
                    chunk = member.read(_CHUNK)
                if not chunk:
                    break
                step(len(chunk))
                digest.update(chunk)
                yield chunk
        if digest.hexdigest() != part.sha256:
            raise BackupDamaged(self._name)

    def _member(self, name: str) -> zipfile.ZipInfo:
        info = self._members.get(name)
        is_stored = info is not None and info.compress_type == zipfile.ZIP_STORED and not info.flag_bits & 1
        if info is None or not is_stored or info.file_size != info.compress_size:
            raise BackupDamaged(self._name)
        return info

    def _small(self, name: str) -> bytes:
        info = self._member(name)
        if not 0 < info.file_size <= MAX_SIZE:
            raise BackupDamaged(self._name)
        with _readable(self._name):
            return self._archive.read(info)

    def _read_manifest(self) -> tuple[bytes, dict[str, Any], BackupManifest]:
        try:
            envelope = json.loads(self._small(MANIFEST))
        except (ValueError, RecursionError):
            raise BackupDamaged(self._name) from None
        if not isinstance(envelope, dict) or envelope.get("format") != FORMAT:
            raise BackupForeign(self._name)
        version, body, macs = (envelope.get(field) for field in ("version", "body", "macs"))
        if isinstance(version, bool) or not isinstance(version, int):
            raise BackupDamaged(self._name)
        if version > VERSION:
            raise VaultNewer(self._name)
        if version != VERSION or not isinstance(body, str) or not isinstance(macs, dict):
            raise BackupDamaged(self._name)
        try:
            manifest = BackupManifest.model_validate_json(body)
        except ValidationError:
            raise BackupDamaged(self._name) from None
        names = [part.name for part in manifest.parts]
        if len(set(names)) != len(names) or {*names, MIMETYPE, MANIFEST} != self._members.keys():
            raise BackupDamaged(self._name)
        return body.encode("utf-8", "surrogatepass"), macs, manifest


def is_backup_file(path: Path) -> bool:
    """Whether a file begins as a backup does, whatever became of the rest."""
    with suppress(OSError), open_regular(path) as file:
        return _begins_as_ours(file.read(_NAME_AT + len(MIMETYPE)))
    return False


def _begins_as_ours(beginning: bytes) -> bool:
    return beginning.startswith(_BEGINNING) and beginning[_NAME_AT:] == MIMETYPE.encode()


def _open(path: Path) -> BinaryIO:
    try:
        if not path.is_file():
            raise FileNotFoundError
        file = open(path, "rb")  # noqa: SIM115
    except FileNotFoundError:
        raise (BackupForeign if path.exists() else VaultMissing)(path.name) from None
    except PermissionError:
        raise VaultUnwritable(path.name) from None
    except OSError:
        raise BackupDamaged(path.name) from None
    with suppress(OSError):
        if _begins_as_ours(file.read(_NAME_AT + len(MIMETYPE))):
            return file
    file.close()
    raise BackupForeign(path.name)


def _require_small_list(file: BinaryIO) -> None:
    """ValueError unless the list of members is as short as ours, so that reading it costs nothing."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _WHERE64.size - _END.size))
    tail = file.read()
    end = _END.unpack(tail[-_END.size :])
    if end[0] != b"PK\x05\x06" or end[4] > _MOST_MEMBERS or end[7]:
        raise ValueError("end")
    listed = end[5]
    if tail.startswith(b"PK\x06\x07"):
        file.seek(max(0, size - _WHERE64.size - _END.size - _END64.size))
        end64 = _END64.unpack(file.read(_END64.size))
        if end64[0] != b"PK\x06\x06" or end64[7] > _MOST_MEMBERS:
            raise ValueError("end")
        listed = end64[8]
    if listed > _MOST_LISTED:
        raise ValueError("list")
    file.seek(0)


def _write(
    file: IO[bytes],
    members: Sequence[Member],
    manifest: BackupManifest,
    proof_keys: Mapping[PersonId, Secret],
    step: Step,
) -> None:
    body = manifest.model_dump_json().encode()
    macs = {person: _mac(key, body) for person, key in proof_keys.items()}
    envelope = {"format": FORMAT, "version": VERSION, "body": body.decode(), "macs": macs}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(_info(MIMETYPE), KIND)
        for member, part in zip(members, manifest.parts, strict=True):
            info = _info(member.name)
            info.file_size = part.size
            with open_regular(member.path) as origin, archive.open(info, "w") as to:
                for chunk in _chunks(origin):
                    step(len(chunk))
                    to.write(chunk)
        archive.writestr(_info(MANIFEST), json.dumps(envelope, indent=1))


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _NO_DAY)
    info.external_attr = 0o600 << 16
    return info


def _mac(key: Secret, body: bytes) -> str:
    return hmac.new(key.reveal(), b"accord/backup/v1\0" + body, hashlib.sha256).hexdigest()


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk


@contextmanager
def _readable(name: str) -> Iterator[None]:
    try:
        yield
    except _FAULTS:
        raise BackupDamaged(name) from None
