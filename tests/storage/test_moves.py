"""New keys, leaving and deleting in an open vault: who has to be here, and what they are refused for."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import NeedsBoth, Stale, VaultFileInUse
from app.storage import moves
from app.storage.ages import Mirror
from app.storage.keyring_file import KEYRING, KEYRING_COPY, LOCK
from app.storage.spaces import SHARED, private_space
from app.storage.unit_of_work import UnitOfWork
from app.storage.watching import Watch
from tests.storage.made import BO, CHEAP, WORDS_A, WORDS_B, WORDS_NEW, Made, name_of, say_name
from tests.storage.stopping import EndedHere, Stopping
from tests.support.clock import FakeIds
from tests.support.files import contents
from tests.support.quick_vault import QuickVault


def test_each_in_turn_while_both_are_here(pair: Made) -> None:
    with pair.open() as vault:
        vault.unlock(pair.a, WORDS_A)
        vault.unlock(pair.b, WORDS_B)
        moves.renew(vault, vault.keys.new_keys(pair.b, WORDS_B, WORDS_NEW))
        assert vault.present == (pair.a, pair.b)
        with UnitOfWork(vault.spaces, SHARED) as uow:
            say_name(uow, pair.a, "Adah")
            uow.commit()
        moves.renew(vault, vault.keys.new_keys(pair.a, WORDS_A, WORDS_NEW))
        with UnitOfWork(vault.spaces) as uow:
            assert name_of(uow, pair.a) == "Adah"
    with pair.open() as vault:
        assert vault.unlock(pair.b, WORDS_NEW).warnings == ()
        with UnitOfWork(vault.spaces) as uow:
            assert name_of(uow, pair.a) == "Adah"
        assert vault.unlock(pair.a, WORDS_NEW).warnings == ()


def test_refused_where_they_would_harm(pair: Made, solo: Made) -> None:
    with pair.open() as vault:
        vault.unlock(pair.a, WORDS_A)
        first, second = (vault.keys.new_keys(pair.a, WORDS_A, WORDS_NEW) for _ in range(2))
        going = vault.keys.going(pair.a, WORDS_A)
        moves.renew(vault, first)
        with pytest.raises(Stale):
            moves.renew(vault, second)
        with pytest.raises(Stale):
            moves.go(vault, going)
        with pytest.raises(NeedsBoth):
            moves.delete(vault)
        vault.unlock(pair.b, WORDS_B)
        with pytest.raises(NeedsBoth):
            moves.go(vault, vault.keys.going(pair.a, WORDS_NEW))
        vault.spaces.close(SHARED)
        vault.spaces.open_stand_in()
        with pytest.raises(VaultFileInUse):
            moves.renew(vault, vault.keys.new_keys(pair.a, WORDS_NEW, WORDS_A))
    with solo.open() as vault:
        vault.unlock(solo.a, WORDS_A)
        with pytest.raises(NeedsBoth):
            vault.keys.going(solo.a, WORDS_A)
        moves.renew(vault, vault.keys.new_keys(solo.a, WORDS_A, WORDS_NEW).without_code())
    with solo.open() as vault:
        assert vault.unlock(solo.a, WORDS_NEW).warnings == ()
        assert vault.keys.keyring.person(solo.a).recovery is None
        moves.delete(vault)
    assert not solo.folder.exists()


def test_what_was_derived_before_new_keys_is_refused_after_them(pair: Made, solo: Made, tmp_path: Path) -> None:
    """It would be wrapped under keys that are gone, and lock its person out."""
    for made in (pair, solo):
        with made.open() as vault:
            vault.unlock(made.a, WORDS_A)
            mark = vault.keys.keyring.person(made.a).mark
            changes = (
                vault.keys.new_passphrase(made.a, WORDS_A, WORDS_B),
                vault.keys.new_recovery_code(made.a, WORDS_A).change,
                vault.keys.no_recovery_code(made.a, WORDS_A),
                vault.keys.new_mark(made.a, WORDS_A, mark),
            )
            roots, own = vault.keys.roots_to_change(made.a, WORDS_A), vault.keys.own_vault(made.a, WORDS_A)
            moves.renew(vault, vault.keys.new_keys(made.a, WORDS_A, WORDS_NEW))
            for change in changes:
                with pytest.raises(Stale):
                    vault.change_entry(change)
            with pytest.raises(Stale):
                moves.take_along(vault, tmp_path / "own", own, lambda uow: uow.commit())
            if made is solo:
                with pytest.raises(Stale):
                    vault.keys.prepare_join(made.a, roots, BO)
            assert vault.present == (made.a,)
        with made.open() as vault:
            assert vault.unlock(made.a, WORDS_NEW).warnings == ()


def test_what_is_noted_outside_goes_with_the_files(pair: Made, solo: Made, tmp_path: Path) -> None:
    outside = tmp_path / "outside"

    def opened(made: Made) -> QuickVault:
        return QuickVault.open(made.folder, policy=CHEAP, ids=FakeIds(9), mirror=Mirror(outside))

    for made, words in ((pair, (WORDS_A, WORDS_B)), (solo, (WORDS_A,))):
        with opened(made) as vault:
            for person, passphrase in zip(made.created.person_ids, words, strict=True):
                vault.unlock(person, passphrase)
    assert len(list(outside.iterdir())) == 3
    with opened(pair) as vault:
        vault.unlock(pair.a, WORDS_A)
        moves.renew(vault, vault.keys.new_keys(pair.a, WORDS_A, WORDS_NEW))
    assert len(list(outside.iterdir())) == 3, "the new one in place of the old one"
    with opened(pair) as vault:
        assert vault.unlock(pair.a, WORDS_NEW).warnings == ()
        own = vault.keys.own_vault(pair.a, WORDS_NEW)
        moves.take_along(vault, tmp_path / "own", own, lambda uow: uow.commit())
        moves.go(vault, vault.keys.going(pair.a, WORDS_NEW))
    assert len(list(outside.iterdir())) == 2
    with opened(Made(tmp_path / "own", pair.created)) as vault:
        assert vault.unlock(pair.a, WORDS_NEW).warnings == (), "nothing in it is older than it was"
        moves.delete(vault)
    with opened(solo) as vault:
        assert vault.unlock(solo.a, WORDS_A).warnings == ()
        moves.delete(vault)
    assert len(list(outside.iterdir())) == 1
    with opened(pair) as vault:
        assert vault.unlock(pair.b, WORDS_B).warnings == ()


@pytest.mark.parametrize("act", ["renew", "take"])
def test_stopped_before_it_is_decided_everything_is_as_it_was(pair: Made, tmp_path: Path, act: str) -> None:
    place = tmp_path / "own"

    def go(vault: QuickVault, watch: Watch) -> None:
        if act == "renew":
            moves.renew(vault, vault.keys.new_keys(pair.a, WORDS_A, WORDS_NEW), watch)
        else:
            own = vault.keys.own_vault(pair.a, WORDS_A)
            moves.take_along(vault, place, own, lambda uow: uow.commit(), watch)

    keyrings = [(pair.folder / name).read_bytes() for name in (KEYRING, KEYRING_COPY)]
    at, stops, watch, counting = 1, 0, Watch(decide=Stopping(1)), Stopping()
    while True:
        with pair.open() as vault:
            vault.unlock(pair.a, WORDS_A)
            expected = moves.bytes_to_handle(vault, private_space(pair.a), *([SHARED] if act == "renew" else []))
            try:
                go(vault, watch)
                break
            except EndedHere:
                assert vault.present == (pair.a,), "and is still here"
        counting = Stopping(at)
        at, stops, watch = at + 1 + at // 3, stops + 1, Watch(counting)
        assert [(pair.folder / name).read_bytes() for name in (KEYRING, KEYRING_COPY)] == keyrings
        assert not list(pair.folder.glob("next-*"))
        assert not place.exists()
        with pair.open() as vault:
            assert vault.unlock(pair.a, WORDS_A).warnings == ()
            assert vault.unlock(pair.b, WORDS_B).warnings == ()
    assert stops > 5
    assert counting.handled == expected, "all was told, however it went"


def test_stopped_on_the_way_in_after_a_partner_left_the_files_are_as_they_were(pair: Made) -> None:
    with pair.open() as vault:
        vault.unlock(pair.a, WORDS_A)
        moves.go(vault, vault.keys.going(pair.a, WORDS_A))
    before = {**contents(pair.folder), LOCK: b""}
    at, stops, watch, counting = 1, 0, Watch(decide=Stopping(1)), Stopping()
    while True:
        with pair.open() as vault:
            expected = moves.bytes_to_handle(vault, private_space(pair.b))
            try:
                with vault.admitting(vault.keys.derive(pair.b, WORDS_B), watch) as admission:
                    assert admission.warnings == ()
                assert vault.present == (pair.b,)
                break
            except EndedHere:
                assert vault.present == ()
        counting = Stopping(at)
        at, stops, watch = at + 1 + at // 3, stops + 1, Watch(counting)
        assert {**contents(pair.folder), LOCK: b""} == before
    assert stops > 5
    assert counting.handled == expected, "all was told, however it went"
