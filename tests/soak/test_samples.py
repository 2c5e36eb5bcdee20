"""A few rounds of what `make soak` does many times."""

from __future__ import annotations

from unittest.mock import patch

from app.storage.keys import VaultKeys
from tests.soak.leavings import change_keys, leave
from tests.soak.passphrases import change_passphrases


def test_a_few_leavings_and_changes_of_keys_and_passphrases() -> None:
    for found in (leave(1), change_keys(2), change_passphrases(4)):
        assert (found.failed, found.tried > 0) == ([], True)


def test_a_passphrase_that_goes_on_working_is_found() -> None:
    with patch.object(VaultKeys, "check", lambda *_anything: True):
        assert len(change_passphrases(1).failed) == 1
