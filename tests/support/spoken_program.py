"""A program that shows screen after screen, for a test that is a screen reader: one command a line, one answer each."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from app.ui.page import Page
from app.ui.wording import plural_forms
from tests.screenshots.shots import SCREENS
from tests.support.leaks import settle
from tests.support.vaults import TestVault, vault_for
from tests.support.widgets import name_of

MOST = 400
ROUNDS = 5


class SpokenProgram(QObject):
    """Does what it is told."""

    def __init__(self, vault: TestVault, folder: Path) -> None:
        super().__init__()
        self._vault, self._folder = vault, folder
        self._window: QWidget | None = None
        self._lines = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._lines.activated.connect(self._on_line)

    def _on_line(self) -> None:
        line = sys.stdin.readline()
        if not line:
            QApplication.quit()
            return
        command, *words = json.loads(line)
        self._lines.setEnabled(False)
        print(json.dumps(getattr(self, command)(*words)), flush=True)
        self._lines.setEnabled(True)

    def open(self, name: str) -> str:
        """Show a screen; the name of what has the keyboard."""
        before, self._window = self._window, SCREENS[name](self._vault, self._folder, 100, (1280, 800))
        if before is not None:
            before.close()
            before.deleteLater()
        window = self._window
        window.activateWindow()
        while any(page.is_filling for page in window.findChildren(Page)) or QApplication.activeWindow() is None:
            settle()
        for _ in range(ROUNDS):
            settle()
        return spoken_name(QApplication.focusWidget() or window)

    def go_round(self) -> list[str]:
        """Go on as Tab does until it is back where it began; the names of what it came by."""
        window = QApplication.activeModalWidget() or self._window
        assert window is not None
        seen: list[QWidget] = []
        for _ in range(MOST):
            # Keys go to the registry first, and come back who knows when; what Tab does is done at once.
            before = window.focusWidget() or window
            before.focusNextPrevChild(True)
            settle()
            here = window.focusWidget() or window
            if here is before or (seen and here is seen[0]):  # nowhere else to go, or round
                break
            seen.append(here)
        return [spoken_name(each) for each in seen]


def spoken_name(widget: QWidget) -> str:
    """What a screen reader says first; of a list to choose from, Qt says what is chosen."""
    return widget.currentText() if isinstance(widget, QComboBox) else name_of(widget)


def main() -> None:
    """Wait for commands until there are no more."""
    application = QApplication(["accord"])
    application.setStyle("Fusion")
    application.installTranslator(plural_forms("en", application))
    with tempfile.TemporaryDirectory() as folder, vault_for(Path(folder) / "vault") as vault:
        vault.fill_with_sample()
        program = SpokenProgram(vault, Path(folder))
        print(json.dumps("ready"), flush=True)
        application.exec()
        del program


if __name__ == "__main__":
    main()
