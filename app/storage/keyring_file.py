"""The keyring file and the marks in it that show before anybody unlocks; imports the standard library only.

The file is an envelope: `format`, `version`, `sha256` and `mac` around `body`, the text that both digests cover, byte
for byte. There are two copies of it.
"""

from __future__ import annotations

import errno
import json
import re
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from app.errors import (
    AccordError,
    VaultDamaged,
    VaultForeign,
    VaultMissing,
    VaultNewer,
    VaultSwapped,
    VaultUnwritable,
)
from app.storage.keyring_rules import BODY
from app.storage.regular_file import open_regular

if TYPE_CHECKING:
    from pathlib import Path

    from app.models.base import PersonId

FORMAT = "accord keyring"
VERSION = 1
KEYRING = "keyring.json"
KEYRING_COPY = "keyring.bak.json"
LOCK = ".lock"
MAX_SIZE = 64 * 1024

_NOT_NOW = {errno.EACCES, errno.EPERM, errno.EMFILE, errno.ENFILE, errno.ENOMEM}
_HASH = re.compile(r"[0-9a-f]{64}")
_DATABASE = re.compile(r"(shared|[0-9a-f]{32})\.db")
_PRIVATE = re.compile(r"[0-9a-f]{32}\.db")


class KeyringMark(NamedTuple):
    """A person as they show before unlocking: an id and a mark, no name."""

    person_id: PersonId
    shape: str
    hue: str
    initial: str


class StoredKeyring(NamedTuple):
    """A keyring as read from disk, its checksum verified: the bytes and the data in them."""

    raw: bytes
    body: bytes
    mac: str
    data: dict[str, Any]
    needs_repair: bool = False

    @property
    def generation(self) -> int:
        """How many times the keyring was written."""
        return int(self.data["generation"])


def read_people(folder: Path) -> tuple[KeyringMark, ...]:
    """The people of a vault. VaultMissing, VaultForeign, VaultDamaged or VaultNewer."""
    return tuple(_person(person) for person in load_stored(folder).data["people"])


def load_stored(folder: Path) -> StoredKeyring:
    """The valid copy with the highest generation. Never writes, whatever is wrong with the files.

    VaultSwapped if each is the keyring of a different vault than the files beside it.
    """
    _require_folder(folder)
    found: list[StoredKeyring] = []
    faults: list[AccordError] = []
    newer: list[tuple[bytes, VaultNewer]] = []
    for name in (KEYRING, KEYRING_COPY):
        try:
            raw = read_bytes(folder / name)
            found.append(parse_stored(raw, name))
        except (VaultMissing, VaultDamaged, VaultForeign) as fault:
            faults.append(fault)
        except VaultNewer as fault:
            newer.append((raw, fault))
    for raw, refused in newer:
        if not any(_differs_in_version_only(raw, other.raw) for other in found):
            raise refused
    if not found:
        raise _nothing_found(folder, faults)
    mine = [each for each in found if not _is_swapped(folder, each)]
    if not mine:
        raise VaultSwapped(KEYRING)
    best = max((s for s in mine if s.data["vault_id"] == mine[0].data["vault_id"]), key=lambda s: s.generation)
    agree = not faults and not newer and all(other.raw == found[0].raw for other in found)
    return StoredKeyring(best.raw, best.body, best.mac, best.data, needs_repair=not agree)


def _differs_in_version_only(raw: bytes, other: bytes) -> bool:
    """Whether a flipped bit made a keyring look like a newer program's; that one would write other bytes, too."""
    return {**_envelope(raw), "version": None} == {**_envelope(other), "version": None}


def _envelope(raw: bytes) -> dict[str, Any]:
    decoded = _decoded(raw)
    assert isinstance(decoded, dict)
    return decoded


def _is_swapped(folder: Path, stored: StoredKeyring) -> bool:
    """Whether the folder has the private files of other people, and of none whom this keyring names."""
    try:
        names = {path.name for path in folder.iterdir() if _PRIVATE.fullmatch(path.name)}
    except OSError:
        return False
    return bool(names) and names.isdisjoint(f"{person['person_id']}.db" for person in stored.data["people"])


def read_bytes(path: Path) -> bytes:
    """The bytes of a small file of the vault."""
    try:
        with open_regular(path) as file:
            raw = file.read(MAX_SIZE + 1)
    except FileNotFoundError:
        raise VaultMissing(path.name) from None
    except OSError as error:
        raise unreadable(error, path.name) from None
    if not raw or len(raw) > MAX_SIZE:
        raise VaultDamaged(path.name)
    return raw


def unreadable(error: OSError, name: str) -> AccordError:
    """What it means that a file can't be opened: that it is damaged, unless the fault is not the file's."""
    return VaultUnwritable(name) if error.errno in _NOT_NOW else VaultDamaged(name)


def parse_stored(raw: bytes, name: str) -> StoredKeyring:
    """Parse an envelope and its body; errors name the file `name`."""
    try:
        envelope = _decoded(raw)
    except (ValueError, RecursionError):
        raise VaultDamaged(name) from None
    if not isinstance(envelope, dict) or envelope.get("format") != FORMAT:
        raise VaultForeign(name)
    version = envelope.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise VaultDamaged(name)
    if version > VERSION:
        raise VaultNewer(name)
    body, mac, checksum = (envelope.get(field) for field in ("body", "mac", "sha256"))
    if not (isinstance(body, str) and isinstance(mac, str) and isinstance(checksum, str)):
        raise VaultDamaged(name)
    if not (_HASH.fullmatch(mac) and _HASH.fullmatch(checksum)):
        raise VaultDamaged(name)
    try:
        stored = body.encode("ascii")
        data = _decoded(stored)
    except (ValueError, RecursionError):
        raise VaultDamaged(name) from None
    # Plain comparison: this checksum finds accidents and guards no secret; unlocking verifies the MAC.
    if _sha256(stored) != checksum or not BODY(data) or not isinstance(data, dict):
        raise VaultDamaged(name)
    return StoredKeyring(raw, stored, mac, data)


def _sha256(data: bytes) -> str:
    # By Python's own module if it has one: hashlib loads OpenSSL, which takes a fiftieth of the start.
    try:
        module = import_module("_sha2" if sys.version_info >= (3, 12) else "_sha256")
    except ImportError:
        module = import_module("hashlib")
    digest: str = module.sha256(data).hexdigest()
    return digest


def _require_folder(folder: Path) -> None:
    if not folder.exists():
        raise VaultMissing(folder.name)
    if not folder.is_dir():
        raise VaultForeign(folder.name)


def _nothing_found(folder: Path, faults: list[AccordError]) -> AccordError:
    present = next((fault for fault in faults if not isinstance(fault, VaultMissing)), None)
    if present is not None:
        return present
    try:
        names = [path.name for path in folder.iterdir() if path.name != LOCK]
    except OSError:
        return VaultUnwritable(folder.name)
    if not names:
        return VaultMissing(folder.name)
    if any(_DATABASE.fullmatch(name) for name in names):
        return VaultDamaged(KEYRING)
    return VaultForeign(folder.name)


def _person(person: dict[str, Any]) -> KeyringMark:
    mark = person["mark"]
    return KeyringMark(person["person_id"], mark["shape"], mark["hue"], mark["initial"])


def _decoded(raw: bytes) -> object:
    """The value of a JSON text. ValueError or RecursionError; a field that is given twice is an error as well."""
    return json.loads(raw, object_pairs_hook=_fields, parse_constant=_no_number)


def _fields(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError("twice")
    return fields


def _no_number(_said: str) -> None:
    raise ValueError("number")
