"""The clipboard for secrets: our text is marked as secret and removed again; nobody else's is touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QMimeData, QObject

from app.ui.timer import single_shot

if TYPE_CHECKING:
    from PySide6.QtGui import QClipboard

SECONDS = 10

# What clipboard managers look for before they keep a text (KDE, then Windows).
_SECRET = {
    "x-kde-passwordManagerHint": b"secret",
    "ExcludeClipboardContentFromMonitorProcessing": b"1",
}


class SecretClipboard(QObject):
    """Keeps a text on the clipboard for ten seconds."""

    def __init__(self, clipboard: QClipboard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clipboard = clipboard
        self._ours = ""
        self._timer = single_shot(self, SECONDS * 1000, self.clear)

    def copy(self, text: str) -> None:
        """Copy a text for a while."""
        data = QMimeData()
        data.setText(text)
        for kind, value in _SECRET.items():
            data.setData(kind, QByteArray(value))
        self._clipboard.setMimeData(data)
        self._ours = text
        self._timer.start()

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
