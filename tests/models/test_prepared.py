"""What one person prepares alone: as signals, as a plan, as an outline, each with nothing but their own words."""

from __future__ import annotations

from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from app.models.aftercare import AftercarePlan, CareKind, CareNeed
from app.models.base import IdSource
from app.models.outline import DraftKind
from app.models.prepared import Prepared, SceneWish, merged
from app.models.signal import Level, has_speechless_red, has_verbal_red
from tests.models.strategies import ALEX, words

needs = st.lists(st.builds(CareNeed, kind=st.sampled_from(CareKind), text=words), max_size=3, unique=True).map(tuple)
plans = st.builds(
    AftercarePlan,
    person=st.just(ALEX),
    needs=needs,
    avoid=st.lists(words, max_size=3, unique=True).map(tuple),
    words=words,
    nothing=st.booleans(),
)


def ids() -> IdSource:
    numbers = count()
    return lambda: f"id{next(numbers)}"


def test_only_what_was_written_becomes_a_signal() -> None:
    assert Prepared(stop_word=" ").signals("we stop", ids()) == ()
    made = Prepared(stop_word=" red ", stop_sign="three taps", slow_word="amber").signals("we stop", ids())
    assert [signal.expression for signal in made] == ["red", "three taps", "amber"]
    assert has_verbal_red(made)
    assert has_speechless_red(made)
    assert [signal.response for signal in made if signal.level is Level.YELLOW] == [""]


@given(plans)
def test_a_plan_comes_back_as_it_was_prepared(plan: AftercarePlan) -> None:
    assert Prepared().with_plan(plan).plan(ALEX) == plan


@given(plans, plans)
def test_what_is_brought_replaces_nothing(plan: AftercarePlan, prepared: AftercarePlan) -> None:
    after = merged(plan, prepared)
    assert after.needs[: len(plan.needs)] == plan.needs
    assert set(prepared.needs) <= set(after.needs)
    assert {*plan.avoid, *prepared.avoid} == set(after.avoid)
    assert all(text in after.words for text in (plan.words, prepared.words) if text.strip())
    assert not (after.nothing and after.needs)
    assert merged(after, prepared).needs == after.needs, "bringing it twice adds nothing"


def test_a_wish_becomes_an_outline_of_ones_own_with_no_activity() -> None:
    wish = SceneWish(title="Sunday", why="to rest", what="a bath\n\ntea", out="phones")
    draft = Prepared(wish=wish).outline(ALEX, ids())
    assert (draft.kind, draft.title, draft.items) == (DraftKind.SCENE, "Sunday", ())
    assert [(line.text, line.by) for line in (*draft.words, *draft.exclusions)] == [
        ("a bath", ALEX),
        ("tea", ALEX),
        ("phones", ALEX),
    ]
    assert [(own.person, own.text) for own in draft.needs] == [(ALEX, "to rest")]
    assert SceneWish(title=" ").is_empty
    assert not wish.is_empty
