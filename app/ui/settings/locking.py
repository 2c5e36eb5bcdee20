"""The card *Locking by itself*: minutes without activity, alone and together."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QWidget

from app.errors import WrongPassphrase
from app.models.base import PersonId
from app.models.changes import Changes
from app.services import locking
from app.services.units import Units
from app.ui.kit.buttons import secondary
from app.ui.kit.controls import SpinBox
from app.ui.kit.flow import add_to, button_row, column_in, row
from app.ui.kit.labels import soft, strong
from app.ui.kit.notice import Notice
from app.ui.kit.passphrase import PassField
from app.ui.kit.surfaces import Card
from app.ui.moving import WhileMoving
from app.ui.workspace import Workspace

MOST_TOGETHER_MINUTES = 120


class LockingCard(Card):
    """A shorter time alone holds at once; a longer one needs the person's passphrase."""

    def __init__(self, ws: Workspace) -> None:
        super().__init__(ws.design)
        self._ws = ws
        self._saved = locking.ALONE_MINUTES
        self.add_header(self.tr("Automatic locking"), icon="lock-simple")
        alone, together = self.tr("With no activity, when alone"), self.tr("With no activity, when together")
        self.alone = self._minutes(alone, locking.MOST_ALONE_MINUTES)
        self.together = self._minutes(together, MOST_TOGETHER_MINUTES)
        self.alone.valueChanged.connect(self._on_alone)
        self.together.valueChanged.connect(self._on_together)
        self.add(strong(alone))
        self._others = self.add(soft(self.tr("You can each set your own when you are alone.")))
        self._own = QWidget(self)
        column = column_in(self._own)
        column.addLayout(row(self.alone, None))
        self._longer = QWidget(self._own)
        column.addWidget(self._longer)
        self._build_longer()
        self.notice = Notice(ws.design)
        column.addWidget(self.notice)
        self.add(self._own)
        if ws.is_solo:
            self.together.setParent(self)
            self.together.hide()
        else:
            self.add_all(strong(together), row(self.together, None))
        kept = self.tr(
            "You get a quiet warning first, and what you were writing is kept. F12 hides everything at once."
        )
        self.add_all(soft(kept), soft(self.tr("It also locks when the computer sleeps and when its screen is locked.")))

    def _minutes(self, name: str, most: int) -> SpinBox:
        box = SpinBox(self._ws.design, name, 1, most, suffix=self.tr(" minutes"))
        box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        box.setKeyboardTracking(False)  # typing 12 is not choosing 1 first
        return box

    def _build_longer(self) -> None:
        column = column_in(self._longer)
        self.passphrase = PassField(self._ws.design, self.tr("Your passphrase, to stay unlocked longer"))
        self._go = secondary(self._ws.design, self.tr("Stay unlocked longer"), self.on_longer)
        self.passphrase.entered.connect(self._go.click)
        add_to(column, self.passphrase, button_row(self._go), WhileMoving(self._ws.moving, self._go))

    def activate(self) -> None:
        """Show the minutes; those when alone only to the person whose they are."""
        self.forget()
        self.together.show_value(self._ws.settings.together_minutes)
        me = self._ws.session.me
        self._own.setVisible(me is not None)
        self._others.setVisible(me is None)
        self._show(locking.ALONE_MINUTES)  # nobody's, until it was read
        if me is not None:
            self._read(me)

    def forget(self) -> None:
        """Drop a longer time that was not confirmed."""
        self.passphrase.clear()
        self.notice.clear()
        self._longer.hide()
        self.alone.show_value(self._saved)

    def _read(self, me: PersonId) -> None:
        def show(minutes: int) -> None:
            if self._ws.session.me == me:
                self._show(minutes)

        self._ws.read(lambda uow: locking.alone_minutes(uow, person=me), show, self.notice.show_error, owner=self)

    def _show(self, minutes: int) -> None:
        self._saved = minutes
        self.alone.show_value(minutes)

    def _on_alone(self, minutes: int) -> None:
        self.notice.clear()
        self._longer.setVisible(minutes > self._saved)
        if minutes < self._saved:
            me, self._saved = self._ws.me, minutes
            self._ws.write(
                me,
                lambda uow: locking.save_alone_minutes(uow, person=me, minutes=minutes),
                by=self,
                failed=lambda error: self._on_not_shorter(me, error),
            )

    def on_longer(self) -> None:
        """Save a longer time, if the passphrase is right."""
        me, minutes, words, vault = self._ws.me, self.alone.value(), self.passphrase.text(), self._ws.vault
        if not words:
            self.passphrase.setFocus()
            return

        def prove() -> None:
            if not vault.check(me, words):
                raise WrongPassphrase()

        def save(_proven: None, units: Units) -> Changes:
            with units(me) as uow:
                return locking.save_alone_minutes(uow, person=me, minutes=minutes, is_proven=True)

        self._show_busy(True)
        self._ws.act_with_keys(
            prove, save, by=self, done=lambda _saved: self._on_longer(minutes), failed=self._on_failed
        )

    def _on_longer(self, minutes: int) -> None:
        self._show_busy(False)
        self._saved = minutes
        self.forget()
        self._ws.toast(self.tr("Accord now stays unlocked longer while you are alone."))

    def _on_not_shorter(self, me: PersonId, error: Exception) -> None:
        self._read(me)
        self.notice.show_error(error)

    def _on_failed(self, error: Exception) -> None:
        self._show_busy(False)
        self.passphrase.clear()
        self.notice.show_error(error)

    def _show_busy(self, busy: bool) -> None:
        self._own.setEnabled(not busy)
        self._go.show_text(self.tr("Checking…") if busy else self.tr("Stay unlocked longer"))

    def _on_together(self, minutes: int) -> None:
        self._ws.settings.together_minutes = minutes
