"""The way into a vault of an older version: what upgrading it means, a backup first, and how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.ui.kit.buttons import primary, quiet
from app.ui.kit.labels import body, display, soft
from app.ui.start.work_frame import WorkFrame
from app.ui.vault_access import Upgrading

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.ui.design.design import Design
    from app.ui.prompts import Prompts
    from app.ui.start.flow import StartFlow

NAME = "before-upgrade.accord"


class UpgradeView(WorkFrame):
    """Says what will be done, and asks."""

    agreed = Signal()
    save_asked = Signal()
    back = Signal()

    def __init__(self, design: Design) -> None:
        stopped = self.tr("Nothing was lost. What was not upgraded yet is as it was.")
        super().__init__(design, self.tr("Upgrading"), stopped)
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
        view.back.connect(self.left)
        flow.show_view(view)

    def _on_save(self) -> None:
        def chosen(to: Path | None) -> None:
            if to is not None:
                self._begin(to)

        kinds = self.tr("Accord backups (*.accord)")
        self._prompts.save_as(self.tr("Save a backup"), NAME, chosen, filters=kinds)

    def _begin(self, carry: Path | None = None) -> None:
        self._enter(Upgrading(self._view.begin(), carry))
