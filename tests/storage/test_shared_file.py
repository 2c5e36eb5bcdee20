"""An unusable shared file is set aside and made again; one that cannot be opened now is replaced in memory."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

import pytest
import sqlcipher3.dbapi2

from app.models.aftercare import AftercarePlan
from app.models.base import PersonId
from app.models.ending import Ending
from app.models.said import SaidKind
from app.models.vault_warning import VaultWarning
from app.storage import databases
from app.storage.databases import private_space
from app.storage.spaces import SHARED
from app.storage.tidying import is_due
from app.storage.unit_of_work import UnitOfWork
from tests.storage.made import WORDS_A, WORDS_B, Made, raw_database
from tests.support.foreign_lock import locked
from tests.support.quick_vault import QuickVault

PLAN = SaidKind("plan", AftercarePlan)
MADE_AGAIN, SWAPPED, NOT_OPEN, UNREADABLE = (
    VaultWarning.SHARED_MADE_AGAIN,
    VaultWarning.SHARED_SWAPPED,
    VaultWarning.SHARED_NOT_OPEN,
    VaultWarning.PARTNER_UNREADABLE,
)


def say(vault: QuickVault, person: PersonId, words: str) -> None:
    with UnitOfWork(vault.spaces, SHARED) as uow:
        uow.parts.say(person, PLAN, AftercarePlan(person=person, words=words))
        uow.commit()


def words_of(vault: QuickVault, *people: PersonId) -> list[str | None]:
    with UnitOfWork(vault.spaces) as uow:
        found = [uow.parts.get(person, PLAN) for person in people]
    return [None if said is None else said.body.words for said in found]


def come(vault: QuickVault, person: PersonId, words: str) -> tuple[VaultWarning, ...]:
    """Unlock, and look at the whole shared file, as the program does once Home is painted."""
    return (*vault.unlock(person, words).warnings, *vault.files.check_shared())


def put_right(vault: QuickVault, person: PersonId) -> tuple[str, ...]:
    with UnitOfWork(vault.spaces, SHARED) as uow:
        found = uow.parts.put_right(person)
        uow.commit()
    return found


@pytest.fixture
def told(pair: Made) -> Made:
    """A vault in which both said something, closed."""
    with pair.open() as vault:
        for unlocked in pair.created.unlocked:
            vault.admit(unlocked)
        say(vault, pair.a, "of Ada")
        say(vault, pair.b, "of Bo")
    return pair


def sql(*statements: str) -> Callable[[Made], None]:
    def change(made: Made) -> None:
        key = made.created.unlocked[0].shared_key
        assert key is not None
        with raw_database(made.shared_file, key) as database:
            for statement in statements:
                database.execute(statement)

    return change


def to_bytes(data: bytes) -> Callable[[Made], None]:
    return lambda made: void(made.shared_file.write_bytes(data))


def void(_result: object) -> None:
    """Nothing."""


def flip(made: Made) -> None:
    """Damage a page behind the first, which opening alone does not read."""
    raw = bytearray(made.shared_file.read_bytes())
    raw[-2000] ^= 1
    made.shared_file.write_bytes(raw)


def plain(made: Made) -> None:
    made.shared_file.unlink()
    connection = sqlcipher3.dbapi2.connect(str(made.shared_file))
    connection.execute("CREATE TABLE said (author)")
    connection.close()


def directory(made: Made) -> None:
    made.shared_file.unlink()
    made.shared_file.mkdir()


def link(made: Made) -> None:
    made.shared_file.unlink()
    made.shared_file.symlink_to(made.file(made.a).name)


DAMAGE: dict[str, Callable[[Made], None]] = {
    "missing": lambda made: made.shared_file.unlink(),
    "empty": to_bytes(b""),
    "noise": to_bytes(os.urandom(40_960)),
    "half": lambda made: os.truncate(made.shared_file, made.shared_file.stat().st_size // 2 + 100),
    "pages cut off": lambda made: os.truncate(made.shared_file, made.shared_file.stat().st_size - 4096),
    "a page changed": flip,
    "plain": plain,
    "a folder": directory,
    "a link to a private file": link,
    "a private file": lambda made: void(made.shared_file.write_bytes(made.file(made.a).read_bytes())),
    "trigger": sql("CREATE TRIGGER planted AFTER INSERT ON ended BEGIN DELETE FROM ended; END"),
    "view": sql("DROP TABLE ended", "CREATE VIEW ended AS SELECT author FROM said"),
    "table": sql("CREATE TABLE planted (id)"),
    "table gone": sql("DROP TABLE said"),
    "no identity": sql("DELETE FROM meta"),
    "identity of a different vault": sql("UPDATE meta SET vault_id = 'x'"),
}

NOTHING_OF_IT = ("noise", "a link to a private file", "a private file")


@pytest.mark.parametrize("how", DAMAGE)
def test_an_unusable_file_is_made_again_with_everybodys_part(told: Made, how: str) -> None:
    before = told.file(told.b).read_bytes()
    DAMAGE[how](told)
    with told.open() as vault:
        assert come(vault, told.a, WORDS_A) == (SWAPPED if how in NOTHING_OF_IT else MADE_AGAIN, UNREADABLE)
        assert words_of(vault, told.a, told.b) == ["of Ada", None]
        assert put_right(vault, told.a) == ()
        assert len(list(told.folder.glob("set-aside-*.db"))) == 1
        assert told.file(told.b).read_bytes() == before
    with told.open() as vault:
        assert come(vault, told.a, WORDS_A) == (UNREADABLE,), "told once"
    with told.open() as vault:
        assert come(vault, told.b, WORDS_B) == (MADE_AGAIN,)
        assert words_of(vault, told.a, told.b) == ["of Ada", "of Bo"]
        assert put_right(vault, told.b) == (), "nobody is accused"
    assert set(told.folder.glob("*.db*")) == {told.shared_file, told.file(told.a), told.file(told.b)}
    with told.open() as vault:
        assert come(vault, told.a, WORDS_A) == ()
        assert words_of(vault, told.a, told.b) == ["of Ada", "of Bo"]


@pytest.mark.parametrize("how", DAMAGE)
def test_the_second_to_come_brings_their_part_at_once(told: Made, how: str) -> None:
    DAMAGE[how](told)
    with told.open() as vault:
        come(vault, told.a, WORDS_A)
        assert come(vault, told.b, WORDS_B) == (MADE_AGAIN,)
        assert list(told.folder.glob("set-aside-*")) == []
        vault.leave(told.b)
        assert words_of(vault, told.a, told.b) == ["of Ada", "of Bo"]


def test_a_journal_that_would_be_replayed_is_set_aside_with_its_file(told: Made) -> None:
    plain(told)
    beside = told.shared_file.with_name("shared.db-journal")
    beside.write_bytes(os.urandom(4096))
    with told.open() as vault:
        come(vault, told.a, WORDS_A)
        assert not beside.exists() or beside.stat().st_size == 0
        assert len(list(told.folder.glob("set-aside-*"))) == 2
        come(vault, told.b, WORDS_B)
    assert list(told.folder.glob("set-aside-*")) == []


def test_what_was_said_while_a_part_was_missing_is_not_undone(told: Made) -> None:
    flip(told)
    with told.open() as vault:
        come(vault, told.a, WORDS_A)
        with UnitOfWork(vault.spaces, SHARED) as uow:
            uow.parts.end(told.a, [Ending("agreed")])
            uow.commit()
    with told.open() as vault:
        come(vault, told.b, WORDS_B)
        with UnitOfWork(vault.spaces) as uow:
            assert uow.parts.endings("agreed") == {Ending("agreed")}


def test_erasing_leaves_nothing_in_what_was_set_aside(told: Made) -> None:
    sql("CREATE TABLE planted (id)")(told)
    with told.open() as vault:
        come(vault, told.a, WORDS_A)
        (aside,) = told.folder.glob("set-aside-*")
        assert aside.stat().st_size > 0
        with UnitOfWork(vault.spaces, SHARED) as uow:
            uow.parts.take_back(told.a, PLAN)
            uow.commit(erase=True)
        assert aside.stat().st_size == 0
        assert come(vault, told.b, WORDS_B) == (MADE_AGAIN,)
    assert not aside.exists()


def test_no_room_to_make_it_again_opens_ones_own_space(told: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "no space")

    flip(told)
    with told.open() as vault:
        with monkeypatch.context() as patch:
            patch.setattr("app.storage.creation.create_owner_only", full)
            assert come(vault, told.a, WORDS_A) == (NOT_OPEN, UNREADABLE)
        assert words_of(vault, told.a, told.b) == ["of Ada", None]
        assert vault.files.open_shared_again(told.a) == (MADE_AGAIN, UNREADABLE)
        assert come(vault, told.b, WORDS_B) == (MADE_AGAIN,)
        assert words_of(vault, told.a, told.b) == ["of Ada", "of Bo"]


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform == "win32":
        pytest.skip("the locks are those of POSIX")
    monkeypatch.setattr(databases, "PATIENCE", 0.05)


@pytest.mark.usefixtures("impatient")
def test_while_a_lock_is_held_ones_own_space_opens_alone(told: Made) -> None:
    before = told.shared_file.read_bytes()
    with told.open() as vault, locked(told.shared_file):
        assert come(vault, told.a, WORDS_A) == (NOT_OPEN, UNREADABLE)
        assert words_of(vault, told.a, told.b) == ["of Ada", None]
        say(vault, told.a, "said meanwhile")
        with UnitOfWork(vault.spaces, SHARED) as uow:
            uow.parts.end(told.a, [Ending("agreed")])
            uow.commit()
        assert vault.files.open_shared_again(told.a) == (NOT_OPEN, UNREADABLE)
        assert words_of(vault, told.a) == ["said meanwhile"]
    assert told.shared_file.read_bytes() == before
    assert list(told.folder.glob("set-aside-*")) == []
    with told.open() as vault:
        assert come(vault, told.a, WORDS_A) == ()
        assert put_right(vault, told.a) == (), "nobody is accused"
        vault.leave(told.a)
    with told.open() as vault:
        assert come(vault, told.b, WORDS_B) == ()
        assert words_of(vault, told.a, told.b) == ["said meanwhile", "of Bo"]
        with UnitOfWork(vault.spaces) as uow:
            assert uow.parts.endings("agreed") == {Ending("agreed")}


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("still_locked", [True, False])
def test_the_second_to_come_while_a_lock_is_held(told: Made, still_locked: bool) -> None:
    with told.open() as vault:
        with locked(told.shared_file):
            come(vault, told.a, WORDS_A)
            if still_locked:
                assert come(vault, told.b, WORDS_B) == (NOT_OPEN,)
        if not still_locked:
            assert come(vault, told.b, WORDS_B) == ()
        assert vault.spaces.has_stand_in is still_locked
        assert words_of(vault, told.a, told.b) == ["of Ada", "of Bo"]
        assert vault.files.open_shared_again(told.a) == ()
        assert not vault.spaces.has_stand_in
        vault.leave(told.b)
        assert words_of(vault, told.a, told.b) == ["of Ada", "of Bo"]


def test_a_newer_file_is_left_and_ones_own_space_opens(told: Made) -> None:
    sql("CREATE TABLE later (id)", "UPDATE alembic_version SET version_num = '9999'")(told)
    before = told.shared_file.read_bytes()
    with told.open() as vault:
        assert come(vault, told.a, WORDS_A) == (NOT_OPEN, UNREADABLE)
    assert told.shared_file.read_bytes() == before


def test_what_is_put_right_leaves_no_trace_of_what_stood_there(told: Made) -> None:
    sql("UPDATE said SET data = x'7b7d' WHERE kind = 'plan'")(told)
    with told.open() as vault:
        come(vault, told.a, WORDS_A)
        assert put_right(vault, told.a) == ("plan",)
        with UnitOfWork(vault.spaces) as uow:
            assert is_due(uow.connection(SHARED))
            assert not is_due(uow.connection(private_space(told.a)))
