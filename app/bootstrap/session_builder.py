"""Builds what a session is made of, for whoever was let in; loaded while they type, not for the first window."""

from __future__ import annotations

from collections.abc import Generator, Iterator

from shiboken6 import isValid

from app.bootstrap.about import about_lines
from app.bootstrap.daily_backup import DailyBackup
from app.bootstrap.joining import JoinController
from app.bootstrap.noticing import Noticing
from app.bootstrap.part_checks import PartChecks
from app.bootstrap.tidying import Tidying
from app.bootstrap.vault_access import ThreadedVaultAccess, new_id, utc_now
from app.bootstrap.warm_up import WarmUp
from app.hardening.report import HardeningReport
from app.models.presence import Presence
from app.services.vault_service import Arrival
from app.ui.clipboard import SecretClipboard
from app.ui.design.design import Design
from app.ui.preferences import Preferences
from app.ui.prompts import Prompts
from app.ui.scene_keeper import SceneKeeper
from app.ui.session import Session
from app.ui.shell.navigation import nav_items
from app.ui.shell.shell import Shell
from app.ui.shell.sidebar import Sidebar
from app.ui.tasks import PAUSE, Tasks
from app.ui.window import MainWindow
from app.ui.workspace import Workspace


class PreparedShell:
    """The part of a shell that depends on nobody: there is time to build it while keys are derived."""

    def __init__(self) -> None:
        self.items = nav_items()
        self._sidebar: Sidebar | None = None

    def make(self, design: Design) -> Iterator[object]:
        """Make in pieces what is not there yet."""
        for item in self.items:
            design.icon(item.icon)
            yield None
        if self._sidebar is None or not isValid(self._sidebar):
            self._sidebar = Sidebar(design, self.items)

    def drop(self) -> None:
        """Delete what nobody took: the program ends."""
        sidebar = self.take()
        if sidebar is not None and isValid(sidebar):
            sidebar.deleteLater()

    def take(self) -> Sidebar | None:
        """Hand over what was made; the next shell gets its own."""
        sidebar, self._sidebar = self._sidebar, None
        return sidebar


class SessionBuilder:
    """First the session itself, then its shell in pieces, then what lets a partner join it."""

    def __init__(self, arrival: Arrival, access: ThreadedVaultAccess, tasks: Tasks, window: MainWindow) -> None:
        self._access, self._tasks, self._window = access, tasks, window
        self.session = Session(arrival.people, Presence(here=arrival.here), window)
        self.noticing = Noticing(self.session, tasks, access.service, utc_now, new_id)
        PartChecks(self.session, tasks, access.service, utc_now, new_id)
        Tidying(self.session, tasks, access.service)

    def workspace(
        self,
        prompts: Prompts,
        design: Design,
        settings: Preferences,
        keeper: SceneKeeper,
        clipboard: SecretClipboard,
        warm_up: WarmUp,
        hardening: HardeningReport,
    ) -> Workspace:
        """What its pages work with."""
        return Workspace(
            session=self.session,
            tasks=self._tasks,
            prompts=prompts,
            design=design,
            settings=settings,
            keeper=keeper,
            clipboard=clipboard,
            catalogue=warm_up.catalogue,
            texts=warm_up.texts,
            clock=utc_now,
            ids=new_id,
            units=self._access.service.unit,
            vault=self._access.service,
            about=about_lines(hardening),
        )

    def back_up_daily(self, ws: Workspace) -> None:
        """Let it take a backup on each day of use."""
        DailyBackup(self.session, ws.backing_up)

    def shell(self, ws: Workspace, banner: str, prepared: PreparedShell) -> Generator[object, None, Shell]:
        """Build the shell, without a page, in pieces."""
        yield from prepared.make(ws.design)
        yield PAUSE
        return Shell(ws, prepared.items, banner, prepared.take())

    def joining(self, shell: Shell) -> JoinController:
        """What lets a partner join, or leave."""
        joining, signals = JoinController(shell.ws, self.noticing, self._access, self._window), shell.ws.signals
        signals.join_asked.connect(shell.pages.put_away)  # so that nothing is saved, and announced, once both are here
        signals.join_asked.connect(joining.on_join)
        signals.leave_confirmed.connect(joining.on_leave)
        joining.joined.connect(shell.pages.go_home)
        return joining
