"""Decides what happens to a person's own list: loading, saving as it is answered, undo, own entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.models.answer import Answer, AnswerKey, TermWords
from app.models.base import ActivityId, PersonId
from app.models.catalogue import Catalogue, CatalogueEntry, Category, Direction
from app.models.changes import ChangeKind, Changes
from app.services import answers as service
from app.services.answers import AnswerSaved, MyList
from app.ui.my_list.rows import RowIndex, is_answered, is_asked, is_begun
from app.ui.workspace import Workspace

PLACE = "my_list.place"
"""Where the list was left; kept in the person's own space."""
UNDO_DEPTH = 100


class MyListPresenter(QObject):
    """One person's answers as they are stored; every act goes through the workspace."""

    loaded = Signal()
    answered = Signal(str)
    """Activity id whose answers or words are others now."""
    undone = Signal(str)
    agreed = Signal(object)
    """AnswerSaved whose new limit stands against something agreed."""
    failed = Signal(object)

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ws = ws
        self.clear()

    def clear(self) -> None:
        """Forget everything; another person may look next."""
        self.person: PersonId | None = None
        self.catalogue = Catalogue()
        self.answers: dict[AnswerKey, Answer] = {}
        self.terms: dict[ActivityId, TermWords] = {}
        self.hidden: frozenset[str] = frozenset()
        self.offered: frozenset[ActivityId] = frozenset()
        self.index = RowIndex(self.catalogue, self.hidden)
        self.place = ""
        self._undo: list[tuple[Answer, ...]] = []
        self._pending: dict[AnswerKey, Answer] = {}
        self._expected: Counter[str] = Counter()

    @property
    def is_for_two(self) -> bool:
        """Whether anything could be shared at all."""
        return not self._ws.is_solo

    def in_pieces(self, pieces: Iterator[object], owner: QObject) -> None:
        """Build something for `owner`, some of it now and the rest from the event loop."""
        self._ws.tasks.in_pieces(pieces, owner=owner)

    # --- reading

    def load(self) -> None:
        """Read the list of whoever is looking."""
        person = self._ws.session.me
        if person is None:
            self.clear()
            return
        if person != self.person:
            self.clear()
            self.person = person
        self._ws.read(service.remembered, self._on_place, failed=self.failed.emit, owner=self, person=person, key=PLACE)
        self._ws.read(
            _with_index, self._on_list, failed=self.failed.emit, owner=self, person=person, base=self._ws.catalogue
        )

    def _on_place(self, place: str | None) -> None:
        self.place = self.place or place or ""

    def _on_list(self, read: tuple[MyList, RowIndex]) -> None:
        found, self.index = read
        self.catalogue = found.catalogue
        self.answers = {answer.key: answer for answer in found.answers} | self._pending
        self.terms = {term.entry_id: term for term in found.terms}
        self.hidden, self.offered = found.hidden, found.offered
        self.loaded.emit()

    def concerns(self, changes: Changes) -> bool:
        """Whether a change came from elsewhere and is about this list."""
        if changes.touches(ChangeKind.ENTRIES):
            return True
        if not changes.touches(ChangeKind.ANSWERS, ChangeKind.TERMS):
            return False
        own = [name for name in changes.ids if self._expected[name] > 0]
        for name in own:
            self._expected[name] -= 1
        return not own

    def answer(self, activity_id: ActivityId, direction: Direction) -> Answer:
        """What was said to a side; an empty answer where nothing was."""
        key = AnswerKey(activity_id=activity_id, direction=direction)
        return self.answers.get(key) or Answer(activity_id=activity_id, direction=direction)

    def term(self, entry_id: ActivityId) -> TermWords:
        """The own words for a term; empty where there are none."""
        return self.terms.get(entry_id) or TermWords(entry_id=entry_id)

    def is_answered(self, entry: CatalogueEntry) -> bool:
        """Whether nothing of it is open."""
        return is_answered(entry, self.answers, self.terms)

    def is_begun(self, entry: CatalogueEntry) -> bool:
        """Whether anything was said to it."""
        return is_begun(entry, self.answers, self.terms)

    def first_open(self, entries: Sequence[CatalogueEntry]) -> int:
        """The place of the first entry nothing was said to; their number if there is none."""
        return next(
            (at for at, entry in enumerate(entries) if is_asked(entry) and not self.is_begun(entry)), len(entries)
        )

    def category(self, category_id: str) -> Category | None:
        """The category of an id."""
        return next((each for each in self.catalogue.categories if each.id == category_id), None)

    def is_private(self, category: Category) -> bool:
        """Whether an own category has stayed private: nothing in it was offered."""
        return category.own and all(
            entry.id not in self.offered for entry in self.catalogue.entries if entry.category == category.id
        )

    # --- answering

    def save(self, *answers: Answer) -> None:
        """Keep one answer, or both sides at once; what stood before can be had back."""
        before = tuple(self.answer(answer.activity_id, answer.direction) for answer in answers)
        if before == answers:
            return
        self._undo = [*self._undo[1 - UNDO_DEPTH :], before]
        self._keep(answers)

    def forget_undo(self) -> None:
        """What was answered before cannot be put back: it was to other words."""
        self._undo = []

    def is_offered_by_me(self, entry: CatalogueEntry) -> bool:
        """Whether it is on the shared list, and this person put it there."""
        return entry.id in self.offered and entry.added_by == self.person

    def undo(self) -> bool:
        """Put the last answer back as it was; False if there is none."""
        if not self._undo:
            return False
        before = self._undo.pop()
        self._keep(before)
        self.undone.emit(before[0].activity_id)
        return True

    def _keep(self, answers: Sequence[Answer]) -> None:
        if self.person is None:
            return
        now = self._ws.clock()
        for answer in answers:
            if self.answers.get(answer.key) == answer:
                continue
            self.answers[answer.key] = self._pending[answer.key] = answer
            self._expected[answer.activity_id] += 1
            self._ws.write(
                self.person,
                service.save_answer,
                self._on_saved,
                self._on_refused,
                person=self.person,
                answer=answer,
                now=now,
                today=now.astimezone().date(),
            )
        self.answered.emit(answers[0].activity_id)

    def _on_saved(self, saved: AnswerSaved) -> None:
        if self._pending.get(saved.answer.key) == saved.answer:
            del self._pending[saved.answer.key]
        if saved.agreed:
            self.agreed.emit(saved)

    def _on_refused(self, error: Exception) -> None:
        self._expected.clear()
        self._pending.clear()
        self.failed.emit(error)
        self.load()

    def save_term(self, term: TermWords) -> None:
        """Keep the own words for a term."""
        if self.person is None or self.term(term.entry_id) == term:
            return
        self.terms[term.entry_id] = term
        self._expected[term.entry_id] += 1
        self._ws.write(
            self.person,
            service.save_term,
            failed=self._on_refused,
            person=self.person,
            term=term,
            now=self._ws.clock(),
        )
        self.answered.emit(term.entry_id)

    def remember(self, place: str) -> None:
        """Keep where the list was left."""
        if self.person is None or place == self.place:
            return
        self.place = place
        self._ws.write(self.person, service.remember, person=self.person, key=PLACE, value=place)

    # --- categories

    def set_hidden(self, category_id: str, hidden: bool) -> None:
        """Hide or show a category for this person; the toast takes it back."""
        self._hide(category_id, hidden)
        if hidden:
            undo = partial(self._hide, category_id, False)
            self._ws.toast(self.tr("The category is hidden for you."), undo=undo)

    def _hide(self, category_id: str, hidden: bool) -> None:
        if self.person is not None:
            self._ws.write(
                self.person,
                service.hide_category,
                failed=self.failed.emit,
                person=self.person,
                category_id=category_id,
                hidden=hidden,
            )


def _with_index(uow: Any, *, person: PersonId, base: Catalogue) -> tuple[MyList, RowIndex]:
    """The list with all it is looked up by; for thousands of entries that is too much for the UI thread."""
    found = service.my_list(uow, person=person, base=base)
    found.catalogue.find("")
    return found, RowIndex(found.catalogue, found.hidden)
