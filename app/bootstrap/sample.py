"""The sample vault with its made-up people, and the self-check that visits every page of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from app.ui.tasks import Lane

if TYPE_CHECKING:
    from app.bootstrap.vault_access import ThreadedVaultAccess
    from app.bootstrap.warm_up import WarmUp
    from app.ui.design.design import Design
    from app.ui.shell.shell import Shell
    from app.ui.tasks import Tasks
    from app.ui.window import MainWindow


class Sample(QObject):
    """Makes the sample vault as soon as everything needed has been loaded."""

    made = Signal(str)
    """The passphrases that open it."""
    failed = Signal(object)

    def __init__(
        self,
        access: ThreadedVaultAccess,
        warm_up: WarmUp,
        tasks: Tasks,
        window: MainWindow,
        design: Design,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._access, self._warm_up, self._tasks = access, warm_up, tasks
        self._window, self._design = window, design

    def make(self) -> None:
        """Show a notice, and begin."""
        from app.ui.kit.empty import EmptyState

        words = self.tr("A moment: two made-up people are moving in.")
        self._window.show_content(EmptyState(self._design, "hourglass", self.tr("The sample vault"), words))
        self._warm_up.ready.connect(self._begin)

    def _begin(self) -> None:
        self._warm_up.ready.disconnect(self._begin)
        self._tasks.run(Lane.DATABASE, self._make, self.made.emit, self.failed.emit)

    def _make(self) -> str:
        from app.bootstrap.demo import make_sample_vault

        return make_sample_vault(self._access, self._warm_up.catalogue, self._warm_up.texts)


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
                shell.go(waiting.pop(0))
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
