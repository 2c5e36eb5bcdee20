"""What passphrases and recovery codes derive and change; what a wrong one does: nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import (
    VaultDamaged,
    VaultUnwritable,
    WeakPassphrase,
    WrongPassphrase,
    WrongRecoveryCode,
)
from app.models.base import PersonId
from app.models.vault_warning import VaultWarning
from app.storage.files import write_atomically
from app.storage.keyring import load_keyring
from app.storage.keyring_file import KEYRING, KEYRING_COPY, load_stored
from app.storage.recovery import new_secret, write_code
from app.storage.slots import KdfPolicy
from tests.storage.made import WORDS_A, WORDS_B, WORDS_NEW, Made
from tests.support.files import contents
from tests.support.forging import forged


@pytest.mark.parametrize(
    "words", ["wrong words here", "", WORDS_B, WORDS_A + " ", WORDS_A.upper(), "x" * 10_000, "\ud800"]
)
def test_a_wrong_passphrase_changes_nothing(pair: Made, words: str) -> None:
    before = contents(pair.folder)
    with pair.open() as vault:
        with pytest.raises(WrongPassphrase) as caught:
            vault.unlock(pair.a, words)
        assert caught.value.detail == ""
        assert not vault.keys.check(pair.a, words)
        assert vault.keys.check(pair.a, WORDS_A)
        assert not vault.present
        for change in (
            lambda: vault.keys.new_passphrase(pair.a, words, WORDS_NEW),
            lambda: vault.keys.no_recovery_code(pair.a, words),
            lambda: vault.keys.new_recovery_code(pair.a, words),
        ):
            with pytest.raises(WrongPassphrase):
                change()
    assert contents(pair.folder) == before


def databases_but_of(pair: Made, person: PersonId) -> dict[str, bytes]:
    """All databases but one person's own, which notes how their entry is."""
    return {n: raw for n, raw in contents(pair.folder).items() if n.endswith(".db") and n != f"{person}.db"}


def test_changing_a_passphrase_rewrites_one_slot(pair: Made) -> None:
    _, before = load_keyring(pair.folder)
    databases = databases_but_of(pair, pair.a)
    with pair.open() as vault:
        with pytest.raises(WeakPassphrase):
            vault.change_passphrase(pair.a, WORDS_A, "short")
        vault.change_passphrase(pair.a, WORDS_A, WORDS_NEW)
        assert not vault.keys.check(pair.a, WORDS_A)
    stored, after = load_keyring(pair.folder)
    assert not stored.needs_repair
    assert after.generation == before.generation + 1
    slot = after.person(pair.a).passphrase
    assert after == before.replacing(before.person(pair.a).evolve(passphrase=slot))
    assert databases_but_of(pair, pair.a) == databases
    with pair.open() as vault:
        assert vault.unlock(pair.a, WORDS_NEW).warnings == ()
        assert vault.unlock(pair.b, WORDS_B).warnings == ()


def test_recovering(pair: Made) -> None:
    before = contents(pair.folder)
    code_a, code_b = pair.created.recovery_codes
    with pair.open() as vault:
        for code, detail in ((code_b, ""), (write_code(new_secret()), ""), (code_a[:-1], "typo"), ("", "typo")):
            with pytest.raises(WrongRecoveryCode) as caught:
                vault.unlock_with_recovery(pair.a, code, WORDS_NEW)
            assert caught.value.detail == detail
        with pytest.raises(WeakPassphrase):
            vault.unlock_with_recovery(pair.a, code_a, "short")
        assert contents(pair.folder) == before
        vault.unlock_with_recovery(pair.a, code_a.lower(), WORDS_NEW)
        assert vault.present == (pair.a,)
        assert vault.keys.check(pair.a, WORDS_NEW)
        assert not vault.keys.check(pair.a, WORDS_A)
        vault.unlock_with_recovery(pair.a, code_a, WORDS_A)
        kept = contents(pair.folder)
        new = vault.keys.new_recovery_code(pair.a, WORDS_A)
        assert contents(pair.folder) == kept, "the old one works until the new one is kept"
        vault.keys.derive_with_recovery(pair.a, code_a, WORDS_NEW)
        vault.change_entry(new.change)
        with pytest.raises(WrongRecoveryCode):
            vault.unlock_with_recovery(pair.a, code_a, WORDS_NEW)
        vault.unlock_with_recovery(pair.a, new.code, WORDS_NEW)


def test_whoever_does_without_a_code_has_no_slot_for_one(pair: Made) -> None:
    code_a, code_b = pair.created.recovery_codes
    with pair.open() as vault:
        vault.unlock(pair.a, WORDS_A)
        vault.change_entry(vault.keys.no_recovery_code(pair.a, WORDS_A))
        assert vault.keys.keyring.person(pair.a).recovery is None
        with pytest.raises(WrongRecoveryCode) as caught:
            vault.unlock_with_recovery(pair.a, code_a, WORDS_NEW)
        assert caught.value.detail == "", "as for any code that is wrong"
    with pair.open() as vault:
        vault.unlock(pair.a, WORDS_A)
        vault.unlock_with_recovery(pair.b, code_b, WORDS_NEW)
        fresh = vault.renew_code(pair.a, WORDS_A)
        vault.unlock_with_recovery(pair.a, fresh, WORDS_NEW)


def test_recovery_overwrites_nothing_unless_the_data_opens(pair: Made) -> None:
    pair.file(pair.a).write_bytes(b"\x01" * 8192)
    before = contents(pair.folder)
    with pair.open() as vault, pytest.raises(VaultDamaged, match=pair.a):
        vault.unlock_with_recovery(pair.a, pair.created.recovery_codes[0], WORDS_NEW)
    assert vault.spaces.ids == frozenset()
    assert contents(pair.folder) == before


def test_a_slot_below_the_floor_is_rewrapped_once_admitted(pair: Made) -> None:
    with pair.open(KdfPolicy(2, 1024, 1)) as vault:
        unlocked = vault.keys.derive(pair.a, WORDS_A)
        assert load_keyring(pair.folder)[1].person(pair.a).passphrase.kdf.time == 1
        vault.admit(unlocked)
        kdf = load_keyring(pair.folder)[1].person(pair.a).passphrase.kdf
        assert (kdf.time, kdf.memory_kib) == (2, 1024)
        assert vault.keys.derive(pair.a, WORDS_A).pending is None
        assert load_keyring(pair.folder)[1].person(pair.b).passphrase.kdf.time == 1


def test_a_keyring_that_somebody_else_wrote_opens_and_is_not_written_again(pair: Made) -> None:
    forged(pair.folder, lambda body: body["people"][1]["mark"].update(initial="X"))
    with pair.open() as vault:
        assert vault.unlock(pair.a, WORDS_A).warnings == (VaultWarning.KEYRING_CHANGED,)
        assert vault.unlock(pair.b, WORDS_B).warnings == (VaultWarning.KEYRING_CHANGED,)
        before = contents(pair.folder)
        for change in (
            lambda: vault.keys.new_passphrase(pair.a, WORDS_A, WORDS_NEW),
            lambda: vault.keys.no_recovery_code(pair.a, WORDS_A),
            lambda: vault.keys.new_recovery_code(pair.a, WORDS_A),
            lambda: vault.unlock_with_recovery(pair.a, pair.created.recovery_codes[0], WORDS_NEW),
        ):
            with pytest.raises(VaultDamaged):
                change()
        assert contents(pair.folder) == before


def test_nonsense_inside_a_slot_is_damage(pair: Made) -> None:
    forged(pair.folder, lambda body: body["people"][0]["passphrase"]["kdf"].update(time=True))
    with pytest.raises(VaultDamaged):
        pair.open()
    forged(pair.folder, lambda body: body["people"][0]["passphrase"]["kdf"].update(time=1, memory_kib=2**40))
    with pytest.raises(VaultDamaged):
        pair.open()
    forged(pair.folder, lambda body: body["people"][0]["passphrase"]["kdf"].update(time=1, memory_kib=1023))
    with pair.open() as vault:
        with pytest.raises(VaultDamaged):
            vault.unlock(pair.a, WORDS_A)
        assert vault.unlock(pair.b, WORDS_B).warnings == (VaultWarning.KEYRING_CHANGED,)


def test_repairing_a_copy(pair: Made) -> None:
    (pair.folder / KEYRING).write_bytes(b"")
    with pair.open() as vault:
        assert vault.keys.stored.needs_repair
        assert vault.unlock(pair.a, WORDS_A).warnings == (VaultWarning.KEYRING_COPY,)
        vault.keys.repair()
    assert not load_stored(pair.folder).needs_repair
    assert (pair.folder / KEYRING).read_bytes() == (pair.folder / KEYRING_COPY).read_bytes()


def test_the_copy_that_is_ahead_counts(pair: Made) -> None:
    old = (pair.folder / KEYRING).read_bytes()
    with pair.open() as vault:
        vault.change_passphrase(pair.a, WORDS_A, WORDS_NEW)
    (pair.folder / KEYRING).write_bytes(old)
    with pair.open() as vault:
        assert vault.keys.stored.needs_repair
        assert vault.keys.check(pair.a, WORDS_NEW)


def test_an_old_keyring_with_its_old_passphrase_opens(pair: Made) -> None:
    old = (pair.folder / KEYRING).read_bytes()
    with pair.open() as vault:
        vault.change_passphrase(pair.a, WORDS_A, WORDS_NEW)
    for name in (KEYRING, KEYRING_COPY):
        (pair.folder / name).write_bytes(old)
    with pair.open() as vault:
        assert vault.unlock(pair.a, WORDS_A).person_id == pair.a


def test_a_copy_that_cannot_be_written_takes_the_change_back(pair: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {name: raw for name, raw in contents(pair.folder).items() if name in {KEYRING, KEYRING_COPY, "shared.db"}}

    def fail_on_copy(path: Path, raw: bytes) -> None:
        if path.name == KEYRING_COPY:
            raise VaultUnwritable(path.name)
        write_atomically(path, raw)

    with pair.open() as vault:
        monkeypatch.setattr("app.storage.keyring.write_atomically", fail_on_copy)
        with pytest.raises(VaultUnwritable, match=KEYRING_COPY):
            vault.change_passphrase(pair.a, WORDS_A, WORDS_NEW)
        assert vault.keys.check(pair.a, WORDS_A)
        monkeypatch.undo()
        assert {name: raw for name, raw in contents(pair.folder).items() if name in before} == before
        vault.change_passphrase(pair.a, WORDS_A, WORDS_NEW)
        assert vault.keys.check(pair.a, WORDS_NEW)
