"""Handing over the device: a page covers everything until the person it names confirms."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.errors import WrongPassphrase
from app.models.base import PersonId
from app.ui.kit.flow import discard
from app.ui.page_id import PageId
from app.ui.shell.open_pages import OpenPages
from app.ui.start.passphrase_view import PassphraseView
from app.ui.wording import fill
from app.ui.workspace import Workspace


class Handover(QObject):
    """Asks for the person's own passphrase: both are unlocked, so nothing else protects what is private."""

    def __init__(self, ws: Workspace, host: QWidget, body: QWidget, pages: OpenPages) -> None:
        super().__init__(host)
        self._ws, self._host, self._body, self._pages = ws, host, body, pages
        self.cover: PassphraseView | None = None
        """The covering page; None unless the device is being handed over."""
        cast("QApplication", QApplication.instance()).focusChanged.connect(self.on_focus)

    def hand_to(self, person_id: PersonId | None, then: PageId, argument: object = None) -> None:
        """Hand the device to a person, or to both (None), then go to a page."""
        session, pages = self._ws.session, self._pages
        if session.is_alone or session.presence.turn == person_id:
            pages.go(then, argument)
            return
        pages.flush()

        def handed() -> None:
            if person_id is not None:
                session.hand_to(person_id)
            pages.go(then, argument, self.end)

        session.hand_back()  # private pages are closed now, whoever confirms
        self._ask(person_id, handed)

    def leave(self) -> None:
        """One person leaves; their partner shows their passphrase and continues alone."""
        self._pages.put_away()  # while both are here, what both were writing can be kept

        def left() -> None:
            self.end()
            self._ws.signals.leave_confirmed.emit()
            if self._pages.active is not None:
                self._pages.active.focus_first()  # what was pressed is not there any more

        self._ask(self._ws.session.presence.here[0], left)

    def _ask(self, person_id: PersonId | None, then: Callable[[], object]) -> None:
        """Name who should look now (None: both); `then` is called once they confirm, and has to call `end`."""
        cover = PassphraseView(self._ws.design)
        cover.setParent(self._host)
        cover.setObjectName("paper")
        if person_id is None:
            heading = self.tr("For both of you again")
            text = self.tr("Put the screen where you can both see it. Nothing private is showing.")
            cover.ask(heading, text, self.tr("We are both here"), people=self._ws.session.people)
            cover.given.connect(lambda _none: then())
        else:
            person = self._ws.person(person_id)
            heading, button = self.tr("This is for {name} now"), self.tr("I am {name}")
            text = self.tr("Hand over the device and look away: what comes next is for {name} alone.")
            words = (heading, text, button, self.tr("{name}’s passphrase"))
            heading, text, button, field = (fill(each, name=person.name) for each in words)
            cover.ask(heading, text, button, field, (person,))
            cover.given.connect(lambda passphrase: self._try(cover, person_id, passphrase, then))
        cover.cancelled.connect(self.end)
        self._ws.design.apply(cover)
        self.end()
        self.cover = cover
        self.fit()
        self._body.setVisible(False)
        cover.show()
        cover.raise_()
        cover.focus_first()

    def on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """A page that is made ready underneath wants the focus: it gets it when it is uncovered."""
        if self.cover is not None and now is not None and self._body.isAncestorOf(now):
            self.cover.focus_first()

    def end(self) -> None:
        """Remove the covering page."""
        cover, self.cover = self.cover, None
        if cover is not None:
            discard(cover)
        self._body.setVisible(True)
        wanted = self._body.focusWidget()
        if wanted is not None and wanted.isVisible():
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def fit(self) -> None:
        """Cover the window."""
        if self.cover is not None:
            self.cover.setGeometry(self._host.rect())

    def _try(self, cover: PassphraseView, person_id: PersonId, words: str, then: Callable[[], object]) -> None:
        vault = self._ws.vault

        def tried(right: bool) -> None:
            if right:
                then()
            else:
                cover.refuse(WrongPassphrase())

        self._ws.keys(lambda: bool(vault.check(person_id, words)), tried, cover.refuse, owner=cover)
