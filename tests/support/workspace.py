"""A workspace for tests of pages: no threads, prepared answers, whatever unit of work is given."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import cast

from PySide6.QtGui import QGuiApplication

from app.assets import load
from app.errors import VaultMissing
from app.models.base import Clock, IdSource, PersonId
from app.models.catalogue import Catalogue
from app.models.person import Hue, MarkShape, Person, PersonMark
from app.models.presence import Presence
from app.models.texts import Texts
from app.services.units import UnitOfWork, Units
from app.services.vault_service import VaultService
from app.services.visits import Visits
from app.storage.slots import MINIMUM_POLICY
from app.ui.clipboard import SecretClipboard
from app.ui.design.design import Design
from app.ui.design.tokens import Theme
from app.ui.preferences import Preferences
from app.ui.session import Session
from app.ui.workspace import Workspace
from tests.support.clock import FakeClock, FakeIds
from tests.support.prompts import FakePrompts
from tests.support.tasks import InlineTasks
from tests.support.vaults import TestVault

ALEX = Person(id=PersonId("a" * 32), name="Alex", mark=PersonMark(shape=MarkShape.CIRCLE, hue=Hue.INDIGO, initial="A"))
SAM = Person(id=PersonId("b" * 32), name="Sam", mark=PersonMark(shape=MarkShape.SQUARE, hue=Hue.RUST, initial="S"))


def _no_storage(_space: str | None) -> UnitOfWork:
    return cast(UnitOfWork, nullcontext(None))


class JustTyped(Visits):
    """Everybody has just typed their passphrase."""

    def typed_lately(self, person: PersonId) -> bool:
        return True


class NoVault(VaultService):
    """Is not open: knows nobody's passphrase and has nothing to tell."""

    def __init__(self) -> None:
        super().__init__(policy=MINIMUM_POLICY, ids=FakeIds())
        self.visits = JustTyped()

    def check(self, person: PersonId, passphrase: str) -> bool:
        return False


def settings_file(folder: Path) -> Path:
    """Where a workspace over a vault in this folder keeps the settings of the computer."""
    return folder / "accord.ini"


def make_workspace(
    folder: Path,
    *,
    units: Units = _no_storage,
    people: Sequence[Person] = (ALEX, SAM),
    here: Sequence[Person] = (ALEX,),
    turn: Person | None = None,
    clock: Clock | None = None,
    ids: IdSource | None = None,
    vault: VaultService | None = None,
    theme: Theme = Theme.LIGHT,
    scale: int = 100,
    raise_errors: bool = True,
) -> Workspace:
    """Everything a page needs; an error that nobody handles is raised."""
    prompts = FakePrompts()

    def on_error(error: Exception) -> None:
        if isinstance(error, VaultMissing) and vault is not None and not vault.present:
            return  # as in the program, where nobody is told of what a locked vault refused
        if raise_errors:
            raise error
        prompts.show_error(error)

    presence = Presence(here=tuple(each.id for each in here), turn=turn.id if turn else None)
    return Workspace(
        session=Session(tuple(people), presence),
        tasks=InlineTasks(on_error),
        prompts=prompts,
        design=Design(theme, scale),
        settings=Preferences(settings_file(folder)),
        clipboard=SecretClipboard(QGuiApplication.clipboard()),
        catalogue=load(Catalogue),
        texts=load(Texts),
        clock=clock or FakeClock(),
        ids=ids or FakeIds(),
        units=units,
        vault=vault if vault is not None else NoVault(),
    )


def workspace_over(
    vault: TestVault,
    here: Sequence[Person],
    *,
    turn: Person | None = None,
    theme: Theme = Theme.LIGHT,
    scale: int = 100,
    raise_errors: bool = True,
) -> Workspace:
    """A workspace over a vault, with these people here."""
    return make_workspace(
        vault.folder.parent,
        units=vault.unit,
        people=vault.people,
        here=here,
        turn=turn,
        clock=vault.clock,
        ids=vault.ids,
        vault=vault.service,
        theme=theme,
        scale=scale,
        raise_errors=raise_errors,
    )
