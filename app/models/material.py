"""All that a printed page may draw on; the couple's choices take away from it, never add."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from app.models.aftercare import AftercarePlan
from app.models.agreement import AgreementState
from app.models.answer import Answer, TermWords
from app.models.base import ItemId, Model, PersonId
from app.models.catalogue import Catalogue
from app.models.clause import Clause
from app.models.limits import SharedItem
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

    `state` is None for an outline nobody agreed yet. `talk` holds the opened items that are to be
    discussed. `answers`, `terms` and `questions` are filled only for one's own words, `signals` for their card.
    """

    kind: PageKind
    people: tuple[Person, ...]
    catalogue: Catalogue
    title: str = ""
    number: int | None = None
    state: AgreementState | None = None
    scope: Scope | None = None
    agreed_on: date | None = None
    review_on: date | None = None
    clauses: tuple[Clause, ...] = ()
    talk: tuple[SharedItem, ...] = ()
    limits: tuple[SharedItem, ...] = ()
    me: PersonId | None = None
    answers: tuple[Answer, ...] = ()
    terms: tuple[TermWords, ...] = ()
    aftercare: tuple[AftercarePlan, ...] = ()
    questions: tuple[str, ...] = ()
    signals: tuple[SafetySignal, ...] = ()
    source_id: ItemId | None = None
