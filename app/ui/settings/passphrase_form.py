"""Forms of *Settings* that take a passphrase, and may lead to a new recovery code."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from app.models.base import PersonId
from app.services.strength import estimate
from app.ui.design.tokens import Size
from app.ui.kit.buttons import Button
from app.ui.kit.flow import add_to, at_most, discard
from app.ui.kit.new_passphrase import NewPassphrase
from app.ui.kit.notice import Notice
from app.ui.kit.passphrase import PassField
from app.ui.kit.surfaces import Card
from app.ui.settings.own_card import OwnCard
from app.ui.start.recovery_code import RecoveryCode
from app.ui.start.recovery_sheet import print_sheet, save_sheet
from app.ui.workspace import Workspace

_say = partial(QCoreApplication.translate, "OfferedCode")


def offered_code(ws: Workspace, code: str, *, renews: bool) -> RecoveryCode:
    """Offer a code; `renews`: whether there is an old one that works until this one is confirmed."""
    offered = RecoveryCode(ws.design, code, Notice(ws.design), solo=ws.is_solo, renews=renews, across=False)

    def save(to: Path | None) -> None:
        if to is not None:
            ws.pages(partial(save_sheet, to, code), offered.show_saved, offered.notice.show_error, owner=offered)

    def choose() -> None:
        ws.prompts.save_as(_say("Save the page"), "page.pdf", save, filters=_say("PDF (*.pdf)"))

    offered.save_asked.connect(choose)
    offered.print_asked.connect(lambda: save(print_sheet(code)))
    return offered


class PassphraseForm:
    """The form of a card: grey while a passphrase is checked, and hidden while a new recovery code is shown."""

    def __init__(self, ws: Workspace, card: Card, box: QWidget) -> None:
        self._ws, self._card = ws, card
        self.box = box
        """What is typed into."""
        self.code: RecoveryCode | None = None
        """A new code, while it is shown; nothing has been changed until it is kept or declined."""
        self._busy: tuple[Button, str] | None = None

    def show_busy(self, pressed: Button, words: str) -> None:
        """Show in the button that was pressed what takes a while."""
        self._busy = pressed, pressed.words
        pressed.show_text(words)
        self.box.setEnabled(False)

    def show_ready(self) -> None:
        """It is done, or failed."""
        if self._busy is not None:
            pressed, words = self._busy
            pressed.show_text(words)
        self.box.setEnabled(True)

    def is_shown_to(self, me: PersonId) -> bool:
        """Whether the person who typed is still the one to be told, or to be shown a code."""
        return self._ws.session.me == me and self._card.isVisible()

    def offer(
        self, code: str, confirmed: Callable[[], object], declined: Callable[[], object], *, renews: bool = False
    ) -> None:
        """Show a new code in place of the form. `renews`: whether there is an old one that works until then."""
        self.box.hide()
        self.code = offered_code(self._ws, code, renews=renews)
        self.code.confirmed.connect(confirmed)
        self.code.declined.connect(declined)
        # Shown at once, so that it can have the focus.
        self._card.add(at_most(self.code, self._ws.design.px(Size.DIALOG))).show()
        self.code.written.setFocus()

    def end_code(self) -> None:
        """Show the form again, if a code was shown."""
        if self.code is not None:
            discard(self.code)
            self.code = None
            self.box.show()


class NewPassphraseCard(OwnCard):
    """Asks one person for their current passphrase, and for a new one."""

    def __init__(self, ws: Workspace, title: str, icon: str, *about: str, together: str = "") -> None:
        super().__init__(ws, title, icon, *about, together=together)
        self.form = PassphraseForm(ws, self, self._box)
        self.now = PassField(ws.design, self.tr("Current passphrase"))
        self.new = NewPassphrase(ws.design, self.tr("New passphrase"), again=self.tr("Repeat the new passphrase"))
        self.new.strength_asked.connect(
            lambda words: ws.keys(partial(estimate, words), self.new.show_strength, owner=self.new)
        )
        self.now.entered.connect(self.new.setFocus)
        self.new.entered.connect(self.on_new)
        add_to(self.column, self.now, self.new)

    def on_new(self) -> None:
        """Enter after the new passphrase: what the card is for."""
        raise NotImplementedError

    def forget(self) -> None:
        """Drop what was typed, and what was derived and not made yet."""
        self.now.clear()
        self.new.clear()
        self.form.end_code()

    def has_passphrase(self) -> bool:
        """Whether the current passphrase was typed; asks for it if not."""
        if not self.now.text():
            self.now.show_error(self.tr("Enter your current passphrase first."))
            self.now.setFocus()
        return bool(self.now.text())
