"""What both agreed stays in reach: nothing that Sam says of a draft keeps me from reading and withdrawing it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.models.agreement import AgreementState
from app.models.draft_lines import DRAFT, DRAFT_DELETED, DraftSaid
from app.models.outline import DraftKind
from app.models.said_kinds import BareMark
from app.services import agreements, draft_lists
from app.services.agreement_store import all_agreements
from app.services.draft_store import ground_rules_draft
from tests.attacks.tampering import plant_everywhere
from tests.support.couples import today, view_of
from tests.support.vaults import SHARED, TestVault

pytestmark = pytest.mark.sample

Hides = Callable[[TestVault, str], None]


def say_deleted(vault: TestVault, draft_id: str) -> None:
    """Sam says that the draft was deleted."""
    plant_everywhere(vault, vault.sam, DRAFT_DELETED, BareMark(), draft_id)


def say_rules(vault: TestVault, draft_id: str) -> None:
    """Sam says that it is ground rules."""
    plant_everywhere(vault, vault.sam, DRAFT, DraftSaid(kind=DraftKind.GROUND_RULES), draft_id)


def say_scene(vault: TestVault, draft_id: str) -> None:
    """Sam says that it is a scene."""
    plant_everywhere(vault, vault.sam, DRAFT, DraftSaid(kind=DraftKind.SCENE), draft_id)


def say_others(vault: TestVault, _draft_id: str) -> None:
    """Sam says that there are different ground rules, which come first."""
    for draft_id in ("0", "0" * 32):
        plant_everywhere(vault, vault.sam, DRAFT, DraftSaid(kind=DraftKind.GROUND_RULES), draft_id)


@pytest.mark.parametrize("alone", [False, True], ids=["both here", "I am here alone"])
@pytest.mark.parametrize("hides", [say_deleted, say_rules, say_scene, say_others])
@pytest.mark.parametrize("kind", DraftKind)
def test_what_is_agreed_is_found_and_withdrawn(vault: TestVault, kind: DraftKind, hides: Hides, alone: bool) -> None:
    with vault.unit() as uow:
        found = all_agreements(uow, today(vault))
    agreed = next(each for each in found if each.agreement.document.kind is kind).agreement
    draft_id = agreed.document.draft_id
    hides(vault, draft_id)
    if alone:
        vault.service.leave(vault.sam)
    with vault.unit() as uow:
        scenes = {row.draft.id for row in draft_lists.scenes(uow, base=vault.catalogue, today=today(vault))}
        rules = ground_rules_draft(uow)
    assert rules is not None
    assert draft_id in (scenes if kind is DraftKind.SCENE else {rules.id})
    now = view_of(vault, draft_id).agreed_now
    assert now is not None
    with vault.unit(SHARED) as uow:
        agreements.withdraw(uow, person=vault.alex, agreement_id=now.agreement.id, clause_ids=None, now=vault.clock())
    assert view_of(vault, draft_id).versions[0].state is AgreementState.ENDED
