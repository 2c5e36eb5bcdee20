"""The pages for a recovery code: a new one, and using one."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.ui.design.design import Design
from app.ui.kit.buttons import primary, quiet
from app.ui.kit.field import LineField
from app.ui.kit.labels import display, soft
from app.ui.kit.new_passphrase import NewPassphrase
from app.ui.kit.passphrase import keep_unmarked
from app.ui.start.frame import StartFrame
from app.ui.start.recovery_code import RecoveryCode
from app.ui.wording import fill


class RecoveryCodeView(StartFrame):
    """A person's recovery code during set-up."""

    def __init__(self, design: Design, name: str, code: str, *, solo: bool, last: bool) -> None:
        super().__init__(design)
        self.code = RecoveryCode(design, code, self.notice, solo=solo)
        # In large text, a button with the focus would be scrolled into sight, and the heading out of it.
        self.first = heading = display(fill(self.tr("{name}’s recovery code"), name=name))
        self.card.add_all(heading, self.code)
        if last:
            self.waits(self.code.have, self.tr("Making the vault…"))


class RecoverView(StartFrame):
    """Asks for a recovery code and a new passphrase."""

    submitted = Signal(str, str)
    back = Signal()

    def __init__(self, design: Design) -> None:
        super().__init__(design)
        self.card.add(display(self.tr("Use a recovery code")))
        advice = self.tr("Capitals, dashes and spaces do not matter. Your forgotten passphrase will no longer work.")
        self.card.add(soft(advice))
        self.code = self.first = LineField(design, self.tr("Recovery code"))
        keep_unmarked(self.code.edit)
        self.passphrase = NewPassphrase(design, self.tr("New passphrase"))
        self.code.entered.connect(self.passphrase.setFocus)
        self.passphrase.entered.connect(self.on_submit)
        self.card.add_all(self.code, self.passphrase, self.notice)
        go = primary(design, self.tr("Open my space"), self.on_submit)
        self.waits(go, self.tr("Opening…"))
        self.add_acts(go, back=quiet(design, self.tr("Back"), self.back.emit))

    def on_submit(self) -> None:
        """Emit `submitted`, or say what is missing."""
        self.code.clear_error()
        if not self.code.text().strip():
            self.code.show_error(self.tr("Type your recovery code first."))
            self.code.setFocus()
            return
        passphrase = self.passphrase.words()
        if passphrase is not None:
            self.submitted.emit(self.code.text(), passphrase)
