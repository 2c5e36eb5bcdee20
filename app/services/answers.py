"""My list: one person's own answers, words, entries and categories."""

from __future__ import annotations

from datetime import date, datetime

from app.errors import InputError, NotYours
from app.models.agreement import AgreementState
from app.models.answer import Answer, AnswerChange, AnswerKey, TermWords
from app.models.base import ActivityId, IdSource, ItemId, Model, PersonId
from app.models.catalogue import Catalogue, CatalogueEntry, CatalogueKind, Category, SideLabels
from app.models.changes import ChangeKind, Changes
from app.models.clause import Clause
from app.models.list_place import ListPlace
from app.models.list_rows import RowIndex
from app.models.pack_choice import PackChoice
from app.models.reading_list import is_on_a_list, reading_list
from app.models.said_kinds import OFFERED
from app.services.agreement_store import all_yeses, lone_yeses_of, versions_of
from app.services.shared_list import offered_categories, offered_entries, resting
from app.services.unadded import Deleted, Typed, forget_unadded, keep_again
from app.services.units import commit
from app.storage.unit_of_work import UnitOfWork


class MyList(Model):
    """Everything *My list* shows: the person's answers to the whole catalogue, and where they stopped.

    `hidden`: the categories they hide. `packs`: the packs they chose. `resting`: the entries of which something rests
    in their name.
    """

    catalogue: Catalogue
    answers: tuple[Answer, ...]
    terms: tuple[TermWords, ...]
    hidden: frozenset[str]
    packs: PackChoice
    offered: frozenset[ActivityId]
    resting: frozenset[ActivityId]
    place: ListPlace

    @property
    def left_out(self) -> frozenset[str]:
        """The categories and packs that the person does not see."""
        return self.hidden | self.packs.hidden(self.catalogue.packs)


class AgreedItem(Model):
    """An item that a new No conflicts with, in an agreement or in a yes that still waits."""

    agreement_id: ItemId | None
    draft_id: ItemId
    clause_id: str


class AnswerSaved(Changes):
    """A saved answer; if `agreed` is not empty, the person is asked whether to withdraw those items."""

    answer: Answer
    agreed: tuple[AgreedItem, ...]


def catalogue_for(uow: UnitOfWork, person: PersonId, base: Catalogue) -> Catalogue:
    """The built-in catalogue, the entries offered to the shared list, and this person's own."""
    own = uow.private(person)
    offered = tuple(entry for entry in offered_entries(uow) if not entry.retired)
    shared = base.with_entries(offered_categories(uow), offered)
    return shared.with_entries(own.categories.all(), own.entries.all())


def hidden_by(uow: UnitOfWork, person: PersonId, catalogue: Catalogue) -> frozenset[str]:
    """The categories and packs that a person hides."""
    own = uow.private(person)
    return own.hidden.all() | own.packs.get().hidden(catalogue.packs)


def answers_and_words(
    uow: UnitOfWork, person: PersonId, catalogue: Catalogue
) -> tuple[tuple[Answer, ...], tuple[TermWords, ...]]:
    """A person's answers and words, without those that were about other words of the partner's."""
    own = uow.private(person)
    theirs = {entry.id: entry.commitment for entry in catalogue.entries if entry.added_by not in (None, person)}
    answers = tuple(each for each in own.answers.all() if each.entry == theirs.get(each.activity_id, each.entry))
    terms = tuple(each for each in own.terms.all() if each.entry == theirs.get(each.entry_id, each.entry))
    return answers, terms


def given_alone(
    uow: UnitOfWork, person: PersonId, catalogue: Catalogue
) -> tuple[tuple[Answer, ...], tuple[TermWords, ...]]:
    """A person's answers and words that they may print or bring alone.

    Entries that their partner worded are left out, even if this person answered them.
    """
    own = uow.private(person)
    known = {entry.id for entry in catalogue.entries if entry.added_by in (None, person)}
    answers = tuple(each for each in own.answers.all() if each.is_said and each.activity_id in known)
    terms = tuple(each for each in own.terms.all() if each.words.strip() and each.entry_id in known)
    return answers, terms


def shared_catalogue(uow: UnitOfWork, base: Catalogue) -> Catalogue:
    """The built-in catalogue with the shared list's entries, including those taken off it that something refers to."""
    return base.with_entries(offered_categories(uow), offered_entries(uow))


def asked_again(uow: UnitOfWork, person: PersonId, base: Catalogue, today: date) -> tuple[Answer, ...]:
    """The limits on their list that a person wanted to be asked about again by now."""
    due = uow.private(person).answers.asked_again(today)
    if not due:
        return ()
    entries = {entry.id: entry for entry in catalogue_for(uow, person, base).entries}
    found = ((answer, entries.get(answer.activity_id)) for answer in due)
    return tuple(
        answer
        for answer, entry in found
        if entry is not None and (entry.added_by in (None, person) or answer.entry == entry.commitment)
    )


def my_list(uow: UnitOfWork, *, person: PersonId, base: Catalogue) -> MyList:
    """The person's own list."""
    own = uow.private(person)
    catalogue = catalogue_for(uow, person, base)
    answers, terms = answers_and_words(uow, person, catalogue)
    return MyList(
        catalogue=catalogue,
        answers=answers,
        terms=terms,
        hidden=own.hidden.all(),
        packs=own.packs.get(),
        offered=frozenset(entry.id for entry in catalogue.entries if entry.commitment),
        resting=frozenset(pairing.activity_id for pairing in resting(uow, person)),
        place=own.list_place.get(),
    )


def entries_to_read(uow: UnitOfWork, *, person: PersonId, base: Catalogue) -> tuple[ActivityId, ...]:
    """The entries that a person would like to know more about first, as far as their list shows them."""
    if not is_on_a_list(uow.private(person).answers.all()):
        return ()
    listed = my_list(uow, person=person, base=base)
    index = RowIndex(listed.catalogue, listed.left_out)
    return tuple(entry.id for entry in reading_list(index, {answer.key: answer for answer in listed.answers}))


def save_answer(uow: UnitOfWork, *, person: PersonId, answer: Answer, now: datetime, today: date) -> AnswerSaved:
    """Save an answer and its history; a ready mark is withdrawn."""
    own = uow.private(person)
    words = _partners_words(uow, person, answer.activity_id)
    if words != answer.entry:
        answer = answer.evolve(entry=words)
    before = own.answers.get(answer.key) if _is_limit(answer) else None
    own.answers.save(answer, now)
    kinds = [ChangeKind.ANSWERS]
    if own.sharing.unseal():
        kinds.append(ChangeKind.READY)
    uow.commit()
    fresh_limit = _is_limit(answer) and (before is None or before.stance is not answer.stance)
    agreed = agreed_items(uow, person=person, key=answer.key, today=today) if fresh_limit else ()
    return AnswerSaved(kinds=frozenset(kinds), ids=(answer.activity_id,), answer=answer, agreed=agreed)


def _partners_words(uow: UnitOfWork, person: PersonId, entry_id: str) -> str:
    """The commitment of the words that the partner wrote for an entry; empty if it is not theirs."""
    partners = (each for each in uow.parts.people if each != person)
    said = (uow.parts.get(each, OFFERED, entry_id) for each in partners if entry_id.startswith("own."))
    return next((entry.commitment for entry in said if entry is not None), "")


def _is_limit(answer: Answer | None) -> bool:
    return answer is not None and answer.stance is not None and answer.stance.is_limit


def agreed_items(uow: UnitOfWork, *, person: PersonId, key: AnswerKey, today: date) -> tuple[AgreedItem, ...]:
    """Items of this person's yeses, agreed or waiting, that are about this direction of an activity."""
    if not uow.has_shared:
        return ()

    def is_about(clause: Clause) -> bool:
        return clause.item is not None and clause.item.pairing.side_of(person) == key

    about = {yes.text.draft_id for yes in all_yeses(uow) if any(map(is_about, yes.text.all_clauses))}
    versions = (version for draft_id in sorted(about) for version in versions_of(uow, draft_id, today))
    agreed = (version for version in versions if version.state is AgreementState.AGREED)
    found = [
        AgreedItem(agreement_id=v.agreement.id, draft_id=v.agreement.document.draft_id, clause_id=clause.id)
        for v in agreed
        for clause in (*v.clauses, *v.waiting)
        if is_about(clause)
    ]
    lone = (yes for draft_id in sorted(about) for yes in lone_yeses_of(uow, draft_id))
    waiting = (yes for yes in lone if yes.person == person and yes.is_waiting(today))
    found += [
        AgreedItem(agreement_id=None, draft_id=yes.text.draft_id, clause_id=clause.id)
        for yes in waiting
        for clause in yes.text.all_clauses
        if is_about(clause)
    ]
    return tuple(found)


def history(uow: UnitOfWork, *, person: PersonId, activity_id: ActivityId) -> tuple[AnswerChange, ...]:
    """How a person's answers to an activity changed, newest first."""
    return uow.private(person).answers.history(activity_id)


def save_term(uow: UnitOfWork, *, person: PersonId, term: TermWords, now: datetime) -> Changes:
    """Save a person's own words for a term."""
    own = uow.private(person)
    before = own.terms.get(term.entry_id)
    if before is None or before.words != term.words:
        # A choice was made about the old words; new ones are held back.
        own.sharing.set_choice((term.entry_id, ""), None)
    own.terms.save(term.evolve(entry=_partners_words(uow, person, term.entry_id)), now)
    own.sharing.unseal()
    return commit(uow, ChangeKind.TERMS, ChangeKind.READY, ids=(term.entry_id,))


def hide_category(uow: UnitOfWork, *, person: PersonId, category_id: str, hidden: bool) -> Changes:
    """Hide or show a category for this person alone."""
    own = uow.private(person)
    own.hidden.set(category_id, hidden)
    own.sharing.unseal()
    return commit(uow, ChangeKind.ENTRIES, ChangeKind.READY, ids=(category_id,))


def choose_packs(uow: UnitOfWork, *, person: PersonId, choice: PackChoice) -> Changes:
    """Turn packs of the catalogue on and off for this person alone."""
    own = uow.private(person)
    own.packs.save(choice)
    own.sharing.unseal()
    return commit(uow, ChangeKind.ENTRIES, ChangeKind.READY)


class NewEntry(Model):
    """A new activity or term as the person typed it."""

    category: str
    title: str
    description: str = ""
    labels: SideLabels = SideLabels.NONE
    intensity: bool = False
    kind: CatalogueKind = CatalogueKind.ACTIVITY


def add_entry(uow: UnitOfWork, *, person: PersonId, new: NewEntry, new_id: IdSource, new_category: str = "") -> Changes:
    """Add an own entry, private until it is offered. Raises `InputError` without a title.

    `new_category` is the title of a new category that replaces the one in `new`.
    """
    if not new.title.strip():
        raise InputError("title", "empty")
    category_id = new.category
    if new_category.strip():
        category_id = f"own.{new_id()}"
        uow.private(person).categories.save(Category(id=category_id, title=new_category, own=True))
    entry = CatalogueEntry(
        id=ActivityId(f"own.{new_id()}"),
        category=category_id,
        kind=new.kind,
        title=new.title,
        description=new.description,
        labels=new.labels,
        intensity=new.intensity,
        added_by=person,
    )
    uow.private(person).entries.save(entry)
    return commit(uow, ChangeKind.ENTRIES, ids=(entry.id,))


class EntryHistory(Model):
    """An own entry with its answers and words, oldest first; enough to restore it after deletion."""

    entry: CatalogueEntry
    answers: tuple[AnswerChange, ...]
    words: tuple[tuple[datetime, TermWords], ...]


def entry_history(uow: UnitOfWork, *, person: PersonId, entry_id: ActivityId) -> EntryHistory:
    """An own entry with its history. Raises `NotYours` if the id is unknown."""
    own = uow.private(person)
    term = own.terms.get(entry_id)
    words = tuple((at, term.evolve(words=text)) for at, text in own.terms.history(entry_id)) if term else ()
    return EntryHistory(
        entry=own_entry(uow, person, entry_id),
        answers=tuple(reversed(own.answers.history(entry_id))),
        words=tuple(reversed(words)),
    )


def restore_entry(uow: UnitOfWork, *, person: PersonId, kept: EntryHistory, typed: Typed | None = None) -> Changes:
    """Restore a deleted entry with its dated answers and words, and what was being typed about it."""
    keep_again(uow, typed)
    own = uow.private(person)
    own.entries.save(kept.entry)
    for change in kept.answers:
        own.answers.save(change.answer, change.at)
    for at, term in kept.words:
        own.terms.save(term, at)
    own.sharing.unseal()
    kinds = (ChangeKind.ENTRIES, ChangeKind.ANSWERS, ChangeKind.TERMS, ChangeKind.READY)
    return commit(uow, *kinds, ids=(kept.entry.id,))


def own_entry(uow: UnitOfWork, person: PersonId, entry_id: str) -> CatalogueEntry:
    """An own entry as its author stored it. Raises `NotYours` if the id is unknown."""
    entry = next((own for own in uow.private(person).entries.all() if own.id == entry_id), None)
    if entry is None:
        raise NotYours("entry")
    return entry


def term_history(uow: UnitOfWork, *, person: PersonId, entry_id: ActivityId) -> tuple[tuple[datetime, str], ...]:
    """How a person's own words for a term changed, newest first."""
    return uow.private(person).terms.history(entry_id)


def save_category(uow: UnitOfWork, *, person: PersonId, category: Category, typed: Typed | None = None) -> Changes:
    """Save a category that was renamed, or restored with what was being `typed` about it.

    Raises `NotYours` once it is on the shared list.
    """
    if not category.title.strip():
        raise InputError("title", "empty")
    _require_private_category(uow, category.id)
    uow.private(person).categories.save(category)
    keep_again(uow, typed)
    return commit(uow, ChangeKind.ENTRIES, ids=(category.id,))


def delete_category(uow: UnitOfWork, *, person: PersonId, category_id: str) -> Deleted:
    """Delete an own category. Raises `NotYours` once it is shared, `InputError` while it has entries."""
    _require_private_category(uow, category_id)
    own = uow.private(person)
    if any(entry.category == category_id for entry in own.entries.all()):
        raise InputError("category", "used")
    own.categories.delete(category_id)
    typed = {person: forget_unadded(uow, person, (category_id,))}
    own.hidden.set(category_id, False)
    uow.commit(erase=True)
    return Deleted(kinds=frozenset({ChangeKind.ENTRIES}), ids=(category_id,), typed=typed)


def _require_private_category(uow: UnitOfWork, category_id: str) -> None:
    is_shared = any(category.id == category_id for category in offered_categories(uow))
    if is_shared or not category_id.startswith("own."):
        raise NotYours("category")


def is_offered(uow: UnitOfWork, entry_id: ActivityId) -> bool:
    """Whether an own entry is on the shared list."""
    return any(entry.id == entry_id and not entry.retired for entry in offered_entries(uow))


def remember_place(uow: UnitOfWork, *, person: PersonId, place: ListPlace) -> Changes:
    """Remember where the list was left."""
    uow.private(person).list_place.save(place)
    return commit(uow, ChangeKind.PREFS)
