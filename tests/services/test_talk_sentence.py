"""What a talk settled is part of what both say yes to, and is taken back with what either disclosed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.models.agreement import CurrentAgreement
from app.models.base import PersonId
from app.models.canonical import encode
from app.models.clause import Clause
from app.models.limits import SharedItem, Talk, TalkResult
from app.services import opening, reading, taking_back
from app.services.agreement_store import yeses_of
from app.services.shared_list import shared_items
from tests.support.couples import OUTLINE, draft_named, read_and_say_yes, save, today, view_of
from tests.support.vaults import SHARED, TestVault, vault_for

SENTENCE = "Quokkas only until ten"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[TestVault]:
    with vault_for(tmp_path / "vault") as made:
        made.fill_with_sample()
        save(made, draft_named(made, OUTLINE).evolve(cap_minutes=90, review_on=today(made) + timedelta(days=3)))
        talk(made, SENTENCE)
        yield made


def item_of(vault: TestVault) -> SharedItem:
    pairing = draft_named(vault, OUTLINE).items[0].pairing
    with vault.unit() as uow:
        return next(item for item in shared_items(uow) if item.pairing == pairing)


def talk(vault: TestVault, notes: str) -> None:
    item = item_of(vault)
    with vault.unit(SHARED) as uow:
        said = Talk(result=TalkResult.AGREED, notes=notes)
        opening.keep_talk(uow, item=item, talk=said, now=vault.clock())


def clause_in(clauses: tuple[Clause, ...], vault: TestVault) -> Clause:
    return next(clause for clause in clauses if clause.id == f"item:{draft_named(vault, OUTLINE).items[0].id}")


def agree(vault: TestVault) -> CurrentAgreement:
    draft_id = draft_named(vault, OUTLINE).id
    for person in vault.pair:
        read_and_say_yes(vault, person, draft_id)
    held = view_of(vault, draft_id).agreed_now
    assert held is not None
    return held


def to_read(vault: TestVault, person: PersonId) -> list[str]:
    with vault.unit() as uow:
        draft_id = draft_named(vault, OUTLINE).id
        view = reading.begin(uow, draft_id=draft_id, person=person, base=vault.catalogue, today=today(vault))
    return [clause.text for clause in view.to_read]


def test_both_say_yes_to_it_and_its_words_are_in_no_text_in_clear(vault: TestVault) -> None:
    held = agree(vault)
    assert clause_in(held.clauses, vault).text == SENTENCE
    with vault.unit() as uow:
        texts = [encode(yes.text) for yes in yeses_of(uow, draft_named(vault, OUTLINE).id)]
    assert texts
    assert all(SENTENCE.encode() not in text for text in texts)


def test_another_talk_makes_a_changed_clause_and_what_was_agreed_keeps_its_words(vault: TestVault) -> None:
    held = agree(vault)
    assert view_of(vault, draft_named(vault, OUTLINE).id).is_agreed_as_it_stands
    talk(vault, "Until nine")
    assert to_read(vault, vault.alex) == ["Until nine"]
    now = view_of(vault, draft_named(vault, OUTLINE).id).agreed_now
    assert now is not None
    assert now.agreement.id == held.agreement.id
    assert clause_in(now.clauses, vault).text == SENTENCE
    assert clause_in(agree(vault).clauses, vault).text == "Until nine"


def test_it_goes_with_what_one_of_them_takes_back(vault: TestVault) -> None:
    held = agree(vault)
    item = item_of(vault)
    clause = clause_in(held.clauses, vault)
    with vault.unit(SHARED) as uow:
        taking_back.take_back_pairing(uow, vault.sam, item.pairing.key)
        uow.commit(erase=True)
    (version,) = view_of(vault, draft_named(vault, OUTLINE).id).versions
    (ended,) = (each for each in version.agreement.document.clauses if each.id == clause.id)
    assert ended.is_taken_back
    assert ended.text == ""
    assert SENTENCE not in version.model_dump_json()
