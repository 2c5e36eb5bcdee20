"""A recovery code: shown, printed or saved, then checked with one of its groups while it is hidden, or declined."""

from __future__ import annotations

import secrets

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.buttons import Button, primary, quiet, secondary
from app.ui.kit.field import LineField
from app.ui.kit.flow import Column, FirstFlow, button_row
from app.ui.kit.labels import body, lead, soft
from app.ui.kit.notice import Notice
from app.ui.kit.passphrase import keep_unmarked
from app.ui.kit.surfaces import Panel
from app.ui.start.frame import across
from app.ui.wording import fill


class RecoveryCode(Column):
    """Offers one person their code; emits `confirmed` once the requested group was typed correctly, or `declined`."""

    confirmed = Signal()
    declined = Signal()
    save_asked = Signal()
    print_asked = Signal()

    def __init__(
        self, design: Design, code: str, notice: Notice, *, solo: bool, renews: bool = False, across: bool = True
    ) -> None:
        """`across`: the main button is as wide as the card, with a link below it; else they are side by side."""
        super().__init__(spacing=Space.M)
        self._design, self._groups, self._across = design, code.split("-"), across
        self._asked = 0
        self.notice = notice
        self._shown = self._build_shown(solo, renews)
        self._hidden = self._build_hidden()
        self._hidden.hide()
        self.add_all(self._shown, self._hidden, notice)

    def _build_shown(self, solo: bool, renews: bool) -> QWidget:
        told = self.tr(
            "It opens your space if you forget your passphrase. Whoever has this code can read your private space, so "
            "keep it where only you will look."
        )
        lost = self.tr("If you lose both the passphrase and this code, nobody can open your private space again.")
        if not solo:
            lost += " " + self.tr("Your partner keeps theirs, and what you share.")
        printing = secondary(self._design, self.tr("Print…"), self.print_asked.emit)
        saving = secondary(self._design, self.tr("Save as PDF…"), self.save_asked.emit)
        self.written = primary(self._design, self.tr("I have written it down"), self.on_written)
        if renews:
            without, decline = self.tr("Your old code works until you confirm this one."), self.tr("Keep the old code")
        else:
            decline = self.tr("Continue without a code")
            without = self.tr(
                "You do not need a code. Without one, there is nothing for anybody to find, but if you forget "
                "your passphrase, your private space stays closed for ever. You can make a code later in Settings, "
                "when you are alone."
            )
        declining = quiet(self._design, decline, self.declined.emit)
        return Column(
            body(told),
            body(lost),
            self._build_code(),
            button_row(printing, saving),
            *self._acts(self.written, declining, soft(without)),
            spacing=Space.M,
        )

    def _acts(self, main: Button, link: Button, *told: QWidget) -> tuple[QWidget, ...]:
        """The main button and a link, with what is told about the link."""
        if self._across:
            return (across(main), *told, FirstFlow(link))
        return (*told, button_row(main, link))

    def _build_code(self) -> Panel:
        panel = Panel(self._design)
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.L)
        for number, group in enumerate(self._groups):
            words = lead(group)
            words.setAccessibleName(" ".join(group))
            row, column = divmod(number, 3)
            grid.addWidget(soft(str(number + 1)), row, column * 2)
            grid.addWidget(words, row, column * 2 + 1)
            grid.setColumnStretch(column * 2 + 1, 1)
        panel.add(grid)
        return panel

    def _build_hidden(self) -> QWidget:
        self.typed = LineField(self._design, "")
        self.typed.entered.connect(self.on_confirm)
        keep_unmarked(self.typed.edit)
        self.have = primary(self._design, self.tr("I have it"), self.on_confirm)
        again = quiet(self._design, self.tr("Show the code again"), self.show_code)
        told = body(self.tr("The code is hidden now. Type one group of it to check that you can read your copy."))
        return Column(told, self.typed, *self._acts(self.have, again), spacing=Space.M)

    def show_code(self) -> None:
        """Show the code, after it was hidden."""
        self._hidden.hide()
        self._shown.show()
        self.written.setFocus()

    def on_written(self) -> None:
        """Hide the code, and ask for one of its groups."""
        self._asked = secrets.randbelow(len(self._groups))
        self.typed.show_text("")
        self.typed.clear_error()
        self.typed.show_label(fill(self.tr("Type group {n} of the code"), n=self._asked + 1))
        self._shown.hide()
        self._hidden.show()
        self.typed.setFocus()

    def on_confirm(self) -> None:
        """Compare what was typed with the requested group."""
        typed = self.typed.text().strip().upper().replace("-", "").replace("O", "0")
        if typed.replace("I", "1").replace("L", "1") == self._groups[self._asked]:
            self.typed.clear_error()
            self.confirmed.emit()
        else:
            self.typed.show_error(
                self.tr("That is not what the code says. Please check it again; nothing was changed.")
            )
            self.typed.setFocus()

    def show_saved(self, _none: object = None) -> None:
        """Say that the page with the code was saved."""
        self.notice.show_notice(
            self.tr("Saved"), self.tr("The file is not encrypted. Move it where only you will look.")
        )
