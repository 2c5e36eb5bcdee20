"""Words typed into fields and not added yet: kept for exactly those who saw them typed, and shown to them again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, SignalInstance
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit
from shiboken6 import isValid

from app.models.base import PersonId
from app.ui.design.tokens import Pause
from app.ui.kit.field import LONGEST, exact_text
from app.ui.kit.strings import exact
from app.ui.session import Session
from app.ui.timer import single_shot

Edit = QLineEdit | QPlainTextEdit
People = tuple[PersonId, ...]
Load = Callable[[People, Callable[[dict[str, str]], object]], object]
Save = Callable[[People, dict[str, str]], object]


@dataclass(frozen=True)
class _Field:
    """`shown`: what it shows where nothing was typed. `by`: takes part in this person's own turn only."""

    key: str
    by: PersonId | None
    shown: str


class Unadded(QObject):
    """Knows such fields by a key. What is typed belongs to those who may act at that moment: one person, or both.

    Both have it in their own spaces then, and see it only together. When presence changes, the fields change hands.
    """

    def __init__(self, session: Session, load: Load, save: Save) -> None:
        super().__init__(session)
        self._session, self._load, self._save = session, load, save
        self._fields: dict[Edit, _Field] = {}
        self._typed: dict[People, dict[str, str]] = {}
        self._kept: dict[People, dict[str, str]] = {}
        self._is_showing = False
        self._pause = single_shot(self, Pause.SAVE, self.flush)
        session.presence_changed.connect(self._on_presence_changed)

    def hold(self, key: str, edit: Edit, by: PersonId | None = None) -> None:
        """Keep what is typed into a field under a key, and show what was typed there before."""
        held = self._fields.get(edit)
        if held is None:
            edit.textChanged.connect(partial(self._on_changed, edit))
        elif held.key == key:
            return
        else:
            self._put(edit, held.shown)
        self._fields = {each: field for each, field in self._fields.items() if isValid(each)}
        self._fields[edit] = _Field(key, by, words_in(edit))
        self._show(edit)

    def show(self, stored: Callable[[], object], *edits: Edit) -> None:
        """Let `stored` show what is stored in fields, and on top of it what was typed there."""
        self._is_showing = True
        stored()
        self._is_showing = False
        for edit in edits:
            self._fields[edit] = replace(self._fields[edit], shown=words_in(edit))
            self._show(edit)

    def hold_form(self, key: str, edits: Sequence[Edit], *ends: SignalInstance) -> None:
        """Hold the fields of a form. `ends`: signals after which what was typed there is no longer needed."""
        for number, edit in enumerate(edits):
            self.hold(f"{key}.{number}", edit)
        for end in ends:
            end.connect(lambda *_words: self.drop(*edits))

    def in_dialog(self, key: str) -> Callable[[QDialog, Edit], None]:
        """Holds a field of a dialog until it is answered or cancelled; locking only closes it."""

        def hold(dialog: QDialog, edit: Edit) -> None:
            self.hold_form(key, (edit,), dialog.accepted, dialog.rejected)

        return hold

    def drop(self, *edits: Edit) -> None:
        """What was typed there was added, or discarded by an act."""
        for edit in edits:
            self._note(edit, "")

    def flush(self) -> None:
        """Save what was typed, each in the spaces of those it belongs to, unless somebody else has the device."""
        self._pause.stop()
        presence = self._session.presence
        for people, typed in self._typed.items():
            kept = self._kept[people]
            new = {key: words for key, words in typed.items() if words != kept.get(key, "")}
            is_theirs = presence.turn is None or people == (presence.turn,)
            if new and is_theirs and set(people) <= set(presence.here):
                kept.update(new)
                self._save(people, new)

    def _people(self, field: _Field) -> People:
        """Whose words are typed into a field now; nobody's if it is not for whoever acts."""
        acting = self._session.presence.acting
        return acting if field.by is None or acting == (field.by,) else ()

    def _of(self, people: People) -> dict[str, str]:
        """What they typed, which is read first if it has not been."""
        if people and people not in self._typed:
            self._typed[people], self._kept[people] = {}, {}
            self._load(people, partial(self._on_loaded, people))
        return self._typed.get(people, {})

    def _on_loaded(self, people: People, found: dict[str, str]) -> None:
        if people in self._typed:
            self._kept[people] = {**found, **self._kept[people]}
            self._typed[people] = {**found, **self._typed[people]}
            self._show_all()

    def _on_changed(self, edit: Edit, _text: str = "") -> None:
        if not self._is_showing:
            words = words_in(edit)
            self._note(edit, "" if words == self._fields[edit].shown else words)

    def _note(self, edit: Edit, words: str) -> None:
        field = self._fields[edit]
        people = self._people(field)
        if people:
            self._of(people)[field.key] = words
            self._pause.start()

    def _show(self, edit: Edit) -> None:
        field = self._fields[edit]
        self._put(edit, self._of(self._people(field)).get(field.key) or field.shown)

    def _show_all(self) -> None:
        for edit in [edit for edit in self._fields if isValid(edit)]:
            self._show(edit)

    def _put(self, edit: Edit, words: str) -> None:
        if words == words_in(edit):
            return
        self._is_showing = True
        if isinstance(edit, QLineEdit):
            edit.setText(exact(words))
            edit.textEdited.emit(exact(words))  # what depends on it takes it as typed
        else:
            edit.setPlainText(exact(words))
        self._is_showing = False

    def _on_presence_changed(self) -> None:
        here = set(self._session.presence.here)
        for people in [people for people in self._typed if not here.issuperset(people)]:
            del self._typed[people], self._kept[people]
        self._show_all()


def words_in(edit: Edit) -> str:
    """What is written in a field, every character of it, up to what can be kept."""
    return (edit.text() if isinstance(edit, QLineEdit) else exact_text(edit.document()))[:LONGEST]
