"""A yes, the agreement that two of them make, and how it ends: by a date, or because somebody ended it."""

from __future__ import annotations

import hashlib
import json
from calendar import monthrange
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

from pydantic import field_validator

from app.models.answer import Ceiling
from app.models.base import Day, ItemId, Model, PersonId, countable
from app.models.canonical import NotCanonical, encode
from app.models.clause import Clause, ClauseKind, Document
from app.models.ending import DAY_PASSED, Ending
from app.models.narrower import Beside
from app.models.outline import DraftKind, DraftSection, Scope
from app.models.pause import counting
from app.models.said import Said, SaidKind
from app.models.said_kinds import PartEra

DEFAULT_REVIEW_MONTHS = 3
MOST_REVIEW_MONTHS = {DraftKind.GROUND_RULES: 12, DraftKind.SCENE: 6}
"""How many months ahead the review of a text may be, at most; the text holds until then."""
WAITING_DAYS = 14
"""How long a yes waits for the partner's."""


class YesSaid(Model):
    """A yes to a text, in the part of the person who says it. `met`: the day both had said it and were here."""

    draft_id: ItemId
    act: str
    space: str
    eras: tuple[PartEra, ...]
    text: Document
    on: Day
    met: Day | None = None

    @field_validator("text")
    @classmethod
    def _has_a_day(cls, text: Document) -> Document:
        if text.review_on is not None:
            countable(text.review_on)
        return text


YES = SaidKind("yes", YesSaid)
"""Key: the draft's id and the agreement's, with a slash between."""


class Yes(Model):
    """One person's yes to one text, with the id of the agreement that it makes with the same yes of their partner.

    `n`: of two yeses of a person the later one has the higher number.
    """

    person: PersonId
    agreement_id: ItemId
    text: Document
    act: str
    on: date
    met: date | None
    n: int = 0

    @property
    def clauses(self) -> frozenset[str]:
        """The digests of everything that it says yes to."""
        return frozenset(clause.digest for clause in self.text.clauses)

    @property
    def waits_until(self) -> date:
        """The last day on which it waits for the partner's: 14 days on, or the day of the text if that is sooner."""
        last = self.on + timedelta(days=WAITING_DAYS)
        return last if self.text.review_on is None else min(last, self.text.review_on)

    def is_waiting(self, today: date) -> bool:
        """Whether a yes without the partner's still waits."""
        return self.on <= today <= self.waits_until

    def has_expired(self, today: date) -> bool:
        """Whether the partner's yes has not come in time."""
        return self.met is None and today > self.waits_until


def agreement_id_of(said: YesSaid) -> ItemId:
    """The id of an agreement: SHA-256, as hex, over space, both eras, draft, act and text. Raises `NotCanonical`."""
    about = [said.space, [[era.person, era.era] for era in said.eras], said.draft_id, said.act]
    head = json.dumps(about, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    return ItemId(hashlib.sha256(b"accord/agreement/v1\0" + head + b"\0" + encode(said.text)).hexdigest())


def yes_of(row: Said[YesSaid], space: str, eras: Sequence[PartEra]) -> Yes | None:
    """The yes that a row says; None if it is for a different space or era, or is not stored under its own id."""
    said = row.body
    if (said.space, said.eras) != (space, tuple(eras)) or said.text.draft_id != said.draft_id:
        return None
    try:
        own_id = agreement_id_of(said)
    except NotCanonical:
        return None
    if row.key != yes_key(said.draft_id, own_id) or said.text != said.text.sealed:
        return None
    return Yes(person=row.author, agreement_id=own_id, text=said.text, act=said.act, on=said.on, met=said.met, n=row.n)


def yes_key(draft_id: str, agreement_id: str) -> str:
    """The key of a yes in its author's part."""
    return f"{draft_id}/{agreement_id}"


def still_waiting(yeses: Iterable[Yes], endings: Iterable[Ending], today: date) -> tuple[Yes, ...]:
    """The yeses that wait for the partner's and that nobody ended."""
    ended = {ending.agreement for ending in endings if not ending.clause}
    return tuple(yes for yes in yeses if yes.is_waiting(today) and yes.agreement_id not in ended)


def dated(document: Document, waiting: Iterable[Yes], default: date) -> Document:
    """The text with a day for its review: the day that the draft names, or that a first reading set, else the default.

    The second reader reads the same text with the same day.
    """
    if document.review_on is not None or document.scope is Scope.ONCE:
        return document
    for yes in waiting:
        same = document.evolve(review_on=yes.text.review_on)
        if same.sealed == yes.text:
            return same
    return document.evolve(review_on=default)


class Agreement(Model):
    """A text that both said yes to while both were here. `number` counts the agreements made from its draft."""

    id: ItemId
    number: int = 1
    document: Document
    agreed_on: date


def agreements_between(yeses: Iterable[Yes], people: Collection[PersonId]) -> tuple[Agreement, ...]:
    """The agreements of one draft, oldest first: both hold the same yes, and both mark it as met on the same day."""
    ordered = sorted((yes for yes in yeses if yes.met is not None), key=lambda yes: yes.agreement_id)
    found: list[tuple[date, int, Agreement]] = []
    for agreement_id, group in groupby(ordered, key=lambda yes: yes.agreement_id):
        said = {yes.person: yes for yes in group}
        days = {yes.met for yes in said.values()}
        if len(people) > 1 and said.keys() == set(people) and len(days) == 1:
            one = said[min(said)]
            assert one.met is not None
            found.append((one.met, one.n, Agreement(id=agreement_id, document=one.text, agreed_on=one.met)))
    found.sort(key=lambda each: (each[0], each[1], each[2].id))
    return tuple(agreement.evolve(number=number) for number, (_day, _n, agreement) in enumerate(found, start=1))


def lone_yeses(yeses: Iterable[Yes], people: Collection[PersonId]) -> tuple[Yes, ...]:
    """The yeses that are not half of an agreement, including one marked as met whose counterpart was not."""
    given = tuple(yeses)
    agreed = {agreement.id for agreement in agreements_between(given, people)}
    return tuple(yes for yes in given if yes.agreement_id not in agreed)


def default_review(today: date, months: int = DEFAULT_REVIEW_MONTHS) -> date:
    """The same day some months later, or that month's last day."""
    month = today.month - 1 + months
    year, month = today.year + month // 12, month % 12 + 1
    return date(year, month, min(today.day, monthrange(year, month)[1]))


def allowed_days(kind: DraftKind, scope: Scope, today: date) -> tuple[date, date]:
    """The first and the last day that a text may be about: an evening from today on, or a review from tomorrow on."""
    if scope is Scope.ONCE:
        return today, default_review(today, 12)
    return today + timedelta(days=1), default_review(today, MOST_REVIEW_MONTHS[kind])


def is_day_allowed(kind: DraftKind, scope: Scope, day: date, today: date) -> bool:
    """Whether a text may be about this day."""
    first, last = allowed_days(kind, scope, today)
    return first <= day <= last


class AgreementState(StrEnum):
    """The state of an agreement today."""

    AGREED = "agreed"
    UNSURE = "unsure"
    """Agreed, if the clock is right; nothing that has a day counts until somebody has said so."""
    LAPSED = "lapsed"
    ENDED = "ended"


class CurrentAgreement(Model):
    """An agreement today: the clauses that still count, and those that no longer do.

    `unsure`: the clauses that count only if the clock is right. `beside`: what one of them added that only narrows; it
    is not part of the text. `rules_changed`: newer ground rules have been agreed than those that a scene was read with.
    `waiting`: the clauses that count once a pause is over; `until_then`: those among `clauses` that count until then.
    """

    agreement: Agreement
    state: AgreementState
    clauses: tuple[Clause, ...]
    unsure: tuple[Clause, ...] = ()
    ended: tuple[Clause, ...] = ()
    waiting: tuple[Clause, ...] = ()
    until_then: tuple[Clause, ...] = ()
    beside: tuple[Beside, ...] = ()
    rules_changed: bool = False

    @property
    def items(self) -> tuple[Clause, ...]:
        """The activities that are agreed now."""
        return tuple(clause for clause in self.clauses if clause.section is DraftSection.ITEMS)

    @property
    def as_written(self) -> tuple[Clause, ...]:
        """What has not ended of the text, whether it counts already or after a pause."""
        return (*(clause for clause in self.clauses if clause not in self.until_then), *self.waiting)


def last_day(document: Document) -> date | None:
    """The last day on which what is allowed counts: a scene's evening and the day after, or the day of the review."""
    if document.review_on is None:
        return None
    return document.review_on + timedelta(days=1) if document.scope is Scope.ONCE else document.review_on


def current_agreement(
    agreement: Agreement,
    endings: Iterable[Ending],
    today: date,
    *,
    rules_ended: bool = False,
    is_day_known: bool = True,
) -> CurrentAgreement:
    """What counts today of an agreement whose own words are filled in.

    Once it has lapsed or ended nothing that it allows counts; protections stay readable. The same holds once somebody
    ended their yes to a protection, or took back words that protect them. `rules_ended`: the ground rules that a scene
    was read with no longer count. `is_day_known`: whether the clock is known to be right; until then nothing counts
    that has a day.
    """
    mine = [ending for ending in endings if ending.agreement == agreement.id]
    document, day = agreement.document, today if is_day_known else None
    gone = {ending.clause for ending in mine if ending.clause and not ending.above}
    gone |= {clause.id for clause in document.all_clauses if clause.is_taken_back}
    state = _state(agreement, mine, day)
    if state is AgreementState.AGREED and rules_ended:
        state = AgreementState.ENDED
    if state is not AgreementState.LAPSED and any(_protects(each) and each.id in gone for each in document.all_clauses):
        state = AgreementState.ENDED
    return _what_counts(agreement, state, gone, mine, day)


def _what_counts(
    agreement: Agreement, state: AgreementState, gone: Collection[str], endings: Collection[Ending], day: date | None
) -> CurrentAgreement:
    """What is left of an agreement in this state. `gone`: the clauses that have ended one by one."""
    is_over = state not in (AgreementState.AGREED, AgreementState.UNSURE)

    def is_out(clause: Clause) -> bool:
        return clause.id in gone or (is_over and clause.kind is ClauseKind.PERMISSION)

    def is_unsure(clause: Clause) -> bool:
        return state is AgreementState.UNSURE and clause.kind is ClauseKind.PERMISSION

    when = counting(agreement.document, day)
    now, before, later = (tuple(_under_ceiling(clause, endings) for clause in clauses) for clauses in when)
    left = tuple(clause for clause in (*now, *before) if not is_out(clause))
    return CurrentAgreement(
        agreement=agreement,
        state=state,
        clauses=tuple(clause for clause in left if not is_unsure(clause)),
        unsure=tuple(clause for clause in left if is_unsure(clause)),
        ended=tuple(clause for clause in (*now, *before, *later) if is_out(clause)),
        waiting=tuple(clause for clause in later if not (is_over or is_out(clause))),
        until_then=tuple(clause for clause in before if not is_out(clause)),
    )


def _protects(clause: Clause) -> bool:
    # Taking back a limit, which a person does on their own list, loosens nothing that was agreed within it.
    return clause.kind is ClauseKind.PROTECTION and clause.section is not DraftSection.LIMITS


def _under_ceiling(clause: Clause, endings: Iterable[Ending]) -> Clause:
    """The clause with the lowest ceiling above which it has ended."""
    if clause.item is None:
        return clause
    caps = [Ceiling(int(e.above)) for e in endings if e.clause == clause.id and e.above in _CEILINGS]
    if not caps:
        return clause
    return clause.evolve(item=clause.item.evolve(ceiling=min([*caps, clause.item.ceiling or Ceiling.STRONG])))


_CEILINGS = {str(int(ceiling)) for ceiling in Ceiling}


def _state(agreement: Agreement, endings: Iterable[Ending], today: date | None) -> AgreementState:
    """The state by what ended all of it, and by its day; `today`: None while the day is in doubt."""
    whole = {ending.above for ending in endings if not ending.clause}
    if whole - {DAY_PASSED}:
        return AgreementState.ENDED
    if whole or (today is not None and has_passed(agreement.document, today)):
        return AgreementState.LAPSED
    return AgreementState.AGREED if today is not None else AgreementState.UNSURE


def has_passed(document: Document, today: date) -> bool:
    """Whether the last day of a text is over."""
    last = last_day(document)
    return last is not None and today > last


def rules_ended(
    rules_id: str, versions: Mapping[str, Agreement], endings: Iterable[Ending], today: date | None
) -> bool:
    """Whether the ground rules that a scene names no longer guard it. `endings`: those of the ground rules.

    They lapsed, or somebody ended them or a protection in them, or took its words back if those are filled in; whoever
    does that ends the scenes, too, but could erase that. Newer ones that both agreed only mark a scene.
    """
    if today is not None and rules_lapsed(rules_id, versions, today):
        return True
    rules = versions.get(rules_id)
    if rules is None:
        return False
    gone = {ending.clause for ending in endings}
    newest = max(other.number for other in versions.values())
    is_lost = any(_protects(each) and (each.id in gone or each.is_taken_back) for each in rules.document.all_clauses)
    return is_lost or ("" in gone and rules.number == newest)


def rules_lapsed(rules_id: str, versions: Mapping[str, Agreement], today: date) -> bool:
    """Whether the ground rules that a scene names are missing, or reached their day before newer ones were agreed."""
    rules = versions.get(rules_id)
    if rules is None:
        return True
    last = last_day(rules.document)
    if last is None or today <= last:
        return False
    later = (other for other in versions.values() if other.number > rules.number)
    return not any(other.agreed_on <= last for other in later)


def ends_with_debrief(agreement: Agreement) -> bool:
    """Whether the agreement ends with its debrief."""
    return agreement.document.scope is Scope.ONCE


def is_ended_alone(clause: Clause) -> bool:
    """Whether one person can end their yes to this clause: to any but a limit, which its holder takes back."""
    return clause.section is not DraftSection.LIMITS
