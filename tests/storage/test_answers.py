"""Answers, terms and own entries on a real encrypted file: all of it comes back exactly."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.models.answer import Answer, AnswerChange, Ceiling, Experience, Stance, Visibility
from app.models.base import ActivityId
from app.models.catalogue import Direction
from app.storage import tables_private as tables
from tests.models.strategies import answers as any_answer
from tests.storage.repositories import MARKER, KeptPrivate
from tests.support import factories as make
from tests.support.clock import START

LATER = START + timedelta(hours=1)


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
        own.answers.save(make.answer(make.PRAISE, Stance.MORE_FIRST), START)
    with kept.read() as own:
        assert own.answers.answered_among([make.MASSAGE, make.PRAISE, "touch.none"]) == {make.MASSAGE}
        assert own.answers.answered_among([]) == frozenset()
        assert own.answers.answered_among(frozenset({make.HUGS, make.MASSAGE})) == {make.HUGS, make.MASSAGE}


def test_a_list_of_thousands_can_be_asked_for(kept: KeptPrivate) -> None:
    with kept.write() as own:
        own.answers.save(make.answer(), START)
    with kept.read() as own:
        assert own.answers.answered_among([make.HUGS, *(f"own.{n}" for n in range(5_000))]) == {make.HUGS}


def test_words_and_their_history(kept: KeptPrivate) -> None:
    with kept.write() as own:
        own.terms.save(make.term_words(words="first"), START)
        own.terms.save(make.term_words(words="second", never_shared=True), LATER)
    with kept.read() as own:
        assert own.terms.get(make.WORDS_TO_AVOID) == make.term_words(words="second", never_shared=True)
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


def test_what_was_deleted_is_gone_from_the_table(kept: KeptPrivate) -> None:
    own_id = ActivityId("own.beef")
    with kept.write() as own:
        own.entries.save(make.entry(own_id, title=MARKER))
        own.answers.save(make.answer(own_id, note=MARKER), START)
    with kept.write() as own:
        own.entries.delete(own_id)
        own.answers.delete_activity(own_id)
    assert [kept.rows(table) for table in (tables.entry, tables.answer, tables.answer_history)] == [[], [], []]


def test_limits_that_are_asked_about_again_are_found_the_longest_due_first(kept: KeptPrivate) -> None:
    today = START.date()

    def limit(activity: str, days: int, stance: Stance = Stance.SOFT_LIMIT) -> Answer:
        return make.answer(activity, stance, ask_after=today + timedelta(days=days))

    later, due, long_due, no_limit = (
        limit(make.HUGS, 0),
        limit(make.PRAISE, -1),
        limit(make.MASSAGE, -9),
        limit(ActivityId("touch.kissing"), -3, Stance.WANT),
    )
    with kept.write() as own:
        for each in (later, due, long_due, no_limit, make.answer(ActivityId("touch.sitting"), Stance.HARD_LIMIT)):
            own.answers.save(each, START)
    with kept.read() as own:
        assert own.answers.asked_again(today) == (long_due, due)
        assert own.answers.asked_again(today + timedelta(days=1)) == (long_due, due, later)
