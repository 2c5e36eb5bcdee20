"""An act that writes two spaces is finished whatever the screen does, and leaves no harm where it is killed."""

from __future__ import annotations

import json
import shutil
import signal
import threading
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from app.bootstrap import session_builder
from app.models.agreement import AgreementState
from app.models.catalogue import CatalogueEntry
from app.services import answers, own_entries
from app.services.drafts import DraftView
from app.storage.spaces import SHARED as SHARED_SPACE
from app.storage.spaces import SpaceId
from app.storage.unit_of_work import UnitOfWork
from tests.end_to_end.player import Player, program, run_until
from tests.end_to_end.sessions import cheap, unlock
from tests.end_to_end.shared_acts import ACTS, COMMITS, OWN_ENTRY
from tests.support.couples import AGREED, OUTLINE, draft_named, view_of
from tests.support.processes import run_python
from tests.support.vaults import ALEX_WORDS, SAM_WORDS, SHARED, TestVault, vault_for

__all__ = ["cheap"]


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[TestVault]:
    """The sample couple; Alex has put an entry of their own on the shared list."""
    with vault_for(tmp_path / "vault") as made:
        made.fill_with_sample()
        entry = CatalogueEntry(id=OWN_ENTRY, category="touch", title="Evenings", description="", added_by=made.alex)
        with made.unit(made.alex) as uow:
            uow.private(made.alex).entries.save(entry)
            uow.commit()
        with made.unit(SHARED) as uow:
            own_entries.offer_entry(uow, person=made.alex, entry_id=OWN_ENTRY)
        yield made


def reopened(vault: TestVault, folder: Path) -> None:
    """Open the files again, or copies of them, both unlocked."""
    vault.service.open(folder)
    for person, passphrase in ((vault.alex, ALEX_WORDS), (vault.sam, SAM_WORDS)):
        vault.service.admit(vault.service.derive(person, passphrase))
        with vault.unit(SHARED) as uow:
            assert uow.parts.put_right(person) == (), "a cut accuses nobody"
            uow.commit()


def has_withdrawn(vault: TestVault) -> tuple[bool, bool]:
    held = view_of(vault, draft_named(vault, AGREED).id).versions[0]
    # The sample couple withdraws one item themselves.
    return len(held.ended) > 1, _rows_of(vault, "ended") > 1


def has_said_yes(vault: TestVault) -> tuple[bool, bool]:
    view: DraftView = view_of(vault, draft_named(vault, OUTLINE).id)
    assert all(version.state is not AgreementState.AGREED for version in view.versions), "one yes agrees nothing"
    return any(yes.person == vault.alex for yes in view.yeses), _rows_of(vault, "said", kind="yes") > 2


def _rows_of(vault: TestVault, table: str, **values: str) -> int:
    """How many rows of Alex's the shared file has."""
    where = "".join(f" AND {name} = '{value}'" for name, value in values.items())
    with vault.unit() as uow:
        found = uow.connection(SHARED_SPACE).exec_driver_sql(
            f"SELECT count(*) FROM {table} WHERE author = '{vault.alex}'{where}"
        )
        return int(found.scalar_one())


def has_reworded(vault: TestVault) -> tuple[bool, bool]:
    with vault.unit() as uow:
        own = {entry.title for entry in uow.private(vault.alex).entries.all()}
        offered = {entry.title for entry in answers.shared_catalogue(uow, vault.catalogue).entries if entry.added_by}
    assert offered, "an entry stays on the list, with its old words or its new ones"
    return "Later evenings" in own, "Later evenings" in offered


DONE: dict[str, Callable[[TestVault], tuple[bool, bool]]] = {
    "withdraw": has_withdrawn,
    "say yes": has_said_yes,
    "reword": has_reworded,
}
"""Whether the act shows to those whose spaces are open, and in the shared file."""


@pytest.mark.parametrize("how", ["lock", "on_hide"])
@pytest.mark.parametrize("act", ACTS)
def test_locked_or_hidden_between_its_commits_it_is_finished(
    qtbot: QtBot, vault: TestVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: str, how: str
) -> None:
    vault.service.close()
    (tmp_path / "own").mkdir()
    # The sample's days are those of the tests' clock; the program would ask which of the two is right.
    monkeypatch.setattr(session_builder, "utc_now", vault.clock)
    with program(vault.folder, tmp_path / "own") as player:
        unlock(player, 0, ALEX_WORDS)
        shut = _shut_after_the_first_commit(player, how, monkeypatch)
        ACTS[act](player.shell.ws, player.page, vault.alex)
        assert run_until(shut.is_set)
        assert run_until(lambda: not player.controller.tasks._under_way)
        assert player.controller.access.service.present == ()
    reopened(vault, vault.folder)
    assert DONE[act](vault) == (True, True)


def _shut_after_the_first_commit(player: Player, how: str, monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Blank the window between the first file that what comes next writes and the second."""
    shut, commit = threading.Event(), UnitOfWork._commit
    asked: list[bool] = []

    def shut_now() -> None:
        getattr(player.controller, how)()
        shut.set()

    def commit_and_shut(uow: UnitOfWork, space: SpaceId, *, erase: bool) -> None:
        commit(uow, space, erase=erase)
        if not asked:
            asked.append(True)
            # Not waited for: locking itself waits for this lane.
            QTimer.singleShot(0, player.controller, shut_now)
            shut.wait(0.3)

    monkeypatch.setattr(UnitOfWork, "_commit", commit_and_shut)
    return shut


def test_killed_at_any_of_its_commits_nothing_is_lost_or_widened(
    vault: TestVault, tmp_path: Path, home: Path, subtests: pytest.Subtests
) -> None:
    before = view_of(vault, draft_named(vault, AGREED).id).versions[0]
    vault.service.close()
    for act, commit in product(ACTS, range(COMMITS)):
        shutil.copytree(vault.folder, tmp_path / "killed" / f"{act} {commit}" / "vault")
    done = run_python("-m", "tests.end_to_end.shared_acts", str(tmp_path / "killed"), home=home)
    assert done.returncode == 0, done.stderr
    ended: dict[str, int] = json.loads(done.stdout)
    for act, commit in product(ACTS, range(COMMITS)):
        with subtests.test(f"{act} {commit}"):
            killed = ended[f"{act} {commit}"] == -signal.SIGKILL
            assert killed or (ended[f"{act} {commit}"] == 0 and commit == COMMITS - 1), done.stderr
            reopened(vault, tmp_path / "killed" / f"{act} {commit}" / "vault")
            own, shared = DONE[act](vault)
            if act == "withdraw":
                assert own == shared == (commit > 0), "what narrows is applied by the next unlock, once it was said"
            if not killed:
                assert own
                assert shared
            after = view_of(vault, draft_named(vault, AGREED).id).versions[0]
            assert set(after.clauses) <= set(before.clauses)
