"""What a person would disclose: rows, choices, the sealed snapshot, and taking back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.answer import Answer, Ceiling, Stance, TermWords, Visibility
from app.models.base import ActivityId
from app.models.catalogue import Catalogue, CatalogueEntry, CatalogueKind, Category, Direction, SideLabels
from app.models.limits import Disclosure
from app.models.sealing import (
    AFTERCARE_CATEGORY,
    SealedAnswers,
    ShareChoice,
    ShareChoices,
    SharePreparation,
    ShareRow,
    may_be_disclosed,
    seal,
    share_rows,
    taken_back,
)
from tests.models.strategies import ALEX, CATALOGUE, SAM, answer_lists
from tests.support import factories as make

AVOID = ActivityId("language.avoid")
MASSAGE = CATALOGUE.find("touch.massage")
assert MASSAGE is not None
CHOICES = st.dictionaries(
    st.sampled_from([(e.id, d.value) for e in CATALOGUE.entries for d in e.directions] + [(AVOID, "")]),
    st.sampled_from(ShareChoice),
)


def prepared(*answers: Answer, **more: Any) -> SharePreparation:
    return SharePreparation(answers=answers, **more)


def rows(*answers: Answer, choices: ShareChoices | None = None, **more: Any) -> tuple[ShareRow, ...]:
    return share_rows(prepared(*answers, **more), CATALOGUE, choices or {})


def opened(answer: Answer, **changes: Any) -> SharePreparation:
    """An answer, with a disclosure of the same side on the shared list."""
    disclosure = Disclosure(person=ALEX, **{"stance": answer.stance, "conditions": answer.conditions, **changes})
    return prepared(answer, disclosed=((answer.key, disclosure),))


@pytest.mark.parametrize(
    ("changes", "disclosed"),
    [
        ({}, True),
        ({"visibility": Visibility.NEVER}, False),
        ({"stance": Stance.NOT_APPLICABLE}, False),
        ({"stance": Stance.MORE_FIRST, "visibility": Visibility.ALWAYS, "conditions": "slowly"}, False),
        ({"stance": None}, False),
        ({"stance": Stance.ONLY_IF}, False),
        ({"stance": Stance.ONLY_IF, "conditions": "slowly"}, True),
        ({"stance": Stance.HARD_LIMIT, "visibility": Visibility.ALWAYS}, True),
        ({"direction": Direction.TOGETHER}, False),
    ],
)
def test_an_answer_takes_part_if_it_is_complete_and_not_withheld(changes: dict[str, Any], disclosed: bool) -> None:
    answer = Answer(activity_id=make.MASSAGE, direction=Direction.ACTIVE, stance=Stance.WANT).evolve(**changes)
    assert may_be_disclosed(answer, MASSAGE, ()) == disclosed


@pytest.mark.parametrize(
    ("changes", "hidden"),
    [
        ({"retired": True}, ()),
        ({"category": AFTERCARE_CATEGORY}, ()),
        ({}, ("touch",)),
        ({"kind": CatalogueKind.TERM}, ()),
    ],
)
def test_no_answer_to_a_retired_hidden_or_different_kind_of_entry_takes_part(
    changes: dict[str, Any], hidden: tuple[str, ...]
) -> None:
    answer = Answer(activity_id=make.MASSAGE, direction=Direction.ACTIVE, stance=Stance.WANT)
    assert MASSAGE is not None
    assert not may_be_disclosed(answer, MASSAGE.evolve(**changes), hidden)
    assert not may_be_disclosed(answer, None, ())


def test_a_limit_shows_its_stance_alone() -> None:
    limit = make.answer(
        stance=Stance.SOFT_LIMIT, conditions="not yet", ceiling=Ceiling.LIGHT, note="private", visibility="always"
    )
    (row,) = rows(limit)
    assert (row.stance, row.conditions, row.ceiling) == (Stance.SOFT_LIMIT, "", None)
    (sealed,) = seal((row,), ALEX).items
    assert (sealed.conditions, sealed.ceiling) == ("", None)


def test_an_answer_to_be_shown_always_is_sealed_so() -> None:
    found = rows(make.answer(), make.answer(make.MASSAGE, direction=Direction.ACTIVE, visibility=Visibility.ALWAYS))
    assert [item.always for item in seal(found, ALEX).items] == [False, True]
    assert not any(row.disclosed or row.changed for row in found)


def test_notes_and_experience_are_in_no_row() -> None:
    answer = make.answer(note="zqxnote", experience="bad")
    assert "zqxnote" not in repr(rows(answer))
    assert "bad" not in repr(seal(rows(answer), ALEX))


def test_what_is_shared_unchanged_stays_shared() -> None:
    answer = make.answer(stance=Stance.ONLY_IF, conditions="slowly")
    (row,) = share_rows(opened(answer), CATALOGUE, {})
    assert (row.disclosed, row.changed, row.choice) == (True, False, ShareChoice.SHARE)
    assert row.choices == (ShareChoice.SHARE, ShareChoice.HOLD_BACK, ShareChoice.TAKE_BACK)


@pytest.mark.parametrize("changes", [{"stance": Stance.CURIOUS}, {"conditions": "fast"}, {"ceiling": Ceiling.FIRM}])
def test_what_changed_since_is_left_as_it_is_unless_its_owner_chooses(changes: dict[str, Any]) -> None:
    answer = make.answer(stance=Stance.ONLY_IF, conditions="slowly")
    (row,) = share_rows(opened(answer, **changes), CATALOGUE, {})
    assert (row.disclosed, row.changed, row.choice) == (True, True, ShareChoice.HOLD_BACK)
    assert taken_back((row,), ALEX, SAM) == ()
    assert seal((row,), ALEX).items == ()
    (again,) = share_rows(opened(answer, **changes), CATALOGUE, {row.key: ShareChoice.SHARE})
    assert again.choice is ShareChoice.SHARE


def test_a_deleted_answer_can_only_be_taken_back_or_left() -> None:
    answer = make.answer()
    (row,) = share_rows(opened(answer).evolve(answers=()), CATALOGUE, {})
    assert (row.stance, row.disclosed, row.changed, row.choice) == (None, True, True, ShareChoice.HOLD_BACK)
    assert row.choices == (ShareChoice.HOLD_BACK, ShareChoice.TAKE_BACK)
    assert seal((row,), ALEX).items == ()


def test_what_was_taken_back_stays_held_back() -> None:
    answer = make.answer()
    (row,) = rows(answer, choices={(make.HUGS, "together"): ShareChoice.TAKE_BACK})
    assert row.choice is ShareChoice.HOLD_BACK


def test_a_term_is_held_back_until_its_owner_shares_it_and_then_shared_with_its_words() -> None:
    term = TermWords(entry_id=AVOID, words="nicknames")
    (held,) = rows(terms=(term,))
    assert (held.key, held.words, held.choice) == ((AVOID, ""), "nicknames", ShareChoice.HOLD_BACK)
    assert seal((held,), ALEX).terms == ()
    (row,) = rows(terms=(term,), choices={(AVOID, ""): ShareChoice.SHARE})
    assert [(t.entry_id, t.words) for t in seal((row,), ALEX).terms] == [(AVOID, "nicknames")]
    for unshared in (term.evolve(words=" "), term.evolve(never_shared=True)):
        assert rows(terms=(unshared,)) == ()
    assert rows(terms=(term,), hidden=frozenset({"language"})) == ()


def test_a_changed_term_is_left_as_it_is_unless_its_owner_chooses() -> None:
    shared = make.shared_term(ALEX, AVOID, words="nicknames")
    (same,) = rows(terms=(TermWords(entry_id=AVOID, words="nicknames"),), disclosed_terms=(shared,))
    (changed,) = rows(terms=(TermWords(entry_id=AVOID, words="names"),), disclosed_terms=(shared,))
    (deleted,) = rows(disclosed_terms=(shared,))
    assert (same.choice, changed.choice, deleted.choice) == ("share", "hold_back", "hold_back")
    assert [(row.disclosed, row.changed) for row in (same, changed, deleted)] == [
        (True, False),
        (True, True),
        (True, True),
    ]
    assert taken_back((same, changed), ALEX, SAM) == ()
    back = {(str(AVOID), ""): ShareChoice.TAKE_BACK}
    assert taken_back(rows(disclosed_terms=(shared,), choices=back), ALEX, SAM) == (AVOID,)


def test_taking_back_names_the_pairing_of_each_side() -> None:
    changed = Answer(activity_id=make.MASSAGE, direction=Direction.PASSIVE)
    disclosure = Disclosure(person=ALEX, stance=Stance.WANT)
    back = {(str(make.MASSAGE), "passive"): ShareChoice.TAKE_BACK}
    found = rows(changed, disclosed=((changed.key, disclosure),), choices=back)
    assert taken_back(found, ALEX, SAM) == (make.pairing(make.MASSAGE, SAM).key,)


def test_rows_are_in_the_order_of_the_catalogue_with_terms_last() -> None:
    answers = [make.answer(entry.id, direction=d) for entry in CATALOGUE.entries for d in entry.directions]
    found = rows(*reversed(answers), terms=(TermWords(entry_id=AVOID, words="x"),))
    assert [row.key for row in found] == [(a.activity_id, a.direction.value) for a in answers] + [(AVOID, "")]


@given(answer_lists(), CHOICES)
def test_exactly_what_is_chosen_is_sealed(given_answers: tuple[Answer, ...], choices: dict[Any, ShareChoice]) -> None:
    found = rows(*given_answers, choices=choices)
    sealed = seal(found, ALEX)
    assert [(item.activity_id, item.direction.value) for item in sealed.items] == [
        row.key for row in found if row.choice is ShareChoice.SHARE
    ]
    assert all(row.choice in row.choices for row in found)


def test_nothing_to_share_is_a_snapshot_as_well() -> None:
    assert seal((), ALEX) == SealedAnswers(person=ALEX)


def test_an_own_entry_takes_part_once_it_is_in_the_catalogue_passed_in() -> None:
    own = CatalogueEntry(id=ActivityId("own.1"), category="own.c", title="Brushing", labels=SideLabels.NONE)
    offered = Catalogue(categories=(Category(id="own.c", title="Ours"),), entries=(own,))
    material = prepared(make.answer("own.1"))
    assert share_rows(material, CATALOGUE, {}) == ()
    assert len(share_rows(material, offered, {})) == 1
