"""The state between unlocking and locking: people, presence, and announcements of changes."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.models.base import PersonId
from app.models.changes import Changes
from app.models.person import Person
from app.models.presence import Presence, PresenceKind


class Session(QObject):
    """Announces to every screen what somebody changed."""

    changed = Signal(object, object)
    """Changes (kinds and ids of what an act changed), and the QObject that made the change, or None."""
    presence_changed = Signal()
    people_changed = Signal()

    def __init__(self, people: tuple[Person, ...], presence: Presence, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.people = people
        """The one or two people whose vault this is."""
        self.presence = presence
        """Who is here."""

    @property
    def me(self) -> PersonId | None:
        """Whose private space may be shown."""
        return self.presence.holder

    @property
    def is_alone(self) -> bool:
        """Whether one person is here."""
        return self.presence.kind is PresenceKind.ALONE

    @property
    def is_together(self) -> bool:
        """Whether both are here and it is nobody's turn."""
        return self.presence.kind is PresenceKind.TOGETHER

    @property
    def is_handed(self) -> bool:
        """Whether the device was handed over, and can be handed back."""
        return self.presence.kind is PresenceKind.HANDED_OVER

    @property
    def is_solo(self) -> bool:
        """Whether the vault belongs to one person."""
        return len(self.people) < 2

    def person(self, person_id: PersonId) -> Person:
        """The person of an id; KeyError if there is none."""
        return {person.id: person for person in self.people}[person_id]

    def announce(self, changes: Changes, by: QObject | None = None) -> None:
        """Announce what changed and who changed it."""
        if changes.kinds:
            self.changed.emit(changes, by)

    def set_people(self, people: tuple[Person, ...]) -> None:
        """Set the people, when a name or mark changed or somebody joined the vault."""
        if people != self.people:
            self.people = people
            self.people_changed.emit()

    def set_presence(self, presence: Presence) -> None:
        """Set the presence, when somebody came, left or was handed the device."""
        if presence != self.presence:
            self.presence = presence
            self.presence_changed.emit()

    def hand_to(self, person_id: PersonId) -> None:
        """Hand the device to one person."""
        self.set_presence(self.presence.handed_to(person_id))

    def hand_back(self) -> None:
        """Hand the device back to both."""
        self.set_presence(self.presence.handed_back())
