"""The words of *My list* on screen: sides, ceilings, experience, visibility."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from app.models.answer import Experience, Stance, Visibility
from app.models.catalogue import Direction, Entry, Kind, Labels
from app.ui.kit.stance import stance_word
from app.ui.terms import direction_label


def side_word(entry: Entry, direction: Direction) -> str:
    """How a side of an activity is called when a person speaks of themselves."""
    return direction_label(entry, direction) or QCoreApplication.translate("MyList", "Together")


def short_side(labels: Labels, direction: Direction) -> str:
    """The same in a word, for a line of the list."""
    words = {
        (Labels.LEADS, Direction.ACTIVE): QCoreApplication.translate("MyList", "Lead"),
        (Labels.LEADS, Direction.PASSIVE): QCoreApplication.translate("MyList", "Led"),
        (Labels.GIVES, Direction.ACTIVE): QCoreApplication.translate("MyList", "Give"),
        (Labels.GIVES, Direction.PASSIVE): QCoreApplication.translate("MyList", "Receive"),
    }
    return words.get((labels, direction), "")


def experience_word(experience: Experience | None) -> str:
    """What a person has known of it, in words."""
    words = {
        None: QCoreApplication.translate("MyList", "not said"),
        Experience.NONE: QCoreApplication.translate("MyList", "none"),
        Experience.SOME: QCoreApplication.translate("MyList", "some"),
        Experience.EXPERIENCED: QCoreApplication.translate("MyList", "experienced"),
        Experience.BAD: QCoreApplication.translate("MyList", "had a bad experience"),
    }
    return words[experience]


def visibility_word(visibility: Visibility) -> str:
    """When it may be disclosed, in words."""
    words = {
        Visibility.IF_MUTUAL: QCoreApplication.translate("MyList", "Shared if mutual"),
        Visibility.ALWAYS: QCoreApplication.translate("MyList", "Always shared"),
        Visibility.NEVER: QCoreApplication.translate("MyList", "Never shared"),
    }
    return words[visibility]


def kind_word(kind: Kind) -> str:
    """What an entry takes, in words."""
    words = {
        Kind.ACTIVITY: QCoreApplication.translate("MyList", "An activity"),
        Kind.TERM: QCoreApplication.translate("MyList", "Own words"),
        Kind.HOUSE_RULE: QCoreApplication.translate("MyList", "Always holds"),
    }
    return words[kind]


def labels_word(labels: Labels) -> str:
    """The two sides of an activity, in words."""
    words = {
        Labels.NONE: QCoreApplication.translate("MyList", "Together"),
        Labels.GIVES: QCoreApplication.translate("MyList", "One gives, one receives"),
        Labels.LEADS: QCoreApplication.translate("MyList", "One leads, one is led"),
    }
    return words[labels]


def sides_in_words(entry: Entry, stances: Mapping[Direction, Stance | None]) -> str:
    """All sides of an entry and what was said to each, for a screen reader."""
    return ", ".join(
        f"{side_word(entry, direction)}: {stance_word(stances.get(direction))}" for direction in entry.directions
    )
