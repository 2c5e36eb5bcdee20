"""What most presenters share: reading on demand, writing with a visible failure, and ignoring their own echo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import ClassVar, TypeVar

from PySide6.QtCore import QObject, Signal

from app.models.base import PersonId
from app.models.changes import ChangeKind, Changes
from app.services.units import UnitOfWork
from app.ui.tasks import Task
from app.ui.workspace import Workspace

T = TypeVar("T")
Saved = TypeVar("Saved", bound=Changes)


class Presenter(QObject):
    """Holds what one screen shows. Its page tells it what changed; its own changes are ignored."""

    kinds: ClassVar[tuple[ChangeKind, ...]] = ()
    """The kinds of change that make this presenter reload."""
    loaded = Signal()
    failed = Signal(object)
    """The exception; the page shows it in its notice."""

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ws = ws

    @property
    def owner(self) -> PersonId:
        """Whose private space is read and written; NotYours while together."""
        return self._ws.me

    @property
    def today(self) -> date:
        """The local day."""
        return self._ws.today

    def reload(self) -> None:
        """Load the content again; nothing where there is none to load."""

    def concerns(self, changes: Changes) -> bool:
        """Whether a change is about what is shown here."""
        return changes.touches(*self.kinds)

    def on_changed(self, changes: Changes, by: QObject | None = None) -> None:
        """Reload if anything else changed what is shown."""
        if by is not self and self.concerns(changes):
            self.reload()

    def on_refused(self, error: Exception) -> None:
        """Show why an act failed, and reload what is stored."""
        self.failed.emit(error)
        self.reload()

    def read(self, act: Callable[[UnitOfWork], T], done: Callable[[T], object]) -> Task:
        """Read on the database lane; a failure is shown."""
        return self._ws.read(act, done, self.failed.emit, owner=self)

    def read_own(self, act: Callable[[UnitOfWork, PersonId], T], done: Callable[[T], object]) -> Task:
        """Read in the private space of the owner, whose id `act` gets as well."""
        person = self.owner
        return self.read(lambda uow: act(uow, person), done)

    def write(
        self, space: str, act: Callable[[UnitOfWork], Saved], done: Callable[[Saved], object] | None = None
    ) -> None:
        """Write one space in this presenter's name; `done` follows success, `on_refused` failure."""
        self._ws.write(space, act, by=self, done=done, failed=self.on_refused)

    def write_own(
        self, act: Callable[[UnitOfWork, PersonId], Saved], done: Callable[[Saved], object] | None = None
    ) -> None:
        """Write the private space of the owner, whose id `act` gets as well."""
        person = self.owner
        self.write(person, lambda uow: act(uow, person), done)
