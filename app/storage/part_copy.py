"""The copy of a person's part in the shared file: beginning it, correcting it, noting what is not copied yet."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from app.models.base import PersonId
from app.storage import tables_private, tables_shared
from app.storage.databases import all_raw, run_many_raw
from app.storage.said_rows import ENDED, FORGET_NOTE, PartState, SaidRow, proof_of, state_of
from app.storage.slots import Secret
from app.storage.tidying import note_due


def begin_part(own: Connection, state: PartState) -> None:
    """Set the space and the era of a person's part, and erase what was said in an earlier one."""
    for table in (tables_private.said, tables_private.ended, tables_private.uncopied):
        own.execute(table.delete())
    own.execute(tables_private.part.delete())
    own.execute(tables_private.part.insert().values(id=1, n=0, **state._asdict()))


def prove_again(own: Connection, secret: Secret) -> None:
    """Renew the proof of each row of a part, after its space, its era or its person's keys have changed."""
    state, said, ended = state_of(own), tables_private.said, tables_private.ended
    for row in map(SaidRow._make, own.execute(select(said)).all()):
        proof = proof_of(secret, state, row.kind, row.key, row.n, row.salt, row.data)
        here = (said.c.author == row.author, said.c.kind == row.kind, said.c.key == row.key)
        own.execute(said.update().where(*here).values(proof=proof))
    for end in own.execute(select(ended)).all():
        proof = proof_of(secret, state, ENDED, f"{end.agreement}|{end.clause}|{end.above}")
        here = (ended.c.agreement == end.agreement, ended.c.clause == end.clause, ended.c.above == end.above)
        own.execute(ended.update().where(*here).values(proof=proof))


def noted_as_uncopied(own: Connection) -> set[tuple[str, str]]:
    """The kinds and keys that are noted as not yet copied."""
    return {(row.kind, row.key) for row in own.execute(select(tables_private.uncopied))}


def clear_notes(own: Connection, copied: Iterable[tuple[str, str]] | None = None) -> None:
    """Forget which rows were not yet copied: these, or with None all."""
    if copied is None:
        own.execute(tables_private.uncopied.delete())
        return
    for kind, key in copied:
        FORGET_NOTE.run(own, {"kind": kind, "key": key})


def copy_part(own: Connection, shared: Connection, person: PersonId) -> tuple[str, ...]:
    """Make a person's part in the shared file what their own space says, writing only the differences.

    Returns the kinds in which the copy differed although the own space has no note of it: somebody else changed it.
    """
    noted = noted_as_uncopied(own)
    foreign: set[str] = set()
    for name, key_columns in (("said", ("kind", "key")), ("ended", ("agreement", "clause", "above"))):
        differing = _copy_table(own, shared, name, key_columns, person)
        noted_as = {key: key if name == "said" else (ENDED, "|".join(map(str, key))) for key in differing}
        foreign |= {str(noted_as[key][0]) for key in differing if noted_as[key] not in noted}
    return tuple(sorted(foreign))


def _copy_table(
    own: Connection, shared: Connection, name: str, key_columns: tuple[str, ...], person: PersonId
) -> set[tuple[object, ...]]:
    """Put a person's rows of one table right in the shared file; returns the keys of those that differed.

    Whole rows are compared as sets, past SQLAlchemy: while this runs, the database lane does nothing else.
    """
    table = tables_shared.shared_metadata.tables[name]
    columns = table.c.keys()
    listed = ", ".join(f'"{column}"' for column in columns)
    mine = set(all_raw(own, f'SELECT {listed} FROM "{name}" WHERE author = ?', (person,)))
    copies = all_raw(shared, f'SELECT {listed}, rowid FROM "{name}" WHERE author = ?', (person,))
    foreign = [row for row in copies if row[:-1] not in mine]
    missing = mine.difference(row[:-1] for row in copies)
    if foreign:
        note_due(shared)
    run_many_raw(shared, f'DELETE FROM "{name}" WHERE rowid = ?', [row[-1:] for row in foreign])
    run_many_raw(shared, f'INSERT INTO "{name}" ({listed}) VALUES ({", ".join("?" * len(columns))})', list(missing))
    places = [columns.index(column) for column in key_columns]
    return {tuple(row[place] for place in places) for row in (*foreign, *missing)}
