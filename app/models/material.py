"""What a printed page is made from. The couple's choices can leave things out and never add any."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from app.models.aftercare import AftercarePlan
from app.models.agreement import AgreementState
from app.models.answer import Answer, TermWords
from app.models.base import ItemId, Model, PersonId
from app.models.catalogue import Catalogue
from app.models.clause import Clause
from app.models.differences import Difference
from app.models.limits import SharedItem
from app.models.narrower import Beside
from app.models.outline import Scope
from app.models.person import Person
from app.models.signal import SafetySignal


class PageKind(StrEnum):
    """What can be printed."""

    GROUND_RULES = "ground_rules"
    SCENE = "scene"
    BLANK_LIST = "blank_list"
    OWN_WORDS = "own_words"
    SIGNALS = "signals"


class Material(Model):
    """What one page is made from.

    `state` is None for an outline without an agreement, `agreement` the id of that. `changes`: what differs from the
    page that both approved last. `waiting`: what counts only from `wider_from` on. `beside`: what one person added
    that only narrows. `talk` holds the opened items to be discussed. `answers`, `terms` and `questions` are filled for
    a page of one person's own words only, `signals` for the card of signals; `new_signals` are the ids of those that
    one of the two added alone.
    """

    kind: PageKind
    people: tuple[Person, ...]
    catalogue: Catalogue
    title: str = ""
    number: int | None = None
    agreement: str = ""
    state: AgreementState | None = None
    scope: Scope | None = None
    agreed_on: date | None = None
    review_on: date | None = None
    clauses: tuple[Clause, ...] = ()
    waiting: tuple[Clause, ...] = ()
    wider_from: date | None = None
    beside: tuple[Beside, ...] = ()
    changes: tuple[Difference, ...] = ()
    talk: tuple[SharedItem, ...] = ()
    limits: tuple[SharedItem, ...] = ()
    me: PersonId | None = None
    answers: tuple[Answer, ...] = ()
    terms: tuple[TermWords, ...] = ()
    aftercare: tuple[AftercarePlan, ...] = ()
    questions: tuple[str, ...] = ()
    signals: tuple[SafetySignal, ...] = ()
    new_signals: frozenset[ItemId] = frozenset()
