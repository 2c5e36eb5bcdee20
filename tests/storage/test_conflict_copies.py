"""Copies that synchronising programs leave beside a vault's files are found by their names."""

from __future__ import annotations

from app.models.vault_warning import VaultWarning
from app.storage.conflict_copies import conflict_copies
from tests.storage.made import WORDS_A, Made
from tests.support.files import contents, put_files


def test_conflict_copies_are_found_by_their_names(pair: Made) -> None:
    person = pair.a
    copies = (
        f"{person} (Ada's conflicted copy 2026-11-29).db",
        f"{person} (conflicted copy 2026-11-29 080000).db",
        f"{person}.sync-conflict-20261129-080000-ABCDEFG.db",
        f"{person}-LAPTOP.db",
        f"{person} 2.db",
        f"{person}.db.conflict1",
        "shared (1).db",
        "shared_conflict-20261129-080000.db",
        "keyring.bak (1).json",
        "keyring-LAPTOP.json",
        "keyring.json.conflict2",
    )
    others = ("letter.db", f"{person}.db-journal", "set-aside-00000000.db", ".keyring.json.abcd.part", "sharedother.db")
    assert conflict_copies(pair.folder) == ()
    with pair.open() as vault:
        assert VaultWarning.CONFLICT_COPIES not in vault.unlock(pair.a, WORDS_A).warnings
    put_files(pair.folder, {**contents(pair.folder), **dict.fromkeys((*copies, *others), b"x")})
    assert set(conflict_copies(pair.folder)) == set(copies)
    with pair.open() as vault:
        assert VaultWarning.CONFLICT_COPIES in vault.unlock(pair.a, WORDS_A).warnings
