"""The sample's agreed scene and ground rules, and how I, Alex, withdraw from them."""

from __future__ import annotations

from sqlalchemy import text

from app.models.agreement import CurrentAgreement
from app.models.base import PersonId
from app.services import agreements
from app.storage.databases import private_space
from app.storage.spaces import SHARED
from tests.support.couples import AGREED, draft_named, view_of
from tests.support.vaults import TestVault


def held(vault: TestVault, title: str = AGREED) -> CurrentAgreement:
    return view_of(vault, draft_named(vault, title).id).versions[0]


def withdraw_all(vault: TestVault, version: CurrentAgreement) -> None:
    with vault.unit(SHARED) as uow:
        agreements.withdraw(
            uow, person=vault.alex, agreement_id=version.agreement.id, clause_ids=None, now=vault.clock()
        )


def sams_rows(vault: TestVault, statement: str, *, who: PersonId) -> None:
    """Sam changes rows in the shared file and in their own."""
    with vault.unit(SHARED) as uow:
        for space in (SHARED, private_space(vault.sam)):
            uow.connection(space).execute(text(statement), {"who": who})
        uow.commit()
