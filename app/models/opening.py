"""Opening sealed answers: the table that compares them, and how accepting changes the shared list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from app.models.base import ActivityId, IdSource, ItemId, Model, PersonId
from app.models.catalogue import Catalogue, Direction
from app.models.limits import (
    Disclosure,
    Outcome,
    SharedItem,
    SharedTerm,
    Talk,
    TalkResult,
    limit_outcome,
)
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
    if item is None or not (item.stance.is_yes or item.stance.is_talk or item.stance.is_limit):
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


_ORDER = {
    Outcome.YES: 0,
    Outcome.TALK: 1,
    Outcome.OFFERED: 2,
    Outcome.NOT_NOW: 3,
    Outcome.OFF: 4,
}


def compare(one: SealedAnswers, other: SealedAnswers, catalogue: Catalogue, today: date) -> Comparison:
    """Compare two sealed snapshots: yes first, then what to talk about, limits last."""
    people = (one.person, other.person) if one.person <= other.person else (other.person, one.person)
    sealed = {s.person: {(i.activity_id, i.direction): i for i in s.items} for s in (one, other)}
    opened: list[OpenedPairing] = []
    for entry in catalogue.entries:
        if entry.retired:
            continue
        for pairing in pairings_of(entry.id, entry.directions, people):
            pair = [(p, sealed[p].get((entry.id, pairing.direction_of(p)))) for p in people]
            shown = _open(pairing, pair)
            if shown is not None:
                opened.append(shown)
    opened.sort(key=lambda o: _ORDER[o.outcome])
    return Comparison(people=people, opened=tuple(opened), terms=_terms(one, other, catalogue, today))


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
    if found is PairClass.OFF:
        limits = [(person, item) for person, item in present if item.stance.is_limit]
        disclosures = tuple(Disclosure(person=person, stance=item.stance) for person, item in limits)
        outcome = limit_outcome(d.stance for d in disclosures)
        return OpenedPairing(pairing=pairing, outcome=outcome, disclosures=disclosures)
    disclosures = tuple(
        Disclosure(
            person=person,
            stance=item.stance,
            conditions=item.conditions,
            ceiling=item.ceiling,
        )
        for person, item in present
    )
    return OpenedPairing(pairing=pairing, outcome=Outcome(found.value), disclosures=disclosures)


def _terms(one: SealedAnswers, other: SealedAnswers, catalogue: Catalogue, today: date) -> tuple[SharedTerm, ...]:
    order = {entry.id: n for n, entry in enumerate(catalogue.entries) if not entry.retired}
    terms = [
        SharedTerm(
            person=sealed.person,
            entry_id=term.entry_id,
            words=term.words,
            opened_on=today,
        )
        for sealed in (one, other)
        for term in sealed.terms
        if term.entry_id in order
    ]
    return tuple(sorted(terms, key=lambda t: (order[t.entry_id], t.person)))


def unseen_changes(existing: Iterable[SharedItem], words: Iterable[SharedTerm], comparison: Comparison) -> Comparison:
    """The part of a comparison that accepting it would change on the shared list.

    Each pairing is shown as it will be on the list. So a limit of both that one of them changed shows both
    disclosures, and does not tell whether the partner sealed theirs again.
    """
    before = {item.pairing.key: item for item in existing}
    said = {(term.person, term.entry_id): term.words for term in words}
    return comparison.evolve(
        opened=tuple(
            _as_listed(before.get(opened.pairing.key), opened)
            for opened in comparison.opened
            if _is_new(before.get(opened.pairing.key), opened)
        ),
        terms=tuple(term for term in comparison.terms if said.get((term.person, term.entry_id)) != term.words),
    )


def _as_listed(old: SharedItem | None, opened: OpenedPairing) -> OpenedPairing:
    if old is None:
        return opened
    outcome, disclosures = _merged(old, opened)
    return opened.evolve(outcome=outcome, disclosures=disclosures)


def _is_new(old: SharedItem | None, opened: OpenedPairing) -> bool:
    if old is None:
        return True
    if opened.outcome is Outcome.OFFERED and old.outcome is not Outcome.OFFERED:
        return False
    return (old.outcome, old.disclosures) != _merged(old, opened)


def shared_list_after(
    existing: Iterable[SharedItem],
    comparison: Comparison,
    today: date,
    new_id: IdSource,
) -> tuple[SharedItem, ...]:
    """The shared list after both accepted a comparison.

    A pairing already on the list changes only if both sealed it again, or if a limit was disclosed. One person's
    offer never replaces it.
    """
    before = {item.pairing.key: item for item in existing}
    for opened in comparison.opened:
        old = before.get(opened.pairing.key)
        if old is None:
            before[opened.pairing.key] = SharedItem(
                id=ItemId(new_id()),
                pairing=opened.pairing,
                outcome=opened.outcome,
                disclosures=opened.disclosures,
                opened_on=today,
            )
        elif opened.outcome is not Outcome.OFFERED or old.outcome is Outcome.OFFERED:
            before[opened.pairing.key] = _renewed(old, opened, today)
    return tuple(before.values())


def _renewed(old: SharedItem, opened: OpenedPairing, today: date) -> SharedItem:
    outcome, disclosures = _merged(old, opened)
    # Without a change the day stays: a new day would tell whether the partner sealed theirs again.
    if (old.outcome, old.disclosures) == (outcome, disclosures):
        return old
    return old.evolve(
        outcome=outcome,
        disclosures=disclosures,
        opened_on=today,
        talk=_talk_after(old, opened),
    )


def _merged(old: SharedItem, opened: OpenedPairing) -> tuple[Outcome, tuple[Disclosure, ...]]:
    disclosures = _with_earlier_limits(old, opened)
    limit = opened.outcome.is_limit
    return (limit_outcome(d.stance for d in disclosures) if limit else opened.outcome), disclosures


def _with_earlier_limits(old: SharedItem, opened: OpenedPairing) -> tuple[Disclosure, ...]:
    """Keep the partner's opened limit if only one of them sealed theirs again."""
    if not (old.outcome.is_limit and opened.outcome.is_limit):
        return opened.disclosures
    named = {d.person for d in opened.disclosures}
    kept = tuple(d for d in old.disclosures if d.person not in named)
    return tuple(sorted((*opened.disclosures, *kept), key=lambda d: d.person))


def _talk_after(old: SharedItem, opened: OpenedPairing) -> Talk:
    """A declined item stays declined until its holder discloses something different."""
    if old.talk.result is TalkResult.DECLINED and old.talk.declined_by is not None:
        holder = old.talk.declined_by
        now = next((d for d in opened.disclosures if d.person == holder), None)
        if now is None or now == old.disclosure_of(holder):
            return old.talk
    return Talk()


def shared_terms_after(existing: Iterable[SharedTerm], comparison: Comparison) -> tuple[SharedTerm, ...]:
    """The shared terms after both accepted a comparison. Unchanged words keep the day they were opened on."""
    merged = {(term.person, term.entry_id): term for term in existing}
    for term in comparison.terms:
        before = merged.get((term.person, term.entry_id))
        if before is None or before.words != term.words:
            merged[(term.person, term.entry_id)] = term
    return tuple(merged.values())
