"""What a list from elsewhere becomes: only what is sure without asking, never more than was said."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assets import load
from app.models.answer import Answer, AnswerKey, Stance, Visibility
from app.models.base import ActivityId
from app.models.catalogue import Catalogue, CatalogueKind, Direction, SideLabels
from app.models.foreign_list import ForeignList, FoundEntry, FoundSide
from app.models.foreign_words import ForeignWords, SideMeaning, folded, folded_name
from app.models.list_draft import OUT, OWN, ListDraft
from app.models.list_matching import ListMatch, ListMatcher
from app.models.list_plan import Leave, Meanings, can_take, first_meanings, plan_entry, private_answer
from tests.models.strategies import answers
from tests.support import factories as make

WORDS = load(ForeignWords)
CATALOGUE = load(Catalogue)
MASSAGE = make.entry("touch.massage", title="Massage", labels=SideLabels.GIVES, added_by=None)
HUGS = make.entry("touch.hugs", title="Hugs", labels=SideLabels.NONE, added_by=None)
ACTIVE, PASSIVE, TOGETHER = Direction.ACTIVE, Direction.PASSIVE, Direction.TOGETHER


def found(*sides: tuple[str, str], title: str = "Massage") -> FoundEntry:
    return FoundEntry(title=title, sides=tuple(FoundSide(heading=heading, word=word) for heading, word in sides))


def meanings_of(*entries: FoundEntry, **chosen: Stance) -> Meanings:
    meant = first_meanings(ForeignList(entries=entries), WORDS)
    return meant.evolve(answers={**meant.answers, **chosen})


def matcher(*titles: str) -> ListMatcher:
    entries = [make.entry(f"own.{number}", title=title) for number, title in enumerate(titles)]
    return ListMatcher(entries, WORDS)


# --- names


def test_every_entry_is_found_by_its_own_title_and_by_nothing_else_for_sure() -> None:
    taken = [entry for entry in CATALOGUE.entries if can_take(entry)]
    look_up = ListMatcher(taken, WORDS)
    for entry in taken:
        match = look_up.match(entry.title.upper())
        assert entry.id in (match.entry_id, *match.suggestions)
        others = {other.id for other in taken if folded_name(other.title) != folded_name(entry.title)}
        assert match.entry_id not in others
    assert look_up.match("Skinny").entry_id is None
    assert {CatalogueKind.ACTIVITY} == {entry.kind for entry in taken}


@pytest.mark.parametrize(
    ("theirs", "ours", "is_sure"),
    [
        ("blindfolds", "Blindfold", True),
        ("The Massage", "Massages", True),
        ("floggers", "Flogging", True),
        ("Bondage (Heavy)", "Rope", False),
        ("Romance / Hugs", "Hugs", False),
        ("massge", "Massage", False),
        ("Spanking", "Light impact by hand", False),
        ("Rope bondage on furniture", "Tied to furniture", False),
    ],
)
def test_a_name_is_sure_only_if_it_is_the_same(theirs: str, ours: str, is_sure: bool) -> None:
    match = matcher(ours, "Something else").match(theirs)
    assert match == (ListMatch(entry_id=ActivityId("own.0")) if is_sure else ListMatch(suggestions=match.suggestions))
    assert is_sure or match.suggestions[:1] == ("own.0",) or theirs.startswith("Rope")


def test_another_name_of_an_entry_is_a_suggestion() -> None:
    entry = make.entry("touch.mouth", title="Oral sex", aliases=("blow job",), added_by=None)
    for name in ("Blow jobs", "blowjob", "Kissing / blow job"):
        assert ListMatcher((entry,), WORDS).match(name) == ListMatch(suggestions=(entry.id,))


def test_what_may_be_two_things_is_asked() -> None:
    match = matcher("Hugs", "Hug").match("hugs")
    assert (match.entry_id, set(match.suggestions)) == (None, {"own.0", "own.1"})


# --- words


def test_a_limit_and_an_unknown_word_wait_for_their_owner_and_nothing_else_does() -> None:
    entry = found(("Giving", "Favorite"), ("Receiving", "Limit"), ("Self", "4"), ("", "maybe"))
    meant = meanings_of(entry)
    assert meant.answers == {
        "favorite": Stance.WANT,
        "limit": Leave.OPEN,
        "4": Leave.OPEN,
        "maybe": Stance.CURIOUS,
    }
    assert meant.sides == {
        "giving": SideMeaning.ACTIVE,
        "receiving": SideMeaning.PASSIVE,
        "self": Leave.OPEN,
        "": Leave.OPEN,
    }
    assert not meant.is_settled
    assert all(WORDS.answer(word) is None or not _taken_unasked(word).is_limit for word in _all_words())


def _all_words() -> Iterable[str]:
    return (word for words in WORDS.answers.values() for word in words)


def _taken_unasked(word: str) -> Stance:
    meant = meanings_of(found(("", word))).answers[folded(word)]
    return meant if isinstance(meant, Stance) else Stance.CURIOUS


def test_of_a_hundred_words_the_rarest_are_left_out() -> None:
    meant = meanings_of(*(found(("", f"word {number}")) for number in range(100)))
    assert list(meant.answers.values()).count(Leave.OPEN) == 30
    assert list(meant.answers.values()).count(Leave.OUT) == 70


# --- plans


def test_sides_are_those_that_were_named() -> None:
    entry = found(("Giving", "love"), ("Receiving", "maybe"))
    plan = plan_entry(entry, MASSAGE, meanings_of(entry), {})
    assert plan.answers == ((ACTIVE, Stance.WANT), (PASSIVE, Stance.CURIOUS))
    assert plan_entry(entry, HUGS, meanings_of(entry), {}).answers == ((TOGETHER, Stance.CURIOUS),), "the more careful"
    new = plan_entry(entry, None, meanings_of(entry), {})
    assert (new.labels, new.answers) == (SideLabels.GIVES, plan.answers)


def test_what_is_left_open_or_out_is_not_taken() -> None:
    entry = found(("", "Limit"), ("Giving", "N/A"), ("Partner", "yes"))
    assert plan_entry(entry, MASSAGE, meanings_of(entry), {}).answers == ()
    settled = meanings_of(entry, limit=Stance.HARD_LIMIT)
    settled = settled.evolve(sides={**settled.sides, "": SideMeaning.EITHER})
    no = ((ACTIVE, Stance.HARD_LIMIT), (PASSIVE, Stance.HARD_LIMIT))
    assert plan_entry(entry, MASSAGE, settled, {}).answers == no


def test_an_answer_that_exists_stays() -> None:
    entry = found(("Giving", "love"), ("Receiving", "love"))
    given = {AnswerKey(activity_id=MASSAGE.id, direction=ACTIVE): make.answer(MASSAGE.id, Stance.HARD_LIMIT, ACTIVE)}
    plan = plan_entry(entry, MASSAGE, meanings_of(entry), given)
    assert (plan.answers, plan.answered) == (((PASSIVE, Stance.WANT),), (ACTIVE,))


@given(answers(), st.sampled_from([stance for stance in Stance if stance is not Stance.ONLY_IF]), st.text(max_size=20))
def test_what_is_brought_in_is_never_shared(before: Answer, stance: Stance, note: str) -> None:
    after = private_answer(before, stance, note)
    assert (after.stance, after.visibility) == (stance, Visibility.NEVER)
    assert after.note == (before.note or note)


def test_what_is_unsure_is_what_its_owner_says() -> None:
    listed = ForeignList(entries=(found(("Giving", "yes"), title="Massge"), found(title="Rubbing")))
    matches = (ListMatch(suggestions=(MASSAGE.id,)), ListMatch(suggestions=(MASSAGE.id,)))
    draft = ListDraft(listed, matches, (MASSAGE,), (), WORDS)
    assert draft.unsure == (0,), "who said nothing about it is not asked"
    assert draft.suggestions(0) == [MASSAGE]
    assert [planned.entry for planned in draft.plan()] == [None, None]
    assert not any(planned.is_hidden for planned in draft.plan())
    hidden = ListDraft(listed, (ListMatch(entry_id=MASSAGE.id), matches[1]), (MASSAGE,), (), WORDS, {"touch"})
    assert [planned.is_hidden for planned in hidden.plan()] == [True, False]
    for said, planned in ((MASSAGE.id, [MASSAGE, None]), (OWN, [None, None]), (OUT, [None])):
        draft.said[0] = said
        assert [each.entry for each in draft.plan()] == planned
