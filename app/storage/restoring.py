"""A part whose own space was replaced by an older copy: what narrows is restored at once, the rest is chosen.

The shared file then has rows that carry the person's own proof and a higher number than their space has given yet. The
part begins a new era, in which no earlier yes counts. Until its owner has chosen, nothing but endings is copied.
"""

from __future__ import annotations

import hmac
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, bindparam, select

from app.models.agreement import YES
from app.models.base import PersonId
from app.models.canonical import NotCanonical, decode
from app.models.draft_lines import LEFT_OUT
from app.models.live import LIVE, LIVED
from app.models.opening import PairClass
from app.models.said import FORMAT
from app.models.said_kinds import APPROVED, DISCLOSED, ERA, PROFILE, RESTS, TAKEN_OFF, Era
from app.models.scene_day import TONIGHT
from app.storage.part_copy import prove_again
from app.storage.parts import part_of
from app.storage.repository import PreparedStatement
from app.storage.said_rows import ENDED, KEPT, LAST_N, ONE, PartState, SaidRow, proof_of, state_of
from app.storage.slots import Secret
from app.storage.tables_private import ended, left_era, part, said, uncopied
from app.storage.tables_shared import ended as ended_copy
from app.storage.tables_shared import said as said_copy
from app.storage.tidying import note_due

_LIMIT = DISCLOSED[PairClass.OFF].name
_DISCLOSED = frozenset(kind.name for kind in DISCLOSED.values())
_EVENINGS = (TONIGHT.name, LIVE.name, LIVED.name)
NARROWING = frozenset((_LIMIT, RESTS.name, LEFT_OUT.name, TAKEN_OFF.name, *_EVENINGS))
"""Kinds that are restored without asking."""
_NOT_OFFERED = NARROWING | {ERA.name, YES.name, APPROVED.name, KEPT}


_LEFT = PreparedStatement(select(left_era.c.era))
_ABOVE = PreparedStatement(
    select(said_copy).where(said_copy.c.author == bindparam("author"), said_copy.c.n > bindparam("n"))
)


class OfferedRow(NamedTuple):
    """Something that the copy has as it was said last, or that it no longer has."""

    kind: str
    key: str
    is_in_copy: bool
    data: bytes = b""
    """What was said last, or what the private space has of what the copy no longer has."""


class Restoring:
    """Compares a person's part in their own space with its copy, and puts together what they choose."""

    def __init__(self, own: Connection, shared: Connection, person: PersonId, proof_key: Secret) -> None:
        self._own, self._shared, self._person, self._key = own, shared, person, proof_key

    @property
    def is_pending(self) -> bool:
        """Whether the person has yet to choose."""
        return state_of(self._own).is_restored

    def is_older(self, space: str) -> bool:
        """Whether the own space is older than its copy, in the shared space of this id."""
        state = state_of(self._own)
        return state.space != space or bool(self._genuine(space, self._eras(space), above=self._n))

    def has_said(self, space: str) -> bool:
        """Whether the copy has anything that this person said for the shared space of this id, by their proof."""
        return bool(self._genuine(space, self._eras(space)))

    def begin(self, space: str, new_era: str) -> None:
        """Begin a new era above all numbers seen, and restore what narrows; the rest waits to be chosen."""
        eras = self._eras(space)
        copy = self._genuine(space, eras)
        highest = max([self._n, *(row.n for row in copy.values())])
        if state_of(self._own).space != space:
            self._own.execute(said.delete().where(said.c.kind != PROFILE.name))
            self._own.execute(ended.delete())
        endings = list(self._genuine_endings(space, eras))
        for era in eras:
            self._own.execute(left_era.delete().where(left_era.c.era == era))
            self._own.execute(left_era.insert().values(era=era, is_offered=1))
        self._own.execute(part.update().values(space=space, era=new_era, n=highest, is_restored=1))
        self._own.execute(uncopied.delete())
        self._bring_back(copy)
        for values in endings:
            self._own.execute(ended.insert().prefix_with("OR IGNORE").values(**values))
        prove_again(self._own, self._key)
        part_of(self._own, self._person, self._key).say(self._person, ERA, Era(space=space, era=new_era))

    def offered(self) -> tuple[OfferedRow, ...]:
        """What differs and was not changed since: where the copy has it, as it was said last.

        Nothing if the copy has been lost, since it would seem to lack everything.
        """
        copy, mine = self._copy(), self._mine()
        if not copy:
            return ()
        noted = {(row.kind, row.key) for row in self._own.execute(select(uncopied))}
        limits = {key for kind, key in mine if kind == _LIMIT}
        found = []
        for kind, key in sorted((copy.keys() | mine.keys()) - noted):
            if kind in _NOT_OFFERED or (kind in _DISCLOSED and key in limits):
                continue
            one, other = mine.get((kind, key)), copy.get((kind, key))
            if one is None or other is None or one.data != other.data:
                last = one if other is None else other
                assert last is not None
                found.append(OfferedRow(kind, key, other is not None, last.data))
        return tuple(found)

    def choose(self, as_said_last: Collection[OfferedRow]) -> None:
        """Take these as the copy has them, removing what it lacks; keep the rest of the own space."""
        copy, chosen = self._copy(), {(row.kind, row.key) for row in as_said_last}
        for row in self.offered():
            if (row.kind, row.key) in chosen:
                self._delete(row.kind, row.key)
                if row.is_in_copy:
                    self._put(copy[row.kind, row.key])
        prove_again(self._own, self._key)
        self._own.execute(part.update().values(is_restored=0))
        self._own.execute(left_era.update().values(is_offered=0))
        self._note_all()
        note_due(self._own)

    @property
    def _n(self) -> int:
        ((n,),) = LAST_N.rows(self._own)
        return int(n)

    def _mine(self) -> dict[tuple[str, str], SaidRow]:
        rows = (SaidRow(*row) for row in self._own.execute(select(said)))
        return {(row.kind, row.key): row for row in rows}

    def _copy(self) -> dict[tuple[str, str], SaidRow]:
        offered = self._own.execute(select(left_era.c.era).where(left_era.c.is_offered == 1)).scalars().all()
        return self._genuine(state_of(self._own).space, offered)

    def _eras(self, space: str) -> tuple[str, ...]:
        """The own era and that of the copy, without those that the own space has left."""
        state = state_of(self._own)
        eras = {state.era} if state.space == space else set()
        copied = ONE[False].rows(self._shared, {"author": self._person, "kind": ERA.name, "key": ""})
        for row in copied:
            with suppress(NotCanonical, ValueError, TypeError):
                eras.add(decode(Era, SaidRow(*row).data).era)
        return tuple(sorted(eras - {era for (era,) in _LEFT.rows(self._own)}))

    def _genuine(self, space: str, eras: Iterable[str], above: int = -1) -> dict[tuple[str, str], SaidRow]:
        """The rows of the copy that carry the person's proof, in one of these eras."""
        states = [PartState(space, era) for era in eras]
        found = (SaidRow(*row) for row in _ABOVE.rows(self._shared, {"author": self._person, "n": above}))
        return {(row.kind, row.key): row for row in found if any(self._is_mine(row, state) for state in states)}

    def _is_mine(self, row: SaidRow, state: PartState) -> bool:
        blobs = (row.salt, row.data, row.proof)
        if row.format != FORMAT or not isinstance(row.n, int) or not all(isinstance(each, bytes) for each in blobs):
            return False
        proof = proof_of(self._key, state, row.kind, row.key, row.n, row.salt, row.data)
        return hmac.compare_digest(proof, row.proof)

    def _genuine_endings(self, space: str, eras: Iterable[str]) -> Iterator[dict[str, object]]:
        states = [PartState(space, era) for era in eras]
        for row in self._shared.execute(select(ended_copy).where(ended_copy.c.author == self._person)).mappings():
            key = f"{row['agreement']}|{row['clause']}|{row['above']}"
            proofs = (proof_of(self._key, state, ENDED, key) for state in states)
            if isinstance(row["proof"], bytes) and any(hmac.compare_digest(each, row["proof"]) for each in proofs):
                yield dict(row)

    def _bring_back(self, copy: dict[tuple[str, str], SaidRow]) -> None:
        """Add what narrows, and remove earlier own words that were taken back."""
        mine = self._mine()
        for (kind, key), row in copy.items():
            own = mine.get((kind, key))
            if own is not None and own.data == row.data and own.salt != row.salt:
                # Their partner's answers name these words by their latest salt.
                self._own.execute(said.update().where(self._at(kind, key)).values(salt=row.salt))
            if kind not in NARROWING or (kind, key) in mine:
                continue
            self._put(row)
            for wider in _DISCLOSED - {_LIMIT} if kind == _LIMIT else ():
                self._delete(wider, key)
        for kind, key in mine.keys() - copy.keys():
            if kind == KEPT:
                self._delete(kind, key)

    def _put(self, row: SaidRow) -> None:
        n = self._n + 1
        self._own.execute(part.update().values(n=n))
        self._own.execute(said.insert().values(**row._replace(n=n)._asdict()))

    def _delete(self, kind: str, key: str) -> None:
        self._own.execute(said.delete().where(self._at(kind, key)))

    def _at(self, kind: str, key: str) -> ColumnElement[bool]:
        """By the whole primary key: by a part of it, every row would be looked at for each."""
        return and_(said.c.author == self._person, said.c.kind == kind, said.c.key == key)

    def _note_all(self) -> None:
        """Note everything as not yet copied, so that nobody is accused of the differences."""
        theirs = select(said_copy.c.kind, said_copy.c.key).where(said_copy.c.author == self._person)
        places = {*self._mine(), *(tuple(row) for row in self._shared.execute(theirs))}
        rows = self._own.execute(select(ended)).all()
        places |= {(ENDED, f"{row.agreement}|{row.clause}|{row.above}") for row in rows}
        for kind, key in places:
            self._own.execute(uncopied.insert().prefix_with("OR IGNORE").values(kind=kind, key=key))
