"""Decides what happens to a person's own list: loading it, keeping answers as they are given, undo, hiding."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from app.assets import load_reading
from app.models.answer import Answer, AnswerKey, TermWords
from app.models.base import ActivityId, PersonId
from app.models.catalogue import Catalogue, CatalogueEntry, Category, Direction
from app.models.changes import ChangeKind
from app.models.library import ReadingText
from app.models.list_place import ListPlace
from app.models.list_rows import RowIndex, begun_of, is_asked, is_begun
from app.models.pack_choice import PackChoice
from app.models.reading_list import reading_list, texts_about
from app.services import answers as service
from app.services.answers import AnswerSaved, MyList
from app.services.units import UnitOfWork
from app.ui.presenter import Presenter
from app.ui.workspace import Workspace

UNDO_DEPTH = 100


class MyListPresenter(Presenter):
    """One person's answers, shown as they are given and kept at once."""

    kinds = (ChangeKind.ENTRIES, ChangeKind.ANSWERS, ChangeKind.TERMS)
    answered = Signal(str)
    """Id of the entry whose answers or words changed."""
    undone = Signal(str)
    agreed = Signal(object)
    """AnswerSaved with a new limit on something that is agreed."""

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(ws, parent)
        self.clear()

    def clear(self) -> None:
        """Forget everything; a different person may look next."""
        self.person: PersonId | None = None
        self.catalogue = Catalogue()
        self.answers: dict[AnswerKey, Answer] = {}
        self.terms: dict[ActivityId, TermWords] = {}
        self.hidden: frozenset[str] = frozenset()
        self.left_out: frozenset[str] = frozenset()
        """The categories and packs that are not shown."""
        self.packs = PackChoice()
        self.offered: frozenset[ActivityId] = frozenset()
        self.resting: frozenset[ActivityId] = frozenset()
        self.index = RowIndex(self.catalogue, self.hidden)
        self._begun: dict[str, set[str]] = {}
        self.place: ListPlace | None = None
        self._undo: list[tuple[Answer, ...]] = []
        self._given = 0
        """How many answers and words were given; a list that was read before them is not shown."""

    @property
    def is_for_two(self) -> bool:
        """Whether anything could be shared at all."""
        return not self._ws.is_solo

    @property
    def partner_name(self) -> str:
        """Who would see what is shared; empty in a vault for one."""
        return self._ws.partner_name

    @property
    def needs(self) -> tuple[tuple[str, str], ...]:
        """Id and title of each need."""
        return tuple((need.id, need.title) for need in self._ws.texts.needs)

    @property
    def has_answered(self) -> bool:
        """Whether anything was said to anything."""
        return bool(self.answers or self.terms)

    # --- reading

    def reload(self) -> None:
        """Read the list of whoever is looking."""
        person, base = self._ws.session.me, self._ws.catalogue
        if person != self.person:
            self.clear()
            self.person = person
        if person is not None:
            asked = (person, self._given)
            self.read(
                lambda uow: _read_list(uow, person, base),
                lambda read: self._on_list(read) if asked == (self.person, self._given) else self.reload(),
            )

    def _on_list(self, read: _Read) -> None:
        found = read.found
        # The list of before is released in a turn of its own: thousands of entries take longer than most of a card.
        QTimer.singleShot(1, self, partial(_release, self.catalogue, self.index))
        self.catalogue, self.index = found.catalogue, read.rows
        self.answers, self.terms, self._begun = read.answers, read.terms, read.begun
        self.hidden, self.left_out, self.packs = found.hidden, found.left_out, found.packs
        self.offered, self.resting = found.offered, found.resting
        self.place = self.place or found.place
        self.loaded.emit()

    @cached_property
    def _texts(self) -> tuple[ReadingText, ...]:
        return load_reading()

    def texts_about(self, entry: CatalogueEntry) -> tuple[ReadingText, ...]:
        """The texts that fit an entry."""
        return texts_about(entry, self._texts)

    @property
    def reading_list(self) -> tuple[CatalogueEntry, ...]:
        """What this person would like to know more about first."""
        return reading_list(self.index, self.answers)

    def answer(self, activity_id: ActivityId, direction: Direction) -> Answer:
        """The answer to a side; an empty one where nothing was said."""
        key = AnswerKey(activity_id=activity_id, direction=direction)
        return self.answers.get(key) or Answer(activity_id=activity_id, direction=direction)

    def term(self, entry_id: ActivityId) -> TermWords:
        """The own words for a term; empty where there are none."""
        return self.terms.get(entry_id) or TermWords(entry_id=entry_id)

    def is_begun(self, entry: CatalogueEntry) -> bool:
        """Whether anything was said to it."""
        return is_begun(entry, self.answers, self.terms)

    def progress(self, category_id: str) -> tuple[int, int]:
        """To how many entries of a category something was said, and how many are asked."""
        return len(self._begun.get(category_id, ())), self.index.asked_in(category_id)

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

    def is_offered_by_me(self, entry: CatalogueEntry) -> bool:
        """Whether it is on the shared list, and this person put it there."""
        return entry.id in self.offered and entry.added_by == self.person

    # --- answering

    def save(self, *answers: Answer, undoable: bool = True) -> None:
        """Keep one answer, or those of both sides at once; undo brings back what they replace."""
        person = self.person
        before = tuple(self.answer(answer.activity_id, answer.direction) for answer in answers)
        if person is None or before == answers:
            return
        if undoable:
            self._undo = [*self._undo[1 - UNDO_DEPTH :], before]
        now = self._ws.clock()
        today = now.astimezone().date()
        for answer in (each for each in answers if each not in before):
            self._given += 1
            self.answers[answer.key] = answer
            act = partial(service.save_answer, person=person, answer=answer, now=now, today=today)
            self._ws.write(person, act, by=self, done=self._on_saved, failed=self.on_refused)
        self._on_said(answers[0].activity_id)

    def _on_saved(self, saved: AnswerSaved) -> None:
        if saved.agreed:
            self.agreed.emit(saved)

    def save_term(self, term: TermWords) -> None:
        """Keep the own words for a term."""
        person, now = self.person, self._ws.clock()
        if person is None or self.term(term.entry_id) == term:
            return
        self._given += 1
        self.terms[term.entry_id] = term
        self.write(person, lambda uow: service.save_term(uow, person=person, term=term, now=now))
        self._on_said(term.entry_id)

    def _on_said(self, entry_id: ActivityId) -> None:
        entry = self.catalogue.find(entry_id)
        if entry is not None and not entry.is_hidden(self.left_out):
            begun = self._begun.setdefault(entry.category, set())
            (begun.add if self.is_begun(entry) else begun.discard)(entry.id)
        self.answered.emit(entry_id)

    def undo(self) -> bool:
        """Put the last answer back as it was; False if there is none."""
        if not self._undo:
            return False
        before = self._undo.pop()
        self.save(*before, undoable=False)
        self.undone.emit(before[0].activity_id)
        return True

    def forget_undo(self) -> None:
        """Keep no way back to answers that were given to different words."""
        self._undo = []

    # --- where the list was left, and what of it is hidden

    def remember(self, place: ListPlace) -> None:
        """Keep where the list was left."""
        person = self.person
        if person is not None and place != self.place:
            self.place = place
            self.write(person, lambda uow: service.remember_place(uow, person=person, place=place))

    def set_hidden(self, category_id: str, hidden: bool) -> None:
        """Hide or show a category for this person; the toast takes hiding it back."""
        person = self.person
        if person is None:
            return

        def kept(_changes: object) -> None:
            self.reload()
            if hidden:
                self._ws.toast(
                    self.tr("The category is hidden, for you only."), undo=lambda: self.set_hidden(category_id, False)
                )

        self.write(
            person,
            lambda uow: service.hide_category(uow, person=person, category_id=category_id, hidden=hidden),
            kept,
        )

    def choose_packs(self, choice: PackChoice) -> None:
        """Turn packs on and off for this person; the toast takes it back."""
        person, before = self.person, self.packs
        if person is None or choice == before:
            return

        def kept(_changes: object) -> None:
            self.reload()
            self._ws.toast(self.tr("Your packs have changed, for you only."), undo=lambda: self.choose_packs(before))

        self.packs = choice
        self.write(person, lambda uow: service.choose_packs(uow, person=person, choice=choice), kept)


class _Read(NamedTuple):
    """The list with all it is looked up by."""

    found: MyList
    rows: RowIndex
    answers: dict[AnswerKey, Answer]
    terms: dict[ActivityId, TermWords]
    begun: dict[str, set[str]]


def _read_list(uow: UnitOfWork, person: PersonId, base: Catalogue) -> _Read:
    """Read it; for thousands of entries that is too much for the UI thread."""
    found = service.my_list(uow, person=person, base=base)
    found.catalogue.find("")
    answers = {answer.key: answer for answer in found.answers}
    terms = {term.entry_id: term for term in found.terms}
    begun = begun_of(found.catalogue, found.left_out, answers, terms)
    return _Read(found, RowIndex(found.catalogue, found.left_out), answers, terms, begun)


def _release(*_values: object) -> None:
    """Was the last to refer to these."""
