"""The way into a vault of an older version: what upgrading it means, a backup first, and how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.ui.kit.buttons import primary, quiet
from app.ui.kit.labels import body, display, soft
from app.ui.kit.progress import ProgressLine
from app.ui.start.frame import StartFrame
from app.ui.vault_access import Upgrading

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.services.long_work import LongWork
    from app.ui.design.design import Design
    from app.ui.prompts import Prompts
    from app.ui.start.flow import StartFlow

LOOK = 200
"""Milliseconds between two looks at how far it is."""
NAME = "before-upgrade.accord"


class UpgradeView(StartFrame):
    """Says what will be done, and asks."""

    agreed = Signal()
    save_asked = Signal()
    stop_asked = Signal()
    back = Signal()

    def __init__(self, design: Design) -> None:
        super().__init__(design)
        does = self.tr(
            "An older version of Accord made this vault. Before this version can open it, your files have to be "
            "converted to a new format. What you wrote stays the same."
        )
        then = self.tr(
            "First, a backup of everything is made in the vault’s folder, and checked. The older version can restore "
            "that backup, but it can no longer open the upgraded vault. You can save one more backup elsewhere first."
        )
        self.card.add_all(display(self.tr("Upgrade this vault?")), body(does), soft(then), self.notice)
        self.first = go = primary(design, self.tr("Upgrade and open"), self.agreed.emit)
        self.waits(go, self.tr("Upgrading…"))
        save = quiet(design, self.tr("Save a backup elsewhere first…"), self.save_asked.emit)
        self.add_acts(go, save, back=quiet(design, self.tr("Not now"), self.back.emit))
        self.line = ProgressLine(self.tr("Upgrading"))
        self.stop = quiet(design, self.tr("Stop"), self.stop_asked.emit)
        for widget in (self.line, self.stop):
            self.below.addWidget(widget)
            widget.hide()
        self.work: LongWork | None = None
        """What tells how far it is."""
        self._look = QTimer(self)
        self._look.timeout.connect(self._show_progress)

    def show_busy(self, busy: bool) -> None:
        """Show that it takes a while, and offer to stop."""
        super().show_busy(busy)
        self.line.setRange(0, 0)
        for widget in (self.line, self.stop):
            widget.setVisible(busy)
        if busy:
            self.stop.setFocus()
            self._look.start(LOOK)
        else:
            self._look.stop()

    def _show_progress(self) -> None:
        if self.work is not None and self.work.total:
            self.line.show_progress(self.work.done, self.work.total)

    def refuse(self, error: Exception) -> None:
        """Say why it did not work, or that it was stopped; it can be tried again."""
        from app.services.long_work import Stopped

        super().refuse(error)
        if isinstance(error, Stopped):
            told = self.tr("Nothing was lost. What was not upgraded yet is as it was.")
            self.notice.show_notice(self.tr("Stopped"), told)


class UpgradeFlow(QObject):
    """Shows its page in the flow that it belongs to; emits `left` to go back.

    `enter` tries to come in once more, with what was agreed.
    """

    left = Signal()

    def __init__(self, flow: StartFlow, design: Design, prompts: Prompts, enter: Callable[[Upgrading], object]) -> None:
        self._view = view = UpgradeView(design)
        super().__init__(view)  # it holds a passphrase, and ends with what is shown
        self._prompts, self._enter = prompts, enter
        view.agreed.connect(self._begin)
        view.save_asked.connect(self._on_save)
        view.stop_asked.connect(self._stop)
        view.back.connect(self.left)
        flow.show_view(view)

    def _on_save(self) -> None:
        def chosen(to: Path | None) -> None:
            if to is not None:
                self._begin(to)

        kinds = self.tr("Accord backups (*.accord)")
        self._prompts.save_as(self.tr("Save a backup"), NAME, chosen, filters=kinds)

    def _begin(self, carry: Path | None = None) -> None:
        from app.services.long_work import LongWork

        self._view.work = work = LongWork()
        self._enter(Upgrading(work, carry))

    def _stop(self) -> None:
        if self._view.work is not None:
            self._view.work.stop()
