"""The journal's words: kinds, boundaries, rows of labels, titles and times."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale, QTime

from app.models.journal import Boundary, EntryKind, LabelRole
from app.ui.terms import day_words
from app.ui.wording import fill


def _tr(text: str) -> str:
    return QCoreApplication.translate("Journal", text)


def kind_word(kind: EntryKind) -> str:
    """The name of a kind."""
    return {
        EntryKind.FANTASY: _tr("Fantasy"),
        EntryKind.REFLECTION: _tr("Reflection"),
        EntryKind.AFTER_SCENE: _tr("After a scene"),
        EntryKind.LETTER: _tr("Letter"),
    }[kind]


def kind_words() -> tuple[tuple[EntryKind, str], ...]:
    """All kinds with their names; the first is the default of an import."""
    order = (EntryKind.REFLECTION, EntryKind.FANTASY, EntryKind.AFTER_SCENE, EntryKind.LETTER)
    return tuple((kind, kind_word(kind)) for kind in order)


def boundary_word(boundary: Boundary, kind: EntryKind | None = None) -> str:
    """What a boundary says of an entry of this kind, after *This one…*; without a kind, of any entry."""
    fantasy = kind is EntryKind.FANTASY
    stays = _tr("stays a fantasy") if fantasy else _tr("stays with me")
    try_it = _tr("I might like to try it") if fantasy else _tr("I might like to try something in it")
    if kind is None:
        stays, try_it = _tr("stays a fantasy, or with me"), _tr("I might like to try it")
    return {
        Boundary.STAYS: stays,
        Boundary.TALK: _tr("I’d like to talk about it"),
        Boundary.TRY: try_it,
    }[boundary]


def role_word(role: LabelRole) -> str:
    """The name of a row of labels."""
    return {
        LabelRole.FEELING: _tr("Feelings"),
        LabelRole.FEAR: _tr("Fears"),
        LabelRole.VALUE: _tr("Values"),
        LabelRole.NEED: _tr("Needs"),
        LabelRole.TAG: _tr("Tags"),
    }[role]


def title_words(title: str) -> str:
    """A title in one line, or that there is none."""
    return " ".join(title[:400].split()) or _tr("No title")


def when_words(at: datetime, now: datetime) -> str:
    """When an entry is about, in local time: *Today, 22:10*, *Sunday*, *12 November*."""
    here, today = at.astimezone(), now.astimezone().date()
    day = here.date()
    locale = QLocale()
    clock = locale.toString(QTime(here.hour, here.minute), QLocale.FormatType.ShortFormat)
    if day == today:
        return fill(_tr("Today, {time}"), time=clock)
    if day == today - timedelta(days=1):
        return fill(_tr("Yesterday, {time}"), time=clock)
    if today - timedelta(days=7) < day < today:
        return locale.standaloneDayName(QDate(day.year, day.month, day.day).dayOfWeek())
    return day_words(day, today)


def moment_words(at: datetime) -> str:
    """Local day and time of day, the month by name."""
    here = at.astimezone()
    # A plain day and time of day: Qt's first look at the system's time zone takes 17 ms.
    moment = QDateTime(QDate(here.year, here.month, here.day), QTime(here.hour, here.minute))
    return QLocale().toString(moment, "d MMMM yyyy, HH:mm")
