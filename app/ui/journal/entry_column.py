"""The right side of the journal: the pane of the open entry, the way back to the list, and a menu of acts."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from app.models.journal import JournalEntry
from app.ui.design.tokens import Space
from app.ui.journal.entry_pane import EntryPane
from app.ui.kit.buttons import IconButton, danger, quiet, secondary
from app.ui.kit.empty import EmptyState
from app.ui.kit.flow import Flow, add_to, column_in
from app.ui.kit.menu_button import open_below
from app.ui.workspace import Workspace


class EntryColumn(QWidget):
    """Shows the pane, or that no entry is open; in the bin, how to bring the entry back."""

    left = Signal()
    """Back to the list."""
    restore_wanted = Signal()
    delete_wanted = Signal()
    """What is chosen in the bin is to be deleted."""

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ws = ws
        self.pane = EntryPane(ws, self)
        self.presenter = self.pane.presenter

    def build(self) -> Iterator[None]:
        """Build it, a piece at a time."""
        design, presenter = self._ws.design, self.presenter
        self.back = quiet(design, self.tr("Back to the list"), self.left.emit, "caret-left")
        self.back_line = Flow(self.back)
        self.restore = secondary(design, self.tr("Restore"), self.restore_wanted.emit, "arrow-u-up-left")
        self.delete = danger(design, self.tr("Delete permanently"), self.delete_wanted.emit, "trash")
        self.bin_line = Flow(self.restore, self.delete)
        self._stack = QStackedWidget()
        self._nothing_open = EmptyState(
            design,
            "notebook",
            self.tr("No entry is open"),
            self.tr("Choose one, or start a new one. Only you see what you write here."),
        )
        for widget in (self._nothing_open, self.pane):
            self._stack.addWidget(widget)
        column = column_in(self, Space.M)
        add_to(column, self.back_line, self.bin_line)
        column.addWidget(self._stack, 1)
        self.back_line.hide()
        self.bin_line.hide()
        yield
        yield from self.pane.build()
        self._build_menu()
        presenter.shown.connect(self._on_shown)
        presenter.closed.connect(self._on_closed)

    def _build_menu(self) -> None:
        self.menu = QMenu(self)
        self.menu.aboutToShow.connect(self._name_pin)
        self.pin = self.menu.addAction("", self._on_pin)
        self.menu.addAction(self.tr("Duplicate"), self.presenter.duplicate)
        self.menu.addSeparator()
        self.menu.addAction(self.tr("Move to the bin"), self.presenter.bin)
        name = self.tr("Actions for this entry")
        self.more = IconButton(self._ws.design, "dots-three", name, lambda: open_below(self.more, self.menu))
        self.pane.head.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)

    @property
    def _is_pinned(self) -> bool:
        return self.presenter.entry is not None and self.presenter.entry.pinned

    def show_pane(self) -> None:
        """Show the pane, for an entry that is about to be in it."""
        self._stack.setCurrentWidget(self.pane)

    def _on_shown(self, entry: JournalEntry) -> None:
        binned = entry.binned_at is not None
        self.bin_line.setVisible(binned)
        self.more.setVisible(not binned)
        self.show_pane()

    def _on_closed(self) -> None:
        self.bin_line.hide()
        self._stack.setCurrentWidget(self._nothing_open)

    def _name_pin(self) -> None:
        self.pin.setText(self.tr("Unpin") if self._is_pinned else self.tr("Pin to the top"))

    def _on_pin(self) -> None:
        self.presenter.pin(pinned=not self._is_pinned)
