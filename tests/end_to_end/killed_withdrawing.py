"""A process that withdraws an item and is killed on the way. Arguments: vault folder, own folder, agreement, where.

`where` is "between" (the own half is written, the shared one not begun) or "writing" (the shared half is written
but not yet committed). By SIGKILL: nothing is tidied up.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any
from unittest.mock import patch

from PySide6.QtWidgets import QApplication

from app.models.base import PersonId
from app.services import agreements
from app.services.vault_service import VaultService
from app.storage.unit_of_work import UnitOfWork
from app.ui.agreement.withdraw import WithdrawalPresenter
from tests.support.clock import FakeClock, FakeIds
from tests.support.vaults import CHEAP, SAM_WORDS, SHARED
from tests.support.workspace import make_workspace


def killed(*_arguments: Any, **_named: Any) -> None:
    """Here it ends."""
    print("killed", flush=True)
    os.kill(os.getpid(), signal.SIGKILL)


def kill_at(where: str) -> None:
    """Set the trap."""
    if where == "between":
        patch.object(agreements, "publish_withdrawal", killed).start()
        return
    commit = UnitOfWork.commit

    def commit_or_die(uow: UnitOfWork) -> None:
        if uow.write_space == SHARED:
            killed()
        commit(uow)

    patch.object(UnitOfWork, "commit", commit_or_die).start()


def main() -> int:
    """Sam, alone, withdraws the first activity of an agreement."""
    folder, own, agreement_id, where = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4]
    application = QApplication([])
    service = VaultService(policy=CHEAP, ids=FakeIds(99))
    vault = service.open(folder)
    sam = PersonId(vault.people[1].person_id)
    service.admit(service.derive(sam, SAM_WORDS))
    people = service.profiles()
    ws = make_workspace(
        own, units=service.unit, people=people, here=people[1:], clock=FakeClock(), ids=FakeIds(98), vault=service
    )
    with service.unit() as uow:
        held = agreements.agreement_now(uow, agreement_id=agreement_id, today=FakeClock()().date())
    kill_at(where)
    presenter = WithdrawalPresenter(ws)
    presenter.withdraw(people[1].id, agreement_id, (held.items[0].id,))
    print("not killed", flush=True)
    return len(application.topLevelWidgets())


if __name__ == "__main__":
    sys.exit(main())
