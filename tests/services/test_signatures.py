"""A yes counts only under its person's own signature, whatever stands in the shared space."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import NotYours
from app.models.agreement import Agreement, AgreementState, agreement_id_of
from app.models.base import ItemId
from app.models.outline import Line
from app.models.reading import Reading, with_yes_to_rest
from app.services import agreements, drafts, reading
from app.services.draft_store import ground_rules_draft, require_draft
from app.services.reading import payload_of
from tests.support import factories as make
from tests.support.quick_vault import QuickVault
from tests.support.vaults import ALEX_WORDS, CHEAP, SAM_WORDS, SHARED, TestVault, vault_for


def _finished(vault: TestVault, draft_id: str, person: str) -> reading.FinishedReading:
    who = vault.alex if person == "alex" else vault.sam
    with vault.unit() as uow:
        view = reading.begin(uow, draft_id=draft_id, person=who, base=vault.catalogue)
        own = reading.answers_of(uow, who)
        said = with_yes_to_rest(Reading(draft_id=view.draft.id, person=who), view.document, view.earlier, own)
        return reading.finish(
            uow,
            vault_id=vault.service.vault_id,
            reading=said,
            seen=view.document.version,
            base=vault.catalogue,
            new_id=vault.ids,
        )


def _unlock_again(vault: TestVault) -> None:
    """Alex leaves and comes in again."""
    vault.service.leave(vault.alex)
    vault.service.admit(vault.service.derive(vault.alex, ALEX_WORDS))


def _state(vault: TestVault, agreement_id: str) -> AgreementState:
    today = vault.clock().astimezone().date()
    with vault.unit() as uow:
        return agreements.agreement_now(uow, agreement_id=agreement_id, today=today).state


def _put(vault: TestVault, agreement: Agreement) -> None:
    """Write an agreement as somebody with the key of the shared space could."""
    with vault.unit(SHARED) as uow:
        uow.shared.agreements.save(agreement)
        uow.commit()


def _agreements(vault: TestVault, draft_id: str) -> tuple[Agreement, ...]:
    with vault.unit() as uow:
        return uow.shared.agreements.of(draft_id)


def _rules(vault: TestVault) -> str:
    with vault.unit() as uow:
        rules = ground_rules_draft(uow)
        assert rules is not None
        return rules.id


def _reworded(vault: TestVault) -> str:
    rules_id = _rules(vault)
    with vault.unit(SHARED) as uow:
        draft = require_draft(uow, rules_id)
        drafts.save_draft(uow, draft=draft.evolve(rules=draft.rules[:1]))
    return rules_id


def _store(vault: TestVault, finished: reading.FinishedReading, signature: bytes) -> reading.Signed:
    today = vault.clock().astimezone().date()
    with vault.unit(SHARED) as uow:
        return reading.store_yes(
            uow,
            finished=finished,
            signature=signature,
            verify=vault.service.verify_yes,
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
            uow.shared.agreements.save(fake)
            uow.commit()
            assert agreements.agreement_now(uow, agreement_id=fake.id, today=today).state is AgreementState.IN_FORCE
        _unlock_again(vault)
        assert _state(vault, fake.id) is AgreementState.WITHDRAWN
        assert _state(vault, real.id) is AgreementState.IN_FORCE
        assert [(each.id, each.title) for each in vault.service.untold(vault.pair)] == [(fake.id, fake.document.title)]
    with QuickVault.open(folder, policy=CHEAP) as opened:
        opened.unlock(vault.sam, SAM_WORDS)


def test_clauses_slipped_into_my_yes_are_shown_to_me_all_the_same(tmp_path: Path) -> None:
    """The digests a yes carries are not under its signature; one's own space says what was signed."""
    with vault_for(tmp_path / "v") as vault:
        vault.fill_with_sample()
        rules_id = _rules(vault)
        with vault.unit(SHARED) as uow:
            draft = require_draft(uow, rules_id)
            slipped = Line(id=ItemId("slipped"), text="Something Alex never read")
            drafts.save_draft(uow, draft=draft.evolve(rules=(*draft.rules, slipped)))
        with vault.unit(SHARED) as uow:
            document = drafts.document_of(uow, require_draft(uow, rules_id), vault.catalogue)
            (mine,) = (yes for yes in uow.shared.yeses.of(rules_id) if yes.person == vault.alex)
            every = frozenset(clause.digest for clause in document.clauses)
            uow.shared.yeses.save(mine.evolve(clauses=every, version=document.version))
            uow.commit()
        with vault.unit() as uow:
            view = reading.begin(uow, draft_id=rules_id, person=vault.alex, base=vault.catalogue)
        assert [clause.id for clause in view.to_read] == ["line:slipped"]


@pytest.mark.parametrize("changes", [{"number": 2}, {"number": 0}], ids=["newer", "older"])
def test_a_genuine_agreement_under_another_id_or_number_does_not_hold(tmp_path: Path, changes: dict[str, int]) -> None:
    with vault_for(tmp_path / "v") as vault:
        vault.fill_with_sample()
        (real,) = _agreements(vault, _rules(vault))
        assert real.id == agreement_id_of(real.document.draft_id, real.number, real.document.version)
        copy = real.evolve(id=vault.ids(), **changes)
        _put(vault, copy)
        assert _state(vault, copy.id) is AgreementState.IN_FORCE
        _unlock_again(vault)
        assert _state(vault, copy.id) is AgreementState.WITHDRAWN
        assert _state(vault, real.id) is AgreementState.IN_FORCE


def test_a_withdrawn_copy_does_not_hide_the_scene_that_holds(tmp_path: Path) -> None:
    with vault_for(tmp_path / "v") as vault:
        vault.fill_with_sample()
        with vault.unit() as uow:
            real = next(a for a in uow.shared.agreements.all() if a.document.title)
        _put(vault, real.evolve(id=vault.ids(), number=2))
        _unlock_again(vault)
        today = vault.clock().astimezone().date()
        with vault.unit() as uow:
            rows = drafts.scenes(uow, base=vault.catalogue, today=today)
        (row,) = (row for row in rows if row.draft.id == real.document.draft_id)
        assert row.current is not None
        assert (row.current.agreement.id, row.missing) == (real.id, 0)


def test_even_its_number_cannot_be_changed_in_place(tmp_path: Path) -> None:
    with vault_for(tmp_path / "v") as vault:
        vault.fill_with_sample()
        (real,) = _agreements(vault, _rules(vault))
        _put(vault, real.evolve(number=7, yeses=tuple(yes.evolve(number=7) for yes in real.yeses)))
        _unlock_again(vault)
        assert _state(vault, real.id) is AgreementState.WITHDRAWN


def test_what_another_took_the_place_of_is_not_revived(tmp_path: Path) -> None:
    with vault_for(tmp_path / "v") as vault:
        vault.fill_with_sample()
        rules_id = _reworded(vault)
        for person in ("alex", "sam"):
            finished = _finished(vault, rules_id, person)
            who = vault.alex if person == "alex" else vault.sam
            signed = _store(vault, finished, vault.sign(who, finished.payload))
        assert signed.agreement is not None
        (old,) = (a for a in _agreements(vault, rules_id) if a.number == 1)
        assert old.ended_on is not None
        _put(vault, old.evolve(ended_on=None))
        _unlock_again(vault)
        assert _state(vault, old.id) is AgreementState.WITHDRAWN
        assert _state(vault, signed.agreement.id) is AgreementState.IN_FORCE


def test_the_signed_bytes_are_what_they_were() -> None:
    """Whatever is added to a yes, those that were signed must verify forever."""
    yes = make.yes(number=3)
    agreement_id = agreement_id_of("draft1", 3, yes.version)
    assert payload_of("vault1", yes).decode() == (
        f'{{"agreement":"{agreement_id}","draft":"draft1","number":3,"person":"{"a" * 32}",'
        f'"review_on":"2026-06-14","vault":"vault1","version":"{yes.version}"}}'
    )


def test_a_yes_to_what_has_ended_makes_nothing_hold_again(tmp_path: Path) -> None:
    """Every yes lapses with the agreement it made: the same text said yes to by one alone waits for the other."""
    with vault_for(tmp_path / "v") as vault:
        vault.fill_with_sample()
        rules_id = _rules(vault)
        (real,) = _agreements(vault, rules_id)
        with vault.unit(SHARED) as uow:
            agreements.end_scene(uow, agreement_id=real.id, today=vault.clock().date())
        finished = _finished(vault, rules_id, "alex")
        assert _store(vault, finished, vault.sign(vault.alex, finished.payload)).agreement is None
        finished = _finished(vault, rules_id, "sam")
        again = _store(vault, finished, vault.sign(vault.sam, finished.payload)).agreement
        assert again is not None
        assert (again.number, again.document) == (2, real.document)
        assert again.id != real.id


def test_each_is_told_once_of_what_was_withdrawn(tmp_path: Path) -> None:
    with vault_for(tmp_path / "v") as vault:
        vault.fill_with_sample()
        (real,) = _agreements(vault, _rules(vault))
        _put(vault, real.evolve(id=vault.ids(), number=2))
        _unlock_again(vault)
        (told,) = vault.service.untold((vault.alex,))
        with vault.unit(vault.alex) as uow:
            agreements.note_told(uow, person=vault.alex, agreement_ids=(told.id,))
        _unlock_again(vault)
        assert vault.service.untold((vault.alex,)) == ()
        vault.service.leave(vault.sam)
        vault.service.admit(vault.service.derive(vault.sam, SAM_WORDS))
        assert vault.service.untold((vault.sam,)) == (told,), (
            "the other is told as well, though it is withdrawn already"
        )
