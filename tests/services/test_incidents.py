"""When something went wrong: private notes, and the very words of one brought to the partner, who can lose them."""

from __future__ import annotations

from datetime import UTC, date, timedelta
from pathlib import Path

import pytest

from app.assets import load
from app.errors import NotYours, Stale
from app.models.check_in import CheckInTexts
from app.models.incident import INCIDENT, IncidentNote, IncidentTold, ToldToMe, told_of
from app.models.therapist import TherapistSheet
from app.services import incidents, sharing, taking_back, therapist
from app.services.incidents import Incidents
from app.storage.databases import SHARED as SHARED_SPACE
from app.storage.databases import private_space
from tests.attacks.tampering import plant
from tests.services.test_words_seen import _pages
from tests.support.couples import today
from tests.support.vaults import SHARED, TestVault, vault_for

WORDS = "Quillfeather: I froze, and nobody noticed."
DAY = date(2026, 3, 14)
NOTE = IncidentNote(id="n1", day=DAY, words=WORDS)


def write(vault: TestVault, note: IncidentNote = NOTE) -> None:
    with vault.unit(vault.alex) as uow:
        incidents.save_note(uow, person=vault.alex, note=note)


def tell(vault: TestVault, note: IncidentNote = NOTE) -> None:
    with vault.unit(SHARED) as uow:
        incidents.tell_partner(uow, person=vault.alex, note_id=note.id, seen=told_of(note))


def of_alex(vault: TestVault) -> Incidents:
    with vault.unit() as uow:
        return incidents.incidents(uow, person=vault.alex)


def told_to_sam(vault: TestVault) -> tuple[ToldToMe, ...]:
    with vault.unit() as uow:
        return incidents.incidents(uow, person=vault.sam).told_to_me


def files_with_words(vault: TestVault) -> set[str]:
    """The files that hold the words, in whatever table."""
    found: set[str] = set()
    with vault.unit() as uow:
        for space in (SHARED_SPACE, *(private_space(person) for person in vault.pair)):
            run = uow.connection(space).exec_driver_sql
            tables = run("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
            rows = [str(tuple(row)) for name in tables for row in run(f'SELECT * FROM "{name}"')]
            if any("Quillfeather" in row for row in rows):
                found.add(space)
    return found


def test_a_note_is_in_its_authors_space_alone(vault: TestVault) -> None:
    write(vault)
    assert files_with_words(vault) == {private_space(vault.alex)}
    assert [each.note for each in of_alex(vault).notes] == [NOTE]
    assert told_to_sam(vault) == ()


def test_the_latest_day_is_first(vault: TestVault) -> None:
    for name, day in (("a", DAY), ("b", DAY - timedelta(days=3)), ("c", DAY)):
        write(vault, IncidentNote(id=name, day=day, words=name))
    assert [each.note.id for each in of_alex(vault).notes] == ["c", "a", "b"]


def test_the_partner_reads_the_very_words_and_their_mark_is_theirs(vault: TestVault) -> None:
    write(vault)
    tell(vault)
    (told,) = told_to_sam(vault)
    assert (told.by, told.told, told.is_read) == (vault.alex, IncidentTold(day=DAY, words=WORDS), False)
    assert of_alex(vault).notes[0].told == told.told
    assert of_alex(vault).told_to_me == ()
    with vault.unit(vault.sam) as uow:
        incidents.mark_read(uow, person=vault.sam, commitments=frozenset({told.commitment}))
    assert told_to_sam(vault)[0].is_read
    changed = NOTE.evolve(words="Quillfeather, and more.")
    write(vault, changed)
    assert told_to_sam(vault)[0].told.words == WORDS, "changing a note tells nothing"
    tell(vault, changed)
    assert not told_to_sam(vault)[0].is_read, "these words are new"


def test_only_what_was_just_seen_is_told(vault: TestVault) -> None:
    write(vault)
    for seen in (IncidentTold(day=DAY, words="Something else"), IncidentTold(day=DAY - timedelta(days=1), words=WORDS)):
        with vault.unit(SHARED) as uow, pytest.raises(Stale):
            incidents.tell_partner(uow, person=vault.alex, note_id=NOTE.id, seen=seen)
    with vault.unit(SHARED) as uow, pytest.raises(Stale):
        incidents.tell_partner(uow, person=vault.alex, note_id="none", seen=told_of(NOTE))
    vault.service.leave(vault.sam)
    with vault.unit(SHARED) as uow, pytest.raises(NotYours):
        incidents.tell_partner(uow, person=vault.sam, note_id=NOTE.id, seen=told_of(NOTE))


def test_what_is_taken_back_is_in_no_page_of_a_file_that_the_partner_opens(vault: TestVault) -> None:
    write(vault)
    tell(vault)
    with vault.unit() as uow:
        seen = sharing.everything_seen(uow, person=vault.alex, base=vault.catalogue, today=today(vault))
    (words,) = (each for each in seen.words if each.kind == INCIDENT.name)
    with vault.unit(SHARED) as uow:
        taking_back.take_back(uow, person=vault.alex, kind=words.kind, key=words.key)
    assert told_to_sam(vault) == ()
    shared, mine, theirs = (b"Quillfeather" in pages for pages in _in_order(vault))
    assert (shared, mine, theirs) == (False, True, False), "the note itself stays with its author"


def _in_order(vault: TestVault) -> tuple[bytes, bytes, bytes]:
    mine, theirs, shared = _pages(vault)
    return shared, mine, theirs


def test_a_deleted_note_is_gone_from_every_file_and_from_the_sheet(vault: TestVault) -> None:
    write(vault)
    tell(vault)
    with vault.unit(vault.alex) as uow:
        therapist.save_sheet(uow, person=vault.alex, sheet=TherapistSheet(incidents=frozenset({NOTE.id})))
    with vault.unit(SHARED) as uow:
        incidents.delete_note(uow, person=vault.alex, note_id=NOTE.id)
    assert not any(b"Quillfeather" in pages for pages in _pages(vault))
    with vault.unit() as uow:
        assert uow.private(vault.alex).sheet.get() == TherapistSheet()


def test_what_somebody_plants_in_my_name_is_not_told(vault: TestVault) -> None:
    write(vault)
    plant(vault, vault.alex, INCIDENT, b'{"day":"2026-03-14","words":"Sam did nothing wrong."}', "planted")
    assert told_to_sam(vault) == ()


def test_it_is_on_the_sheet_by_an_explicit_tick_only(vault: TestVault) -> None:
    write(vault)
    for chosen in (frozenset[str](), frozenset({NOTE.id})):
        with vault.unit(vault.alex) as uow:
            therapist.save_sheet(uow, person=vault.alex, sheet=TherapistSheet(incidents=chosen))
        with vault.unit() as uow:
            found = therapist.sheet_view(
                uow,
                person=vault.alex,
                people=vault.people,
                base=vault.catalogue,
                built_in=load(CheckInTexts).dimensions,
                today=today(vault),
                zone=UTC,
            )
        assert found.can_bring.incidents == (NOTE,)
        assert found.material.incidents == ((NOTE,) if chosen else ())


def test_in_a_vault_for_one_there_is_nobody_to_tell(tmp_path: Path, vault: TestVault) -> None:
    with vault_for(tmp_path / "solo", vault.newcomers[0]) as solo:
        write(solo)
        assert [each.note for each in of_alex(solo).notes] == [NOTE]
        with solo.unit(solo.alex) as uow:
            incidents.delete_note(uow, person=solo.alex, note_id=NOTE.id)
        assert of_alex(solo) == Incidents()
