"""A different program locks the shared file in mid-session: what narrows is kept and copied later; the rest waits."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.errors import VaultFileInUse
from app.models.agreement import AgreementState, CurrentAgreement
from app.models.answer import Ceiling
from app.models.narrower import Narrower
from app.models.said_kinds import AFTERCARE
from app.services import agreements, drafts, narrowing, reading, sharing, taking_back
from app.services.units import UnitOfWork
from app.storage import databases
from tests.support.couples import AGREED, OUTLINE, draft_named, read_and_say_yes, save, today, view_of
from tests.support.foreign_lock import ForeignLock, locked
from tests.support.vaults import ALEX_WORDS, SAM_WORDS, SHARED, TestVault, vault_for

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the locks are those of POSIX")


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestVault]:
    monkeypatch.setattr(databases, "PATIENCE", 0.05)
    with vault_for(tmp_path / "vault") as made:
        made.fill_with_sample(then=_let_a_yes_wait)
        yield made


def _let_a_yes_wait(made: TestVault) -> None:
    save(made, draft_named(made, OUTLINE).evolve(cap_minutes=60))
    assert read_and_say_yes(made, made.sam, draft_named(made, OUTLINE).id) is None


def held(vault: TestVault) -> CurrentAgreement:
    return view_of(vault, draft_named(vault, AGREED).id).versions[0]


def withdraw(vault: TestVault, before: CurrentAgreement, *clause_ids: str) -> Callable[[UnitOfWork], object]:
    ids, now, own_id = clause_ids or None, vault.clock(), before.agreement.id
    return lambda uow: agreements.withdraw(uow, person=vault.sam, agreement_id=own_id, clause_ids=ids, now=now)


def one_item(vault: TestVault, before: CurrentAgreement) -> Callable[[UnitOfWork], object]:
    return withdraw(vault, before, before.items[0].id)


def all_of_it(vault: TestVault, before: CurrentAgreement) -> Callable[[UnitOfWork], object]:
    return withdraw(vault, before)


def a_signal(vault: TestVault, before: CurrentAgreement) -> Callable[[UnitOfWork], object]:
    return withdraw(vault, before, next(clause.id for clause in before.clauses if clause.signal is not None))


def what_was_disclosed(vault: TestVault, before: CurrentAgreement) -> Callable[[UnitOfWork], object]:
    item = before.items[0].item
    assert item is not None
    pairing = item.pairing
    key = (str(pairing.activity_id), pairing.direction_of(vault.sam).value)
    return lambda uow: sharing.take_back_one(uow, person=vault.sam, share_key=key, key=pairing.key)


def aftercare(vault: TestVault, _before: CurrentAgreement) -> Callable[[UnitOfWork], object]:
    return lambda uow: taking_back.take_back(uow, person=vault.sam, kind=AFTERCARE.name)


WAYS = [one_item, all_of_it, a_signal, what_was_disclosed, aftercare]


def stay_alone(vault: TestVault) -> None:
    vault.service.leave(vault.alex)


@pytest.mark.parametrize("lock", ForeignLock)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("alone", [True, False], ids=["alone", "together"])
def test_what_narrows_works_while_the_file_is_locked(
    vault: TestVault,
    way: Callable[[TestVault, CurrentAgreement], Callable[[UnitOfWork], object]],
    lock: ForeignLock,
    alone: bool,
) -> None:
    before = held(vault)
    act = way(vault, before)
    if alone:
        stay_alone(vault)
    with locked(vault.folder / "shared.db", lock), vault.unit(SHARED) as uow:
        act(uow)
    assert vault.service.is_behind
    after = held(vault)
    assert before.items[0].id in {clause.id for clause in after.ended}
    with vault.unit() as uow:
        assert uow.parts.endings(before.agreement.id)
    # Sam locks; Alex comes back and still reads what the file says.
    vault.service.close()
    vault.service.open(vault.folder)
    for person, words in zip(reversed(vault.pair), (SAM_WORDS, ALEX_WORDS), strict=True):
        vault.service.admit(vault.service.derive(person, words))
        assert vault.service.check_part(person, today(vault)) is False, "nobody is accused of what waited"
    vault.service.leave(vault.sam)
    assert held(vault).items == after.items
    assert before.items[0].id not in {clause.id for clause in held(vault).clauses}


def test_the_next_act_copies_what_waited(vault: TestVault) -> None:
    before = held(vault)
    act = one_item(vault, before)
    stay_alone(vault)
    with locked(vault.folder / "shared.db"), vault.unit(SHARED) as uow:
        act(uow)
    draft = draft_named(vault, OUTLINE)
    with vault.unit(SHARED) as uow:
        drafts.save_draft(uow, draft=draft.evolve(place="the sofa"), by=vault.sam)
    assert not vault.service.is_behind
    with vault.unit() as uow:
        rows = uow.connection(databases.SHARED).exec_driver_sql("SELECT clause FROM ended").scalars().all()
    assert before.items[0].id in rows


def test_what_is_kept_when_the_copy_fails_at_the_very_end_is_copied_later(vault: TestVault) -> None:
    stay_alone(vault)
    draft = draft_named(vault, OUTLINE)
    with locked(vault.folder / "shared.db", ForeignLock.READING), vault.unit(SHARED) as uow:
        drafts.save_draft(uow, draft=draft.evolve(place="the sofa"), by=vault.sam)
    assert vault.service.is_behind
    assert draft_named(vault, OUTLINE).place == "the sofa", "what was said is not refused: own space has it"
    with vault.unit(SHARED) as uow:
        drafts.save_draft(uow, draft=draft_named(vault, OUTLINE).evolve(place="the garden"), by=vault.sam)
    assert not vault.service.is_behind


def test_a_yes_that_waits_is_taken_back(vault: TestVault) -> None:
    draft = draft_named(vault, OUTLINE)
    (own_id,) = {yes.agreement_id for yes in view_of(vault, draft.id).yeses}
    stay_alone(vault)
    with locked(vault.folder / "shared.db"), vault.unit(SHARED) as uow:
        reading.take_back_yes(uow, draft_id=draft.id, person=vault.sam)
    assert view_of(vault, draft.id).yeses == ()
    with vault.unit() as uow:
        assert own_id in {ending.agreement for ending in uow.parts.endings(own_id)}


def test_something_narrower_is_put_beside_the_text(vault: TestVault) -> None:
    before = held(vault)
    clause = next(c for c in before.items if c.item is not None and (c.item.ceiling or Ceiling.STRONG) > Ceiling.LIGHT)
    stay_alone(vault)
    with locked(vault.folder / "shared.db"), vault.unit(SHARED) as uow:
        narrowing.narrow(
            uow,
            person=vault.sam,
            agreement_id=before.agreement.id,
            clause_id=clause.id,
            body=Narrower(ceiling=Ceiling.LIGHT),
            today=today(vault),
        )
    assert [each.clause_id for each in held(vault).beside] == [clause.id]


def test_a_yes_is_refused_and_nothing_of_it_is_kept(vault: TestVault) -> None:
    draft_id = draft_named(vault, OUTLINE).id
    before = view_of(vault, draft_id)
    with locked(vault.folder / "shared.db"), pytest.raises(VaultFileInUse):
        read_and_say_yes(vault, vault.alex, draft_id)
    assert view_of(vault, draft_id) == before
    assert not vault.service.is_behind
    assert held(vault).state is AgreementState.AGREED
