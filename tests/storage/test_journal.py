"""Entries of the journal on a real encrypted file, and whether the index follows whatever happens to them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.models.journal import (
    Boundary,
    EntryId,
    EntryKind,
    EntryTemplate,
    EntryText,
    JournalEntry,
    JournalQuery,
    LabelRole,
    OwnWay,
)
from app.storage import journal_index as module
from app.storage import tables_private as tables
from app.storage.unit_of_work import UnitOfWork
from tests.storage.repositories import MARKER, TEXTS, KeptPrivate, damaged
from tests.support.clock import START
from tests.support.indexed import differences

RAIN = JournalQuery(words="rain")


def entry(number: int, body: str = "rain", **changes: object) -> JournalEntry:
    at = START + timedelta(minutes=number)
    values = {"id": EntryId(f"e{number}"), "at": at, "changed_at": at, "text": EntryText(body=body, tags=("walk",))}
    return JournalEntry.model_validate({**values, **changes})


def in_step(kept: KeptPrivate) -> bool:
    with UnitOfWork(kept.vault.spaces, kept.space) as uow:
        return differences(uow, kept.person) == []


def test_every_text_comes_back_exactly(kept: KeptPrivate) -> None:
    made = [entry(n, text, text=EntryText(title=text[:2_000], body=text, for_us=text)) for n, text in enumerate(TEXTS)]
    with kept.write() as own:
        for each in made:
            own.journal.save(each)
    with kept.read() as own:
        assert list(own.journal.all()) == made
        assert own.journal.get(made[0].id) == made[0]
        assert own.journal.get("none") is None
        assert {row.id for row in own.journal.rows([each.moment for each in made])} == {each.id for each in made}
        assert own.journal.rows_of([made[1].id, "none"])[0].moment == made[1].moment
    assert in_step(kept)


def test_a_moment_that_is_taken_is_passed_over(kept: KeptPrivate) -> None:
    with kept.write() as own:
        own.journal.save(entry(1))
        own.journal.save(entry(2, at=START + timedelta(minutes=1, microseconds=1)))
        assert own.journal.free_moment(entry(1).moment) == entry(1).moment + 2
        assert own.journal.free_moment(entry(3).moment) == entry(3).moment


def test_an_entry_moves_in_time_into_the_bin_and_back(kept: KeptPrivate) -> None:
    for changed in (
        entry(1),
        entry(1, "sun", at=START + timedelta(hours=3)),
        entry(1, "sun", pinned=True),
        entry(1, "sun", binned_at=START),
        entry(1, "rain again"),
    ):
        with kept.write() as own:
            own.journal.save(changed)
            own.journal.save(entry(2, "wind"))
        with kept.read() as own:
            assert {each.id for each in own.journal.all()} == {"e1", "e2"}
            is_binned = changed.binned_at is not None
            assert own.journal.binned() == ((changed.moment,) if is_binned else ())
            assert own.journal.pinned() == ((changed.moment,) if changed.pinned else ())
            assert own.journal.labels(LabelRole.TAG) == ("walk",)
            found = own.journal.moments(RAIN)
            assert found == ((changed.moment,) if "rain" in changed.text.body else ())
        assert in_step(kept)


def test_lists_are_newest_first_and_go_on_where_they_ended(kept: KeptPrivate) -> None:
    made = [entry(n, pinned=n == 3, binned_at=START if n == 4 else None) for n in range(8)]
    listed = [each.moment for each in reversed(made) if not each.pinned and each.binned_at is None]
    with kept.write() as own:
        own.journal.add_many(made)
        own.journal.add_many(())
    with kept.read() as own:
        assert list(own.journal.moments(JournalQuery())) == listed
        first = own.journal.moments(JournalQuery(), most=3)
        assert [*first, *own.journal.moments(JournalQuery(), before=first[-1])] == listed
        found = own.journal.moments(RAIN, most=2)
        assert found == (made[7].moment, made[6].moment)
        assert own.journal.moments(RAIN, most=1, before=found[-1]) == (made[5].moment,)
        span = JournalQuery(since=made[2].moment, until=made[5].moment)
        assert own.journal.moments(span) == (made[3].moment, made[2].moment)
        assert own.journal.moments_between(made[2].moment, made[6].moment) == tuple(made[n].moment for n in (5, 3, 2))


def test_filters_are_marks_of_the_index(kept: KeptPrivate) -> None:
    texts = (
        EntryText(body="rain", kind=EntryKind.FANTASY, boundary=Boundary.TALK, feelings=("calm",)),
        EntryText(body="rain", kind=EntryKind.LETTER, tags=("calm",)),
    )
    with kept.write() as own:
        own.journal.add_many([entry(n, text=text) for n, text in enumerate(texts)])
    with kept.read() as own:
        for query, expected in (
            (JournalQuery(kind=EntryKind.FANTASY), [0]),
            (JournalQuery(boundary=Boundary.TALK), [0]),
            (JournalQuery(labels=((LabelRole.TAG, "calm"),)), [1]),
            (JournalQuery(labels=((LabelRole.FEELING, "calm"), (LabelRole.TAG, "calm"))), []),
            (JournalQuery(words="rain", kind=EntryKind.LETTER), [1]),
        ):
            assert list(own.journal.moments(query)) == [entry(n).moment for n in expected]


def test_a_row_shows_what_a_search_found(kept: KeptPrivate) -> None:
    with kept.write() as own:
        own.journal.save(entry(1, "dry " * 200 + "and then rain"))
    with kept.read() as own:
        (row,) = own.journal.found_rows((entry(1).moment,), "rain")
        (plain,) = own.journal.rows((entry(1).moment,))
    assert "rain" in row.preview
    assert "rain" not in plain.preview


def test_words_that_are_indexed_later_are_found_once_they_are(kept: KeptPrivate) -> None:
    with kept.write() as own:
        own.journal.save(entry(1))
        own.journal.save(entry(1, "sun"), index_later=True)
        own.journal.save(entry(1, "snow"), index_later=True)
    with kept.write() as own:
        assert not own.journal.is_indexed()
        assert own.journal.moments(RAIN)
        own.journal.reindex()
    with kept.read() as own:
        assert own.journal.is_indexed()
        assert own.journal.moments(RAIN) == ()
        assert own.journal.moments(JournalQuery(words="snow"))
    assert in_step(kept)


@pytest.mark.parametrize("merged", [False, True])
def test_deleting_many_leaves_the_others_and_their_words(
    kept: KeptPrivate, monkeypatch: pytest.MonkeyPatch, merged: bool
) -> None:
    monkeypatch.setattr(module, "MANY", 1 if merged else 1_000)
    made = [entry(n, f"rain number{n}", binned_at=START if n == 0 else None) for n in range(300)]
    with kept.write() as own:
        own.journal.add_many(made)
        own.journal.save(entry(299, "sun"), index_later=True)
    heard: list[int] = []
    with kept.write() as own:
        own.journal.delete_many(made[:150], heard.append)
    with kept.read() as own:
        assert [each.id for each in own.journal.all()] == [each.id for each in made[150:]]
        assert own.journal.moments(JournalQuery(words="number7")) == ()
        assert own.journal.moments(JournalQuery(words="number177")) == (made[177].moment,)
    assert heard == sorted(heard)
    assert heard
    assert in_step(kept)


def test_deleting_many_can_be_stopped_and_then_nothing_is_deleted(kept: KeptPrivate) -> None:
    def stop(_done: int) -> None:
        raise RuntimeError("stopped")

    made = [entry(n) for n in range(10)]
    with kept.write() as own:
        own.journal.add_many(made)
    with pytest.raises(RuntimeError, match="stopped"), kept.write() as own:
        own.journal.delete_many(made[:5], stop)
    with kept.read() as own:
        assert len(own.journal.all()) == 10
    assert in_step(kept)


def test_deleting_one(kept: KeptPrivate) -> None:
    with kept.write() as own:
        own.journal.save(entry(1))
        own.journal.delete("e1")
        own.journal.delete("none")
    with kept.read() as own:
        assert own.journal.all() == ()
        assert own.journal.labels(LabelRole.TAG) == ()
    assert in_step(kept)


def test_templates_and_ways(kept: KeptPrivate) -> None:
    template = EntryTemplate(id="t", name="After a scene", text=EntryText(body="how I feel"))
    way = OwnWay(id="w", need="rest", text="a walk")
    with kept.write() as own:
        own.templates.save(template)
        own.ways.save(way)
    with kept.write() as own:
        assert own.templates.all() == (template,)
        assert own.ways.all() == (way,)
        assert own.templates.delete("t")
        assert own.ways.delete("w")
        assert not own.ways.delete("w")
    assert kept.rows(tables.journal_template) == kept.rows(tables.own_way) == []


def test_a_damaged_entry_quotes_nothing(kept: KeptPrivate) -> None:
    with kept.write() as own:
        own.journal.save(entry(1))
    kept.spoil(tables.journal_entry, data=f'{{"id": "{MARKER}"}}')
    with damaged("journal_entry"), kept.read() as own:
        own.journal.get("e1")
    kept.spoil(tables.journal_entry, kind=MARKER)
    with damaged("journal_entry"), kept.read() as own:
        own.journal.rows((entry(1).moment,))
