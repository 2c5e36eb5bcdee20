"""Decides what the day of a scene shows, and writes what happens in it; showing comes first."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QObject, Signal

from app.errors import Stale
from app.models.changes import ChangeKind, Changes
from app.models.live import elapsed_since
from app.models.live_look import LiveLook
from app.models.scene_day import Evening
from app.services import live, scene_day
from app.services.live import Looked, RunningScene, SceneDay, Unwritten
from app.services.live_look import save_live_look
from app.ui.reading.places import place_here
from app.ui.scene_day.day_page import DayPresenter
from app.ui.scene_day.live_words import LiveWords, live_words
from app.ui.scene_keeper import KeptScene, SceneKeeper
from app.ui.timer import single_shot
from app.ui.workspace import SHARED, Workspace

BEAT = 30.0
"""Seconds between notes of how long a scene has run, while nothing happens."""

AGAIN_MS = 5_000
"""Milliseconds until what could not be written is tried again."""


class DayStage(Enum):
    """Where the day is."""

    WAIT = "wait"
    NONE = "none"
    """Nothing is planned for today."""
    ALONE = "alone"
    CHECKS = "checks"
    READY = "ready"
    NOT_AS_PLANNED = "not_as_planned"
    OFF = "off"
    RESTS = "rests"
    RUNNING = "running"


class LivePresenter(DayPresenter):
    """Holds the scene as it is stored; the keeper has the one that runs."""

    kinds = (ChangeKind.SCENE_DAY, ChangeKind.AGREEMENTS, ChangeKind.SIGNALS)
    begun = Signal()
    """A scene runs, or has just stopped: it fills the window."""

    def __init__(self, ws: Workspace, keeper: SceneKeeper, parent: QObject | None = None) -> None:
        super().__init__(ws, parent)
        self._keeper = keeper
        self.found: SceneDay | None = None
        self.words: LiveWords | None = None
        self.stage = DayStage.WAIT
        self._beat_at = 0.0
        self._is_writing = self._is_left = False
        self._again = single_shot(self, AGAIN_MS, self.write_now)
        keeper.ticked.connect(self._on_tick)

    @property
    def country(self) -> str:
        """Whose numbers are shown."""
        return place_here(self._ws.settings.country, self._ws.settings.language)

    @property
    def look(self) -> LiveLook:
        """How the page is shown while the scene runs."""
        return self.found.look if self.found is not None else LiveLook()

    def choose_country(self, country: object) -> None:
        """Show a different country's numbers, now and later."""
        self._ws.settings.country = str(country)
        if self.found is not None:
            self.show(self.found)

    def forget(self) -> None:
        """Keep nothing of the scene that was shown."""
        self.found, self.words = None, None

    def reload(self) -> None:
        """Note what is due, and read the scene."""
        if not self.scene:
            self.stage = DayStage.NONE
            self.loaded.emit()
            return
        scene, base, today, now = self.scene, self._ws.catalogue, self._ws.today, self._ws.clock()
        unwritten, folder = self._unwritten(), self._ws.vault.vault.folder

        def looked(found: Looked) -> None:
            if unwritten is not None:
                self._keeper.wrote(unwritten.events)
            self.show(found.scene, found.stopped)

        self._ws.write(
            SHARED,
            lambda uow: live.look(
                uow, agreement_id=scene, base=base, today=today, now=now, unwritten=unwritten, folder=folder
            ),
            by=self,
            done=looked,
            failed=self._on_not_read,
        )

    def _on_not_read(self, error: Exception) -> None:
        self.forget()
        self.stage = DayStage.NONE
        if not isinstance(error, Stale):
            self.failed.emit(error)
        self.loaded.emit()

    def show(self, found: SceneDay, stopped: RunningScene | None = None) -> None:
        """Show a scene as it was read. `stopped`: it was stopped while nobody was here."""
        started = stopped or found.running
        self.found, self.words = found, live_words(self._ws, found, self.country)
        self.stage = self._stage_of(found)
        if started is not None:
            kept = KeptScene(
                key=started.key,
                live=started.live,
                stop_words=self.words.stop_words,
                stop_lines=self.words.stop_lines,
            )
            self._keeper.keep(kept, elapsed_since(started.live, self._ws.clock()))
            self._beat_at = self._keeper.elapsed
        self.loaded.emit()
        if self.stage is DayStage.RUNNING or self._has_just_stopped:
            self.begun.emit()

    @property
    def _has_just_stopped(self) -> bool:
        kept = self._keeper.scene
        return kept is not None and kept.agreement_id == self.scene and not self._keeper.is_running

    def _stage_of(self, found: SceneDay) -> DayStage:
        evening = found.tonight.evening if found.tonight is not None else None
        if found.running is not None:
            return DayStage.RUNNING
        if found.rests:
            return DayStage.RESTS
        if evening is Evening.OFF:
            return DayStage.OFF
        if not self._ws.session.is_together:
            return DayStage.ALONE
        if evening is None:
            return DayStage.CHECKS
        return DayStage.READY if found.may_begin else DayStage.NOT_AS_PLANNED

    # --- before

    def keep_look(self, look: LiveLook) -> None:
        """Remember how the page of a scene is shown."""
        if self.found is not None:
            self.found = self.found._replace(look=look)
        self.write(SHARED, lambda uow: save_live_look(uow, look))

    def choose(self, evening: Evening, without: tuple[str, ...] = ()) -> None:
        """Both choose what to do instead of what was planned."""
        scene, today = self.scene, self._ws.today
        self.write(
            SHARED,
            lambda uow: scene_day.choose_evening(
                uow, agreement_id=scene, evening=evening, today=today, without=without
            ),
            self.on_saved,
        )

    def begin(self) -> None:
        """Both start it."""
        scene, today, now = self.scene, self._ws.today, self._ws.clock()
        base, ids = self._ws.catalogue, self._ws.ids
        self.write(
            SHARED,
            lambda uow: live.begin_scene(uow, agreement_id=scene, today=today, now=now, base=base, new_id=ids),
            self.on_saved,
        )

    # --- while it runs

    def _unwritten(self) -> Unwritten | None:
        kept = self._keeper.scene
        if kept is None:
            return None
        return Unwritten(key=kept.key, elapsed=self._keeper.elapsed, events=self._keeper.unwritten)

    def _on_tick(self) -> None:
        is_due = bool(self._keeper.unwritten) or self._keeper.elapsed - self._beat_at >= BEAT
        if is_due and not self._is_writing:
            self.write_now()

    def write_now(self) -> None:
        """Note what happened. What can't be written now is tried again soon."""
        unwritten, now = self._unwritten(), self._ws.clock()
        if unwritten is None or self._keeper.scene is None or not (self._keeper.is_running or unwritten.events):
            return
        self._is_writing, self._beat_at = True, unwritten.elapsed

        def wrote(_changes: Changes) -> None:
            self._is_writing = False
            self._keeper.wrote(unwritten.events)
            if self._is_left:
                self.leave()

        def failed(error: Exception) -> None:
            self._is_writing = False
            self._again.start()
            self.failed.emit(error)

        self._ws.write(
            SHARED,
            lambda uow: live.keep_running(uow, **unwritten._asdict(), now=now),
            by=self,
            done=wrote,
            failed=failed,
        )

    def leave(self) -> None:
        """The stop page was left; what happened is kept until it is written."""
        self._is_left = bool(self._keeper.unwritten)
        if not self._is_left:
            self._keeper.forget()
