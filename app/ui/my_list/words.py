"""The words of *My list* on screen: sides, ceilings, experience, visibility."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from app.models.answer import Experience, Stance, Visibility
from app.models.catalogue import CatalogueEntry, CatalogueKind, Direction, SideLabels
from app.ui.kit.stance import stance_word
from app.ui.terms import direction_label
from app.ui.wording import fill


def side_word(entry: CatalogueEntry, direction: Direction) -> str:
    """What a side of an activity is called when a person speaks of themselves."""
    return direction_label(entry, direction) or QCoreApplication.translate("MyList", "Together")


def short_side(labels: SideLabels, direction: Direction) -> str:
    """The same in a word, for a line of the list."""
    words = {
        (SideLabels.LEADS, Direction.ACTIVE): QCoreApplication.translate("MyList", "Lead"),
        (SideLabels.LEADS, Direction.PASSIVE): QCoreApplication.translate("MyList", "Led"),
        (SideLabels.GIVES, Direction.ACTIVE): QCoreApplication.translate("MyList", "Give"),
        (SideLabels.GIVES, Direction.PASSIVE): QCoreApplication.translate("MyList", "Receive"),
    }
    return words.get((labels, direction), "")


def experience_word(experience: Experience | None) -> str:
    """How much of it a person has experienced, in words."""
    words = {
        None: QCoreApplication.translate("MyList", "not said"),
        Experience.NONE: QCoreApplication.translate("MyList", "none"),
        Experience.SOME: QCoreApplication.translate("MyList", "some"),
        Experience.EXPERIENCED: QCoreApplication.translate("MyList", "experienced"),
        Experience.BAD: QCoreApplication.translate("MyList", "had a bad experience"),
    }
    return words[experience]


def experience_phrase(experience: Experience) -> str:
    """The same in a sentence."""
    text = QCoreApplication.translate("MyList", "Experience: {experience}")
    return fill(text, experience=experience_word(experience))


def visibility_word(visibility: Visibility) -> str:
    """When it may be disclosed, in words."""
    words = {
        Visibility.IF_MUTUAL: QCoreApplication.translate("MyList", "Shared if mutual"),
        Visibility.ALWAYS: QCoreApplication.translate("MyList", "Always shared"),
        Visibility.NEVER: QCoreApplication.translate("MyList", "Never shared"),
    }
    return words[visibility]


def kind_word(kind: CatalogueKind) -> str:
    """What an entry takes, in words."""
    words = {
        CatalogueKind.ACTIVITY: QCoreApplication.translate("MyList", "An activity"),
        CatalogueKind.TERM: QCoreApplication.translate("MyList", "Own words"),
        CatalogueKind.HOUSE_RULE: QCoreApplication.translate("MyList", "Always holds"),
    }
    return words[kind]


def labels_word(labels: SideLabels) -> str:
    """The two sides of an activity, in words."""
    words = {
        SideLabels.NONE: QCoreApplication.translate("MyList", "Together"),
        SideLabels.GIVES: QCoreApplication.translate("MyList", "One gives, one receives"),
        SideLabels.LEADS: QCoreApplication.translate("MyList", "One leads, one is led"),
    }
    return words[labels]


def sides_in_words(entry: CatalogueEntry, stances: Mapping[Direction, Stance | None]) -> str:
    """All sides of an entry and what was said to each, for a screen reader."""
    return ", ".join(
        f"{side_word(entry, direction)}: {stance_word(stances.get(direction))}" for direction in entry.directions
    )
