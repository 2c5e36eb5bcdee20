"""The journal's words: kinds, boundaries, rows of labels, titles and times."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from app.models.journal import Boundary, EntryKind, LabelRole
from app.ui.terms import day_words
from app.ui.wording import WordTable, fill

_say = partial(QCoreApplication.translate, "Journal")

kind_word = WordTable(
    "Journal",
    {
        EntryKind.FANTASY: "Fantasy",
        EntryKind.REFLECTION: "Reflection",
        EntryKind.AFTER_SCENE: "After a scene",
        EntryKind.LETTER: "Letter",
    },
)
"""The name of a kind."""
role_word = WordTable(
    "Journal",
    {
        LabelRole.FEELING: "Feelings",
        LabelRole.FEAR: "Fears",
        LabelRole.VALUE: "Values",
        LabelRole.NEED: "Needs",
        LabelRole.TAG: "Tags",
    },
)
"""The name of a row of labels."""


def kind_words() -> tuple[tuple[EntryKind, str], ...]:
    """All kinds with their names; the first is the default of an import."""
    order = (EntryKind.REFLECTION, EntryKind.FANTASY, EntryKind.AFTER_SCENE, EntryKind.LETTER)
    return tuple((kind, kind_word(kind)) for kind in order)


def boundary_word(boundary: Boundary, kind: EntryKind | None = None) -> str:
    """What a boundary says of an entry of this kind, after *This one…*; without a kind, of any entry."""
    if boundary is Boundary.TALK:
        return _say("I’d like to talk about it")
    if kind is EntryKind.FANTASY:
        return _say("stays a fantasy") if boundary is Boundary.STAYS else _say("I might like to try it")
    if kind is None:
        return (
            _say("stays a fantasy, or stays with me") if boundary is Boundary.STAYS else _say("I might like to try it")
        )
    return _say("stays with me") if boundary is Boundary.STAYS else _say("I might like to try something in it")


def title_words(title: str) -> str:
    """A title in one line, or that there is none."""
    return " ".join(title[:400].split()) or _say("No title")


def when_words(at: datetime, now: datetime) -> str:
    """When an entry is about, in local time: *Today, 22:10*, *Sunday*, *12 November*."""
    here, today = at.astimezone(), now.astimezone().date()
    day = here.date()
    locale = QLocale()
    clock = locale.toString(QTime(here.hour, here.minute), QLocale.FormatType.ShortFormat)
    if day == today:
        return fill(_say("Today, {time}"), time=clock)
    if day == today - timedelta(days=1):
        return fill(_say("Yesterday, {time}"), time=clock)
    if today - timedelta(days=7) < day < today:
        return locale.standaloneDayName(QDate(day.year, day.month, day.day).dayOfWeek())
    return day_words(day, today)
