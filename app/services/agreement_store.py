"""Reading agreements from both people's yeses and endings, with everybody's own words filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple

from app.errors import Stale
from app.models.agreement import (
    YES,
    Agreement,
    AgreementState,
    CurrentAgreement,
    Yes,
    agreements_between,
    current_agreement,
    lone_yeses,
    rules_ended,
    still_waiting,
    yes_key,
    yes_of,
)
from app.models.base import Model, PersonId
from app.models.clause import Clause, Document, OwnWords, in_order
from app.models.ending import Ending
from app.models.layout import DraftSources
from app.models.narrower import NARROWER, beside_of, narrower_key
from app.models.outline import Draft
from app.models.own_words import filled_from
from app.models.said import SaidKind, slot_of
from app.models.said_kinds import AFTERCARE, DISCLOSED, ERA, OFFERED, OWN_IN_DRAFTS, TALKED, TERM, PartEra
from app.models.shared_list import class_of
from app.services.clock_check import is_clock_right
from app.services.shared_list import offered_entries
from app.storage.unit_of_work import UnitOfWork

_OWN: tuple[SaidKind[Model], ...] = (*OWN_IN_DRAFTS.values(), AFTERCARE, TERM, OFFERED, *DISCLOSED.values())
OWN_KINDS = {kind.name: kind for kind in _OWN}
"""The kinds whose rows are own words; the text of an agreement holds commitments to them."""
KEPT_KINDS: dict[str, SaidKind[Any]] = {**OWN_KINDS, TALKED.name: TALKED}
"""The kinds whose rows are kept while an agreement reads them: own words, and what both noted in a talk."""


def eras(uow: UnitOfWork) -> tuple[PartEra, ...]:
    """The era of each part, by person."""
    found = ((person, uow.parts.get(person, ERA)) for person in sorted(uow.parts.people))
    return tuple(PartEra(person=person, era=said.body.era) for person, said in found if said is not None)


def space_of(uow: UnitOfWork) -> str:
    """The id of the space that everything is said for, as somebody who is here knows it."""
    states = (uow.parts.state(person) for person in uow.parts.people)
    return next((state.space for state in states if state is not None), "")


def yeses_of(uow: UnitOfWork, draft_id: str) -> tuple[Yes, ...]:
    """Both people's valid yeses to a draft, by person."""

    def find() -> tuple[Yes, ...]:
        space, now = space_of(uow), eras(uow)
        rows = uow.parts.all(YES, f"{draft_id}/")
        found = (yes for row in rows if (yes := yes_of(row, space, now)) is not None)
        return tuple(sorted(found, key=lambda yes: (yes.person, yes.agreement_id)))

    return uow.parts.once((YES.name, draft_id), find)


def all_yeses(uow: UnitOfWork) -> tuple[Yes, ...]:
    """Both people's valid yeses to all drafts."""
    keys = (key for person in uow.parts.people for key in uow.parts.keys(person, YES))
    drafts = sorted({key.partition("/")[0] for key in keys})
    return tuple(yes for draft_id in drafts for yes in yeses_of(uow, draft_id))


def lone_yeses_of(uow: UnitOfWork, draft_id: str) -> tuple[Yes, ...]:
    """The yeses to a draft that are not half of an agreement, waiting or not."""
    return lone_yeses(yeses_of(uow, draft_id), uow.parts.people)


def waiting_yeses(uow: UnitOfWork, draft_id: str, today: date) -> tuple[Yes, ...]:
    """The yeses to a draft that wait for the partner's and that nobody ended; none while the day is in doubt."""
    yeses = lone_yeses_of(uow, draft_id) if is_clock_right(uow, today) else ()
    endings = [ending for yes in yeses if yes.is_waiting(today) for ending in uow.parts.endings(yes.agreement_id)]
    return still_waiting(yeses, endings, today)


def own_yeses(uow: UnitOfWork, person: PersonId, draft_id: str = "") -> tuple[Yes, ...]:
    """A person's own yeses, whatever their eras."""
    rows = uow.parts.of(person, YES, f"{draft_id}/" if draft_id else "")
    found = (yes_of(row, row.body.space, row.body.eras) for row in rows)
    return tuple(yes for yes in found if yes is not None)


def sees_both(uow: UnitOfWork) -> bool:
    """Whether both parts can be read."""
    return len(eras(uow)) == len(uow.parts.people)


class InSight(NamedTuple):
    """What somebody who is here can end: both people's yeses, what two of them agree, and those that are no half."""

    yeses: tuple[Yes, ...]
    agreements: tuple[Agreement, ...]
    lone: tuple[Yes, ...]


def in_sight(uow: UnitOfWork) -> InSight:
    """What can be ended now; while a part cannot be read, what those who are here know of from their own."""
    people = uow.parts.people
    if sees_both(uow):
        yeses = all_yeses(uow)
        return InSight(yeses, agreements_between(yeses, people), lone_yeses(yeses, people))
    yeses = tuple(yes for person in uow.here for yes in own_yeses(uow, person))
    agreed = (Agreement(id=y.agreement_id, document=y.text, agreed_on=y.met) for y in yeses if y.met is not None)
    return InSight(yeses, tuple(agreed), tuple(yes for yes in yeses if yes.met is None))


def find_agreement(uow: UnitOfWork, agreement_id: str) -> Agreement:
    """An agreement, sealed, as far as it can be read now. Raises `Stale` if there is none of that id."""
    found = next((each for each in in_sight(uow).agreements if each.id == agreement_id), None)
    if found is None:
        raise Stale("agreement")
    return found


def agreements_of(uow: UnitOfWork, draft_id: str) -> tuple[Agreement, ...]:
    """The agreements made from a draft, oldest first, sealed."""
    return agreements_between(yeses_of(uow, draft_id), uow.parts.people)


def versions_of(uow: UnitOfWork, draft_id: str, today: date) -> tuple[CurrentAgreement, ...]:
    """All agreements made from a draft as of `today`, newest first."""
    return _all_current(uow, reversed(agreements_of(uow, draft_id)), today)


def all_agreements(uow: UnitOfWork, today: date) -> tuple[CurrentAgreement, ...]:
    """Every agreement as of `today`, the latest first."""
    drafts = groupby(all_yeses(uow), key=lambda yes: yes.text.draft_id)
    found = [agreement for _, said in drafts for agreement in agreements_between(said, uow.parts.people)]
    found.sort(key=lambda agreement: (agreement.agreed_on, agreement.number), reverse=True)
    return _all_current(uow, found, today)


def agreement_now(uow: UnitOfWork, agreement_id: str, today: date) -> CurrentAgreement:
    """An agreement as of `today`. Raises `Stale` if there is none of that id."""
    versions = (version for draft_id in _drafts_of(uow, agreement_id) for version in versions_of(uow, draft_id, today))
    found = next((version for version in versions if version.agreement.id == agreement_id), None)
    if found is None:
        raise Stale("agreement")
    return found


def _all_current(uow: UnitOfWork, agreements: Iterable[Agreement], today: date) -> tuple[CurrentAgreement, ...]:
    found = tuple(agreements)
    named = {agreement.document.rules for agreement in found} - {""}
    rules = {agreement_id: versions_with(uow, agreement_id) for agreement_id in named}
    return tuple(_current(uow, agreement, rules, today) for agreement in found)


def agreed_rules(uow: UnitOfWork, draft_id: str | None, today: date) -> str:
    """The id of the agreement on ground rules that counts today, or empty."""
    if draft_id is None:
        return ""
    versions = versions_of(uow, draft_id, today)
    return next((v.agreement.id for v in versions if v.state is AgreementState.AGREED), "")


def commitments(uow: UnitOfWork, draft: Draft, sources: DraftSources) -> dict[tuple[PersonId, str], str]:
    """The commitments to the own words that the document of a draft may hold, by holder and slot."""
    keys: list[tuple[SaidKind[Model], str]] = [(kind, draft.id) for kind in OWN_IN_DRAFTS.values()]
    keys.append((AFTERCARE, ""))
    keys += [(TERM, term.entry_id) for term in sources.terms]
    keys += [(DISCLOSED[class_of(item.outcome)], item.pairing.key) for item in sources.items]
    keys += [(TALKED, item.pairing.key) for item in sources.items if item.understood]
    found: dict[tuple[PersonId, str], str] = {}
    for kind, key in keys:
        for person in uow.parts.people:
            said = uow.parts.get(person, kind, key)
            if said is not None:
                found[person, slot_of(kind, key)] = said.commitment
    for entry in offered_entries(uow):
        if entry.added_by is not None:
            found[entry.added_by, slot_of(OFFERED, entry.id)] = entry.commitment
    return found


def filled(uow: UnitOfWork, clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    """The clauses with everybody's own words; those whose owner took them back are marked."""
    return tuple(filled_from(clause, partial(_words, uow)) for clause in clauses)


def _with_own_words(uow: UnitOfWork, document: Document) -> Document:
    before = in_order(filled(uow, document.until_then)) if document.until_then else ()
    return document.evolve(clauses=in_order(filled(uow, document.clauses)), until_then=before)


def end_waiting(uow: UnitOfWork, draft_id: str, person: PersonId) -> None:
    """End and erase every yes of a person to a draft that has not met the partner's. No commit."""
    lone = {yes.agreement_id for yes in lone_yeses_of(uow, draft_id)}
    for yes in own_yeses(uow, person, draft_id):
        if yes.met is None or yes.agreement_id in lone:
            uow.parts.end(person, (Ending(yes.agreement_id),))
            uow.parts.erase(person, YES, yes_key(draft_id, yes.agreement_id))


def _current(
    uow: UnitOfWork, agreement: Agreement, rules: Mapping[str, Mapping[str, Agreement]], today: date
) -> CurrentAgreement:
    """An agreement as of `today`. `rules`: the versions of the ground rules that it is read with, by their id."""
    is_day_known = is_clock_right(uow, today)

    def find() -> CurrentAgreement:
        document = _with_own_words(uow, agreement.document)
        current = current_agreement(
            agreement.evolve(document=document),
            uow.parts.endings(agreement.id),
            today,
            rules_ended=bool(document.rules) and _have_ended(uow, document.rules, rules[document.rules], today),
            is_day_known=is_day_known,
        )
        if current.state is not AgreementState.AGREED:
            return current
        narrower = uow.parts.all(NARROWER, narrower_key(agreement.id, ""))
        read_with = rules.get(document.rules, {})
        is_newest = all(other.number <= read_with[document.rules].number for other in read_with.values())
        return current.evolve(beside=beside_of(current.clauses, narrower), rules_changed=not is_newest)

    return uow.parts.once(("current", agreement.id, today, is_day_known), find)


def _have_ended(uow: UnitOfWork, rules_id: str, versions: Mapping[str, Agreement], today: date) -> bool:
    """Whether ground rules no longer guard a scene; they are read with everybody's own words, once for all scenes."""

    def find() -> bool:
        found = dict(versions)
        if rules_id in found:
            found[rules_id] = found[rules_id].evolve(document=_with_own_words(uow, found[rules_id].document))
        return rules_ended(rules_id, found, uow.parts.endings(rules_id), today)

    return uow.parts.once(("rules", rules_id, today), find)


def versions_with(uow: UnitOfWork, agreement_id: str) -> dict[str, Agreement]:
    """The agreements by id that were made from the draft of this one; none if it is missing."""
    return {each.id: each for draft_id in _drafts_of(uow, agreement_id) for each in agreements_of(uow, draft_id)}


def _drafts_of(uow: UnitOfWork, agreement_id: str) -> tuple[str, ...]:
    """The drafts that name an agreement in the key of a yes, right or wrong; reads nothing but keys."""
    keys = (key for person in uow.parts.people for key in uow.parts.keys(person, YES))
    found = (draft_id for draft_id, _, own_id in (key.partition("/") for key in keys) if own_id == agreement_id)
    return tuple(dict.fromkeys(found))


def _words(uow: UnitOfWork, own: OwnWords) -> Model | None:
    name, _, key = own.slot.partition("/")
    kind = KEPT_KINDS.get(name)
    if kind is None:
        return None
    if kind is OFFERED:
        # Pages take the words of an entry from the list: what was agreed is read with no other words than these.
        said = uow.parts.get(own.holder, OFFERED, key)
        return said.body if said is not None and said.commitment == own.commitment else None
    return uow.parts.words(own.holder, kind, key, own.commitment)
