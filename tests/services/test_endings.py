"""What ends what is agreed, other than a withdrawal, on real files; and that nothing brings it back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.models.agreement import CurrentAgreement
from app.models.answer import Ceiling, Stance, Visibility
from app.models.ending import Ending
from app.models.pairing import Pairing
from app.models.sealing import ShareChoice
from app.services import agreements, answers, drafts, reading, sharing
from app.services.agreement_store import waiting_yeses
from app.storage.databases import SHARED as SHARED_SPACE
from tests.support import factories as make
from tests.support.couples import AGREED, draft_named, read_and_say_yes, save, today, view_of
from tests.support.openings import open_and_accept
from tests.support.vaults import SHARED, TestVault

pytestmark = pytest.mark.sample


def held(vault: TestVault) -> CurrentAgreement:
    return view_of(vault, draft_named(vault, AGREED).id).versions[0]


def pairing_of_first(vault: TestVault) -> Pairing:
    item = held(vault).items[0].item
    assert item is not None
    return item.pairing


def ceiling_of(vault: TestVault, pairing: Pairing) -> Ceiling | None:
    """The ceiling up to which a pairing is agreed; None if it is not agreed at all."""
    found = (clause.item for clause in held(vault).items if clause.item and clause.item.pairing == pairing)
    return next((item.ceiling or Ceiling.STRONG for item in found), None)


def disclose(
    vault: TestVault,
    pairing: Pairing,
    stance: Stance,
    *,
    ceiling: Ceiling | None = None,
    conditions: str = "",
) -> None:
    """Sam discloses an answer about a pairing at an opening, Alex theirs."""
    for person, said in ((vault.alex, Stance.WANT), (vault.sam, stance)):
        own = person == vault.sam
        answer = make.answer(
            pairing.activity_id,
            said,
            pairing.direction_of(person),
            visibility=Visibility.ALWAYS if said is not None and said.is_limit else Visibility.IF_MUTUAL,
            ceiling=ceiling if own else None,
            conditions=conditions if own else "",
        )
        key = (str(pairing.activity_id), pairing.direction_of(person).value)
        with vault.unit(person) as uow:
            answers.save_answer(uow, person=person, answer=answer, now=vault.clock(), today=today(vault))
            sharing.choose(uow, person=person, keys=(key,), choice=ShareChoice.SHARE)
    open_and_accept(vault)


def limit(vault: TestVault, pairing: Pairing) -> None:
    disclose(vault, pairing, Stance.HARD_LIMIT)


def not_now(vault: TestVault, pairing: Pairing) -> None:
    disclose(vault, pairing, Stance.SOFT_LIMIT)


def condition(vault: TestVault, pairing: Pairing) -> None:
    disclose(vault, pairing, Stance.ONLY_IF, conditions="only with the lights on")


def lower(vault: TestVault, pairing: Pairing) -> None:
    disclose(vault, pairing, Stance.WANT, ceiling=Ceiling.LIGHT)


def withdrawn(vault: TestVault, pairing: Pairing) -> None:
    shown = held(vault)
    ids = tuple(clause.id for clause in shown.items if clause.item and clause.item.pairing == pairing)
    with vault.unit(SHARED) as uow:
        agreements.withdraw(uow, person=vault.sam, agreement_id=shown.agreement.id, clause_ids=ids, now=vault.clock())


def take_back(vault: TestVault, pairing: Pairing) -> None:
    key = (str(pairing.activity_id), pairing.direction_of(vault.sam).value)
    with vault.unit(SHARED) as uow:
        sharing.take_back_one(uow, person=vault.sam, share_key=key, key=pairing.key)


def want_again(vault: TestVault, pairing: Pairing) -> None:
    disclose(vault, pairing, Stance.WANT)


def take_back_and_want_again(vault: TestVault, pairing: Pairing) -> None:
    take_back(vault, pairing)
    want_again(vault, pairing)


def propose_again(vault: TestVault, pairing: Pairing) -> None:
    want_again(vault, pairing)
    with vault.unit(SHARED) as uow:
        drafts.propose_item(
            uow, draft_id=draft_named(vault, AGREED).id, pairing=pairing, by=vault.sam, new_id=vault.ids
        )


def one_says_yes_again(vault: TestVault, pairing: Pairing) -> None:
    propose_again(vault, pairing)
    read_and_say_yes(vault, vault.alex, draft_named(vault, AGREED).id)


def set_the_clock_back(vault: TestVault, _pairing: Pairing) -> None:
    vault.clock.advance(days=-3)


def delete_the_rows_of_the_shared_file(vault: TestVault, _pairing: Pairing) -> None:
    with vault.unit(SHARED) as uow:
        uow.connection(SHARED_SPACE).exec_driver_sql("DELETE FROM ended")
        uow.commit()


ENDS = [limit, not_now, condition, lower, withdrawn, take_back]
BACK = [
    take_back_and_want_again,
    want_again,
    propose_again,
    one_says_yes_again,
    set_the_clock_back,
    delete_the_rows_of_the_shared_file,
]
Act = Callable[[TestVault, Pairing], None]


@pytest.mark.parametrize("ends", ENDS)
def test_what_ended_stays_ended_whatever_is_done_afterwards(vault: TestVault, ends: Act) -> None:
    pairing, before = pairing_of_first(vault), held(vault)
    assert ceiling_of(vault, pairing) not in (None, Ceiling.LIGHT)
    ends(vault, pairing)
    left = ceiling_of(vault, pairing)
    assert left == (Ceiling.LIGHT if ends is lower else None)
    for back in BACK:
        back(vault, pairing)
        assert ceiling_of(vault, pairing) in (None, left), back.__name__
    assert held(vault).agreement.id == before.agreement.id
    assert len(held(vault).items) >= len(before.items) - 1


@pytest.mark.parametrize("ends", ENDS)
def test_two_new_yeses_agree_what_had_ended(vault: TestVault, ends: Act) -> None:
    pairing = pairing_of_first(vault)
    ends(vault, pairing)
    propose_again(vault, pairing)
    draft_id = draft_named(vault, AGREED).id
    read_and_say_yes(vault, vault.alex, draft_id)
    assert read_and_say_yes(vault, vault.sam, draft_id) is not None
    assert ceiling_of(vault, pairing) is not None


@pytest.mark.parametrize("ends", ENDS)
def test_what_had_ended_is_asked_again(vault: TestVault, ends: Act) -> None:
    pairing = next(clause.item.pairing for clause in held(vault).items if clause.item and not clause.own)
    ends(vault, pairing)
    propose_again(vault, pairing)
    draft_id = draft_named(vault, AGREED).id
    for person in vault.pair:
        with vault.unit() as uow:
            asked = reading.begin(uow, draft_id=draft_id, person=person, base=vault.catalogue, today=today(vault))
        assert pairing in [clause.item.pairing for clause in asked.to_read if clause.item is not None]


@pytest.mark.parametrize("ends", ENDS)
def test_a_yes_of_the_partner_that_waits_ends_as_well(vault: TestVault, ends: Act) -> None:
    pairing, draft = pairing_of_first(vault), draft_named(vault, AGREED)
    save(vault, draft.evolve(place="the sofa"))
    read_and_say_yes(vault, vault.alex, draft.id)
    ends(vault, pairing)
    with vault.unit() as uow:
        assert waiting_yeses(uow, draft.id, today(vault)) == ()


def test_the_ending_stands_in_the_part_of_whose_limit_it_is(vault: TestVault) -> None:
    pairing, before = pairing_of_first(vault), held(vault)
    limit(vault, pairing)
    ending = Ending(before.agreement.id, before.items[0].id)
    with vault.unit() as uow:
        rows = uow.connection(SHARED_SPACE).exec_driver_sql("SELECT author, agreement, clause FROM ended").all()
    assert [row.author for row in rows if (row.agreement, row.clause) == ending[:2]] == [vault.sam]


def test_what_changes_nothing_ends_nothing(vault: TestVault) -> None:
    pairing, before = pairing_of_first(vault), held(vault)
    want_again(vault, pairing)
    assert held(vault).clauses == before.clauses
