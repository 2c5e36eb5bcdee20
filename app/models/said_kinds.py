"""The kinds of things that a person says in their part of the shared space, and the key of each.

*Both* means that both parts have the same row when both said it together. A kind without that word is said by one
person for themselves.
"""

from __future__ import annotations

from datetime import date

from pydantic import Field

from app.models.aftercare import AftercarePlan, CanGive
from app.models.base import Model, PersonId, Words
from app.models.catalogue import CatalogueKind, SideLabels
from app.models.conversation import AskedWords, ToldAnswer
from app.models.limits import SaidStance
from app.models.opening import PairClass
from app.models.outline import PersonNeeds, PersonRole, PersonWords
from app.models.person import Person
from app.models.said import SaidKind
from app.models.signal import SafetySignal


class Era(Model):
    """For which shared space a part is said, and since which restore or new keys; a yes names both parts' eras."""

    space: str
    era: str


class PartEra(Model):
    """The era of one person's part, which a yes and an approval name: they count in no other."""

    person: PersonId
    era: str


class Approval(Model):
    """One person's approval of a page. `eras`: of both parts.

    `agreement`: the id of what was agreed on it, else empty; `without`: the ids of its clauses that had ended by then.
    """

    eras: tuple[PartEra, ...]
    agreement: str = ""
    without: tuple[str, ...] = ()


class Opened(Model):
    """The day on which both last accepted an opening."""

    day: date


class Disclosed(SaidStance):
    """What one person disclosed about a pairing in the opening `act`.

    `entry`: the commitment of the words of an own entry that it answered, else empty.
    """

    act: str
    entry: str = ""
    day: date


class TermSaid(Model):
    """One person's words for a term. `entry`: the commitment of the words of an own term, else empty."""

    words: Words
    entry: str = ""


class OfferedEntry(Model):
    """The words of an own entry on the shared list. `category_title`: the title of an own category, else empty."""

    kind: CatalogueKind
    title: Words = Field(min_length=1)
    description: Words = ""
    labels: SideLabels
    intensity: bool
    category: str
    category_title: Words = ""


class TalkSaid(Model):
    """What both noted in a talk about a pairing, after the opening `act`."""

    act: str
    agreed: bool
    notes: Words = ""


class BareMark(Model):
    """A row that counts by its presence and has no content."""


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
"""Both. Key: empty."""
DISCLOSED = {
    found: SaidKind(f"disclosed.{found}", Disclosed)
    for found in (PairClass.OFF, PairClass.TALK, PairClass.YES, PairClass.OFFERED)
}
"""Own words; one kind for each class of the opening, so that limits are found by index. Key: the pairing's key."""
TERM = SaidKind("term", TermSaid)
"""Own words. Key: the entry's id."""
OFFERED = SaidKind("offered", OfferedEntry)
"""Own words. Key: the entry's id."""
TAKEN_OFF = SaidKind("taken_off", BareMark)
"""An offered entry that is no longer asked about; its words stay readable. Key: the entry's id."""
TALKED = SaidKind("talked", TalkSaid)
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
CAN_GIVE = SaidKind("can_give", CanGive)
"""What its author can give of a need of their partner's; own words. Key: the commitment of that need."""
NEEDS = SaidKind("needs", PersonNeeds)
"""Own words. Key: the draft's id."""
ROLE = SaidKind("role", PersonRole)
"""Own words. Key: the draft's id."""
HEALTH = SaidKind("health", PersonWords)
"""Own words. Key: the draft's id."""
CONTACTS = SaidKind("contacts", PersonWords)
"""Own words: whom their author may call. Key: the draft's id."""
OWN_IN_DRAFTS: dict[str, SaidKind[PersonNeeds] | SaidKind[PersonRole] | SaidKind[PersonWords]] = {
    "needs": NEEDS,
    "roles": ROLE,
    "health": HEALTH,
    "contacts": CONTACTS,
}
"""The own words in a draft, by its field."""
APPROVED = SaidKind("approved", Approval)
"""A page that its author agrees to have printed. Key: the page's digest."""
ASKED = SaidKind("asked", AskedWords)
"""Own words: a question that its author adds to a conversation. Key: the subject, a slash, the question's id."""
TOLD = SaidKind("told", ToldAnswer)
"""Own words, opened together. Key: as for a question."""
