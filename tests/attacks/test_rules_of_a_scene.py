"""The ground rules that a scene was read with: once they guard it no longer, nothing in it is allowed.

Sam's own program ends the scene with them. With an editor, Sam keeps that from both files.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import text

from app.models.agreement import AgreementState, CurrentAgreement
from app.models.clause import ClauseKind
from app.models.outline import DraftKind, DraftSection
from app.services import agreements
from app.services.agreement_store import all_agreements
from app.storage.databases import private_space
from app.storage.spaces import SHARED
from tests.attacks.agreed_scene import come, look, only
from tests.support.couples import read_and_say_yes, save, today, view_of
from tests.support.vaults import TestVault

pytestmark = pytest.mark.sample


def texts(vault: TestVault) -> tuple[CurrentAgreement, CurrentAgreement]:
    """The ground rules, and a scene that was read with them."""
    with vault.unit() as uow:
        found = all_agreements(uow, today(vault))
    scene = next(each for each in found if each.agreement.document.kind is DraftKind.SCENE)
    rules = next(each for each in found if each.agreement.id == scene.agreement.document.rules)
    return rules, scene


def run(vault: TestVault, statement: str, **values: str) -> None:
    """Sam changes rows of theirs in the shared file and in their own."""
    with vault.unit(SHARED) as uow:
        for space in (SHARED, private_space(vault.sam)):
            uow.connection(space).execute(text(statement), {"sam": vault.sam, **values})
        uow.commit()


def end(vault: TestVault, section: DraftSection | None) -> None:
    """Sam ends the ground rules, or a protection in them, and erases that this ended the scene."""
    rules, scene = texts(vault)
    ends = [c.id for c in rules.clauses if c.section is section and c.kind is ClauseKind.PROTECTION][:1]
    with vault.unit(SHARED) as uow:
        agreements.withdraw(
            uow,
            person=vault.sam,
            agreement_id=rules.agreement.id,
            clause_ids=tuple(ends) or None,
            now=vault.clock(),
        )
    run(vault, "DELETE FROM ended WHERE author = :sam AND agreement = :scene", scene=scene.agreement.id)


WAYS: dict[str, Callable[[TestVault], None]] = {
    "ended": lambda vault: end(vault, None),
    "a signal ended": lambda vault: end(vault, DraftSection.SIGNALS),
    "a rule ended": lambda vault: end(vault, DraftSection.RULES),
    "a term erased": lambda vault: run(
        vault, "DELETE FROM said WHERE author = :sam AND (kind = 'term' OR key LIKE 'term/%')"
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_ground_rules_that_guard_no_longer_allow_nothing_in_a_scene(vault: TestVault, way: str) -> None:
    assert texts(vault)[1].items
    only(vault, vault.sam)
    WAYS[way](vault)
    only(vault, vault.alex)
    rules, scene = texts(vault)
    assert (rules.state, scene.state, scene.items) == (AgreementState.ENDED, AgreementState.ENDED, ())
    look(vault)
    come(vault)
    assert texts(vault)[1].items == ()


@pytest.mark.parametrize("way", [way for way in WAYS if way != "a term erased"])
def test_what_i_saw_end_with_them_does_not_come_back_with_newer_ones(vault: TestVault, way: str) -> None:
    rules, scene = texts(vault)
    only(vault, vault.sam)
    WAYS[way](vault)
    only(vault, vault.alex)
    look(vault)
    come(vault)
    for person in vault.pair:
        read_and_say_yes(vault, person, rules.agreement.document.draft_id)
    with vault.unit() as uow:
        found = {each.agreement.id: each for each in all_agreements(uow, today(vault))}
    newer = [e for e in found.values() if e.agreement.document.draft_id == rules.agreement.document.draft_id]
    assert any(each.state is AgreementState.AGREED for each in newer)
    assert found[scene.agreement.id].items == ()


def test_an_older_shared_file_without_newer_ground_rules_ends_no_scene_of_mine(vault: TestVault) -> None:
    """What my partner's part lacks counts for nothing meanwhile, and is not noted as ended."""
    rules, scene = texts(vault)
    first, last = rules.agreement.document.review_on, scene.agreement.document.review_on
    assert first is not None
    assert last is not None
    assert first + timedelta(days=1) < last
    save(vault, view_of(vault, rules.agreement.document.draft_id).draft.evolve(review_on=last))
    for person in vault.pair:
        read_and_say_yes(vault, person, rules.agreement.document.draft_id)
    assert texts(vault)[1].items == scene.items
    only(vault, vault.alex)
    with vault.unit(SHARED) as uow:
        newest = text("DELETE FROM said WHERE author = :sam AND kind = 'yes' AND key LIKE :draft AND key != :first")
        draft = rules.agreement.document.draft_id
        values = {"sam": vault.sam, "draft": f"{draft}/%", "first": f"{draft}/{rules.agreement.id}"}
        assert uow.connection(SHARED).execute(newest, values).rowcount == 1
        uow.commit()
    vault.clock.advance(days=(first - today(vault)).days + 1)
    look(vault)
    come(vault)
    look(vault)
    assert texts(vault)[1].items == scene.items
