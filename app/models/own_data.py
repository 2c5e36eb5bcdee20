"""Everything that one person owns, as one documented file: what *Yours to keep* saves and reads back.

The JSON Schema that ships with the program is made from these models (`assets/own_data/schema.json`).
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any, Literal

from app.models.afterwards import Afterwards
from app.models.answer import Answer, AnswerChange, TermWords
from app.models.base import Model, Words
from app.models.catalogue import CatalogueEntry, Category
from app.models.check_in import CheckIn, Dimension, DimensionArrangement
from app.models.conversation import ConversationAnswer, OwnQuestion
from app.models.facts import Noticed, OwnSession, RushedTalks
from app.models.incident import IncidentNote
from app.models.journal import EntryTemplate, JournalEntry, OwnWay
from app.models.kept_resource import KeptResource
from app.models.pack_choice import PackChoice
from app.models.patterns import ObservationChoice
from app.models.prepared import Prepared
from app.models.sealing import ShareChoice
from app.models.self_check import KeptSelfChecks
from app.models.therapist import TherapistSheet


class TermChange(Model):
    """Words for a term, and when they were written."""

    entry_id: str
    at: datetime
    words: str


class Choice(Model):
    """What its owner would share, or hold back, of one entry at the next opening."""

    entry_id: str
    direction: str
    choice: ShareChoice


class OwnData(Model):
    """One person's own words and choices. The texts that both of a couple agreed to are entries of the journal."""

    format: Literal["accord-own-data"] = "accord-own-data"
    version: Literal[1] = 1
    name: Words
    pronouns: Words = ""
    answers: tuple[Answer, ...] = ()
    answer_history: tuple[AnswerChange, ...] = ()
    """Every answer that was ever given, the oldest first."""
    terms: tuple[TermWords, ...] = ()
    term_history: tuple[TermChange, ...] = ()
    """The oldest first."""
    own_entries: tuple[CatalogueEntry, ...] = ()
    own_categories: tuple[Category, ...] = ()
    hidden_categories: tuple[str, ...] = ()
    packs: PackChoice = PackChoice()
    choices: tuple[Choice, ...] = ()
    conversation_answers: tuple[ConversationAnswer, ...] = ()
    own_questions: tuple[OwnQuestion, ...] = ()
    resources: tuple[KeptResource, ...] = ()
    journal: tuple[JournalEntry, ...] = ()
    """Also what is in the bin."""
    templates: tuple[EntryTemplate, ...] = ()
    ways: tuple[OwnWay, ...] = ()
    check_ins: tuple[CheckIn, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    arrangement: DimensionArrangement = DimensionArrangement()
    noticed: tuple[Noticed, ...] = ()
    sessions: tuple[OwnSession, ...] = ()
    observations: tuple[ObservationChoice, ...] = ()
    rushed: RushedTalks = RushedTalks()
    self_checks: KeptSelfChecks = KeptSelfChecks()
    afterwards: tuple[Afterwards, ...] = ()
    incidents: tuple[IncidentNote, ...] = ()
    therapist: TherapistSheet = TherapistSheet()
    prepared: Prepared = Prepared()

    @property
    def digest(self) -> str:
        """SHA-256 of the content, as hex; who it is named after does not count."""
        content = ordered(self, exclude={"format", "version", "name", "pronouns"})
        return hashlib.sha256(content.encode()).hexdigest()


def ordered(model: Model, exclude: set[str] | None = None) -> str:
    """All that a model says, the same for the same content in every run of the program."""
    return json.dumps(model.model_dump(exclude=exclude), sort_keys=True, default=_plain)


def _plain(value: object) -> object:
    """Sets in one order, and everything else in the words that say it."""
    return sorted(map(str, value)) if isinstance(value, (set, frozenset)) else str(value)


def schema() -> dict[str, Any]:
    """The JSON Schema of such a file."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | OwnData.model_json_schema(mode="serialization")
