"""The words that several screens use for directions, pairings, ceilings, outcomes and days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale, QTime

from app.models.answer import Ceiling
from app.models.base import PersonId
from app.models.catalogue import Catalogue, CatalogueEntry, Direction, SideLabels
from app.models.limits import Disclosure, Outcome, TalkResult
from app.models.pairing import Pairing
from app.models.person import Person
from app.ui.design.tokens import Colour
from app.ui.kit.strings import unbroken
from app.ui.wording import WordTable, dotted, fill

SIDE_LABELS = WordTable(
    "Terms",
    {
        SideLabels.NONE: "Together",
        SideLabels.GIVES: "One gives, one receives",
        SideLabels.LEADS: "One leads, one is led",
        SideLabels.SHOWS: "One is seen, one sees",
    },
)
"""Who does what in an activity."""
_CEILINGS = WordTable(
    "Terms",
    {
        Ceiling.VERY_LIGHT: "very light",
        Ceiling.LIGHT: "light",
        Ceiling.MEDIUM: "medium",
        Ceiling.FIRM: "firm",
        Ceiling.STRONG: "strong",
    },
)
_OWN_SIDES = WordTable(
    "Terms",
    {
        (SideLabels.GIVES, Direction.ACTIVE): "When I give",
        (SideLabels.GIVES, Direction.PASSIVE): "When I receive",
        (SideLabels.LEADS, Direction.ACTIVE): "When I lead",
        (SideLabels.LEADS, Direction.PASSIVE): "When I am led",
        (SideLabels.SHOWS, Direction.ACTIVE): "When I am seen",
        (SideLabels.SHOWS, Direction.PASSIVE): "When I see it",
    },
)
_ACTIVE_SIDES = WordTable(
    "Terms",
    {
        SideLabels.NONE: "{name} gives",
        SideLabels.GIVES: "{name} gives",
        SideLabels.LEADS: "{name} leads",
        SideLabels.SHOWS: "{name} is seen",
    },
)
outcome_word = WordTable(
    "Terms",
    {
        Outcome.YES: "Shared yes",
        Outcome.TALK: "Worth a talk",
        Outcome.OFFERED: "Offered",
        Outcome.NOT_NOW: "Not now",
        Outcome.OFF: "Off the table",
    },
)
"""The name of a group of the shared list."""
_OUTCOME_LOOKS = {
    Outcome.YES: ("check-circle-fill", Colour.ACCENT),
    Outcome.TALK: ("chats-circle-fill", Colour.UNANSWERED),
    Outcome.OFFERED: ("gift", Colour.ACCENT),
    Outcome.NOT_NOW: ("pause-circle-fill", Colour.SOFT_LIMIT),
    Outcome.OFF: ("hand-palm", Colour.HARD_LIMIT),
}
talk_word = WordTable(
    "Terms",
    {
        TalkResult.OPEN: "Stays open",
        TalkResult.AGREED: "Talked through: yes",
        TalkResult.DECLINED: "Set aside",
    },
)
"""The result of a talk."""

_say = partial(QCoreApplication.translate, "Terms")


def ceiling_word(ceiling: Ceiling | None) -> str:
    """How strong something may get; empty if there is no ceiling."""
    return "" if ceiling is None else _CEILINGS(ceiling)


def ceiling_phrase(ceiling: Ceiling | None) -> str:
    """The ceiling with "up to"; empty if there is none."""
    if ceiling is None:
        return ""
    return fill(_say("Up to {ceiling}"), ceiling=ceiling_word(ceiling))


def direction_label(entry: CatalogueEntry | None, direction: Direction | None) -> str:
    """A person's own side on private screens: "When I give"; empty without sides."""
    if entry is None or direction is None:
        return ""
    return _OWN_SIDES.get((entry.labels, direction))


def person_name(people: Iterable[Person], person: PersonId | None) -> str:
    """A person's name; empty for nobody."""
    return next((one.name for one in people if one.id == person), "")


def pairing_words(entry: CatalogueEntry | None, pairing: Pairing, people: Iterable[Person]) -> str:
    """Who is on which side: "Alex gives", "Alex leads", "both" where there are no sides."""
    if pairing.active is None:
        return _say("both")
    labels = entry.labels if entry is not None else SideLabels.GIVES
    return fill(_ACTIVE_SIDES[labels], name=person_name(people, pairing.active))


def either_way() -> str:
    """Both directions of an activity."""
    return _say("Either way")


def both_ways() -> str:
    """In a row: the same in both directions of an activity."""
    return _say("both ways")


def entry_title(catalogue: Catalogue, entry_id: str) -> str:
    """An entry's title; a sentence if the catalogue no longer has it."""
    entry = catalogue.find(entry_id)
    return entry.title if entry else _say("An entry that is no longer on the list")


def category_title(catalogue: Catalogue, category_id: str) -> str:
    """A category's title."""
    return next((category.title for category in catalogue.categories if category.id == category_id), "")


def outcome_icon(outcome: Outcome) -> str:
    """The icon of a group of the shared list."""
    return _OUTCOME_LOOKS[outcome][0]


def outcome_colour(outcome: Outcome) -> Colour:
    """The hue of a group of the shared list."""
    return _OUTCOME_LOOKS[outcome][1]


def disclosure_words(disclosure: Disclosure) -> str:
    """Ceiling and conditions of a disclosure, the conditions word for word."""
    return dotted(ceiling_phrase(disclosure.ceiling), disclosure.conditions.strip() and disclosure.conditions)


def quoted(text: str) -> str:
    """A person's own words in the quotation marks of the language; empty for none."""
    return fill(_say("“{words}”"), words=text) if text.strip() else ""


def day_words(day: date, today: date | None = None) -> str:
    """A day with the name of its month, never broken across lines; with the year if it is not the current one."""
    shown = QDate(day.year, day.month, day.day)
    locale = QLocale()
    year = today.year if today is not None else QDate.currentDate().year()
    return unbroken(locale.toString(shown, "d MMMM" if day.year == year else "d MMMM yyyy"))


def moment_words(at: datetime) -> str:
    """Local day and time of day, the month by name; a line is broken between them at most."""
    here = at.astimezone()
    # A plain day and time of day: Qt's first look at the system's time zone takes 17 ms.
    moment = QDateTime(QDate(here.year, here.month, here.day), QTime(here.hour, here.minute))
    return f"{unbroken(QLocale().toString(moment, 'd MMMM yyyy'))}, {QLocale().toString(moment, 'HH:mm')}"
