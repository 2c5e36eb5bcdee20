"""What patterns are seen in, on a real encrypted file: what is kept comes back, and errors quote none of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Table

from app.models.answer import AnswerKey
from app.models.base import ActivityId
from app.models.catalogue import Direction
from app.models.facts import Noticed, NoticeKind, new_session
from app.models.patterns import ObservationChoice, PatternKind
from app.models.self_check import FlagReply, SelfCheckAnswers
from app.storage import tables_private as tables
from tests.storage.made import Made
from tests.storage.repositories import MARKER, KeptPrivate, damaged, private_of
from tests.support.clock import START
from tests.support.quick_vault import QuickVault

NOTICED = Noticed(
    id="proposed:1",
    at=START,
    kind=NoticeKind.PROPOSED,
    key=AnswerKey(activity_id=ActivityId("touch.hugs"), direction=Direction.PASSIVE),
)
CHOICE = ObservationChoice(id="kind:late", at=START, kind=PatternKind.LATE, whole_kind=True)
CHECK = SelfCheckAnswers(id="check", at=START, replies={"pressure": FlagReply.NO})


def test_facts_and_choices_come_back_and_are_the_persons_own(kept: KeptPrivate, vault: QuickVault, pair: Made) -> None:
    session = new_session("s", START, together=True).extended(START + timedelta(hours=1), together=False)
    with kept.write() as own:
        own.noticed.save(NOTICED)
        own.sessions.save(session)
        own.set_aside.save(CHOICE)
    with kept.read() as own:
        assert own.noticed.all() == (NOTICED,)
        assert (own.sessions.get("s"), own.sessions.get("t")) == (session, None)
        assert own.set_aside.all() == (CHOICE,)
    with private_of(vault, pair.b).read() as own:
        assert (own.noticed.all(), own.sessions.all(), own.set_aside.all()) == ((), (), ())
    with kept.write() as own:
        own.set_aside.delete(CHOICE.id)
        own.noticed.delete_all()
    with kept.read() as own:
        assert (own.noticed.all(), own.set_aside.all()) == ((), ())


def test_old_sessions_are_deleted_by_when_they_began(kept: KeptPrivate) -> None:
    with kept.write() as own:
        for number in range(3):
            own.sessions.save(
                new_session(f"s{number}", START + timedelta(days=number, microseconds=number), together=False)
            )
        own.sessions.delete_before((START + timedelta(days=1)).isoformat())
    with kept.read() as own:
        assert [session.id for session in own.sessions.all()] == ["s1", "s2"]


def test_self_checks_leave_no_row_once_they_are_deleted(kept: KeptPrivate) -> None:
    with kept.write() as own:
        own.self_checks.save(own.self_checks.get().with_check(CHECK))
    with kept.read() as own:
        assert own.self_checks.get().checks == (CHECK,)
    before = len(kept.rows(tables.pref))
    with kept.write() as own:
        own.self_checks.save(own.self_checks.get().without(CHECK.id))
    assert len(kept.rows(tables.pref)) == before - 1


@pytest.mark.parametrize(
    ("table", "column", "part"),
    [
        (tables.noticed, "data", "noticed"),
        (tables.own_session, "data", "sessions"),
        (tables.observation_choice, "data", "set_aside"),
    ],
)
def test_a_spoiled_row_names_its_table_and_nothing_else(
    kept: KeptPrivate, table: Table, column: str, part: str
) -> None:
    with kept.write() as own:
        own.noticed.save(NOTICED)
        own.sessions.save(new_session("s", START, together=False))
        own.set_aside.save(CHOICE)
    kept.spoil(table, **{column: f'{{"id": "{MARKER}"}}'})
    with damaged(table.name), kept.read() as own:
        getattr(own, part).all()


def test_spoiled_self_checks_quote_nothing(kept: KeptPrivate) -> None:
    with kept.write() as own:
        own.self_checks.save(own.self_checks.get().with_check(CHECK))
    kept.spoil(tables.pref, value=MARKER)
    with damaged("pref"), kept.read() as own:
        own.self_checks.get()
