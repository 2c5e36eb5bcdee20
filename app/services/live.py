"""A scene while it runs, in both people's parts: it begins with both here; to stop it, one is enough."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from pydantic import ConfigDict

from app.errors import NotReady, Stale
from app.models.agreement import AgreementState, CurrentAgreement, ends_with_debrief
from app.models.base import IdSource, Model, PersonId
from app.models.catalogue import Catalogue
from app.models.changes import ChangeKind, Changes
from app.models.live import (
    LIVE,
    LIVED,
    Live,
    LiveEvent,
    LiveMark,
    SignalUsed,
    elapsed_since,
    ended_at,
    final_state,
    may_begin_again,
    seen_at,
    settled,
    signals_used,
    started,
    state_at,
    together,
    with_event,
    with_stop,
)
from app.models.live_look import LiveLook
from app.models.narrower import CAP, CHECK_IN
from app.models.said import Said
from app.models.scene_day import Evening, Tonight, is_on, may_begin
from app.models.signal_lines import SignalSet
from app.services import scene_day
from app.services.afterwards import begin_care
from app.services.agreement_store import agreement_now
from app.services.answers import shared_catalogue
from app.services.clock_check import is_clock_right, require_clock
from app.services.live_look import live_look
from app.services.signals import all_signals
from app.services.stopped_unseen import noted_stop
from app.services.units import commit
from app.storage.unit_of_work import UnitOfWork


class RunningScene(NamedTuple):
    """A scene that was started and that nobody has stopped. `key`: of its rows."""

    key: str
    live: Live

    @property
    def agreement_id(self) -> str:
        """The agreement that it is held under."""
        return self.key.partition("/")[0]


class Unwritten(NamedTuple):
    """What happened in a scene, and how long it has run, while it could not be written."""

    key: str
    elapsed: float
    events: tuple[LiveEvent, ...]


class SceneDay(NamedTuple):
    """All that the live page shows of a scene. `rests`: it was stopped before and can't be started again yet.

    `checked`: who of those who are here has given a verdict today.
    """

    current: CurrentAgreement
    catalogue: Catalogue
    signals: SignalSet
    tonight: Tonight | None
    checked: tuple[PersonId, ...]
    running: RunningScene | None
    rests: bool
    look: LiveLook = LiveLook()

    @property
    def cap(self) -> int:
        """The longest it may take, in minutes."""
        return _least(self.current, CAP) or 1

    @property
    def interval(self) -> int | None:
        """The minutes between check-ins, if there are any."""
        return _least(self.current, CHECK_IN)

    @property
    def may_begin(self) -> bool:
        """Whether both together can start it now."""
        return self.running is None and not self.rests and may_begin(self.tonight, self.current.items)


class EveningNow(Model):
    """What Home says about this evening. `running`: the agreement of a scene that was started.

    `checked`: who of those who are here has given a verdict before the scene of today. `is_over`: it was held already,
    or both put it off.
    """

    running: str = ""
    checked: tuple[PersonId, ...] = ()
    is_over: bool = False


class Looked(Changes):
    """What the page of a scene shows, once all that was due is noted."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    scene: SceneDay
    stopped: RunningScene | None = None
    """What was stopped while nobody was here, and is written only now."""


def _least(current: CurrentAgreement, clause_id: str) -> int | None:
    minutes = [clause.minutes for clause in current.clauses if clause.id == clause_id]
    minutes += [each.body.minutes for each in current.beside if each.clause_id == clause_id]
    return min((each for each in minutes if each is not None), default=None)


def scene_today(uow: UnitOfWork, *, agreement_id: str, base: Catalogue, today: date, now: datetime) -> SceneDay:
    """A scene on its day, or while it runs. Raises `Stale` if it is neither."""
    found = running(uow)
    if found is None or found.agreement_id != agreement_id:
        found, current = None, scene_day.require_on(uow, agreement_id, today)
    else:
        current = agreement_now(uow, agreement_id, today)
    return SceneDay(
        current=current,
        catalogue=shared_catalogue(uow, base),
        signals=all_signals(uow),
        tonight=scene_day.tonight(uow, agreement_id, today),
        checked=scene_day.have_checked(uow, agreement_id, today),
        running=found,
        rests=not _may_begin_again(uow, current, now),
        look=live_look(uow),
    )


def evening_now(uow: UnitOfWork, planned: CurrentAgreement | None, today: date) -> EveningNow:
    """What Home says about this evening. `planned`: the scene that comes next."""
    found = running(uow)
    if planned is None or not is_on(planned, today):
        return EveningNow(running=found.agreement_id if found is not None else "")
    agreement_id = planned.agreement.id
    seen = scene_day.tonight(uow, agreement_id, today)
    return EveningNow(
        running=found.agreement_id if found is not None else "",
        checked=scene_day.have_checked(uow, agreement_id, today),
        is_over=(seen is not None and seen.evening is Evening.OFF) or bool(lived(uow, agreement_id)),
    )


def running(uow: UnitOfWork) -> RunningScene | None:
    """The scene that both started and neither has stopped, however long ago; a row of one alone is none."""
    rows: dict[str, list[Live]] = {}
    for said in uow.parts.all(LIVE):
        rows.setdefault(said.key, []).append(said.body)
    stopped = {said.key for key in rows for said in uow.parts.all(LIVED, key)}
    found = (RunningScene(*each) for each in started(rows, stopped, len(uow.parts.people)).items())
    return max(found, key=lambda each: (each.live.began, each.key), default=None)


def lived_by_key(uow: UnitOfWork, prefix: str = "") -> dict[str, Live]:
    """The scenes that were stopped, by the key of their rows; one part alone is enough."""
    rows: dict[str, list[Live]] = {}
    for said in uow.parts.all(LIVED, prefix):
        rows.setdefault(said.key, []).append(said.body)
    return {key: together(found) for key, found in rows.items()}


def lived(uow: UnitOfWork, agreement_id: str) -> tuple[Live, ...]:
    """The scenes that were held under an agreement, oldest first."""
    return tuple(sorted(lived_by_key(uow, f"{agreement_id}/").values(), key=lambda live: live.began))


def signals_of_evening(uow: UnitOfWork, agreement_id: str) -> tuple[SignalUsed, ...]:
    """The signals that were given when a scene was last held here, oldest first."""
    held = lived(uow, agreement_id)
    return signals_used(held[-1]) if held else ()


def times_of_scenes(uow: UnitOfWork, person: PersonId) -> tuple[datetime, ...]:
    """When scenes began that one person started and stopped here, oldest first."""
    if not uow.has_shared:
        return ()
    return tuple(sorted(said.body.began for said in uow.parts.of(person, LIVED)))


def begin_scene(
    uow: UnitOfWork, *, agreement_id: str, today: date, now: datetime, base: Catalogue, new_id: IdSource
) -> Changes:
    """Both start a scene. Raises `NeedsBoth`, `ClockInDoubt`, `Stale` and `NotReady`."""
    uow.require_both()
    require_clock(uow, today)
    found = scene_today(uow, agreement_id=agreement_id, base=base, today=today, now=now)
    if running(uow) is not None or not found.may_begin or found.tonight is None:
        raise NotReady("tonight")
    if not scene_day.still_stands(uow, agreement_id, found.tonight, today):
        raise NotReady("checks")
    live = Live(began=now, cap=found.cap, interval=found.interval, without=found.tonight.without, seen=now)
    key = f"{agreement_id}/{new_id()}"
    for person in uow.here:
        uow.parts.say(person, LIVE, live, key)
    return commit(uow, ChangeKind.SCENE_DAY, ids=(agreement_id,))


def keep_running(
    uow: UnitOfWork, *, key: str, elapsed: float, now: datetime, events: Iterable[LiveEvent] = ()
) -> Changes:
    """Note how long a scene has run, and what happened. A stop ends it in the part of everybody who is here.

    It works while the partner's part cannot be read, as all of it narrows. Nothing is noted once it has stopped, and
    nobody is told that only time has passed.
    """
    uow.let_copy_wait()
    happened = tuple(events)
    for person in uow.here:
        said = uow.parts.get(person, LIVE, key)
        if said is None:
            continue
        live = said.body
        for event in happened:
            live = with_event(live, event)
        live = seen_at(live, elapsed, now)
        if state_at(live, elapsed).stopped is None:
            uow.parts.say(person, LIVE, live, key)
        else:
            _stop(uow, person, key, with_stop(live, elapsed))
    changed = commit(uow, ChangeKind.SCENE_DAY, ChangeKind.AFTERWARDS, ids=(key.partition("/")[0],))
    return changed if happened else Changes()


def settle(uow: UnitOfWork, *, now: datetime, today: date) -> Changes:
    """After an interruption: note what stopped meanwhile in the parts of those who are here.

    A lone half of a beginning, which counts for nothing, is erased while both are here.
    """
    uow.let_copy_wait()
    stopped, rows, ids = lived_by_key(uow), uow.parts.all(LIVE), list[str]()
    for said in rows:
        if said.author not in uow.here:
            continue
        is_half = said.key not in stopped and sum(row.key == said.key for row in rows) < len(uow.parts.people)
        if is_half and len(uow.here) == len(uow.parts.people):
            uow.parts.erase(said.author, LIVE, said.key)
        elif is_half or not _has_stopped(uow, said, stopped.get(said.key), now, today):
            continue
        ids.append(said.key.partition("/")[0])
    kinds = (ChangeKind.SCENE_DAY, ChangeKind.AFTERWARDS)
    return commit(uow, *kinds, ids=tuple(ids)) if ids else Changes()


def _has_stopped(uow: UnitOfWork, said: Said[Live], stopped: Live | None, now: datetime, today: date) -> bool:
    """Move the row of somebody who is here to those that were stopped, if it was."""
    elapsed = elapsed_since(said.body if stopped is None else together((said.body, stopped)), now)
    live = settled(said.body, stopped, elapsed, has_ended=stopped is None and _has_ended(uow, said.key, today))
    if live is not None:
        _stop(uow, said.author, said.key, live)
    return live is not None


def _has_ended(uow: UnitOfWork, key: str, today: date) -> bool:
    """Whether somebody has ended the agreement meanwhile; a day that has passed does not."""
    try:
        state = agreement_now(uow, key.partition("/")[0], today).state
    except Stale:
        return False
    return state is AgreementState.ENDED


def _stop(uow: UnitOfWork, person: PersonId, key: str, live: Live) -> None:
    uow.parts.say(person, LIVED, live, key)
    uow.parts.erase(person, LIVE, key)
    is_early = final_state(live).stopped in (LiveMark.RED, LiveMark.UNANSWERED)
    begin_care(uow, person, key.partition("/")[0], ended_at(live), is_early=is_early)


def _may_begin_again(uow: UnitOfWork, current: CurrentAgreement, now: datetime) -> bool:
    earlier = lived(uow, current.agreement.id)
    return may_begin_again(earlier, now, is_once=ends_with_debrief(current.agreement))


def look(
    uow: UnitOfWork,
    *,
    agreement_id: str,
    base: Catalogue,
    today: date,
    now: datetime,
    unwritten: Unwritten | None,
    folder: Path,
) -> Looked:
    """Everything that is due when the page of a scene is opened, and what it shows then.

    What happened while nobody could write it is noted, from `unwritten` or else from the note in the vault's `folder`;
    what stopped meanwhile too; and if both are here and each has given a verdict, both verdicts are compared. Raises
    `Stale` for a scene that is neither on nor running.
    """
    kinds, stopped = set[ChangeKind](), None
    if unwritten is None:
        stopped, unwritten = _stopped_unseen(uow, folder, now)
    if unwritten is not None:
        kinds |= keep_running(uow, **unwritten._asdict(), now=now).kinds
    kinds |= settle(uow, now=now, today=today).kinds
    found = scene_today(uow, agreement_id=agreement_id, base=base, today=today, now=now)
    is_due = found.running is None and len(found.checked) == len(uow.parts.people)
    if is_due and is_clock_right(uow, today):
        kinds |= scene_day.compare_checks(uow, agreement_id=agreement_id, today=today).kinds
        found = scene_today(uow, agreement_id=agreement_id, base=base, today=today, now=now)
    return Looked(kinds=frozenset(kinds), ids=(agreement_id,), scene=found, stopped=stopped)


def _stopped_unseen(uow: UnitOfWork, folder: Path, now: datetime) -> tuple[RunningScene, Unwritten] | tuple[None, None]:
    found = running(uow)
    event = noted_stop(folder, found.key) if found is not None else None
    if found is None or event is None:
        return None, None
    unwritten = Unwritten(found.key, elapsed_since(found.live, now), (event,))
    return found._replace(live=with_event(found.live, event)), unwritten
