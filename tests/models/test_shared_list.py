"""Which rows make the shared list, whatever rows there are, and what an opening changes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.models.answer import Answer, Ceiling, Stance, Visibility
from app.models.base import ActivityId, PersonId
from app.models.catalogue import CatalogueKind, Direction, SideLabels
from app.models.limits import Disclosure, Outcome, Talk, TalkResult
from app.models.opening import Comparison, PairClass, compare
from app.models.pairing import Pairing
from app.models.said import Said
from app.models.said_kinds import DISCLOSED, Disclosed, OfferedEntry, TalkSaid, TermSaid
from app.models.sealing import SealedAnswers
from app.models.shared_list import (
    ListRows,
    RowPlace,
    after_opening,
    lone_halves,
    news_of,
    offered_categories_of,
    offered_entries_of,
    shared_items_of,
    shared_terms_of,
)
from tests.models.strategies import ALEX, CATALOGUE, PEOPLE, SAM, TODAY, sealed, sealed_from

HUGS = ActivityId("touch.hugs")
KEY = Pairing(activity_id=HUGS).key
SWAPPED = {ALEX: SAM, SAM: ALEX}
NOTHING = ListRows(PEOPLE, {}, {}, frozenset(), {})

keys = st.sampled_from([KEY, f"touch.massage|{ALEX}", f"touch.massage|{SAM}", "own.a|", "own.gone|", "Ä|", "x", ""])
bodies = st.builds(
    Disclosed,
    act=st.sampled_from(["", "one", "two"]),
    stance=st.sampled_from(list(Stance)),
    conditions=st.sampled_from(["", "slowly"]),
    ceiling=st.none() | st.sampled_from(list(Ceiling)),
    entry=st.sampled_from(["", "words", "other words"]),
    day=st.sampled_from([TODAY, TODAY - timedelta(days=9)]),
)
places = st.builds(RowPlace, st.sampled_from(PEOPLE), st.sampled_from(list(DISCLOSED)), keys)
talks = st.builds(TalkSaid, act=st.sampled_from(["", "one", "two"]), agreed=st.booleans(), notes=st.sampled_from("ab"))


@st.composite
def any_rows(draw: st.DrawFn) -> ListRows:
    """Rows that nobody may ever have written, in any mixture."""
    return ListRows(
        people=PEOPLE,
        disclosed=draw(st.dictionaries(places, bodies, max_size=8)),
        talks=draw(st.dictionaries(st.tuples(st.sampled_from(PEOPLE), keys), talks, max_size=4)),
        rests=frozenset(draw(st.lists(keys, max_size=2))),
        words={"own.a": "words"},
    )


def swapped(rows: ListRows) -> ListRows:
    """The same rows with the two people exchanged."""
    return rows._replace(
        people=rows.people[::-1],
        disclosed={p._replace(person=SWAPPED[p.person], key=_swap(p.key)): b for p, b in rows.disclosed.items()},
        talks={(SWAPPED[person], _swap(key)): body for (person, key), body in rows.talks.items()},
        rests=frozenset(map(_swap, rows.rests)),
    )


def _swap(key: str) -> str:
    activity, bar, active = key.partition("|")
    return f"{activity}{bar}{SWAPPED.get(PersonId(active), active)}"


@given(any_rows())
def test_the_list_is_symmetric_in_the_two_people(rows: ListRows) -> None:
    def said(of: ListRows, names: Mapping[PersonId, PersonId]) -> set[object]:
        return {
            (
                item.pairing.activity_id,
                names.get(item.pairing.active) if item.pairing.active else None,
                item.outcome,
                frozenset((names[d.person], d.stance, d.conditions, d.ceiling) for d in item.disclosures),
                item.opened_on,
                item.talk,
            )
            for item in shared_items_of(of)
        }

    assert said(rows, {ALEX: ALEX, SAM: SAM}) == said(swapped(rows), SWAPPED)


@given(any_rows())
def test_nothing_is_a_yes_or_a_talk_without_both_halves_of_one_opening(rows: ListRows) -> None:
    for item in shared_items_of(rows):
        said = {place: body for place, body in rows.disclosed.items() if place.key == item.pairing.key}
        found = PairClass.OFF if item.outcome.is_limit else PairClass(item.outcome.value)
        used = {place.person: body for place, body in said.items() if place.found is found}
        assert set(item.holders) <= used.keys()
        if item.outcome in (Outcome.YES, Outcome.TALK):
            assert item.holders == PEOPLE
            assert used[ALEX].act == used[SAM].act == item.act != ""
            assert item.pairing.key not in rows.rests
        if item.talk != Talk():
            assert rows.talks[ALEX, item.id] == rows.talks[SAM, item.id]


@given(any_rows(), places, bodies)
def test_a_limit_stays_whatever_is_added_or_removed_beside_it(rows: ListRows, place: RowPlace, body: Disclosed) -> None:
    limit = RowPlace(ALEX, PairClass.OFF, KEY)
    mine = Disclosed(act="", stance=Stance.HARD_LIMIT, day=TODAY)
    if place == limit:
        return
    for more in ({place: body}, {}):
        changed = rows._replace(disclosed={**rows.disclosed, **more, limit: mine})
        (item,) = (item for item in shared_items_of(changed) if item.pairing.key == KEY)
        assert (item.outcome, item.disclosure_of(ALEX)) == (
            Outcome.OFF,
            Disclosure(person=ALEX, stance=Stance.HARD_LIMIT),
        )


@given(any_rows(), st.data())
def test_a_row_less_changes_one_item_at_most(rows: ListRows, data: st.DataObject) -> None:
    if not rows.disclosed:
        return
    gone = data.draw(st.sampled_from(sorted(rows.disclosed)))
    fewer = rows._replace(disclosed={p: b for p, b in rows.disclosed.items() if p != gone})
    before, after = ({i.id: i for i in shared_items_of(each)} for each in (rows, fewer))
    assert {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)} <= {gone.key}


@given(any_rows())
def test_lone_halves_add_nothing(rows: ListRows) -> None:
    halves, lone_talks = lone_halves(rows)
    kept = rows._replace(
        disclosed={place: body for place, body in rows.disclosed.items() if place not in halves},
        talks={place: body for place, body in rows.talks.items() if place not in lone_talks},
    )
    assert shared_items_of(kept) == shared_items_of(rows)
    assert all(place.found in (PairClass.YES, PairClass.TALK) for place in halves)


def opened(rows: ListRows, comparison: Comparison, act: str = "act", days: int = 0) -> ListRows:
    return after_opening(rows, comparison, act, TODAY + timedelta(days=days))


@given(sealed(ALEX), sealed(SAM))
def test_the_list_after_a_first_opening_is_what_it_showed(one: SealedAnswers, other: SealedAnswers) -> None:
    comparison = compare(one, other, CATALOGUE)
    items = {item.pairing: item for item in shared_items_of(opened(NOTHING, comparison))}
    assert items.keys() == {shown.pairing for shown in comparison.opened}
    for shown in comparison.opened:
        assert (items[shown.pairing].outcome, items[shown.pairing].disclosures) == (shown.outcome, shown.disclosures)
    assert news_of(NOTHING, (), comparison, TODAY) == comparison


@given(sealed(ALEX), sealed(SAM), sealed(ALEX), sealed(SAM))
def test_after_any_two_openings_news_is_what_changed(
    one: SealedAnswers, other: SealedAnswers, one_again: SealedAnswers, other_again: SealedAnswers
) -> None:
    before = opened(NOTHING, compare(one, other, CATALOGUE), "first")
    comparison = compare(one_again, other_again, CATALOGUE)
    after = opened(before, comparison, "second", days=9)
    was, now = ({item.pairing: item for item in shared_items_of(rows)} for rows in (before, after))
    assert was.keys() <= now.keys()
    news = {shown.pairing for shown in news_of(before, (), comparison, TODAY).opened}
    assert news == {
        pairing
        for pairing, item in now.items()
        if pairing not in was or (was[pairing].outcome, was[pairing].disclosures) != (item.outcome, item.disclosures)
    }
    for pairing in now.keys() - news:
        assert now[pairing] == was[pairing], "what is no news keeps its day, its act and its talk"
    assert opened(after, comparison, "third", days=20) == after
    assert not any(lone_halves(after))


@given(sealed(ALEX), sealed(SAM), sealed(ALEX))
def test_one_person_alone_replaces_nothing_but_by_a_limit(
    one: SealedAnswers, other: SealedAnswers, again: SealedAnswers
) -> None:
    """What only one sealed again leaves the list as it was, except for that person's own limits and offers."""
    before = opened(NOTHING, compare(one, other, CATALOGUE))
    after = opened(before, compare(again, SealedAnswers(person=SAM), CATALOGUE), "second")
    now = {item.pairing.key: item for item in shared_items_of(after)}
    for item in shared_items_of(before):
        changed = now[item.pairing.key]
        is_own_limit = changed.outcome.is_limit and changed.disclosure_of(ALEX) is not None
        assert changed == item or is_own_limit or item.outcome is Outcome.OFFERED
    assert {p for p, b in after.disclosed.items() if p.person == SAM and before.disclosed.get(p) != b} == set()


def test_the_partners_limit_stays_when_one_softens_alone() -> None:
    hard = Disclosed(act="", stance=Stance.HARD_LIMIT, day=TODAY)
    both = NOTHING._replace(disclosed={RowPlace(person, PairClass.OFF, KEY): hard for person in PEOPLE})
    softer = Answer(
        activity_id=HUGS, direction=Direction.TOGETHER, stance=Stance.SOFT_LIMIT, visibility=Visibility.ALWAYS
    )
    comparison = compare(sealed_from(ALEX, (softer,)), SealedAnswers(person=SAM), CATALOGUE)
    after = opened(both, comparison, days=9)
    (item,) = shared_items_of(after)
    assert item.outcome is Outcome.OFF
    assert item.disclosure_of(SAM) == Disclosure(person=SAM, stance=Stance.HARD_LIMIT)
    assert after.disclosed[RowPlace(SAM, PairClass.OFF, KEY)] == hard, "nobody learns whether Sam sealed it again"


def test_what_rests_is_opened_again_only_by_both() -> None:
    mine = Answer(activity_id=HUGS, direction=Direction.TOGETHER, stance=Stance.CURIOUS)
    both = compare(sealed_from(ALEX, (mine,)), sealed_from(SAM, (mine,)), CATALOGUE)
    rests = opened(NOTHING, both)._replace(rests=frozenset({KEY}))
    assert shared_items_of(rests) == ()
    always = mine.evolve(visibility=Visibility.ALWAYS)
    offered = compare(sealed_from(ALEX, (always,)), SealedAnswers(person=SAM), CATALOGUE)
    assert opened(rests, offered) == rests
    assert news_of(rests, (), offered, TODAY).opened == ()
    assert news_of(rests, (), both, TODAY) == both
    assert [item.outcome for item in shared_items_of(opened(rests, both, "second"))] == [Outcome.TALK]


def halves(found: PairClass, *bodies: Disclosed) -> ListRows:
    return NOTHING._replace(disclosed={RowPlace(p, found, KEY): b for p, b in zip(PEOPLE, bodies, strict=True)})


def test_two_halves_count_where_they_are_of_one_opening_and_of_its_class() -> None:
    want, curious = (Disclosed(act="a", stance=stance, day=TODAY) for stance in (Stance.WANT, Stance.CURIOUS))
    assert [item.outcome for item in shared_items_of(halves(PairClass.YES, want, want))] == [Outcome.YES]
    assert [item.outcome for item in shared_items_of(halves(PairClass.TALK, want, curious))] == [Outcome.TALK]
    for found, one, other in (
        (PairClass.YES, want, want.evolve(act="b")),
        (PairClass.YES, want, want.evolve(day=TODAY - timedelta(days=1))),
        (PairClass.YES, want.evolve(act=""), want.evolve(act="")),
        (PairClass.YES, want, curious),
        (PairClass.YES, want, want.evolve(stance=Stance.NOT_APPLICABLE)),
        (PairClass.YES, want, want.evolve(stance=Stance.HARD_LIMIT)),
        (PairClass.YES, want, want.evolve(entry="words of an entry that has none")),
        (PairClass.TALK, want, want),
        (PairClass.TALK, curious, curious.evolve(act="b")),
        (PairClass.OFF, want, want),
    ):
        assert shared_items_of(halves(found, one, other)) == shared_items_of(halves(found, other, one)) == ()


def test_a_talk_counts_where_both_noted_the_same_of_this_opening() -> None:
    curious = Disclosed(act="a", stance=Stance.CURIOUS, day=TODAY)
    said = TalkSaid(act="a", agreed=True, notes="slowly")
    rows = halves(PairClass.TALK, curious, curious)._replace(talks={(ALEX, KEY): said, (SAM, KEY): said})
    assert [item.talk for item in shared_items_of(rows)] == [Talk(result=TalkResult.AGREED, notes="slowly")]
    other_act = said.evolve(act="b")
    assert [item.talk for item in shared_items_of(rows._replace(talks=dict.fromkeys(rows.talks, other_act)))] == [
        Talk()
    ]
    for spoilt in (other_act, said.evolve(agreed=False), said.evolve(notes="fast"), None):
        noted = {(ALEX, KEY): said, **({(SAM, KEY): spoilt} if spoilt else {})}
        assert [item.talk for item in shared_items_of(rows._replace(talks=noted))] == [Talk()]


def offer(person: PersonId, key: str, **changes: object) -> Said[OfferedEntry]:
    body = OfferedEntry(
        kind=CatalogueKind.ACTIVITY,
        title="Reading",
        labels=SideLabels.NONE,
        intensity=False,
        category="own.c",
        category_title="Evenings",
    )
    return Said(person, key, body.evolve(**changes), f"commitment of {key}", 1)


def test_nobody_offers_a_house_rule_a_built_in_entry_or_what_the_partner_offers() -> None:
    good = offer(ALEX, "own.good")
    said = (
        good,
        offer(SAM, "own.rule", kind=CatalogueKind.HOUSE_RULE),
        offer(SAM, "touch.hugs"),
        offer(SAM, "own.Ä"),
        offer(ALEX, "own.both"),
        offer(SAM, "own.both"),
    )
    (entry,) = offered_entries_of(said, frozenset({(SAM, "own.good")}))
    assert (entry.id, entry.added_by, entry.retired) == ("own.good", ALEX, False)
    assert entry.commitment == good.commitment
    assert [entry.retired for entry in offered_entries_of((good,), frozenset({(ALEX, "own.good")}))] == [True]


def test_own_categories_come_with_their_entries() -> None:
    said = (offer(ALEX, "own.a"), offer(SAM, "own.b", category_title="Abc"), offer(SAM, "own.d", category="touch"))
    assert [(each.id, each.title) for each in offered_categories_of(said)] == [("own.c", "Abc")]
    assert offered_categories_of(said[::-1]) == offered_categories_of(said)


def test_words_for_a_term_count_for_the_term_they_were_about() -> None:
    said = (
        Said(SAM, "own.t", TermSaid(words="mine", entry="words"), "", 1),
        Said(ALEX, "own.t", TermSaid(words="about other words", entry="other"), "", 1),
        Said(ALEX, "language.avoid", TermSaid(words="pets"), "", 1),
        Said(SAM, "language.avoid", TermSaid(words=" "), "", 1),
        Said(SAM, "x|", TermSaid(words="junk"), "", 1),
    )
    found = shared_terms_of(said, {"own.t": "words"})
    assert [(term.person, term.entry_id) for term in found] == [(ALEX, "language.avoid"), (SAM, "own.t")]
