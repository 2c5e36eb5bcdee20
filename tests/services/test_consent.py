"""A state machine of consent on real files: whatever two people do, nothing is allowed that ended."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from app.models.answer import Stance
from app.models.outline import DraftKind
from app.storage.parts import Parts
from tests.services.consent_walk import SIDES, STANCES, Walk, Wrong

people = st.sampled_from([0, 1])
kinds = st.sampled_from(list(DraftKind))
sides = st.integers(0, len(SIDES) - 1)


class Consent(RuleBasedStateMachine):
    """Two people."""

    def __init__(self) -> None:
        super().__init__()
        self.walk = Walk()

    def teardown(self) -> None:
        """Lock."""
        self.walk.close()

    @rule(who=people, side=sides, stance=st.sampled_from(STANCES), conditions=st.sampled_from(["", "slowly"]))
    def answer(self, who: int, side: int, stance: Stance, conditions: str) -> None:
        self.walk.answer(self.walk.vault.pair[who], side, stance, conditions)

    @rule()
    def open_together(self) -> None:
        self.walk.open_together()

    @rule(agreed=st.booleans(), declined=st.sampled_from([None, 0, 1]))
    def talk(self, agreed: bool, declined: int | None) -> None:
        self.walk.talk(agreed, None if declined is None else self.walk.vault.pair[declined])

    @rule(who=people, side=sides)
    def wake(self, who: int, side: int) -> None:
        self.walk.wake(self.walk.vault.pair[who], side)

    @rule(who=people, side=sides)
    def take_back(self, who: int, side: int) -> None:
        self.walk.take_back(self.walk.vault.pair[who], side)

    @rule(who=people)
    def take_back_aftercare(self, who: int) -> None:
        self.walk.take_back_aftercare(self.walk.vault.pair[who])

    @rule(who=people, side=sides)
    def propose(self, who: int, side: int) -> None:
        self.walk.propose(self.walk.vault.pair[who], side)

    @rule(who=people, side=sides)
    def remove(self, who: int, side: int) -> None:
        self.walk.remove(self.walk.vault.pair[who], side)

    @rule(who=people, kind=kinds, words=st.sampled_from(["", "No photos", "No marks"]))
    def edit(self, who: int, kind: DraftKind, words: str) -> None:
        self.walk.edit(self.walk.vault.pair[who], kind, words)

    @rule(words=st.sampled_from(["two taps", "an open palm"]))
    def change_signal(self, words: str) -> None:
        self.walk.change_signal(words)

    @rule(who=people, kind=kinds, out=st.none() | st.integers(0, 2))
    def read(self, who: int, kind: DraftKind, out: int | None) -> None:
        self.walk.read(self.walk.vault.pair[who], kind, out)

    @rule(kind=kinds)
    def both_read(self, kind: DraftKind) -> None:
        for person in self.walk.vault.pair:
            self.walk.read(person, kind)

    @rule(kind=kinds)
    def agree_waiting(self, kind: DraftKind) -> None:
        self.walk.agree_waiting(kind)

    @rule(who=people, kind=kinds)
    def take_back_yes(self, who: int, kind: DraftKind) -> None:
        self.walk.take_back_yes(self.walk.vault.pair[who], kind)

    @rule(who=people, number=st.integers(0, 1), clause=st.none() | st.integers(0, 9), rests=st.booleans())
    def withdraw(self, who: int, number: int, clause: int | None, rests: bool) -> None:
        self.walk.withdraw(self.walk.vault.pair[who], number, clause, rests=rests)

    @rule()
    def end_scene(self) -> None:
        self.walk.end_scene()

    @rule(days=st.sampled_from([1, 15, 95, -1, -20]))
    def days_pass(self, days: int) -> None:
        self.walk.days_pass(days)

    @rule()
    def trust_clock(self) -> None:
        self.walk.trust_clock()

    @rule(who=people)
    def leave(self, who: int) -> None:
        self.walk.leave(self.walk.vault.pair[who])

    @rule()
    def come_back(self) -> None:
        for person in self.walk.vault.pair:
            self.walk.come(person)

    @rule()
    def restart(self) -> None:
        self.walk.restart()

    @invariant()
    def nothing_is_allowed_that_ended(self) -> None:
        self.walk.check()


def walk(examples: int, steps: int, number: int = 0) -> None:
    """Let so many couples do so many steps each, the same for the same number. Raises `Wrong`."""
    numbered = seed(number)(type(Consent.__name__, (Consent,), {}))
    run_state_machine_as_test(
        numbered,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.parametrize("number", range(4))
def test_whatever_two_people_do_nothing_is_allowed_that_ended(number: int) -> None:
    walk(7, 50, number)


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
