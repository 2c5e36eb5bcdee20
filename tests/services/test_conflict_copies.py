"""What is only in a copy that a synchronised folder left is found and brought back; nothing else changes."""

from __future__ import annotations

import shutil
from pathlib import Path

from app.models.check_in import CheckIn
from app.models.journal import EntryId, EntryText, JournalEntry, JournalQuery
from app.services.conflict_copies import CopiesFound, bring_back, look_into
from app.storage.databases import file_name, private_space
from app.storage.unit_of_work import UnitOfWork
from tests.support.files import contents
from tests.support.vaults import ALEX_WORDS, TestVault


def entry(vault: TestVault, number: int, body: str) -> JournalEntry:
    now = vault.clock()
    return JournalEntry(id=EntryId(f"{number:032x}"), at=now, text=EntryText(body=body), changed_at=now)


def save(vault: TestVault, *entries: JournalEntry) -> None:
    with vault.unit(vault.alex) as uow:
        for each in entries:
            journal = uow.private(vault.alex).journal
            before = journal.get(each.id)
            journal.save(each if before is not None else each.evolve(at=each.at), before=before)
        uow.commit()


def copy_file(vault: TestVault, name: str) -> Path:
    """What a synchronising program does with the closed file."""
    vault.service.leave(vault.alex)
    own = vault.folder / file_name(private_space(vault.alex))
    copy = Path(shutil.copy(own, own.with_name(name)))
    vault.service.admit(vault.service.derive(vault.alex, ALEX_WORDS))
    return copy


def bodies(vault: TestVault) -> list[str]:
    with vault.unit() as uow:
        journal = uow.private(vault.alex).journal
        return sorted(each.text.body for each in journal.of(journal.moments(JournalQuery())))


def test_what_is_only_in_the_copies_is_brought_back(vault: TestVault) -> None:
    kept, gone, changed = (entry(vault, number, f"entry {number}") for number in range(3))
    moments = [each.evolve(at=each.at.replace(microsecond=number)) for number, each in enumerate((kept, gone, changed))]
    kept, gone, changed = moments
    save(vault, kept, gone, changed)
    check_in = CheckIn(id="c" * 32, at=vault.clock(), ratings={"mood": 3})
    with vault.unit(vault.alex) as uow:
        uow.private(vault.alex).check_ins.save(check_in)
        uow.commit()
    copy = copy_file(vault, f"{vault.alex}.sync-conflict-20261129-080000-ABCDEFG.db")
    before = copy.read_bytes()
    copy.with_name(f"{vault.alex} (1).db").write_bytes(b"damaged" * 2048)
    with vault.unit(vault.alex) as uow:
        own = uow.private(vault.alex)
        own.journal.delete(gone.id)
        own.check_ins.delete(check_in.id)
        own.journal.save(changed.evolve(text=EntryText(body="later"), changed_at=changed.changed_at.replace(year=2031)))
        uow.commit()
    files = contents(vault.folder)
    found = look_into(vault.service, person=vault.alex)
    assert contents(vault.folder).keys() == files.keys()
    assert (found.files, found.unreadable) == (2, 1)
    assert [each.text.body for each in found.entries] == ["entry 1"], "earlier words of an entry are not missing"
    assert [each.id for each in found.check_ins] == [check_in.id]
    bring(vault, found)
    assert bodies(vault) == ["entry 0", "entry 1", "later"]
    again = look_into(vault.service, person=vault.alex)
    assert (again.entries, again.check_ins) == ((), ())
    assert copy.read_bytes() == before


def bring(vault: TestVault, found: CopiesFound) -> None:
    with vault.unit(vault.alex) as uow:
        assert isinstance(uow, UnitOfWork)
        bring_back(uow, person=vault.alex, found=found, new_id=vault.ids)


def test_later_words_become_an_entry_of_their_own(vault: TestVault) -> None:
    first = entry(vault, 1, "before")
    save(vault, first.evolve(text=EntryText(body="after"), changed_at=first.changed_at.replace(year=2031)))
    copy_file(vault, f"{vault.alex}-LAPTOP.db")
    save(vault, first)
    found = look_into(vault.service, person=vault.alex)
    bring(vault, found)
    assert bodies(vault) == ["after", "before"]
