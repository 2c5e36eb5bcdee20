"""The sample's agreed scene and ground rules: who comes and goes, what is allowed, and files that are put back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import text

from app.models.agreement import AgreementState, CurrentAgreement
from app.models.answer import Ceiling
from app.models.base import PersonId
from app.models.clause import ClauseKind
from app.services import agreements
from app.services.agreement_store import versions_of
from app.services.part_check import check_part, trust_clock
from app.storage.databases import file_name, private_space
from app.storage.spaces import SHARED
from tests.attacks.tampering import unlock
from tests.support.couples import AGREED, draft_named, today, view_of
from tests.support.files import contents, put_files
from tests.support.vaults import TestVault

Act = Callable[[TestVault], None]


def held(vault: TestVault, title: str = AGREED) -> CurrentAgreement:
    """The newest version of a text."""
    return view_of(vault, draft_named(vault, title).id).versions[0]


def withdraw_all(vault: TestVault, version: CurrentAgreement) -> None:
    """I withdraw everything."""
    with vault.unit(SHARED) as uow:
        agreements.withdraw(
            uow, person=vault.alex, agreement_id=version.agreement.id, clause_ids=None, now=vault.clock()
        )


def sams_rows(vault: TestVault, statement: str, *, who: PersonId) -> None:
    """Sam changes rows in the shared file and in their own."""
    with vault.unit(SHARED) as uow:
        for space in (SHARED, private_space(vault.sam)):
            uow.connection(space).execute(text(statement), {"who": who} if ":who" in statement else {})
        uow.commit()


def allowed(vault: TestVault, title: str = AGREED) -> frozenset[str]:
    """Everything that is allowed now in a text, by agreement, clause and each intensity up to its ceiling."""
    draft = draft_named(vault, title)
    with vault.unit() as uow:
        versions = versions_of(uow, draft.id, today(vault))
    return frozenset(
        f"{version.agreement.id}:{clause.id}:{level}"
        for version in versions
        for clause in version.clauses
        if clause.kind is ClauseKind.PERMISSION
        for level in Ceiling
        if level <= ((clause.item.ceiling if clause.item is not None else None) or Ceiling.STRONG)
    )


def agreement_id(vault: TestVault, title: str = AGREED) -> str:
    """The agreement that counts now."""
    draft = draft_named(vault, title)
    with vault.unit() as uow:
        versions = versions_of(uow, draft.id, today(vault))
    return next(version.agreement.id for version in versions if version.state is AgreementState.AGREED)


def look(vault: TestVault) -> None:
    """What is done for everybody who is here after Home is painted; they say that the clock is right."""
    for person in vault.service.present:
        with vault.unit(SHARED) as uow:
            found = check_part(uow, person=person, today=today(vault))
        if found.last_visit is not None:
            with vault.unit(SHARED) as uow:
                trust_clock(uow, person=person, today=today(vault))


def come(vault: TestVault) -> None:
    """Both are here."""
    for person in vault.pair:
        if person not in vault.service.present:
            unlock(vault, person)


def only(vault: TestVault, *people: str) -> None:
    """These are here, the others are not."""
    for person in vault.service.present:
        vault.service.leave(person)
    for person in vault.pair:
        if person in people:
            unlock(vault, person)


def name_of_file(vault: TestVault, person: PersonId) -> str:
    """The name of the file with a person's own space."""
    return file_name(private_space(person))


class Moment(NamedTuple):
    """A closed vault with its clock and ids, to which a test can return."""

    files: Mapping[str, bytes]
    now: datetime
    ids_given: int

    @classmethod
    def of(cls, vault: TestVault) -> Moment:
        """Close the vault and keep it as it is."""
        vault.service.close()
        return cls(contents(vault.folder), vault.clock.now, vault.ids.given)

    def restore(self, vault: TestVault) -> None:
        """Make the vault what it was; nobody is here."""
        vault.clock.now, vault.ids.given = self.now, self.ids_given
        put_back(vault, self.files)


def put_back(vault: TestVault, files: Mapping[str, bytes]) -> None:
    """Put these files into the place of the vault's; nobody is here."""
    vault.service.close()
    put_files(vault.folder, files)
    vault.service.open(vault.folder)
