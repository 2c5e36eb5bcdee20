"""Decides what *Check-ins* shows: the draft, earlier check-ins, and the dimensions in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from app.assets import load
from app.models.base import PersonId
from app.models.changes import ChangeKind, Changes
from app.models.check_in import (
    CheckIn,
    CheckInTexts,
    Dimension,
    DimensionArrangement,
    Occasion,
    asked_dimensions,
    move_dimension,
    ordered_dimensions,
)
from app.services import check_ins
from app.services.check_ins import Overview
from app.services.units import UnitOfWork
from app.ui.check_ins.words import offset_here, was_made_here
from app.ui.presenter import Presenter
from app.ui.workspace import Workspace

Saved = TypeVar("Saved", bound=Changes)


class CheckInsPresenter(Presenter):
    """Holds one person's check-ins; every change is saved at once."""

    kinds = (ChangeKind.CHECK_INS, ChangeKind.SCENE_DAY)
    kept = Signal()
    """A check-in was saved or deleted."""
    rearranged = Signal()
    """The dimensions that are asked, or their order, changed."""

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(ws, parent)
        self.person: PersonId | None = None
        """Owner of the loaded check-ins."""
        self.check_ins: tuple[CheckIn, ...] = ()
        """All check-ins, oldest first."""
        self.scenes: tuple[datetime, ...] = ()
        """When scenes began that this person started and ended here."""
        self._saving: set[str] = set()
        """Ids of check-ins that were or are being saved."""
        self._all: tuple[Dimension, ...] = ()
        self.arrangement = DimensionArrangement()
        self.texts = load(CheckInTexts, ws.settings.language)
        self.moment: datetime | None = None
        """The moment that the chart makes visible when it is shown next."""
        self.begin()

    # --- reading

    def reload(self) -> None:
        """Read everything of the person who is here."""
        me, built_in = self._ws.session.me, self.texts.dimensions

        def show(found: Overview) -> None:
            self.person = me
            self._show_check_ins(found.check_ins)
            self._all, self.arrangement, self.scenes = found.dimensions, found.arrangement, found.scenes
            self.loaded.emit()

        if me is not None:
            self.read(lambda uow: check_ins.overview(uow, person=me, built_in=built_in), show)

    def _show_check_ins(self, found: Iterable[CheckIn]) -> None:
        self.check_ins = tuple(sorted(found, key=lambda each: each.at))

    def clear(self) -> None:
        """Forget everything, as a different person may look next."""
        self.person = None
        self.check_ins, self.scenes, self._all, self.arrangement = (), (), (), DimensionArrangement()
        self._saving.clear()
        self.begin()

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """The dimensions that are asked, in the person's order."""
        return asked_dimensions(self._all, self.arrangement)

    @property
    def all_dimensions(self) -> tuple[Dimension, ...]:
        """All dimensions, hidden ones included, in the person's order."""
        return ordered_dimensions(self._all, self.arrangement)

    def find(self, check_in_id: str) -> CheckIn | None:
        """The check-in with this id."""
        return next((each for each in self.check_ins if each.id == check_in_id), None)

    def times_rated(self, dimension_id: str) -> int:
        """Number of check-ins in which a dimension was rated."""
        return sum(each.rating(dimension_id) is not None for each in self.check_ins)

    # --- the one on screen

    def begin(self) -> None:
        """Begin a new check-in; nothing is saved until it has content."""
        self.is_earlier = False
        """Whether the check-in on screen is an earlier one that was opened again."""
        now = self._ws.clock()
        self.draft = CheckIn(id=self._ws.ids(), at=now, offset=offset_here(now))
        """The check-in on screen."""

    def renew(self) -> None:
        """Give a blank check-in the current time instead of the time when the page was opened."""
        if self.draft.is_blank and self.find(self.draft.id) is None:
            self.begin()

    def open(self, check_in_id: str) -> bool:
        """Show an earlier check-in; False if there is none."""
        found = self.find(check_in_id)
        if found is not None:
            self.draft, self.is_earlier = found, True
        return found is not None

    def rate(self, dimension: str, rating: int | None) -> None:
        """Rate a dimension, or clear its rating."""
        self._keep(self.draft.rated(dimension, rating))

    def set_note(self, note: str) -> None:
        """Set the note."""
        self._keep(self.draft.evolve(note=note))

    def set_occasion(self, occasion: Occasion) -> None:
        """Set the occasion."""
        self._keep(self.draft.evolve(occasion=occasion))

    def set_time(self, at: datetime) -> bool:
        """Set the time; False, and unchanged, if it is in the future."""
        if at > self._ws.clock():
            return False
        offset = offset_here(at) if was_made_here(self.draft) else self.draft.offset
        self._keep(self.draft.evolve(at=at, offset=offset))
        return True

    def _keep(self, check_in: CheckIn) -> None:
        if check_in == self.draft:
            return
        self.draft = check_in
        if check_in.is_blank and check_in.id not in self._saving and self.find(check_in.id) is None:
            return  # it was never saved and still has no content
        self._save(check_in)

    def _save(self, check_in: CheckIn) -> None:
        self._saving.add(check_in.id)
        self._change(
            lambda uow, me: check_ins.save_check_in(uow, person=me, check_in=check_in),
            lambda saved: self._note(check_in.id, saved.check_in),
        )

    def _note(self, check_in_id: str, kept: CheckIn | None) -> None:
        others = (each for each in self.check_ins if each.id != check_in_id)
        self._show_check_ins(others if kept is None else (*others, kept))
        self.kept.emit()

    def delete(self, check_in_id: str) -> None:
        """Delete a check-in, with undo."""
        found = self.find(check_in_id)
        if found is None:
            return
        if self.draft.id == check_in_id:
            self.begin()

        def done(_changes: Changes) -> None:
            self._note(check_in_id, None)
            self._ws.toast(self.tr("The check-in was deleted."), lambda: self._save(found))

        self._change(lambda uow, me: check_ins.delete_check_in(uow, person=me, check_in_id=check_in_id), done)

    # --- dimensions

    def save_dimension(self, before: Dimension | None, title: str, low: str, high: str) -> None:
        """Save a new own dimension, or new words for one."""
        kept = before or Dimension(id=f"own.{self._ws.ids()}", title=title, own=True)
        dimension = kept.evolve(title=title, low=low, high=high)
        self._change(
            lambda uow, me: check_ins.save_dimension(uow, person=me, dimension=dimension),
            lambda _changes: self.reload(),
        )

    def delete_dimension(self, dimension_id: str) -> None:
        """Delete an own dimension with all its ratings."""

        def done(_changes: Changes) -> None:
            self.draft = self.draft.rated(dimension_id, None)
            self.reload()

        self._change(lambda uow, me: check_ins.delete_dimension(uow, person=me, dimension_id=dimension_id), done)

    def set_hidden(self, dimension_id: str, hidden: bool) -> None:
        """Stop asking for a dimension, or ask again; ratings stay."""
        before = self.arrangement.hidden
        after = before | {dimension_id} if hidden else before - {dimension_id}
        self._arrange(self.arrangement.evolve(hidden=after))

    def move(self, dimension_id: str, by: int) -> None:
        """Move a dimension `by` places in the order."""
        order = [each.id for each in self.all_dimensions]
        self._arrange(self.arrangement.evolve(order=move_dimension(order, dimension_id, by)))

    def _arrange(self, arrangement: DimensionArrangement) -> None:
        if arrangement != self.arrangement:
            self.arrangement = arrangement
            self.rearranged.emit()
            self._change(lambda uow, me: check_ins.arrange(uow, person=me, arrangement=arrangement))

    def order_of(self, ids: Iterable[str]) -> tuple[Dimension, ...]:
        """These dimensions in the person's order, without deleted ones."""
        wanted = set(ids)
        return tuple(each for each in self.all_dimensions if each.id in wanted)

    def _change(
        self, act: Callable[[UnitOfWork, PersonId], Saved], done: Callable[[Saved], object] | None = None
    ) -> None:
        # Not `ws.me`: while the person leaves, no private space may be shown any more.
        person = self.person
        if person is not None:
            self.write(person, lambda uow: act(uow, person), done)
