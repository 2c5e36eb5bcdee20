"""What a page works with: reading, writing, asking and telling."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeVar

from pydantic import ValidationError
from PySide6.QtCore import QCoreApplication, QObject, Signal
from shiboken6 import isValid

from app.errors import InputError, NotYours
from app.models.base import Clock, IdSource, PersonId
from app.models.catalogue import Catalogue
from app.models.changes import Changes
from app.models.person import Person, partner_of
from app.models.texts import Texts
from app.services import afterwards, unadded
from app.services.long_work import Stopped
from app.services.units import UnitOfWork, Units
from app.services.vault_service import VaultService
from app.ui.backing_up import BackingUp
from app.ui.clipboard import SecretClipboard
from app.ui.design.design import Design
from app.ui.importing import load
from app.ui.local_zone import LOCAL
from app.ui.moving import FilesMoving
from app.ui.page_id import PageId
from app.ui.preferences import Preferences
from app.ui.prompts import Prompts
from app.ui.scene_keeper import SceneKeeper
from app.ui.scene_over import SceneOver
from app.ui.session import Session
from app.ui.tasks import Lane, Task, Tasks
from app.ui.unadded import Unadded

S = TypeVar("S")
T = TypeVar("T")
Saved = TypeVar("Saved", bound=Changes)
SHARED = "shared"


class ShellSignals(QObject):
    """What pages and header tell the shell, and the shell the session."""

    saving = Signal()
    saved = Signal()
    refused = Signal(object)
    """The error with which something was not saved."""
    toasted = Signal(str, object)
    navigated = Signal(object, object)
    """To a PageId, with its argument."""
    handing_over = Signal(object, object, object)
    """PersonId (None: back to both), PageId, argument."""
    stop_asked = Signal()
    """Save everything and lock."""
    lock_asked = Signal()
    hide_asked = Signal()
    join_asked = Signal()
    leave_confirmed = Signal()
    """Whoever stays gave their passphrase; their partner leaves."""

    def to_resources(self) -> None:
        """Go to where somebody to talk to is named."""
        self.navigated.emit(PageId.READING, "resources")


@contextmanager
def refusals_as_input_errors() -> Iterator[None]:
    """Turn a model's `ValidationError` (too long, empty) into an `InputError`, which names the field, not the value."""
    refused = ""
    try:
        yield
    except ValidationError as error:
        refused = ".".join(str(part) for part in error.errors(include_input=False)[0]["loc"])
    else:
        return
    raise InputError(refused, "invalid")


@dataclass(frozen=True)
class Workspace:
    """Made once per session; nothing but the keeper of a scene outlives locking."""

    session: Session
    tasks: Tasks
    prompts: Prompts
    design: Design
    settings: Preferences
    clipboard: SecretClipboard
    catalogue: Catalogue
    texts: Texts
    clock: Clock
    ids: IdSource
    units: Units
    vault: VaultService
    signals: ShellSignals = field(default_factory=ShellSignals)
    keeper: SceneKeeper = field(default_factory=SceneKeeper)
    """Keeps a scene going; the only thing that outlives locking, as its page is shown then, too."""
    about: tuple[str, ...] = ()
    """What Settings says about the program and its hardening, one line each."""

    @cached_property
    def unadded(self) -> Unadded:
        """What is typed into fields and not added yet."""

        def load(people: tuple[PersonId, ...], done: Callable[[dict[str, str]], object]) -> None:
            self.read(lambda uow: unadded.unadded(uow, people=people), done, owner=self.session)

        def save(people: tuple[PersonId, ...], words: dict[str, str]) -> None:
            space = people[0] if len(people) == 1 else SHARED
            self.write(space, lambda uow: unadded.keep_unadded(uow, people=people, words=words), by=self.session)

        return Unadded(self.session, load, save)

    @cached_property
    def scene_over(self) -> SceneOver:
        """A scene that somebody said is over, which can be undone for a minute."""

        def write(scene: str, at: datetime) -> None:
            self.write(SHARED, lambda uow: afterwards.scene_over(uow, agreement_id=scene, at=at), by=self.session)

        return SceneOver(self.session, self.clock, write)

    @cached_property
    def backing_up(self) -> BackingUp:
        """Takes backups of the vault."""
        return BackingUp(self.session, self.tasks, self.vault.backups, self.settings, self.clock)

    @cached_property
    def moving(self) -> FilesMoving:
        """Whether files move to new keys or to a new vault."""
        return FilesMoving(self.session)

    def end_scene(self, agreement_id: str) -> None:
        """Somebody says that a scene is over; for a minute that can be undone."""
        self.scene_over.say(agreement_id)
        self.toast(QCoreApplication.translate("SceneOver", "This scene is over."), self.scene_over.undo)

    @property
    def me(self) -> PersonId:
        """Whose private space may be shown; NotYours while together."""
        me = self.session.me
        if me is None:
            raise NotYours("presence")
        return me

    @property
    def is_solo(self) -> bool:
        """Whether the vault belongs to one person."""
        return self.session.is_solo

    @property
    def partner(self) -> Person | None:
        """The partner of `me`; None in a vault for one, or while together."""
        me = self.session.me
        return None if me is None else partner_of(me, self.session.people)

    @property
    def partner_name(self) -> str:
        """The partner's name; empty in a vault for one, or while together."""
        return self.partner.name if self.partner is not None else ""

    @property
    def today(self) -> date:
        """The local day."""
        return self.clock().astimezone(LOCAL).date()

    def person(self, person_id: PersonId) -> Person:
        """The person of an id."""
        return self.session.person(person_id)

    def read(
        self,
        act: Callable[[UnitOfWork], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object] | None = None,
        *,
        owner: QObject | None = None,
    ) -> Task:
        """Run `act(uow)` where nothing can be written, then `done(result)`. Without `failed`, a dialog says why."""

        def work() -> T:
            with refusals_as_input_errors(), self.units(None) as uow:
                return act(uow)

        return self.tasks.run(Lane.DATABASE, work, done, failed, owner=owner)

    def write(
        self,
        space: str,
        act: Callable[[UnitOfWork], Saved],
        *,
        by: QObject,
        done: Callable[[Saved], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
    ) -> Task:
        """Run `act(uow)` where one space can be written, in the name of `by`; then `done(saved)`.

        The act is finished and announced even if `by` is deleted meanwhile. Without `failed`, a dialog says why.
        """

        def write(units: Units) -> Saved:
            with units(space) as uow:
                return act(uow)

        return self.act(write, by=by, done=done, failed=failed)

    def act(
        self,
        act: Callable[[Units], Saved],
        *,
        by: QObject,
        done: Callable[[Saved], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
    ) -> Task:
        """Run `act(units)`, which writes more than one space, as one job; otherwise like `write`."""

        def work() -> Saved:
            with refusals_as_input_errors():
                return act(self.units)

        self.signals.saving.emit()
        return self.tasks.run(Lane.DATABASE, work, self._saved(by, done), self._refused(by, failed), keep=True)

    def act_with_keys(
        self,
        derive: Callable[[], S],
        act: Callable[[S, Units], Saved],
        *,
        by: QObject,
        done: Callable[[Saved], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
    ) -> Task:
        """Derive keys first, then run `act(keys, units)` as one job; there is one return to the screen.

        Locked before the keys are there, nothing is written.
        """

        def work(keys: S) -> Saved:
            with refusals_as_input_errors():
                return act(keys, self.units)

        self.signals.saving.emit()
        return self.tasks.run_then(
            (Lane.KEYS, derive), (Lane.DATABASE, work), self._saved(by, done), self._refused(by, failed)
        )

    def _saved(self, by: QObject, done: Callable[[Saved], object] | None) -> Callable[[Saved], None]:
        was_behind = self.vault.is_behind

        def finish(saved: Saved) -> None:
            self.signals.saved.emit()
            if self.vault.is_behind and not was_behind:
                text = "Saved. The shared file could not be written, so it will be copied there later."
                self.toast(QCoreApplication.translate("Workspace", text))
            # What was saved is announced even if the page that asked for it has been deleted.
            exists = isValid(by)
            if done is not None and exists:
                done(saved)
            self.session.announce(saved, by if exists else None)

        return finish

    def _refused(self, by: QObject, failed: Callable[[Exception], object] | None) -> Callable[[Exception], object]:
        def refuse(error: Exception) -> None:
            self.signals.refused.emit(error)
            if failed is None:
                self.tasks.show_error(error)
            elif isValid(by):
                failed(error)
            elif not isinstance(error, Stopped):
                # The screen that would show it has been deleted; the person is told nevertheless.
                self.prompts.show_error(error)

        return refuse

    def keys(
        self,
        fn: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object] | None = None,
        *,
        owner: QObject | None = None,
    ) -> Task:
        """Run `fn()` where keys are derived."""
        return self.tasks.run(Lane.KEYS, fn, done, failed, owner=owner)

    def pages(
        self,
        fn: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object] | None = None,
        *,
        owner: QObject | None = None,
    ) -> Task:
        """Run `fn()` where pages are made."""
        return self.tasks.run(Lane.PAGES, fn, done, failed, owner=owner)

    def load(
        self,
        source: str,
        done: Callable[[Any], object],
        failed: Callable[[Exception], object] | None = None,
        *,
        owner: QObject,
        first: Callable[[], object] | None = None,
    ) -> Task:
        """Import what `source` names, as in "package.module:Name"; `first` runs on a lane before."""

        def pieces() -> Iterator[object]:
            done((yield from load(self.tasks, source, owner, first=first)))

        return self.tasks.in_pieces(pieces(), owner=owner, failed=failed)

    def toast(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Say at the bottom of the window what was done, with an optional undo."""
        self.signals.toasted.emit(text, undo)

    def go(self, page: PageId, argument: object = None) -> None:
        """Go to a page."""
        self.signals.navigated.emit(page, argument)

    def hand_over(self, person_id: PersonId, then: PageId, argument: object = None) -> None:
        """Ask for the device to be handed to somebody, then go to a page."""
        self.signals.handing_over.emit(person_id, then, argument)

    def hand_back(self, then: PageId, argument: object = None) -> None:
        """Ask for the device to be handed back to both, then go to a page."""
        self.signals.handing_over.emit(None, then, argument)
