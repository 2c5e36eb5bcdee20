"""Readings on real files: private until signed, never over a No, narrowing at once, widening only with both."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.errors import NeedsBoth, NotReady, NotYours, Stale, WrongPassphrase
from app.models.agreement import Yes
from app.models.answer import Stance
from app.models.base import PersonId
from app.models.clause import Clause
from app.models.reading import ClauseReply, ConflictKind, Reading, with_reply
from app.services import drafts, reading
from app.services.agreement_store import yeses_of
from app.services.reading import ReadingView
from tests.support.couples import (
    OUTLINE,
    draft_named,
    read_and_say_yes,
    save,
    say_yes_each_alone,
    set_stance,
    today,
    view_of,
)
from tests.support.vaults import ALEX_WORDS, SHARED, TestVault, vault_for


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[TestVault]:
    with vault_for(tmp_path / "vault") as made:
        made.fill_with_sample()
        save(made, draft_named(made, OUTLINE).evolve(cap_minutes=90))
        yield made


@pytest.fixture
def draft_id(vault: TestVault) -> str:
    return draft_named(vault, OUTLINE).id


def begin(vault: TestVault, person: PersonId, draft_id: str) -> ReadingView:
    with vault.unit() as uow:
        return reading.begin(uow, draft_id=draft_id, person=person, base=vault.catalogue, today=today(vault))


def yeses(vault: TestVault, draft_id: str) -> tuple[Yes, ...]:
    with vault.unit() as uow:
        return yeses_of(uow, draft_id)


def say_yes(vault: TestVault, view: ReadingView, said: Reading) -> None:
    with vault.unit(SHARED) as uow:
        reading.say_yes(
            uow, reading=said, seen=view.document.version, base=vault.catalogue, now=vault.clock(), new_id=vault.ids
        )


def item_clauses(vault: TestVault, draft_id: str) -> list[Clause]:
    return [clause for clause in view_of(vault, draft_id).document.clauses if clause.item is not None]


def test_both_readings_make_an_agreement(vault: TestVault, draft_id: str) -> None:
    assert read_and_say_yes(vault, vault.alex, draft_id) is None
    agreement = read_and_say_yes(vault, vault.sam, draft_id)
    assert agreement is not None
    view = view_of(vault, draft_id)
    assert view.is_agreed_as_it_stands
    assert view.missing == ()
    (yes, other) = yeses(vault, draft_id)
    assert yes.text == other.text == agreement.document.sealed
    assert yes.agreement_id == other.agreement_id == agreement.id


def test_what_one_takes_out_sends_the_text_back_to_the_other(vault: TestVault, draft_id: str) -> None:
    read_and_say_yes(vault, vault.alex, draft_id)
    gone = item_clauses(vault, draft_id)[0]
    assert read_and_say_yes(vault, vault.sam, draft_id, out=[gone.id]) is None
    view = begin(vault, vault.alex, draft_id)
    assert [clause.id for clause in view.gone] == [gone.id]
    assert view.to_read == ()
    assert read_and_say_yes(vault, vault.alex, draft_id) is not None
    assert gone.id not in {clause.id for clause in view_of(vault, draft_id).document.clauses}


def test_words_that_are_added_are_read_by_the_other(vault: TestVault, draft_id: str) -> None:
    read_and_say_yes(vault, vault.alex, draft_id)
    assert read_and_say_yes(vault, vault.sam, draft_id, words="slowly, please") is None
    assert [clause.text for clause in begin(vault, vault.alex, draft_id).to_read] == ["slowly, please"]


def test_a_private_no_is_met_only_in_its_own_reading(vault: TestVault, draft_id: str) -> None:
    clause = item_clauses(vault, draft_id)[0]
    before = view_of(vault, draft_id)
    set_stance(vault, vault.sam, clause, Stance.HARD_LIMIT)
    assert view_of(vault, draft_id) == before
    assert begin(vault, vault.alex, draft_id).met.get(clause.id, ()) == ()
    met = begin(vault, vault.sam, draft_id).met[clause.id]
    assert [one.kind for one in met] == [ConflictKind.NO]


def test_nothing_is_signed_over_a_no_even_if_yes_was_said_before(vault: TestVault, draft_id: str) -> None:
    clause = item_clauses(vault, draft_id)[0]
    view = begin(vault, vault.sam, draft_id)
    replies = {one.digest: ClauseReply.YES for one in view.document.clauses}
    said = Reading(draft_id=view.draft.id, person=vault.sam, replies=replies)
    set_stance(vault, vault.sam, clause, Stance.HARD_LIMIT)
    with pytest.raises(NotReady):
        say_yes(vault, view, said)
    assert yeses(vault, draft_id) == ()
    own = {answer.key: answer for answer in begin(vault, vault.sam, draft_id).answers}
    with pytest.raises(NotReady):
        with_reply(said, clause, ClauseReply.YES, own)


def test_a_reading_is_kept_where_it_was_and_only_for_its_reader(vault: TestVault, draft_id: str) -> None:
    clause = item_clauses(vault, draft_id)[0]
    said = with_reply(begin(vault, vault.sam, draft_id).reading, clause, ClauseReply.TAKE_OUT, {})
    with vault.unit(vault.sam) as uow:
        reading.keep(uow, reading=said)
    assert begin(vault, vault.sam, draft_id).reading == said
    assert begin(vault, vault.alex, draft_id).reading.replies == {}
    assert clause.id in {one.id for one in view_of(vault, draft_id).document.clauses}


def test_only_its_holder_takes_out_own_words(vault: TestVault, draft_id: str) -> None:
    view = begin(vault, vault.sam, draft_id)
    alex_needs = next(c for c in view.document.clauses if c.holder == vault.alex and c.needs is not None)
    with pytest.raises(NotYours):
        with_reply(view.reading, alex_needs, ClauseReply.TAKE_OUT, {})


def test_a_text_that_changed_meanwhile_is_not_signed(vault: TestVault, draft_id: str) -> None:
    view = begin(vault, vault.sam, draft_id)
    save(vault, view.draft.evolve(place="another place"))
    replies = {one.digest: ClauseReply.YES for one in view.document.clauses}
    with pytest.raises(Stale):
        say_yes(vault, view, Reading(draft_id=view.draft.id, person=vault.sam, replies=replies))
    assert yeses(vault, draft_id) == ()


def test_a_wrong_passphrase_is_refused(vault: TestVault) -> None:
    with pytest.raises(WrongPassphrase):
        vault.service.require_passphrase(vault.sam, "not the words at all")


def test_two_yeses_said_alone_are_agreed_only_together(vault: TestVault, draft_id: str) -> None:
    say_yes_each_alone(vault, draft_id)
    assert view_of(vault, draft_id).agreed_now is None
    with vault.unit(SHARED) as uow, pytest.raises(NeedsBoth):
        reading.agree_waiting(uow, draft_id=draft_id, base=vault.catalogue, today=today(vault))
    vault.service.admit(vault.service.derive(vault.alex, ALEX_WORDS))
    with vault.unit(SHARED) as uow:
        assert (
            reading.agree_waiting(uow, draft_id=draft_id, base=vault.catalogue, today=today(vault)).agreement
            is not None
        )
    assert view_of(vault, draft_id).is_agreed_as_it_stands


def test_what_one_took_out_meanwhile_is_not_agreed_by_two_older_yeses(vault: TestVault, draft_id: str) -> None:
    say_yes_each_alone(vault, draft_id)
    gone = item_clauses(vault, draft_id)[0].item
    assert gone is not None
    with vault.unit(SHARED) as uow:
        drafts.remove_item(uow, draft_id=draft_id, item_id=gone.id, by=vault.sam)
    vault.service.admit(vault.service.derive(vault.alex, ALEX_WORDS))
    with vault.unit(SHARED) as uow, pytest.raises(NotReady):
        reading.agree_waiting(uow, draft_id=draft_id, base=vault.catalogue, today=today(vault))
    assert view_of(vault, draft_id).agreed_now is None


def test_a_yes_waits_for_fourteen_days(vault: TestVault, draft_id: str) -> None:
    later = today(vault) + timedelta(days=60)
    save(vault, draft_named(vault, OUTLINE).evolve(review_on=later))
    read_and_say_yes(vault, vault.alex, draft_id)
    vault.clock.advance(days=14)
    assert [yes.person for yes in view_of(vault, draft_id).yeses] == [vault.alex]
    vault.clock.advance(days=1)
    assert view_of(vault, draft_id).yeses == ()
    assert read_and_say_yes(vault, vault.sam, draft_id) is None


def test_a_waiting_yes_can_be_taken_back_alone(vault: TestVault, draft_id: str) -> None:
    read_and_say_yes(vault, vault.alex, draft_id)
    assert [yes.person for yes in view_of(vault, draft_id).yeses] == [vault.alex]
    with vault.unit(SHARED) as uow:
        reading.take_back_yes(uow, draft_id=draft_id, person=vault.alex)
    assert view_of(vault, draft_id).yeses == ()
    assert read_and_say_yes(vault, vault.sam, draft_id) is None
