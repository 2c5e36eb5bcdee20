"""Words and signs of the journal's list: kinds, how far a fantasy may go, days as one says them."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from app.models.journal import Boundary, EntryKind
from app.ui.terms import day_words

KIND_ICONS = {
    EntryKind.FANTASY: "sparkle",
    EntryKind.REFLECTION: "leaf",
    EntryKind.AFTER_SCENE: "moon-stars",
    EntryKind.LETTER: "envelope-simple",
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("Journal", text)


def kind_word(kind: EntryKind) -> str:
    """What an entry is."""
    return {
        EntryKind.FANTASY: _tr("Fantasy"),
        EntryKind.REFLECTION: _tr("Reflection"),
        EntryKind.AFTER_SCENE: _tr("After a scene"),
        EntryKind.LETTER: _tr("Letter I may never send"),
    }[kind]


def boundary_word(boundary: Boundary) -> str:
    """How far a fantasy may go."""
    return {
        Boundary.STAYS: _tr("Stays a fantasy"),
        Boundary.TALK: _tr("I’d like to talk about it"),
        Boundary.TRY: _tr("I might like to try it"),
    }[boundary]


def title_words(title: str) -> str:
    """A title in one line, or that there is none."""
    return " ".join(title[:400].split()) or _tr("No title")


def when_words(at: datetime, now: datetime) -> str:
    """When it is about, in local time: *Today, 22:10*, *Sunday*, *12 November*."""
    here, today = at.astimezone(), now.astimezone().date()
    day = here.date()
    locale = QLocale()
    clock = locale.toString(QTime(here.hour, here.minute), QLocale.FormatType.ShortFormat)
    if day == today:
        return _tr("Today, {time}").replace("{time}", clock)
    if day == today - timedelta(days=1):
        return _tr("Yesterday, {time}").replace("{time}", clock)
    if today - timedelta(days=7) < day < today:
        return locale.standaloneDayName(QDate(day.year, day.month, day.day).dayOfWeek())
    return day_words(day, today)
