"""Opens what is laid over the list (a form, an offer, a history), and takes it away again."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from app.models.catalogue import CatalogueEntry, CatalogueKind
from app.services import answers as service
from app.ui.my_list.editor import EntryAct
from app.ui.my_list.filter_bar import CategoryAct
from app.ui.my_list.own_entry_acts import OwnEntryActs
from app.ui.my_list.presenter import MyListPresenter
from app.ui.my_list.sheets import EntrySheet, HistorySheet, ListSheet, OfferSheet, PastWords, past_answers
from app.ui.wording import fill
from app.ui.workspace import Workspace


class SheetHost(QObject):
    """Holds at most one sheet over the list."""

    closed = Signal()
    opening = Signal()
    """Something is about to be laid over the list: keep what is being written."""
    care_wanted = Signal()

    def __init__(
        self, ws: Workspace, presenter: MyListPresenter, own: OwnEntryActs, stack: QStackedWidget, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._ws, self._presenter, self._own, self._stack = ws, presenter, own, stack
        self.sheet: ListSheet | None = None
        """What is laid over the list."""

    @property
    def is_open(self) -> bool:
        """Whether something is laid over the list."""
        return self.sheet is not None

    def on_category_asked(self, act: CategoryAct, category_id: str) -> None:
        """Do what is wanted of a category."""
        category = self._presenter.category(category_id)
        if act is CategoryAct.ADD:
            sheet = EntrySheet(self._ws.design, self._presenter.index.asked_categories, category=category_id)
            sheet.written.connect(self._own.add)
            self._show_sheet(sheet)
        elif category is not None and act is CategoryAct.REMOVE:
            self._own.delete_category(category)
        elif category is not None:
            self._ws.prompts.ask_text(
                self.tr("Rename the category"),
                "",
                self.tr("Its name"),
                lambda title: self._own.rename_category(category, title) if title and title.strip() else None,
                value=category.title,
            )

    def on_entry_asked(self, act: EntryAct, entry_id: str) -> None:
        """Do what is wanted of an entry."""
        entry = self._presenter.catalogue.find(entry_id)
        if entry is None:
            return
        self.opening.emit()
        if act is EntryAct.AFTERCARE:
            self.care_wanted.emit()
        elif act is EntryAct.DELETE:
            self._own.delete(entry.id)
        elif act is EntryAct.HISTORY:
            self._read_history(entry)
        elif act is EntryAct.REWORD:
            self._reword(entry)
        elif act is EntryAct.OFFER:
            self._offer(entry)
        else:
            self._take_off(entry)

    def _reword(self, entry: CatalogueEntry) -> None:
        partner = self._ws.partner
        reader = partner.name if partner is not None and entry.id in self._presenter.offered else ""
        sheet = EntrySheet(self._ws.design, self._presenter.index.asked_categories, entry=entry, reader=reader)
        sheet.reworded.connect(self._own.reword)
        sheet.reworded.connect(self.close)
        self._show_sheet(sheet)

    def _offer(self, entry: CatalogueEntry) -> None:
        partner = self._ws.partner
        if partner is None:
            return
        sheet = OfferSheet(self._ws.design, entry, partner.name)
        sheet.offered.connect(lambda: self._own.offer(entry.id))
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
            fill(text, name=partner.name),
            self.tr("Take it off"),
            done=lambda yes: self._own.take_off(entry.id) if yes else None,
        )

    def _read_history(self, entry: CatalogueEntry) -> None:
        me, for_two = self._ws.me, self._presenter.is_for_two

        def show(changes: list[PastWords]) -> None:
            self._show_sheet(HistorySheet(self._ws.design, entry, changes))

        if entry.kind is CatalogueKind.TERM:
            self._presenter.read(
                lambda uow: service.term_history(uow, person=me, entry_id=entry.id),
                lambda changes: show([PastWords(at, (words,)) for at, words in changes]),
            )
        else:
            self._presenter.read(
                lambda uow: service.history(uow, person=me, activity_id=entry.id),
                lambda changes: show(past_answers(entry, changes, for_two=for_two)),
            )

    def _show_sheet(self, sheet: ListSheet) -> None:
        self.close()
        self.sheet = sheet
        sheet.closed.connect(self.close)
        self._stack.addWidget(sheet)
        self._stack.setCurrentWidget(sheet)
        sheet.take_focus()

    def close(self) -> None:
        """Take the sheet away, if there is one."""
        sheet, self.sheet = self.sheet, None
        if sheet is None:
            return
        self._stack.removeWidget(sheet)
        sheet.hide()
        sheet.deleteLater()
        self.closed.emit()
