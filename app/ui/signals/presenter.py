"""Decides what happens to signals: taking over the proposal, editing, deleting with undo, practising."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.models.base import ItemId
from app.models.changes import ChangeKind, Changes
from app.models.signal import Channel, Level, SafetySignal
from app.services import care
from app.ui.workspace import SHARED, Workspace


class SignalsPresenter(QObject):
    """Holds the signals as they are stored; every act goes through the workspace."""

    loaded = Signal()
    failed = Signal(object)

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ws = ws
        self.signals: tuple[SafetySignal, ...] = ()
        self.is_loaded = False

    def load(self) -> None:
        """Read the signals again."""
        self._ws.read(care.signals, self._on_loaded)

    def _on_loaded(self, signals: tuple[SafetySignal, ...]) -> None:
        self.signals = signals
        self.is_loaded = True
        self.loaded.emit()

    def concerns(self, changes: Changes) -> bool:
        """Whether a change is about signals."""
        return changes.touches(ChangeKind.SIGNALS)

    def of(self, level: Level) -> tuple[SafetySignal, ...]:
        """The signals of one level in their order."""
        return tuple(signal for signal in self.signals if signal.level is level)

    def find(self, signal_id: str) -> SafetySignal | None:
        """The signal of that id."""
        return next((signal for signal in self.signals if signal.id == signal_id), None)

    def take_proposal(self) -> None:
        """Start from the set that comes with the program; what is there already stays in front."""
        have = {signal.expression.strip().casefold() for signal in self.signals}
        fresh = tuple(
            proposal.as_signal(ItemId(self._ws.ids()))
            for proposal in self._ws.texts.signals
            if proposal.expression.strip().casefold() not in have
        )
        self._replace((*self.signals, *fresh))

    def add(self, level: Level, channel: Channel, expression: str) -> None:
        """Add a signal of one's own; the rest is filled in on its card."""
        signal = SafetySignal(id=ItemId(self._ws.ids()), level=level, channel=channel, expression=expression)
        self._ws.write(SHARED, care.save_signal, failed=self.failed.emit, signal=signal)

    def revise(self, signal: SafetySignal) -> None:
        """Keep a changed signal; a new word or gesture has not been practised yet."""
        before = self.find(signal.id)
        if before is None or before == signal:
            return
        if before.expression != signal.expression:
            signal = signal.evolve(practised_on=None)
        self.signals = tuple(signal if s.id == signal.id else s for s in self.signals)
        self._ws.write(SHARED, care.save_signal, failed=self._on_refused, signal=signal)

    def _on_refused(self, error: Exception) -> None:
        self.failed.emit(error)
        self.load()

    def delete(self, signal_id: str) -> None:
        """Take a signal out; undo puts the whole set back as it was."""
        before = self.signals
        self._ws.write(SHARED, care.delete_signal, signal_id=signal_id)
        self._ws.toast(self.tr("The signal was taken out."), undo=lambda: self._replace(before))

    def practised(self, signal_ids: tuple[str, ...]) -> None:
        """Date these as practised together today."""
        if signal_ids:
            today = self._ws.clock().astimezone().date()
            self._ws.write(SHARED, care.practised, on=today, signal_ids=signal_ids)

    def _replace(self, signals: tuple[SafetySignal, ...]) -> None:
        self._ws.write(SHARED, care.save_signals, signals=signals)
