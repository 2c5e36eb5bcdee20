"""Prompts with prepared answers."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog
from shiboken6 import isValid

from app.ui.prompts import Act, D, DonePath, DonePaths, DoneText, Keep, Prompts

if TYPE_CHECKING:
    from app.models.person import Person


@dataclass(frozen=True)
class Asked:
    """A question that was asked."""

    kind: str
    title: str
    text: str = ""


class FakePrompts(Prompts):
    """Gives `answers` in turn and remembers what was asked. Fails when no answer is left."""

    def __init__(self, *answers: Any) -> None:
        QObject.__init__(self)
        self.answers: deque[Any] = deque(answers)
        self.asked: list[Asked] = []
        self.errors: list[Exception] = []
        self.shown: list[QDialog] = []

    def _next(self, asked: Asked) -> Any:
        self.asked.append(asked)
        assert self.answers, f"nobody prepared an answer to {asked}"
        return self.answers.popleft()

    def confirm(
        self,
        title: str,
        text: str,
        yes: str,
        act: Act,
        *,
        danger: bool = False,
        no: str = "",
        resources: Act | None = None,
    ) -> None:
        answer = self._next(Asked("confirm", title, text))
        if answer == "resources":
            assert resources is not None, "the way to the resources is not offered"
            resources()
        elif answer:
            act()

    def ask_text(
        self, title: str, text: str, label: str, done: Callable[[str], object], *, keep: Keep, value: str = ""
    ) -> None:
        answer = self._next(Asked("text", title, text))
        if answer is not None:
            done(answer)

    def ask_passphrase(self, title: str, text: str, done: DoneText, *, person: Person | None = None) -> None:
        done(self._next(Asked("passphrase", title, text)))

    def save_as(self, title: str, suggested: str, done: DonePath, *, filters: str = "") -> None:
        answer = self._next(Asked("file", title, suggested))
        done(None if answer is None else Path(answer))

    def choose_folder(self, title: str, done: DonePath) -> None:
        self.save_as(title, "", done)

    def choose_files(self, title: str, done: DonePaths, *, filters: str = "") -> None:
        done(tuple(map(Path, self._next(Asked("files", title)))))

    def show_error(self, error: Exception, then: Callable[[], object] | None = None) -> None:
        self.errors.append(error)
        if then is not None:
            then()

    def show(self, dialog: D) -> D:
        self.shown.append(dialog)
        dialog.show()
        return dialog

    def close_all(self) -> None:
        for dialog in self.shown:
            if isValid(dialog):  # one that was answered may have been deleted with its page
                dialog.close()
        self.shown.clear()
