"""What I would share and what they can see, on real vaults."""

from __future__ import annotations

import pytest

from app.errors import VaultUnwritable
from app.models.answer import Stance, TermWords, Visibility
from app.models.base import ActivityId, PersonId
from app.models.catalogue import Direction
from app.models.limits import Outcome
from app.models.sealing import SealedAnswers, ShareChoice, ShareRow
from app.services import answers, drafts, sharing
from app.services.draft_store import require_draft
from app.services.shared_list import shared_items
from app.services.units import UnitOfWork
from tests.support.openings import AVOID, KISSING, MASSAGE, answer, open_and_accept, ready, take_back, word
from tests.support.vaults import ALEX_WORDS, SHARED, TestVault


def preview(vault: TestVault, person: PersonId) -> sharing.WouldShare:
    with vault.unit() as uow:
        return sharing.would_share(uow, person=person, base=vault.catalogue)


def row_of(vault: TestVault, person: PersonId, activity: ActivityId = MASSAGE) -> ShareRow:
    return next(row for row in preview(vault, person).rows if row.entry_id == activity)


def choose(vault: TestVault, person: PersonId, row: ShareRow, choice: ShareChoice) -> None:
    with vault.unit(person) as uow:
        sharing.choose(uow, person=person, keys=(row.key,), choice=choice)


def test_ready_with_nothing_to_share_is_ready(vault: TestVault) -> None:
    ready(vault, vault.alex)
    assert preview(vault, vault.alex).rows == ()
    assert preview(vault, vault.alex).ready
    assert not preview(vault, vault.sam).ready


def test_every_change_takes_the_ready_mark_off(vault: TestVault) -> None:
    answer(vault, vault.alex, Stance.WANT)
    ready(vault, vault.alex)
    choose(vault, vault.alex, row_of(vault, vault.alex), ShareChoice.HOLD_BACK)
    assert not preview(vault, vault.alex).ready
    ready(vault, vault.alex)
    answer(vault, vault.alex, Stance.WILLING)
    assert not preview(vault, vault.alex).ready
    ready(vault, vault.alex)
    word(vault, vault.alex, "x")
    assert not preview(vault, vault.alex).ready


def test_what_never_leaves_is_no_row(vault: TestVault) -> None:
    answer(vault, vault.alex, Stance.WANT, visibility=Visibility.NEVER)
    for stance in (Stance.NOT_APPLICABLE, Stance.MORE_FIRST):
        answer(vault, vault.alex, stance, activity=KISSING, direction=Direction.TOGETHER)
        assert preview(vault, vault.alex).rows == ()


def test_what_is_held_back_is_not_opened(vault: TestVault) -> None:
    answer(vault, vault.alex, Stance.WANT)
    answer(vault, vault.sam, Stance.WANT, direction=Direction.PASSIVE)
    choose(vault, vault.sam, row_of(vault, vault.sam), ShareChoice.HOLD_BACK)
    open_and_accept(vault)
    with vault.unit() as uow:
        assert shared_items(uow) == ()


def test_a_changed_answer_is_left_as_it_is_until_its_owner_chooses(vault: TestVault) -> None:
    answer(vault, vault.alex, Stance.WANT)
    answer(vault, vault.sam, Stance.WILLING, direction=Direction.PASSIVE)
    open_and_accept(vault)
    answer(vault, vault.sam, Stance.CURIOUS, direction=Direction.PASSIVE)
    row = row_of(vault, vault.sam)
    assert row.changed
    assert row.choice is ShareChoice.HOLD_BACK
    ready(vault, vault.sam)
    assert [item.mine.stance for item in preview(vault, vault.sam).seen.items] == [Stance.WILLING]


def test_what_was_taken_back_is_not_shared_in_the_same_breath(vault: TestVault) -> None:
    answer(vault, vault.alex, Stance.WANT)
    answer(vault, vault.sam, Stance.WILLING, direction=Direction.PASSIVE)
    open_and_accept(vault)
    answer(vault, vault.sam, Stance.HARD_LIMIT, direction=Direction.PASSIVE)
    choose(vault, vault.sam, row_of(vault, vault.sam), ShareChoice.TAKE_BACK)
    ready(vault, vault.sam)
    with vault.unit() as uow:
        assert shared_items(uow) == ()
        sealed = uow.private(vault.sam).sharing.sealed()
    assert sealed is not None
    assert sealed.items == ()
    assert row_of(vault, vault.sam).choice is ShareChoice.HOLD_BACK


def test_taking_back_works_alone_and_reaches_drafts(vault: TestVault) -> None:
    answer(vault, vault.alex, Stance.WANT)
    answer(vault, vault.sam, Stance.WILLING, direction=Direction.PASSIVE)
    open_and_accept(vault)
    with vault.unit() as uow:
        item = shared_items(uow)[0]
    assert item.outcome is Outcome.YES
    with vault.unit(SHARED) as uow:
        draft = drafts.new_scene(uow, title="Evening", new_id=vault.ids).draft
    with vault.unit(SHARED) as uow:
        drafts.propose_item(uow, draft_id=draft.id, pairing=item.pairing, by=vault.alex, new_id=vault.ids)
    vault.service.leave(vault.alex)
    with vault.unit(SHARED) as uow:
        take_back(uow, vault.sam, item.pairing.key)
    with vault.unit() as uow:
        assert shared_items(uow) == ()
        assert require_draft(uow, draft.id).items == ()
        assert sharing.what_they_see(uow, person=vault.sam, base=vault.catalogue).items == ()


def test_nobody_takes_back_what_is_the_others(vault: TestVault) -> None:
    answer(vault, vault.alex, Stance.HARD_LIMIT)
    open_and_accept(vault)
    with vault.unit() as uow:
        item = shared_items(uow)[0]
    with vault.unit(SHARED) as uow:
        take_back(uow, vault.sam, item.pairing.key)
    with vault.unit() as uow:
        assert shared_items(uow) == (item,)


def opened_then_a_limit(vault: TestVault) -> None:
    """Sam changed a disclosed yes into a limit, and chose to take it back."""
    answer(vault, vault.alex, Stance.WANT)
    answer(vault, vault.sam, Stance.WILLING, direction=Direction.PASSIVE)
    open_and_accept(vault)
    answer(vault, vault.sam, Stance.HARD_LIMIT, direction=Direction.PASSIVE)
    choose(vault, vault.sam, row_of(vault, vault.sam), ShareChoice.TAKE_BACK)


def items_and_seal(vault: TestVault) -> tuple[int, SealedAnswers | None]:
    with vault.unit() as uow:
        return len(shared_items(uow)), uow.private(vault.sam).sharing.sealed()


def test_marking_ready_takes_back_what_is_set_so_and_seals_the_rest(vault: TestVault) -> None:
    opened_then_a_limit(vault)
    ready(vault, vault.sam)
    count, sealed = items_and_seal(vault)
    assert count == 0
    assert sealed is not None
    assert sealed.items == ()


def test_cut_off_while_marking_ready_nothing_is_ready(vault: TestVault, monkeypatch: pytest.MonkeyPatch) -> None:
    opened_then_a_limit(vault)
    with monkeypatch.context() as patch:
        patch.setattr(UnitOfWork, "commit", disk_full)
        with pytest.raises(VaultUnwritable):
            ready(vault, vault.sam)
    assert items_and_seal(vault) == (1, None)
    ready(vault, vault.sam)
    count, sealed = items_and_seal(vault)
    assert (count, sealed is not None and sealed.items) == (0, ())


def test_what_is_taken_back_is_held_back_in_the_same_act(vault: TestVault) -> None:
    answer(vault, vault.alex, Stance.WANT)
    answer(vault, vault.sam, Stance.WILLING, direction=Direction.PASSIVE)
    open_and_accept(vault)
    with vault.unit() as uow:
        key = shared_items(uow)[0].pairing.key
    with vault.unit(SHARED) as uow:
        sharing.take_back_one(uow, person=vault.sam, share_key=(MASSAGE, "passive"), key=key)
    with vault.unit() as uow:
        assert uow.private(vault.sam).sharing.choices() == {(MASSAGE, "passive"): ShareChoice.HOLD_BACK}
        assert shared_items(uow) == ()


def test_taken_back_alone_the_partners_half_counts_for_nothing_and_goes_once_both_are_here(vault: TestVault) -> None:
    answer(vault, vault.alex, Stance.WANT)
    answer(vault, vault.sam, Stance.WILLING, direction=Direction.PASSIVE)
    open_and_accept(vault)
    with vault.unit() as uow:
        key = shared_items(uow)[0].pairing.key
    vault.service.leave(vault.alex)
    with vault.unit(SHARED) as uow:
        take_back(uow, vault.sam, key)
    vault.service.admit(vault.service.derive(vault.alex, ALEX_WORDS))
    with vault.unit() as uow:
        assert shared_items(uow) == ()
        lone = sharing.what_they_see(uow, person=vault.alex, base=vault.catalogue).items
    assert [(item.pairing.key, item.outcome) for item in lone] == [(key, None)], "what is readable is shown as such"
    with vault.unit(SHARED) as uow:
        take_back(uow, vault.sam, key)
    with vault.unit() as uow:
        assert sharing.what_they_see(uow, person=vault.alex, base=vault.catalogue).items == ()


def disk_full(_uow: UnitOfWork, **_how: bool) -> None:
    raise VaultUnwritable("disk")


def test_own_words_are_held_back_until_they_are_shared_and_again_when_they_change(vault: TestVault) -> None:
    def say(words: str) -> ShareChoice:
        with vault.unit(vault.alex) as uow:
            term = TermWords(entry_id=AVOID, words=words)
            answers.save_term(uow, person=vault.alex, term=term, now=vault.clock())
        return row_of(vault, vault.alex, AVOID).choice

    assert say("first") is ShareChoice.HOLD_BACK
    choose(vault, vault.alex, row_of(vault, vault.alex, AVOID), ShareChoice.SHARE)
    assert say("first") is ShareChoice.SHARE
    assert say("second") is ShareChoice.HOLD_BACK
