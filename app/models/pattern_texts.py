"""The words of *My patterns* and of the self-check, one file per language."""

from __future__ import annotations

from enum import StrEnum

from app.models.base import Asset, Model
from app.models.patterns import EvidenceKind, PatternKind


class PatternOffer(StrEnum):
    """What is offered with the question: to stop here, or to rest."""

    STOP = "stop"
    REST = "rest"


class KindText(Model):
    """The words for one kind of observation. `same` replaces `sentence` if there was no time or difference between."""

    icon: str
    title: str
    sentence: str
    same: str = ""
    question: str
    offer: PatternOffer


class Flag(StrEnum):
    """The list of the reading texts that a flag is from."""

    RED = "red"
    GREEN = "green"


class FlagText(Model):
    """One flag of the self-check."""

    id: str
    flag: Flag
    title: str
    text: str
    ask: str


class SelfCheckTexts(Model):
    """The words of the self-check. `after` is the same for everybody."""

    title: str
    about: str
    nothing_written: str
    after: tuple[str, ...]
    flags: tuple[FlagText, ...]


class PatternTexts(Asset):
    """All of assets/patterns."""

    folder = "patterns"
    kinds: dict[PatternKind, KindText]
    evidence: dict[EvidenceKind, str]
    run: str
    about: str
    empty: str
    off: str
    self_check: SelfCheckTexts
