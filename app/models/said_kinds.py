"""The kinds of things that a person says in their part of the shared space, and the key of each.

*Both* means that the same row stands in both parts when both said it together. A kind without that word is said by one
person for themselves.
"""

from __future__ import annotations

from datetime import date

from pydantic import Field

from app.models.aftercare import AftercarePlan
from app.models.answer import Ceiling, Stance
from app.models.base import Model, Words
from app.models.catalogue import CatalogueEntry, Category
from app.models.limits import TalkResult
from app.models.person import Person
from app.models.said import SaidKind
from app.models.signal import SafetySignal


class Era(Model):
    """For which shared space a part is said, and since which restore or new keys; a yes names both parts' eras."""

    space: str
    era: str


class Opened(Model):
    """A day on which both accepted an opening."""

    day: date


class Disclosed(Model):
    """What one person disclosed about a pairing in the opening `act`.

    `alone`: it counts without the partner's half, as an offer or a limit does; any other half counts only beside the
    partner's half of the same act. `entry`: the commitment of the words of an own entry that it answered, else empty.
    """

    act: str
    alone: bool
    stance: Stance
    conditions: Words = ""
    ceiling: Ceiling | None = None
    entry: str = ""
    day: date


class TermSaid(Model):
    """One person's words for a term."""

    words: Words
    day: date


class TalkSaid(Model):
    """What both noted in a talk about a pairing; it goes with the opening `act` that it speaks of."""

    act: str
    result: TalkResult
    notes: Words = ""


class BareMark(Model):
    """Something that counts by standing there, and says nothing more."""


class SignalLine(Model):
    """A signal, undated. `instead_of`: the id of the signal that it is proposed to replace, else empty."""

    signal: SafetySignal
    instead_of: str = ""
    place: int = Field(ge=0, le=10_000)


class Practised(Model):
    """The day both practised a signal, and the digest of the signal as it was then."""

    on: date
    digest: str


ERA = SaidKind("era", Era)
"""Key: empty."""
PROFILE = SaidKind("profile", Person)
"""Name, pronouns and mark. Key: empty."""
OPENED = SaidKind("opened", Opened)
"""Both. Key: the act."""
DISCLOSED = SaidKind("disclosed", Disclosed)
"""Own words. Key: the pairing's key."""
TERM = SaidKind("term", TermSaid)
"""Own words. Key: the entry's id."""
OFFERED = SaidKind("offered", CatalogueEntry)
"""An own entry on the shared list; own words. Key: the entry's id."""
CATEGORY = SaidKind("category", Category)
"""The own category of an offered entry. Key: the category's id."""
TALK = SaidKind("talk", TalkSaid)
"""Both. Key: the pairing's key."""
RESTS = SaidKind("rests", BareMark)
"""A pairing that nobody can propose until its author wakes it. Key: the pairing's key."""
SIGNAL = SaidKind("signal", SignalLine)
"""Both, or a proposal of one. Key: the signal's id."""
SIGNAL_LEFT_OUT = SaidKind("signal_left_out", BareMark)
"""A signal that somebody proposes to leave out. Key: the signal's id."""
PRACTISED = SaidKind("practised", Practised)
"""Both. Key: the signal's id."""
AFTERCARE = SaidKind("aftercare", AftercarePlan)
"""Own words. Key: empty."""
APPROVED = SaidKind("approved", BareMark)
"""A page that its author agrees to have printed. Key: the page's digest."""
