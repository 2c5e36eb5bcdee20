"""What is said about a resource: when it is open, and what it was compared with."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from app.models.library import ALWAYS, PAGE, Resource
from app.ui.terms import day_words
from app.ui.wording import fill

_ANY_YEAR = date.min
"""Compared with this, every day is one of a different year, and said with its year."""


def hours_words(resource: Resource) -> str:
    """When it is open."""
    return _say("Always open") if resource.hours == ALWAYS else resource.hours


def check_words(resource: Resource) -> str:
    """When it was checked, and against what."""
    if resource.last_checked:
        return fill(_say("You checked it on {day}"), day=iso_day_words(resource.last_checked))
    if not resource.checked:
        return _say("Not checked yet")
    page = _say("Compared with a saved copy of {source} on {day}")
    lists = _say("Compared with other published lists on {day}. Its own page: {source}")
    words = page if resource.against == PAGE else lists
    return fill(words, day=iso_day_words(resource.checked), source=resource.source)


def iso_day_words(day: str) -> str:
    """An ISO date in words, always with its year; no line breaks in it."""
    return day_words(date.fromisoformat(day), _ANY_YEAR).replace(" ", "\N{NO-BREAK SPACE}")


def _say(text: str) -> str:
    return QCoreApplication.translate("Resource", text)
