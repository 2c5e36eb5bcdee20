"""The real program with its sample vault, used by a hand: unlocked, every page, a print dialog, a PDF, and locked.

A program for tests: nothing of the program is replaced, hardening included; it is only noticed when its window and its
controller are made. The last line it prints is JSON: what was done, and which files were mapped that should not be.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QLineEdit, QWidget

import app.__main__
import app.bootstrap
from app.bootstrap.session_controller import SessionController
from app.ui.kit.mark import MarkButton
from app.ui.page_id import PageId

Waiting = Callable[[], object]
_TICK_MS = 40
_MARKS = "Passphrases: "


class Hand(QObject):
    """Does one thing after another, each once what it waits for is there."""

    def __init__(self, controller: SessionController, to: Path) -> None:
        super().__init__()
        self._controller, self._pdf = controller, to / "page.pdf"
        self.done: dict[str, object] = {}
        self.mapped: set[str] = set()
        self._acts = self._all()
        self._waits: Waiting = lambda: True
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start(_TICK_MS)

    def _on_tick(self) -> None:
        self.mapped |= {
            line.split()[-1] for line in Path("/proc/self/maps").read_text().splitlines() if "Qt6Network" in line
        }
        if not self._waits():
            return
        waits = next(self._acts, None)
        if waits is None:
            self._timer.stop()
            self._controller._window.close()
        else:
            self._waits = waits

    def _all(self) -> Iterator[Waiting]:
        yield from self._unlock()
        yield from self._walk()
        yield from self._print()
        yield from self._save()
        self._controller.lock()
        yield lambda: self._shown(MarkButton)
        self.done["locked"] = not self._controller.access.is_anybody_here

    def _unlock(self) -> Iterator[Waiting]:
        yield lambda: self._shown(MarkButton) and self._passphrase()
        QTest.mouseClick(self._shown(MarkButton)[0], Qt.MouseButton.LeftButton)
        yield lambda: self._shown(QLineEdit)
        (field,) = self._shown(QLineEdit)
        field.setFocus()
        QTest.keyClicks(field, self._passphrase())
        QTest.keyClick(field, Qt.Key.Key_Return)
        yield lambda: self._controller.shell is not None and self._controller.shell.pages.current is not None
        self.done["unlocked"] = True

    def _walk(self) -> Iterator[Waiting]:
        assert self._controller.shell is not None
        pages = [page for page in PageId if page is not PageId.MY_READING]
        for page in pages:
            self._controller.shell.pages.go(page)
            yield self._is_idle
            yield self._is_idle
        self.done["pages"] = len(pages)

    def _print(self) -> Iterator[Waiting]:
        assert self._controller.shell is not None
        self._controller.shell.pages.go(PageId.THERAPIST)
        yield lambda: self._button("Print…")
        self._press("Print…")
        yield lambda: isinstance(QApplication.activeModalWidget(), QPrintDialog)
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QPrintDialog)
        yield dialog.isVisible
        self.done["print dialog"] = dialog.windowTitle()
        dialog.reject()
        yield lambda: QApplication.activeModalWidget() is None and self._is_idle()

    def _save(self) -> Iterator[Waiting]:
        self._press("Save as PDF…")
        yield lambda: self._shown(QFileDialog)
        (dialog,) = self._shown(QFileDialog)
        name = dialog.findChild(QLineEdit, "fileNameEdit")
        assert name is not None
        name.setText(str(self._pdf))
        dialog.accept()
        yield self._pdf.exists
        self.done["pdf"] = self._pdf.read_bytes()[:5].decode()

    def _is_idle(self) -> bool:
        return not self._controller.tasks._under_way

    def _shown(self, kind: type[Any]) -> list[Any]:
        """What is visible of a kind, in the order in which it was built."""
        return [widget for widget in self._controller._window.findChildren(kind) if widget.isVisible()]

    def _passphrase(self) -> str:
        """The first person's, from the sentence that the sample shows."""
        told = [label.text() for label in self._shown(QLabel) if _MARKS in label.text()]
        return told[0].partition(_MARKS)[2].partition(" · ")[0].partition(": ")[2] if told else ""

    def _button(self, words: str) -> QWidget | None:
        found = [button for button in self._shown(QAbstractButton) if button.text().strip() == words]
        return next((button for button in found if button.isEnabled()), None)

    def _press(self, words: str) -> None:
        button = self._button(words)
        assert button is not None
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def main(to: Path) -> int:
    """Run the program until the hand has closed it."""
    hands: list[Hand] = []

    def made(*given: Any) -> SessionController:
        hands.append(Hand(SessionController(*given), to))
        return hands[0]._controller

    setattr(app.bootstrap, "SessionController", made)  # noqa: B010 (imported there by name)
    sys.argv[1:] = ["--demo"]
    ended = app.__main__.main()
    print(json.dumps({**hands[0].done, "mapped": sorted(hands[0].mapped)}), flush=True)
    return ended


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
