"""Creating a vault: all of it or nothing, owner-only, and no name or date in clear text."""

from __future__ import annotations

import re
import stat
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from app.errors import (
    InputError,
    VaultExists,
    VaultUnwritable,
    WeakPassphrase,
)
from app.models.said_kinds import PROFILE
from app.storage import creation
from app.storage.creation import create_database
from app.storage.databases import Identity
from app.storage.keyring_file import KEYRING, KEYRING_COPY
from app.storage.slots import KdfPolicy, Secret
from app.storage.spaces import SHARED
from app.storage.unit_of_work import UnitOfWork
from tests.storage.made import ADA, BO, CHEAP, MARKERS, WORDS_A, WORDS_NEW, Made, make, say_name
from tests.support.files import contents, find_markers


def test_created_keys_go_straight_on(pair: Made) -> None:
    with pair.open() as vault:
        for unlocked in pair.created.unlocked:
            assert vault.admit(unlocked).warnings == ()


def test_only_into_an_empty_place(tmp_path: Path, pair: Made) -> None:
    before = contents(pair.folder)
    with pytest.raises(VaultExists):
        make(pair.folder, ADA)
    assert contents(pair.folder) == before
    (tmp_path / "file").write_text("x")
    with pytest.raises(VaultExists):
        make(tmp_path / "file", ADA)
    with pytest.raises(VaultUnwritable):
        make(tmp_path / "file" / "below", ADA)
    (tmp_path / "empty").mkdir(mode=0o755)
    make(tmp_path / "empty", ADA)


def test_what_cannot_be_created_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "vault"
    for people, error in (
        ((), InputError),
        ((ADA, BO, BO), InputError),
        ((ADA, replace(BO, mark=ADA.mark)), InputError),
        ((replace(ADA, name=""),), InputError),
        ((replace(ADA, passphrase="short"),), WeakPassphrase),
    ):
        with pytest.raises(error):
            make(folder, *people)
        assert not folder.exists()

    def fail(*_: object) -> None:
        raise VaultUnwritable(KEYRING)

    monkeypatch.setattr(creation, "save_keyring", fail)
    with pytest.raises(VaultUnwritable):
        make(folder, ADA, BO)
    assert not folder.exists()
    folder.mkdir()
    with pytest.raises(VaultUnwritable):
        make(folder, ADA, BO)
    assert list(folder.iterdir()) == []


def test_only_the_owner_may_look(pair: Made) -> None:
    (fresh := pair.folder.parent / "fresh").mkdir(mode=0o777)
    made = make(fresh, ADA, BO)
    with made.open() as vault:
        vault.unlock(made.a, WORDS_A)
        with UnitOfWork(vault.spaces, SHARED) as uow:
            say_name(uow, made.a, "Other")
            journal = made.folder / "shared.db-journal"
            assert stat.S_IMODE(journal.stat().st_mode) == 0o600
            uow.commit()
        vault.change_passphrase(made.a, WORDS_A, WORDS_NEW)
        assert {stat.S_IMODE(path.stat().st_mode) for path in fresh.iterdir()} == {0o600}
    assert stat.S_IMODE(fresh.stat().st_mode) == 0o700
    expected = {KEYRING, KEYRING_COPY, "shared.db", f"{made.a}.db", f"{made.b}.db"}
    assert expected <= {path.name for path in fresh.iterdir()} <= {*expected, ".lock"}


def test_no_name_and_no_date_in_clear(pair: Made) -> None:
    with pair.open() as vault:
        vault.unlock(pair.a, WORDS_A)
        with UnitOfWork(vault.spaces, SHARED) as uow:
            uow.parts.say(pair.a, PROFILE, ADA.profile(pair.a).evolve(pronouns="zharring"))
            assert find_markers([pair.folder], MARKERS) == []
            uow.commit()
    # Two groups at a time: four characters alone are found among random bytes now and then.
    groups = [code.split("-") for code in pair.created.recovery_codes]
    codes = [text for code in groups for two in pairwise(code) for text in ("-".join(two), "".join(two))]
    assert find_markers([pair.folder], [*MARKERS, *codes, "2026-", "2026, ", "SQLite format 3"]) == []
    assert not re.search(r"quiet|amber|Ada|secret'", repr(pair.created) + repr(ADA))


def test_policies_may_differ_between_making_and_opening(tmp_path: Path) -> None:
    made = make(tmp_path / "v", ADA, policy=KdfPolicy(2, 2048, 2))
    with made.open(CHEAP) as vault:
        assert vault.keys.derive(made.a, WORDS_A).pending is None


def test_an_existing_file_is_never_made_anew(pair: Made) -> None:
    before = contents(pair.folder)
    identity = Identity("a" * 32, "b" * 32, SHARED)
    with pytest.raises(VaultUnwritable):
        create_database(pair.shared_file, Secret.new(), identity, lambda _: None)
    assert contents(pair.folder) == before
