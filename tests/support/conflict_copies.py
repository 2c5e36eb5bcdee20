"""Copies that a synchronised folder leaves of somebody's own file."""

from __future__ import annotations

import shutil
from collections.abc import Callable

from app.storage.databases import file_name, private_space
from tests.support.files import contents, put_files
from tests.support.vaults import PASSPHRASES, TestVault


def _reopened(vault: TestVault) -> None:
    vault.service.open(vault.folder)
    for person, words in zip(vault.pair, PASSPHRASES, strict=True):
        vault.service.admit(vault.service.derive(person, words))


def only_in_a_copy(vault: TestVault, act: Callable[[], object]) -> None:
    """Let Alex do something on a different computer, of which only a conflict copy comes back."""
    own = vault.folder / file_name(private_space(vault.alex))
    vault.service.close()
    before = contents(vault.folder)
    _reopened(vault)
    act()
    vault.service.close()
    raw = own.read_bytes()
    shutil.rmtree(vault.folder)
    vault.folder.mkdir(mode=0o700)
    put_files(vault.folder, {**before, f"{vault.alex}-LAPTOP.db": raw})
    _reopened(vault)
