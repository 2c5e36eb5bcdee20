"""The acts that write two spaces, as their screens begin them; and a process that is killed in one of them.

Arguments: vault folder, own folder, act, and at which of its commits it is killed (0 for the first).
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from unittest.mock import patch

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from app.models.base import ActivityId, PersonId
from app.models.reading import ClauseReply, Reading
from app.services import agreements, drafts, own_entries, reading
from app.services.draft_store import all_drafts
from app.services.vault_service import VaultService
from app.storage.unit_of_work import UnitOfWork
from app.ui.workspace import Workspace
from tests.support.clock import FakeClock, FakeIds
from tests.support.couples import AGREED, OUTLINE
from tests.support.vaults import ALEX_WORDS, CHEAP, SHARED
from tests.support.workspace import make_workspace

OWN_ENTRY = ActivityId("own.evenings")
"""Alex's own entry on the shared list, which *reword* gives new words."""


def withdraw(ws: Workspace, by: QObject, person: PersonId) -> None:
    """Withdraw the first activity of the agreed scene."""
    with ws.units(None) as uow:
        draft = next(draft for draft in all_drafts(uow) if draft.title == AGREED)
        held = drafts.versions_of(uow, draft.id, ws.clock().astimezone().date())[0]
    now = ws.clock()
    ws.act(
        lambda units: agreements.withdraw(
            units,
            person=person,
            agreement_id=held.agreement.id,
            clause_ids=(held.items[0].id,),
            now=now,
            today=now.astimezone().date(),
            new_id=ws.ids,
        ),
        by=by,
    )


def say_yes(ws: Workspace, by: QObject, person: PersonId) -> None:
    """Say yes to everything in the outline that nobody has read yet."""
    with ws.units(None) as uow:
        draft = next(draft for draft in all_drafts(uow) if draft.title == OUTLINE)
        view = reading.begin(uow, draft_id=draft.id, person=person, base=ws.catalogue)
    replies = {clause.digest: ClauseReply.YES for clause in view.document.clauses}
    now = ws.clock()
    ws.act_with_keys(
        lambda: ws.vault.signer_of_yes(person, ALEX_WORDS),
        lambda sign, units: reading.say_yes(
            units,
            reading=Reading(draft_id=draft.id, person=person, replies=replies),
            seen=view.document.version,
            vault_id=ws.vault.vault_id,
            sign=sign,
            verify=ws.vault.verify_yes,
            base=ws.catalogue,
            now=now,
            new_id=ws.ids,
        ),
        by=by,
    )


def reword(ws: Workspace, by: QObject, person: PersonId) -> None:
    """Give the own entry on the shared list new words."""
    with ws.units(None) as uow:
        entry = next(e for e in uow.private(person).entries.all() if e.id == OWN_ENTRY)
    new = entry.evolve(title="Later evenings")
    ws.write(SHARED, lambda uow: own_entries.reword(uow, person=person, entry=new, new_id=ws.ids), by=by)


ACTS: dict[str, Callable[[Workspace, QObject, PersonId], None]] = {
    "withdraw": withdraw,
    "say yes": say_yes,
    "reword": reword,
}


def main() -> int:
    """Alex, alone, begins the act and is killed before one of its commits."""
    folder, own, act, where = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
    application = QApplication([])
    service = VaultService(policy=CHEAP, ids=FakeIds(99))
    vault = service.open(folder)
    alex = PersonId(vault.people[0].person_id)
    arrival = service.admit(service.derive(alex, ALEX_WORDS))
    ws = make_workspace(
        own,
        units=service.unit,
        people=arrival.people,
        here=arrival.people[:1],
        clock=FakeClock(),
        ids=FakeIds(98),
        vault=service,
    )
    commit, count = UnitOfWork.commit, [0]

    def commit_or_die(uow: UnitOfWork, *, erase: bool = False) -> None:
        if count[0] == where:
            print("killed", flush=True)
            os.kill(os.getpid(), signal.SIGKILL)
        count[0] += 1
        commit(uow, erase=erase)

    patch.object(UnitOfWork, "commit", commit_or_die).start()
    partial(ACTS[act], ws, QObject())(alex)
    print("not killed", flush=True)
    return len(application.topLevelWidgets())


if __name__ == "__main__":
    sys.exit(main())
