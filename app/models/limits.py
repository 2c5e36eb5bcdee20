"""The shared list: what was opened together, what was said in talks, and the guards that read it.

Everything here reads the shared space alone, so that no refusal can tell what somebody holds back.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from app.errors import NotOnSharedList, OpenedLimit
from app.models.answer import Ceiling, Stance
from app.models.base import ActivityId, ItemId, Model, PersonId, Words
from app.models.pairing import Pairing


class Outcome(StrEnum):
    """The result of an opening for one pairing, in the order shown."""

    YES = "yes"
    TALK = "talk"
    OFFERED = "offered"
    NOT_NOW = "not_now"
    OFF = "off"

    @property
    def is_limit(self) -> bool:
        """Off the table or not now."""
        return self in (Outcome.OFF, Outcome.NOT_NOW)


class SaidStance(Model):
    """A stance with its conditions and ceiling: all of an answer that is ever disclosed."""

    stance: Stance
    conditions: Words = ""
    ceiling: Ceiling | None = None

    def disclosed_by(self, person: PersonId) -> Disclosure:
        """It as disclosed by its author; of a limit there is nothing but the stance."""
        if self.stance.is_limit:
            return Disclosure(person=person, stance=self.stance)
        return Disclosure(person=person, stance=self.stance, conditions=self.conditions, ceiling=self.ceiling)


class Disclosure(SaidStance):
    """What one person disclosed about a pairing. Experience, note, history and visibility are never in it."""

    person: PersonId


class TalkResult(StrEnum):
    """The result of a talk about an item."""

    OPEN = "open"
    AGREED = "agreed"
    DECLINED = "declined"


class Talk(Model):
    """The notes of a talk that both accepted. What somebody declined rests until they wake it."""

    result: TalkResult = TalkResult.OPEN
    notes: Words = ""
    declined_by: PersonId | None = None


class SharedItem(Model):
    """One pairing on the shared list, with what was disclosed about it, by person.

    `act`: the opening in which both disclosed it; empty for a limit or an offer.
    """

    pairing: Pairing
    outcome: Outcome
    disclosures: tuple[Disclosure, ...]
    opened_on: date
    act: str = ""
    talk: Talk = Talk()

    @property
    def id(self) -> ItemId:
        """The pairing's key; there is one item for each pairing."""
        return ItemId(self.pairing.key)

    def disclosure_of(self, person: PersonId) -> Disclosure | None:
        """What this person disclosed, if anything."""
        return next((d for d in self.disclosures if d.person == person), None)

    @property
    def holders(self) -> tuple[PersonId, ...]:
        """The people whose limit or offer it is."""
        return tuple(d.person for d in self.disclosures)

    @property
    def ceiling(self) -> Ceiling | None:
        """The lowest ceiling stated, or None."""
        return lower_ceiling(d.ceiling for d in self.disclosures)

    @property
    def is_to_discuss(self) -> bool:
        """Whether it is open for a talk."""
        return self.outcome is Outcome.TALK and self.talk.result is TalkResult.OPEN

    @property
    def understood(self) -> str:
        """What both understood in a talk that agreed on it; empty if there was none."""
        return self.talk.notes if self.talk.result is TalkResult.AGREED and self.talk.notes.strip() else ""

    @property
    def may_be_proposed(self) -> bool:
        """Whether it is a yes of both or was agreed in a talk."""
        return self.outcome is Outcome.YES or (self.outcome is Outcome.TALK and self.talk.result is TalkResult.AGREED)


class SharedTerm(Model):
    """One person's words for a term, shown side by side."""

    person: PersonId
    entry_id: ActivityId
    words: Words


def lower_ceiling(ceilings: Iterable[Ceiling | None]) -> Ceiling | None:
    """The lowest ceiling stated, or None."""
    stated = [ceiling for ceiling in ceilings if ceiling is not None]
    return min(stated) if stated else None


def find_item(items: Iterable[SharedItem], pairing: Pairing) -> SharedItem | None:
    """The shared item of a pairing."""
    return next((item for item in items if item.pairing == pairing), None)


def require_proposable(items: Iterable[SharedItem], pairing: Pairing) -> SharedItem:
    """The shared item, if it may be proposed.

    Raises `OpenedLimit` for a limit both have seen, and otherwise `NotOnSharedList`, which is the same for
    unanswered, withheld and privately refused.
    """
    item = find_item(items, pairing)
    if item is not None and item.outcome.is_limit:
        raise OpenedLimit(item.outcome.value)
    if item is None or not item.may_be_proposed:
        raise NotOnSharedList()
    return item


def fit_ceiling(wanted: Ceiling | None, item: SharedItem) -> Ceiling | None:
    """The wanted ceiling, capped at the opened one."""
    return lower_ceiling((wanted, item.ceiling))


def limit_outcome(stances: Iterable[Stance]) -> Outcome:
    """Off the table if a hard limit is among the stances, else not now."""
    return Outcome.OFF if Stance.HARD_LIMIT in tuple(stances) else Outcome.NOT_NOW
