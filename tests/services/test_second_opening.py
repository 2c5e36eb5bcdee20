"""What is held back at a second opening moves no day on the shared list."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.models.answer import Answer, Stance, TermWords, Visibility
from app.models.base import PersonId
from app.models.catalogue import Direction
from app.models.limits import SharedItem, SharedTerm
from app.models.sealing import ShareChoice
from app.services import answers, opening, sharing
from app.services.opening import Opening
from app.services.shared_list import shared_items, shared_terms
from tests.support import factories as make
from tests.support.openings import AVOID, open_and_accept, ready
from tests.support.vaults import TestVault, vault_for

HAIR = "touch.hair"
OTHER_WORDS = make.term_words(AVOID, "other words")
NO_LIMIT_ANY_MORE = make.answer(HAIR, Stance.WANT, Direction.PASSIVE, visibility=Visibility.NEVER)


def _say(vault: TestVault, person: PersonId, thing: Answer | TermWords, *, hold_back: bool = False) -> None:
    with vault.unit(person) as uow:
        if isinstance(thing, Answer):
            today = vault.clock().date()
            answers.save_answer(uow, person=person, answer=thing, now=vault.clock(), today=today)
            key = (str(thing.activity_id), thing.direction.value)
        else:
            answers.save_term(uow, person=person, term=thing, now=vault.clock())
            key = (str(thing.entry_id), "")
        if hold_back:
            sharing.choose(uow, person=person, keys=(key,), choice=ShareChoice.HOLD_BACK)


def _twice(
    folder: Path,
    thought_again: Answer | TermWords | None,
    *,
    hold_back: bool = True,
    alex: Answer | None = None,
    alex_holds_back: bool = False,
) -> tuple[Opening, tuple[SharedItem, ...], tuple[SharedTerm, ...]]:
    with vault_for(folder) as vault:
        _say(vault, vault.sam, make.answer(HAIR, Stance.HARD_LIMIT, Direction.PASSIVE))
        _say(vault, vault.alex, make.answer(HAIR, Stance.SOFT_LIMIT, Direction.ACTIVE))
        _say(vault, vault.sam, make.term_words(AVOID, "first words"))
        open_and_accept(vault)
        vault.clock.advance(days=9)
        if thought_again is not None:
            _say(vault, vault.sam, thought_again, hold_back=hold_back)
            if not hold_back:
                with vault.unit(vault.sam) as uow:
                    key = (HAIR, Direction.PASSIVE.value)
                    sharing.choose(uow, person=vault.sam, keys=(key,), choice=ShareChoice.SHARE)
        if alex is not None:
            _say(vault, vault.alex, alex, hold_back=alex_holds_back)
        for person in vault.pair:
            ready(vault, person)
        with vault.unit() as uow:
            today = vault.clock().date()
            shown = opening.compare_ready(uow, people=vault.pair, base=vault.catalogue, today=today)
        open_and_accept(vault)
        with vault.unit() as uow:
            return shown, shared_items(uow), shared_terms(uow)


@pytest.mark.parametrize("thought_again", [OTHER_WORDS, NO_LIMIT_ANY_MORE], ids=["term", "limit of both"])
def test_what_is_held_back_at_a_second_opening_moves_no_day(tmp_path: Path, thought_again: Answer | TermWords) -> None:
    _, items, terms = _twice(tmp_path / "one", None)
    assert _twice(tmp_path / "other", thought_again)[1:] == (items, terms)


def test_a_limit_both_named_is_no_news_when_one_holds_theirs_back(tmp_path: Path) -> None:
    assert _twice(tmp_path / "one", None)[0].news.opened == ()
    assert _twice(tmp_path / "other", NO_LIMIT_ANY_MORE)[0].news.opened == ()


SOFTER = make.answer(HAIR, Stance.SOFT_LIMIT, Direction.PASSIVE)


@pytest.mark.parametrize("alex_holds_back", [False, True])
def test_a_changed_limit_of_both_is_shown_as_the_list_will_have_it(tmp_path: Path, *, alex_holds_back: bool) -> None:
    """Both names, whether or not the partner sealed theirs again: what they held back does not show."""
    alex = make.answer(HAIR, Stance.SOFT_LIMIT, Direction.ACTIVE, note="thought about it")
    shown, items, _ = _twice(tmp_path / "v", SOFTER, hold_back=False, alex=alex, alex_holds_back=alex_holds_back)
    (news,) = shown.news.opened
    (item,) = items
    assert (news.outcome, news.disclosures) == (item.outcome, item.disclosures)
    assert [disclosure.stance for disclosure in news.disclosures] == [Stance.SOFT_LIMIT, Stance.SOFT_LIMIT]
