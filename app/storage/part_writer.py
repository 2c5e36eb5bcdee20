"""Writing to a person's part: what they say, take back and end."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import TypeVar

from sqlalchemy import Connection, select

from app.errors import InputError
from app.models.base import Model, PersonId
from app.models.canonical import NotCanonical, encode
from app.models.ending import Ending
from app.models.said import FORMAT, SALT_SIZE, SaidKind, commitment_of
from app.models.said_kinds import ERA, PROFILE
from app.storage import tables_private
from app.storage.part_copy import clear_notes
from app.storage.said_rows import (
    DELETE,
    END,
    ENDED,
    KEPT,
    KEYS,
    LAST,
    NOTE,
    ONE,
    PUT,
    PartState,
    SaidRow,
    count_up,
    ending_key,
    proof_of,
    state_of,
)
from app.storage.slots import Secret

M = TypeVar("M", bound=Model)


class PartWriter:
    """Writes to the part of one person who is here: to their own space, then to the shared file if there is one."""

    def __init__(self, person: PersonId, own: Connection, copies: tuple[Connection, ...], proof_key: Secret) -> None:
        self._person, self._own, self._all_copies, self._proof_key = person, own, copies, proof_key
        self.noted: set[tuple[str, str]] = set()
        """What was written to both files here and is noted as not yet copied, by kind and key."""

    def say(self, kind: SaidKind[M], body: M, key: str = "") -> str:
        """Say something in place of what was under the key; returns its commitment.

        Raises `InputError` if the body has no canonical form. Saying the same again writes nothing.
        """
        data = _encoded(kind, body)
        before = self._row(kind.name, key)
        if before is not None and before.data == data:
            return commitment_of(before.salt, before.data)
        salt = secrets.token_bytes(SALT_SIZE)
        self._put(kind.name, key, salt, data)
        return commitment_of(salt, data)

    def keep_words(self, kind: SaidKind[M], key: str) -> None:
        """Keep the current row of a key, so that an agreement still reads it after it has been changed."""
        now = self._row(kind.name, key)
        if now is None:
            return
        kept = kept_key(kind, key, commitment_of(now.salt, now.data))
        if self._row(KEPT, kept) is None:
            self._put(KEPT, kept, now.salt, now.data)

    def take_back(self, kind: SaidKind[M], key: str = "") -> bool:
        """Erase the row of a key and everything kept of it; whether there was anything."""
        first = kept_key(kind, key, "")
        span = {"author": self._person, "kind": KEPT, "first": first, "last": first + LAST}
        kept = [found for (found,) in KEYS[True].rows(self._own, span)]
        erased = [self.erase(kind.name, key), *(self.erase(KEPT, each) for each in kept)]
        return any(erased)

    def erase(self, kind: str, key: str = "") -> bool:
        """Erase the row of a key; whether there was one."""
        state = state_of(self._own)
        values = {"author": self._person, "kind": kind, "key": key}
        is_erased = bool(DELETE[True].run(self._own, values))
        for copy in self._copies(state):
            DELETE[False].run(copy, values)
        if is_erased:
            self._note(state, kind, key)
            self._renumber()
        return is_erased

    def erase_all(self) -> None:
        """Erase everything but who they are and in which era they speak. Endings stay."""
        said = tables_private.said
        for kind, key in self._own.execute(select(said.c.kind, said.c.key)).all():
            if kind not in (ERA.name, PROFILE.name):
                self.erase(kind, key)

    def forget_endings(self) -> None:
        """Forget what ended, of which nothing is left to be revived: for somebody who is out of the shared space."""
        for table in (tables_private.ended, tables_private.seen_ended, tables_private.left_era):
            self._own.execute(table.delete())
        clear_notes(self._own)

    def end(self, endings: Iterable[Ending]) -> None:
        """End agreements, or clauses of them. Endings are never removed, and are copied even if all else waits."""
        state, is_ended = state_of(self._own), False
        for ending in endings:
            key = ending_key(ending)
            proof = proof_of(self._proof_key, state, ENDED, key)
            values = {"author": self._person, **ending._asdict(), "proof": proof}
            END[True].run(self._own, values)
            for copy in self._all_copies:
                END[False].run(copy, values)
            self._note(state, ENDED, key)
            is_ended = True
        if is_ended:
            self._renumber()

    def _copies(self, state: PartState) -> tuple[Connection, ...]:
        """The shared file, unless the person has yet to choose what is restored."""
        return () if state.is_restored else self._all_copies

    def _row(self, kind: str, key: str) -> SaidRow | None:
        found = ONE[True].rows(self._own, {"author": self._person, "kind": kind, "key": key})
        return SaidRow(*found[0]) if found else None

    def _put(self, kind: str, key: str, salt: bytes, data: bytes) -> None:
        n, state = count_up(self._own)
        proof = proof_of(self._proof_key, state, kind, key, n, salt, data)
        row = SaidRow(self._person, kind, key, n, FORMAT, salt, data, proof)._asdict()
        PUT[True].run(self._own, row)
        for copy in self._copies(state):
            PUT[False].run(copy, row)
        self._note(state, kind, key)

    def _renumber(self) -> None:
        """Give the row with the era the next number, so that an older own space shows even after erasing and ending."""
        era = self._row(ERA.name, "")
        if era is not None:
            self._put(ERA.name, "", era.salt, era.data)

    def _note(self, state: PartState, kind: str, key: str) -> None:
        NOTE.run(self._own, {"kind": kind, "key": key})
        if not state.is_restored:
            self.noted.add((kind, key))


def kept_key(kind: SaidKind[M], key: str, commitment: str) -> str:
    """The key under which earlier words of a key are kept, by their commitment."""
    return f"{kind.name}/{key}#{commitment}"


def _encoded(kind: SaidKind[M], body: M) -> bytes:
    try:
        return encode(body)
    except NotCanonical as error:
        reason = str(error)
    raise InputError(kind.name, reason)
