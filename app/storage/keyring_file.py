"""The keyring file and the marks in it that show before anybody unlocks; imports the standard library only.

The file is an envelope: `format`, `version`, `sha256` and `mac` around `body`, the text that both digests cover, byte
for byte. There are two copies of it.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from app.errors import AccordError, VaultDamaged, VaultForeign, VaultMissing, VaultNewer, VaultUnwritable

if TYPE_CHECKING:
    from pathlib import Path

    from app.models.base import PersonId

FORMAT = "accord keyring"
VERSION = 1
KEYRING = "keyring.json"
KEYRING_COPY = "keyring.bak.json"
LOCK = ".lock"
MAX_SIZE = 64 * 1024

_ID = re.compile(r"[0-9a-f]{32}")
_HASH = re.compile(r"[0-9a-f]{64}")
_DATABASE = re.compile(r"(shared|[0-9a-f]{32})\.db")


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
    """The valid copy with the highest generation. Never writes, whatever is wrong with the files."""
    _require_folder(folder)
    found: list[StoredKeyring] = []
    faults: list[AccordError] = []
    for name in (KEYRING, KEYRING_COPY):
        try:
            found.append(parse_stored(read_bytes(folder / name), name))
        except (VaultMissing, VaultDamaged, VaultForeign) as fault:
            faults.append(fault)
    if not found:
        raise _nothing_found(folder, faults)
    first, *others = found
    best = max((s for s in found if s.data["vault_id"] == first.data["vault_id"]), key=lambda s: s.generation)
    agree = not faults and all(other.raw == first.raw for other in others)
    return StoredKeyring(best.raw, best.body, best.mac, best.data, needs_repair=not agree)


def read_bytes(path: Path) -> bytes:
    """The bytes of a small file of the vault."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_SIZE + 1)
    except FileNotFoundError:
        raise VaultMissing(path.name) from None
    except PermissionError:
        raise VaultUnwritable(path.name) from None
    except OSError:
        raise VaultDamaged(path.name) from None
    if not raw or len(raw) > MAX_SIZE:
        raise VaultDamaged(path.name)
    return raw


def parse_stored(raw: bytes, name: str) -> StoredKeyring:
    """Parse an envelope and its body; errors name the file `name`."""
    try:
        envelope = json.loads(raw)
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
        data = json.loads(stored)
    except (ValueError, RecursionError):
        raise VaultDamaged(name) from None
    # Plain comparison: this checksum finds accidents and guards no secret; unlocking verifies the MAC.
    if hashlib.sha256(stored).hexdigest() != checksum or not _well_formed(data):
        raise VaultDamaged(name)
    return StoredKeyring(raw, stored, mac, data)


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


def _well_formed(data: object) -> bool:
    if not isinstance(data, dict) or not {"vault_id", "generation", "people", "shared"} <= data.keys():
        return False
    people = data["people"]
    return (
        _matches(_ID, data["vault_id"])
        and isinstance(data["generation"], int)
        and isinstance(people, list)
        and 1 <= len(people) <= 2
        and all(_is_person(person) for person in people)
        and len({person["person_id"] for person in people}) == len(people)
    )


def _is_person(person: object) -> bool:
    if not isinstance(person, dict) or not _matches(_ID, person.get("person_id")):
        return False
    mark = person.get("mark")
    return isinstance(mark, dict) and all(isinstance(mark.get(part), str) for part in ("shape", "hue", "initial"))


def _person(person: dict[str, Any]) -> KeyringMark:
    mark = person["mark"]
    return KeyringMark(person["person_id"], mark["shape"], mark["hue"], mark["initial"])


def _matches(pattern: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None
