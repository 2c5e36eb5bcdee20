"""A sample of harm done to closed files; `make soak` does far more. And each file that belongs elsewhere is named."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import Table

from app.errors import VaultDamaged, VaultSwapped
from app.models.base import PersonId
from app.models.vault_warning import VaultWarning
from app.storage.ages import Age
from app.storage.checking import FileState, check
from app.storage.databases import private_space
from app.storage.file_ages import FileAges
from app.storage.keyring_file import KEYRING, KEYRING_COPY, read_people
from app.storage.moves import renew
from app.storage.tables_private import private_metadata
from app.storage.unit_of_work import UnitOfWork
from tests.attacks.exchanged_files import PAGE, Files, Harms, Past
from tests.storage.made import CHEAP, WORDS_A, WORDS_B, WORDS_NEW
from tests.storage.test_backups import write
from tests.storage.test_shared_file import put_right
from tests.support.files import contents
from tests.support.quick_vault import QuickVault

OF_EACH = 4
JOURNAL = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(504)


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Past:
    return Past(tmp_path_factory.mktemp("past"))


def wrong(past: Past, seed: int) -> list[str]:
    return [
        f"{what}: {wrong}"
        for what, harm in Harms(past, seed).each(OF_EACH, OF_EACH)
        if (wrong := past.wrong_after(harm))
    ]


def test_harm_is_noticed(past: Past) -> None:
    assert wrong(past, seed=5) == []


@pytest.mark.parametrize("rule", ["is_own_changed", "is_shared_changed"])
def test_pages_that_nobody_compares_are_found(past: Past, monkeypatch: pytest.MonkeyPatch, rule: str) -> None:
    monkeypatch.setattr(Age, rule, lambda *_: False)
    monkeypatch.setattr(FileAges, "partner_is_older", lambda *_: ())
    assert any("older_page" in each for each in wrong(past, seed=5))


def with_files(past: Past, **changed: bytes) -> Files:
    names = {"own": past.own, "partners": past.partners, "shared": "shared.db", "main": KEYRING, "copy": KEYRING_COPY}
    return {**past.files, **{names[name]: data for name, data in changed.items()}}


def others(past: Past) -> Files:
    """The files of a different vault of the same people, under the names of ours."""
    found, made = contents(past.other.folder), past.other
    return {
        "own": found[made.file(made.a).name],
        "shared": found["shared.db"],
        "keyring": found[KEYRING],
    }


SWAPPED: dict[str, tuple[Callable[[Past], Files], str]] = {
    "my file, of a different vault": (lambda past: with_files(past, own=others(past)["own"]), "own"),
    "my file, of my partner": (lambda past: with_files(past, own=past.files[past.partners]), "own"),
    "each other's": (
        lambda past: with_files(past, own=past.files[past.partners], partners=past.files[past.own]),
        "own",
    ),
    "my file, of us both": (lambda past: with_files(past, own=past.files["shared.db"]), "own"),
    "the keyring": (
        lambda past: with_files(past, main=others(past)["keyring"], copy=others(past)["keyring"]),
        KEYRING,
    ),
}


@pytest.mark.parametrize("what", SWAPPED)
def test_a_file_that_belongs_elsewhere_is_named(past: Past, what: str) -> None:
    swapped, name = SWAPPED[what]
    past.put(swapped(past))
    seen = past.seen()
    assert type(seen.refused) is VaultSwapped
    assert seen.refused.detail == (past.own if name == "own" else name)
    assert contents(past.made.folder) == swapped(past), "nothing was changed"
    if name == "own":
        assert past.checked()[past.own] is FileState.SWAPPED
        return
    with pytest.raises(VaultSwapped, match=KEYRING):
        read_people(past.made.folder)
    with pytest.raises(VaultSwapped, match=KEYRING):
        list(check(past.made.folder, lambda: WORDS_A, CHEAP, Path()))


def test_a_shared_file_that_belongs_elsewhere_is_named_and_made_again(past: Past) -> None:
    past.put(with_files(past, shared=others(past)["shared"]))
    assert past.checked()["shared.db"] is FileState.SWAPPED
    with past.open() as vault:
        told = vault.unlock(past.made.a, WORDS_A).warnings
        assert told == (VaultWarning.SHARED_SWAPPED, VaultWarning.PARTNER_UNREADABLE)
        assert put_right(vault, past.made.a) == ()


@pytest.mark.parametrize("name", ["main", "copy"])
def test_the_keyring_of_a_different_vault_in_place_of_one_copy_is_not_used(past: Past, name: str) -> None:
    past.put(with_files(past, **{name: others(past)["keyring"]}))
    seen = past.seen()
    assert seen.refused is None
    assert seen.told == {VaultWarning.KEYRING_COPY}
    assert seen.content == past.good.content


def test_my_file_from_before_new_keys_is_named(past: Past) -> None:
    past.put(past.files)
    with past.open() as vault:
        vault.unlock(past.made.a, WORDS_A)
        renew(vault, vault.keys.new_keys(past.made.a, WORDS_A, WORDS_NEW))
    (past.made.folder / past.own).write_bytes(past.files[past.own])
    with past.open() as vault, pytest.raises(VaultSwapped, match=past.own):
        vault.unlock(past.made.a, WORDS_NEW)


@pytest.mark.parametrize("is_read_ahead", [False, True])
def test_older_pages_are_told_once_and_everything_agreed_waits(past: Past, is_read_ahead: bool) -> None:
    harm = Harms(past, seed=1).older_page(past.own)
    past.put(past.files if is_read_ahead else harm.files)
    with past.open() as vault:
        if is_read_ahead:
            vault.files.ages.read_ahead(past.made.a)
            past.put(harm.files)
        told = vault.unlock(past.made.a, WORDS_A).warnings
        assert VaultWarning.OWN_CHANGED in told
        vault.files.ages.count_session(past.made.a)
    with past.open() as vault:
        assert VaultWarning.OWN_CHANGED not in vault.unlock(past.made.a, WORDS_A).warnings


def test_a_journal_from_an_earlier_day_is_noticed(past: Past) -> None:
    """SQLite would put the pages in it back."""
    past.put({**past.files, f"{past.own}-journal": JOURNAL})
    assert VaultWarning.OWN_CHANGED in past.seen().told


def test_a_journal_that_comes_while_keys_are_derived_is_noticed(past: Past) -> None:
    past.put(past.files)
    with past.open() as vault:
        vault.files.ages.read_ahead(past.made.a)
        past.put({**past.files, f"{past.own}-journal": JOURNAL})
        assert VaultWarning.OWN_CHANGED in vault.unlock(past.made.a, WORDS_A).warnings


def killed(past: Past) -> None:
    """A session that ends as a kill ends one: nothing more is noted."""
    vault = past.open()
    vault.unlock(past.made.a, WORDS_A)
    write(vault, past.made.a, "before the session is counted")
    vault.spaces.here = frozenset()
    vault.close()


def test_a_kill_accuses_nobody(past: Past) -> None:
    past.put(past.files)
    killed(past)
    assert past.seen().told == set()
    past.put(past.files)
    with past.open() as vault:
        vault.unlock(past.made.b, WORDS_B)
        vault.files.ages.count_session(past.made.b)
    assert past.seen().told == set(), "my partner was here"


def rows(vault: QuickVault, person: PersonId, table: Table) -> int | None:
    """How many rows of a table can be read; none if it is damaged."""
    try:
        with vault.spaces.connection(private_space(person)) as own:
            return len(own.execute(table.select()).all())
    except VaultDamaged:
        return None


def test_one_damaged_page_spoils_nothing_else(past: Past) -> None:
    """SQLCipher then refuses every page to that connection, and finds no memory for what is to be written."""
    past.put(past.files)
    person, name, tables = past.made.a, past.own, private_metadata.sorted_tables
    with past.open() as vault:
        vault.unlock(person, WORDS_A)
        whole = [rows(vault, person, table) for table in tables]
    spoilt = 0
    for page in range(6, len(past.files[name]) // PAGE, 9):
        data = bytearray(past.files[name])
        data[page * PAGE + 100] ^= 1
        past.put({**past.files, name: bytes(data)})
        with past.open() as vault:
            try:
                vault.unlock(person, WORDS_A)
            except VaultDamaged:
                continue
            found = [rows(vault, person, table) for table in tables]
            spoilt += None in found
            assert found.count(None) <= 1
            assert all(now in (None, then) for now, then in zip(found, whole, strict=True))
            with UnitOfWork(vault.spaces, private_space(person)) as uow:
                own = uow.connection(private_space(person))
                for table in tables:
                    with suppress(VaultDamaged):
                        own.execute(table.delete())
        past.open().close()
    assert spoilt > 2
