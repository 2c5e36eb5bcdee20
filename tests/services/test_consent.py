"""Couples on real files: whatever two people do, and wherever the program is killed, nothing is allowed that ended."""

from __future__ import annotations

from collections import Counter

import pytest

from app.models.outline import DraftKind
from app.storage.parts import Parts
from tests.services.consent_failures import walk
from tests.services.consent_told import Wrong
from tests.services.consent_walk import Walk

COUPLES = 20


@pytest.mark.parametrize("number", range(COUPLES))
def test_whatever_two_people_do_nothing_is_allowed_that_ended(number: int) -> None:
    tally = Counter[str]()
    failure = walk(number, tally)
    assert failure is None, str(failure)
    assert tally["agreements"], "a couple that agrees to nothing proves nothing"
    assert tally["restarts"]


def test_endings_that_are_not_read_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    told = Walk()
    try:
        _agree_and_withdraw(told)
        told.check()
        monkeypatch.setattr(Parts, "endings", lambda _parts, _agreement: frozenset())
        with pytest.raises(Wrong):
            told.check()
    finally:
        told.close()


def _agree_and_withdraw(told: Walk) -> None:
    alex, _ = told.vault.pair
    told.propose(alex, 0)
    for kind in (DraftKind.GROUND_RULES, DraftKind.SCENE):
        for person in told.vault.pair:
            told.read(person, kind)
    assert told.told.allowed, "nothing was agreed, so nothing can end"
    for number in (1, 0):
        told.withdraw(alex, number, None)
    assert not told.told.allowed
