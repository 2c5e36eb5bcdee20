"""The open files: closed for a block and opened with other keys, and what a backup takes of them."""

from __future__ import annotations

from functools import partial

import pytest

from app.errors import NeedsBoth, VaultGone
from app.models.backup import BackupScope
from app.storage.creation import UnlockedKeys
from app.storage.spaces import SHARED, private_space
from tests.storage.made import WORDS_A, WORDS_B, Made


def gone(made: Made) -> UnlockedKeys:
    """Whatever is tried fails."""
    raise VaultGone(made.folder.name)


def test_files_are_closed_for_a_block_and_nobody_leaves(pair: Made) -> None:
    one, other = pair.created.unlocked
    with pair.open() as vault:
        vault.unlock(pair.a, WORDS_A)
        vault.unlock(pair.b, WORDS_B)
        with vault.files.closed(pair.a, lambda: one):
            assert vault.spaces.ids == {private_space(pair.b)}
        assert vault.spaces.ids == {SHARED, private_space(pair.a), private_space(pair.b)}
        assert vault.present == (pair.a, pair.b)
        vault.leave(pair.b)
        with pytest.raises(NeedsBoth), vault.files.closed(pair.b, lambda: other):
            pass


def test_if_they_cannot_be_opened_again_nobody_is_here(pair: Made) -> None:
    with pair.open() as vault:
        vault.unlock(pair.a, WORDS_A)
        vault.unlock(pair.b, WORDS_B)
        with pytest.raises(VaultGone), vault.files.closed(pair.a, partial(gone, pair)):
            pass
        assert (vault.present, vault.spaces.ids) == ((), frozenset())


def test_what_a_block_opened_is_closed_if_it_fails(pair: Made) -> None:
    one, other = pair.created.unlocked
    with pair.open() as vault:
        vault.admit(one)
        before = vault.spaces.ids

        def open_and_fail() -> None:
            with vault.files.all_or_nothing():
                vault.files.open_for(other, vault.keys.keyring)
                assert vault.spaces.ids > before
                gone(pair)

        with pytest.raises(VaultGone):
            open_and_fail()
        assert (vault.present, vault.spaces.ids) == ((pair.a,), before)


def test_a_backup_takes_private_files_open_or_closed_and_of_one_person_only_their_own(pair: Made) -> None:
    with pair.open() as vault:
        vault.unlock(pair.a, WORDS_A)
        whole, own = vault.files.backup_sources(), vault.files.backup_sources(pair.a)
        assert [source.path for source in whole.open] == [pair.file(pair.a)]
        assert (whole.closed, whole.scope) == ((pair.file(pair.b),), BackupScope.WHOLE)
        assert ([source.path for source in own.open], own.closed, own.scope) == (
            [pair.file(pair.a)],
            (),
            BackupScope.OWN,
        )
        with pytest.raises(NeedsBoth):
            vault.files.backup_sources(pair.b)
