"""Signals: words and gestures for stopping, slowing down or going on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from app.models.base import ItemId, Model, Words


class Level(StrEnum):
    """What a signal asks for."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


class Channel(StrEnum):
    """Whether a signal needs speech."""

    VERBAL = "verbal"
    NONVERBAL = "nonverbal"


class SafetySignal(Model):
    """One word or gesture. `practised_on` is the day both last practised it."""

    id: ItemId
    level: Level
    channel: Channel
    expression: Words = ""
    meaning: Words = ""
    response: Words = ""
    practised_on: date | None = None


def has_verbal_red(signals: Iterable[SafetySignal]) -> bool:
    """Whether there is a spoken signal that stops everything."""
    return any(s.level is Level.RED and s.channel is Channel.VERBAL and s.expression.strip() for s in signals)


def has_speechless_red(signals: Iterable[SafetySignal]) -> bool:
    """Whether there is a signal without speech that stops everything."""
    return any(s.level is Level.RED and s.channel is Channel.NONVERBAL and s.expression.strip() for s in signals)
