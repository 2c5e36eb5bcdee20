"""How kinds, boundaries and fields of an entry are called."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale, QTime

from app.models.journal import Boundary, EntryKind, LabelRole


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


def boundary_word(boundary: Boundary, kind: EntryKind | None = None) -> str:
    """What a boundary says of an entry of a kind, going on from *This one…*; None: of one of any kind."""
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


def moment_words(at: datetime) -> str:
    """A day and a time of day where one is, the month by name."""
    here = at.astimezone()
    # A plain day and time of day: Qt's first look at the system's time zone takes 17 ms.
    moment = QDateTime(QDate(here.year, here.month, here.day), QTime(here.hour, here.minute))
    return QLocale().toString(moment, "d MMMM yyyy, HH:mm")
