"""The words of *My patterns* and of the self-check, one file per language."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import model_validator

from app.models.base import Model
from app.models.patterns import EvidenceKind, PatternKind


class PatternOffer(StrEnum):
    """What is offered with the question: to stop here, or to rest."""

    STOP = "stop"
    REST = "rest"


class KindText(Model):
    """The words for one kind of observation. `same` replaces `sentence` if there was no time or difference between."""

    kind: PatternKind
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


class PatternTexts(Model):
    """All of assets/patterns."""

    language: str
    kinds: tuple[KindText, ...]
    evidence: dict[EvidenceKind, str]
    run: str
    about: str
    empty: str
    off: str
    self_check: SelfCheckTexts

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if [text.kind for text in self.kinds] != list(PatternKind) or set(self.evidence) != set(EvidenceKind):
            raise ValueError("each kind needs words, in order")
        if len({flag.id for flag in self.self_check.flags}) != len(self.self_check.flags):
            raise ValueError("duplicate flag")
        return self

    def of(self, kind: PatternKind) -> KindText:
        """The words for a kind of observation."""
        return next(text for text in self.kinds if text.kind is kind)
