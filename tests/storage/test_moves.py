"""New keys, leaving and deleting in an open vault: who has to be here, and what they are refused for."""

from __future__ import annotations

import pytest

from app.errors import NeedsBoth, Stale, VaultFileInUse
from app.storage import moves
from app.storage.spaces import SHARED
from app.storage.unit_of_work import UnitOfWork
from tests.storage.made import WORDS_A, WORDS_B, WORDS_NEW, Made, name_of, say_name


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
