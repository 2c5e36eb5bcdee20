"""Creating, unlocking, recovering, joining, signing; and what a wrong secret does: nothing."""

from __future__ import annotations

import re
import shutil
import stat
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from app.errors import (
    InputError,
    NeedsBoth,
    Stale,
    VaultDamaged,
    VaultExists,
    VaultInUse,
    VaultUnwritable,
    WeakPassphrase,
    WrongPassphrase,
    WrongRecoveryCode,
)
from app.models.person import MarkShape, PersonMark
from app.models.vault_warning import VaultWarning
from app.storage import creation
from app.storage.keyring import load_keyring
from app.storage.keyring_file import KEYRING, KEYRING_COPY, load_stored
from app.storage.recovery import new_secret, write_code
from app.storage.spaces import SHARED, private_space
from app.storage.unit_of_work import UnitOfWork
from app.storage.vault import Admission, KdfPolicy
from tests.storage.made import ADA, BO, CHEAP, MARKERS, WORDS_A, WORDS_B, WORDS_NEW, Made, make, raw_database
from tests.support.files import contents, find_markers
from tests.support.forging import forged


def test_two_people_and_what_is_written_of_them(pair: Made) -> None:
    with pair.open() as vault:
        assert vault.shared
        assert not vault.present
        assert vault.unlock(pair.a, WORDS_A) == Admission(pair.a)
        assert vault.unlock(pair.b, WORDS_B) == Admission(pair.b)
        assert vault.present == (pair.a, pair.b)
        with UnitOfWork(vault.spaces) as uow:
            assert [p.name for p in uow.shared.people.all()] == [ADA.name, BO.name]
            assert uow.private(pair.a).profile.get() == ADA.profile(pair.a)
            assert uow.private(pair.b).profile.get() == BO.profile(pair.b)


def test_one_person_has_nothing_shared(solo: Made) -> None:
    assert not solo.shared_file.exists()
    with solo.open() as vault:
        assert vault.unlock(solo.a, WORDS_A).warnings == ()
        assert vault.spaces.ids == {private_space(solo.a)}
        with UnitOfWork(vault.spaces) as uow:
            assert not uow.has_shared
            assert uow.private(solo.a).profile.get().name == ADA.name
            with pytest.raises(NeedsBoth):
                _ = uow.shared


def test_created_keys_go_straight_on(pair: Made) -> None:
    with pair.open() as vault:
        for unlocked in pair.created.unlocked:
            assert vault.admit(unlocked).warnings == ()


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
            lambda: vault.keys.signer(pair.a, words, "agreement"),
            lambda: vault.keys.change_passphrase(pair.a, words, WORDS_NEW),
            lambda: vault.keys.new_recovery_code(pair.a, words),
        ):
            with pytest.raises(WrongPassphrase):
                change()
    assert contents(pair.folder) == before


def test_one_at_a_time(pair: Made) -> None:
    with pair.open(), pytest.raises(VaultInUse):
        pair.open()
    pair.open().close()


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
            uow.shared.people.save(ADA.profile(made.a).evolve(name="Other"))
            journal = made.folder / "shared.db-journal"
            assert stat.S_IMODE(journal.stat().st_mode) == 0o600
            uow.commit()
        vault.keys.change_passphrase(made.a, WORDS_A, WORDS_NEW)
        assert {stat.S_IMODE(path.stat().st_mode) for path in fresh.iterdir()} == {0o600}
    assert stat.S_IMODE(fresh.stat().st_mode) == 0o700
    expected = {KEYRING, KEYRING_COPY, "shared.db", f"{made.a}.db", f"{made.b}.db"}
    assert expected <= {path.name for path in fresh.iterdir()} <= {*expected, ".lock"}


def test_no_name_and_no_date_in_clear(pair: Made) -> None:
    with pair.open() as vault:
        vault.unlock(pair.a, WORDS_A)
        with UnitOfWork(vault.spaces, SHARED) as uow:
            uow.shared.people.save(ADA.profile(pair.a).evolve(pronouns="zharring"))
            assert find_markers([pair.folder], MARKERS) == []
            uow.commit()
    # Two groups at a time: four characters alone are found among random bytes now and then.
    groups = [code.split("-") for code in pair.created.recovery_codes]
    codes = [text for code in groups for two in pairwise(code) for text in ("-".join(two), "".join(two))]
    assert find_markers([pair.folder], [*MARKERS, *codes, "2026-", "2026, ", "SQLite format 3"]) == []
    assert not re.search(r"quiet|amber|Ada|secret'", repr(pair.created) + repr(ADA))


def test_neither_opens_the_others_file(pair: Made) -> None:
    one, other = pair.created.unlocked
    for key in (one.private_key, one.shared_key):
        assert key is not None
        with raw_database(pair.file(pair.b), key) as database, pytest.raises(Exception, match="not a database"):
            database.execute("SELECT * FROM person")
    shutil.copy(pair.file(pair.b), pair.file(pair.a))
    with pair.open() as vault, pytest.raises(VaultDamaged, match=pair.a):
        vault.unlock(pair.a, WORDS_A)
    assert len({k for u in (one, other) for k in (u.private_key.reveal(), u.shared_key and u.shared_key.reveal())}) == 3


def test_changing_a_passphrase_rewrites_one_slot(pair: Made) -> None:
    _, before = load_keyring(pair.folder)
    databases = {name: raw for name, raw in contents(pair.folder).items() if name.endswith(".db")}
    with pair.open() as vault:
        with pytest.raises(WeakPassphrase):
            vault.keys.change_passphrase(pair.a, WORDS_A, "short")
        vault.keys.change_passphrase(pair.a, WORDS_A, WORDS_NEW)
        assert not vault.keys.check(pair.a, WORDS_A)
    stored, after = load_keyring(pair.folder)
    assert not stored.needs_repair
    assert after.generation == before.generation + 1
    slot = after.person(pair.a).passphrase
    assert after == before.replacing(before.person(pair.a).evolve(passphrase=slot))
    assert {name: raw for name, raw in contents(pair.folder).items() if name.endswith(".db")} == databases
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
        fresh = vault.keys.new_recovery_code(pair.a, WORDS_A)
        with pytest.raises(WrongRecoveryCode):
            vault.unlock_with_recovery(pair.a, code_a, WORDS_NEW)
        vault.unlock_with_recovery(pair.a, fresh, WORDS_NEW)


def test_recovery_overwrites_nothing_unless_the_data_opens(pair: Made) -> None:
    pair.file(pair.a).write_bytes(b"\x01" * 8192)
    before = contents(pair.folder)
    with pair.open() as vault, pytest.raises(VaultDamaged, match=pair.a):
        vault.unlock_with_recovery(pair.a, pair.created.recovery_codes[0], WORDS_NEW)
    assert vault.spaces.ids == frozenset()
    assert contents(pair.folder) == before


def test_a_slot_below_the_floor_is_rewrapped_once_admitted(pair: Made) -> None:
    with pair.open(KdfPolicy(2, 2048, 1)) as vault:
        unlocked = vault.keys.derive(pair.a, WORDS_A)
        assert load_keyring(pair.folder)[1].person(pair.a).passphrase.kdf.time == 1
        vault.admit(unlocked)
        kdf = load_keyring(pair.folder)[1].person(pair.a).passphrase.kdf
        assert (kdf.time, kdf.memory_kib) == (2, 2048)
        assert vault.keys.derive(pair.a, WORDS_A).pending is None
        assert load_keyring(pair.folder)[1].person(pair.b).passphrase.kdf.time == 1


def test_a_partner_joins_a_running_vault(solo: Made) -> None:
    with solo.open() as vault:
        vault.unlock(solo.a, WORDS_A)
        before = contents(solo.folder)
        with pytest.raises(WrongPassphrase):
            vault.join_partner(solo.a, "wrong words here", BO)
        with pytest.raises(InputError):
            vault.join_partner(solo.a, WORDS_A, replace(BO, mark=ADA.mark))
        joining = vault.keys.prepare_join(solo.a, WORDS_A, BO)
        assert contents(solo.folder) == before
        created = vault.join(joining)
        (b,) = created.person_ids
        assert vault.present == (solo.a, b)
        with UnitOfWork(vault.spaces) as uow:
            assert [p.id for p in uow.shared.people.all()] == [solo.a, b]
            assert uow.private(b).profile.get().name == BO.name
        with pytest.raises(Stale):
            vault.join(joining)
        with pytest.raises(InputError):
            vault.join_partner(solo.a, WORDS_A, replace(BO, mark=PersonMark(shape=MarkShape.DIAMOND)))
    with solo.open() as vault:
        assert vault.unlock(b, WORDS_B).warnings == ()
        assert vault.unlock(solo.a, WORDS_A).warnings == ()
        assert vault.shared
        vault.unlock_with_recovery(b, created.recovery_codes[0], WORDS_NEW)


def test_an_unfinished_joining_is_no_obstacle_and_is_kept(solo: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    solo.shared_file.write_bytes(b"left over")
    with solo.open() as vault:
        with monkeypatch.context() as patch:
            patch.setattr("app.storage.keys.save_keyring", lambda *_: (_ for _ in ()).throw(VaultUnwritable(KEYRING)))
            with pytest.raises(VaultUnwritable):
                vault.join_partner(solo.a, WORDS_A, BO)
        assert not vault.shared
        assert {p.name for p in solo.folder.glob("*.db")} - {f"{solo.a}.db"} == {
            p.name for p in solo.folder.glob("unfinished-*.db")
        }
        vault.join_partner(solo.a, WORDS_A, BO)
    assert [p.read_bytes() for p in solo.folder.glob("unfinished-*.db")] == [b"left over"]


def test_signatures(pair: Made, solo: Made) -> None:
    with pair.open() as vault:
        signature = vault.keys.signer(pair.a, WORDS_A, "agreement")(b"version")
        assert len(signature) == 64
        for present in (None, pair.b):
            if present is not None:
                vault.unlock(present, WORDS_B)
            assert vault.verify(pair.a, "agreement", b"version", signature)
            assert not vault.verify(pair.b, "agreement", b"version", signature)
            assert not vault.verify(pair.a, "withdrawal", b"version", signature)
            assert not vault.verify(pair.a, "agreement", b"version2", signature)
            assert not vault.verify(pair.a, "agreement", b"version", b"short")
        vault.keys.change_passphrase(pair.a, WORDS_A, WORDS_NEW)
        assert vault.keys.signer(pair.a, WORDS_NEW, "agreement")(b"version") == signature


def test_a_forged_key_of_the_partner_is_noticed_and_not_used(pair: Made) -> None:
    with pair.open() as vault:
        signature = vault.keys.signer(pair.b, WORDS_B, "agreement")(b"version")
    forged(pair.folder, lambda body: body["people"][1].update(public_key="00" * 32))
    with pair.open() as vault:
        warnings = vault.unlock(pair.a, WORDS_A).warnings
        assert set(warnings) == {VaultWarning.KEYRING_CHANGED, VaultWarning.PARTNER_KEY_CHANGED}
        assert vault.verify(pair.b, "agreement", b"version", signature)
        assert set(vault.unlock(pair.b, WORDS_B).warnings) == {
            VaultWarning.KEYRING_CHANGED,
            VaultWarning.OWN_KEY_CHANGED,
        }
        before = contents(pair.folder)
        for change in (
            lambda: vault.keys.change_passphrase(pair.a, WORDS_A, WORDS_NEW),
            lambda: vault.keys.new_recovery_code(pair.a, WORDS_A),
            lambda: vault.unlock_with_recovery(pair.a, pair.created.recovery_codes[0], WORDS_NEW),
        ):
            with pytest.raises(VaultDamaged):
                change()
        assert contents(pair.folder) == before


def test_a_keyring_swapped_between_vaults_opens_nothing(pair: Made, tmp_path: Path) -> None:
    other = make(tmp_path / "other", ADA, BO, salt=7)
    for name in (KEYRING, KEYRING_COPY):
        shutil.copy(other.folder / name, pair.folder / name)
    before = contents(pair.folder)
    with pair.open() as vault, pytest.raises(VaultDamaged):
        vault.unlock(other.a, WORDS_A)
    assert contents(pair.folder) == before


def test_nonsense_inside_a_slot_is_damage(pair: Made) -> None:
    forged(pair.folder, lambda body: body["people"][0]["passphrase"]["kdf"].update(time=True))
    with pytest.raises(VaultDamaged):
        pair.open()
    forged(pair.folder, lambda body: body["people"][0]["passphrase"]["kdf"].update(time=1, memory_kib=2**40))
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
        vault.keys.change_passphrase(pair.a, WORDS_A, WORDS_NEW)
    (pair.folder / KEYRING).write_bytes(old)
    with pair.open() as vault:
        assert vault.keys.stored.needs_repair
        assert vault.keys.check(pair.a, WORDS_NEW)


def test_an_old_keyring_with_its_old_passphrase_opens(pair: Made) -> None:
    old = (pair.folder / KEYRING).read_bytes()
    with pair.open() as vault:
        vault.keys.change_passphrase(pair.a, WORDS_A, WORDS_NEW)
    for name in (KEYRING, KEYRING_COPY):
        (pair.folder / name).write_bytes(old)
    with pair.open() as vault:
        assert vault.unlock(pair.a, WORDS_A).person_id == pair.a


def test_the_partners_damaged_file_is_not_spoken_of(pair: Made) -> None:
    pair.file(pair.b).write_bytes(b"")
    with pair.open() as vault:
        assert vault.unlock(pair.a, WORDS_A).warnings == ()


def test_policies_may_differ_between_making_and_opening(tmp_path: Path) -> None:
    made = make(tmp_path / "v", ADA, policy=KdfPolicy(2, 2048, 2))
    with made.open(CHEAP) as vault:
        assert vault.keys.derive(made.a, WORDS_A).pending is None
