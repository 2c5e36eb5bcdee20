"""A backup restored into a new folder: what is in it, a new era for both, and what narrows from later copies."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import select

from app.errors import VaultDamaged, VaultExists, WrongPassphrase
from app.models.vault_warning import VaultWarning
from app.storage.databases import private_space
from app.storage.keyring_file import load_stored
from app.storage.restore import Restore, RestoreReport, look_at
from app.storage.restored import NOTE, restored_for
from app.storage.said_rows import state_of
from app.storage.tables_private import pref, said
from tests.soak.backups import restored
from tests.storage.made import ADA, BO, CHEAP, WORDS_A, WORDS_B, WORDS_NEW, Made, make
from tests.storage.test_backups import NOW, take, write
from tests.support.clock import FakeIds
from tests.support.files import contents
from tests.support.quick_vault import QuickVault

LATER = NOW.replace(hour=NOW.hour + 1)


def restore(backup: Path, made: Made, folder: Path, words: str = WORDS_A, *beside: Path, by: int = 0) -> RestoreReport:
    """Restore it as one of the two."""
    work = Restore(backup, made.created.person_ids[by], CHEAP, FakeIds(70 + by), beside)
    return work.into(folder, work.derive(words))


def eras(vault: QuickVault) -> set[str]:
    found = set()
    for person in vault.present:
        with vault.spaces.connection(private_space(person)) as own:
            found.add(state_of(own).era)
    return found


def prefs(vault: QuickVault, made: Made, by: int = 0) -> set[str]:
    with vault.spaces.connection(private_space(made.created.person_ids[by])) as own:
        return set(own.execute(select(pref.c.value)).scalars())


def both(folder: Path) -> QuickVault:
    vault = QuickVault.open(folder, policy=CHEAP, ids=FakeIds(5))
    for person, words in zip(vault.people, (WORDS_A, WORDS_B), strict=True):
        vault.unlock(person.person_id, words)
    return vault


@pytest.mark.parametrize("is_beside", [True, False])
@pytest.mark.parametrize("by", [0, 1])
def test_restored_into_a_new_folder(pair: Made, tmp_path: Path, by: int, is_beside: bool) -> None:
    with both(pair.folder) as vault:
        write(vault, pair.a, "of Ada")
        write(vault, pair.b, "of Bo")
        backup, before = take(vault), eras(vault)
        write(vault, pair.a, "later of Ada")
        write(vault, pair.b, "later of Bo")
    if not is_beside:
        backup = backup.rename(tmp_path / "carried.accord")
    look = look_at(backup)
    assert tuple(mark.person_id for mark in look.people) == look.having == pair.created.person_ids
    old = contents(pair.folder)
    report = restore(backup, pair, tmp_path / "new", (WORDS_A, WORDS_B)[by], by=by)
    assert contents(pair.folder) == old, "nothing is changed in the vault it is from"
    assert report.is_signed
    assert report.partner == (True, True, is_beside, None)
    assert report.has_later is is_beside
    assert restored_for(tmp_path / "new") == (frozenset() if is_beside else {pair.created.person_ids[1 - by]})
    with both(tmp_path / "new") as vault:
        mine, theirs = (prefs(vault, pair, which) for which in (by, 1 - by))
        name = ("Ada", "Bo")
        assert f"of {name[by]}" in mine
        assert f"later of {name[by]}" not in mine
        assert f"of {name[1 - by]}" in theirs
        assert (f"later of {name[1 - by]}" in theirs) is is_beside
        assert len(eras(vault) & before) == (1 if is_beside else 0)
        warnings = vault.files.check_shared()
        assert warnings == ()
    assert not (tmp_path / "new" / NOTE).exists()
    assert not list((tmp_path / "new").glob("*journal")) + list((tmp_path / "new").glob("other-copy*"))


@pytest.mark.parametrize("newest", ["whole", "damaged", "of a different vault"])
def test_restoring_takes_nobody_elses_part_back_further_than_it_must(pair: Made, tmp_path: Path, newest: str) -> None:
    with both(pair.folder) as vault:
        write(vault, pair.b, "of Bo")
        backup = take(vault)
        write(vault, pair.a, "later of Ada")
        write(vault, pair.b, "later of Bo")
        later = take(vault, made=LATER)
    away = tmp_path / "away"
    away.mkdir()
    backup, later = (each.rename(away / each.name) for each in (backup, later))
    if newest == "damaged":
        later.write_bytes(later.read_bytes()[:-5_000])
    if newest == "of a different vault":
        other = make(tmp_path / "other", ADA, BO, salt=9)
        with both(other.folder) as vault:
            shutil.copy(take(vault, made=LATER), later)
    report = restore(backup, pair, tmp_path / "new")
    is_newer = newest == "whole"
    assert report.partner == (True, True, False, LATER if is_newer else None)
    assert restored_for(tmp_path / "new") == {pair.b}
    with both(tmp_path / "new") as vault:
        assert "later of Ada" not in prefs(vault, pair)
        theirs = prefs(vault, pair, 1)
        assert "of Bo" in theirs
        assert ("later of Bo" in theirs) is is_newer


def test_ones_own_part_alone(pair: Made, tmp_path: Path) -> None:
    with both(pair.folder) as vault:
        backup = take(vault, pair.a, tmp_path / "mine.accord")
    report = restore(backup, pair, tmp_path / "new")
    assert report.partner == (True, False, False, None)
    with QuickVault.open(tmp_path / "new", policy=CHEAP) as vault:
        assert VaultWarning.PARTNER_UNREADABLE in vault.unlock(pair.a, WORDS_A).warnings
        with pytest.raises(VaultDamaged):
            vault.unlock(pair.b, WORDS_B)
    with pytest.raises(VaultDamaged):
        restore(backup, pair, tmp_path / "other", WORDS_B, by=1)
    assert not (tmp_path / "other").exists()


def test_a_vault_for_one(solo: Made, tmp_path: Path) -> None:
    with solo.open() as vault:
        vault.unlock(solo.a, WORDS_A)
        write(vault, solo.a, "mine")
        backup, before = take(vault), eras(vault)
    report = restore(backup, solo, tmp_path / "new")
    assert not report.partner.exists
    with QuickVault.open(tmp_path / "new", policy=CHEAP) as vault:
        assert vault.unlock(solo.a, WORDS_A).warnings == ()
        assert "mine" in prefs(vault, solo)
        assert not eras(vault) & before


def test_either_passphrase_opens_it(pair: Made, tmp_path: Path) -> None:
    with both(pair.folder) as vault:
        backup = take(vault)
        vault.change_passphrase(pair.a, WORDS_A, WORDS_NEW)
    restore(backup, pair, tmp_path / "now", WORDS_NEW)
    restore(backup, pair, tmp_path / "then", WORDS_A)
    for name, words in (("now", WORDS_NEW), ("then", WORDS_A)):
        with QuickVault.open(tmp_path / name, policy=CHEAP) as vault:
            assert vault.unlock(pair.a, words).warnings == ()
    assert load_stored(tmp_path / "now").generation > load_stored(tmp_path / "then").generation
    with pytest.raises(WrongPassphrase):
        restore(backup, pair, tmp_path / "never", "something else")


def test_every_row_is_as_it_was() -> None:
    outcome = restored(4)
    assert (outcome.tried, outcome.failed) == (4, [])


def test_never_over_anything(pair: Made, tmp_path: Path) -> None:
    with both(pair.folder) as vault:
        backup = take(vault)
    before = contents(tmp_path)
    with pytest.raises(VaultExists):
        restore(backup, pair, pair.folder)
    assert contents(tmp_path) == before


def test_rows_of_the_backup_count_again_only_after_a_new_yes(pair: Made, tmp_path: Path) -> None:
    """Every row gets a proof of the new era, so an older copy of the shared file makes the part no older."""
    with both(pair.folder) as vault:
        backup = take(vault)
    shared = pair.shared_file.read_bytes()
    restore(backup.rename(tmp_path / "a.accord"), pair, tmp_path / "new")
    with QuickVault.open(tmp_path / "new", policy=CHEAP) as vault:
        vault.unlock(pair.a, WORDS_A)
        begun = eras(vault)
    (tmp_path / "new" / "shared.db").write_bytes(shared)
    with QuickVault.open(tmp_path / "new", policy=CHEAP) as vault:
        vault.unlock(pair.a, WORDS_A)
        assert eras(vault) == begun
        with vault.spaces.connection(private_space(pair.a)) as own:
            assert own.execute(select(said)).all()
