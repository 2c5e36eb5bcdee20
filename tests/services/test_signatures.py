"""A yes counts only under its person's own signature, whatever stands in the shared space."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import NotYours
from app.models.agreement import State
from app.models.base import ItemId
from app.models.outline import Line
from app.models.reading import Reading, say_yes_to_rest
from app.services import agreements, drafts, reading
from app.storage.vault import Vault
from tests.support.vaults import ALEX_WORDS, CHEAP, SAM_WORDS, SHARED, TestVault, vault_for


def _finished(vault: TestVault, draft_id: str, person: str) -> reading.FinishedReading:
    who = vault.alex if person == "alex" else vault.sam
    with vault.unit() as uow:
        view = reading.begin(uow, draft_id=draft_id, person=who, base=vault.catalogue)
        own = reading.answers_of(uow, who)
        said = say_yes_to_rest(Reading(draft_id=view.draft.id, person=who), view.document, view.earlier, own)
        return reading.finish(
            uow,
            vault_id=vault.gate.vault_id,
            reading=said,
            seen=view.document.version,
            base=vault.catalogue,
            new_id=vault.ids,
        )


def _rules(vault: TestVault) -> str:
    with vault.unit() as uow:
        rules = uow.shared.drafts.ground_rules()
        assert rules is not None
        return rules.id


def _reworded(vault: TestVault) -> str:
    rules_id = _rules(vault)
    with vault.unit(SHARED) as uow:
        draft = drafts.require_draft(uow, rules_id)
        drafts.save_draft(uow, draft=draft.evolve(rules=draft.rules[:1]))
    return rules_id


def _store(vault: TestVault, finished: reading.FinishedReading, signature: bytes) -> reading.Signed:
    today = vault.clock().astimezone().date()
    with vault.unit(SHARED) as uow:
        return reading.store_yes(
            uow,
            finished=finished,
            signature=signature,
            verify=vault.gate.verify_yes,
            base=vault.catalogue,
            today=today,
            new_id=vault.ids,
        )


def test_the_other_one_cannot_sign_for_me(tmp_path: Path) -> None:
    with vault_for(tmp_path / "v") as vault:
        vault.fill_with_sample()
        finished = _finished(vault, _reworded(vault), "alex")
        by_sam = vault.sign(vault.sam, finished.payload)
        with pytest.raises(NotYours):
            _store(vault, finished, by_sam)
        assert _store(vault, finished, vault.sign(vault.alex, finished.payload)).agreement is None


def test_a_yes_written_into_the_shared_space_makes_no_agreement(tmp_path: Path) -> None:
    with vault_for(tmp_path / "v") as vault:
        vault.fill_with_sample()
        rules_id = _reworded(vault)
        forged = _finished(vault, rules_id, "alex").yes.evolve(signature=b"\x01" * 64)
        with vault.unit(SHARED) as uow:
            uow.shared.yeses.save(forged)
            uow.commit()
        finished = _finished(vault, rules_id, "sam")
        assert _store(vault, finished, vault.sign(vault.sam, finished.payload)).agreement is None


def test_a_forged_agreement_does_not_hold_after_the_next_unlock(tmp_path: Path) -> None:
    folder = tmp_path / "v"
    with vault_for(folder) as vault:
        vault.fill_with_sample()
        today = vault.clock().astimezone().date()
        rules_id = _rules(vault)
        with vault.unit(SHARED) as uow:
            (real,) = uow.shared.agreements.of(rules_id)
            document = real.document.evolve(title="Something nobody read")
            yeses = tuple(yes.evolve(version=document.version) for yes in real.yeses)
            fake = real.evolve(id=vault.ids(), number=2, document=document, yeses=yeses)
            uow.shared.agreements.add(fake)
            uow.commit()
            assert agreements.agreement_now(uow, agreement_id=fake.id, today=today).state is State.IN_FORCE
        vault.gate.leave(vault.alex)
        vault.gate.admit(vault.gate.derive(vault.alex, ALEX_WORDS))
        with vault.unit() as uow:
            assert agreements.agreement_now(uow, agreement_id=fake.id, today=today).state is State.WITHDRAWN
            assert agreements.agreement_now(uow, agreement_id=real.id, today=today).state is State.IN_FORCE
    with Vault.open(folder, policy=CHEAP, clock=vault.clock) as opened:
        opened.unlock(vault.sam, SAM_WORDS)


def test_clauses_slipped_into_my_yes_are_shown_to_me_all_the_same(tmp_path: Path) -> None:
    """The digests a yes carries are not under its signature; one's own space says what was signed."""
    with vault_for(tmp_path / "v") as vault:
        vault.fill_with_sample()
        rules_id = _rules(vault)
        with vault.unit(SHARED) as uow:
            draft = drafts.require_draft(uow, rules_id)
            slipped = Line(id=ItemId("slipped"), text="Something Alex never read")
            drafts.save_draft(uow, draft=draft.evolve(rules=(*draft.rules, slipped)))
        with vault.unit(SHARED) as uow:
            document = drafts.document_of(uow, drafts.require_draft(uow, rules_id), vault.catalogue)
            (mine,) = (yes for yes in uow.shared.yeses.of(rules_id) if yes.person == vault.alex)
            every = frozenset(clause.digest for clause in document.clauses)
            uow.shared.yeses.save(mine.evolve(clauses=every, version=document.version))
            uow.commit()
        with vault.unit() as uow:
            view = reading.begin(uow, draft_id=rules_id, person=vault.alex, base=vault.catalogue)
        assert [clause.id for clause in view.waiting] == ["line:slipped"]
