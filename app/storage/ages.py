"""How old the files of a vault are, so that an older copy put back in their place is noticed.

Each private space counts the sessions in which it was used, and notes the generation of the keyring and how far the
partner's part of the shared file had come. The same counts are kept in a folder outside the vault (`Mirror`), where an
older copy of the private space cannot take them back. The folder is in the same account, so that it is missing or
unreadable proves nothing and is no alarm.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection

from app.errors import VaultError
from app.models.base import PersonId
from app.models.canonical import NotCanonical, decode
from app.models.said_kinds import ERA, Era
from app.models.vault_warning import VaultWarning
from app.storage.files import write_atomically
from app.storage.keyring_file import read_bytes
from app.storage.keyring_rules import MAX_GENERATION, either, hexadecimal, one_of, record, whole
from app.storage.page_proofs import PageProofs
from app.storage.repository import KeyValues
from app.storage.said_rows import HIGHEST, ONE, SaidRow
from app.storage.slots import Secret
from app.storage.tables_private import pref

_SESSIONS, _KEYRING, _PARTNER, _RESTORED = "age.sessions", "age.keyring", "age.partner", "age.restored"
_MARK = "age.mark"
_COUNTS = {"sessions": whole(0, MAX_GENERATION), "keyring": whole(0, MAX_GENERATION), "mac": hexadecimal(32, 32)}
_DIGESTS = ("own_file", "own", "shared_first", "shared")
_DIGEST = either(one_of(""), hexadecimal(32, 32))
_NOTE = either(record(**_COUNTS), record(**_COUNTS, **dict.fromkeys(_DIGESTS, _DIGEST)))


OLDER_OWN = frozenset({VaultWarning.OWN_OLDER, VaultWarning.OWN_CHANGED})
"""The private space may lack what was said since, so what it says counts as after restoring a backup."""


class Age(NamedTuple):
    """In how many sessions a private space was used, and the generation of the keyring then.

    The rest is known of files that were closed, and empty otherwise: which file the private one was, and digests of the
    proofs of its pages and of those of the shared file; all under the person's key.
    """

    sessions: int
    keyring: int
    own_file: str = ""
    own: str = ""
    shared_first: str = ""
    shared: str = ""

    def with_closed(self, own_file: str, own: PageProofs | None, shared: PageProofs | None) -> Age:
        """The same, with the pages of the closed files."""
        closed = self if own is None else self._replace(own_file=own_file, own=own.every)
        return closed if shared is None else closed._replace(shared_first=shared.first, shared=shared.every)

    def is_own_changed(self, own_file: str, now: PageProofs | None) -> bool:
        """Whether a closed private file has other pages than it had; it may also have been used elsewhere since."""
        return self.own != "" and self.own_file == own_file and (now is None or self.own != now.every)

    def is_shared_changed(self, now: PageProofs | None) -> bool:
        """Whether the closed shared file has other pages, though nothing was written: that renews its first page."""
        return now is not None and self.shared_first == now.first and self.shared != now.every


class Mirror:
    """The counts that are kept outside the vault, one small file for each person of each vault.

    Its name and its content tell nothing to whoever lacks the person's key, and only they can write one.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    @property
    def is_kept(self) -> bool:
        """Whether there is a folder for it."""
        return self._folder is not None

    def read(self, vault_id: str, proof_key: Secret) -> Age | None:
        """What was noted last; None if that is missing, unreadable or not by this person."""
        if self._folder is None:
            return None
        with suppress(VaultError, ValueError, RecursionError):
            noted = json.loads(read_bytes(self._path(vault_id, proof_key)))
            if _NOTE(noted):
                mac = noted.pop("mac")
                age = Age(**noted)
                if hmac.compare_digest(_mac(proof_key, vault_id, age), mac):
                    return age
        return None

    def write(self, vault_id: str, proof_key: Secret, age: Age) -> None:
        """Note what the files have now. A folder that cannot be written is no reason to stop anything."""
        if self._folder is not None:
            with suppress(VaultError, OSError):
                self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                noted = {**age._asdict(), "mac": _mac(proof_key, vault_id, age)}
                write_atomically(self._path(vault_id, proof_key), json.dumps(noted).encode())

    def forget(self, vault_id: str, proof_key: Secret) -> None:
        """Delete what was noted of somebody's files in a vault that are gone."""
        if self._folder is not None:
            with suppress(OSError):
                self._path(vault_id, proof_key).unlink(missing_ok=True)

    def _path(self, vault_id: str, proof_key: Secret) -> Path:
        assert self._folder is not None
        name = hmac.new(proof_key.reveal(), b"accord/mirror-name/v1\0" + vault_id.encode(), hashlib.sha256)
        return self._folder / f"{name.hexdigest()[:32]}.json"


def age_of(own: Connection) -> Age:
    """The counts in a private space."""
    prefs = KeyValues(own, pref)
    return Age(_number(prefs.get(_SESSIONS)), _number(prefs.get(_KEYRING)))


def count_session(own: Connection, seen: Age | None, keyring: int) -> Age:
    """Count one more session, above all that was seen; whatever was restored is as new as anything from now on."""
    prefs = KeyValues(own, pref)
    age = Age(max(age_of(own).sessions, 0 if seen is None else seen.sessions) + 1, keyring)
    prefs.set(_SESSIONS, str(age.sessions))
    prefs.set(_KEYRING, str(age.keyring))
    prefs.set(_RESTORED, None)
    prefs.set(_MARK, secrets.token_hex(8))
    return age


def session_mark(own: Connection) -> str | None:
    """What tells a private space as it is in this session from copies of other sessions."""
    return KeyValues(own, pref).get(_MARK)


def note_restored_on_purpose(own: Connection) -> None:
    """The private space was restored by its owner: that it is older than what was seen is no news to them."""
    KeyValues(own, pref).set(_RESTORED, "1")


def was_restored_on_purpose(own: Connection) -> bool:
    """Whether its owner restored it, and it has not been used since."""
    return KeyValues(own, pref).get(_RESTORED) is not None


def older_files(own: Connection, seen: Age | None, keyring: int, *, is_changed: bool = False) -> Iterator[VaultWarning]:
    """Which of one's own file and the keyring are older than they have been.

    `is_changed`: the file's pages are not those that were noted; it may also have been used elsewhere since.
    """
    if was_restored_on_purpose(own):
        return
    age = age_of(own)
    if seen is not None and age.sessions < seen.sessions:
        yield VaultWarning.OWN_OLDER
    elif seen is not None and is_changed and age.sessions == seen.sessions:
        yield VaultWarning.OWN_CHANGED
    if keyring < max(age.keyring, 0 if seen is None else seen.keyring):
        yield VaultWarning.KEYRING_OLDER


def partner_is_older(own: Connection, shared: Connection, partner: PersonId) -> bool:
    """Whether the partner's part of the shared file is behind what it was when this person last saw it."""
    era, _space, n = (KeyValues(own, pref).get(_PARTNER) or "").partition(" ")
    now = _reached(shared, partner)
    return now is not None and now[0] == era and now[1] < _number(n)


def note_partner(own: Connection, shared: Connection, partner: PersonId, *, is_here: bool) -> None:
    """Note how far the partner's part has come. While they are away, the shared file alone never takes that back."""
    now = _reached(shared, partner)
    if now is not None and (is_here or not partner_is_older(own, shared, partner)):
        KeyValues(own, pref).set(_PARTNER, f"{now[0]} {now[1]}")


def _reached(shared: Connection, person: PersonId) -> tuple[str, int] | None:
    """The era of a part, and its highest number, which every change of the part counts up."""
    ((highest,),) = HIGHEST[False].rows(shared, {"author": person})
    for found in ONE[False].rows(shared, {"author": person, "kind": ERA.name, "key": ""}):
        with suppress(NotCanonical, ValueError, TypeError):
            return decode(Era, SaidRow(*found).data).era, int(highest or 0)
    return None


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isdecimal() else 0


def _mac(proof_key: Secret, vault_id: str, age: Age) -> str:
    said = f"{vault_id} {age.sessions} {age.keyring}"
    if any(age[2:]):
        said = " ".join(map(str, (vault_id, *age)))
    return hmac.new(proof_key.reveal(), b"accord/mirror/v1\0" + said.encode(), hashlib.sha256).hexdigest()
