"""The right side of the journal: the open entry, the way back to the list, what can be done with it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from app.models.journal import EntryId, JournalEntry
from app.ui.design.tokens import Space
from app.ui.journal.entry_pane import EntryPane
from app.ui.kit.buttons import IconButton, danger, quiet, secondary
from app.ui.kit.flow import Flow
from app.ui.workspace import Workspace


class DetailColumn(QWidget):
    """Holds the entry pane; says what is wanted of the entry."""

    left = Signal()
    """Back to the list."""
    loaded = Signal(object)
    """JournalEntry that is shown now."""
    pinning = Signal(bool)
    duplicating = Signal()
    binning = Signal()
    restoring = Signal()
    deleting = Signal()

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ws = ws
        self.is_alone = False

    def build(self) -> Iterator[None]:
        """Make it, piece by piece."""
        design = self._ws.design
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        self.back = quiet(design, self.tr("Back to the list"), self.left.emit, "arrow-left")
        self._back_line = Flow(self.back)
        self.restore = secondary(design, self.tr("Bring back"), self.restoring.emit, "arrow-u-up-left")
        self.delete = danger(design, self.tr("Delete for good"), self.deleting.emit, "trash")
        self.bin_line = Flow(self.restore, self.delete)
        self.pane = EntryPane(self._ws, self, in_pieces=True)
        self.menu = QMenu(self)
        self.more = IconButton(design, "dots-three", self.tr("What can be done with this entry"), self.on_more)
        column.addWidget(self._back_line)
        column.addWidget(self.bin_line)
        column.addWidget(self.pane, 1)
        self._back_line.hide()
        self.bin_line.hide()
        yield
        yield from self.pane.build()
        self.pane.set_actions((self.more,))
        self.pane.controller.loaded.connect(self._on_loaded)

    @property
    def entry(self) -> JournalEntry | None:
        """The open entry."""
        return self.pane.entry

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed that is not kept yet."""
        return self.pane.controller.is_changed

    def open(self, entry_id: EntryId | None) -> None:
        """Show an entry, or none."""
        if entry_id is None:
            self.bin_line.hide()
        self.pane.open(entry_id)

    def begin(self, entry: JournalEntry) -> None:
        """Show a new entry."""
        self.pane.begin(entry)

    def show_alone(self, alone: bool) -> None:
        """It takes turns with the list: offer the way back."""
        self.is_alone = alone
        self._back_line.setVisible(alone)

    def _on_loaded(self, entry: JournalEntry, _body: object) -> None:
        binned = entry.binned_at is not None
        self.bin_line.setVisible(binned)
        self.more.setVisible(not binned)
        self.loaded.emit(entry)

    def on_more(self) -> None:
        """Drop down what can be done with it."""
        self.fill_menu()
        self.menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def fill_menu(self) -> None:
        """What can be done with it now."""
        self.menu.clear()
        pinned = self.entry is not None and self.entry.pinned
        words = self.tr("No longer keep at the top") if pinned else self.tr("Keep at the top")
        self.menu.addAction(words).triggered.connect(lambda _on=False: self.pinning.emit(not pinned))
        self.menu.addAction(self.tr("Duplicate")).triggered.connect(lambda _on=False: self.duplicating.emit())
        self.menu.addSeparator()
        self.menu.addAction(self.tr("Move to the bin")).triggered.connect(lambda _on=False: self.binning.emit())
