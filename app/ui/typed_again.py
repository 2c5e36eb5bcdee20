"""Asking again for the passphrase of whoever typed it long ago, before something of theirs is opened or shared."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from app.models.base import PersonId
from app.ui.wording import fill
from app.ui.workspace import Workspace


class TypedAgain(QObject):
    """Asks each person in turn; continues once all of them have typed it recently."""

    checking = Signal()
    """A passphrase was given, and is being checked."""

    def __init__(self, ws: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._ws = ws

    def ask(self, people: Sequence[PersonId], then: Callable[[], object], stopped: Callable[[], object]) -> None:
        """Call `then` after the passphrases that are due, or `stopped` if somebody gives none."""
        self._ask_one([person for person in people if not self._ws.vault.visits.typed_lately(person)], then, stopped)

    def _ask_one(self, due: list[PersonId], then: Callable[[], object], stopped: Callable[[], object]) -> None:
        if not due:
            then()
            return
        person, *rest = due

        def typed(words: str | None) -> None:
            if not words:
                stopped()
                return
            vault = self._ws.vault
            self.checking.emit()
            self._ws.keys(
                lambda: vault.require_passphrase(person, words),
                lambda _none: self._ask_one(rest, then, stopped),
                lambda error: self._ws.prompts.show_error(error, lambda: self._ask_one(due, then, stopped)),
                owner=self,
            )

        name = self._ws.person(person).name
        title = fill(self.tr("Is {name} still here?"), name=name)
        text = self.tr(
            "{name} last typed their passphrase a while ago, so Accord asks for it again before opening or sharing "
            "anything of theirs. Nothing happens without it."
        )
        self._ws.prompts.ask_passphrase(title, fill(text, name=name), typed, person=self._ws.person(person))
