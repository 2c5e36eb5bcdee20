"""Decides what happens to signals: accepting the proposal, editing, deleting with undo, practising."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QDate, QLocale, QObject

from app.models.base import ItemId, PersonId
from app.models.changes import ChangeKind, Changes
from app.models.signal import Channel, Level, SafetySignal
from app.models.signal_lines import ShownSignal, SignalSet, words_of
from app.services import signals
from app.services.units import UnitOfWork
from app.ui.presenter import Presenter
from app.ui.terms import quoted
from app.ui.wording import fill
from app.ui.workspace import SHARED, Workspace


class SignalsPresenter(Presenter):
    """Holds the signals as they are stored, with what one of the two proposes."""

    kinds = (ChangeKind.SIGNALS,)

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(ws, parent)
        self.everything = SignalSet()
        self.is_loaded = False

    def reload(self) -> None:
        """Read the signals again."""
        self.read(signals.all_signals, self._on_loaded)

    def _on_loaded(self, found: SignalSet) -> None:
        self.everything = found
        self.is_loaded = True
        self.loaded.emit()

    @property
    def signals(self) -> tuple[SafetySignal, ...]:
        """Every signal that has a card."""
        return tuple(shown.signal for shown in self.everything.shown)

    def of(self, level: Level) -> tuple[ShownSignal, ...]:
        """The signals of one level, in order."""
        return tuple(shown for shown in self.everything.shown if shown.signal.level is level)

    def find(self, signal_id: str) -> SafetySignal | None:
        """The signal with this id."""
        shown = self.everything.find(signal_id)
        return None if shown is None else shown.signal

    def note(self, shown: ShownSignal) -> str:
        """Who said it alone, what it would replace, and who proposes to leave it out; empty if nobody does."""
        notes: list[str] = []
        replaced = self.everything.find(shown.instead_of)
        if shown.by is None and not shown.counts:
            notes.append(self.tr("Proposed by both of you. It counts once you have both read it and said yes."))
        if shown.by is None and not shown.drafted:
            notes.append(
                self.tr("You both propose to leave it out or to change it. It still counts until you agree to that.")
            )
        # Whose it is says something, but not while one of them is setting up the first ones.
        if shown.by is not None and (not shown.counts or self.everything.is_new(shown)):
            notes.append(self._who_said(shown, shown.by, replaced))
        for person in sorted(shown.left_out_by):
            notes.append(fill(self.tr("{name} proposes to leave it out."), name=self._ws.person(person).name))
        return " ".join(notes)

    def practised_words(self) -> str:
        """When they were last practised together."""
        day = self._last_practised
        return self.tr("Not practised together yet") if day is None else self._on(day)

    def practised_otherwise(self, signal: SafetySignal) -> str:
        """When one of them was practised, if that was not when the others were."""
        day = signal.practised_on
        if day == self._last_practised:
            return ""
        return self.tr("Not practised together yet") if day is None else self._on(day)

    @property
    def _last_practised(self) -> date | None:
        return max((each.practised_on for each in self.signals if each.practised_on is not None), default=None)

    def _on(self, day: date) -> str:
        words = QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat)
        return fill(self.tr("Practised together on {day}"), day=words)

    def _who_said(self, shown: ShownSignal, by: PersonId, replaced: ShownSignal | None) -> str:
        name = self._ws.person(by).name
        if shown.counts:
            return fill(self.tr("New, added by {name}. It counts already."), name=name)
        if replaced is None:
            return fill(self.tr("Proposed by {name}. It counts once you both accept it."), name=name)
        words = self.tr("Proposed by {name} in place of {words}, which counts until you both accept the change.")
        return fill(words, name=name, words=quoted(replaced.signal.expression))

    def take_proposal(self) -> None:
        """Add the built-in set after existing signals, without expressions that are in use."""
        have = {words_of(signal) for signal in self.signals}
        proposed = (signal.evolve(id=self._ws.ids()) for signal in self._ws.texts.signals)
        self._replace((*self.signals, *(signal for signal in proposed if words_of(signal) not in have)))

    def add(self, level: Level, channel: Channel, expression: str, done: Callable[[], object] = lambda: None) -> None:
        """Add an own signal, then call `done`; the rest is filled in on its card."""
        self._save(SafetySignal(id=ItemId(self._ws.ids()), level=level, channel=channel, expression=expression), done)

    def revise(self, signal: SafetySignal) -> None:
        """Save a changed signal."""
        before = self.find(signal.id)
        if before is not None and before != signal:
            self._save(signal)

    def accept(self, signal_id: str) -> None:
        """Both want what one of them proposed."""
        self._act(lambda uow: signals.accept_signal(uow, signal_id=signal_id))

    def delete(self, signal_id: str) -> None:
        """Delete a signal; undo restores the whole set."""
        before, by = self.signals, self._ws.session.me

        def deleted() -> None:
            if self.everything.find(signal_id) is None:
                words = self.tr("The signal was taken out.")
            else:
                words = self.tr("It stays until both of you take it out.")
            self._ws.toast(words, undo=lambda: self._replace(before))

        self._act(lambda uow: signals.delete_signal(uow, signal_id=signal_id, by=by), deleted)

    def practised(self, signal_ids: tuple[str, ...]) -> None:
        """Date these signals as practised together today."""
        if signal_ids:
            today = self._ws.today
            self._act(lambda uow: signals.practised(uow, on=today, signal_ids=signal_ids))

    def _save(self, signal: SafetySignal, done: Callable[[], object] = lambda: None) -> None:
        by = self._ws.session.me
        self._act(lambda uow: signals.save_signal(uow, signal=signal, new_id=self._ws.ids, by=by), done)

    def _replace(self, wanted: tuple[SafetySignal, ...]) -> None:
        by = self._ws.session.me
        self._act(lambda uow: signals.save_signals(uow, signals=wanted, new_id=self._ws.ids, by=by))

    def _act(self, act: Callable[[UnitOfWork], Changes], done: Callable[[], object] = lambda: None) -> None:
        """Write, and show what is stored then: what one says alone may stand beside what both said."""
        self.write(SHARED, act, partial(self._on_saved, done))

    def _on_saved(self, done: Callable[[], object], _changes: Changes) -> None:
        def loaded(found: SignalSet) -> None:
            self._on_loaded(found)
            done()

        self.read(signals.all_signals, loaded)
