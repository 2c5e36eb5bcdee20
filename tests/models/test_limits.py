"""The shared list: what may be proposed from it, ceilings, and taking back."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import NotOnSharedList, OpenedLimit
from app.models.answer import Ceiling, Stance
from app.models.limits import (
    Disclosure,
    Outcome,
    Talk,
    TalkResult,
    find_item,
    fit_ceiling,
    limit_outcome,
    lower_ceiling,
    require_proposable,
)
from tests.models.strategies import ALEX, SAM
from tests.support import factories as make

ceilings = st.none() | st.sampled_from(list(Ceiling))


@pytest.mark.parametrize(("outcome", "result"), list(product(Outcome, (TalkResult.OPEN, TalkResult.AGREED))))
def test_a_yes_of_both_or_a_talk_that_agreed_may_be_proposed(outcome: Outcome, result: TalkResult) -> None:
    item = make.shared_item(outcome=outcome, talk=Talk(result=result))
    wanted = {
        (Outcome.YES, TalkResult.OPEN),
        (Outcome.YES, TalkResult.AGREED),
        (Outcome.TALK, TalkResult.AGREED),
    }
    assert item.may_be_proposed == ((outcome, result) in wanted)


@pytest.mark.parametrize("outcome", Outcome)
def test_only_an_opened_limit_is_named_when_refused(outcome: Outcome) -> None:
    item = make.shared_item(outcome=outcome)
    if outcome.is_limit:
        with pytest.raises(OpenedLimit) as refused:
            require_proposable((item,), item.pairing)
        assert refused.value.detail == outcome.value
    elif outcome is Outcome.YES:
        assert require_proposable((item,), item.pairing) == item
    else:
        with pytest.raises(NotOnSharedList) as hidden:
            require_proposable((item,), item.pairing)
        with pytest.raises(NotOnSharedList) as missing:
            require_proposable((), item.pairing)
        assert hidden.value.args == missing.value.args == ("",)


def test_the_two_sides_of_an_activity_are_two_items() -> None:
    mine, theirs = (make.shared_item(activity_id=make.MASSAGE, active=person) for person in (ALEX, SAM))
    assert find_item((mine, theirs), theirs.pairing) == theirs
    assert find_item((mine,), theirs.pairing) is None


@given(ceilings, ceilings)
def test_the_lower_of_two_ceilings_counts(one: Ceiling | None, other: Ceiling | None) -> None:
    lowest = lower_ceiling((one, other))
    assert lowest == lower_ceiling((other, one))
    assert lowest in (one, other)
    assert all(lowest is not None and lowest <= each for each in (one, other) if each is not None)


@given(ceilings, ceilings)
def test_an_outline_never_goes_above_the_opened_ceiling(wanted: Ceiling | None, opened: Ceiling | None) -> None:
    disclosures = tuple(Disclosure(person=p, stance=Stance.WANT, ceiling=opened) for p in (ALEX, SAM))
    fitted = fit_ceiling(wanted, make.shared_item(disclosures=disclosures))
    assert opened is None or (fitted is not None and fitted <= opened)
    assert fitted in (wanted, opened)


def test_a_single_hard_limit_takes_it_off_the_table() -> None:
    assert limit_outcome((Stance.SOFT_LIMIT, Stance.HARD_LIMIT)) is Outcome.OFF
    assert limit_outcome((Stance.SOFT_LIMIT, Stance.SOFT_LIMIT)) is Outcome.NOT_NOW
