"""How the program starts with `--demo`: its vault is made, and a self-check visits every page of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from app.ui.wording import fill

if TYPE_CHECKING:
    from app.bootstrap.vault_access import ThreadedVaultAccess
    from app.ui.design.design import Design
    from app.ui.prompts import Prompts
    from app.ui.shell.shell import Shell
    from app.ui.window import MainWindow


class SampleStart(QObject):
    """Makes the sample vault as the program starts."""

    made = Signal(str, str)
    """A person's id and their passphrase, for whoever unlocks it without typing."""
    failed = Signal()

    def __init__(self, access: ThreadedVaultAccess, prompts: Prompts, window: MainWindow, design: Design) -> None:
        super().__init__(window)
        self._access, self._prompts, self._window, self._design = access, prompts, window, design
        self.is_making = True
        self.banner = ""
        """What the shell and the unlock page say of it."""

    def make(self) -> None:
        """Begin; it takes some seconds."""
        from app.ui.kit.empty import EmptyState

        words = self.tr("One moment: making a vault for two made-up people.")
        self._window.show_content(EmptyState(self._design, "hourglass", self.tr("The sample vault"), words))
        self._access.make_sample(self._on_made, self._on_failed)

    def _on_made(self, passphrases: str) -> None:
        self.is_making = False
        words = self.tr("Made-up people in a temporary folder, which is deleted when you quit. Passphrases: {words}")
        self.banner = fill(words, words=passphrases)
        first = passphrases.partition(" · ")[0].partition(": ")[2]
        self.made.emit(self._access.marks()[0].person_id, first)

    def _on_failed(self, error: Exception) -> None:
        self.is_making = False
        self._prompts.show_error(error, self._window.close)
        self.failed.emit()


class SelfCheck(QObject):
    """Visits every page once, then ends the program with the result."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.has_failed = False

    def walk(self, shell: Shell) -> None:
        """Visit page after page."""
        from app.ui.page_id import PageId

        waiting = [page for page in PageId if page is not PageId.MY_READING]

        def step() -> None:
            if waiting:
                QTimer.singleShot(100, shell, step)
                shell.pages.go(waiting.pop(0))
            else:
                self.end()

        step()

    def fail(self) -> None:
        """Something failed: end now."""
        self.has_failed = True
        self.end()

    def end(self) -> None:
        """End the program."""
        QApplication.exit(int(self.has_failed))
