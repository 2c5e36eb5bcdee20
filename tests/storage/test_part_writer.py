"""What is said, erased or refused in a part."""

from __future__ import annotations

import pytest

from app.errors import InputError
from app.storage.spaces import SHARED
from app.storage.unit_of_work import UnitOfWork
from tests.storage.made import Made
from tests.storage.plans import PLAN, said, say
from tests.support.quick_vault import QuickVault


def test_saying_the_same_again_writes_nothing(vault: QuickVault, pair: Made) -> None:
    first = say(vault, pair.a)
    assert say(vault, pair.a) == first
    assert say(vault, pair.a, "water") != first


@pytest.mark.parametrize("words", ["a\x00b", "\x1b[2J", "x\u202ey", "\u2066z", "\x7f"])
def test_control_characters_and_overrides_of_direction_are_refused(vault: QuickVault, pair: Made, words: str) -> None:
    with pytest.raises(InputError):
        say(vault, pair.a, words)
    assert said(vault, pair.a) is None


def test_erased_words_are_in_no_part(vault: QuickVault, pair: Made) -> None:
    say(vault, pair.a)
    with UnitOfWork(vault.spaces, SHARED) as uow:
        assert uow.parts.erase(pair.a, PLAN)
        assert not uow.parts.erase(pair.a, PLAN, "never said")
        uow.commit(erase=True)
    assert said(vault, pair.a) is None
    vault.leave(pair.a)
    assert said(vault, pair.a) is None
