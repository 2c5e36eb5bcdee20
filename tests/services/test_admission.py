"""All or nothing: whatever is raised on the way in leaves here exactly those who were here before."""

from __future__ import annotations

import gc
import os
import weakref
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from app.errors import (
    AccordError,
    InputError,
    NeedsBoth,
    VaultError,
    VaultMissing,
    WeakPassphrase,
    WrongRecoveryCode,
)
from app.models.base import PersonId
from app.models.person import MarkShape, PersonMark
from app.services.vault_service import Joining, VaultService
from app.storage.creation import UnlockedKeys
from app.storage.spaces import SpaceId
from tests.support.files import contents
from tests.support.raising import Raised, Statement, raising_at, statements_of
from tests.support.vaults import ALEX, ALEX_WORDS, SAM, SAM_WORDS, TestVault, vault_for

ON_THE_WAY = ("services/", "storage/", "models/")
NEW_WORDS = "seven new paper boats"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[TestVault]:
    with vault_for(tmp_path / "vault") as made:
        made.fill_with_sample()
        yield made


@pytest.fixture
def solo(tmp_path: Path) -> Iterator[TestVault]:
    with vault_for(tmp_path / "vault", ALEX) as made:
        yield made


@dataclass(frozen=True)
class State:
    """Who is here, which spaces are open, and which database files the process holds."""

    present: tuple[PersonId, ...]
    spaces: frozenset[str]
    files: tuple[str, ...]

    @classmethod
    def of(cls, service: VaultService, folder: Path) -> State:
        spaces = frozenset[str]()
        with suppress(VaultMissing):
            spaces |= service.vault.spaces.ids
        return cls(service.present, spaces, _open_databases(folder))


def _open_databases(folder: Path) -> tuple[str, ...]:
    held: list[str] = []
    for descriptor in os.listdir("/proc/self/fd"):
        try:
            target = Path(os.readlink(f"/proc/self/fd/{descriptor}"))
        except OSError:
            continue
        if target.parent == folder and target.suffix == ".db":
            held.append(target.name)
    return tuple(sorted(held))


def _settled(service: VaultService, folder: Path, before: State) -> State:
    """The state now; an exception that was only just dropped may hold a file until the next collection.

    A connection that could not be rolled back was closed; whatever uses its space next opens it again.
    """
    if State.of(service, folder) != before:
        gc.collect()
        with service.unit() as uow:
            for space in before.spaces & State.of(service, folder).spaces:
                uow.connection(SpaceId(space))
    return State.of(service, folder)


def _is_gone(keys: weakref.ref[UnlockedKeys]) -> bool:
    if keys() is not None:
        gc.collect()
    return keys() is None


def _admit_raising(service: VaultService, unlocked: list[UnlockedKeys], statement: Statement) -> bool:
    """Admit, raising at a statement; whether the person is in all the same, as what was raised was contained."""
    try:
        with raising_at(statement) as raised:
            service.admit(unlocked.pop())
    except Raised:
        assert raised
        return False
    except AccordError:  # raised inside something that tells its failures apart
        assert raised
        return False
    return True


def _alone(vault: TestVault) -> tuple[PersonId, str]:
    for person in vault.service.present:
        vault.service.leave(person)
    return vault.alex, ALEX_WORDS


def _as_second(vault: TestVault) -> tuple[PersonId, str]:
    vault.service.leave(vault.sam)
    return vault.sam, SAM_WORDS


@pytest.mark.parametrize("prepare", [_alone, _as_second])
def test_whatever_is_raised_between_key_and_presence_lets_nobody_in(
    vault: TestVault, prepare: Callable[[TestVault], tuple[PersonId, str]]
) -> None:
    service = vault.service
    person, passphrase = prepare(vault)
    before = State.of(service, vault.folder)
    with statements_of(ON_THE_WAY) as statements:
        service.admit(service.derive(person, passphrase))
    service.leave(person)
    assert State.of(service, vault.folder) == before
    unlocked = [service.derive(person, passphrase)]
    with statements_of(ON_THE_WAY) as statements:
        service.admit(unlocked.pop())
    service.leave(person)
    assert len(statements) > 200, "the way in has become shorter than this test believes"
    contained = 0
    for statement in statements:
        unlocked = [service.derive(person, passphrase)]
        keys = weakref.ref(unlocked[0])
        if _admit_raising(service, unlocked, statement):
            contained += 1
            assert person in service.present, statement
            service.leave(person)
        assert _settled(service, vault.folder, before) == before, statement
        assert _is_gone(keys), statement
    assert contained < len(statements) / 10, "hardly anything that is raised may be swallowed on the way in"
    assert person in service.admit(service.derive(person, passphrase)).here, "it can be tried again"


def test_raised_while_a_partner_joins_the_vault_is_what_it_was(solo: TestVault) -> None:
    service, folder = solo.service, solo.folder
    before, files = State.of(service, folder), contents(folder)
    for _ in range(2):  # some of it is done only once in a process
        joining = _prepared(solo)
        with statements_of(ON_THE_WAY) as statements:
            service.join(joining)
        assert len(service.present) == 2
        service.close()
        for name in contents(folder).keys() - files.keys():
            (folder / name).unlink()
        for name, data in files.items():
            (folder / name).write_bytes(data)
        service.open(folder)
        service.admit(service.derive(solo.alex, ALEX_WORDS))
        assert State.of(service, folder) == before
    for statement in statements[:: max(1, len(statements) // 150)]:
        joining = _prepared(solo)
        with pytest.raises((Raised, VaultError)), raising_at(statement):
            service.join(joining)
        assert _settled(service, folder, before) == before, statement
        kept = contents(folder)
        assert kept.keys() == files.keys(), statement
        assert service.vault.people == tuple(p for p in service.vault.people if p.person_id == solo.alex)
    assert len(service.join(_prepared(solo)).here) == 2


def test_raised_while_coming_in_by_a_code_one_of_the_two_passphrases_works(tmp_path: Path) -> None:
    with vault_for(tmp_path / "vault", ALEX) as solo:
        service = solo.service
        new = service.new_recovery_code(solo.alex, ALEX_WORDS)
        service.change_entry(new.change)
        code = new.code
        service.leave(solo.alex)
        before = State.of(service, solo.folder)
        with statements_of(ON_THE_WAY) as statements:
            service.admit(service.derive_with_recovery(solo.alex, code, NEW_WORDS))
        service.leave(solo.alex)
        for statement in statements:
            unlocked = [service.derive_with_recovery(solo.alex, code, ALEX_WORDS)]
            if _admit_raising(service, unlocked, statement):
                service.leave(solo.alex)
            assert _settled(service, solo.folder, before) == before, statement
            assert service.check(solo.alex, ALEX_WORDS) or service.check(solo.alex, NEW_WORDS), statement


def test_a_refused_person_does_not_come_in_with_the_next(vault: TestVault) -> None:
    """Seen: the shared file was locked while A unlocked; A was refused, then B unlocked, and both were here."""
    service = vault.service
    for person in service.present:
        service.leave(person)
    with pytest.raises(Raised), _refusing(service):
        service.admit(service.derive(vault.alex, ALEX_WORDS))
    arrival = service.admit(service.derive(vault.sam, SAM_WORDS))
    assert arrival.here == (vault.sam,)
    with service.unit() as uow, pytest.raises(NeedsBoth):
        uow.require_both()
    with service.unit() as uow, pytest.raises(NeedsBoth):
        uow.private(vault.alex).answers.all()


def test_two_who_just_made_the_vault_come_in_together_or_not_at_all(tmp_path: Path) -> None:
    with vault_for(tmp_path / "other") as other:
        service = other.service
        created = service.create(tmp_path / "vault", [ALEX, SAM])
        service.open(tmp_path / "vault")
        with pytest.raises(Raised), _refusing(service):
            service.admit_created(created)
        assert service.present == ()
        assert service.vault.spaces.ids == frozenset()
        assert service.admit_created(created).here == created.person_ids


def test_a_vault_is_set_up_one_by_one_and_nothing_is_written_before_the_last_word(tmp_path: Path) -> None:
    with vault_for(tmp_path / "other") as other:
        service, place = other.service, tmp_path / "new" / "vault"
        new = service.begin(2)
        codes = [new.add(ALEX)]
        with pytest.raises(InputError):
            new.create(place)
        with pytest.raises(InputError):
            new.add(replace(SAM, mark=ALEX.mark))
        with pytest.raises(WeakPassphrase):
            new.add(replace(SAM, passphrase="short"))
        codes.append(new.add(SAM))
        with pytest.raises(InputError):
            new.add(replace(SAM, mark=PersonMark(shape=MarkShape.HEXAGON)))
        assert not place.parent.exists()
        arrival = service.finish(place, new, without_code=(1,))
        assert new.is_made
        assert [person.name for person in arrival.people] == ["Alex", "Sam"]
        first, second = arrival.here
        service.derive_with_recovery(first, codes[0], NEW_WORDS)
        with pytest.raises(WrongRecoveryCode):
            service.derive_with_recovery(second, codes[1], NEW_WORDS)
        assert service.derive(second, SAM_WORDS)


def test_a_partner_who_joins_can_do_without_a_code(solo: TestVault) -> None:
    service = solo.service
    joining = _prepared(solo)
    service.join(joining.without_code())
    with pytest.raises(WrongRecoveryCode):
        service.derive_with_recovery(joining.new.person_id, joining.recovery_code, NEW_WORDS)
    assert service.derive(joining.new.person_id, SAM_WORDS)


def _prepared(solo: TestVault) -> Joining:
    service = solo.service
    return service.prepare_join(solo.alex, service.roots(solo.alex, ALEX_WORDS), SAM)


class _refusing:
    """Makes admission fail after everything has been opened."""

    def __init__(self, service: VaultService) -> None:
        self._service = service

    def __enter__(self) -> None:
        def refuse(*_arriving: PersonId) -> object:
            raise Raised("arrival")

        self._service._arrival = refuse  # type: ignore[method-assign, assignment]

    def __exit__(self, *_error: object) -> None:
        del self._service._arrival
