"""Which rows of the two parts make the shared list, and which rows an opening changes.

Everything here is symmetric in the two people and total: a row that is invalid or lacks its counterpart adds nothing.
A limit and an offer count alone, a yes or a talk only together with the partner's half of the same opening.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from app.models.base import ActivityId, PersonId
from app.models.catalogue import CatalogueEntry, CatalogueKind, Category
from app.models.limits import Disclosure, Outcome, SharedItem, SharedTerm, Talk, TalkResult, limit_outcome
from app.models.opening import Comparison, OpenedPairing, PairClass
from app.models.pairing import Pairing, is_id, pairing_from
from app.models.said import Said
from app.models.said_kinds import Disclosed, OfferedEntry, TalkSaid, TermSaid

_HALVES = (PairClass.TALK, PairClass.YES)
"""The classes that take a half of each; what is narrower first."""
_NO_TALK = Talk()


class RowPlace(NamedTuple):
    """The author, the class and the pairing's key of a row."""

    person: PersonId
    found: PairClass
    key: str


class ListRows(NamedTuple):
    """The rows of both parts about pairings. `words`: the commitment of every offered entry's words, by its id."""

    people: tuple[PersonId, ...]
    disclosed: Mapping[RowPlace, Disclosed]
    talks: Mapping[tuple[PersonId, str], TalkSaid]
    rests: frozenset[str]
    words: Mapping[str, str]


def shared_items_of(rows: ListRows) -> tuple[SharedItem, ...]:
    """The shared list, by key of the pairing. What rests is not on it, unless it is a limit."""
    said: dict[str, dict[RowPlace, Disclosed]] = {}
    for place, body in rows.disclosed.items():
        said.setdefault(place.key, {})[place] = body
    found = (_item(rows, key, said[key]) for key in sorted(said))
    return tuple(item for item in found if item is not None)


def _item(rows: ListRows, key: str, said: Mapping[RowPlace, Disclosed]) -> SharedItem | None:
    pairing = pairing_from(key, rows.people)
    if pairing is None:
        return None
    found = _limits(said)
    if not found and key not in rows.rests:
        found = _opened(said, rows.words.get(pairing.activity_id, ""))
    if not found:
        return None
    outcome, act = _outcome(found), next(iter(found.values())).act
    return SharedItem(
        pairing=pairing,
        outcome=outcome,
        disclosures=tuple(body.disclosed_by(place.person) for place, body in sorted(found.items())),
        opened_on=max(body.day for body in found.values()),
        act=act,
        talk=_talk(rows, key, act),
    )


def _limits(said: Mapping[RowPlace, Disclosed]) -> dict[RowPlace, Disclosed]:
    return {place: body for place, body in said.items() if place.found is PairClass.OFF and body.stance.is_limit}


def _opened(said: Mapping[RowPlace, Disclosed], words: str) -> dict[RowPlace, Disclosed]:
    """Both halves of one opening if they fit together, else what is offered."""
    to_these_words = {place: body for place, body in said.items() if body.entry == words and body.stance.is_open}
    for found in _HALVES:
        halves = {place: body for place, body in to_these_words.items() if place.found is found}
        if len(halves) == 2 and _fit(found, *halves.values()):
            return halves
    return {place: body for place, body in to_these_words.items() if place.found is PairClass.OFFERED}


def _fit(found: PairClass, one: Disclosed, other: Disclosed) -> bool:
    is_yes = one.stance.is_yes and other.stance.is_yes
    is_one_opening = bool(one.act) and (one.act, one.day) == (other.act, other.day)
    return is_one_opening and is_yes == (found is PairClass.YES)


def _outcome(found: Mapping[RowPlace, Disclosed]) -> Outcome:
    shown = next(iter(found)).found
    return limit_outcome(body.stance for body in found.values()) if shown is PairClass.OFF else Outcome(shown.value)


def _talk(rows: ListRows, key: str, act: str) -> Talk:
    one, *others = (rows.talks.get((person, key)) for person in rows.people)
    if one is None or one.act != act or others != [one]:
        return _NO_TALK
    return Talk(result=TalkResult.AGREED if one.agreed else TalkResult.OPEN, notes=one.notes)


def disclosures_of(rows: ListRows, person: PersonId) -> tuple[tuple[Pairing, Disclosure], ...]:
    """What one person disclosed, by key of the pairing, whether or not it is on the shared list."""
    found = {place.key: body for place, body in sorted(rows.disclosed.items()) if place.person == person}
    paired = ((pairing_from(key, rows.people), body.disclosed_by(person)) for key, body in sorted(found.items()))
    return tuple((pairing, said) for pairing, said in paired if pairing is not None)


def after_opening(rows: ListRows, comparison: Comparison, act: str, today: date) -> ListRows:
    """The rows after both accepted a comparison.

    A pairing already on the list changes only if both sealed it again, or if a limit arrives: it removes what the
    partner said before, unless that is a limit as well. One person's offer replaces nothing but their own.
    """
    before = {item.pairing.key: item for item in shared_items_of(rows)}
    disclosed, rests = dict(rows.disclosed), set(rows.rests)
    for opened in comparison.opened:
        key = opened.pairing.key
        if _changes_nothing(before.get(key), opened, rows.rests):
            continue
        words = rows.words.get(opened.pairing.activity_id, "")
        _put(disclosed, opened, {d.person: _body(opened, d, act, today, words) for d in opened.disclosures})
        if opened.outcome in (Outcome.YES, Outcome.TALK):
            rests.discard(key)
    return rows._replace(disclosed=disclosed, rests=frozenset(rests))


def _changes_nothing(old: SharedItem | None, opened: OpenedPairing, rests: frozenset[str]) -> bool:
    if opened.outcome.is_limit:
        return False
    if opened.outcome is Outcome.OFFERED:
        return opened.pairing.key in rests or (old is not None and old.outcome is not Outcome.OFFERED)
    # Without a change the day stays: a new day would tell that both sealed theirs again.
    return old is not None and (old.outcome, old.disclosures) == (opened.outcome, opened.disclosures)


def _put(disclosed: dict[RowPlace, Disclosed], opened: OpenedPairing, bodies: Mapping[PersonId, Disclosed]) -> None:
    key, found = opened.pairing.key, class_of(opened.outcome)
    for place in [place for place in disclosed if place.key == key]:
        is_replaced = place.person in bodies and place.found is not found
        if is_replaced or (found is PairClass.OFF and place.found is not PairClass.OFF):
            del disclosed[place]
    for person, body in bodies.items():
        place = RowPlace(person, found, key)
        before = disclosed.get(place)
        # A row that says the same keeps its day: nobody learns whether its author sealed it again.
        if before is None or found in _HALVES or before.model_copy(update={"day": body.day}) != body:
            disclosed[place] = body


def _body(opened: OpenedPairing, said: Disclosure, act: str, today: date, words: str) -> Disclosed:
    return Disclosed(
        act=act if class_of(opened.outcome) in _HALVES else "",
        stance=said.stance,
        conditions=said.conditions,
        ceiling=said.ceiling,
        entry=words,
        day=today,
    )


def class_of(outcome: Outcome) -> PairClass:
    """The class of an outcome: both kinds of limits are one."""
    return PairClass.OFF if outcome.is_limit else PairClass(outcome.value)


def news_of(rows: ListRows, words: Iterable[SharedTerm], comparison: Comparison, today: date) -> Comparison:
    """The part of a comparison that accepting it would change on the shared list.

    A limit is shown as it will be on the list. So a limit of both that one of them changed shows both disclosures, and
    does not tell whether the partner sealed theirs again.
    """
    before, after = (
        {item.pairing.key: item for item in shared_items_of(each)}
        for each in (rows, after_opening(rows, comparison, "new", today))
    )
    said = {(term.person, term.entry_id): term.words for term in words}
    return comparison.evolve(
        opened=tuple(
            _as_listed(after[opened.pairing.key], opened)
            for opened in comparison.opened
            if _said(after.get(opened.pairing.key)) != _said(before.get(opened.pairing.key))
        ),
        terms=tuple(term for term in comparison.terms if said.get((term.person, term.entry_id)) != term.words),
    )


def _said(item: SharedItem | None) -> tuple[object, ...]:
    return () if item is None else (item.outcome, item.disclosures)


def _as_listed(item: SharedItem, opened: OpenedPairing) -> OpenedPairing:
    return opened.evolve(outcome=item.outcome, disclosures=item.disclosures) if item.outcome.is_limit else opened


def lone_halves(rows: ListRows) -> tuple[tuple[RowPlace, ...], tuple[tuple[PersonId, str], ...]]:
    """Places of halves and talks that count for nothing, as the partner's half or the opened item is missing."""
    acts = {(place.found, place.key, body.act, place.person) for place, body in rows.disclosed.items()}
    lone = tuple(
        place
        for place, body in rows.disclosed.items()
        if place.found in _HALVES
        and not all((place.found, place.key, body.act, person) in acts for person in rows.people)
    )
    live = {(place.key, body.act) for place, body in rows.disclosed.items() if place not in lone}
    talks = tuple(place for place, body in rows.talks.items() if (place[1], body.act) not in live)
    return lone, talks


def shared_terms_of(said: Iterable[Said[TermSaid]], words: Mapping[str, str]) -> tuple[SharedTerm, ...]:
    """Both people's words for terms, by entry, then by person."""
    found = (
        SharedTerm(person=term.author, entry_id=ActivityId(term.key), words=term.body.words)
        for term in said
        if is_id(term.key) and term.body.words.strip() and term.body.entry == words.get(term.key, "")
    )
    return tuple(sorted(found, key=lambda term: (term.entry_id, term.person)))


def offered_entries_of(
    said: Iterable[Said[OfferedEntry]], retired: frozenset[tuple[PersonId, str]]
) -> tuple[CatalogueEntry, ...]:
    """The own entries on the shared list, by id. An id that both claim is nobody's."""
    rows = tuple(said)
    claims = Counter(entry.key for entry in rows)
    found = (
        _entry(entry, (entry.author, entry.key) in retired)
        for entry in rows
        if claims[entry.key] == 1 and _is_own(entry.key) and entry.body.kind is not CatalogueKind.HOUSE_RULE
    )
    return tuple(sorted(found, key=lambda entry: entry.id))


def offered_categories_of(said: Iterable[Said[OfferedEntry]]) -> tuple[Category, ...]:
    """The own categories of offered entries, by id. Of several titles the first in order counts."""
    titles = sorted((entry.body.category, entry.body.category_title) for entry in said if _is_own(entry.body.category))
    return tuple(Category(id=each, title=title, own=True) for each, title in sorted(dict(reversed(titles)).items()))


def _entry(said: Said[OfferedEntry], retired: bool) -> CatalogueEntry:
    words = said.body
    return CatalogueEntry(
        id=ActivityId(said.key),
        category=words.category,
        kind=words.kind,
        title=words.title,
        description=words.description,
        labels=words.labels,
        intensity=words.intensity,
        added_by=said.author,
        retired=retired,
        commitment=said.commitment,
    )


def _is_own(entry_id: str) -> bool:
    return is_id(entry_id) and entry_id.startswith("own.")
