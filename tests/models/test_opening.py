"""The class table and what an opening discloses."""

from __future__ import annotations

from itertools import count, product

from hypothesis import given
from hypothesis import strategies as st

from app.models.answer import Answer, Stance, Visibility
from app.models.base import ActivityId, IdSource, ItemId
from app.models.catalogue import Direction
from app.models.limits import Disclosure, Outcome, SharedItem, Talk, TalkResult
from app.models.opening import AnswerClass, Comparison, PairClass, answer_class, compare, pair_class, shared_list_after
from app.models.pairing import Pairing
from app.models.sealing import SealedAnswers
from tests.models.strategies import ALEX, CATALOGUE, NOW, SAM, TODAY, answer_lists, sealed, sealed_from, shared_lists

HUGS = ActivityId("touch.hugs")

TABLE = {
    ("Ym", "Ym"): "yes", ("Ym", "Ya"): "yes", ("Ya", "Ya"): "yes",
    ("Ym", "Tm"): "talk", ("Ym", "Ta"): "talk", ("Ya", "Tm"): "talk", ("Ya", "Ta"): "talk",
    ("Tm", "Tm"): "talk", ("Tm", "Ta"): "talk", ("Ta", "Ta"): "talk",
    ("Ym", "L"): "off", ("Ya", "L"): "off", ("Tm", "L"): "off", ("Ta", "L"): "off", ("L", "L"): "off",
    ("L", "0"): "off", ("Ym", "0"): "-", ("Tm", "0"): "-", ("0", "0"): "-",
    ("Ya", "0"): "offered", ("Ta", "0"): "offered",
}  # fmt: skip


def _ids() -> IdSource:
    numbers = count()
    return lambda: f"id{next(numbers)}"


def test_the_table_is_the_one_that_was_agreed() -> None:
    for (one, other), expected in TABLE.items():
        assert pair_class(AnswerClass(one), AnswerClass(other)) == PairClass(expected)


def test_the_table_is_total_and_symmetric() -> None:
    for one, other in product(AnswerClass, repeat=2):
        assert isinstance(pair_class(one, other), PairClass)
        assert pair_class(one, other) == pair_class(other, one)


def test_every_stance_and_visibility_falls_into_one_class() -> None:
    for stance, visibility in product(Stance, Visibility):
        if visibility is Visibility.IF_MUTUAL and stance.is_limit:
            continue
        given_answer = Answer(
            activity_id=HUGS, direction=Direction.TOGETHER, stance=stance, visibility=visibility, conditions="slowly"
        )
        items = sealed_from(ALEX, (given_answer,)).items
        side = answer_class(items[0] if items else None)
        hidden = visibility is Visibility.NEVER or stance is Stance.NOT_APPLICABLE
        assert (side is AnswerClass.NOTHING) == hidden


@given(sealed(ALEX), sealed(SAM))
def test_comparing_is_symmetric(one: SealedAnswers, other: SealedAnswers) -> None:
    assert compare(one, other, CATALOGUE, TODAY) == compare(other, one, CATALOGUE, TODAY)


@given(sealed(ALEX), sealed(SAM))
def test_shared_yeses_come_first_and_limits_last(one: SealedAnswers, other: SealedAnswers) -> None:
    order = [Outcome.YES, Outcome.TALK, Outcome.OFFERED, Outcome.NOT_NOW, Outcome.OFF]
    shown = [order.index(opened.outcome) for opened in compare(one, other, CATALOGUE, TODAY).opened]
    assert shown == sorted(shown)


@given(answer_lists(), answer_lists())
def test_what_is_withheld_leaves_the_comparison_identical(mine: tuple[Answer, ...], theirs: tuple[Answer, ...]) -> None:
    """An answer set to never, or never given, leaves the same joint screen."""
    withheld = tuple(a.evolve(visibility=Visibility.NEVER) for a in mine)
    other = sealed_from(SAM, theirs)
    with_withheld = compare(sealed_from(ALEX, withheld), other, CATALOGUE, TODAY)
    without = compare(sealed_from(ALEX, ()), other, CATALOGUE, TODAY)
    assert with_withheld == without


@given(answer_lists(), answer_lists(), st.data())
def test_a_mutual_answer_met_by_nothing_leaves_no_trace(
    mine: tuple[Answer, ...], theirs: tuple[Answer, ...], data: st.DataObject
) -> None:
    """Whatever is unmatched and 'if mutual' could be anything without the comparison changing."""
    one, other = sealed_from(ALEX, mine), sealed_from(SAM, theirs)
    shown = compare(one, other, CATALOGUE, TODAY)
    seen = {(o.pairing.activity_id, o.pairing.direction_of(ALEX)) for o in shown.opened}
    unseen = [i for i in one.items if (i.activity_id, i.direction) not in seen]
    gone = data.draw(st.sets(st.sampled_from(unseen))) if unseen else set()
    fewer = one.evolve(items=tuple(i for i in one.items if i not in gone))
    assert compare(fewer, other, CATALOGUE, TODAY) == shown
    assert shared_list_after((), compare(fewer, other, CATALOGUE, TODAY), TODAY, _ids()) == shared_list_after(
        (), shown, TODAY, _ids()
    )


@given(sealed(ALEX), sealed(SAM))
def test_a_limit_hides_what_it_meets(one: SealedAnswers, other: SealedAnswers) -> None:
    for opened in compare(one, other, CATALOGUE, TODAY).opened:
        if opened.outcome.is_limit:
            assert all(d.stance.is_limit and not d.conditions and d.ceiling is None for d in opened.disclosures)


@given(sealed(ALEX), sealed(SAM))
def test_a_shared_yes_takes_two_yeses(one: SealedAnswers, other: SealedAnswers) -> None:
    for opened in compare(one, other, CATALOGUE, TODAY).of(Outcome.YES):
        assert len(opened.disclosures) == 2
        assert all(d.stance.is_yes for d in opened.disclosures)


@given(shared_lists(), sealed(ALEX))
def test_one_person_alone_replaces_nothing_but_by_a_limit(before: tuple[SharedItem, ...], one: SealedAnswers) -> None:
    """What only one sealed again leaves the list as it was, except for that person's own limits and offers."""
    comparison = compare(one, SealedAnswers(person=SAM, at=NOW), CATALOGUE, TODAY)
    after = {item.pairing.key: item for item in shared_list_after(before, comparison, TODAY, _ids())}
    for item in before:
        now = after[item.pairing.key]
        changed_by_limit = now.outcome.is_limit and now.disclosure_of(ALEX) is not None
        assert now == item or changed_by_limit or item.outcome is Outcome.OFFERED


@given(shared_lists(), sealed(ALEX), sealed(SAM))
def test_accepting_keeps_one_item_a_pairing(
    before: tuple[SharedItem, ...], one: SealedAnswers, other: SealedAnswers
) -> None:
    after = shared_list_after(before, compare(one, other, CATALOGUE, TODAY), TODAY, _ids())
    keys = [item.pairing.key for item in after]
    assert len(keys) == len(set(keys)) == len({item.id for item in after})


def test_the_others_opened_limit_stays_when_one_softens_alone() -> None:
    pairing = Pairing(activity_id=HUGS)
    both = SharedItem(
        id=ItemId("x"),
        pairing=pairing,
        outcome=Outcome.OFF,
        disclosures=(
            Disclosure(person=ALEX, stance=Stance.HARD_LIMIT),
            Disclosure(person=SAM, stance=Stance.HARD_LIMIT),
        ),
        opened_on=TODAY,
    )
    softer = Answer(
        activity_id=HUGS, direction=Direction.TOGETHER, stance=Stance.SOFT_LIMIT, visibility=Visibility.ALWAYS
    )
    comparison = compare(sealed_from(ALEX, (softer,)), SealedAnswers(person=SAM, at=NOW), CATALOGUE, TODAY)
    (after,) = shared_list_after((both,), comparison, TODAY, _ids())
    assert after.outcome is Outcome.OFF
    assert after.disclosure_of(SAM) == Disclosure(person=SAM, stance=Stance.HARD_LIMIT)


def test_a_declined_item_is_raised_again_only_by_its_holder() -> None:
    mine = Answer(activity_id=HUGS, direction=Direction.TOGETHER, stance=Stance.CURIOUS)
    theirs = mine.with_stance(Stance.WANT)
    first = compare(sealed_from(ALEX, (mine,)), sealed_from(SAM, (theirs,)), CATALOGUE, TODAY)
    (item,) = shared_list_after((), first, TODAY, _ids())
    declined = item.evolve(talk=Talk(result=TalkResult.DECLINED, declined_by=ALEX))

    other_asks = compare(
        sealed_from(ALEX, (mine,)), sealed_from(SAM, (theirs.with_stance(Stance.WILLING),)), CATALOGUE, TODAY
    )
    (still,) = shared_list_after((declined,), other_asks, TODAY, _ids())
    assert still.talk.result is TalkResult.DECLINED

    holder_asks = compare(
        sealed_from(ALEX, (mine.with_stance(Stance.WANT),)), sealed_from(SAM, (theirs,)), CATALOGUE, TODAY
    )
    (again,) = shared_list_after((declined,), holder_asks, TODAY, _ids())
    assert again.talk.result is TalkResult.OPEN
    assert again.may_be_proposed


def test_comparing_nothing_with_nothing_shows_nothing() -> None:
    empty = compare(SealedAnswers(person=ALEX, at=NOW), SealedAnswers(person=SAM, at=NOW), CATALOGUE, TODAY)
    assert empty == Comparison(people=(ALEX, SAM))
