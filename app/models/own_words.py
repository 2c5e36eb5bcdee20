"""Own words in the text of an agreement: filled in from their owner's part where they meet the commitment."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from app.models.aftercare import AftercarePlan
from app.models.base import Model, PersonId
from app.models.clause import Clause, OwnWords
from app.models.limits import Disclosure, SharedItem, limit_outcome
from app.models.outline import Condition, PersonNeeds, PersonRole, PersonWords
from app.models.said_kinds import Disclosed, TalkSaid, TermSaid


def filled_from(clause: Clause, words_of: Callable[[OwnWords], Model | None]) -> Clause:
    """A sealed clause with the words of its holders; marked as taken back if any of them are missing."""
    found = [(own.holder, words_of(own)) for own in clause.own]
    words = [(holder, body) for holder, body in found if body is not None]
    if len(words) < len(found):
        return clause.evolve(is_taken_back=True)
    return with_words(clause, words) if words else clause


def with_words(clause: Clause, words: Iterable[tuple[PersonId, Model]]) -> Clause:
    """A sealed clause with the words of its holders; words of a kind that it doesn't show change nothing."""
    for holder, body in words:
        clause = _with(clause, holder, body)
    return clause


def _with(clause: Clause, holder: PersonId, body: Model) -> Clause:
    match body:
        case PersonNeeds():
            return clause.evolve(needs=body)
        case PersonRole():
            return clause.evolve(role=body)
        case AftercarePlan():
            return clause.evolve(aftercare=body)
        case PersonWords():
            return clause.evolve(text=body.text)
        case TermSaid():
            return clause.evolve(text=body.words)
        case TalkSaid() if clause.item is not None:
            return clause.evolve(text=body.notes)
        case Disclosed():
            return _with_disclosed(clause, holder, body)
    return clause


def _with_disclosed(clause: Clause, holder: PersonId, body: Disclosed) -> Clause:
    if clause.item is not None:
        condition = Condition(person=holder, words=body.conditions)
        return clause.evolve(item=clause.item.evolve(conditions=(*clause.item.conditions, condition)))
    if clause.pairing is None or not body.stance.is_limit:
        return clause
    before = clause.limit.disclosures if clause.limit is not None else ()
    disclosures = (*before, Disclosure(person=holder, stance=body.stance))
    limit = SharedItem(
        pairing=clause.pairing,
        outcome=limit_outcome(said.stance for said in disclosures),
        disclosures=disclosures,
        opened_on=body.day,
    )
    return clause.evolve(limit=limit)
