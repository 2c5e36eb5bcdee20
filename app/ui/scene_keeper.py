"""Keeps a scene going whatever is shown: its time, what happened, and what has not been written yet.

One per program. It outlives locking, so that the page that is shown then still knows the words and the time.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal

from app.models.live import STOPS, Live, LiveEvent, LiveMark, LiveState, final_state, next_event, state_at, with_event
from app.platforms.interface import Awake, NoAwake
from app.ui.idle import Clocks

SECOND_MS = 1_000


@dataclass(frozen=True)
class KeptScene:
    """A scene that was started, and the words that are shown while it runs and when it stops."""

    key: str
    live: Live
    stop_words: tuple[str, ...]
    stop_lines: tuple[str, ...]

    @property
    def agreement_id(self) -> str:
        """The agreement that it is held under."""
        return self.key.partition("/")[0]


class SceneKeeper(QObject):
    """Counts the seconds, notices by itself when a scene stops, and says what has to be written."""

    ticked = Signal()
    """A second has passed, or something happened."""
    stopped = Signal()
    """The scene has stopped just now: shown first, written afterwards."""
    woken = Signal(bool)
    """Whether the screen is kept awake; may be emitted on any thread."""

    def __init__(
        self, now: Callable[[], Clocks] = Clocks.read, awake: Awake | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._now, self._awake = now, awake or NoAwake()
        self.scene: KeptScene | None = None
        self.is_awake = True
        """Whether the screen is kept awake, as far as is known."""
        self.woken.connect(self._on_woken)
        self.unwritten: tuple[LiveEvent, ...] = ()
        """What happened and is in no part yet."""
        self._had, self._since = 0.0, 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(SECOND_MS)
        self._timer.timeout.connect(self.look)

    @property
    def elapsed(self) -> float:
        """Seconds since the scene began, including what the computer slept."""
        return self._had + max(0.0, self._now().boot - self._since)

    @property
    def state(self) -> LiveState | None:
        """What holds now; None without a scene."""
        return state_at(self.scene.live, self.elapsed) if self.scene is not None else None

    @property
    def is_running(self) -> bool:
        """Whether there is a scene that has not stopped."""
        state = self.state
        return state is not None and state.stopped is None

    def keep(self, scene: KeptScene, elapsed: float) -> None:
        """Go on with a scene that has run so long; one that is kept already goes by its own time."""
        if self.scene is None or self.scene.key != scene.key:
            self._had, self._since, self.unwritten = elapsed, self._now().boot, ()
            self.scene = scene
            self._awake.hold(self.woken.emit)
        if self.is_running:
            self._timer.start()

    def happen(self, mark: LiveMark, ids: tuple[str, ...] = ()) -> None:
        """Something happens in the scene; nothing does once it has stopped."""
        state = self.state
        if state is None or state.stopped is not None:
            self.look()
            return
        assert self.scene is not None
        self._note(next_event(self.scene.live, self.elapsed, mark, ids))
        self.look()

    def look(self) -> None:
        """See whether it has stopped by itself."""
        state = self.state
        if self.scene is None or state is None:
            return
        if state.stopped is None:
            self.ticked.emit()
            return
        if self._timer.isActive():
            self._timer.stop()
            self._awake.release()
            if not any(event.mark in STOPS for event in self.scene.live.events):
                self._note(next_event(self.scene.live, state.stopped_at, state.stopped))
            self.stopped.emit()
        self.ticked.emit()

    def wrote(self, events: Collection[LiveEvent]) -> None:
        """These are in the parts now."""
        self.unwritten = tuple(event for event in self.unwritten if event not in events)

    def forget(self) -> None:
        """Nothing of it is shown any more."""
        self._timer.stop()
        self._awake.release()
        self.scene, self.unwritten = None, ()

    def _on_woken(self, is_awake: bool) -> None:
        self.is_awake = is_awake

    def _note(self, event: LiveEvent) -> None:
        assert self.scene is not None
        self.scene = replace(self.scene, live=with_event(self.scene.live, event))
        self.unwritten = (*self.unwritten, event)

    @property
    def minutes(self) -> int:
        """Whole minutes that it has run, or had when it stopped."""
        if self.scene is None:
            return 0
        end = final_state(self.scene.live).stopped_at
        return int(min(self.elapsed, end)) // 60
