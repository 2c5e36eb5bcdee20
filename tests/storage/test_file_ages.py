"""Older copies of files, put back: each is named, an absent mirror is no alarm, and nothing is said of what is new."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.models.vault_warning import VaultWarning
from app.storage.databases import private_space
from app.storage.keyring_file import KEYRING, KEYRING_COPY
from app.storage.restore import Restore
from app.storage.said_rows import state_of
from tests.storage.aged import Places, aged, own
from tests.storage.made import CHEAP, WORDS_A, WORDS_NEW, Made
from tests.storage.test_backups import take
from tests.support.clock import FakeIds


@pytest.fixture
def places(pair: Made, tmp_path: Path) -> Places:
    """Two sessions of both; the files are kept between them, and then everything changes."""
    return aged(pair, tmp_path)


def test_nothing_is_told_while_all_is_new(places: Places) -> None:
    for words in ((WORDS_A,), ("", WORDS_NEW), (WORDS_A, WORDS_NEW), (WORDS_A,)):
        assert not any(places.come(*words))


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (lambda places: [own(places)], {VaultWarning.OWN_OLDER}),
        (lambda _places: [KEYRING, KEYRING_COPY], {VaultWarning.KEYRING_OLDER}),
        (lambda _places: ["shared.db"], {VaultWarning.SHARED_OLDER}),
        (lambda places: [own(places), "shared.db"], {VaultWarning.OWN_OLDER}),
        (lambda places: list(places.before), {VaultWarning.OWN_OLDER, VaultWarning.KEYRING_OLDER}),
    ],
)
def test_each_older_file_is_named(
    places: Places, names: Callable[[Places], list[str]], told: set[VaultWarning]
) -> None:
    places.put_back(*names(places))
    assert places.come(WORDS_A) == [told]
    if VaultWarning.SHARED_OLDER not in told:
        assert places.come(WORDS_A) == [set()], "they were told, and go on from there"
    else:
        assert places.come(WORDS_A, WORDS_NEW) == [told, set()]
        assert places.come(WORDS_A) == [set()], "their partner has been here"


def test_an_older_own_file_begins_a_new_era_even_together_with_the_shared_one(places: Places) -> None:
    def era() -> str:
        with places.open() as vault:
            vault.unlock(places.made.a, WORDS_A)
            with vault.spaces.connection(private_space(places.made.a)) as own:
                return state_of(own).era

    before = era()
    assert era() == before
    places.put_back(own(places), "shared.db")
    assert era() != before


def test_what_was_restored_on_purpose_is_no_news(places: Places, tmp_path: Path) -> None:
    made = places.made
    with places.open() as vault:
        vault.unlock(made.a, WORDS_A)
        backup = take(vault)
    for _session in range(2):
        places.come(WORDS_A, WORDS_NEW)
    restore = Restore(backup.rename(tmp_path / "a.accord"), made.a, CHEAP, FakeIds(7))
    restore.into(tmp_path / "new", restore.derive(WORDS_A))
    old = Places(Made(made.folder, made.created), places.mirror)
    places.made = Made(tmp_path / "new", made.created)
    assert places.come(WORDS_A, WORDS_NEW) == [set(), set()]
    assert places.come(WORDS_A, WORDS_NEW) == [set(), set()]
    assert old.come(WORDS_A) == [{VaultWarning.OWN_OLDER}], "the vault that it was restored from is the older one now"
