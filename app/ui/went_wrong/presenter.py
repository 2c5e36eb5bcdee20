"""Decides on *Something went wrong*: own notes, and bringing the very words of one to the partner."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject, Signal

from app.models.changes import ChangeKind
from app.models.incident import INCIDENT, IncidentNote, IncidentTold, told_of
from app.services import incidents, taking_back
from app.services.incidents import Incidents, KeptNote
from app.ui.presenter import Presenter
from app.ui.workspace import SHARED, Workspace


class WentWrongPresenter(Presenter):
    """Holds the notes of whoever is alone, and what their partner told them."""

    kinds = (ChangeKind.INCIDENTS,)
    kept = Signal()
    """A note was saved."""

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(ws, parent)
        self.found = Incidents()

    def reload(self) -> None:
        """Read everything of this page."""
        me = self._ws.session.me
        if me is None:
            self.forget()
            return

        def loaded(found: Incidents) -> None:
            if self._ws.session.me == me:
                self.found = found
                self.loaded.emit()

        self.read(lambda uow: incidents.incidents(uow, person=me), loaded)

    def forget(self) -> None:
        """Nothing of whoever was here stays."""
        self.found = Incidents()
        self.loaded.emit()

    def keep(self, note_id: str, day: date, words: str) -> None:
        """Save a note; without an id it is new."""
        note = IncidentNote(id=note_id or self._ws.ids(), day=day, words=words)

        def done(_changes: object) -> None:
            self.kept.emit()
            self.reload()

        self.write_own(lambda uow, me: incidents.save_note(uow, person=me, note=note), done)

    def delete(self, kept: KeptNote) -> None:
        """Ask whether to delete a note, as that cannot be undone."""
        partner = self._ws.partner_name
        text = self.tr("It is removed from your space, and cannot be brought back.")
        if kept.told is not None:
            text = self.tr(
                "It cannot be brought back, and your partner can no longer read what you told them about it."
            )
        me, space = self.owner, SHARED if partner else self.owner

        def delete() -> None:
            self.write(
                space,
                lambda uow: incidents.delete_note(uow, person=me, note_id=kept.note.id),
                lambda _changes: self.reload(),
            )

        self._ws.prompts.confirm(self.tr("Delete this note?"), text, self.tr("Delete it"), delete, danger=True)

    def tell(self, kept: KeptNote, seen: IncidentTold) -> None:
        """Bring the words that are on screen to the partner."""
        me = self.owner
        self.write(
            SHARED,
            lambda uow: incidents.tell_partner(uow, person=me, note_id=kept.note.id, seen=seen),
            lambda _changes: self.reload(),
        )

    def take_back(self, kept: KeptNote) -> None:
        """The partner can no longer read it."""
        me = self.owner
        self.write(
            SHARED,
            lambda uow: taking_back.take_back(uow, person=me, kind=INCIDENT.name, key=kept.note.id),
            lambda _changes: self.reload(),
        )

    def mark_read(self) -> None:
        """Whoever is here has read what their partner told them."""
        new = frozenset(each.commitment for each in self.found.told_to_me if not each.is_read)
        self.write_own(
            lambda uow, me: incidents.mark_read(uow, person=me, commitments=new), lambda _changes: self.reload()
        )

    def to_tell(self, kept: KeptNote) -> IncidentTold:
        """What the partner would read of a note."""
        return told_of(kept.note)
