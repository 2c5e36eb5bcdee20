"""Keeps the house: lets people in, builds the shell, locks, hides, and puts everything away at the end."""

from __future__ import annotations

import gc
from functools import cached_property
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from app.bootstrap.vault_door import VaultDoor, new_id, utc_now
from app.ui.door import LockReason
from app.ui.prompts import WindowPrompts
from app.ui.start.page import StartPage
from app.ui.tasks import PAUSE, Lane, Tasks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtGui import QWindow

    from app.bootstrap.noticing import Noticing
    from app.bootstrap.warm_up import WarmUp
    from app.hardening.crashes import Crash
    from app.hardening.start import Start
    from app.models.base import PersonId
    from app.models.person import Person
    from app.ui.clipboard import SecretClipboard
    from app.ui.design.design import Design
    from app.ui.idle import IdleTimer
    from app.ui.preferences import Preferences
    from app.ui.session import Session
    from app.ui.shell.shell import Shell
    from app.ui.window import MainWindow
    from app.ui.workspace import Workspace


class Keeper(QObject):
    """One a program; lives on the UI thread."""

    def __init__(
        self,
        start: Start,
        application: QApplication,
        window: MainWindow,
        design: Design,
        settings: Preferences,
        warm_up: WarmUp,
        place: Path,
    ) -> None:
        super().__init__(window)
        self._start, self._window, self._design, self._settings = start, window, design, settings
        self._warm_up = warm_up
        self._banner = ""
        self._shell: Shell | None = None
        self._session: Session | None = None
        self._noticing: Noticing | None = None
        self._hidden = False
        self._crashed = False
        self.prompts = WindowPrompts(design, window)
        self.tasks = Tasks(self.prompts.show_error, self)
        self.door = VaultDoor(place, self.tasks, warm_up, demo=start.options.demo, parent=self)
        self._connect(application)
        if start.options.demo:
            self._make_demo()
        else:
            self._show_start(LockReason.START)

    @cached_property
    def clipboard(self) -> SecretClipboard:
        """Made when it is first needed, as the first window does without."""
        from app.ui.clipboard import SecretClipboard

        return SecretClipboard(QApplication.clipboard(), self)

    @cached_property
    def idle(self) -> IdleTimer:
        """Made when somebody is let in."""
        from app.ui.idle import IdleTimer

        idle = IdleTimer(parent=self)
        idle.timed_out.connect(self.on_timed_out)
        idle.warned.connect(self._on_warned)
        idle.woke.connect(self._on_woke)
        return idle

    @property
    def shell(self) -> Shell | None:
        """What is shown while somebody is here."""
        return self._shell

    def lock(self, reason: LockReason = LockReason.LOCKED) -> None:
        """Blank first; then drafts, questions, the database, what was copied, the keys."""
        self._window.show_blank()
        if self._session is None:
            if reason is not LockReason.HIDDEN:
                self._show_start(reason)
            self._hidden = reason is LockReason.HIDDEN
            return
        self.idle.stop()
        close = self._closing()
        self._put_away()
        self._hidden = reason is LockReason.HIDDEN
        self.tasks.run(Lane.DATABASE, close, lambda _none: self._on_locked(reason), keep=True)

    def end(self) -> None:
        """The program ends: everything is saved and closed before it does."""
        self.idle.stop()
        self._settings.geometry = self._window.saveGeometry()
        self._settings.sync()
        close = self._closing()
        if self._session is not None:
            self._put_away()
        self.clipboard.put_away()
        if self.door.is_ready:
            self.tasks.run(Lane.DATABASE, close, keep=True)
        self.tasks.close()

    def on_opened(self, here: tuple[str, ...]) -> None:
        """Somebody is in: read who they are, then build the shell."""
        gate = self.door.gate
        self._settings.vault = self._settings.vault if self._start.options.demo else self.door.place
        self.tasks.run(Lane.DATABASE, gate.profiles, lambda people: self._build(people, here))

    def on_timed_out(self) -> None:
        """Nobody has done anything for a while."""
        self.lock(LockReason.IDLE)

    def on_hide(self) -> None:
        """Hide now."""
        self.lock(LockReason.HIDDEN)

    def on_lock(self) -> None:
        """Lock, unless it is locked."""
        if self._session is not None:
            self.lock()

    def on_touched(self) -> None:
        """Somebody touched the blank page: let them in again."""
        if self._hidden:
            self._hidden = False
            self._show_start(LockReason.HIDDEN)

    def on_join(self) -> None:
        """The other one comes in beside the one who is here, or a partner joins a vault for one."""
        from app.ui.start.join import ExtendView, JoinView

        session = self._session
        if session is None or session.me is None:
            return
        if self._shell is not None:
            self._shell.flush()  # so that nothing is saved, and said to be, once the other is here
        me = session.person(session.me)
        other = next((person for person in session.people if person.id != me.id), None)
        if other is None:
            extend = ExtendView(self._design, self.door, self.prompts, me)
            extend.joined.connect(self._on_joined)
            extend.cancelled.connect(self._window.end_over)
            extend.abandoned.connect(self.on_lock)
            self._window.show_over(extend)
        else:
            join = JoinView(self._design, self.door, other)
            join.joined.connect(self._on_joined)
            join.cancelled.connect(self._window.end_over)
            self._window.show_over(join)
            join.focus_first()

    def on_leave(self) -> None:
        """The one who joined leaves; the other goes on alone."""
        session = self._session
        if session is None or len(session.presence.here) < 2:
            return
        leaving = session.presence.here[-1]
        gate, noticing = self.door.gate, self._noticing
        noted = noticing.leaving(leaving) if noticing is not None else None
        session.set_presence(session.presence.with_left(leaving))
        self.tasks.run(Lane.DATABASE, lambda: _noted(noted, lambda: gate.leave(leaving)), keep=True)

    def _connect(self, application: QApplication) -> None:
        self._window.lock_asked.connect(self.on_lock)
        self._window.hide_asked.connect(self.on_hide)
        self._window.touched.connect(self.on_touched)
        application.focusWindowChanged.connect(self._on_window)
        self._start.crashes.shown_by(self._on_crash)
        self._warm_up.failed.connect(lambda: self._end_check(1))

    def _show_start(self, reason: LockReason) -> None:
        page = StartPage(self._design, self.door, self.prompts)
        page.opened.connect(self.on_opened)
        page.reading.connect(self._on_reading)
        self._window.show_content(page)
        page.activate(reason)

    def _on_reading(self) -> None:
        """The reading texts, which need no passphrase."""
        from app.bootstrap.reading_window import ReadingWindow

        reading = ReadingWindow(self._design)
        reading.closed.connect(self._window.end_over)
        self._window.show_over(reading)
        reading.on_opened("resources")

    def _build(self, people: tuple[Person, ...], here: tuple[str, ...]) -> None:
        from app.bootstrap.noticing import Noticing
        from app.bootstrap.tidying import Tidying
        from app.models.presence import Presence
        from app.ui.session import Session

        presence = Presence(here=tuple(cast("PersonId", each) for each in here))
        self._session = Session(people, presence, self)
        self._noticing = Noticing(self._session, self.tasks, self.door.gate, utc_now, new_id)
        Tidying(self._session, self.tasks, self.door.gate)
        self.tasks.in_pieces(self._build_shell(self._session), owner=self._session)

    def _build_shell(self, session: Session) -> Iterator[object]:
        from app.ui.shell.registry import places
        from app.ui.shell.shell import Shell

        where = places()
        for place in where:
            # Painting the icons takes as long as everything else in the shell.
            self._design.icon(place.icon)
            yield None
        yield PAUSE
        shell = Shell(self._workspace(session), where, self._banner)
        yield PAUSE
        self._show_shell(shell)

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
            unit_of_work=self.door.gate.unit,
            vault=self.door.gate,
            extras={"about": about_lines(self._start.hardening), "place": self.door.place},
        )

    def _show_shell(self, shell: Shell) -> None:
        shell.lock_asked.connect(self.lock)
        shell.hide_asked.connect(self.on_hide)
        shell.join_asked.connect(self.on_join)
        shell.leave_asked.connect(self.on_leave)
        self._shell = shell
        self._window.show_content(shell)
        self.tasks.in_pieces(self._arrive(shell), owner=shell)
        self.idle.watch(self._window.windowHandle())
        self.idle.start(self._minutes)
        if self._start.options.self_check:
            self._walk(shell)

    def _arrive(self, shell: Shell) -> Iterator[object]:
        from app.ui.shell.places import PageId

        # The frame is painted before Home is made.
        yield PAUSE
        shell.go(PageId.HOME)

    def _on_window(self, window: QWindow | None) -> None:
        if self._session is not None:
            self.idle.watch(window)

    def _minutes(self) -> float:
        both = self._session is not None and len(self._session.presence.here) > 1
        return self._settings.together_minutes if both else self._settings.alone_minutes

    def _closing(self) -> Callable[[], None]:
        """Closes the vault, after the last that is to be noted."""
        noticing, self._noticing = self._noticing, None
        noted = noticing.ending() if noticing is not None else None
        return lambda: _noted(noted, self.door.gate.close)

    def _put_away(self) -> None:
        if self._shell is not None:
            self._shell.flush()
        self.prompts.close_all()
        self.tasks.drain(2.0, self.door.gate.interrupt)
        self.tasks.next_epoch()
        self.clipboard.put_away()
        self._window.drop_content()
        self._shell = None
        if self._session is not None:
            self._session.deleteLater()
            self._session = None

    def _on_locked(self, reason: LockReason) -> None:
        gc.collect()
        if reason is not LockReason.HIDDEN:
            self._show_start(reason)

    def _on_joined(self, here: tuple[str, ...]) -> None:
        self.tasks.run(Lane.DATABASE, self.door.gate.profiles, lambda people: self._show_joined(people, here))

    def _show_joined(self, people: tuple[Person, ...], here: tuple[str, ...]) -> None:
        session = self._session
        if session is None:
            return
        session.set_people(people)
        presence = session.presence
        for person_id in (cast("PersonId", each) for each in here if each not in presence.here):
            presence = presence.with_joined(person_id)
        session.set_presence(presence)
        self._window.end_over()

    def _on_warned(self, seconds: int) -> None:
        if self._shell is not None:
            self._shell.show_idle(seconds)

    def _on_woke(self) -> None:
        if self._shell is not None:
            self._shell.clear_idle()

    def _on_crash(self, crash: Crash) -> None:
        self._crashed = True
        # It may happen on any thread; what is shown is shown from the event loop.
        QTimer.singleShot(0, self, lambda: self.prompts.show_error(RuntimeError(crash.kind)))

    def _make_demo(self) -> None:
        from app.ui.kit.empty import EmptyState

        words = self.tr("A moment: two made-up people are moving in.")
        self._window.show_content(EmptyState(self._design, "hourglass", self.tr("The sample vault"), words))

        def make() -> str:
            from app.bootstrap.demo import make_sample_vault

            return make_sample_vault(self.door, self._warm_up.catalogue, self._warm_up.texts)

        def begin() -> None:
            self._warm_up.ready.disconnect(begin)
            self.tasks.run(Lane.DATABASE, make, self._on_demo_made, self._on_demo_failed)

        self._warm_up.ready.connect(begin)

    def _on_demo_made(self, passphrases: str) -> None:
        words = self.tr("Made-up people in a temporary folder that is removed at the end. Passphrases: {words}")
        self._banner = words.replace("{words}", passphrases)
        self.door.set_note(self._banner)
        self._show_start(LockReason.START)
        if self._start.options.self_check:
            first = self.door.marks()[0].person_id
            secret = passphrases.partition(" · ")[0].partition(": ")[2]
            self.door.unlock(first, secret, self.on_opened, self.prompts.show_error)

    def _on_demo_failed(self, error: Exception) -> None:
        self.prompts.show_error(error, self._window.close)
        self._end_check(1)

    def _walk(self, shell: Shell) -> None:
        """Visit every place once, then end; for the checks."""
        from app.ui.shell.places import PageId

        waiting = [page for page in PageId if page is not PageId.MY_READING]

        def step() -> None:
            if waiting:
                QTimer.singleShot(100, shell, step)
                shell.go(waiting.pop(0))
            else:
                self._end_check(0)

        step()

    def _end_check(self, code: int) -> None:
        if self._start.options.self_check:
            QApplication.exit(code or int(self._crashed))


def _noted(noted: Callable[[], None] | None, close: Callable[[], None]) -> None:
    """Close in any case, whatever becomes of the note."""
    try:
        if noted is not None:
            noted()
    finally:
        close()
