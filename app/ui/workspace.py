"""What a page is handed: the way to read, write, ask and tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError
from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from app.errors import InputError, NotYours
from app.models.base import Clock, IdSource, PersonId
from app.models.changes import Changes
from app.models.person import Person, partner_of
from app.ui.clipboard import SecretClipboard
from app.ui.design.design import Design
from app.ui.page_id import PageId
from app.ui.preferences import Preferences
from app.ui.prompts import Prompts
from app.ui.session import Session
from app.ui.tasks import Lane, Task, Tasks

if TYPE_CHECKING:
    from app.models.catalogue import Catalogue
    from app.models.texts import Texts

T = TypeVar("T")
SHARED = "shared"

UnitOfWorkFactory = Callable[[str | None], AbstractContextManager[Any]]
"""Makes a unit of work that may write the named space (or none); used as a context manager."""


class Tidings(QObject):
    """What pages tell the shell."""

    saving = Signal()
    saved = Signal()
    toasted = Signal(str, object)
    handing_over = Signal(object, object, object)
    """PersonId (None: back to both), PageId, argument."""
    stop_asked = Signal()
    """Enough for now: save, and put everything away."""


@contextmanager
def told_calmly() -> Iterator[None]:
    """A value that a model refuses (too long, no text at all) is an `InputError`; what it was is not told."""
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
    """Made once a session; nothing in it outlives locking."""

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
    unit_of_work: UnitOfWorkFactory
    vault: Any = None
    tidings: Tidings = field(default_factory=Tidings)
    extras: Mapping[str, Any] = field(default_factory=dict)

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
        """The other one than `me`; None in a vault of one person or while together."""
        me = self.session.me
        return None if me is None else partner_of(me, self.session.people)

    def person(self, person_id: PersonId) -> Person:
        """The person of an id."""
        return self.session.person(person_id)

    def read(
        self,
        fn: Callable[..., T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object] | None = None,
        *,
        owner: QObject | None = None,
        **arguments: Any,
    ) -> Task:
        """Run `fn(uow, **arguments)` where nothing can be written, then `done(result)`."""

        def work() -> T:
            with told_calmly(), self.unit_of_work(None) as uow:
                return fn(uow, **arguments)

        return self.tasks.run(Lane.DATABASE, work, done, failed, owner=owner)

    def write(
        self,
        space: str,
        fn: Callable[..., T],
        done: Callable[[T], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
        *,
        owner: QObject | None = None,
        **arguments: Any,
    ) -> Task:
        """Run `fn(uow, **arguments)` where one space can be written; announces what changed, then `done(result)`."""

        def work() -> T:
            with told_calmly(), self.unit_of_work(space) as uow:
                return fn(uow, **arguments)

        def finish(result: T) -> None:
            self.tidings.saved.emit()
            changes = result if isinstance(result, Changes) else getattr(result, "changes", None)
            # What was saved is announced even if the page that asked is gone.
            if done is not None and (owner is None or isValid(owner)):
                done(result)
            if isinstance(changes, Changes):
                self.session.announce(changes)

        self.tidings.saving.emit()
        return self.tasks.run(Lane.DATABASE, work, finish, failed, keep=True)

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

    def toast(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Say what was done at the foot of the window, with a way back."""
        self.tidings.toasted.emit(text, undo)

    def hand_over(self, person_id: PersonId, then: PageId, argument: object = None) -> None:
        """Ask for the device to be handed to somebody, then go to a page."""
        self.tidings.handing_over.emit(person_id, then, argument)

    def hand_back(self, then: PageId, argument: object = None) -> None:
        """Ask for the device to be put between both again, then go to a page."""
        self.tidings.handing_over.emit(None, then, argument)
