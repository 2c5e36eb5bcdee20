"""All the labels of a kind there are, found by a few letters; for a filter when a menu cannot hold them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.models.folding import index_text
from app.ui.design.design import Design
from app.ui.kit.buttons import primary, secondary
from app.ui.kit.check_list import CheckList
from app.ui.kit.field import SearchField
from app.ui.kit.labels import caption
from app.ui.prompts import Dialog

ROWS = 9
MOST = 200
"""Rows that are made at once; letters find the others."""


class LabelDialog(Dialog):
    """Ticks stay whatever is typed; those that are ticked already come first."""

    def __init__(
        self,
        design: Design,
        heading: str,
        labels: Sequence[tuple[str, str]],
        chosen: Sequence[str],
        done: Callable[[tuple[str, ...]], object],
        parent: QWidget | None = None,
    ) -> None:
        """`labels` are keys and the words for them."""
        super().__init__(design, heading, parent)
        first = [pair for pair in labels if pair[0] in chosen]
        self._labels = [*first, *(pair for pair in labels if pair[0] not in chosen)]
        self._ticked = dict.fromkeys(chosen)
        self._done = done
        self.search = SearchField(design, self.tr("A few letters of it"))
        self.search.textChanged.connect(lambda _text: self._refresh())
        self.search.installEventFilter(self)
        self.list = CheckList(design, heading, rows=ROWS)
        self.list.ticked.connect(self._on_ticked)
        self.more = caption()
        for widget in (self.search, self.list, self.more):
            self.body.addWidget(widget)
        self.add_button(secondary(design, self.tr("Cancel"), self.reject))
        self.take = primary(design, self.tr("Show these"), self.on_taken)
        self.take.setDefault(True)
        self.add_button(self.take)
        self._refresh()
        self.search.setFocus()

    def _refresh(self) -> None:
        wanted = index_text(self.search.text()).split()
        found = [pair for pair in self._labels if self._has(pair[1], wanted)]
        self.list.show_rows(found[:MOST], self._ticked)
        left = len(found) - MOST
        said = self.tr("{n} more. A few letters find them.").replace("{n}", str(left)) if left > 0 else ""
        self.more.setText(said or ("" if found else self.tr("Nothing goes with these letters.")))

    @staticmethod
    def _has(words: str, wanted: Sequence[str]) -> bool:
        said = index_text(words) if wanted else ""
        return all(each in said for each in wanted)

    def _on_ticked(self, key: str, on: bool) -> None:
        if on:
            self._ticked[key] = None
        else:
            self._ticked.pop(key, None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down in the search goes to the rows."""
        if watched is not self.search or event.type() is not QEvent.Type.KeyPress or not self.list.count():
            return super().eventFilter(watched, event)
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down:
            self.list.setCurrentRow(max(0, self.list.currentRow()))
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return super().eventFilter(watched, event)

    def on_taken(self) -> None:
        """Filter by what is ticked."""
        chosen = tuple(self._ticked)
        self.accept()
        self._done(chosen)
