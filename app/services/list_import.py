"""Bringing in a yes-no-maybe list from elsewhere: private answers, and own entries for what the catalogue lacks."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from app.models.answer import Answer, AnswerKey
from app.models.base import ActivityId, IdSource, Model, PersonId
from app.models.catalogue import Catalogue, CatalogueEntry, Category
from app.models.changes import ChangeKind, Changes
from app.models.foreign_file import LARGEST_FILE, FileProblem, ListText, list_text
from app.models.foreign_read import read_list
from app.models.foreign_words import ForeignWords
from app.models.list_draft import ListDraft
from app.models.list_matching import ListMatch, ListMatcher
from app.models.list_plan import PlannedEntry, can_take, more_careful, private_answer
from app.services.agreement_store import all_yeses
from app.services.answers import agreed_items, is_offered, my_list
from app.services.importing import TakenBack
from app.services.long_work import LongWork
from app.services.own_entries import forget_entry
from app.storage.regular_file import read_up_to
from app.storage.unit_of_work import UnitOfWork

_KINDS = frozenset({ChangeKind.ANSWERS, ChangeKind.ENTRIES, ChangeKind.READY})
_A_FEW = 50


class KnownList(Model):
    """What a list is compared with: the entries that take its answers, those given already, and what is hidden."""

    entries: tuple[CatalogueEntry, ...]
    answers: tuple[Answer, ...]
    hidden: frozenset[str] = frozenset()


class ImportedAnswer(Model):
    """An answer that an import gave, and the one before it."""

    after: Answer
    before: Answer | None = None


class ListImported(Changes):
    """What an import wrote, enough to undo it. `agreed`: how many of its limits are about something agreed."""

    answers: tuple[ImportedAnswer, ...]
    entries: tuple[CatalogueEntry, ...]
    category_id: str = ""
    at: datetime
    agreed: int = 0


def read_list_file(path: Path) -> ListText | FileProblem:
    """The text of a chosen file, or why it cannot be read."""
    try:
        raw = read_up_to(path, LARGEST_FILE)
    except OSError:
        return FileProblem.UNREADABLE
    return list_text(raw) if raw is not None else FileProblem.TOO_LARGE


def known_list(uow: UnitOfWork, *, person: PersonId, base: Catalogue) -> KnownList:
    """What a list is compared with.

    Entries that the partner worded are left out: what they mean is theirs to say.
    """
    listed = my_list(uow, person=person, base=base)
    own = (entry for entry in listed.catalogue.entries if can_take(entry) and entry.added_by in (None, person))
    return KnownList(entries=tuple(own), answers=listed.answers, hidden=listed.left_out)


def match_list(text: str, known: KnownList, words: ForeignWords, work: LongWork) -> ListDraft:
    """Read a list and look each name up. Raises `Stopped`."""
    found = read_list(text, words, work.step)
    matcher = ListMatcher(known.entries, words)
    matches: list[ListMatch] = []
    for number, entry in enumerate(found.entries):
        if number % _A_FEW == 0:
            work.step(number, len(found.entries))
        matches.append(matcher.match(entry.title))
    return ListDraft(found, matches, known.entries, known.answers, words, known.hidden)


def bring_in(
    uow: UnitOfWork,
    *,
    person: PersonId,
    taken: tuple[PlannedEntry, ...],
    category: str,
    now: datetime,
    today: date,
    new_id: IdSource,
    work: LongWork,
) -> ListImported:
    """Save all of it as private answers that are never shared, or nothing if `Stopped` is raised.

    `category`: the title of the own category for new entries. An answer that exists stays as it is.
    """
    writer = _ListWriter(uow, person, category, now, new_id)
    in_yeses = _sides_in_yeses(uow, person)
    for number, planned in enumerate(taken):
        if number % _A_FEW == 0:
            work.step(number, len(taken))
        writer.write(planned)
    limits = [
        key for key, said in writer.answers.items() if said.after.stance is not None and said.after.stance.is_limit
    ]
    agreed = [key for key in limits if key in in_yeses and agreed_items(uow, person=person, key=key, today=today)]
    uow.private(person).sharing.unseal()
    uow.commit()
    return ListImported(
        kinds=_KINDS,
        answers=tuple(writer.answers.values()),
        entries=tuple(writer.entries),
        category_id=writer.new_category,
        at=now,
        agreed=len(agreed),
    )


class _ListWriter:
    """Writes what was planned, entry by entry."""

    def __init__(self, uow: UnitOfWork, person: PersonId, category: str, now: datetime, new_id: IdSource) -> None:
        self._own, self._person, self._title = uow.private(person), person, category
        self._now, self._new_id = now, new_id
        self.answers: dict[AnswerKey, ImportedAnswer] = {}
        self.entries: list[CatalogueEntry] = []
        self.new_category = self._category = ""

    def write(self, planned: PlannedEntry) -> None:
        """Save the answers to one entry, and the entry if it is new."""
        entry_id = planned.entry.id if planned.entry is not None else self._add(planned)
        for direction, stance in planned.answers:
            key = AnswerKey(activity_id=entry_id, direction=direction)
            brought = self.answers.get(key)
            before = brought.before if brought is not None else self._own.answers.get(key)
            if before is not None and before.stance is not None:
                continue
            if brought is not None and brought.after.stance is not None:
                stance = more_careful(stance, brought.after.stance)
            blank = before or Answer(activity_id=entry_id, direction=direction)
            after = private_answer(blank, stance, planned.found.note)
            if brought is None or brought.after != after:
                self._own.answers.save(after, self._now)
                self.answers[key] = ImportedAnswer(after=after, before=before)

    def _add(self, planned: PlannedEntry) -> ActivityId:
        entry = CatalogueEntry(
            id=ActivityId(f"own.{self._new_id()}"),
            category=self._own_category(),
            title=planned.found.title,
            description=planned.found.description,
            labels=planned.labels,
            added_by=self._person,
        )
        self._own.entries.save(entry)
        self.entries.append(entry)
        return entry.id

    def _own_category(self) -> str:
        """The category of this title, made with the first entry that needs it."""
        if not self._category:
            known = (each.id for each in self._own.categories.all() if each.title == self._title)
            self._category = next(known, "")
        if not self._category:
            self._category = self.new_category = f"own.{self._new_id()}"
            self._own.categories.save(Category(id=self._category, title=self._title, own=True))
        return self._category


def _sides_in_yeses(uow: UnitOfWork, person: PersonId) -> frozenset[AnswerKey]:
    if not uow.has_shared:
        return frozenset()
    clauses = (clause for yes in all_yeses(uow) for clause in yes.text.all_clauses)
    return frozenset(clause.item.pairing.side_of(person) for clause in clauses if clause.item is not None)


def take_back(uow: UnitOfWork, *, person: PersonId, imported: ListImported, work: LongWork) -> TakenBack:
    """Undo an import: what was changed since stays as it is. Raises `Stopped` with nothing undone."""
    own = uow.private(person)
    kept = 0
    for number, said in enumerate(imported.answers):
        if number % _A_FEW == 0:
            work.step(number, len(imported.answers))
        if own.answers.get(said.after.key) == said.after:
            own.answers.undo(said.after.key, imported.at, said.before)
        else:
            kept += 1
    answered = {answer.activity_id for answer in own.answers.all()}
    stored = {entry.id: entry for entry in own.entries.all()}
    gone = 0
    for entry in imported.entries:
        if stored.get(entry.id) == entry and entry.id not in answered and not is_offered(uow, entry.id):
            forget_entry(uow, person, entry.id)
            gone += 1
    if imported.category_id and all(each.category != imported.category_id for each in own.entries.all()):
        own.categories.delete(imported.category_id)
        own.hidden.set(imported.category_id, False)
    own.sharing.unseal()
    uow.commit(erase=True)
    return TakenBack(kinds=_KINDS, deleted=len(imported.answers) - kept, kept=kept)
