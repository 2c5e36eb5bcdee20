"""A page is approved by both, each in their own part; an approval counts in the eras it was given in."""

from __future__ import annotations

import pytest

from app.errors import NeedsBoth, NotYours
from app.models.base import ItemId, PersonId
from app.models.canonical import encode
from app.models.clause import ClauseKind
from app.models.differences import DifferenceKind
from app.models.outline import Line
from app.models.said_kinds import APPROVED, ERA, Approval, PartEra
from app.services import agreements, printing
from app.services.agreement_store import agreement_now, eras
from app.services.draft_store import ground_rules_draft
from tests.attacks.tampering import plant, tamper
from tests.support.couples import draft_named, read_and_say_yes, save, today
from tests.support.vaults import SHARED, TestVault


def approve(vault: TestVault, *people: PersonId, page: str = "page", of: str = "") -> None:
    for person in people:
        with vault.unit(SHARED) as uow:
            printing.approve(uow, page_digest=page, person=person, agreement_id=of, today=today(vault))


def revoke(vault: TestVault, person: PersonId) -> None:
    with vault.unit(SHARED) as uow:
        printing.revoke(uow, page_digest="page", person=person)


def approved(vault: TestVault, page: str = "page") -> frozenset[PersonId]:
    with vault.unit() as uow:
        return printing.approvals(uow, page_digest=page)


def test_approvals_are_of_exactly_one_page(vault: TestVault) -> None:
    approve(vault, *vault.pair, vault.alex)
    approve(vault, vault.sam, page="another page")
    assert approved(vault) == {*vault.pair}
    revoke(vault, vault.alex)
    revoke(vault, vault.alex)
    assert approved(vault) == {vault.sam}
    assert approved(vault, "another page") == {vault.sam}
    assert approved(vault, "no page") == frozenset()


def test_approving_takes_both_and_revoking_takes_oneself(vault: TestVault) -> None:
    approve(vault, *vault.pair)
    vault.service.leave(vault.sam)
    with pytest.raises(NeedsBoth):
        approve(vault, vault.alex, page="another page")
    with pytest.raises(NotYours):
        revoke(vault, vault.sam)
    revoke(vault, vault.alex)
    assert approved(vault) == {vault.sam}


def test_an_approval_counts_in_no_other_era(vault: TestVault) -> None:
    approve(vault, *vault.pair)
    with vault.unit(SHARED) as uow:
        before = uow.parts.get(vault.sam, ERA)
        assert before is not None
        uow.parts.say(vault.sam, ERA, before.body.evolve(era="after a restore"))
        uow.commit()
    assert approved(vault) == frozenset()
    approve(vault, vault.alex)
    assert approved(vault) == {vault.alex}


@pytest.mark.parametrize("planted", [(), ("s", "s"), ("x",)])
def test_a_planted_approval_is_none(vault: TestVault, planted: tuple[str, ...]) -> None:
    body = encode(
        Approval(eras=tuple(PartEra(person=person, era=era) for person, era in zip(vault.pair, planted, strict=False)))
    )
    for person in vault.pair:
        plant(vault, person, APPROVED, body, "page")
    assert approved(vault) == frozenset()
    vault.service.leave(vault.sam)
    assert approved(vault) == frozenset()
    tamper(vault, "DELETE FROM said WHERE kind = 'era'")
    assert approved(vault) == frozenset()


def test_what_the_partner_plants_in_my_name_is_not_mine(vault: TestVault) -> None:
    approve(vault, vault.sam)
    with vault.unit() as uow:
        body = encode(Approval(eras=eras(uow)))
    plant(vault, vault.alex, APPROVED, body, "page")
    assert approved(vault) == {vault.sam}


def changes(vault: TestVault) -> list[tuple[DifferenceKind, str]]:
    """What differs from the page of the ground rules that was approved last."""
    with vault.unit() as uow:
        draft = ground_rules_draft(uow)
        assert draft is not None
        made = printing.draft_material(uow, draft_id=draft.id, base=vault.catalogue, today=today(vault))
    return [(each.kind, each.clause.text) for each in made.changes]


def agreed_again(vault: TestVault, *rules: str) -> str:
    """Both agree to the ground rules with these rules of their own; the id of that."""
    draft = draft_named(vault, "")
    lines = tuple(Line(id=ItemId(vault.ids()), text=text) for text in rules)
    save(vault, draft.evolve(rules=lines))
    read_and_say_yes(vault, vault.alex, draft.id)
    agreement = read_and_say_yes(vault, vault.sam, draft.id)
    assert agreement is not None
    return agreement.id


ADDED, TAKEN_OUT = DifferenceKind.ADDED, DifferenceKind.TAKEN_OUT


def test_a_page_can_say_what_changed_since_both_last_approved_one(vault: TestVault) -> None:
    vault.fill_with_sample()
    first = agreed_again(vault, "no photos")
    assert changes(vault) == [], "nothing was printed yet"
    approve(vault, vault.alex, of=first)
    agreed_again(vault, "no photos", "phones stay outside")
    assert changes(vault) == [], "one alone is no page"
    approve(vault, vault.sam, of=first)
    assert changes(vault) == [(ADDED, "phones stay outside")]
    third = agreed_again(vault, "phones stay outside")
    assert changes(vault) == [(TAKEN_OUT, "no photos"), (ADDED, "phones stay outside")]
    approve(vault, *vault.pair, page="the third", of=third)
    assert changes(vault) == []


def test_what_had_ended_when_it_was_printed_is_no_change_and_what_ends_later_is(vault: TestVault) -> None:
    vault.fill_with_sample()
    held = agreed_again(vault, "no photos", "phones stay outside")
    ended = {rule.text: f"line:{rule.id}" for rule in draft_named(vault, "").rules}

    def withdraw(text: str) -> None:
        with vault.unit(SHARED) as uow:
            agreements.withdraw(uow, person=vault.sam, agreement_id=held, clause_ids=(ended[text],), now=vault.clock())

    approve(vault, *vault.pair, of=held)
    assert changes(vault) == []
    with vault.unit() as uow:
        current = agreement_now(uow, held, today(vault))
    gone = next(clause for clause in current.clauses if clause.kind is ClauseKind.WORDS or clause.item is not None)
    ended[gone.text] = gone.id
    withdraw(gone.text)
    assert [kind for kind, _text in changes(vault)] == [TAKEN_OUT]
    approve(vault, *vault.pair, page="the second", of=held)
    assert changes(vault) == []


def test_approvals_of_earlier_eras_are_no_page(vault: TestVault) -> None:
    vault.fill_with_sample()
    approve(vault, *vault.pair, of=agreed_again(vault, "no photos"))
    with vault.unit(SHARED) as uow:
        before = uow.parts.get(vault.sam, ERA)
        assert before is not None
        uow.parts.say(vault.sam, ERA, before.body.evolve(era="after a restore"))
        uow.commit()
    agreed_again(vault, "phones stay outside")
    assert changes(vault) == []
