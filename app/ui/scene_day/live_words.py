"""What the pages of a scene that runs say about it, in words that are fixed before it begins."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.assets import load, load_resources
from app.models.library import ALWAYS, EVERYWHERE
from app.models.live import stop_lines, stop_signals
from app.models.scene_day import SceneDayTexts
from app.models.signal import Channel, Level
from app.models.signal_lines import SignalSet
from app.services.live import SceneDay
from app.ui.agreement.clause_words import ClauseWriter
from app.ui.signals.words import LEVEL_NAMES
from app.ui.wording import dotted, fill
from app.ui.workspace import Workspace

MOST_PLACES = 3
"""How many places to turn to stand on the stop page."""


@dataclass(frozen=True, slots=True)
class TargetWords:
    """The word of a level of signals, and what else counts as it."""

    word: str
    more: str


@dataclass(frozen=True, slots=True)
class LiveWords:
    """Everything that is said about one scene. `items`: the id of each activity and what it is called."""

    title: str
    names: tuple[str, ...]
    items: tuple[tuple[str, str], ...]
    targets: dict[Level, TargetWords]
    stop_words: tuple[str, ...]
    stop_lines: tuple[str, ...]
    pause: str
    """What both do on yellow, as they agreed."""
    help: tuple[str, ...]


def live_words(ws: Workspace, found: SceneDay, country: str) -> LiveWords:
    """The words for a scene."""
    texts = load(SceneDayTexts, ws.settings.language)
    current = found.signals.current
    document = found.current.agreement.document
    title = document.title.strip() or QCoreApplication.translate("LiveWords", "Untitled scene")
    writer = ClauseWriter(ws.session.people, found.catalogue, ws.texts)
    yellow = (signal.response.strip() for signal in current if signal.level is Level.YELLOW)
    return LiveWords(
        title=title,
        names=tuple(person.name for person in ws.session.people),
        items=tuple((clause.id, writer.words(clause).title) for clause in found.current.items),
        targets={level: _target(found.signals, level) for level in Level},
        stop_words=tuple(signal.expression.strip() for signal in stop_signals(current)),
        stop_lines=stop_lines(current, texts.stopping),
        pause=next(filter(None, yellow), ""),
        help=help_lines(country, ws.settings.language),
    )


def _target(signals: SignalSet, level: Level) -> TargetWords:
    """A word first if there is one; what one person added alone is marked as new."""
    given = (each for each in signals.shown if each.counts and each.signal.level is level)
    shown = [each for each in given if each.signal.expression.strip()]
    shown.sort(key=lambda each: (signals.is_new(each), each.signal.channel is not Channel.VERBAL))
    if not shown:
        return TargetWords(LEVEL_NAMES[level], "")
    new = QCoreApplication.translate("LiveWords", "{words} (new, not practised)")
    words = [
        fill(new, words=each.signal.expression.strip()) if signals.is_new(each) else each.signal.expression.strip()
        for each in shown
    ]
    return TargetWords(words[0], dotted(*words[1:]))


def help_lines(country: str, language: str) -> tuple[str, ...]:
    """Where to turn: the emergency number, then those that are always open; without a country, what to do instead."""
    here = [each for each in load_resources(language) if country and each.is_in(country)]
    found = [each for each in here if each.country not in EVERYWHERE]
    found.sort(key=lambda each: (not each.id.endswith(".emergency"), each.hours != ALWAYS))
    if not found:
        return (QCoreApplication.translate("LiveWords", "In an emergency, call your local emergency number."),)
    return tuple(f"{each.name}: {', '.join(each.contacts)}" for each in found[:MOST_PLACES] if each.contacts)
