"""Signals and aftercare: joint drafts that either person edits; the yes to them is given in a reading."""

from __future__ import annotations

from datetime import date

from app.errors import InputError, NotYours
from app.models.aftercare import AftercarePlan
from app.models.base import PersonId
from app.models.changes import ChangeKind, Changes, changed
from app.models.signal import SafetySignal
from app.storage.unit_of_work import UnitOfWork


def signals(uow: UnitOfWork) -> tuple[SafetySignal, ...]:
    """The signals in their order."""
    return uow.shared.signals.all()


def save_signal(uow: UnitOfWork, *, signal: SafetySignal) -> Changes:
    """Save a new or changed signal. Raises `InputError` for an empty word or gesture."""
    if not signal.expression.strip():
        raise InputError("expression", "empty")
    uow.shared.signals.save(signal)
    uow.commit()
    return changed(ChangeKind.SIGNALS, ids=(signal.id,))


def save_signals(uow: UnitOfWork, *, signals: tuple[SafetySignal, ...]) -> Changes:
    """Replace the whole set, in this order (a proposal that was accepted, or an undo)."""
    uow.shared.signals.replace(signals)
    uow.commit()
    return changed(ChangeKind.SIGNALS)


def delete_signal(uow: UnitOfWork, *, signal_id: str) -> Changes:
    """Delete a signal from the draft; agreements keep their own copy."""
    uow.shared.signals.delete(signal_id)
    uow.commit()
    return changed(ChangeKind.SIGNALS, ids=(signal_id,))


def practised(uow: UnitOfWork, *, on: date, signal_ids: tuple[str, ...] = ()) -> Changes:
    """Date signals as practised together; all of them if `signal_ids` is empty."""
    for signal in uow.shared.signals.all():
        if not signal_ids or signal.id in signal_ids:
            uow.shared.signals.save(signal.evolve(practised_on=on))
    uow.commit()
    return changed(ChangeKind.SIGNALS, ids=signal_ids)


def aftercare(uow: UnitOfWork) -> tuple[AftercarePlan, ...]:
    """The plans that exist, at most one for each person."""
    return uow.shared.aftercare.all()


def save_aftercare(uow: UnitOfWork, *, plan: AftercarePlan, here: frozenset[PersonId]) -> Changes:
    """Save a person's own plan. Raises `NotYours` unless that person is here."""
    if plan.person not in here:
        raise NotYours("aftercare")
    uow.shared.aftercare.save(plan)
    uow.commit()
    return changed(ChangeKind.AFTERCARE, ids=(plan.person,))
