"""Decides what happens to a draft: loading, own words, lines, marks, proposals. Nobody's yes is touched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar, cast

from PySide6.QtCore import QObject, Signal

from app.errors import InputError, Stale
from app.models.base import ItemId, PersonId
from app.models.changes import ChangeKind, Changes
from app.models.leaving_out import NOT_IN_THIS_ONE, LeavingOut
from app.models.outline import (
    Draft,
    DraftField,
    DraftSection,
    Line,
    OutlineItem,
    PersonNeeds,
    PersonRole,
    PersonWords,
)
from app.models.pairing import Pairing
from app.services import drafts, reading
from app.services.drafts import DraftView
from app.services.units import UnitOfWork
from app.ui.presenter import Presenter
from app.ui.wording import fill
from app.ui.workspace import SHARED, Workspace

_Part = TypeVar("_Part", PersonNeeds, PersonRole, PersonWords)


class DraftPresenter(Presenter):
    """Holds one draft; every change is saved at once."""

    kinds = (
        ChangeKind.DRAFTS,
        ChangeKind.AGREEMENTS,
        ChangeKind.SIGNALS,
        ChangeKind.AFTERCARE,
        ChangeKind.LIMITS,
        ChangeKind.TERMS,
        ChangeKind.READINGS,
        ChangeKind.ENTRIES,
    )
    refused = Signal(object, str)
    """Why an activity cannot be proposed, and its title."""
    deleted = Signal()
    """The draft no longer exists."""

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(ws, parent)
        self._draft_id = ""
        self._draft: Draft | None = None
        self._writing = 0
        self.view: DraftView | None = None

    @property
    def draft(self) -> Draft:
        """The draft, including changes that are still being saved."""
        assert self._draft is not None
        return self._draft

    @property
    def is_loaded(self) -> bool:
        """Whether there is a draft to show."""
        return self._draft is not None and self.view is not None

    def open(self, draft_id: str) -> None:
        """Switch to this draft."""
        if draft_id != self._draft_id:
            self._draft_id, self._draft, self.view = draft_id, None, None
        self.reload()

    def reload(self) -> None:
        """Read the draft again."""
        if self._draft_id:
            today = self._ws.today
            draft_id, base, me = self._draft_id, self._ws.catalogue, self._ws.session.me
            self._ws.read(
                lambda uow: drafts.view_draft(uow, draft_id=draft_id, base=base, today=today, me=me),
                self._on_loaded,
                self._on_unread,
                owner=self,
            )

    def _on_loaded(self, view: DraftView) -> None:
        if view.draft.id != self._draft_id or self._writing:
            return
        self.view, self._draft = view, view.draft
        self.loaded.emit()

    def _on_unread(self, error: Exception) -> None:
        if isinstance(error, Stale):
            self._draft_id, self._draft, self.view = "", None, None
            self.deleted.emit()
        else:
            self.failed.emit(error)

    def may_edit(self, person: PersonId) -> bool:
        """Whether it is this person's own turn: alone, or handed the device."""
        return self._ws.session.me == person

    def revise(self, then: Callable[[], object] | None = None, /, **changes: object) -> None:
        """Change fields of the draft and save it; `then` is called once they are saved."""
        if self._draft is None:
            return
        try:
            revised = self._draft.evolve(**changes)
        except ValueError:
            self.failed.emit(InputError("text", "long"))
            return
        if revised != self._draft:
            self._draft = revised
            by = self._ws.session.me
            self._write(lambda uow: drafts.save_draft(uow, draft=revised, by=by), then)

    def add_line(self, field: str, text: str) -> None:
        """Add a line of own words to a list, unless the list has it."""
        if text.strip():
            self.add_lines(field, (text,), lambda: None)

    def add_lines(self, field: str, texts: Sequence[str], then: Callable[[], object]) -> None:
        """Add lines of own words to a list in one act, without those that it has; `then` is called once it is saved."""
        kept, by = self._lines(field), self._ws.session.me
        known = {line.text for line in kept}
        new = tuple(
            Line(id=ItemId(self._ws.ids()), text=text, by=by) for text in dict.fromkeys(texts) if text not in known
        )
        if new:
            self.revise(then, **{field: (*kept, *new)})
        else:
            then()

    def remove_line(self, field: str, line_id: str) -> None:
        """Delete a line, with undo."""
        lines = self._lines(field)
        place = next((place for place, line in enumerate(lines) if line.id == line_id), None)
        if place is None:
            return

        def put_back() -> None:
            now = self._lines(field)
            self.revise(**{field: (*now[:place], lines[place], *now[place:])})

        words = self.tr("Taken out.")
        self.revise(lambda: self._ws.toast(words, undo=put_back), **{field: (*lines[:place], *lines[place + 1 :])})

    def mark_line(self, field: str, line_id: str, allows: bool) -> None:
        """Mark a line as allowing something, or as protecting."""
        lines = self._lines(field)
        self.revise(**{field: tuple(line.evolve(allows=allows) if line.id == line_id else line for line in lines)})

    def mark_field(self, field: DraftField, allows: bool) -> None:
        """Mark the words of a field as allowing something, or as protecting."""
        marks = self.draft.allowing
        self.revise(allowing=marks | {field} if allows else marks - {field})

    def _lines(self, field: str) -> tuple[Line, ...]:
        return cast("tuple[Line, ...]", getattr(self.draft, field))

    def own(self, field: str, empty: _Part) -> _Part:
        """What the person of `empty` wrote for themselves in a field of the draft, or `empty`."""
        parts = cast("tuple[_Part, ...]", getattr(self.draft, field))
        return next((part for part in parts if part.person == empty.person), empty)

    def set_own(self, field: str, part: _Part) -> None:
        """Save what a person wrote for themselves, or delete it if it is empty; only in their own turn."""
        if self.may_edit(part.person):
            parts = cast("tuple[_Part, ...]", getattr(self.draft, field))
            kept = [each for each in parts if each.person != part.person]
            if part.model_dump(exclude={"person"}, exclude_defaults=True):
                kept.append(part)
            self.revise(**{field: self._ordered(tuple(kept))})

    def _ordered(self, parts: tuple[_Part, ...]) -> tuple[_Part, ...]:
        order = [person.id for person in self._ws.session.people]
        return tuple(sorted(parts, key=lambda part: order.index(part.person) if part.person in order else len(order)))

    def settle(self, section: DraftSection, settled: bool) -> None:
        """Mark a section as needing nothing more, or not."""
        marks = self.draft.settled
        self.revise(settled=marks | {section} if settled else marks - {section})

    def propose(self, pairing: Pairing, title: str) -> None:
        """Propose an activity; `refused` has the reason why it can't be."""
        draft_id, by, new_id = self.draft.id, self._ws.session.me, self._ws.ids
        self._write(
            lambda uow: drafts.propose_item(uow, draft_id=draft_id, pairing=pairing, by=by, new_id=new_id),
            failed=lambda error: self.refused.emit(error, title),
        )

    def change_item(self, item: OutlineItem) -> None:
        """Save an item's ceiling, details or phase."""
        if item != self.draft.item(item.id):
            draft_id, by = self.draft.id, self._ws.session.me
            self._write(lambda uow: drafts.change_item(uow, draft_id=draft_id, item=item, by=by))

    def may_move(self, one: OutlineItem, other: OutlineItem) -> bool:
        """Whether these two activities can change places: both of you can, and each their own."""
        by = self._ws.session.me
        return by is None or {one.proposed_by, other.proposed_by} == {by}

    def move_item(self, item_id: str, to: int, title: str) -> None:
        """Put an activity at this place among the others, with undo."""
        draft, by = self.draft, self._ws.session.me
        before = [item.id for item in draft.items].index(ItemId(item_id))
        words = fill(self.tr("“{title}” is number {n} now."), title=title, n=to + 1)
        self._write(
            lambda uow: drafts.move_item(uow, draft_id=draft.id, item_id=item_id, to=to, by=by),
            lambda: self._ws.toast(words, undo=lambda: self.move_item(item_id, before, title)),
        )

    def remove_item(self, item: OutlineItem, title: str, leaving: LeavingOut = NOT_IN_THIS_ONE) -> None:
        """Leave an activity out, with undo unless it rests or ended elsewhere."""
        draft_id, by, new_id = self.draft.id, self._ws.session.me, self._ws.ids

        def put_back() -> None:
            self._write(
                lambda uow: drafts.restore_item(uow, draft_id=draft_id, item=item, by=by, new_id=new_id),
                failed=lambda error: self.refused.emit(error, title),
            )

        words = fill(self.tr("“{title}” was taken out."), title=title)
        self._write(
            lambda uow: drafts.remove_item(uow, draft_id=draft_id, item_id=item.id, by=by, leaving=leaving),
            lambda: self._ws.toast(words, undo=put_back if leaving == NOT_IN_THIS_ONE else None),
        )

    def take_back_yes(self, person: PersonId) -> None:
        """Take back a yes that waits for the partner's."""
        draft_id = self.draft.id
        self._write(lambda uow: reading.take_back_yes(uow, draft_id=draft_id, person=person))

    def agree(self) -> None:
        """Both agree to the text that each of them has said yes to."""
        draft_id, base, today = self.draft.id, self._ws.catalogue, self._ws.today
        self._write(
            lambda uow: reading.agree_waiting(uow, draft_id=draft_id, base=base, today=today),
            lambda: self._ws.toast(self.tr("Agreed")),
        )

    def _write(
        self,
        act: Callable[[UnitOfWork], Changes],
        then: Callable[[], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        self._writing += 1

        def done(_changes: Changes) -> None:
            self._writing -= 1
            if then is not None:
                then()
            self.reload()

        def refused(error: Exception) -> None:
            self._writing -= 1
            (failed or self.failed.emit)(error)
            self.reload()

        self._ws.write(SHARED, act, by=self, done=done, failed=refused)
