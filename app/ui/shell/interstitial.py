"""The page between two turns: it names who should look now; only their own passphrase leads on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.models.person import Person
from app.ui.design.design import Design
from app.ui.design.tokens import Size, Space
from app.ui.kit.buttons import primary, quiet
from app.ui.kit.flow import button_row, column_in
from app.ui.kit.labels import display, soft
from app.ui.kit.mark import mark_of
from app.ui.kit.notice import Notice
from app.ui.kit.passphrase import PassField
from app.ui.kit.scroll import ScrollPage
from app.ui.kit.surfaces import Card
from app.ui.wording import fill


class Interstitial(QWidget):
    """Covers the whole window while the device changes hands."""

    confirmed = Signal()
    """Both confirmed."""
    passphrase_given = Signal(str)
    cancelled = Signal()

    def __init__(
        self, design: Design, people: tuple[Person, ...], *, both: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("surface", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        outer = column_in(self)
        page = ScrollPage(design, width=design.px(Size.DIALOG))
        outer.addWidget(page)
        card = Card(design, padding=Space.XXL, spacing=Space.L)
        card.add(button_row(*(mark_of(design, person, Size.ICON_HERO) for person in people)))
        if both:
            heading = self.tr("For both of you again")
            text = self.tr("Put the screen between you. What was private has been put away.")
            words = self.tr("We are both here")
        else:
            name = people[0].name
            heading = fill(self.tr("This is for {name} now"), name=name)
            text = fill(
                self.tr("Hand over the device. What comes next is for {name} alone; the other looks away."), name=name
            )
            words = fill(self.tr("I am {name}"), name=name)
        card.add(display(heading))
        card.add(soft(text))
        self.passphrase: PassField | None = None
        if not both:
            label = fill(self.tr("{name}’s passphrase"), name=people[0].name)
            self.passphrase = card.add(PassField(design, label))
            self.passphrase.entered.connect(self.on_go)
        self.notice = card.add(Notice(design))
        self.go = primary(design, words, self.on_go)
        card.add(button_row(self.go, quiet(design, self.tr("Not now"), self.cancelled.emit)))
        page.body.addStretch(1)
        page.body.addWidget(card)
        page.body.addStretch(1)
        self.setAccessibleName(heading)
        self.setFocusProxy(self.passphrase.edit if self.passphrase is not None else self.go)

    def on_go(self) -> None:
        """Both only press a button; one person types their passphrase."""
        if self.passphrase is None:
            self.confirmed.emit()
        elif not self.passphrase.text():
            self.passphrase.edit.setFocus()
        else:
            self.notice.clear()
            self.go.setEnabled(False)
            self.passphrase_given.emit(self.passphrase.text())

    def refuse(self, error: Exception) -> None:
        """Say why the passphrase was not accepted."""
        self.go.setEnabled(True)
        self.notice.show_error(error)
        if self.passphrase is not None:
            self.passphrase.clear()
            self.passphrase.edit.setFocus()
