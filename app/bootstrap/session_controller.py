"""The life of a session: people are let in, the shell is built, locked, hidden, and closed at the end."""

from __future__ import annotations

import gc
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from app.bootstrap.outside_pages import OutsidePages
from app.bootstrap.scene_watch import SceneWatch
from app.bootstrap.settled import Settled
from app.bootstrap.vault_access import ThreadedVaultAccess
from app.errors import AccordError
from app.ui.prompts import Prompts
from app.ui.tasks import PAUSE, Lane, Tasks
from app.ui.vault_access import LockReason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtGui import QWindow

    from app.bootstrap.joining import JoinController
    from app.bootstrap.locking import Locking
    from app.bootstrap.noticing import Noticing
    from app.bootstrap.session_builder import PreparedShell, SessionBuilder
    from app.bootstrap.warm_up import WarmUp
    from app.hardening.crashes import Crash
    from app.hardening.start import Start
    from app.platforms.interface import Awake, LockSource
    from app.services.vault_service import Arrival
    from app.ui.clipboard import SecretClipboard
    from app.ui.design.design import Design
    from app.ui.idle import Clocks
    from app.ui.preferences import Preferences
    from app.ui.session import Session
    from app.ui.shell.shell import Shell
    from app.ui.window import MainWindow


class SessionController(QObject):
    """One per program, on the UI thread.

    Any failure before Home has been painted sends the arriving person back to the unlock page.
    """

    def __init__(
        self,
        start: Start,
        application: QApplication,
        window: MainWindow,
        design: Design,
        settings: Preferences,
        warm_up: WarmUp,
        place: Path,
        lock_source: Callable[[], LockSource],
        awake: Callable[[], Awake] | None = None,
    ) -> None:
        super().__init__(window)
        self._start, self._window, self._design, self._settings = start, window, design, settings
        self._warm_up, self._lock_source = warm_up, lock_source
        self.shell: Shell | None = None
        """None while nobody is here."""
        self._session: Session | None = None
        self._noticing: Noticing | None = None
        self._joining: JoinController | None = None
        self._is_arriving = False
        self._entering_since: Clocks | None = None
        self._hidden = False
        self.prompts = Prompts(design, window)
        self.tasks = Tasks(self._on_failed, self)
        self.tasks.busy_changed.connect(design.on_busy)
        Settled(self.tasks, self).reached.connect(self._on_settled)
        self.access = ThreadedVaultAccess(place, self.tasks, warm_up, parent=self)
        self.access.entering.connect(self._on_entering)
        self._scene = SceneWatch(window, self.tasks, self.access, awake, self)
        self._scene.touched.connect(self.on_scene_touched)
        self._outside = OutsidePages(start, window, design, settings, self.access, self.prompts, warm_up)
        self._outside.opened.connect(self.on_opened)
        window.lock_asked.connect(self.on_lock)
        window.hide_asked.connect(self.on_hide)
        window.touched.connect(self.on_touched)
        warm_up.ready.connect(window.ring_focus)
        application.focusWindowChanged.connect(self._on_window)
        start.crashes.shown_by(self._on_crash)
        self._outside.begin()

    @cached_property
    def clipboard(self) -> SecretClipboard:
        """Made at its first use, as the first window doesn't need it."""
        from app.ui.clipboard import SecretClipboard

        return SecretClipboard(QApplication.clipboard(), self)

    @cached_property
    def _prepared(self) -> PreparedShell:
        from app.bootstrap.session_builder import PreparedShell

        return PreparedShell()

    @cached_property
    def locking(self) -> Locking:
        """Made when somebody is let in, as the first window doesn't need it."""
        from app.bootstrap.locking import Locking

        locking = Locking(self._lock_source(), self.tasks, self.access.service, self._settings, self)
        locking.due.connect(self.lock_because)
        self._scene.watch(locking.idle)
        return locking

    def lock(self, reason: LockReason = LockReason.LOCKED, error: Exception | None = None) -> None:
        """Blank the window, then save drafts and close dialogs, clipboard, database and keys; show `error` last."""
        self._window.show_blank()
        if self._session is None:
            if self._scene.show():
                return
            if not self._outside.is_making_sample:
                self.access.turn_away()
            self._hidden = reason is LockReason.HIDDEN
            if self._hidden:
                self.prompts.close_all()
                self._window.drop_content()  # what was typed at set-up, and a code that was shown
            else:
                self._outside.show_start(reason, error)
            return
        self.locking.stop()
        close = self._closing()
        self._put_away()
        self._hidden = not self._scene.show() and reason is LockReason.HIDDEN
        self.tasks.run(Lane.DATABASE, close, lambda _none: self._on_locked(reason, error), keep=True)

    def end(self) -> None:
        """Save and close everything before the program ends."""
        self._settings.geometry = self._window.saveGeometry()
        self._settings.sync()
        close = self._closing()
        if self._session is not None:
            self.locking.stop()
            self._put_away()
        self.clipboard.clear_all()
        if "_prepared" in vars(self):  # otherwise it would be made only now
            self._prepared.drop()
        self.access.stop_moving()
        if self.access.is_ready:
            self.tasks.run(Lane.DATABASE, close, keep=True)
        self.tasks.close()
        if self.access.is_ready:
            self.locking.release()

    def on_opened(self, arrival: Arrival) -> None:
        """Build the shell for somebody who was let in."""
        self._is_arriving = True
        self._entering_since = self._outside.entering_since
        try:
            if not self._outside.is_sample:
                self._settings.vault = self.access.place
            self._build(arrival)
        except Exception as error:
            self._send_back(error)

    def lock_because(self, reason: LockReason) -> None:
        """Lock without being asked, unless nobody is here."""
        if self._session is not None:
            self.lock(reason)

    def on_hide(self) -> None:
        """Lock and leave a blank window."""
        self.lock(LockReason.HIDDEN)

    def on_lock(self) -> None:
        """Lock, unless nobody is here."""
        self.lock_because(LockReason.LOCKED)

    def on_touched(self) -> None:
        """Show the unlock page when somebody touches the blank window."""
        if self._hidden:
            self._hidden = False
            self._outside.show_start(self._reason(LockReason.HIDDEN))

    def on_scene_touched(self) -> None:
        """Show the unlock page in place of what is left in sight of a scene."""
        self._outside.show_start(self._reason(LockReason.LOCKED))

    def _reason(self, reason: LockReason) -> LockReason:
        """Why it is locked; that everything was saved is never said if it was not."""
        lost, self.tasks.lost = self.tasks.lost, None
        return LockReason.UNSAVED if isinstance(lost, AccordError) else reason

    def _on_entering(self) -> None:
        if self._session is not None or not self.access.is_ready:
            return
        # What fails here is tried again, and told, once somebody is let in.
        self.tasks.in_pieces(self._prepared.make(self._design), owner=self, failed=lambda _error: None)

    def _build(self, arrival: Arrival) -> None:
        from app.bootstrap.session_builder import SessionBuilder

        builder = SessionBuilder(arrival, self.access, self.tasks, self._window)
        self._session, self._noticing = builder.session, builder.noticing
        self.tasks.in_pieces(self._build_shell(builder), owner=self._session, failed=self._send_back)

    def _build_shell(self, builder: SessionBuilder) -> Iterator[object]:
        from app.ui.page_id import PageId

        hardening, look = self._start.hardening, (self._design, self._settings, self._scene.keeper)
        ws = builder.workspace(self.prompts, *look, self.clipboard, self._warm_up, hardening)
        if not self._outside.is_sample:
            builder.back_up_daily(ws)
        shell = yield from builder.shell(ws, self._outside.banner, self._prepared)
        yield PAUSE
        self._joining = builder.joining(shell)
        self._joining.abandoned.connect(self.on_lock)
        yield PAUSE
        self._show_shell(shell)
        # The frame is painted before Home is made.
        yield PAUSE
        shell.pages.go(PageId.HOME)

    def _show_shell(self, shell: Shell) -> None:
        shell.ws.signals.lock_asked.connect(self.lock)
        shell.ws.signals.hide_asked.connect(self.on_hide)
        self.shell = shell
        self._window.show_content(shell, dressed=True)
        assert self._session is not None
        self.locking.show_in(self._window, shell.idle_warning)
        self.locking.start(self._session, self._entering_since)
        if self._outside.check is not None:
            self._outside.check.walk(shell)

    def _on_window(self, window: QWindow | None) -> None:
        if self._session is not None:
            self.locking.idle.watch(window)

    def _closing(self) -> Callable[[], None]:
        """Closes the vault after the last facts have been recorded."""
        noticing, self._noticing = self._noticing, None
        close = self.access.service.close
        return close if noticing is None else noticing.ending(close)

    def _put_away(self) -> None:
        if self.shell is not None:
            self.shell.pages.put_away()
        self.prompts.close_all()
        self.tasks.drain(2.0, self.access.service.interrupt)
        self.tasks.next_epoch()
        self.clipboard.clear_all()
        self._window.drop_content()
        self.shell = self._joining = None
        self._is_arriving = False
        if self._session is not None:
            self._session.deleteLater()
            self._session = None

    def _on_locked(self, reason: LockReason, error: Exception | None) -> None:
        self.locking.release()
        _delete_half_built(self._window)
        if reason is not LockReason.HIDDEN and self._window.content is None:
            self._outside.show_start(self._reason(reason), error)

    def _on_crash(self, crash: Crash) -> None:
        check = self._outside.check
        if check is not None:
            check.has_failed = True
            QTimer.singleShot(0, check, check.end)
            return
        # A crash can happen on any thread; the message is shown from the event loop.
        QTimer.singleShot(0, self, lambda: self._on_failed(RuntimeError(crash.kind)))

    def _on_failed(self, error: Exception) -> None:
        """Handle an error that nobody else does: send an arriving person back, or show a dialog."""
        if self._is_arriving or self._outside.is_entering or (self._session is None and self.access.is_anybody_here):
            self._send_back(error)
        elif self._joining is not None and self._joining.is_arriving:
            self._joining.send_back(error)
        else:
            self.prompts.show_error(error)

    def _send_back(self, error: Exception) -> None:
        self._is_arriving = False
        self.lock(LockReason.START, error)

    def _on_settled(self) -> None:
        # Nothing is running: Home has been read and shown.
        home = self.shell.pages.current if self.shell is not None else None
        if home is not None and home.was_activated:
            self._is_arriving = False


def _delete_half_built(window: MainWindow) -> None:
    # A widget whose constructor raised has no parent that would delete it; all of ours live in the window.
    for widget in QApplication.topLevelWidgets():
        if widget is not window and widget.parent() is None and not widget.isVisible():
            widget.deleteLater()
    gc.collect()
