"""Repositories of the shared space. Rows carry no time of an act and not who did it."""

from __future__ import annotations

from collections.abc import Iterable

from app.models.signal import SafetySignal
from app.storage import tables_shared as tables
from app.storage.repository import DocumentTable, KeyedRepository, Part, Repositories


class Signals(KeyedRepository[SafetySignal]):
    """Signals, in the order they were added."""

    documents = DocumentTable(tables.signal, SafetySignal, lambda s: {"id": s.id, "level": s.level.value})

    def replace(self, signals: Iterable[SafetySignal]) -> None:
        """Make it exactly these signals, in this order."""
        self.delete_all()
        for signal in signals:
            self.save(signal)


class SharedRepositories(Repositories):
    """Everything in the shared space."""

    signals = Part(Signals)
