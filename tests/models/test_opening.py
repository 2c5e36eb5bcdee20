"""The class table and what an opening discloses."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from app.models.answer import STANCES, Answer, Stance, Visibility
from app.models.base import ActivityId, PersonId
from app.models.catalogue import CatalogueEntry, CatalogueKind, Direction
from app.models.limits import Outcome
from app.models.opening import AnswerClass, Comparison, PairClass, answer_class, compare, pair_class
from app.models.sealing import SealedAnswers, SealedItem, SealedTerm
from tests.models.strategies import ALEX, CATALOGUE, SAM, answer_lists, sealed, sealed_from

HUGS = ActivityId("touch.hugs")

TABLE = {
    ("Ym", "Ym"): "yes", ("Ym", "Ya"): "yes", ("Ya", "Ya"): "yes",
    ("Ym", "Tm"): "talk", ("Ym", "Ta"): "talk", ("Ya", "Tm"): "talk", ("Ya", "Ta"): "talk",
    ("Tm", "Tm"): "talk", ("Tm", "Ta"): "talk", ("Ta", "Ta"): "talk",
    ("Ym", "L"): "off", ("Ya", "L"): "off", ("Tm", "L"): "off", ("Ta", "L"): "off", ("L", "L"): "off",
    ("L", "0"): "off", ("Ym", "0"): "-", ("Tm", "0"): "-", ("0", "0"): "-",
    ("Ya", "0"): "offered", ("Ta", "0"): "offered",
}  # fmt: skip


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
        hidden = visibility is Visibility.NEVER or stance not in STANCES
        assert (side is AnswerClass.NOTHING) == hidden


@given(sealed(ALEX), sealed(SAM))
def test_comparing_is_symmetric(one: SealedAnswers, other: SealedAnswers) -> None:
    assert compare(one, other, CATALOGUE) == compare(other, one, CATALOGUE)


@given(sealed(ALEX), sealed(SAM))
def test_shared_yeses_come_first_and_limits_last(one: SealedAnswers, other: SealedAnswers) -> None:
    order = [Outcome.YES, Outcome.TALK, Outcome.OFFERED, Outcome.NOT_NOW, Outcome.OFF]
    shown = [order.index(opened.outcome) for opened in compare(one, other, CATALOGUE).opened]
    assert shown == sorted(shown)


@given(answer_lists(), answer_lists())
def test_what_is_withheld_leaves_the_comparison_identical(mine: tuple[Answer, ...], theirs: tuple[Answer, ...]) -> None:
    """An answer set to never, or never given, leaves the same joint screen."""
    withheld = tuple(a.evolve(visibility=Visibility.NEVER) for a in mine)
    other = sealed_from(SAM, theirs)
    with_withheld = compare(sealed_from(ALEX, withheld), other, CATALOGUE)
    without = compare(sealed_from(ALEX, ()), other, CATALOGUE)
    assert with_withheld == without


@given(answer_lists(), answer_lists(), st.data())
def test_a_mutual_answer_met_by_nothing_leaves_no_trace(
    mine: tuple[Answer, ...], theirs: tuple[Answer, ...], data: st.DataObject
) -> None:
    """Whatever is unmatched and 'if mutual' could be anything without the comparison changing."""
    one, other = sealed_from(ALEX, mine), sealed_from(SAM, theirs)
    shown = compare(one, other, CATALOGUE)
    seen = {(o.pairing.activity_id, o.pairing.direction_of(ALEX)) for o in shown.opened}
    unseen = [i for i in one.items if (i.activity_id, i.direction) not in seen]
    gone = data.draw(st.sets(st.sampled_from(unseen))) if unseen else set()
    fewer = one.evolve(items=tuple(i for i in one.items if i not in gone))
    assert compare(fewer, other, CATALOGUE) == shown


@given(sealed(ALEX), sealed(SAM))
def test_a_limit_hides_what_it_meets(one: SealedAnswers, other: SealedAnswers) -> None:
    for opened in compare(one, other, CATALOGUE).opened:
        if opened.outcome.is_limit:
            assert all(d.stance.is_limit and not d.conditions and d.ceiling is None for d in opened.disclosures)


@given(sealed(ALEX), sealed(SAM))
def test_a_shared_yes_takes_two_yeses(one: SealedAnswers, other: SealedAnswers) -> None:
    for opened in compare(one, other, CATALOGUE).of(Outcome.YES):
        assert len(opened.disclosures) == 2
        assert all(d.stance.is_yes for d in opened.disclosures)


def test_comparing_nothing_with_nothing_shows_nothing() -> None:
    empty = compare(SealedAnswers(person=ALEX), SealedAnswers(person=SAM), CATALOGUE)
    assert empty == Comparison(people=(ALEX, SAM))


def test_what_was_sealed_on_other_words_counts_for_nothing() -> None:
    """The words of an offered entry are what its commitment says; ids may be used again."""
    entry = CatalogueEntry(id=ActivityId("own.a"), category="touch", title="Reading aloud", commitment="these")
    term = CatalogueEntry(
        id=ActivityId("own.t"), category="touch", title="Names", kind=CatalogueKind.TERM, commitment="these"
    )
    catalogue = CATALOGUE.with_entries((), (entry, term))

    def snapshot(person: PersonId, words: str) -> SealedAnswers:
        item = SealedItem(
            activity_id=entry.id, direction=Direction.TOGETHER, stance=Stance.WANT, always=True, entry=words
        )
        said = SealedTerm(entry_id=term.id, words="mine", entry=words)
        return SealedAnswers(person=person, items=(item,), terms=(said,))

    for words, outcomes, people in (
        ("these", [Outcome.YES], [ALEX, SAM]),
        ("others", [Outcome.OFFERED], [ALEX]),
        ("", [Outcome.OFFERED], [ALEX]),
    ):
        found = compare(snapshot(ALEX, "these"), snapshot(SAM, words), catalogue)
        assert [opened.outcome for opened in found.opened] == outcomes
        assert [said.person for said in found.terms] == people
