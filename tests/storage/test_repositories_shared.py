"""The shared space on a real encrypted file: what is kept comes back exactly, without times or authors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Table
from sqlalchemy.exc import IntegrityError

from app.models.agreement import blockers, covers
from app.models.base import PersonId
from app.models.limits import Outcome, SharedItem, TalkResult
from app.models.pairing import Pairing
from app.models.signal import Level
from app.storage import tables_shared as tables
from app.storage.repositories_shared import SharedRepositories
from tests.models.strategies import shared_lists
from tests.storage.repositories import CONTROLS, MARKER, KeptShared, damaged, shared_of
from tests.support import factories as make
from tests.support.quick_vault import QuickVault


@pytest.fixture
def kept(vault: QuickVault) -> KeptShared:
    return shared_of(vault)


def items_of(count: int) -> tuple[SharedItem, ...]:
    """Items of every outcome, their ids running against their order."""
    outcomes = list(Outcome)
    return tuple(
        make.shared_item(f"item{99 - n}", outcomes[n % len(outcomes)], activity_id=f"touch.n{n}") for n in range(count)
    )


def test_items_come_back_in_order_with_their_talk(kept: KeptShared) -> None:
    items = items_of(7)
    talked = items[1].evolve(talk=make.talk(TalkResult.DECLINED, declined_by=make.SAM))
    with kept.write() as ours:
        ours.items.replace(items)
    with kept.write() as ours:
        assert ours.items.all() == items
        ours.items.replace((items[0], talked, *items[2:]))
    with kept.read() as ours:
        assert ours.items.all() == (items[0], talked, *items[2:])


def test_replacing_writes_only_what_differs(kept: KeptShared) -> None:
    items = items_of(9)
    with kept.write() as ours:
        ours.items.replace(items)
    before = kept.changes()
    with kept.write() as ours:
        ours.items.replace(items)
    assert kept.changes() == before
    with kept.write() as ours:
        ours.items.replace((*items[1:4], items[4].evolve(talk=make.talk()), *items[5:], make.shared_item("new")))
    assert kept.changes() == before + 3


def test_a_pairing_can_come_back_under_another_id_at_once(kept: KeptShared) -> None:
    with kept.write() as ours:
        ours.items.replace((make.shared_item("before"),))
        ours.items.replace((make.shared_item("after", Outcome.OFF),))
    with kept.read() as ours:
        assert ours.items.all() == (make.shared_item("after", Outcome.OFF),)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=shared_lists(), after=shared_lists())
def test_any_list_can_follow_any_other(
    kept: KeptShared, before: tuple[SharedItem, ...], after: tuple[SharedItem, ...]
) -> None:
    before = tuple(item.evolve(id=f"{item.id}-before") for item in before)
    with kept.write() as ours:
        ours.items.replace(())
        ours.items.replace(before)
    with kept.write() as ours:
        assert ours.items.all() == before
        ours.items.replace(after)
    with kept.read() as ours:
        assert ours.items.all() == after
        assert ours.items.count() == len(after)
        assert ours.items.limits() == tuple(item for item in after if item.outcome.is_limit)
        assert ours.items.count_open_talks() == sum(
            item.outcome is Outcome.TALK and item.talk.result is TalkResult.OPEN for item in after
        )


def test_one_item_for_a_pairing(kept: KeptShared) -> None:
    with pytest.raises(IntegrityError), kept.write() as ours:
        ours.items.replace((make.shared_item("one"), make.shared_item("two")))
    sides = tuple(make.shared_item(f"side{n}", active=person) for n, person in enumerate((make.ALEX, make.SAM, None)))
    with kept.write() as ours:
        ours.items.replace(sides)
    with kept.read() as ours:
        assert [item.pairing for item in ours.items.all()] == [
            Pairing(activity_id=make.HUGS, active=person) for person in (make.ALEX, make.SAM, None)
        ]


def test_terms_of_both_side_by_side(kept: KeptShared) -> None:
    terms = tuple(make.shared_term(person, words=text) for person, text in ((make.SAM, CONTROLS), (make.ALEX, "")))
    with kept.write() as ours:
        ours.terms.replace(terms)
    before = kept.changes()
    with kept.write() as ours:
        assert ours.terms.all() == terms
        ours.terms.replace(terms)
    assert kept.changes() == before
    with kept.write() as ours:
        ours.terms.replace((terms[0].evolve(words="other"),))
    with kept.read() as ours:
        assert ours.terms.all() == (terms[0].evolve(words="other"),)


def test_the_last_opening(kept: KeptShared) -> None:
    with kept.write() as ours:
        assert ours.openings.last() is None
        for day in (date(2026, 3, 1), date(2026, 3, 14), date(2026, 3, 14), date(2025, 12, 31)):
            ours.openings.add(day)
    with kept.read() as ours:
        assert ours.openings.last() == date(2026, 3, 14)


def test_offered_entries_and_their_categories(kept: KeptShared) -> None:
    entries = tuple(make.entry(f"own.{letter}", title=f"Title {letter}") for letter in "zab")
    with kept.write() as ours:
        for entry in (*entries, entries[1].evolve(added_by=make.SAM)):
            ours.entries.save(entry)
        ours.categories.save(make.category())
        ours.categories.save(make.category("own.gone"))
    with kept.write() as ours:
        assert ours.entries.all() == (entries[0], entries[1].evolve(added_by=make.SAM), entries[2])
        ours.entries.delete("own.z")
        ours.categories.delete("own.gone")
    with kept.read() as ours:
        assert [entry.id for entry in ours.entries.all()] == ["own.a", "own.b"]
        assert ours.categories.all() == (make.category(),)


def test_signals_keep_their_places(kept: KeptShared) -> None:
    first, second = make.signal("z"), make.signal("a", Level.YELLOW)
    with kept.write() as ours:
        for signal in (first, second, first.evolve(practised_on=make.TODAY)):
            ours.signals.save(signal)
        ours.signals.save(make.signal("new", Level.GREEN))
    with kept.write() as ours:
        assert [signal.id for signal in ours.signals.all()] == ["z", "a", "new"]
        assert ours.signals.all()[0].practised_on == make.TODAY
        ours.signals.replace((second, first))
        ours.signals.save(second.evolve(meaning="slow down"))
    with kept.write() as ours:
        assert ours.signals.all() == (second.evolve(meaning="slow down"), first)
        ours.signals.delete("a")
        ours.signals.delete("a")
    with kept.read() as ours:
        assert ours.signals.all() == (first,)


def test_each_ones_aftercare(kept: KeptShared) -> None:
    with kept.write() as ours:
        ours.aftercare.save(make.plan(make.SAM, words=CONTROLS))
        ours.aftercare.save(make.plan())
        ours.aftercare.save(make.plan(needs=(), avoid=(), nothing=True))
    with kept.read() as ours:
        assert set(ours.aftercare.all()) == {
            make.plan(make.SAM, words=CONTROLS),
            make.plan(needs=(), avoid=(), nothing=True),
        }


def test_one_yes_of_each_person_to_a_draft(kept: KeptShared) -> None:
    document = make.document()
    later = make.yes(document, signature=bytes(range(256)))
    with kept.write() as ours:
        for yes in (make.yes(document), make.yes(document, make.SAM), later, make.yes(make.document("draft2"))):
            ours.yeses.save(yes)
    with kept.write() as ours:
        assert set(ours.yeses.of("draft1")) == {later, make.yes(document, make.SAM)}
        assert all(covers(yes, document) for yes in ours.yeses.of("draft1"))
        ours.yeses.delete("draft1", make.ALEX)
        ours.yeses.delete("draft1", make.ALEX)
    with kept.read() as ours:
        assert ours.yeses.of("draft1") == (make.yes(document, make.SAM),)
        assert len(ours.yeses.of("draft2")) == 1
        assert ours.yeses.of("none") == ()


def test_an_agreement_comes_back_to_the_last_byte(kept: KeptShared) -> None:
    document = make.document(title=CONTROLS)
    agreement = make.agreement(of=document)
    with kept.write() as ours:
        ours.agreements.save(agreement)
    with kept.read() as ours:
        found = ours.agreements.get(agreement.id)
    assert found == agreement
    assert found is not None
    assert found.document.version == document.version
    assert [yes.signature for yes in found.yeses] == [yes.signature for yes in agreement.yeses]
    assert blockers(found.document, (make.ALEX, make.SAM), found.yeses) == ()


def test_versions_of_an_agreement_and_the_day_one_ended(kept: KeptShared) -> None:
    first, second = make.agreement("z"), make.agreement("a", number=2)
    other = make.agreement("other", make.document("draft2"))
    with kept.write() as ours:
        for agreement in (first, second, other):
            ours.agreements.save(agreement)
        ours.agreements.end("z", make.REVIEW)
        ours.agreements.end("z", make.REVIEW + timedelta(days=9))
        ours.agreements.end("none", make.REVIEW)
    with kept.read() as ours:
        assert ours.agreements.all() == (first.evolve(ended_on=make.REVIEW), second, other)
        assert ours.agreements.of("draft1") == (first.evolve(ended_on=make.REVIEW), second)
        assert ours.agreements.of("none") == ()
        assert ours.agreements.get("none") is None
    with pytest.raises(IntegrityError), kept.write() as ours:
        ours.agreements.save(make.agreement("third", number=2))


def test_a_withdrawal_twice_is_one(kept: KeptShared) -> None:
    some, whole = make.withdrawal(), make.withdrawal("all", clause_ids=None)
    with kept.write() as ours:
        for withdrawal in (some, whole, some):
            ours.withdrawals.save(withdrawal)
    with kept.read() as ours:
        assert set(ours.withdrawals.all()) == {some, whole}
        assert len(ours.withdrawals.all()) == 2


def test_approvals_are_of_exactly_one_page(kept: KeptShared) -> None:
    with kept.write() as ours:
        for person in (make.ALEX, make.SAM, make.ALEX):
            ours.approvals.add(person, "page")
        ours.approvals.add(make.SAM, "other")
    with kept.write() as ours:
        assert ours.approvals.of("page") == {make.ALEX, make.SAM}
        ours.approvals.revoke(make.ALEX, "page")
        ours.approvals.revoke(make.ALEX, "page")
    with kept.read() as ours:
        assert ours.approvals.of("page") == {make.SAM}
        assert ours.approvals.of("other") == {make.SAM}
        assert ours.approvals.of("none") == frozenset[PersonId]()


SPOILED: list[tuple[Table, Callable[[SharedRepositories], object]]] = [
    (tables.shared_item, lambda ours: ours.items.all()),
    (tables.shared_item, lambda ours: ours.items.limits()),
    (tables.shared_term, lambda ours: ours.terms.all()),
    (tables.entry, lambda ours: ours.entries.all()),
    (tables.category, lambda ours: ours.categories.all()),
    (tables.signal, lambda ours: ours.signals.all()),
    (tables.aftercare, lambda ours: ours.aftercare.all()),
    (tables.yes, lambda ours: ours.yeses.of("draft1")),
    (tables.agreement, lambda ours: ours.agreements.get("agreement1")),
    (tables.withdrawal, lambda ours: ours.withdrawals.all()),
]


@pytest.mark.parametrize(("table", "look"), SPOILED, ids=lambda value: getattr(value, "name", ""))
def test_a_spoiled_row_names_its_table_and_nothing_else(
    kept: KeptShared, table: Table, look: Callable[[SharedRepositories], object]
) -> None:
    with kept.write() as ours:
        ours.items.replace((make.shared_item(outcome=Outcome.OFF),))
        ours.terms.replace((make.shared_term(),))
        ours.entries.save(make.entry())
        ours.categories.save(make.category())
        ours.signals.save(make.signal())
        ours.aftercare.save(make.plan())
        ours.yeses.save(make.yes())
        ours.agreements.save(make.agreement())
        ours.withdrawals.save(make.withdrawal())
    with kept.read() as ours:
        assert look(ours)
    for data in (MARKER, f'{{"id": "{MARKER}!"}}', f'["{MARKER}', f'{{"{MARKER}": 1}}', "null", "[]"):
        kept.spoil(table, data=data)
        with damaged(table.name), kept.read() as ours:
            look(ours)


@pytest.mark.parametrize("data", ["", "{0},{0}"], ids=["empty", "doubled"])
def test_a_row_is_exactly_one_model(kept: KeptShared, data: str) -> None:
    with kept.write() as ours:
        ours.withdrawals.save(make.withdrawal())
    kept.spoil(tables.withdrawal, data=data.replace("{0}", make.withdrawal().model_dump_json()))
    with damaged("withdrawal"), kept.read() as ours:
        ours.withdrawals.all()


@pytest.mark.parametrize(
    ("table", "values"),
    [
        (tables.shared_item, {"id": "i", "activity_id": "a", "active": "", "outcome": "maybe", "talk": "open"}),
        (tables.shared_item, {"id": "i", "activity_id": "a", "active": "", "outcome": "yes", "talk": "paused"}),
        (tables.signal, {"id": "s", "level": "purple"}),
        (tables.entry, {"id": "touch.hugs", "category": "touch"}),
    ],
)
def test_rows_that_no_model_makes_are_refused(kept: KeptShared, table: Table, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), kept.unit() as uow:
        uow.connection(kept.space).execute(table.insert().values(data="{}", **values))
    assert kept.rows(table) == []


def test_no_column_says_who_did_something_or_when() -> None:
    columns = {f"{table.name}.{column.name}" for table in tables.shared_metadata.sorted_tables for column in table.c}
    told = {c for c in columns if any(c.endswith(end) for end in ("_at", "_on", ".at", ".on", ".day", ".by", "_by"))}
    assert told == {"opening.day"}
    assert {c for c in columns if "person" in c.split(".")[1]} == {
        "shared_term.person_id",
        "aftercare.person_id",
        "yes.person_id",
        "approval.person_id",
    }
