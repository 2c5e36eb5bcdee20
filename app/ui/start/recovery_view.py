"""The recovery code: shown once, printed or saved, and confirmed by typing part of it, or declined."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout

from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.buttons import primary, quiet, secondary
from app.ui.kit.field import LineField
from app.ui.kit.flow import button_row
from app.ui.kit.labels import body, display, lead, soft
from app.ui.kit.new_passphrase import NewPassphrase
from app.ui.kit.surfaces import Panel
from app.ui.start.frame import StartFrame
from app.ui.wording import fill


class RecoveryCodeView(StartFrame):
    """Offers one person their code; emits `confirmed` once the requested group was typed correctly, or `declined`."""

    confirmed = Signal()
    declined = Signal()
    save_asked = Signal()
    print_asked = Signal()

    def __init__(self, design: Design, name: str, code: str, *, solo: bool) -> None:
        super().__init__(design, width=560)
        self._groups = code.split("-")
        self.card.add(display(fill(self.tr("{name}’s recovery code"), name=name)))
        told = self.tr(
            "It opens your space if you forget your passphrase. Whoever has this code can read your private space, so "
            "keep it somewhere only you will look."
        )
        self.card.add(body(told))
        lost = self.tr("If you lose both the passphrase and this code, nobody can open your private space again.")
        if not solo:
            lost += " " + self.tr("Your partner keeps theirs, and what you share.")
        self.card.add_all(body(lost), self._build_code())
        printing = secondary(design, self.tr("Print…"), self.print_asked.emit, icon="")
        saving = secondary(design, self.tr("Save as PDF…"), self.save_asked.emit)
        self.card.add_all(button_row(printing, saving), self.notice)
        self._ask = len(self._groups) // 2
        asked = self.tr("Type group {n} of the code, to check that you have it")
        self.typed = self.first = self.card.add(LineField(design, fill(asked, n=self._ask + 1)))
        self.typed.edit.returnPressed.connect(self.on_confirm)
        self.add_wide(primary(design, self.tr("I have it"), self.on_confirm))
        without = self.tr(
            "You don’t have to have a code. Without one, there is nothing for anybody to find, but if you forget your "
            "passphrase, your private space stays closed for ever. You can make a code later in Settings, when you are "
            "alone."
        )
        self.card.add_all(
            soft(without), button_row(quiet(design, self.tr("Continue without a code"), self.declined.emit))
        )

    def _build_code(self) -> Panel:
        panel = Panel(self._design)
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.L)
        for number, group in enumerate(self._groups):
            label = soft(str(number + 1))
            words = lead(group)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.setAccessibleName(" ".join(group))
            row, column = divmod(number, 3)
            grid.addWidget(label, row, column * 2)
            grid.addWidget(words, row, column * 2 + 1)
            grid.setColumnStretch(column * 2 + 1, 1)
        panel.add(grid)
        return panel

    def on_confirm(self) -> None:
        """Compare what was typed with the requested group."""
        typed = self.typed.text().strip().upper().replace("-", "").replace("O", "0")
        if typed.replace("I", "1").replace("L", "1") == self._groups[self._ask]:
            self.typed.clear_error()
            self.confirmed.emit()
        else:
            self.typed.show_error(
                self.tr("That is not what the code says. Please check it again; nothing was changed.")
            )

    def show_saved(self, _none: object = None) -> None:
        """Say that the page with the code was saved."""
        self.notice.show_notice(
            self.tr("Saved"), self.tr("The file is not encrypted. Move it somewhere only you will look.")
        )


class RecoverView(StartFrame):
    """Asks for a recovery code and a new passphrase."""

    submitted = Signal(str, str)
    back = Signal()

    def __init__(self, design: Design) -> None:
        super().__init__(design, width=520)
        self.card.add(display(self.tr("Use a recovery code")))
        advice = self.tr("Capitals, dashes and spaces do not matter. Your forgotten passphrase will no longer work.")
        self.card.add(soft(advice))
        self.code = self.first = LineField(design, self.tr("Recovery code"))
        self.passphrase = NewPassphrase(design, self.tr("New passphrase"), meter=False)
        self.passphrase.entered.connect(self.on_submit)
        self.card.add_all(self.code, self.passphrase, self.notice)
        self._go = primary(design, self.tr("Open my space"), self.on_submit)
        self.card.add(button_row(self._go, secondary(design, self.tr("Back"), self.back.emit)))

    def on_submit(self) -> None:
        """Emit `submitted`, or say what is missing."""
        self.code.clear_error()
        if not self.code.text().strip():
            self.code.show_error(self.tr("Type the code from your page."))
            return
        passphrase = self.passphrase.words()
        if passphrase is not None:
            self.submitted.emit(self.code.text(), passphrase)
