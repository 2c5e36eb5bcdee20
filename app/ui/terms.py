"""The words that several screens use for directions, pairings, ceilings, outcomes and days."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from app.models.answer import Ceiling
from app.models.base import PersonId
from app.models.catalogue import Catalogue, Direction, Entry, Labels
from app.models.limits import Disclosure, Outcome, TalkResult
from app.models.pairing import Pairing
from app.models.person import Person
from app.ui.design.tokens import Colour


def ceiling_word(ceiling: Ceiling | None) -> str:
    """The word for how strong something may get; empty where nothing was said."""
    words = {
        Ceiling.VERY_LIGHT: QCoreApplication.translate("Terms", "very light"),
        Ceiling.LIGHT: QCoreApplication.translate("Terms", "light"),
        Ceiling.MEDIUM: QCoreApplication.translate("Terms", "medium"),
        Ceiling.FIRM: QCoreApplication.translate("Terms", "firm"),
        Ceiling.STRONG: QCoreApplication.translate("Terms", "strong"),
    }
    return "" if ceiling is None else words[ceiling]


def ceiling_phrase(ceiling: Ceiling | None) -> str:
    """The ceiling with "up to"; empty where nothing was said."""
    if ceiling is None:
        return ""
    return QCoreApplication.translate("Terms", "Up to {ceiling}").replace("{ceiling}", ceiling_word(ceiling))


def direction_label(entry: Entry | None, direction: Direction | None) -> str:
    """How a person's own side is called on private screens: "When I give"; empty without sides."""
    if entry is None or direction is None:
        return ""
    words = {
        (Labels.GIVES, Direction.ACTIVE): QCoreApplication.translate("Terms", "When I give"),
        (Labels.GIVES, Direction.PASSIVE): QCoreApplication.translate("Terms", "When I receive"),
        (Labels.LEADS, Direction.ACTIVE): QCoreApplication.translate("Terms", "When I lead"),
        (Labels.LEADS, Direction.PASSIVE): QCoreApplication.translate("Terms", "When I am led"),
    }
    return words.get((entry.labels, direction), "")


def person_name(people: Iterable[Person], person: PersonId | None) -> str:
    """A person's name; empty for nobody."""
    return next((one.name for one in people if one.id == person), "")


def pairing_words(entry: Entry | None, pairing: Pairing, people: Iterable[Person]) -> str:
    """Who is on which side: "Alex gives", "Alex leads", "both" where there are no sides."""
    if pairing.active is None:
        return QCoreApplication.translate("Terms", "both")
    leads = entry is not None and entry.labels is Labels.LEADS
    text = (
        QCoreApplication.translate("Terms", "{name} leads")
        if leads
        else QCoreApplication.translate("Terms", "{name} gives")
    )
    return text.replace("{name}", person_name(people, pairing.active))


def side_words(entry: Entry | None, direction: Direction | None, name: str) -> str:
    """One person's side by name: "Alex gives", "Alex is led"; empty without sides."""
    if entry is None or direction is None:
        return ""
    words = {
        (Labels.GIVES, Direction.ACTIVE): QCoreApplication.translate("Terms", "{name} gives"),
        (Labels.GIVES, Direction.PASSIVE): QCoreApplication.translate("Terms", "{name} receives"),
        (Labels.LEADS, Direction.ACTIVE): QCoreApplication.translate("Terms", "{name} leads"),
        (Labels.LEADS, Direction.PASSIVE): QCoreApplication.translate("Terms", "{name} is led"),
    }
    return words.get((entry.labels, direction), "").replace("{name}", name)


def entry_title(catalogue: Catalogue, entry_id: str) -> str:
    """An entry's title; a plain sentence where the entry is gone."""
    entry = catalogue.find(entry_id)
    return entry.title if entry else QCoreApplication.translate("Terms", "An entry that is no longer in the list")


def category_title(catalogue: Catalogue, category_id: str) -> str:
    """A category's title."""
    return next((category.title for category in catalogue.categories if category.id == category_id), "")


def outcome_word(outcome: Outcome) -> str:
    """How a group of the shared list is called."""
    words = {
        Outcome.YES: QCoreApplication.translate("Terms", "Shared yes"),
        Outcome.TALK: QCoreApplication.translate("Terms", "Worth a talk"),
        Outcome.OFFERED: QCoreApplication.translate("Terms", "Offered"),
        Outcome.NOT_NOW: QCoreApplication.translate("Terms", "Not now"),
        Outcome.OFF: QCoreApplication.translate("Terms", "Off the table"),
    }
    return words[outcome]


def outcome_icon(outcome: Outcome) -> str:
    """The icon of a group of the shared list."""
    return {
        Outcome.YES: "check-circle-fill",
        Outcome.TALK: "chats-circle-fill",
        Outcome.OFFERED: "gift",
        Outcome.NOT_NOW: "pause-circle-fill",
        Outcome.OFF: "hand-palm",
    }[outcome]


def outcome_colour(outcome: Outcome) -> Colour:
    """The hue of a group of the shared list."""
    return {
        Outcome.YES: Colour.WANT,
        Outcome.TALK: Colour.CURIOUS,
        Outcome.OFFERED: Colour.ACCENT,
        Outcome.NOT_NOW: Colour.SOFT_LIMIT,
        Outcome.OFF: Colour.HARD_LIMIT,
    }[outcome]


def talk_word(result: TalkResult) -> str:
    """Where a talk has come to."""
    words = {
        TalkResult.OPEN: QCoreApplication.translate("Terms", "Stays open"),
        TalkResult.AGREED: QCoreApplication.translate("Terms", "Talked through: yes"),
        TalkResult.DECLINED: QCoreApplication.translate("Terms", "Set aside"),
    }
    return words[result]


def disclosure_words(disclosure: Disclosure) -> str:
    """What goes with a stance: ceiling and conditions, the conditions word for word."""
    parts = (ceiling_phrase(disclosure.ceiling), disclosure.conditions)
    return " · ".join(part for part in parts if part.strip())


def filled(text: str, **parts: str) -> str:
    """A text with each {key} replaced in one go, so that braces in somebody's words stay what they are."""
    return re.sub(r"\{(\w+)\}", lambda found: parts.get(found[1], found[0]), text)


def quoted(text: str) -> str:
    """Somebody's own words between quotation marks of the language."""
    return QCoreApplication.translate("Terms", "“{words}”").replace("{words}", text)


def day_words(day: date, today: date | None = None) -> str:
    """A day with its month by name, in the manner of the language; the year only where it is another one."""
    shown = QDate(day.year, day.month, day.day)
    locale = QLocale()
    year = today.year if today is not None else QDate.currentDate().year()
    if day.year == year:
        return locale.toString(shown, "d MMMM")
    return locale.toString(shown, "d MMMM yyyy")
