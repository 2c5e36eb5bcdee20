"""Opening sealed answers: the table that compares them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TypeVar

from app.models.base import ActivityId, Model, PersonId
from app.models.catalogue import Catalogue, Direction
from app.models.limits import Disclosure, Outcome, SharedItem, SharedTerm, limit_outcome
from app.models.pairing import Pairing
from app.models.sealing import SealedAnswers, SealedItem


class AnswerClass(StrEnum):
    """The class of one person's sealed answer to one side."""

    YES_MUTUAL = "Ym"
    YES_ALWAYS = "Ya"
    TALK_MUTUAL = "Tm"
    TALK_ALWAYS = "Ta"
    LIMIT = "L"
    NOTHING = "0"


_YES = frozenset({AnswerClass.YES_MUTUAL, AnswerClass.YES_ALWAYS})
_ALWAYS = frozenset({AnswerClass.YES_ALWAYS, AnswerClass.TALK_ALWAYS})


class PairClass(StrEnum):
    """What the table says about two answers."""

    YES = "yes"
    TALK = "talk"
    OFF = "off"
    OFFERED = "offered"
    NOTHING = "-"


def answer_class(item: SealedItem | None) -> AnswerClass:
    """The class of one sealed answer; None is an answer that was not sealed."""
    if item is None or not (item.stance.is_open or item.stance.is_limit):
        return AnswerClass.NOTHING
    if item.stance.is_limit:
        return AnswerClass.LIMIT
    if item.stance.is_yes:
        return AnswerClass.YES_ALWAYS if item.always else AnswerClass.YES_MUTUAL
    return AnswerClass.TALK_ALWAYS if item.always else AnswerClass.TALK_MUTUAL


def pair_class(one: AnswerClass, other: AnswerClass) -> PairClass:
    """The table: it covers every pair of classes and is symmetric."""
    sides = (one, other)
    if AnswerClass.LIMIT in sides:
        return PairClass.OFF
    if AnswerClass.NOTHING in sides:
        return PairClass.OFFERED if any(side in _ALWAYS for side in sides) else PairClass.NOTHING
    return PairClass.YES if all(side in _YES for side in sides) else PairClass.TALK


class OpenedPairing(Model):
    """One pairing as the comparison shows it."""

    pairing: Pairing
    outcome: Outcome
    disclosures: tuple[Disclosure, ...]


class Comparison(Model):
    """Everything an opening shows, in order. Answers without a match are not in it."""

    people: tuple[PersonId, PersonId]
    opened: tuple[OpenedPairing, ...] = ()
    terms: tuple[SharedTerm, ...] = ()

    def of(self, *outcomes: Outcome) -> tuple[OpenedPairing, ...]:
        """The pairings with these outcomes."""
        return tuple(opened for opened in self.opened if opened.outcome in outcomes)


P = TypeVar("P", OpenedPairing, SharedItem)


def by_activity(pairings: Iterable[P]) -> tuple[tuple[P, ...], ...]:
    """Both directions of an activity together, in the order of the first."""
    found: dict[ActivityId, list[P]] = {}
    for each in pairings:
        found.setdefault(each.pairing.activity_id, []).append(each)
    return tuple(tuple(together) for together in found.values())


def compare(one: SealedAnswers, other: SealedAnswers, catalogue: Catalogue) -> Comparison:
    """Compare two sealed snapshots: yes first, then what to talk about, limits last.

    What was sealed on other words than the entry has now counts for nothing.
    """
    people = (one.person, other.person) if one.person <= other.person else (other.person, one.person)
    sealed = {s.person: {(i.activity_id, i.direction, i.entry): i for i in s.items} for s in (one, other)}
    opened: list[OpenedPairing] = []
    for entry in catalogue.entries:
        if entry.retired:
            continue
        for pairing in pairings_of(entry.id, entry.directions, people):
            pair = [(p, sealed[p].get((entry.id, pairing.direction_of(p), entry.commitment))) for p in people]
            shown = _open(pairing, pair)
            if shown is not None:
                opened.append(shown)
    order = list(Outcome)
    opened.sort(key=lambda o: order.index(o.outcome))
    return Comparison(people=people, opened=tuple(opened), terms=_terms(one, other, catalogue))


def pairings_of(
    activity_id: ActivityId,
    directions: Sequence[Direction],
    people: tuple[PersonId, PersonId],
) -> tuple[Pairing, ...]:
    """The pairings of an activity between two people."""
    if not directions:
        return ()
    if directions == (Direction.TOGETHER,):
        return (Pairing(activity_id=activity_id),)
    return tuple(Pairing(activity_id=activity_id, active=person) for person in people)


def _open(pairing: Pairing, pair: Sequence[tuple[PersonId, SealedItem | None]]) -> OpenedPairing | None:
    found = pair_class(answer_class(pair[0][1]), answer_class(pair[1][1]))
    present = [(person, item) for person, item in pair if item is not None]
    if found is PairClass.NOTHING:
        return None
    disclosures = tuple(item.disclosed_by(person) for person, item in present)
    if found is PairClass.OFF:
        disclosures = tuple(each for each in disclosures if each.stance.is_limit)
        outcome = limit_outcome(each.stance for each in disclosures)
    else:
        outcome = Outcome(found.value)
    return OpenedPairing(pairing=pairing, outcome=outcome, disclosures=disclosures)


def _terms(one: SealedAnswers, other: SealedAnswers, catalogue: Catalogue) -> tuple[SharedTerm, ...]:
    order = {(entry.id, entry.commitment): n for n, entry in enumerate(catalogue.entries) if not entry.retired}
    found = [
        (order[term.entry_id, term.entry], SharedTerm(person=sealed.person, entry_id=term.entry_id, words=term.words))
        for sealed in (one, other)
        for term in sealed.terms
        if (term.entry_id, term.entry) in order
    ]
    return tuple(term for _, term in sorted(found, key=lambda each: (each[0], each[1].person)))
