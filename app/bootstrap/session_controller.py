"""The life of a session: people are let in, the shell is built, locked, hidden, and closed at the end."""

from __future__ import annotations

import gc
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from app.bootstrap.settled import Settled
from app.bootstrap.vault_access import ThreadedVaultAccess, new_id, utc_now
from app.ui.prompts import Prompts
from app.ui.start.page import StartPage
from app.ui.tasks import PAUSE, Lane, Tasks
from app.ui.vault_access import LockReason
from app.ui.wording import fill

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtGui import QWindow

    from app.bootstrap.joining import JoinController
    from app.bootstrap.lock_source import LockSource
    from app.bootstrap.locking import Locking
    from app.bootstrap.noticing import Noticing
    from app.bootstrap.sample import SelfCheck
    from app.bootstrap.warm_up import WarmUp
    from app.hardening.crashes import Crash
    from app.hardening.start import Start
    from app.services.vault_service import Arrival
    from app.ui.clipboard import SecretClipboard
    from app.ui.design.design import Design
    from app.ui.idle import Clocks
    from app.ui.preferences import Preferences
    from app.ui.session import Session
    from app.ui.shell.shell import Shell
    from app.ui.window import MainWindow
    from app.ui.workspace import Workspace


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
    ) -> None:
        super().__init__(window)
        self._start, self._window, self._design, self._settings = start, window, design, settings
        self._warm_up, self._lock_source = warm_up, lock_source
        self._banner = ""
        self.shell: Shell | None = None
        """None while nobody is here."""
        self._session: Session | None = None
        self._noticing: Noticing | None = None
        self._joining: JoinController | None = None
        self._is_arriving = False
        self._entering_since: Clocks | None = None
        self._hidden = False
        self._check: SelfCheck | None = None
        self._is_making_sample = False
        self.prompts = Prompts(design, window)
        self.tasks = Tasks(self._on_failed, self)
        self.tasks.busy_changed.connect(design.on_busy)
        Settled(self.tasks, self).reached.connect(self._on_settled)
        self.access = ThreadedVaultAccess(place, self.tasks, warm_up, demo=start.options.demo, parent=self)
        window.lock_asked.connect(self.on_lock)
        window.hide_asked.connect(self.on_hide)
        window.touched.connect(self.on_touched)
        application.focusWindowChanged.connect(self._on_window)
        start.crashes.shown_by(self._on_crash)
        if start.options.self_check:
            from app.bootstrap.sample import SelfCheck

            self._check = SelfCheck(self)
            warm_up.failed.connect(self._check.fail)
        if start.options.demo:
            self._make_sample()
        else:
            self._show_start(LockReason.START)

    @cached_property
    def clipboard(self) -> SecretClipboard:
        """Made at its first use, as the first window doesn't need it."""
        from app.ui.clipboard import SecretClipboard

        return SecretClipboard(QApplication.clipboard(), self)

    @cached_property
    def locking(self) -> Locking:
        """Made when somebody is let in, as the first window doesn't need it."""
        from app.bootstrap.locking import Locking

        locking = Locking(self._lock_source(), self.tasks, self.access.service, self._settings, self)
        locking.due.connect(self.lock_because)
        return locking

    def lock(self, reason: LockReason = LockReason.LOCKED, error: Exception | None = None) -> None:
        """Blank the window, then save drafts and close dialogs, clipboard, database and keys; show `error` last."""
        self._window.show_blank()
        if self._session is None:
            if not self._is_making_sample:
                self.access.turn_away()
            if reason is not LockReason.HIDDEN:
                self._show_start(reason, error)
            self._hidden = reason is LockReason.HIDDEN
            return
        self.locking.stop()
        close = self._closing()
        self._put_away()
        self._hidden = reason is LockReason.HIDDEN
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
        if self.access.is_ready:
            self.tasks.run(Lane.DATABASE, close, keep=True)
        self.tasks.close()
        if self.access.is_ready:
            self.locking.release()

    def on_opened(self, arrival: Arrival) -> None:
        """Build the shell for somebody who was let in."""
        self._is_arriving = True
        page = self._window.content
        self._entering_since = page.entering_since if isinstance(page, StartPage) else None
        try:
            if not self._start.options.demo:
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
            self._show_start(LockReason.HIDDEN)

    def _show_start(self, reason: LockReason, error: Exception | None = None) -> None:
        page = StartPage(self._design, self.access, self.prompts)
        page.opened.connect(self.on_opened)
        page.reading.connect(self._on_reading)
        self._window.show_content(page)
        page.activate(reason)
        if error is not None:
            page.show_error(error)

    def _on_reading(self) -> None:
        """Show the reading texts, which need no passphrase."""
        from app.bootstrap.reading_window import ReadingWindow

        reading = ReadingWindow(self._design)
        reading.closed.connect(self._window.end_over)
        self._window.show_over(reading)
        reading.on_opened("resources")

    def _build(self, arrival: Arrival) -> None:
        from app.bootstrap.noticing import Noticing
        from app.bootstrap.part_checks import PartChecks
        from app.bootstrap.tidying import Tidying
        from app.models.presence import Presence
        from app.ui.session import Session

        self._session = Session(arrival.people, Presence(here=arrival.here), self)
        self._noticing = Noticing(self._session, self.tasks, self.access.service, utc_now, new_id)
        PartChecks(self._session, self.tasks, self.access.service, utc_now)
        Tidying(self._session, self.tasks, self.access.service)
        self.tasks.in_pieces(self._build_shell(self._session), owner=self._session, failed=self._send_back)

    def _build_shell(self, session: Session) -> Iterator[object]:
        from app.ui.page_id import PageId
        from app.ui.shell.navigation import nav_items
        from app.ui.shell.shell import Shell

        where = nav_items()
        for place in where:
            # Painting the icons takes as long as building the rest of the shell.
            self._design.icon(place.icon)
            yield None
        yield PAUSE
        shell = Shell(self._workspace(session), where, self._banner)
        yield PAUSE
        self._receive(shell)
        yield PAUSE
        self._show_shell(shell)
        # The frame is painted before Home is made.
        yield PAUSE
        shell.pages.go(PageId.HOME)

    def _receive(self, shell: Shell) -> None:
        from app.bootstrap.joining import JoinController

        assert self._noticing is not None
        joining = JoinController(shell.ws, self._noticing, self.access, self._window)
        signals = shell.ws.signals
        signals.join_asked.connect(shell.pages.flush)  # so that nothing is saved, and announced, once both are here
        signals.join_asked.connect(joining.on_join)
        signals.leave_confirmed.connect(joining.on_leave)
        joining.abandoned.connect(self.on_lock)
        self._joining = joining

    def _workspace(self, session: Session) -> Workspace:
        from app.bootstrap.about import about_lines
        from app.ui.workspace import Workspace

        return Workspace(
            session=session,
            tasks=self.tasks,
            prompts=self.prompts,
            design=self._design,
            settings=self._settings,
            clipboard=self.clipboard,
            catalogue=self._warm_up.catalogue,
            texts=self._warm_up.texts,
            clock=utc_now,
            ids=new_id,
            units=self.access.service.unit,
            vault=self.access.service,
            about=about_lines(self._start.hardening),
        )

    def _show_shell(self, shell: Shell) -> None:
        shell.ws.signals.lock_asked.connect(self.lock)
        shell.ws.signals.hide_asked.connect(self.on_hide)
        self.shell = shell
        self._window.show_content(shell, dressed=True)
        self.locking.idle.warned.connect(shell.show_idle)
        self.locking.idle.woke.connect(shell.clear_idle)
        assert self._session is not None
        self.locking.idle.watch(self._window.windowHandle())
        self.locking.start(self._session, self._entering_since)
        if self._check is not None:
            self._check.walk(shell)

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
            self.shell.pages.flush()
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
        self._delete_half_built()
        gc.collect()
        if reason is not LockReason.HIDDEN:
            self._show_start(reason, error)

    def _on_crash(self, crash: Crash) -> None:
        if self._check is not None:
            self._check.has_failed = True
        # A crash can happen on any thread; the message is shown from the event loop.
        QTimer.singleShot(0, self, lambda: self._on_failed(RuntimeError(crash.kind)))

    def _on_failed(self, error: Exception) -> None:
        """Handle an error that nobody else does: send an arriving person back, or show a dialog."""
        page = self._window.content
        is_entering = isinstance(page, StartPage) and page.is_entering
        if self._is_arriving or is_entering or (self._session is None and self.access.is_anybody_here):
            self._send_back(error)
        elif self._joining is not None and self._joining.is_arriving:
            self._joining.send_back(error)
        else:
            self.prompts.show_error(error)

    def _send_back(self, error: Exception) -> None:
        self._is_arriving = False
        self.lock(LockReason.START, error)

    def _delete_half_built(self) -> None:
        # A widget whose constructor raised has no parent that would delete it; all of ours live in the window.
        for widget in QApplication.topLevelWidgets():
            if widget is not self._window and widget.parent() is None and not widget.isVisible():
                widget.deleteLater()

    def _on_settled(self) -> None:
        # Nothing is running: Home has been read and shown.
        home = self.shell.pages.current if self.shell is not None else None
        if home is not None and home.was_activated:
            self._is_arriving = False

    def _make_sample(self) -> None:
        from app.ui.kit.empty import EmptyState

        self._is_making_sample = True
        words = self.tr("A moment: two made-up people are moving in.")
        self._window.show_content(EmptyState(self._design, "hourglass", self.tr("The sample vault"), words))
        self.access.make_sample(self._on_sample, self._on_no_sample)

    def _on_sample(self, passphrases: str) -> None:
        self._is_making_sample = False
        words = self.tr("Made-up people in a temporary folder that is removed at the end. Passphrases: {words}")
        self._banner = fill(words, words=passphrases)
        self.access.note = self._banner
        self._show_start(LockReason.START)
        if self._check is not None:
            first = self.access.marks()[0].person_id
            secret = passphrases.partition(" · ")[0].partition(": ")[2]
            self.access.unlock(first, secret, self.on_opened, self.prompts.show_error)

    def _on_no_sample(self, error: Exception) -> None:
        self._is_making_sample = False
        self.prompts.show_error(error, self._window.close)
        if self._check is not None:
            self._check.fail()
