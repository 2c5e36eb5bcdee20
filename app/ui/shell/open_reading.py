"""The reading that whoever is alone, or was handed the device, has begun and can continue."""

from __future__ import annotations

from app.models.base import PersonId
from app.models.changes import ChangeKind
from app.services.reading import OpenReading, open_reading
from app.ui.presenter import Presenter


class OpenReadingPresenter(Presenter):
    """Knows of it, for the sidebar and the list of places."""

    kinds = (ChangeKind.READINGS, ChangeKind.DRAFTS, ChangeKind.AGREEMENTS)
    reading: OpenReading | None = None

    def reload(self) -> None:
        """Look it up again."""
        person, base, today = self._ws.session.me, self._ws.catalogue, self._ws.today
        if person is not None and not self._ws.is_solo:
            self.read(
                lambda uow: open_reading(uow, person=person, base=base, today=today),
                lambda found: self._on_found(person, found),
            )

    def forget(self) -> None:
        """The device goes to somebody else."""
        self.reading = None

    def _on_found(self, person: PersonId, found: OpenReading | None) -> None:
        if self._ws.session.me == person and found != self.reading:
            self.reading = found
            self.loaded.emit()
