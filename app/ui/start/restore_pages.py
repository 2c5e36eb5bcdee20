"""The pages on which a backup is restored: whose part it is and where it goes, then what was restored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from app.ui.design.tokens import Space
from app.ui.kit.buttons import primary, quiet
from app.ui.kit.flow import row
from app.ui.kit.labels import body, display, soft, strong
from app.ui.kit.mark import MarkButton
from app.ui.kit.passphrase import PassField
from app.ui.kit.strings import breakable
from app.ui.start.frame import StartFrame
from app.ui.start.work_frame import WorkFrame
from app.ui.terms import moment_words
from app.ui.wording import fill, plural

if TYPE_CHECKING:
    from pathlib import Path

    from app.services.backups import BackupLook, RestoreReport
    from app.ui.design.design import Design


class RestoreView(WorkFrame):
    """Says what the file is; asks for a mark, a passphrase and a new folder."""

    submitted = Signal(str, str)
    choose_asked = Signal()
    back = Signal()

    def __init__(self, design: Design, look: BackupLook, folder: Path) -> None:
        super().__init__(design, self.tr("Restoring"), self.tr("Nothing was restored."))
        self._backup = look
        self.card.add_all(display(self.tr("Restore a backup")), body(self._about()))
        self._buttons: dict[str, MarkButton] = {}
        self._build_marks()
        self.passphrase = self.card.add(PassField(design, self.tr("Your passphrase")))
        self.passphrase.entered.connect(self.on_submit)
        self.card.add(soft(self.tr("The one you have now, or the one you had on that day.")))
        self.card.add(strong(self.tr("The new folder")))
        self._folder = self.card.add(body(""))
        self.card.add(soft(self.tr("Nothing is replaced. A vault you already have stays as it is.")))
        self.show_folder(folder)
        self.card.add(self.notice)
        go = primary(design, self.tr("Restore"), self.on_submit)
        self.waits(go, self.tr("Restoring…"))
        other = quiet(design, self.tr("Choose another folder…"), self.choose_asked.emit)
        self.add_acts(go, other, back=quiet(design, self.tr("Back"), self.back.emit))
        self.first = self.passphrase if len(self._buttons) == 1 else next(iter(self._buttons.values()))

    def _about(self) -> str:
        look, made = self._backup, moment_words(self._backup.made)
        if len(look.people) == 1:
            return fill(self.tr("This backup was made on {when}."), when=made)
        if len(look.having) == 2:
            return fill(self.tr("This backup was made on {when}. It contains the parts of both of you."), when=made)
        return fill(self.tr("This backup was made on {when}. It contains the part of one of you."), when=made)

    def _build_marks(self) -> None:
        marks = row(spacing=Space.M)
        for number, mark in enumerate(self._backup.people, start=1):
            if mark.person_id not in self._backup.having:
                continue
            name = fill(self.tr("Mark {n}"), n=number)
            button = MarkButton(self._design, mark.shape, mark.hue, mark.initial, name)
            button.clicked.connect(self._on_mark)
            self._buttons[mark.person_id] = button
            marks.addWidget(button)
        if len(self._buttons) == 1:
            next(iter(self._buttons.values())).setChecked(True)
        else:
            self.card.add(soft(self.tr("Choose your mark")))
        self.card.add(marks)

    def _on_mark(self) -> None:
        self.notice.clear()
        self.passphrase.setFocus()

    def show_folder(self, folder: Path) -> None:
        """Show the folder that was chosen."""
        self._folder.setText(breakable(str(folder)))

    def on_submit(self) -> None:
        """Emit `submitted`, or ask for what is missing."""
        person = next((person for person, button in self._buttons.items() if button.isChecked()), "")
        if not person:
            self.notice.show_notice(self.tr("Whose passphrase is it?"), self.tr("Choose your mark, then continue."))
            next(iter(self._buttons.values())).setFocus()
        elif not self.passphrase.text():
            self.passphrase.setFocus()
        else:
            self.submitted.emit(person, self.passphrase.text())

    def forget_passphrase(self) -> None:
        """Clear the passphrase."""
        self.passphrase.clear()

    def focus_first(self) -> None:
        """Focus the passphrase once a mark is chosen."""
        chosen = any(button.isChecked() for button in self._buttons.values())
        (self.passphrase if chosen or self.first is None else self.first).setFocus()


class RestoredView(StartFrame):
    """What was restored, how old it is, and what that means."""

    accepted = Signal()
    left = Signal()

    def __init__(self, design: Design, report: RestoreReport, folder: Path) -> None:
        super().__init__(design)
        # It is there to be read, from its heading on, which a button with the focus could scroll out of sight.
        self.first = display(self.tr("Your backup is restored"))
        self.card.add_all(self.first, strong(breakable(str(folder))))
        self.card.add(body(self._counts(report)))
        for line in self._lines(report):
            self.card.add(body(line))
        self.card.add(self.notice)
        unlock = primary(design, self.tr("Unlock it now"), self.accepted.emit)
        self.add_acts(unlock, back=quiet(design, self.tr("Not now"), self.left.emit))

    def _counts(self, report: RestoreReport) -> str:
        held = ", ".join(
            (
                plural("%Ln journal entries", report.entries),
                plural("%Ln check-ins", report.check_ins),
                plural("%Ln answers", report.answers),
            )
        )
        told = self.tr("Your part is as it was on {when}: {held}. Every page of it was checked.")
        return fill(told, when=moment_words(report.made), held=held)

    def _lines(self, report: RestoreReport) -> tuple[str, ...]:
        return tuple(
            filter(None, (self._partner(report), self._agreed(report), self._later(report), self._odd(report)))
        )

    def _partner(self, report: RestoreReport) -> str:
        partner = report.partner
        if not partner.exists:
            return ""
        if partner.is_current:
            return self.tr("Your partner’s part is up to date: it comes from the vault this backup was made in.")
        if partner.newer is not None:
            told = self.tr(
                "Your partner’s part is from a newer backup, which was made on {when}. Only they can open it and see "
                "whether it is complete."
            )
            return fill(told, when=moment_words(partner.newer))
        if partner.is_there:
            return self.tr(
                "Your partner’s part is from the same day. Only they can open it and see whether it is complete."
            )
        return self.tr("Your partner’s part is not in this backup, so only you can unlock this folder.")

    def _agreed(self, report: RestoreReport) -> str:
        if not report.partner.exists:
            return ""
        return self.tr("Nothing counts as agreed here until both of you say yes again.")

    def _later(self, report: RestoreReport) -> str:
        if report.has_later:
            return self.tr("What you ended or limited after that day was found in a later copy, and still counts.")
        if not report.partner.exists:
            return ""
        if report.has_shared:
            return self.tr(
                "What you ended after that day, and the limits you both saw, were found in the shared file and still "
                "count. If you set other limits after that day, please do so again."
            )
        if report.in_use:
            return self.tr(
                "The vault it is from is open in another window, so nothing later was taken from it. If you ended or "
                "limited something after that day, please do so again."
            )
        return self.tr("No later copy was found. If you ended or limited something after that day, please do so again.")

    def _odd(self, report: RestoreReport) -> str:
        if report.is_signed:
            return ""
        return self.tr("It was made while you were not here, so its date is not confirmed by your key.")
