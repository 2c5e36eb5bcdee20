"""A scene that runs outlives the session: while the vault is locked, its words and its time stay in sight."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.ui.tasks import Lane

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.bootstrap.vault_access import ThreadedVaultAccess
    from app.platforms.interface import Awake
    from app.ui.idle import IdleTimer
    from app.ui.scene_keeper import SceneKeeper
    from app.ui.tasks import Tasks
    from app.ui.window import MainWindow


class SceneWatch(QObject):
    """One per program; what it needs is loaded with the first session."""

    touched = Signal()
    """Somebody wants to unlock."""

    def __init__(
        self,
        window: MainWindow,
        tasks: Tasks,
        access: ThreadedVaultAccess,
        awake: Callable[[], Awake] | None,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._window, self._tasks, self._access, self._awake = window, tasks, access, awake

    @cached_property
    def keeper(self) -> SceneKeeper:
        """Keeps the scene that runs, if there is one."""
        from app.ui.scene_keeper import SceneKeeper

        return SceneKeeper(awake=self._awake() if self._awake is not None else None, parent=self)

    def watch(self, idle: IdleTimer) -> None:
        """While a scene runs, nobody has to press a key for the vault to stay open: check-ins and its cap see to it."""

        def stay() -> None:
            if self.keeper.is_running:
                idle.touch()

        self.keeper.ticked.connect(stay)

    def show(self) -> bool:
        """Show what stays in sight of a scene; whether there is one that runs."""
        if "keeper" not in vars(self) or not self.keeper.is_running:
            return False
        from app.ui.scene_day.hidden_view import HiddenScene

        hidden = HiddenScene(self.keeper)
        hidden.touched.connect(self.touched)
        hidden.stopped.connect(self._on_stopped)
        self._window.show_content(hidden, dressed=True)
        hidden.focus_first()
        return True

    def _on_stopped(self) -> None:
        """Note it beside the spaces, which nobody can open now: a kill of the program must not let it run on."""
        from app.services.stopped_unseen import note_stop

        scene = self.keeper.scene
        if scene is not None and self.keeper.unwritten:
            note = partial(note_stop, self._access.place, scene.key, self.keeper.unwritten[-1])
            # Where that fails, it is written at the next unlock of this program, as before.
            self._tasks.run(Lane.DATABASE, note, failed=lambda _error: None, keep=True)
