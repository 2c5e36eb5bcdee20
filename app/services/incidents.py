"""When something went wrong: a person's own notes, and bringing the very words of one to their partner."""

from __future__ import annotations

from app.errors import NotYours, Stale
from app.models.base import Model, PersonId
from app.models.changes import ChangeKind, Changes
from app.models.incident import INCIDENT, IncidentNote, IncidentTold, ReadIncidents, ToldToMe, told_of
from app.services.units import UnitOfWork, commit


class KeptNote(Model):
    """A note, and the words of it that its author's partner can read."""

    note: IncidentNote
    told: IncidentTold | None = None


class Incidents(Model):
    """A person's own notes, the latest day first, and what their partner told them."""

    notes: tuple[KeptNote, ...] = ()
    told_to_me: tuple[ToldToMe, ...] = ()


def incidents(uow: UnitOfWork, *, person: PersonId) -> Incidents:
    """Everything of one person's own page."""
    notes = uow.private(person).incidents.all()
    told = {said.key: said.body for said in uow.parts.of(person, INCIDENT)} if uow.has_shared else {}
    kept = tuple(KeptNote(note=note, told=told.get(note.id)) for note in reversed(notes))
    return Incidents(
        notes=tuple(sorted(kept, key=lambda each: each.note.day, reverse=True)), told_to_me=told_to(uow, person)
    )


def told_to(uow: UnitOfWork, person: PersonId) -> tuple[ToldToMe, ...]:
    """What a person's partner told them, the latest day first."""
    if not uow.has_shared:
        return ()
    read = uow.private(person).read_incidents.get().commitments
    said = (each for each in uow.parts.all(INCIDENT) if each.author != person)
    found = (ToldToMe(by=s.author, told=s.body, commitment=s.commitment, is_read=s.commitment in read) for s in said)
    return tuple(sorted(found, key=lambda each: each.told.day, reverse=True))


def save_note(uow: UnitOfWork, *, person: PersonId, note: IncidentNote) -> Changes:
    """Save a note, new or changed. What was brought to the partner of it stays as it was read."""
    uow.private(person).incidents.save(note)
    return commit(uow, ChangeKind.INCIDENTS, ids=(note.id,))


def delete_note(uow: UnitOfWork, *, person: PersonId, note_id: str) -> Changes:
    """Delete a note from the person's space, and what their partner can read of it."""
    uow.let_copy_wait()
    own = uow.private(person)
    own.incidents.delete(note_id)
    sheet = own.sheet.get()
    if note_id in sheet.incidents:
        own.sheet.save(sheet.evolve(incidents=sheet.incidents - {note_id}))
    if uow.has_shared and uow.parts.get(person, INCIDENT, note_id) is not None:
        uow.parts.erase(person, INCIDENT, note_id)
    return commit(uow, ChangeKind.INCIDENTS, ChangeKind.THERAPIST, ids=(note_id,), erase=True)


def tell_partner(uow: UnitOfWork, *, person: PersonId, note_id: str, seen: IncidentTold) -> Changes:
    """Bring the very words of a note to the partner, as their author has just seen them.

    Raises `NotYours` unless that person is here, and `Stale` if the note says anything else by now.
    """
    if person not in uow.here:
        raise NotYours("words")
    note = uow.private(person).incidents.get(note_id)
    if note is None or told_of(note) != seen:
        raise Stale("note")
    uow.parts.say(person, INCIDENT, seen, note_id)
    return commit(uow, ChangeKind.INCIDENTS, ids=(note_id,))


def mark_read(uow: UnitOfWork, *, person: PersonId, commitments: frozenset[str]) -> Changes:
    """A person has read these words of their partner's; their own Home asks no more. Only they know."""
    there = {each.commitment for each in told_to(uow, person)}
    kept = uow.private(person).read_incidents
    kept.save(ReadIncidents(commitments=(kept.get().commitments | commitments) & there))
    return commit(uow, ChangeKind.INCIDENTS)
