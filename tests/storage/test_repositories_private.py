"""A private space on a real encrypted file: what is kept comes back exactly, and damage says nothing."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Table, bindparam
from sqlalchemy.exc import IntegrityError

from app.models.answer import Answer, AnswerChange, Ceiling, Experience, Stance, Visibility
from app.models.base import ActivityId
from app.models.catalogue import Direction
from app.models.person import Hue, MarkShape, PersonMark
from app.models.reading import ClauseReply
from app.models.sealing import ShareChoice
from app.storage import tables_private as tables
from app.storage.repositories_private import PrivateRepositories
from app.storage.repository import PreparedStatement
from tests.models.strategies import answers as any_answer
from tests.storage.made import Made
from tests.storage.repositories import CONTROLS, MARKER, TEXTS, KeptPrivate, damaged, private_of
from tests.support import factories as make
from tests.support.clock import START
from tests.support.quick_vault import QuickVault

LATER = START + timedelta(hours=1)


@pytest.fixture
def others(vault: QuickVault, pair: Made) -> KeptPrivate:
    return private_of(vault, pair.b)


def test_an_answer_comes_back_whole(kept: KeptPrivate) -> None:
    given_answer = make.answer(
        make.MASSAGE,
        Stance.ONLY_IF,
        Direction.PASSIVE,
        ceiling=Ceiling.FIRM,
        experience=Experience.BAD,
        conditions="only seated",
        note="as last spring",
        visibility=Visibility.NEVER,
    )
    with kept.write() as own:
        own.answers.save(given_answer, START)
    with kept.read() as own:
        assert own.answers.all() == (given_answer,)
        assert own.answers.get(given_answer.key) == given_answer
        assert own.answers.get(given_answer.with_stance(None).evolve(direction=Direction.ACTIVE).key) is None


def test_every_text_comes_back_exactly(kept: KeptPrivate) -> None:
    given_answers = tuple(make.answer(f"touch.n{n:03}", note=text, conditions=text) for n, text in enumerate(TEXTS))
    words = tuple(make.term_words(f"language.n{n:03}", text) for n, text in enumerate(TEXTS))
    with kept.write() as own:
        for answer, term in zip(given_answers, words, strict=True):
            own.answers.save(answer, START)
            own.terms.save(term, START)
            own.prefs.set(term.entry_id, term.words)
            own.resources.save(term.entry_id, {"name": term.words})
    with kept.read() as own:
        assert own.answers.all() == given_answers
        assert own.terms.all() == words
        for term in words:
            assert own.terms.get(term.entry_id) == term
            assert own.terms.history(term.entry_id) == ((START, term.words),)
            assert own.prefs.get(term.entry_id) == term.words
        assert [resource["name"] for resource in own.resources.all()] == list(TEXTS)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answer=any_answer(), note=st.text(st.characters(exclude_categories=["Cs"])))
def test_any_answer_round_trips(kept: KeptPrivate, answer: Answer, note: str) -> None:
    whole = answer.evolve(note=note)
    with kept.write() as own:
        own.answers.save(whole, START)
    with kept.read() as own:
        assert own.answers.get(whole.key) == (None if whole.is_empty else whole)
        assert own.answers.history(whole.activity_id)[0].answer == whole


def test_saving_again_replaces_and_keeps_the_place(kept: KeptPrivate) -> None:
    first, second = make.answer(make.HUGS), make.answer(make.PRAISE)
    with kept.write() as own:
        own.answers.save(first, START)
        own.answers.save(second, START)
        own.answers.save(first.with_stance(Stance.CURIOUS), LATER)
    with kept.read() as own:
        assert own.answers.all() == (first.with_stance(Stance.CURIOUS), second)


def test_both_sides_of_an_activity_are_two_answers(kept: KeptPrivate) -> None:
    sides = tuple(make.answer(make.MASSAGE, direction=side) for side in (Direction.ACTIVE, Direction.PASSIVE))
    with kept.write() as own:
        for side in sides:
            own.answers.save(side, START)
        own.answers.save(make.answer(make.HUGS), START)
    with kept.read() as own:
        assert [each for each in own.answers.all() if each.activity_id == make.MASSAGE] == [*sides]


def test_history_is_newest_first_and_outlives_an_emptied_answer(kept: KeptPrivate) -> None:
    steps = [make.answer(stance=stance) for stance in (Stance.WANT, Stance.HARD_LIMIT, None)]
    with kept.write() as own:
        for number, step in enumerate(steps):
            own.answers.save(step, START + timedelta(days=number))
        own.answers.save(make.answer(make.PRAISE), LATER)
    with kept.read() as own:
        assert own.answers.all() == (make.answer(make.PRAISE),)
        assert (
            own.answers.history(make.HUGS)
            == tuple(AnswerChange(answer=step, at=START + timedelta(days=number)) for number, step in enumerate(steps))[
                ::-1
            ]
        )


def test_the_whole_history_is_that_of_every_activity_newest_first(kept: KeptPrivate) -> None:
    given = [
        make.answer(make.HUGS, stance=Stance.WANT),
        make.answer(make.PRAISE),
        make.answer(make.HUGS, stance=Stance.HARD_LIMIT),
    ]
    steps = [AnswerChange(answer=each, at=START + timedelta(days=number)) for number, each in enumerate(given)]
    with kept.write() as own:
        for step in steps:
            own.answers.save(step.answer, step.at)
    with kept.read() as own:
        assert own.answers.whole_history() == tuple(reversed(steps))


def test_a_clock_that_was_set_back_does_not_reorder_history(kept: KeptPrivate) -> None:
    with kept.write() as own:
        own.answers.save(make.answer(stance=Stance.WANT), LATER)
        own.answers.save(make.answer(stance=Stance.WILLING), START)
    with kept.read() as own:
        assert [change.at for change in own.answers.history(make.HUGS)] == [START, LATER]


def test_another_time_zone_is_the_same_moment(kept: KeptPrivate) -> None:
    elsewhere = datetime(2026, 3, 14, 12, 0, tzinfo=timezone(timedelta(hours=-7)))
    with kept.write() as own:
        own.answers.save(make.answer(), elsewhere)
    with kept.read() as own:
        assert own.answers.history(make.HUGS)[0].at == datetime(2026, 3, 14, 19, 0, tzinfo=UTC)


def test_deleting_an_activity_takes_its_history_along_and_nothing_else(kept: KeptPrivate) -> None:
    with kept.write() as own:
        for activity in (make.HUGS, make.PRAISE):
            own.answers.save(make.answer(activity), START)
    with kept.write() as own:
        own.answers.delete_activity(make.HUGS)
    with kept.read() as own:
        assert own.answers.history(make.HUGS) == ()
        assert [answer.activity_id for answer in own.answers.all()] == [make.PRAISE]
        assert len(own.answers.history(make.PRAISE)) == 1


def test_counts_are_of_activities_with_a_stance(kept: KeptPrivate) -> None:
    with kept.write() as own:
        own.answers.save(make.answer(make.MASSAGE, direction=Direction.ACTIVE), START)
        own.answers.save(make.answer(make.MASSAGE, Stance.SOFT_LIMIT, Direction.PASSIVE), START)
        own.answers.save(make.answer(make.HUGS, Stance.NOT_APPLICABLE), START)
        own.answers.save(make.answer(make.PRAISE, None, note="not yet"), START)
    with kept.read() as own:
        assert own.answers.answered_among([make.MASSAGE, make.PRAISE, "touch.none"]) == {make.MASSAGE}
        assert own.answers.answered_among([]) == frozenset()
        assert own.answers.answered_among(frozenset({make.HUGS, make.MASSAGE})) == {make.HUGS, make.MASSAGE}


def test_a_list_of_thousands_can_be_asked_for(kept: KeptPrivate) -> None:
    with kept.write() as own:
        own.answers.save(make.answer(), START)
    with kept.read() as own:
        assert own.answers.answered_among([make.HUGS, *(f"own.{n}" for n in range(5_000))]) == {make.HUGS}


def test_a_long_list_comes_back_whole_and_a_spoiled_row_in_it_is_found(kept: KeptPrivate) -> None:
    entries = tuple(make.entry(ActivityId(f"own.{number:04x}"), title=str(number)) for number in range(600))
    with kept.write() as own:
        for entry in entries:
            own.entries.save(entry)
    with kept.read() as own:
        assert own.entries.all() == entries
    with kept.unit() as uow:
        last = tables.entry.c.id == entries[-1].id
        uow.connection(kept.space).execute(tables.entry.update().where(last).values(data=MARKER))
    with damaged("entry"), kept.read() as own:
        own.entries.all()


def test_the_two_private_spaces_know_nothing_of_each_other(kept: KeptPrivate, others: KeptPrivate) -> None:
    with kept.write() as own:
        own.answers.save(make.answer(note=MARKER), START)
        own.prefs.set("deck", "7")
        own.sharing.seal(make.sealed(kept.person))
    with others.read() as own:
        assert own.answers.all() == ()
        assert own.prefs.get("deck") is None
        assert own.sharing.sealed() is None


def test_words_and_their_history(kept: KeptPrivate) -> None:
    with kept.write() as own:
        own.terms.save(make.term_words(words="first"), START)
        own.terms.save(make.term_words(words="second", visibility=Visibility.NEVER), LATER)
    with kept.read() as own:
        assert own.terms.get(make.WORDS_TO_AVOID) == make.term_words(words="second", visibility=Visibility.NEVER)
        assert own.terms.get("language.none") is None
        assert own.terms.history(make.WORDS_TO_AVOID) == ((LATER, "second"), (START, "first"))


def test_own_entries_and_categories_keep_their_order(kept: KeptPrivate) -> None:
    entries = tuple(make.entry(f"own.{letter}", title=f"Title {letter}") for letter in "zab")
    categories = tuple(make.category(f"own.{letter}") for letter in "zab")
    with kept.write() as own:
        for entry, category in zip(entries, categories, strict=True):
            own.entries.save(entry)
            own.categories.save(category)
        own.entries.save(entries[0].evolve(title="Renamed"))
    with kept.write() as own:
        assert own.entries.all() == (entries[0].evolve(title="Renamed"), *entries[1:])
        own.entries.delete("own.a")
        own.categories.delete("own.z")
        own.entries.delete("own.gone")
    with kept.read() as own:
        assert [entry.id for entry in own.entries.all()] == ["own.z", "own.b"]
        assert own.categories.all() == categories[1:]


def test_hidden_categories(kept: KeptPrivate) -> None:
    with kept.write() as own:
        for category in ("touch", "touch", "ritual", "service"):
            own.hidden.set(category, True)
        own.hidden.set("ritual", False)
        own.hidden.set("never_hidden", False)
    with kept.read() as own:
        assert own.hidden.all() == {"touch", "service"}


def test_choices_by_hand(kept: KeptPrivate) -> None:
    hugs, words = (make.HUGS, "together"), (make.WORDS_TO_AVOID, "")
    with kept.write() as own:
        own.sharing.set_choice(hugs, ShareChoice.SHARE)
        own.sharing.set_choice(hugs, ShareChoice.HOLD_BACK)
        own.sharing.set_choice(words, ShareChoice.TAKE_BACK)
    with kept.write() as own:
        assert own.sharing.choices() == {hugs: ShareChoice.HOLD_BACK, words: ShareChoice.TAKE_BACK}
        own.sharing.set_choice(hugs, None)
        own.sharing.set_choice(hugs, None)
    with kept.read() as own:
        assert own.sharing.choices() == {words: ShareChoice.TAKE_BACK}


def test_one_snapshot_at_a_time(kept: KeptPrivate) -> None:
    with kept.write() as own:
        own.sharing.seal(make.sealed(kept.person, items=()))
        own.sharing.seal(make.sealed(kept.person))
    with kept.write() as own:
        assert own.sharing.sealed() == make.sealed(kept.person)
        assert own.sharing.unseal() is True
        assert own.sharing.unseal() is False
    with kept.read() as own:
        assert own.sharing.sealed() is None


def test_taking_away_no_snapshot_writes_nothing(kept: KeptPrivate, pair: Made) -> None:
    before = pair.file(kept.person).read_bytes()
    with kept.write() as own:
        assert own.sharing.unseal() is False
    assert pair.file(kept.person).read_bytes() == before


def test_readings_and_what_was_signed_are_kept_apart(kept: KeptPrivate) -> None:
    document = make.document()
    with kept.write() as own:
        own.readings.save(make.reading())
        own.readings.save(make.reading(words="one more thing", replies={"f" * 64: ClauseReply.TAKE_OUT}))
        own.readings.save_signed(document)
        own.readings.save(make.reading("draft2"))
    with kept.write() as own:
        assert own.readings.get("draft1") == make.reading(
            words="one more thing", replies={"f" * 64: ClauseReply.TAKE_OUT}
        )
        own.readings.delete("draft1")
    with kept.read() as own:
        assert own.readings.get("draft1") is None
        assert own.readings.get("draft2") == make.reading("draft2")
        signed = own.readings.signed("draft1")
        assert signed == document
        assert signed is not None
        assert signed.version == document.version
        assert own.readings.signed("draft2") is None


def test_own_withdrawals_keep_their_order_and_are_one_by_id(kept: KeptPrivate) -> None:
    given_ones = (make.own_withdrawal("z"), make.own_withdrawal("a", at=LATER))
    with kept.write() as own:
        for one in (*given_ones, given_ones[0]):
            own.withdrawals.save(one)
    with kept.read() as own:
        assert own.withdrawals.all() == given_ones


def test_resources_and_prefs(kept: KeptPrivate) -> None:
    with kept.write() as own:
        own.resources.save("line", {"id": "line", "name": "before"})
        own.resources.save("line", {"id": "line", "name": "Helpline"})
        own.resources.save("gone", {"id": "gone"})
        own.resources.delete("gone")
        own.prefs.set("deck", "3")
        own.prefs.set("deck", "4")
        own.prefs.set("gone", "1")
        own.prefs.set("gone", None)
    with kept.read() as own:
        assert own.resources.all() == ({"id": "line", "name": "Helpline"},)
        assert own.prefs.get("deck") == "4"
        assert own.prefs.get("gone") is None


def test_the_profile_can_be_changed(kept: KeptPrivate) -> None:
    changed = make.person(
        kept.person, name=CONTROLS, mark=PersonMark(shape=MarkShape.HEXAGON, hue=Hue.RUST, initial="É")
    )
    with kept.write() as own:
        own.profile.save(changed)
    with kept.read() as own:
        assert own.profile.get() == changed


SPOILED: list[tuple[Table, dict[str, Any], Callable[[PrivateRepositories], object]]] = [
    (tables.answer, {"data": f'{{"note": "{MARKER}"}}'}, lambda own: own.answers.all()),
    (tables.answer, {"data": f"{MARKER}"}, lambda own: own.answers.get(make.answer().key)),
    (tables.answer_history, {"data": f'["{MARKER}"]'}, lambda own: own.answers.history(make.HUGS)),
    (tables.term, {"data": f'{{"words": "{MARKER}"'}, lambda own: own.terms.all()),
    (tables.entry, {"data": f'{{"id": "{MARKER}"}}'}, lambda own: own.entries.all()),
    (tables.category, {"data": f'{{"id": "{MARKER}!"}}'}, lambda own: own.categories.all()),
    (tables.sealed, {"data": f'{{"at": "{MARKER}"}}'}, lambda own: own.sharing.sealed()),
    (tables.reading, {"data": f'{{"words": "{MARKER}"}}'}, lambda own: own.readings.get("draft1")),
    (tables.signed_document, {"data": f'{{"title": "{MARKER}"}}'}, lambda own: own.readings.signed("draft1")),
    (tables.own_withdrawal, {"data": f'{{"at": "{MARKER}"}}'}, lambda own: own.withdrawals.all()),
]


@pytest.mark.parametrize(("table", "values", "look"), SPOILED, ids=lambda value: getattr(value, "name", ""))
def test_a_spoiled_row_names_its_table_and_nothing_else(
    kept: KeptPrivate, table: Table, values: dict[str, Any], look: Callable[[PrivateRepositories], object]
) -> None:
    with kept.write() as own:
        own.answers.save(make.answer(), START)
        own.terms.save(make.term_words(), START)
        own.entries.save(make.entry())
        own.categories.save(make.category())
        own.sharing.seal(make.sealed(kept.person))
        own.readings.save(make.reading())
        own.readings.save_signed(make.document())
        own.withdrawals.save(make.own_withdrawal())
    with kept.read() as own:
        assert look(own)
    kept.spoil(table, **values)
    with damaged(table.name), kept.read() as own:
        look(own)


@pytest.mark.parametrize(
    ("table", "values"),
    [
        (tables.answer, {"activity_id": "touch.hugs", "direction": "sideways", "data": "{}"}),
        (tables.share_choice, {"entry_id": "touch.hugs", "direction": "", "choice": "perhaps"}),
        (tables.entry, {"id": "touch.hugs", "category": "touch", "data": "{}"}),
        (tables.answer, {"activity_id": "touch.hugs", "direction": "together", "data": None}),
    ],
)
def test_rows_that_no_model_makes_are_refused(kept: KeptPrivate, table: Table, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), kept.unit() as uow:
        uow.connection(kept.space).execute(table.insert().values(**values))
    assert kept.rows(table) == []


def test_an_exception_of_the_database_quotes_no_row(kept: KeptPrivate) -> None:
    row = {"activity_id": MARKER, "direction": "sideways", "data": MARKER}
    with pytest.raises(IntegrityError) as caught, kept.unit() as uow:
        uow.connection(kept.space).execute(tables.answer.insert().values(**row))
    assert MARKER not in str(caught.value)


def test_nor_does_one_of_a_statement_run_past_sqlalchemy(kept: KeptPrivate) -> None:
    statement = PreparedStatement(tables.answer.insert().values({c.name: bindparam(c.name) for c in tables.answer.c}))
    row = {"activity_id": MARKER, "direction": "sideways", "stance": None, "data": MARKER}
    with pytest.raises(IntegrityError) as caught, kept.unit() as uow:
        statement.run(uow.connection(kept.space), row)
    assert MARKER not in "".join(traceback.format_exception(caught.value))
    assert kept.rows(tables.answer) == []


def test_what_was_deleted_is_gone_from_the_table(kept: KeptPrivate) -> None:
    own_id = ActivityId("own.beef")
    with kept.write() as own:
        own.entries.save(make.entry(own_id, title=MARKER))
        own.answers.save(make.answer(own_id, note=MARKER), START)
    with kept.write() as own:
        own.entries.delete(own_id)
        own.answers.delete_activity(own_id)
    assert [kept.rows(table) for table in (tables.entry, tables.answer, tables.answer_history)] == [[], [], []]
