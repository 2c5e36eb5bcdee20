"""Handing over the device: a page covers everything until the person it names confirms."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.errors import WrongPassphrase
from app.models.base import PersonId
from app.ui.kit.flow import discard
from app.ui.shell.interstitial import Interstitial
from app.ui.workspace import Workspace


class Handover(QObject):
    """Asks for the person's own passphrase: both are unlocked, so nothing else protects what is private."""

    def __init__(self, ws: Workspace, host: QWidget, body: QWidget) -> None:
        super().__init__(host)
        self._ws, self._host, self._body = ws, host, body
        self.between: Interstitial | None = None
        """The covering page; None unless the device is being handed over."""

    def ask(self, person_id: PersonId | None, then: Callable[[], object]) -> None:
        """Name who should look now (None: both); `then` is called once they confirm, and has to call `end`."""
        session = self._ws.session
        people = session.people if person_id is None else (session.person(person_id),)
        between = Interstitial(self._ws.design, people, both=person_id is None, parent=self._host)
        between.confirmed.connect(then)
        if person_id is not None:
            between.passphrase_given.connect(lambda words: self._try(between, person_id, words, then))
        between.cancelled.connect(self.end)
        self.end()
        self.between = between
        self.fit()
        self._body.setVisible(False)
        between.show()
        between.raise_()
        between.setFocus()

    def end(self) -> None:
        """Remove the covering page."""
        between, self.between = self.between, None
        if between is not None:
            discard(between)
        self._body.setVisible(True)

    def fit(self) -> None:
        """Cover the window."""
        if self.between is not None:
            self.between.setGeometry(self._host.rect())

    def _try(self, between: Interstitial, person_id: PersonId, words: str, then: Callable[[], object]) -> None:
        vault = self._ws.vault

        def tried(right: bool) -> None:
            if right:
                then()
            else:
                between.refuse(WrongPassphrase())

        self._ws.keys(lambda: bool(vault.check(person_id, words)), tried, between.refuse, owner=between)
