"""What changed between two texts: every field of a draft, each way it can change, and what makes no difference."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.models.answer import Ceiling
from app.models.clause import Clause, ClauseKind
from app.models.differences import Difference, DifferenceKind, differences
from app.models.layout import DraftSources, lay_out
from app.models.limits import Outcome
from app.models.outline import Condition, Draft, DraftField, DraftKind, Phase
from app.models.signal import Channel, Level
from tests.models.strategies import ALEX, CATALOGUE, SAM
from tests.support import factories as make

ADDED, TAKEN_OUT, NARROWER, WIDER, OTHER_WORDS = DifferenceKind
SOURCES = DraftSources(items=(make.shared_item(Outcome.OFF),), signals=make.signals(), aftercare=(make.plan(),))


def clauses_of(draft: Draft, sources: DraftSources = SOURCES) -> tuple[Clause, ...]:
    return lay_out(draft, sources, CATALOGUE).clauses


def changed(before: dict[str, Any], after: dict[str, Any]) -> list[DifferenceKind]:
    """How a full draft with these values differs from one with those."""
    return [each.kind for each in differences(*(clauses_of(make.full_draft(**values)) for values in (before, after)))]


def item(**changes: Any) -> tuple[Any, ...]:
    return (make.outline_item(**changes),)


CONDITION, TOO, NEW = (
    Condition(person=SAM, words="slowly"),
    Condition(person=ALEX, words="warm"),
    Condition(person=SAM, words="on a Sunday"),
)


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        ({}, {"items": ()}, [TAKEN_OUT]),
        ({"items": ()}, {}, [ADDED]),
        ({"items": item()}, {"items": item(item_id="again", proposed_by=SAM)}, []),
        ({"items": item()}, {"items": item(ceiling=Ceiling.LIGHT)}, [NARROWER]),
        ({"items": item(ceiling=Ceiling.LIGHT)}, {"items": item(ceiling=Ceiling.FIRM)}, [WIDER]),
        ({"items": item(ceiling=Ceiling.STRONG)}, {"items": item(ceiling=Ceiling.STRONG)}, []),
        ({"items": item()}, {"items": item(conditions=(CONDITION,))}, [NARROWER]),
        ({"items": item(conditions=(CONDITION, TOO))}, {"items": item(conditions=(TOO,))}, [WIDER]),
        ({"items": item(conditions=(CONDITION,))}, {"items": item(conditions=(TOO,))}, [OTHER_WORDS]),
        ({"items": item(conditions=(CONDITION,))}, {"items": item(conditions=(NEW,))}, [OTHER_WORDS]),
        (
            {"items": item(conditions=(CONDITION,))},
            {"items": item(conditions=(CONDITION, TOO), ceiling=Ceiling.LIGHT)},
            [NARROWER],
        ),
        (
            {"items": item(conditions=(CONDITION,))},
            {"items": item(ceiling=Ceiling.LIGHT)},
            [OTHER_WORDS],
        ),
        ({"items": item()}, {"items": item(phase=Phase.CLOSING)}, [OTHER_WORDS]),
        ({"items": item()}, {"items": item(details="by candlelight")}, [OTHER_WORDS]),
        ({"cap_minutes": 60}, {"cap_minutes": 30}, [NARROWER]),
        ({"cap_minutes": 30}, {"cap_minutes": 60}, [WIDER]),
        ({"check_in_minutes": 15}, {"check_in_minutes": 5}, [NARROWER]),
        ({"check_in_minutes": None}, {"check_in_minutes": 5}, [ADDED]),
        ({}, {"allowing": frozenset({DraftField.PRIVACY})}, [WIDER]),
        ({"allowing": frozenset({DraftField.PRIVACY})}, {}, [NARROWER]),
        (
            {"rules": (make.line("no phones in the room", "line4").evolve(allows=True),)},
            {"rules": (make.line("no phones in the room", "line4"),)},
            [NARROWER],
        ),
        (
            {"exclusions": (make.line("no photos and no films"),)},
            {"exclusions": (make.line("no photos, no films", "other", SAM),)},
            [OTHER_WORDS],
        ),
        (
            {"exclusions": (make.line("no photos"),)},
            {"exclusions": (make.line("nothing on the neck", "other"),)},
            [TAKEN_OUT, ADDED],
        ),
        ({"exclusions": (make.line(),)}, {"exclusions": (make.line(line_id="other", by=SAM),)}, []),
        ({"time": "at eight"}, {"time": "at nine"}, [OTHER_WORDS]),
        ({"place": ""}, {"place": "at home"}, [ADDED]),
        ({"health": ()}, {}, [ADDED]),
        ({}, {"needs": ()}, [TAKEN_OUT]),
    ],
)
def test_what_became_of_a_clause(before: dict[str, Any], after: dict[str, Any], kinds: list[DifferenceKind]) -> None:
    assert changed(before, after) == kinds


def of_limit(before: Outcome, after: Outcome) -> DifferenceKind:
    draft = make.full_draft(kind=DraftKind.GROUND_RULES)
    texts = (clauses_of(draft, DraftSources(items=(make.shared_item(each),))) for each in (before, after))
    (found,) = differences(*texts)
    return found.kind


def test_a_limit_that_grows_or_shrinks() -> None:
    assert of_limit(Outcome.NOT_NOW, Outcome.OFF) is NARROWER
    assert of_limit(Outcome.OFF, Outcome.NOT_NOW) is WIDER


def test_a_signal_given_in_a_different_way_is_in_other_words_also_under_a_new_id() -> None:
    before = DraftSources(signals=(make.signal(), make.signal("two", channel=Channel.NONVERBAL)))
    after = DraftSources(signals=(make.signal("three", expression="stop"), before.signals[1]))
    (found,) = differences(*(clauses_of(make.draft(), sources) for sources in (before, after)))
    assert found.kind is OTHER_WORDS
    assert found.before is not None
    assert found.after is not None
    assert (found.before.signal, found.after.signal) == (before.signals[0], after.signals[0])
    lowered = DraftSources(signals=(make.signal(level=Level.YELLOW), before.signals[1]))
    assert [each.kind for each in differences(*(clauses_of(make.draft(), s) for s in (before, lowered)))] == [
        OTHER_WORDS
    ]


def test_every_clause_is_in_one_difference_or_unchanged() -> None:
    everything = clauses_of(make.full_draft(kind=DraftKind.GROUND_RULES))
    assert differences(everything, everything) == ()
    assert {each.after for each in differences((), everything)} == set(everything)
    assert {each.before for each in differences(everything, ())} == set(everything)
    for clause in everything:
        assert differences(everything, [each for each in everything if each is not clause]) == (
            Difference(kind=TAKEN_OUT, before=clause),
        )


@given(
    texts=st.lists(
        st.lists(st.tuples(st.integers(0, 9), st.text("ab ", max_size=5)), max_size=8, unique_by=lambda each: each[0]),
        min_size=2,
        max_size=2,
    )
)
@settings(max_examples=200, deadline=None)
def test_backwards_added_is_taken_out_and_narrower_is_wider(texts: list[list[tuple[int, str]]]) -> None:
    one, other = (
        tuple(make.clause(f"line:{number}", text, kind=list(ClauseKind)[number % 2]) for number, text in each)
        for each in texts
    )
    opposite = {ADDED: TAKEN_OUT, TAKEN_OUT: ADDED, NARROWER: WIDER, WIDER: NARROWER, OTHER_WORDS: OTHER_WORDS}
    there, back = differences(one, other), differences(other, one)
    for each in there:
        assert each.before is None or each.before in one
        assert each.after is None or each.after in other
    same_ids = {c.id for c in one} & {c.id for c in other}
    told = {(d.clause.id, d.kind) for d in there if d.clause.id in same_ids}
    assert told == {(d.clause.id, opposite[d.kind]) for d in back if d.clause.id in same_ids}
