"""Opens what is laid over the list: a form, an offer, a history; and takes it away again."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import QDateTime, QObject, QTimeZone, Signal
from PySide6.QtWidgets import QStackedWidget

from app.models.catalogue import CatalogueEntry, CatalogueKind, Category
from app.services import answers as service
from app.ui.my_list.own_things import OwnThings
from app.ui.my_list.presenter import MyListPresenter
from app.ui.my_list.rows import CARE
from app.ui.my_list.sheets import EntrySheet, HistorySheet, OfferSheet, Sheet, TermHistorySheet
from app.ui.workspace import Workspace


class Sheets(QObject):
    """At most one sheet lies over the list."""

    closed = Signal()
    opening = Signal()
    """Something is about to lie over the list: keep what is being written."""
    care_wanted = Signal()

    def __init__(
        self, ws: Workspace, presenter: MyListPresenter, own: OwnThings, stack: QStackedWidget, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._ws, self._presenter, self._own, self._stack = ws, presenter, own, stack
        self._sheet: Sheet | None = None

    @property
    def is_open(self) -> bool:
        """Whether something lies over the list."""
        return self._sheet is not None

    @property
    def sheet(self) -> Sheet | None:
        """What lies over the list."""
        return self._sheet

    def on_asked(self, what: str, name: str) -> None:
        """Something is wanted of an entry or a category."""
        about_category = {"add": self._write_entry, "rename": self._rename, "remove": self._remove}
        about_entry = {
            "history": self._read_history,
            "reword": self._reword,
            "offer": self._offer,
            "delete": self._delete,
            "take_off": self._take_off,
        }
        entry = self._presenter.catalogue.find(name)
        if what in about_category:
            about_category[what](name)
        elif what == "care":
            self.care_wanted.emit()
        elif entry is not None:
            about_entry[what](entry)

    def _rename(self, category_id: str) -> None:
        category = self._presenter.category(category_id)
        if category is None:
            return

        def keep(title: str | None) -> None:
            if title is not None and title.strip():
                self._own.rename_category(category, title)

        self._ws.prompts.ask_text(self.tr("Rename the category"), "", self.tr("Its name"), keep, value=category.title)

    def _remove(self, category_id: str) -> None:
        category = self._presenter.category(category_id)
        if category is not None:
            self._own.delete_category(category)

    def _write_entry(self, category: str) -> None:
        sheet = EntrySheet(self._ws.design, self._categories(), category=category)
        sheet.written.connect(self._own.add)
        self._show_sheet(sheet)

    def _categories(self) -> list[Category]:
        return [category for category in self._presenter.index.categories if category.id != CARE]

    def _reword(self, entry: CatalogueEntry) -> None:
        partner = self._ws.partner
        reader = partner.name if partner is not None and entry.id in self._presenter.offered else ""
        sheet = EntrySheet(self._ws.design, self._categories(), entry=entry, reader=reader)
        sheet.reworded.connect(self._own.reword)
        sheet.reworded.connect(self.close)
        self._show_sheet(sheet)

    def _offer(self, entry: CatalogueEntry) -> None:
        partner = self._ws.partner
        if partner is None:
            return
        sheet = OfferSheet(self._ws.design, entry, partner.name)
        sheet.offered.connect(partial(self._own.offer, entry.id))
        sheet.offered.connect(self.close)
        self._show_sheet(sheet)

    def _take_off(self, entry: CatalogueEntry) -> None:
        partner = self._ws.partner
        if partner is None:
            return
        text = self.tr(
            "{name} is no longer asked about it, and what you disclosed of it is taken back. A limit of {name} on it "
            "stays, and so does what you agreed, until one of you withdraws it. For you it is private again."
        )
        self._ws.prompts.confirm(
            self.tr("Take it off our list?"),
            text.replace("{name}", partner.name),
            self.tr("Take it off"),
            done=lambda yes: self._own.take_off(entry.id) if yes else None,
        )

    def _delete(self, entry: CatalogueEntry) -> None:
        self.opening.emit()
        self._own.delete(entry.id)

    def _read_history(self, entry: CatalogueEntry) -> None:
        self.opening.emit()
        if entry.kind is CatalogueKind.TERM:
            self._ws.read(
                service.term_history,
                lambda changes: self._show_term_history(entry, changes),
                owner=self,
                person=self._ws.me,
                entry_id=entry.id,
            )
            return
        self._ws.read(
            service.history,
            lambda changes: self._show_sheet(
                HistorySheet(self._ws.design, entry, changes, for_two=self._presenter.is_for_two)
            ),
            owner=self,
            person=self._ws.me,
            activity_id=entry.id,
        )

    def _show_term_history(self, entry: CatalogueEntry, changes: tuple[tuple[datetime, str], ...]) -> None:
        zone = QTimeZone.systemTimeZone()
        shown = [(QDateTime.fromSecsSinceEpoch(int(at.timestamp()), zone), words) for at, words in changes]
        self._show_sheet(TermHistorySheet(self._ws.design, entry, shown))

    def _show_sheet(self, sheet: Sheet) -> None:
        self.close()
        self._sheet = sheet
        sheet.closed.connect(self.close)
        self._stack.addWidget(sheet)
        self._stack.setCurrentWidget(sheet)
        sheet.take_focus()

    def close(self) -> None:
        """Take the sheet away, if there is one."""
        sheet, self._sheet = self._sheet, None
        if sheet is None:
            return
        self._stack.removeWidget(sheet)
        sheet.hide()
        sheet.deleteLater()
        self.closed.emit()
