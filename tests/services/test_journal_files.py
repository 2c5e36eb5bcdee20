"""Imports and backups in a real vault: all or nothing, nothing twice, and the same entries after a round trip."""

from __future__ import annotations

import json
import os
import stat
import zipfile
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from app.errors import NeedsBoth, VaultUnwritable, WrongPassphrase
from app.models.base import PersonId
from app.models.journal import Boundary, EntryKind, EntryText, JournalEntry, JournalQuery
from app.models.journal_incoming import ImportProblem, IncomingEntry, ReadEntries
from app.services import journal, journal_backup, journal_files
from app.services.long_work import LongWork, Stopped
from app.storage.journal_source import ReadLimits
from tests.support.indexed import differences
from tests.support.moments import listed_moments
from tests.support.pages import decrypted_pages
from tests.support.texts import AWKWARD
from tests.support.vaults import ALEX, ALEX_WORDS, TestVault, vault_for

pytestmark = pytest.mark.solo

WORDS = "amber window garden"
MANY = 10_000


class StopsAt(LongWork):
    """Work that somebody stops in its middle."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self._at = at

    def step(self, done: int, total: int) -> None:
        if done == self._at:
            self.stop()
        super().step(done, total)


def act(vault: TestVault, fn: Any, **arguments: Any) -> Any:
    with vault.unit(vault.alex) as uow:
        return fn(uow, **{"person": vault.alex, "work": LongWork()} | arguments)


def bring_in(vault: TestVault, drafts: tuple[IncomingEntry, ...], **arguments: Any) -> journal_files.Imported:
    said = {"kind": EntryKind.REFLECTION, "now": vault.clock(), "new_id": vault.ids} | arguments
    made: journal_files.Imported = act(vault, journal_files.bring_in, drafts=drafts, **said)
    return made


def entries(vault: TestVault) -> tuple[JournalEntry, ...]:
    found: tuple[JournalEntry, ...] = act(vault, journal_files.collect)
    return found


def write(vault: TestVault, text: EntryText, *, pinned: bool = False) -> JournalEntry:
    with vault.unit(vault.alex) as uow:
        made = journal.new_entry(uow, person=vault.alex, text=text, now=vault.clock(), new_id=vault.ids).entry
        if pinned:
            made = journal.pin(uow, person=vault.alex, entry_id=made.id, pinned=True).entry
    vault.clock.advance(minutes=1)
    return made


def drafts(count: int, at: datetime | None = None) -> tuple[IncomingEntry, ...]:
    first = datetime(2020, 1, 1, tzinfo=UTC)
    return tuple(
        IncomingEntry(at=at or first + timedelta(hours=n), text=EntryText(title=f"Entry {n}", body=f"Words of {n}"))
        for n in range(count)
    )


def read(*paths: Path, passphrase: str | None = None) -> ReadEntries:
    return journal_backup.read_chosen(paths, zone=UTC, work=LongWork(), passphrase=passphrase)


def backup(vault: TestVault, to: Path, **arguments: Any) -> None:
    work = arguments.pop("work", None) or LongWork()
    journal_backup.write_backup(to, entries(vault), passphrase=WORDS, work=work, work_factor=4, **arguments)


def test_a_backup_gives_the_same_entries_in_a_fresh_vault(vault: TestVault, tmp_path: Path) -> None:
    for number, awkward in enumerate(AWKWARD):
        write(
            vault,
            EntryText(
                kind=list(EntryKind)[number % 4],
                boundary=list(Boundary)[number % 3],
                title=awkward,
                body=f"# {awkward}\r\n\n---\n{awkward}",
                feelings=(awkward,),
                needs=("trust",),
                tags=(awkward, "other"),
                for_safety=awkward,
            ),
            pinned=number == 2,
        )
    backup(vault, tmp_path / "notes.age")
    with vault_for(tmp_path / "fresh", ALEX, salt=2) as fresh:
        found = read(tmp_path / "notes.age", passphrase=WORDS)
        assert not found.troubles
        bring_in(fresh, found.drafts)
        kept = [(entry.at, entry.text, entry.pinned) for entry in entries(fresh)]
        assert kept == [(entry.at, entry.text, entry.pinned) for entry in entries(vault)]
        assert len(kept) == len(AWKWARD)
        again = read(tmp_path / "notes.age", passphrase=WORDS)
        assert all(act(fresh, journal_files.already_there, drafts=again.drafts))


def test_a_backup_shows_nothing_and_is_nobody_elses(vault: TestVault, tmp_path: Path) -> None:
    write(vault, EntryText(title="MARKER-TITLE", body="MARKER-BODY " * 50, tags=("MARKER-TAG",)))
    to = tmp_path / "out" / "notes.age"
    to.parent.mkdir()
    backup(vault, to)
    raw = to.read_bytes()
    assert b"MARKER" not in raw
    assert not zipfile.is_zipfile(to), "the names inside an archive could be read"
    assert [path.name for path in to.parent.iterdir()] == ["notes.age"], "no other file is left"
    if os.name != "nt":
        assert stat.S_IMODE(to.stat().st_mode) == 0o600
    with pytest.raises(WrongPassphrase):
        read(to, passphrase="amber window gardens")


def test_a_backup_that_fails_or_is_stopped_leaves_the_one_before(vault: TestVault, tmp_path: Path) -> None:
    for _ in range(3):
        write(vault, EntryText(body="Words"))
    to = tmp_path / "notes.age"
    to.write_bytes(b"before")
    with pytest.raises(Stopped):
        backup(vault, to, work=StopsAt(2))
    assert to.read_bytes() == b"before"
    with pytest.raises(VaultUnwritable):
        backup(vault, tmp_path / "nowhere" / "notes.age")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notes.age", "vault"]


def test_what_is_in_the_bin_is_not_in_a_backup(vault: TestVault) -> None:
    binned = write(vault, EntryText(body="Away"))
    kept = write(vault, EntryText(body="Kept"))
    with vault.unit(vault.alex) as uow:
        journal.bin_entry(uow, person=vault.alex, entry_id=binned.id, now=vault.clock())
    assert [entry.id for entry in entries(vault)] == [kept.id]


def test_an_export_takes_the_chosen_span_and_kinds(vault: TestVault) -> None:
    first = write(vault, EntryText(kind=EntryKind.LETTER, body="One"), pinned=True)
    second = write(vault, EntryText(kind=EntryKind.LETTER, body="Two"))
    third = write(vault, EntryText(body="Three"))
    some = act(vault, journal_files.collect, since=first.moment, until=third.moment)
    assert [entry.id for entry in some] == [first.id, second.id]
    assert act(vault, journal_files.collect, until=first.moment) == (), "a pinned one keeps to it as well"
    letters = act(vault, journal_files.collect, kinds=frozenset((EntryKind.REFLECTION,)))
    assert [entry.id for entry in letters] == [third.id]
    later = act(vault, journal_files.collect, since=first.moment + 1)
    assert [entry.id for entry in later] == [second.id, third.id]


def test_an_import_asks_for_the_kind_and_never_for_the_boundary(vault: TestVault) -> None:
    own = IncomingEntry(at=vault.clock(), text=EntryText(kind=EntryKind.LETTER, body="Dear"), own_kind=True)
    bring_in(vault, (*drafts(2), own), kind=EntryKind.FANTASY)
    kept = entries(vault)
    assert [entry.text.kind for entry in kept] == [EntryKind.FANTASY, EntryKind.FANTASY, EntryKind.LETTER]
    assert {entry.text.boundary for entry in kept} == {Boundary.STAYS}


def test_what_is_there_already_is_known_by_moment_and_words(vault: TestVault) -> None:
    one, two = drafts(2)
    bring_in(vault, (one,))
    other_words = one.evolve(text=one.text.evolve(body="Other"))
    other_day = one.evolve(at=one.at + timedelta(days=1))
    asked = (one, two, other_words, other_day, two)
    assert act(vault, journal_files.already_there, drafts=asked) == (True, False, False, False, True)


def test_many_of_one_moment_come_in_quickly_and_are_known_again(vault: TestVault) -> None:
    same = drafts(500, at=datetime(2020, 1, 1, 12, tzinfo=UTC))
    bring_in(vault, same)
    assert len({entry.moment for entry in entries(vault)}) == 500
    assert all(act(vault, journal_files.already_there, drafts=same))


def test_an_import_that_is_stopped_keeps_nothing(vault: TestVault) -> None:
    """Ten thousand entries, stopped in the middle: the database is what it was, byte for byte in what it holds."""
    write(vault, EntryText(body="Before"))
    before = entries(vault)
    work = StopsAt(MANY // 2)
    with pytest.raises(Stopped):
        bring_in(vault, drafts(MANY), work=work)
    assert 0 < work.done < MANY // 2
    assert work.total == MANY
    assert entries(vault) == before
    with vault.unit() as uow:
        asked = JournalQuery(words="Words")
        assert listed_moments(uow, person=vault.alex, query=asked) == ()


def test_an_import_can_be_taken_back_but_not_what_was_written_since(vault: TestVault) -> None:
    mine = write(vault, EntryText(body="Mine"))
    imported = bring_in(vault, drafts(5))
    assert len(entries(vault)) == 6
    vault.clock.advance(minutes=5)
    with vault.unit(vault.alex) as uow:
        journal.save_entry(
            uow, person=vault.alex, entry_id=imported.entry_ids[0], text=EntryText(body="Changed"), now=vault.clock()
        )
    back = act(vault, journal_files.take_back, imported=imported)
    assert (back.deleted, back.kept) == (4, 1)
    assert {entry.id for entry in entries(vault)} == {mine.id, imported.entry_ids[0]}
    assert act(vault, journal_files.take_back, imported=imported).deleted == 0


def test_what_was_taken_back_is_in_no_page_of_the_file(vault: TestVault) -> None:
    marked = IncomingEntry(at=vault.clock(), text=EntryText(title="Zqxtitle", body="zqxbody", tags=("zqxtag",)))
    imported = bring_in(vault, (marked,))
    assert b"zqx" in decrypted(vault).lower()
    act(vault, journal_files.take_back, imported=imported)
    assert b"zqx" not in decrypted(vault).lower()


def test_a_large_import_is_taken_back_without_a_trace(vault: TestVault) -> None:
    """So many that the index is merged: what stays is found as before, what is deleted is on no page."""
    for number in range(30):
        write(vault, EntryText(title=f"Mine {number}", body="lighthouse", tags=("sea",)), pinned=number == 3)
    away = write(vault, EntryText(body="lighthouse in the bin"))
    with vault.unit(vault.alex) as uow:
        journal.bin_entry(uow, person=vault.alex, entry_id=away.id, now=vault.clock())
    unsettled = write(vault, EntryText(body="heron"))
    with vault.unit(vault.alex) as uow:
        later = EntryText(body="lighthouse and heron")
        journal.save_entry(uow, person=vault.alex, entry_id=unsettled.id, text=later, now=vault.clock())
    before, labels = entries(vault), labels_of(vault)
    many = tuple(
        draft.evolve(text=draft.text.evolve(body=f"zqxbody {draft.text.title}", tags=("zqxtag", "sea")))
        for draft in drafts(600)
    )
    imported = bring_in(vault, many)
    assert b"zqx" in decrypted(vault).lower()
    with pytest.raises(Stopped):
        act(vault, journal_files.take_back, imported=imported, work=StopsAt(600))
    assert len(entries(vault)) == 631
    assert found(vault, "zqxbody") == 600
    assert act(vault, journal_files.take_back, imported=imported).deleted == 600
    assert entries(vault) == before
    assert labels_of(vault) == labels
    with vault.unit(vault.alex) as uow:
        assert differences(uow, vault.alex) == []
    assert found(vault, "zqxbody") == 0
    assert b"zqx" not in decrypted(vault).lower()
    with vault.unit(vault.alex) as uow:
        journal.settle(uow, person=vault.alex)
    assert found(vault, "lighthouse") == 31


def found(vault: TestVault, words: str) -> int:
    """How many entries are found by some words."""
    with vault.unit() as uow:
        return len(listed_moments(uow, person=vault.alex, query=JournalQuery(words=words)))


def labels_of(vault: TestVault) -> Any:
    """The labels in use."""
    with vault.unit() as uow:
        return journal.labels(uow, person=vault.alex)


def decrypted(vault: TestVault) -> bytes:
    """Every page of the private database as it is, free ones included."""
    key = vault.service.derive(vault.alex, ALEX_WORDS).private_key.reveal()
    return decrypted_pages(vault.folder / f"{vault.alex}.db", key)


def test_a_large_file_of_day_one_is_read_and_can_be_stopped(tmp_path: Path) -> None:
    given = [{"text": f"# T{n}\n\nWords {n}", "creationDate": "2026-11-24T11:00:00Z"} for n in range(MANY)]
    path = tmp_path / "Journal.json"
    path.write_text(json.dumps({"entries": given}))
    assert len(read(path).drafts) == MANY
    many = tmp_path / "many"
    many.mkdir()
    for number in range(20):
        (many / f"{number}.md").write_text("Words")
    with pytest.raises(Stopped):
        journal_backup.read_chosen((many,), zone=UTC, work=StopsAt(10))


def test_a_folder_made_to_do_harm_costs_nothing_but_lines_in_the_report(tmp_path: Path) -> None:
    """Whatever lies beside them, the good notes come in."""
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("2026-11-20.md", bytes(4_000_000))
    laughs = "".join(f"b{n}: &b{n} [*b{n - 1}, *b{n - 1}]\n" for n in range(1, 40))
    files = {
        "2026-11-01 Good.md": b"Good words",
        "2026-11-02 Floods.md": b"![" * 200_000 + b"Good words",
        "2026-11-03 Laughs.md": f"---\ntitle: Laughs\nb0: &b0 ha\n{laughs}---\nGood words".encode(),
        "2026-11-04 Nulls.md": b"Good\x00 words" + b"x" * 100,
        "deep.json": b"[" * 200_000,
        "deep.yaml": b"a: " + b"{a: " * 50_000,
        "deep.html": b"<ul><li>" * 20_000 + b"Good words",
        "quotes.csv": b"mood,activities,note\n" + b'"' * 500_001,
        "2026-11-05 Later.txt": "Später: gute Wörter".encode("cp1252"),
        "noise.txt": bytes(range(7)) * 9_000,
        "bomb.zip": bomb.getvalue(),
    }
    for name, raw in files.items():
        (tmp_path / name).write_bytes(raw)
    if os.name != "nt":
        (tmp_path / "link.md").symlink_to("/etc/hostname")
    found = journal_backup.read_chosen((tmp_path,), zone=UTC, work=LongWork(), limits=ReadLimits(free=1000, ratio=10))
    good = {draft.text.title for draft in found.drafts if "ood words" in draft.text.body or "Wörter" in draft.text.body}
    assert {"Good", "Floods", "Laughs", "Nulls", "Later"} <= good
    told = {trouble.problem for trouble in found.troubles}
    assert {ImportProblem.TOO_DEEP, ImportProblem.NOT_TEXT, ImportProblem.UNPACKS_TOO_LARGE} <= told
    assert ImportProblem.SIGNS_REMOVED in told
    assert os.name == "nt" or ImportProblem.LINK in told


def test_nobody_elses_journal(vault: TestVault) -> None:
    with pytest.raises(NeedsBoth):
        bring_in(vault, drafts(1), person=PersonId("c" * 32))
