"""Signals: what both said counts; what one person says alone is a proposal, unless it is a further way to stop."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from app.errors import InputError, Stale
from app.models.agreement import YES
from app.models.base import IdSource, PersonId
from app.models.canonical import plainly
from app.models.changes import ChangeKind, Changes
from app.models.said_kinds import PRACTISED, SIGNAL, SIGNAL_LEFT_OUT, BareMark, Practised, SignalLine
from app.models.signal import Level, SafetySignal
from app.models.signal_lines import (
    LAST,
    MOST_ADDED,
    ShownSignal,
    SignalRows,
    SignalSet,
    most_careful,
    row_key,
    signal_digest,
    signal_set,
    words_of,
)
from app.services.units import commit
from app.storage.unit_of_work import UnitOfWork


def all_signals(uow: UnitOfWork) -> SignalSet:
    """Every signal that somebody says; none in a vault for one."""
    if not uow.has_shared:
        return SignalSet()
    said = uow.parts.all
    return signal_set(SignalRows(said(SIGNAL), said(SIGNAL_LEFT_OUT), said(PRACTISED), _agreed(uow)))


def _agreed(uow: UnitOfWork) -> tuple[SafetySignal, ...] | None:
    """The signals of the last yes that met the partner's, whatever has ended since, as those who are here hold it.

    While both are here it is a yes that both hold: in their own file, anybody could write a yes that was never met.
    """
    found = ({row.key: row for row in uow.parts.of(each, YES) if row.body.met is not None} for each in uow.here)
    met = [rows for rows in found if rows]
    if not met:
        return None
    both = set.intersection(*map(set, met))
    last = (max((row for key, row in rows.items() if key in both or not both), key=lambda row: row.n) for rows in met)
    return most_careful(tuple(c.signal for c in row.body.text.clauses if c.signal is not None) for row in last)


def save_signal(uow: UnitOfWork, *, signal: SafetySignal, new_id: IdSource, by: PersonId | None = None) -> Changes:
    """Say a new or changed signal in the parts of those who are here; `by`: who says it, if not everybody.

    What their partner said, or both, is unchanged: a person alone only adds words beside it. Raises `InputError` for an
    empty word or gesture, and for too many ways to stop that one person added.
    """
    said = _say(uow, _authors(uow, by), all_signals(uow), signal, new_id)
    return commit(uow, ChangeKind.SIGNALS, ids=(said,))


def propose_signals(uow: UnitOfWork, *, signals: Iterable[SafetySignal], by: PersonId, new_id: IdSource) -> Changes:
    """Propose several signals in one person's name. Raises as `save_signal`."""
    said = tuple(_say(uow, (by,), all_signals(uow), signal, new_id) for signal in signals)
    return commit(uow, ChangeKind.SIGNALS, ids=said)


def save_signals(
    uow: UnitOfWork, *, signals: tuple[SafetySignal, ...], new_id: IdSource, by: PersonId | None = None
) -> Changes:
    """Make these the signals of those who are here, in this order (a proposal that was accepted, or an undo)."""
    wanted, everything = {signal.id for signal in signals}, all_signals(uow)
    for each in everything.shown:
        if each.signal.id not in wanted:
            _leave_out(uow, _authors(uow, by), everything, each)
    for place, signal in enumerate(signals):
        _say(uow, _authors(uow, by), all_signals(uow), signal, new_id, place)
    return commit(uow, ChangeKind.SIGNALS)


def delete_signal(uow: UnitOfWork, *, signal_id: str, by: PersonId | None = None) -> Changes:
    """Erase a signal of those who are here; if their partner said it too, they can only propose to leave it out.

    Agreements keep their own copy.
    """
    everything = all_signals(uow)
    found = everything.find(signal_id)
    if found is not None:
        _leave_out(uow, _authors(uow, by), everything, found)
    return commit(uow, ChangeKind.SIGNALS, ids=(signal_id,), erase=True)


def accept_signal(uow: UnitOfWork, *, signal_id: str) -> Changes:
    """Both say what one of them proposed; what it replaces is left out. Raises `NeedsBoth` or `Stale`."""
    uow.require_both()
    everything = all_signals(uow)
    found = everything.find(signal_id)
    if found is None:
        raise Stale("signal")
    replaced = everything.find(found.instead_of)
    if replaced is not None:
        _leave_out(uow, uow.here, everything, replaced)
    _put(uow, uow.here, _bare(found.signal), found.place)
    return commit(uow, ChangeKind.SIGNALS, ids=(signal_id,))


def practised(uow: UnitOfWork, *, on: date, signal_ids: tuple[str, ...] = ()) -> Changes:
    """Date signals as practised together, in both parts; all signals in use if `signal_ids` is empty.

    Raises `NeedsBoth`.
    """
    uow.require_both()
    everything = all_signals(uow)
    for said in uow.parts.all(PRACTISED):
        if everything.find(said.key) is None:
            uow.parts.erase(said.author, PRACTISED, said.key)
    for each in everything.shown:
        if each.counts and (not signal_ids or each.signal.id in signal_ids):
            if each.is_addition:
                _put(uow, uow.here, _bare(each.signal), each.place)
            for person in uow.here:
                practice = Practised(on=on, digest=signal_digest(each.signal))
                uow.parts.say(person, PRACTISED, practice, each.signal.id)
    return commit(uow, ChangeKind.SIGNALS, ids=signal_ids)


def _authors(uow: UnitOfWork, by: PersonId | None) -> tuple[PersonId, ...]:
    """Who says it: in somebody's own turn they alone, although their partner is here, too."""
    return uow.here if by is None else (by,)


def _say(
    uow: UnitOfWork,
    authors: tuple[PersonId, ...],
    everything: SignalSet,
    signal: SafetySignal,
    new_id: IdSource,
    place: int | None = None,
) -> str:
    signal = _bare(signal)
    if not words_of(signal):
        raise InputError("expression", "empty")
    there = everything.find(signal.id)
    if there is None:
        return _add(uow, authors, everything, signal, place)
    for person in authors:
        uow.parts.erase(person, SIGNAL_LEFT_OUT, signal.id)
    at = there.place if place is None else place
    if there.by in authors or len(authors) > 1:
        _put(uow, authors, signal, at, there.instead_of)
        return signal.id
    if _bare(there.signal) == signal:
        return signal.id
    own = next((e for e in everything.shown if e.instead_of == signal.id and e.by in authors), None)
    reworded = signal.evolve(id=own.signal.id if own is not None else new_id())
    _put(uow, authors, reworded, at, signal.id)
    return reworded.id


def _add(
    uow: UnitOfWork, authors: tuple[PersonId, ...], everything: SignalSet, signal: SafetySignal, place: int | None
) -> str:
    """An expression that is in use already makes the new signal a change, not an addition."""
    same = everything.same_words(signal)
    alone = authors[0] if len(authors) == 1 else None
    added = [e for e in everything.shown if e.by == alone and e.signal.level is Level.RED and not e.instead_of]
    if alone is not None and same is None and signal.level is Level.RED and len(added) >= MOST_ADDED:
        raise InputError("signals", "many")
    at = max((each.place + 1 for each in everything.shown), default=0) if place is None else place
    _put(uow, authors, signal, at, "" if same is None else same.signal.id)
    return signal.id


def _put(
    uow: UnitOfWork, authors: tuple[PersonId, ...], signal: SafetySignal, place: int, instead_of: str = ""
) -> None:
    own = signal.evolve(id=row_key(signal.id))
    if instead_of == own.id:  # a change of what is agreed keeps its id
        instead_of = ""
    for person in authors:
        uow.parts.say(person, SIGNAL, SignalLine(signal=own, instead_of=instead_of, place=min(place, LAST)), own.id)


def _leave_out(uow: UnitOfWork, authors: tuple[PersonId, ...], everything: SignalSet, shown: ShownSignal) -> None:
    key = row_key(shown.signal.id)
    other = everything.variant_of(shown) if shown.by is not None or not shown.counts else None
    if len(authors) > 1 and other is not None:
        _put(uow, authors, _bare(other.signal), other.place, other.instead_of)
    elif len(authors) > 1 or shown.by in authors:
        for person in authors:
            uow.parts.erase(person, SIGNAL, key)
            uow.parts.erase(person, SIGNAL_LEFT_OUT, key)
    else:
        for person in authors:
            uow.parts.say(person, SIGNAL_LEFT_OUT, BareMark(), shown.signal.id)


def _bare(signal: SafetySignal) -> SafetySignal:
    return plainly(signal.evolve(practised_on=None))
