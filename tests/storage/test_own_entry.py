"""A person's own space remembers how they left their entry in the keyring, which their partner can write as well."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.models.vault_warning import VaultWarning
from app.storage.keyring import EntryChange, KeyringPerson
from app.storage.keys import VaultKeys
from app.storage.vault import Vault
from tests.storage.made import WORDS_A, WORDS_B, WORDS_NEW, Made


@pytest.mark.parametrize("what", ["recovery", "mark", "an older one"])
def test_whoever_belongs_to_the_vault_cannot_change_my_entry_unnoticed(pair: Made, what: str) -> None:
    with pair.open() as vault:
        old = vault.keys.keyring.person(pair.a)
        vault.change_passphrase(pair.a, WORDS_A, WORDS_NEW)
        vault.change_passphrase(pair.a, WORDS_NEW, WORDS_A)
        key = vault.keys.roots_to_change(pair.b, WORDS_B).mac_key
        mark = old.mark.evolve(initial="X")
        changes: dict[str, Callable[[KeyringPerson], KeyringPerson]] = {
            "recovery": lambda entry: entry.evolve(recovery=None),
            "mark": lambda entry: entry.evolve(mark=mark),
            "an older one": lambda _entry: old,
        }
        vault.keys.change(EntryChange(pair.a, key, changes[what]))
    with pair.open() as vault:
        assert vault.unlock(pair.b, WORDS_B).warnings == ()
        assert vault.unlock(pair.a, WORDS_A).warnings == (VaultWarning.ENTRY_CHANGED,)
    with pair.open() as vault:
        assert vault.unlock(pair.a, WORDS_A).warnings == (VaultWarning.ENTRY_CHANGED,), "until its owner changes it"
        vault.change_passphrase(pair.a, WORDS_A, WORDS_NEW)
    with pair.open() as vault:
        assert vault.unlock(pair.a, WORDS_NEW).warnings == ()


@pytest.mark.parametrize("is_written", [False, True])
def test_an_interrupted_change_of_mine_is_not_taken_for_somebody_elses(
    pair: Made, monkeypatch: pytest.MonkeyPatch, is_written: bool
) -> None:
    class Killed(BaseException):
        pass

    def killed(keys: VaultKeys, change: EntryChange) -> None:
        if is_written:
            make(keys, change)
        raise Killed

    make = VaultKeys.change
    with pair.open() as vault, monkeypatch.context() as patch:
        patch.setattr(VaultKeys, "change", killed)
        patch.setattr(Vault, "_settle", lambda _vault, _person: None)  # nothing runs after a kill
        with pytest.raises(Killed):
            vault.change_passphrase(pair.a, WORDS_A, WORDS_NEW)
    words, before = (WORDS_NEW, WORDS_A) if is_written else (WORDS_A, WORDS_NEW)
    with pair.open() as vault:
        entry, key = vault.keys.keyring.person(pair.a), vault.keys.roots_to_change(pair.b, WORDS_B).mac_key
        assert vault.unlock(pair.a, words).warnings == ()
        vault.change_passphrase(pair.a, words, before)
        vault.change_passphrase(pair.a, before, words)
        vault.keys.change(EntryChange(pair.a, key, lambda _entry: entry))
    with pair.open() as vault:
        assert vault.unlock(pair.a, words).warnings == (VaultWarning.ENTRY_CHANGED,), "the entry of before"
