"""What a couple do on the day of a scene: each one's ready check, the beginning, what happens in it, and the stop."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress

from app.models.agreement import AgreementState, CurrentAgreement
from app.models.base import PersonId
from app.models.live import STOPS, LiveMark, elapsed_since, next_event, state_at
from app.models.outline import DraftKind
from app.models.scene_day import Evening, ReadyAsk, Verdict
from app.services import live, scene_day
from app.storage.unit_of_work import UnitOfWork
from tests.services.consent_couple import REFUSED
from tests.services.consent_lists import ListActs
from tests.services.consent_told import Wrong

_CARE = tuple(Evening)


class DayActs(ListActs):
    """Ready checks, and a scene from its beginning to its stop."""

    def check_ready(self, person: PersonId, verdict: Verdict) -> None:
        """Somebody answers their ready check: nothing that both see changes."""
        scene = self._scene()
        if scene is None or person not in self.here:
            return
        before = (self.seen_together(), self._evening(scene))
        own_id, today = scene.agreement.id, self.today
        for ask in ReadyAsk:
            with suppress(*REFUSED), self.vault.unit(person) as uow:
                scene_day.answer_check(uow, person=person, agreement_id=own_id, ask=ask, answer=True, today=today)
        with suppress(*REFUSED), self.vault.unit(person) as uow:
            scene_day.give_verdict(uow, person=person, agreement_id=own_id, verdict=verdict, today=today)
            said = {(person, own_id, today)}
            self.told.ready = self.told.ready | said if verdict is Verdict.READY else self.told.ready - said
        if before != (self.seen_together(), self._evening(scene)):
            raise Wrong("a ready check changed what both see")

    def compare_ready(self) -> None:
        """Both look at the result."""
        scene = self._scene()
        if scene is not None:
            self.act(lambda uow: scene_day.compare_checks(uow, agreement_id=scene.agreement.id, today=self.today))

    def both_ready(self) -> None:
        """Both are ready, and look at the result."""
        for person in self.vault.pair:
            self.check_ready(person, Verdict.READY)
        self.compare_ready()

    def choose_evening(self, evening: Evening, side: int) -> None:
        """Both choose a smaller evening, without one activity, or none."""
        scene = self._scene()
        if scene is not None:
            without = tuple(clause.id for clause in scene.items[side : side + 1] if evening is Evening.SMALLER)
            own_id, today = scene.agreement.id, self.today
            self.act(
                lambda uow: scene_day.choose_evening(
                    uow, agreement_id=own_id, evening=evening, today=today, without=without
                )
            )

    def begin_scene(self) -> None:
        """Both start the scene."""
        scene = self._scene()
        if scene is None:
            return
        own_id, now, evening = scene.agreement.id, self.vault.clock(), self._evening(scene)
        if not self.act(
            lambda uow: live.begin_scene(
                uow, agreement_id=own_id, today=self.today, now=now, base=self.vault.catalogue, new_id=self.vault.ids
            )
        ):
            return
        were_ready = all((person, own_id, self.today) in self.told.ready for person in self.vault.pair)
        if len(self.here) < len(self.vault.pair) or not (evening is Evening.SMALLER or were_ready):
            raise Wrong("a scene began that not both were ready for")
        with self.vault.unit() as uow:
            found = live.running(uow)
        if found is None:
            raise Wrong("a scene that began does not run")
        self.told.begun = self.told.begun | {found.key}
        self.scenes_begun += 1

    def evening(self) -> None:
        """Both are ready for the scene, and start it."""
        self.both_ready()
        self.begin_scene()

    def happens(self, mark: LiveMark, side: int) -> None:
        """Something happens in the scene that runs; after a stop it runs no longer."""
        with self.vault.unit() as uow:
            found = live.running(uow)
        if found is None:
            return
        scene, now = self._scene(), self.vault.clock()
        items = scene.items if scene is not None else ()
        ids = tuple(clause.id for clause in items[side : side + 1] if mark is LiveMark.SMALLER)
        elapsed = elapsed_since(found.live, now)
        event = next_event(found.live, elapsed, mark, ids)
        is_written = self.act(
            lambda uow: live.keep_running(uow, key=found.key, elapsed=elapsed, now=now, events=(event,))
        )
        if mark in STOPS:
            with self.vault.unit() as uow:
                left = live.running(uow)
            if not is_written or left is not None:
                raise Wrong("a scene runs on after a stop")

    def minutes_pass(self, minutes: int) -> None:
        """Minutes pass, and whatever stopped meanwhile is noted."""
        self.vault.clock.advance(minutes=minutes)
        self.act(lambda uow: live.settle(uow, now=self.vault.clock(), today=self.today))

    def _scene(self) -> CurrentAgreement | None:
        return next(_agreed_scenes(self.versions()), None)

    def _evening(self, scene: CurrentAgreement) -> Evening | None:
        with self.vault.unit() as uow:
            tonight = scene_day.tonight(uow, scene.agreement.id, self.today)
        return tonight.evening if tonight is not None else None

    def check_day(self, uow: UnitOfWork, versions: Iterable[CurrentAgreement]) -> None:
        """Raise `Wrong` if a scene runs that nobody began or that was stopped, or if anything became freer."""
        told, found = self.told, live.running(uow)
        stopped = set(live.lived_by_key(uow))
        if told.stopped - stopped:
            raise Wrong("a stop was forgotten")
        told.stopped = told.stopped | stopped
        if found is not None:
            if found.key not in told.begun or found.key in told.stopped:
                raise Wrong("a scene runs that did not begin, or that was stopped")
            out = state_at(found.live, elapsed_since(found.live, self.vault.clock())).without
            if told.out.get(found.key, frozenset()) - out:
                raise Wrong("what was taken out of a scene came back")
            told.out[found.key] = out
        for scene in _agreed_scenes(versions):
            own_id = scene.agreement.id
            tonight = scene_day.tonight(uow, own_id, self.today)
            if tonight is not None:
                place = (own_id, self.today)
                care = _CARE.index(tonight.evening)
                if care < told.care.get(place, 0):
                    raise Wrong("an evening became freer than both had seen it")
                told.care[place] = care


def _agreed_scenes(versions: Iterable[CurrentAgreement]) -> Iterator[CurrentAgreement]:
    for version in versions:
        if version.agreement.document.kind is DraftKind.SCENE and version.state is AgreementState.AGREED:
            yield version
