"""Creating, unlocking, recovering, joining, signing; and what a wrong secret does: nothing."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from app.errors import (
    InputError,
    NeedsBoth,
    SameName,
    Stale,
    VaultInUse,
    VaultSwapped,
    VaultUnwritable,
    WrongPassphrase,
)
from app.models.person import MarkShape, PersonMark
from app.models.said_kinds import PROFILE
from app.storage.keyring_file import KEYRING, KEYRING_COPY
from app.storage.spaces import SHARED, private_space
from app.storage.unit_of_work import UnitOfWork
from app.storage.vault import Admission
from tests.storage.made import ADA, BO, WORDS_A, WORDS_B, WORDS_NEW, Made, make, name_of, raw_database
from tests.support.files import contents


def test_two_people_and_what_is_written_of_them(pair: Made) -> None:
    with pair.open() as vault:
        assert vault.shared
        assert not vault.present
        assert vault.unlock(pair.a, WORDS_A) == Admission(pair.a)
        assert vault.unlock(pair.b, WORDS_B) == Admission(pair.b)
        assert vault.present == (pair.a, pair.b)
        with UnitOfWork(vault.spaces) as uow:
            assert [said.body for said in uow.parts.all(PROFILE)] == [ADA.profile(pair.a), BO.profile(pair.b)]


def test_one_person_has_nothing_shared(solo: Made) -> None:
    assert not solo.shared_file.exists()
    with solo.open() as vault:
        assert vault.unlock(solo.a, WORDS_A).warnings == ()
        assert vault.spaces.ids == {private_space(solo.a)}
        with UnitOfWork(vault.spaces) as uow:
            assert not uow.has_shared
            assert name_of(uow, solo.a) == ADA.name
            with pytest.raises(NeedsBoth):
                uow.connection(SHARED)


def test_coming_and_going(pair: Made) -> None:
    with pair.open() as vault:
        vault.unlock(pair.a, WORDS_A)
        vault.unlock(pair.b, WORDS_B)
        vault.leave(pair.a)
        assert vault.present == (pair.b,)
        assert vault.spaces.ids == {SHARED, private_space(pair.b)}
        with UnitOfWork(vault.spaces) as uow, pytest.raises(NeedsBoth):
            uow.private(pair.a)
        vault.leave(pair.b)
        assert vault.spaces.ids == frozenset()
        vault.unlock(pair.a, WORDS_A)
        vault.unlock(pair.a, WORDS_A)
        assert vault.spaces.ids == {SHARED, private_space(pair.a)}
    vault.close()


def test_one_at_a_time(pair: Made) -> None:
    with pair.open(), pytest.raises(VaultInUse):
        pair.open()
    pair.open().close()


def test_neither_opens_the_others_file(pair: Made) -> None:
    one, other = pair.created.unlocked
    for key in (one.private_key, one.shared_key):
        assert key is not None
        with raw_database(pair.file(pair.b), key) as database, pytest.raises(Exception, match="not a database"):
            database.execute("SELECT * FROM said")
    shutil.copy(pair.file(pair.b), pair.file(pair.a))
    with pair.open() as vault, pytest.raises(VaultSwapped, match=pair.a):
        vault.unlock(pair.a, WORDS_A)
    assert len({k for u in (one, other) for k in (u.private_key.reveal(), u.shared_key and u.shared_key.reveal())}) == 3


def test_a_partner_joins_a_running_vault(solo: Made) -> None:
    with solo.open() as vault:
        vault.unlock(solo.a, WORDS_A)
        before = contents(solo.folder)
        with pytest.raises(WrongPassphrase):
            vault.join_partner(solo.a, "wrong words here", BO)
        with pytest.raises(InputError):
            vault.join_partner(solo.a, WORDS_A, replace(BO, mark=ADA.mark))
        with pytest.raises(SameName):
            vault.join_partner(solo.a, WORDS_A, replace(BO, name=f" {ADA.name.upper()}\u200b"))
        joining = vault.prepare_join(solo.a, WORDS_A, BO)
        assert contents(solo.folder) == before
        created = vault.join(joining)
        (b,) = created.person_ids
        assert vault.present == (solo.a, b)
        with UnitOfWork(vault.spaces) as uow:
            assert [said.body for said in uow.parts.all(PROFILE)] == [ADA.profile(solo.a), BO.profile(b)]
        with pytest.raises(Stale):
            vault.join(joining)
        with pytest.raises(InputError):
            vault.join_partner(solo.a, WORDS_A, replace(BO, mark=PersonMark(shape=MarkShape.DIAMOND)))
    with solo.open() as vault:
        assert vault.unlock(b, WORDS_B).warnings == ()
        assert vault.unlock(solo.a, WORDS_A).warnings == ()
        assert vault.shared
        vault.unlock_with_recovery(b, created.recovery_codes[0], WORDS_NEW)


def test_an_unfinished_joining_is_no_obstacle_and_goes_once_they_joined(
    solo: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    solo.shared_file.write_bytes(b"left over")
    with solo.open() as vault:
        with monkeypatch.context() as patch:
            patch.setattr("app.storage.keys.save_keyring", lambda *_: (_ for _ in ()).throw(VaultUnwritable(KEYRING)))
            with pytest.raises(VaultUnwritable):
                vault.join_partner(solo.a, WORDS_A, BO)
        assert not vault.shared
        vault.join_partner(solo.a, WORDS_A, BO)
        assert {p.name for p in solo.folder.glob("*.db")} == {
            solo.shared_file.name,
            *(f"{p}.db" for p in vault.present),
        }


def test_a_keyring_swapped_between_vaults_opens_nothing(pair: Made, tmp_path: Path) -> None:
    other = make(tmp_path / "other", ADA, BO, salt=7)
    for name in (KEYRING, KEYRING_COPY):
        shutil.copy(other.folder / name, pair.folder / name)
    before = contents(pair.folder)
    with pytest.raises(VaultSwapped, match=KEYRING):
        pair.open()
    assert contents(pair.folder) == before


def test_the_partners_damaged_file_is_not_spoken_of(pair: Made) -> None:
    pair.file(pair.b).write_bytes(b"")
    with pair.open() as vault:
        assert vault.unlock(pair.a, WORDS_A).warnings == ()
