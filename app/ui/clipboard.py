"""The clipboard for secrets: our text is marked as secret and removed again; nobody else's is touched."""

from __future__ import annotations

from weakref import WeakSet

from PySide6.QtCore import QByteArray, QMimeData, QObject
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app.ui.kit.strings import exact
from app.ui.timer import single_shot

SECONDS = 10

# What clipboard managers look for before they keep a text (KDE, then Windows).
_SECRET = {
    "x-kde-passwordManagerHint": b"secret",
    "ExcludeClipboardContentFromMonitorProcessing": b"1",
}

# PySide makes what is put on a clipboard a child of its own object for it. Were that collected, Qt would go on with
# data that is freed.
_KEPT: set[QClipboard] = set()


def mark_secret(data: QMimeData) -> None:
    """Ask clipboard managers not to keep it."""
    for kind, value in _SECRET.items():
        data.setData(kind, QByteArray(value))


def _copy_of(source: QMimeData) -> QMimeData:
    data = QMimeData()
    for kind in source.formats():
        data.setData(kind, source.data(kind))
    if source.hasText():
        data.setText(exact(source.text()))
    return data


class SecretClipboard(QObject):
    """Keeps a text on the clipboard for ten seconds: what a button copies, and what keys copy on guarded pages."""

    def __init__(self, clipboard: QClipboard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clipboard = clipboard
        _KEPT.add(clipboard)
        self._ours = ""
        self._guarded: WeakSet[QWidget] = WeakSet()
        self._is_copying = False
        self._timer = single_shot(self, SECONDS * 1000, self.clear)
        clipboard.dataChanged.connect(self._on_changed)

    def guard(self, page: QWidget) -> None:
        """While this page is visible, whatever is copied in the program counts as copied here."""
        self._guarded.add(page)

    def copy(self, text: str) -> None:
        """Copy a text for a while."""
        data = QMimeData()
        data.setText(exact(text))
        self._put(data, text)

    def _put(self, data: QMimeData, text: str) -> None:
        mark_secret(data)
        self._is_copying = True
        try:
            self._clipboard.setMimeData(data)
        finally:
            self._is_copying = False
        self._ours = text
        self._timer.start()

    def _on_changed(self) -> None:
        # Lines and texts copy by themselves, by keys or their menus: what they copied is put there again, marked.
        if self._is_copying or not self._clipboard.ownsClipboard():
            return
        if any(isValid(page) and page.isVisible() for page in self._guarded):
            data = _copy_of(self._clipboard.mimeData())
            if data.hasText():
                self._put(data, data.text())

    def clear(self) -> None:
        """Remove our text, if it is still there."""
        self._timer.stop()
        ours, self._ours = self._ours, ""
        if ours and self._clipboard.text() == ours:
            self._clipboard.clear()

    def clear_all(self) -> None:
        """Remove everything that came from this program: texts copied by keys, and the selection as well.

        It would outlive the text it came from, and a clipboard manager is given it when the program ends.
        """
        self.clear()
        if self._clipboard.ownsClipboard():
            self._clipboard.clear()
        if self._clipboard.ownsSelection():
            self._clipboard.clear(self._clipboard.Mode.Selection)
