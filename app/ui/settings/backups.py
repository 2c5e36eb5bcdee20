"""The card *Backups*: what there is, how many are kept and where, one now, and one file to carry."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QLocale, QTimer
from PySide6.QtWidgets import QSizePolicy

from app.models.backup import BackupScope
from app.services.backups import BackupStatus
from app.services.long_work import Stopped
from app.ui.kit.buttons import quiet, secondary
from app.ui.kit.controls import SpinBox
from app.ui.kit.flow import button_row, row
from app.ui.kit.labels import body, caption, soft, strong
from app.ui.kit.notice import Notice, NoticeTone
from app.ui.kit.progress import ProgressLine
from app.ui.kit.segments import Segments
from app.ui.kit.strings import breakable
from app.ui.kit.surfaces import Card
from app.ui.moving import WhileMoving
from app.ui.preferences import MOST_BACKUPS
from app.ui.terms import day_words, moment_words
from app.ui.wording import fill, plural
from app.ui.workspace import Workspace

FILE_NAME = "vault.accord"
LOOK = 200
"""Milliseconds between two looks at how far it is."""


class BackupsCard(Card):
    """Both people see the same; only *one's own part* needs one person alone."""

    def __init__(self, ws: Workspace) -> None:
        super().__init__(ws.design)
        self._ws, self._taking = ws, ws.backing_up
        self.add_header(self.tr("Backups"), icon="archive")
        told = self.tr(
            "On each day you use Accord, it keeps an encrypted copy of the private files in the vault’s folder "
            "“backups”, and checks it by opening it. It opens with your passphrases only. What you delete stays in "
            "older backups until newer ones have replaced them."
        )
        self._last = body("")
        self._checked = caption("")
        self._checking = ProgressLine(self.tr("Checking your own file"))
        self._checking.hide()
        self.add_all(soft(told), self._last, self._checked, self._checking)
        self.kept = SpinBox(ws.design, self.tr("How many backups to keep"), 1, MOST_BACKUPS)
        self.kept.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.kept.setKeyboardTracking(False)
        self.kept.valueChanged.connect(self._on_kept)
        self.add_all(strong(self.tr("How many to keep")), row(self.kept, None))
        self._build_now()
        self._build_second()
        self._build_carried()
        self.notice = Notice(ws.design)
        self.add(self.notice)
        self._look = QTimer(self)
        self._look.timeout.connect(self._show_progress)
        self._taking.changed.connect(self._on_changed)

    def _build_now(self) -> None:
        self._progress = ProgressLine(self.tr("Backing up"))
        self._progress.hide()
        self.now = secondary(self._ws.design, self.tr("Back up now"), self.on_now)
        self.add_all(self._progress, button_row(self.now), WhileMoving(self._ws.moving, self.now))

    def _build_second(self) -> None:
        design = self._ws.design
        told = self.tr(
            "A folder on a USB stick, for example. It gets a copy of each backup while it is there, and of the last "
            "one when it comes back."
        )
        self._second = body("")
        self.choose = secondary(design, self.tr("Choose a second place…"), self.on_choose)
        self.no_second = quiet(design, self.tr("Stop using the second place"), self.on_no_second)
        self.add_all(
            strong(self.tr("A second place")), soft(told), self._second, row(self.choose, self.no_second, None)
        )

    def _build_carried(self) -> None:
        design = self._ws.design
        told = self.tr(
            "A backup in one file, to keep elsewhere. Whoever finds it sees that it belongs to Accord, how many people "
            "there are, and their marks."
        )
        whose = [(BackupScope.WHOLE, self.tr("Everything")), (BackupScope.OWN, self.tr("Only my part"))]
        self.scope = Segments(design, self.tr("What the file contains"), whose, choice=BackupScope.WHOLE)
        self.save = secondary(design, self.tr("Save one file to carry…"), self.on_save)
        way_back = self.tr(
            "To restore a backup, lock and choose “Restore a backup…” on the unlock page. It goes into a new folder, "
            "and this vault stays as it is."
        )
        self.add_all(strong(self.tr("One file to carry")), soft(told), self.scope, row(self.save, None))
        self.add(WhileMoving(self._ws.moving, self.save))
        self.add(caption(way_back))

    def activate(self) -> None:
        """Show what there is."""
        self.notice.clear()
        self.kept.show_value(self._ws.settings.backups_kept)
        self.scope.setVisible(self._ws.session.me is not None and not self._ws.is_solo)
        self._show_second(None)
        self._on_changed()

    def forget(self) -> None:
        """Drop a message about a backup."""
        self.notice.clear()

    def on_now(self) -> None:
        """Back up now, or stop."""
        if self._taking.work is not None:
            self._taking.stop()
            return
        self.notice.clear()
        self._taking.take(failed=self._on_failed)

    def on_choose(self) -> None:
        """Choose the second place."""

        def chosen(folder: Path | None) -> None:
            if folder is not None:
                self._taking.use_second(folder)
                self._read()

        self._ws.prompts.choose_folder(self.tr("A second place for backups"), chosen)

    def on_no_second(self) -> None:
        """Use no second place; what is there stays there."""
        self._taking.use_second(None)
        self._read()
        self.choose.setFocus()

    def on_save(self) -> None:
        """Ask where to save one file, and save it."""
        if self._taking.work is not None:
            self.notice.show_notice(
                self.tr("A backup is being made"), self.tr("Wait until it is done, then try again.")
            )
            return
        is_own = self.scope.isVisibleTo(self) and self.scope.choice is BackupScope.OWN
        only = self._ws.me if is_own else None

        def chosen(to: Path | None) -> None:
            if to is not None:
                self.notice.clear()
                self._taking.save(to, only, lambda: self._on_saved(to), self._on_failed)

        kinds = self.tr("Accord backup (*.accord)")
        self._ws.prompts.save_as(self.tr("Where to save it"), FILE_NAME, chosen, filters=kinds)

    def _on_kept(self, kept: int) -> None:
        self._ws.settings.backups_kept = kept

    def _on_changed(self) -> None:
        is_running = self._taking.work is not None
        self.now.show_text(self.tr("Stop the backup") if is_running else self.tr("Back up now"))
        self._progress.setVisible(is_running)
        is_checking = self._taking.checking is not None and self._ws.session.me is not None
        self._checking.setVisible(is_checking)
        if is_running or is_checking:
            self._look.start(LOOK)
            self._show_progress()
        else:
            self._look.stop()
        if is_checking:
            self._checked.setText(self.tr("Every page of your own file is being checked."))
        if not is_running:
            self._read()

    def _show_progress(self) -> None:
        for work, line in ((self._taking.work, self._progress), (self._taking.checking, self._checking)):
            if work is not None:
                line.show_progress(work.done, work.total)

    def _read(self) -> None:
        self._taking.read(self._show, owner=self)
        self._checked.setVisible(self._ws.session.me is not None)
        if self._ws.session.me is not None and self._taking.checking is None:
            self._taking.read_checked(self._ws.me, self._show_checked, owner=self)

    def _show_checked(self, day: date | None) -> None:
        if self._taking.checking is None:
            words = self.tr("Every page of your own file was last checked on {day}.")
            self._checked.setText("" if day is None else fill(words, day=day_words(day)))

    def _show(self, status: BackupStatus) -> None:
        self._last.setText(self._about(status))
        self._show_second(status)
        failure = self._ws.vault.backups.failure_for(self._ws.session.me)
        if failure is not None and not self.notice.isVisible():
            self.notice.show_error(failure)

    def _about(self, status: BackupStatus) -> str:
        if not status.backups:
            return self.tr("There is no backup yet.")
        newest = moment_words(status.backups[0].made)
        size = QLocale().formattedDataSize(sum(each.size for each in status.backups))
        return plural(
            "%Ln backups, {size} in all. The latest was made on {when}.", len(status.backups), size=size, when=newest
        )

    def _show_second(self, status: BackupStatus | None) -> None:
        place = self._ws.settings.second_place
        self.no_second.setVisible(place is not None)
        self._second.setVisible(place is not None)
        if place is None or status is None:
            self._second.setText("" if place is None else breakable(str(place)))
            return
        told = fill(self._about_second(status), place=breakable(str(place)))
        if status.second:
            newest = fill(self.tr("The newest copy there is from {when}."), when=moment_words(status.second[0].made))
            told = f"{told} {newest}"
        self._second.setText(told)

    def _about_second(self, status: BackupStatus) -> str:
        has_failed = self._ws.settings.second_failed
        if status.second is None:
            if has_failed:
                return self.tr("{place}: not there at the moment. The last backup could not be copied there.")
            return self.tr("{place}: not there at the moment.")
        if isinstance(status.second_failure, Stopped):
            return self.tr("{place}: copying the last backup was stopped.")
        if has_failed:
            return self.tr("{place}: the last backup could not be copied there.")
        if not status.second:
            return self.tr("{place}: no copy yet.")
        if status.backups and status.backups[0].name == status.second[0].name:
            return self.tr("{place}: the last backup is there as well, and was checked.")
        return self.tr("{place}: the last backup is not there yet.")

    def _on_saved(self, to: Path) -> None:
        told = self.tr("{file} was checked and is complete. Restoring it takes the passphrase you have now.")
        self.notice.show_notice(self.tr("Saved"), fill(told, file=str(to)), NoticeTone.SUCCESS)

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, Stopped):
            self.notice.show_notice(self.tr("Stopped"), self.tr("Nothing of this backup was kept."))
        else:
            self.notice.show_error(error)
