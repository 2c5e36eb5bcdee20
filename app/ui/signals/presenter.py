"""Decides what happens to signals: accepting the proposal, editing, deleting with undo, practising."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.models.base import ItemId
from app.models.changes import ChangeKind
from app.models.signal import Channel, Level, SafetySignal
from app.services import care
from app.ui.presenter import Presenter
from app.ui.workspace import SHARED, Workspace


class SignalsPresenter(Presenter):
    """Holds the signals as they are stored."""

    kinds = (ChangeKind.SIGNALS,)

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(ws, parent)
        self.signals: tuple[SafetySignal, ...] = ()
        self.is_loaded = False

    def reload(self) -> None:
        """Read the signals again."""
        self.read(care.signals, self._on_loaded)

    def _on_loaded(self, signals: tuple[SafetySignal, ...]) -> None:
        self.signals = signals
        self.is_loaded = True
        self.loaded.emit()

    def of(self, level: Level) -> tuple[SafetySignal, ...]:
        """The signals of one level, in order."""
        return tuple(signal for signal in self.signals if signal.level is level)

    def find(self, signal_id: str) -> SafetySignal | None:
        """The signal with this id."""
        return next((signal for signal in self.signals if signal.id == signal_id), None)

    def take_proposal(self) -> None:
        """Add the built-in set after existing signals, without expressions that are in use."""
        have = {signal.expression.strip().casefold() for signal in self.signals}
        fresh = tuple(
            proposal.as_signal(ItemId(self._ws.ids()))
            for proposal in self._ws.texts.signals
            if proposal.expression.strip().casefold() not in have
        )
        self._replace((*self.signals, *fresh))

    def add(self, level: Level, channel: Channel, expression: str, done: Callable[[], object] = lambda: None) -> None:
        """Add an own signal, then call `done`; the rest is filled in on its card."""
        signal = SafetySignal(id=ItemId(self._ws.ids()), level=level, channel=channel, expression=expression)
        self._save(signal, done)

    def revise(self, signal: SafetySignal) -> None:
        """Save a changed signal; a new word or gesture has not been practised yet."""
        before = self.find(signal.id)
        if before is None or before == signal:
            return
        if before.expression != signal.expression:
            signal = signal.evolve(practised_on=None)
        self._save(signal)

    def delete(self, signal_id: str) -> None:
        """Delete a signal; undo restores the whole set."""
        before = self.signals

        def deleted() -> None:
            self._ws.toast(self.tr("The signal was taken out."), undo=lambda: self._replace(before))

        self._change(tuple(s for s in before if s.id != signal_id))
        self.write(SHARED, lambda uow: care.delete_signal(uow, signal_id=signal_id), lambda _changes: deleted())

    def practised(self, signal_ids: tuple[str, ...]) -> None:
        """Date these signals as practised together today."""
        if signal_ids:
            today = self._ws.clock().astimezone().date()
            self._change(tuple(s.evolve(practised_on=today) if s.id in signal_ids else s for s in self.signals))
            self.write(SHARED, lambda uow: care.practised(uow, on=today, signal_ids=signal_ids))

    def _save(self, signal: SafetySignal, done: Callable[[], object] = lambda: None) -> None:
        known = self.find(signal.id) is not None
        changed = tuple(signal if s.id == signal.id else s for s in self.signals)
        self._change(changed if known else (*self.signals, signal))
        self.write(SHARED, lambda uow: care.save_signal(uow, signal=signal), lambda _changes: done())

    def _replace(self, signals: tuple[SafetySignal, ...]) -> None:
        self._change(signals)
        self.write(SHARED, lambda uow: care.save_signals(uow, signals=signals))

    def _change(self, signals: tuple[SafetySignal, ...]) -> None:
        self.signals = signals
        self.loaded.emit()
