"""Decides on *Check-ins*: the one being filled in, what was kept before, what is asked and in which order."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.assets import load_check_in_texts
from app.models.base import PersonId
from app.models.changes import ChangeKind, Changes
from app.models.check_in import (
    Arrangement,
    CheckIn,
    CheckInTexts,
    Dimension,
    Occasion,
    asked_dimensions,
    move_dimension,
    ordered_dimensions,
)
from app.services import check_ins as service
from app.services.check_ins import CheckInSaved, Overview
from app.ui.local_zone import LOCAL
from app.ui.workspace import Workspace


class CheckInsPresenter(QObject):
    """Holds one person's check-ins; everything that is said is kept at once."""

    loaded = Signal()
    kept = Signal()
    """A check-in was kept, changed or deleted."""
    rearranged = Signal()
    """Other dimensions are asked, or in another order."""
    failed = Signal(object)

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ws = ws
        self._person: PersonId | None = None
        self._by_id: dict[str, CheckIn] = {}
        self._written: set[str] = set()
        """Ids whose changes are ours: what is told of them is known already."""
        self._ordered: tuple[CheckIn, ...] | None = None
        self._all: tuple[Dimension, ...] = ()
        self.arrangement = Arrangement()
        self.texts: CheckInTexts | None = None
        self.draft: CheckIn | None = None
        """The one on screen."""
        self._opened = ""

    # --- reading

    def load(self) -> None:
        """Read everything of whoever is here."""
        me = self._ws.me

        def look(uow: Any, *, person: PersonId, language: str) -> tuple[CheckInTexts, Overview]:
            texts = load_check_in_texts(language)
            return texts, service.overview(uow, person=person, built_in=texts.dimensions)

        def done(found: tuple[CheckInTexts, Overview]) -> None:
            self._person = me
            self._show(*found)

        self._ws.read(look, done, self.failed.emit, owner=self, person=me, language=self._ws.settings.language)

    def _show(self, texts: CheckInTexts, found: Overview) -> None:
        self.texts = texts
        self._by_id = {each.id: each for each in found.check_ins}
        self._ordered = None
        self._all, self.arrangement = found.dimensions, found.arrangement
        if self.draft is None:
            self.begin()
        self.loaded.emit()

    def clear(self) -> None:
        """Somebody else may be looking: nothing of the last one stays."""
        self._person, self.draft, self._ordered = None, None, None
        self._by_id, self._all, self.arrangement = {}, (), Arrangement()
        self._opened = ""
        self._written.clear()

    def concerns(self, changes: Changes) -> bool:
        """Whether something changed that was not done here."""
        return changes.touches(ChangeKind.CHECK_INS) and not set(changes.ids) <= self._written

    @property
    def person(self) -> PersonId | None:
        """Whose they are."""
        return self._person

    @property
    def check_ins(self) -> tuple[CheckIn, ...]:
        """All that are kept, oldest first."""
        if self._ordered is None:
            self._ordered = tuple(sorted(self._by_id.values(), key=lambda each: each.at))
        return self._ordered

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """What is asked, in the person's order."""
        return asked_dimensions(self._all, self.arrangement)

    @property
    def all_dimensions(self) -> tuple[Dimension, ...]:
        """Hidden ones too, in the person's order."""
        return ordered_dimensions(self._all, self.arrangement)

    def dimension(self, dimension_id: str) -> Dimension | None:
        """One of them."""
        return next((each for each in self._all if each.id == dimension_id), None)

    def find(self, check_in_id: str) -> CheckIn | None:
        """One that is kept."""
        return self._by_id.get(check_in_id)

    def times_rated(self, dimension_id: str) -> int:
        """In how many check-ins a dimension was rated."""
        return sum(each.rating(dimension_id) is not None for each in self._by_id.values())

    @property
    def today(self) -> date:
        """The local day."""
        return self._ws.clock().astimezone(LOCAL).date()

    # --- the one on screen

    @property
    def is_earlier(self) -> bool:
        """Whether the one on screen was begun before and opened again."""
        return self.draft is not None and self.draft.id == self._opened

    def begin(self) -> None:
        """A fresh one of now; nothing is kept until something is said."""
        self._opened = ""
        self.draft = CheckIn(id=self._ws.ids(), at=self._ws.clock())

    def renew(self) -> None:
        """One in which nothing was said yet is of now, not of when the page was opened first."""
        if self.draft is None or (self.draft.is_blank and self.draft.id not in self._by_id):
            self.begin()

    def open(self, check_in_id: str) -> bool:
        """Put an earlier one on screen; whether there is one."""
        found = self.find(check_in_id)
        if found is not None:
            self.draft, self._opened = found, check_in_id
        return found is not None

    def rate(self, dimension: str, rating: int | None) -> None:
        """Rate a dimension, or skip it after all."""
        if self.draft is not None:
            self._keep(self.draft.rated(dimension, rating))

    def write(self, note: str) -> None:
        """A free note."""
        if self.draft is not None:
            self._keep(self.draft.evolve(note=note))

    def set_occasion(self, occasion: Occasion) -> None:
        """What it stands beside."""
        if self.draft is not None:
            self._keep(self.draft.evolve(occasion=occasion))

    def set_time(self, at: datetime) -> bool:
        """Another time than now; False for one that lies ahead, which is not taken."""
        if self.draft is None or at > self._ws.clock():
            return False
        self._keep(self.draft.evolve(at=at))
        return True

    def _keep(self, check_in: CheckIn) -> None:
        if check_in == self.draft:
            return
        self.draft = check_in
        if check_in.is_blank and check_in.id not in self._written | self._by_id.keys():
            return  # nothing was kept of it, nothing needs to be
        self._save(check_in)

    def _save(self, check_in: CheckIn) -> None:
        self._written.add(check_in.id)

        def done(saved: CheckInSaved) -> None:
            self._note(check_in.id, saved.check_in)

        self._write(service.save_check_in, done, check_in=check_in)

    def _note(self, check_in_id: str, kept: CheckIn | None) -> None:
        if kept is None:
            self._by_id.pop(check_in_id, None)
        else:
            self._by_id[check_in_id] = kept
        self._ordered = None
        self.kept.emit()

    def delete(self, check_in_id: str) -> CheckIn | None:
        """Delete one; gives it, so that it can be brought back."""
        found = self.find(check_in_id)
        if found is None:
            return None
        self._written.add(check_in_id)
        if self.draft is not None and self.draft.id == check_in_id:
            self.begin()
        self._write(service.delete_check_in, lambda _changes: self._note(check_in_id, None), check_in_id=check_in_id)
        return found

    def bring_back(self, check_in: CheckIn) -> None:
        """What was deleted, as it was."""
        self._save(check_in)

    # --- dimensions

    def new_dimension_id(self) -> str:
        """An id that no dimension has."""
        return f"own.{self._ws.ids()}"

    def save_dimension(self, dimension: Dimension) -> None:
        """An own one, new or reworded."""

        def done(_changes: Changes) -> None:
            others = tuple(each for each in self._all if each.id != dimension.id)
            places = [each.id for each in self._all]
            at = places.index(dimension.id) if dimension.id in places else len(others)
            self._all = (*others[:at], dimension, *others[at:])
            self.rearranged.emit()

        self._written.add(dimension.id)
        self._write(service.save_dimension, done, dimension=dimension)

    def delete_dimension(self, dimension_id: str) -> None:
        """An own one with all it was ever rated."""

        def done(_changes: Changes) -> None:
            if self.draft is not None:
                self.draft = self.draft.rated(dimension_id, None)
            self.load()
            self.rearranged.emit()

        self._written.add(dimension_id)
        self._write(service.delete_dimension, done, dimension_id=dimension_id)

    def set_hidden(self, dimension_id: str, hidden: bool) -> None:
        """Ask for it no longer, or again; what it was rated stays."""
        before = self.arrangement.hidden
        after = before | {dimension_id} if hidden else before - {dimension_id}
        self._arrange(self.arrangement.evolve(hidden=after))

    def move(self, dimension_id: str, by: int) -> None:
        """Earlier or later in the order."""
        order = [each.id for each in self.all_dimensions]
        self._arrange(self.arrangement.evolve(order=move_dimension(order, dimension_id, by)))

    def _arrange(self, arrangement: Arrangement) -> None:
        if arrangement != self.arrangement:
            self.arrangement = arrangement
            self.rearranged.emit()
            self._write(service.arrange, lambda _changes: None, arrangement=arrangement)

    def order_of(self, ids: Iterable[str]) -> tuple[Dimension, ...]:
        """These dimensions in the person's order; those that are no more are left out."""
        wanted = set(ids)
        return tuple(each for each in self.all_dimensions if each.id in wanted)

    def _write(self, fn: Any, done: Any, **arguments: Any) -> None:
        # The person it was read for: while leaving, nobody's private space may be shown any more.
        person = self._person
        if person is not None:
            self._ws.write(person, fn, done, self._on_failed, owner=self, person=person, **arguments)

    def _on_failed(self, error: Exception) -> None:
        self.failed.emit(error)
        if self._ws.session.me == self._person and self._person is not None:
            self.load()
