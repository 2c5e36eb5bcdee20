"""*For my therapist*: one person's own sheet. Reads their own space, writes nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, tzinfo

from pydantic import ValidationError

from app.models.base import Model, PersonId
from app.models.catalogue import Catalogue
from app.models.changes import ChangeKind, Changes
from app.models.check_in import CheckIn, Dimension, asked_dimensions
from app.models.conversation import ABOUT_BODY, FIRST, Question
from app.models.journal import EntryRow, JournalEntry, JournalQuery, moment_of
from app.models.person import Person, partner_of
from app.models.prepared import Prepared
from app.models.sheet_changes import SheetHistory, SheetSeen, things_of
from app.models.therapist import BroughtAnswer, BroughtEntry, SheetMaterial, TherapistSheet, answer_key, chosen_text
from app.services.answers import catalogue_for, given_alone
from app.services.check_ins import dimensions
from app.services.people import profile_of
from app.services.units import commit, loses_words
from app.storage.unit_of_work import UnitOfWork


class SheetView(Model):
    """The sheet and everything it could contain; `material` holds only what is chosen.

    `since`: the sheet as it left Accord on an earlier day.
    """

    sheet: TherapistSheet
    material: SheetMaterial
    can_bring: SheetMaterial
    since: SheetSeen | None = None


def sheet_view(
    uow: UnitOfWork,
    *,
    person: PersonId,
    people: tuple[Person, ...],
    base: Catalogue,
    built_in: tuple[Dimension, ...],
    today: date,
    zone: tzinfo,
    asked: Sequence[Question] = (),
) -> SheetView:
    """The sheet with what it prints, and what there is to choose from. `asked`: the first conversation's questions."""
    own = uow.private(person)
    sheet = own.sheet.get()
    catalogue = catalogue_for(uow, person, base)
    answers, terms = given_alone(uow, person, catalogue)
    everything = SheetMaterial(
        me=profile_of(uow, person),
        partner=partner_of(person, people),
        sheet=sheet,
        today=today,
        catalogue=catalogue,
        answers=answers,
        terms=terms,
        told=_told(uow, person, asked),
        incidents=tuple(sorted(own.incidents.all(), key=lambda note: note.day)),
        dimensions=asked_dimensions(dimensions(uow, person=person, built_in=built_in), own.arrangement.get()),
    )
    chosen = everything.evolve(
        answers=tuple(each for each in answers if answer_key(each) in sheet.answers),
        terms=tuple(each for each in terms if each.entry_id in sheet.terms),
        told=tuple(each for each in everything.told if each.question_id in sheet.told),
        entries=_brought(uow, person, sheet),
        incidents=tuple(note for note in everything.incidents if note.id in sheet.incidents),
        prepared=own.prepared.get() if sheet.with_prepared else Prepared(),
        check_ins=_check_ins(uow, person, sheet, today, zone),
    )
    since_then = _history(uow, person).before(today)
    return SheetView(sheet=sheet, material=chosen, can_bring=everything, since=since_then)


_SEEN = "sheet.seen"


def _history(uow: UnitOfWork, person: PersonId) -> SheetHistory:
    stored = uow.private(person).prefs.get(_SEEN)
    try:
        return SheetHistory() if stored is None else SheetHistory.model_validate_json(stored)
    except ValidationError:
        return SheetHistory()


def note_seen(uow: UnitOfWork, *, person: PersonId, today: date, material: SheetMaterial) -> Changes:
    """The sheet was saved or printed: what changes from now on is new the next time."""
    after = _history(uow, person).noted(today, things_of(material))
    uow.private(person).prefs.set(_SEEN, after.model_dump_json())
    return commit(uow, ChangeKind.THERAPIST)


def _told(uow: UnitOfWork, person: PersonId, asked: Sequence[Question]) -> tuple[BroughtAnswer, ...]:
    """A person's own answers in words to the program's questions and to their own; not to their partner's."""
    own, is_alone = uow.private(person), not uow.has_shared
    given = {answer.question: answer.words for answer in own.told_alone.of(FIRST) if answer.words.strip()}
    questions = {each.id: (each.alone if is_alone else "") or each.text for each in asked}
    questions |= {each.id: each.text for each in own.questions.of(FIRST)}
    return tuple(
        BroughtAnswer(question_id=name, question=text, words=given[name], health=name == ABOUT_BODY)
        for name, text in questions.items()
        if name in given
    )


def _brought(uow: UnitOfWork, person: PersonId, sheet: TherapistSheet) -> tuple[BroughtEntry, ...]:
    """The chosen entries that still exist, oldest first, without binned ones."""
    parts = {chosen.entry_id: chosen.parts for chosen in sheet.entries}
    return tuple(
        BroughtEntry(at=entry.at, text=chosen_text(entry.text, parts[entry.id]))
        for entry in _chosen(uow, person, sheet)
    )


def _chosen(uow: UnitOfWork, person: PersonId, sheet: TherapistSheet) -> tuple[JournalEntry, ...]:
    found = (uow.private(person).journal.get(chosen.entry_id) for chosen in sheet.entries)
    there = (entry for entry in found if entry is not None and entry.binned_at is None)
    return tuple(sorted(there, key=lambda entry: entry.moment))


def entries_to_bring(uow: UnitOfWork, *, person: PersonId, query: JournalQuery, most: int) -> tuple[EntryRow, ...]:
    """The newest matches; without a search, also the entries already chosen."""
    journal = uow.private(person).journal
    found = set(journal.moments(query, most=most))
    if query.is_everything:
        found |= {entry.moment for entry in _chosen(uow, person, uow.private(person).sheet.get())}
    return tuple(sorted(journal.rows(tuple(found)), key=lambda row: row.moment, reverse=True))


def save_sheet(uow: UnitOfWork, *, person: PersonId, sheet: TherapistSheet) -> Changes:
    """Save the sheet; an empty one is deleted."""
    own = uow.private(person)
    is_less = loses_words(own.sheet.get(), sheet)
    own.sheet.save(sheet)
    return commit(uow, ChangeKind.THERAPIST, erase=is_less)


def since(span_days: int, today: date, zone: tzinfo) -> datetime:
    """The start of the first of `days` local days that end today."""
    return datetime.combine(today - timedelta(days=max(0, span_days - 1)), time(), zone)


def _check_ins(
    uow: UnitOfWork, person: PersonId, sheet: TherapistSheet, today: date, zone: tzinfo
) -> tuple[CheckIn, ...]:
    if not sheet.span.days:
        return ()
    # Up to the end of today: after the clock was set back, later entries are not among these days.
    ends = datetime.combine(today + timedelta(days=1), time(), zone)
    return uow.private(person).check_ins.since(moment_of(since(sheet.span.days, today, zone)), moment_of(ends))
