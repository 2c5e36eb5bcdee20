"""The way from a backup to a restored vault, beside unlocking and setting up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.ui.start.places import place_beside, place_in

if TYPE_CHECKING:
    from pathlib import Path

    from app.services.backups import Restoration, RestoreReport
    from app.ui.design.design import Design
    from app.ui.prompts import Prompts
    from app.ui.start.flow import StartFlow
    from app.ui.start.restore_pages import RestoreView
    from app.ui.vault_access import VaultAccess


class RestoreFlow(QObject):
    """Shows its pages in the flow that it belongs to; emits `left` to go back, and `restored` with the new place."""

    left = Signal()
    restored = Signal()

    def __init__(self, flow: StartFlow, design: Design, access: VaultAccess, prompts: Prompts) -> None:
        super().__init__(flow)
        self._flow, self._design, self._access, self._prompts = flow, design, access, prompts
        self._folder = place_beside(access.place)

    def choose(self) -> None:
        """Choose a file."""
        kinds = self.tr("Accord backups (*.accord)")
        self._prompts.choose_files(self.tr("Restore a backup"), self._on_files, filters=kinds)

    def _on_files(self, chosen: tuple[Path, ...]) -> None:
        if chosen:
            self._access.look_at_backup(chosen[0], self._show, self._flow.show_error)

    def _show(self, restoration: Restoration) -> None:
        from app.ui.start.restore_pages import RestoreView

        view = RestoreView(self._design, restoration.look, self._folder)

        def chosen(folder: Path | None) -> None:
            if folder is not None and view is self._flow.view:
                self._folder = place_in(folder)
                view.show_folder(self._folder)

        view.choose_asked.connect(
            lambda: self._prompts.choose_folder(self.tr("A folder for the restored vault"), chosen)
        )
        view.submitted.connect(lambda person, words: self._restore(view, restoration, person, words))
        view.back.connect(self.left)
        self._flow.show_view(view)

    def _restore(self, view: RestoreView, restoration: Restoration, person: str, words: str) -> None:
        folder = self._folder
        view.notice.clear()
        view.show_busy(True)

        def done(report: RestoreReport) -> None:
            view.forget_passphrase()
            self._show_restored(report, folder)

        self._access.restore(restoration, person, words, folder, view.begin(), done, view.refuse, owner=view)

    def _show_restored(self, report: RestoreReport, folder: Path) -> None:
        from app.ui.start.restore_pages import RestoredView

        view = RestoredView(self._design, report, folder)

        def accepted() -> None:
            self._access.place = folder
            self.restored.emit()

        view.accepted.connect(accepted)
        view.left.connect(self.left)
        self._flow.show_view(view)
