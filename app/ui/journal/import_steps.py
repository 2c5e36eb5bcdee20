"""Bringing something in step by step, and undoing it."""

from __future__ import annotations

from functools import partial
from typing import Generic, Protocol, TypeVar

from PySide6.QtWidgets import QWidget

from app.models.base import PersonId
from app.services.importing import TakenBack
from app.services.long_work import LongWork, Stopped
from app.services.units import UnitOfWork
from app.ui.journal.steps_dialog import StepsDialog
from app.ui.kit.notice import NoticeTone
from app.ui.workspace import Workspace

What = TypeVar("What")
What_contra = TypeVar("What_contra", contravariant=True)


class TakeBack(Protocol[What_contra]):
    """Deletes what an import brought in, except what was changed since."""

    def __call__(self, uow: UnitOfWork, *, person: PersonId, imported: What_contra, work: LongWork) -> TakenBack: ...


class ImportSteps(StepsDialog, Generic[What]):
    """An import can be undone while the dialog is open, and for a moment after it was closed."""

    def __init__(self, ws: Workspace, heading: str, take_back: TakeBack[What], parent: QWidget | None = None) -> None:
        super().__init__(ws, heading, parent)
        self.me = ws.me
        self.imported: What | None = None
        self._take_back = take_back
        self.finished.connect(lambda _result: self._offer_undo())

    def show_start(self) -> None:
        """Show the first step."""
        raise NotImplementedError

    def show_report(self, imported: What) -> None:
        """Show what was brought in."""
        raise NotImplementedError

    def show_last_step(self) -> None:
        """Show the step from which work began that was stopped or failed."""
        raise NotImplementedError

    def imported_words(self, imported: What) -> str:
        """How much was brought in."""
        raise NotImplementedError

    def undone_words(self, back: TakenBack) -> str:
        """How much was deleted, and how much stays."""
        raise NotImplementedError

    def nothing_words(self) -> str:
        """That nothing was brought in."""
        raise NotImplementedError

    def on_imported(self, imported: What) -> None:
        """It was brought in."""
        self.imported = imported
        self.show_report(imported)

    def on_take_back(self) -> None:
        """Undo the import."""
        if self.imported is not None:
            work = self.show_working(self.tr("Undoing the import…"))
            act = partial(self._take_back, person=self.me, imported=self.imported, work=work)
            self.ws.write(self.me, act, by=self, done=self._show_taken_back, failed=self.on_failed)

    def _show_taken_back(self, back: TakenBack) -> None:
        self.imported = None
        self.show_start()
        self.notice.show_notice(self.tr("The import was undone"), self.undone_words(back), NoticeTone.SUCCESS)

    def on_failed(self, error: Exception) -> None:
        """Say that work was stopped, or why it failed, above the step to go on from."""
        if self.imported is not None:
            self.show_report(self.imported)
        else:
            self.show_last_step()
        if isinstance(error, Stopped):
            nothing = self.tr("Nothing was deleted.") if self.imported is not None else self.nothing_words()
            self.notice.show_notice(self.tr("Stopped"), nothing)
        else:
            self.notice.show_error(error)

    def _offer_undo(self) -> None:
        """Offer the way back for a moment; the dialog is gone by then."""
        if self.imported is not None:
            ws, me = self.ws, self.me
            act = partial(self._take_back, person=me, imported=self.imported, work=LongWork())
            ws.toast(self.imported_words(self.imported), lambda: ws.write(me, act, by=ws.session))
