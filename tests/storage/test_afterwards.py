"""What is kept after a scene, on a real encrypted file: it comes back, is one's own, and errors quote none of it."""

from __future__ import annotations

import pytest
from sqlalchemy import Table

from app.models.afterwards import Afterwards, LaterCheck
from app.models.base import ItemId
from app.models.incident import IncidentNote, ReadIncidents
from app.storage import tables_private as tables
from tests.storage.made import Made
from tests.storage.repositories import MARKER, TEXTS, KeptPrivate, damaged, private_of
from tests.support import factories as make
from tests.support.clock import START
from tests.support.quick_vault import QuickVault

AFTER = Afterwards(
    agreement=ItemId("1" * 64),
    at=START,
    is_over=True,
    is_grounded=True,
    ticked=frozenset({"a", "b"}),
    done=frozenset({LaterCheck.NEXT_DAY}),
)
NOTES = tuple(IncidentNote(id=f"n{n}", day=make.TODAY, words=text) for n, text in enumerate(TEXTS) if text)


def test_it_comes_back_exactly_and_is_the_persons_own(kept: KeptPrivate, vault: QuickVault, pair: Made) -> None:
    with kept.write() as own:
        own.afterwards.save(AFTER.evolve(is_grounded=False))
        own.afterwards.save(AFTER)
        own.read_incidents.save(ReadIncidents(commitments=frozenset({"c"})))
        for note in NOTES:
            own.incidents.save(note)
    with kept.read() as own:
        assert own.afterwards.all() == (AFTER,)
        assert (own.afterwards.get(AFTER.agreement), own.afterwards.get("2")) == (AFTER, None)
        assert own.incidents.all() == NOTES
        assert own.read_incidents.get().commitments == {"c"}
    with private_of(vault, pair.b).read() as own:
        assert (own.afterwards.all(), own.incidents.all()) == ((), ())
        assert own.read_incidents.get() == ReadIncidents()


def test_what_is_deleted_leaves_no_row(kept: KeptPrivate) -> None:
    with kept.write() as own:
        own.afterwards.save(AFTER)
        own.incidents.save(NOTES[0])
        own.read_incidents.save(ReadIncidents(commitments=frozenset({"c"})))
    with kept.write() as own:
        assert own.afterwards.delete(AFTER.agreement)
        assert own.incidents.delete(NOTES[0].id)
        own.read_incidents.save(ReadIncidents())
    assert kept.rows(tables.afterwards) == kept.rows(tables.incident) == []
    assert [row for row in kept.rows(tables.pref) if row[0].startswith("incident")] == []


@pytest.mark.parametrize(("table", "name"), [(tables.afterwards, "afterwards"), (tables.incident, "incidents")])
def test_spoiled_rows_quote_nothing(kept: KeptPrivate, table: Table, name: str) -> None:
    with kept.write() as own:
        own.afterwards.save(AFTER)
        own.incidents.save(NOTES[0])
    kept.spoil(table, data=f'{{"words": "{MARKER}"}}')
    with kept.read() as own, damaged(table.name):
        getattr(own, name).all()
