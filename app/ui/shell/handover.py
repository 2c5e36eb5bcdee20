"""Handing over the device: a page covers everything until the person it names confirms."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.errors import WrongPassphrase
from app.models.base import PersonId
from app.models.person import Person
from app.ui.design.design import Design
from app.ui.design.tokens import Size, Space
from app.ui.kit.buttons import primary, quiet
from app.ui.kit.flow import button_row, column_in, discard
from app.ui.kit.labels import display, soft
from app.ui.kit.mark import mark_of
from app.ui.kit.notice import Notice
from app.ui.kit.passphrase import PassField
from app.ui.kit.scroll import ScrollPage
from app.ui.kit.surfaces import Card
from app.ui.wording import fill
from app.ui.workspace import Workspace


class Handover(QObject):
    """Asks for the person's own passphrase: both are unlocked, so nothing else protects what is private."""

    def __init__(self, ws: Workspace, host: QWidget, body: QWidget) -> None:
        super().__init__(host)
        self._ws, self._host, self._body = ws, host, body
        self.cover: HandoverCover | None = None
        """The covering page; None unless the device is being handed over."""

    def ask(self, person_id: PersonId | None, then: Callable[[], object]) -> None:
        """Name who should look now (None: both); `then` is called once they confirm, and has to call `end`."""
        session = self._ws.session
        people = session.people if person_id is None else (session.person(person_id),)
        cover = HandoverCover(self._ws.design, people, both=person_id is None, parent=self._host)
        self._ws.design.apply(cover)
        cover.confirmed.connect(then)
        if person_id is not None:
            cover.passphrase_given.connect(lambda words: self._try(cover, person_id, words, then))
        cover.cancelled.connect(self.end)
        self.end()
        self.cover = cover
        self.fit()
        self._body.setVisible(False)
        cover.show()
        cover.raise_()
        cover.setFocus()

    def end(self) -> None:
        """Remove the covering page."""
        cover, self.cover = self.cover, None
        if cover is not None:
            discard(cover)
        self._body.setVisible(True)

    def fit(self) -> None:
        """Cover the window."""
        if self.cover is not None:
            self.cover.setGeometry(self._host.rect())

    def _try(self, cover: HandoverCover, person_id: PersonId, words: str, then: Callable[[], object]) -> None:
        vault = self._ws.vault

        def tried(right: bool) -> None:
            if right:
                then()
            else:
                cover.refuse(WrongPassphrase())

        self._ws.keys(lambda: bool(vault.check(person_id, words)), tried, cover.refuse, owner=cover)


class HandoverCover(QWidget):
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
