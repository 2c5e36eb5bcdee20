"""The acts that write two spaces, as their screens begin them; and a program that is killed in each of them.

Argument: the folder with a folder for each act and each of its commits, called like *withdraw 0*, with a vault in it.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from collections.abc import Callable
from functools import partial
from itertools import product
from pathlib import Path
from unittest.mock import patch

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from app.models.base import ActivityId, PersonId
from app.models.reading import ClauseReply, Reading
from app.services import agreements, own_entries, reading
from app.services.agreement_store import versions_of
from app.services.draft_store import all_drafts
from app.services.units import Units
from app.services.vault_service import VaultService
from app.storage.spaces import SpaceId
from app.storage.unit_of_work import UnitOfWork
from app.ui.workspace import Workspace
from tests.support.clock import FakeClock, FakeIds
from tests.support.couples import AGREED, OUTLINE
from tests.support.vaults import ALEX_WORDS, CHEAP, SHARED
from tests.support.workspace import make_workspace

COMMITS = 3
"""How many commits an act has at most, and one more: it is killed at none of them then."""
OWN_ENTRY = ActivityId("own.evenings")
"""Alex's own entry on the shared list, which *reword* gives new words."""


def withdraw(ws: Workspace, by: QObject, person: PersonId) -> None:
    """Withdraw the first activity of the agreed scene."""
    with ws.units(None) as uow:
        draft = next(draft for draft in all_drafts(uow) if draft.title == AGREED)
        held = versions_of(uow, draft.id, ws.clock().astimezone().date())[0]
    now = ws.clock()
    ws.write(
        SHARED,
        lambda uow: agreements.withdraw(
            uow, person=person, agreement_id=held.agreement.id, clause_ids=(held.items[0].id,), now=now
        ),
        by=by,
    )


def say_yes(ws: Workspace, by: QObject, person: PersonId) -> None:
    """Say yes to everything in the outline that nobody has read yet."""
    with ws.units(None) as uow:
        draft = next(draft for draft in all_drafts(uow) if draft.title == OUTLINE)
        today = ws.clock().astimezone().date()
        view = reading.begin(uow, draft_id=draft.id, person=person, base=ws.catalogue, today=today)
    replies = {clause.digest: ClauseReply.YES for clause in view.document.clauses}
    said, now = Reading(draft_id=draft.id, person=person, replies=replies), ws.clock()

    def act(_checked: None, units: Units) -> reading.YesGiven:
        with units(SHARED) as uow:
            return reading.say_yes(
                uow, reading=said, seen=view.document.version, base=ws.catalogue, now=now, new_id=ws.ids
            )

    ws.act_with_keys(lambda: ws.vault.require_passphrase(person, ALEX_WORDS), act, by=by)


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


def begin(folder: Path, act: str, where: int) -> None:
    """Alex, alone, begins the act; this process is killed before one of its commits."""
    application = QApplication([])
    service = VaultService(policy=CHEAP, ids=FakeIds(99))
    vault = service.open(folder / "vault")
    alex = PersonId(vault.people[0].person_id)
    arrival = service.admit(service.derive(alex, ALEX_WORDS))
    ws = make_workspace(
        folder,
        units=service.unit,
        people=arrival.people,
        here=arrival.people[:1],
        clock=FakeClock(),
        ids=FakeIds(98),
        vault=service,
    )
    commit, count = UnitOfWork._commit, [0]

    def commit_or_die(uow: UnitOfWork, space: SpaceId, *, erase: bool) -> None:
        if count[0] == where:
            os.kill(os.getpid(), signal.SIGKILL)
        count[0] += 1
        commit(uow, space, erase=erase)

    # Private: an act commits once, file by file, and may be killed between two files.
    patch.object(UnitOfWork, "_commit", commit_or_die).start()
    partial(ACTS[act], ws, QObject())(alex)
    del application


def main(root: Path) -> None:
    """Begin each act in copies of this process, one for each of its commits; prints how they ended, as JSON."""
    ended: dict[str, int] = {}
    for act, where in product(ACTS, range(COMMITS)):
        child = os.fork()
        if child == 0:
            try:
                begin(root / f"{act} {where}", act, where)
                os._exit(0)
            except BaseException:
                traceback.print_exc()
                os._exit(1)
        ended[f"{act} {where}"] = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(json.dumps(ended))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
