"""The words of *My list* on screen: sides, experience, visibility, and what an entry is."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from app.models.answer import Experience, Stance, Visibility
from app.models.catalogue import CatalogueEntry, CatalogueKind, Direction, SideLabels
from app.ui.kit.stance import stance_word
from app.ui.terms import SIDE_LABELS, direction_label
from app.ui.wording import WordTable, fill

SHORT_SIDES = WordTable(
    "MyList",
    {
        (SideLabels.LEADS, Direction.ACTIVE): "Lead",
        (SideLabels.LEADS, Direction.PASSIVE): "Led",
        (SideLabels.GIVES, Direction.ACTIVE): "Give",
        (SideLabels.GIVES, Direction.PASSIVE): "Receive",
        (SideLabels.SHOWS, Direction.ACTIVE): "Seen",
        (SideLabels.SHOWS, Direction.PASSIVE): "See",
    },
)
EXPERIENCES: WordTable[Experience | None] = WordTable(
    "MyList",
    {
        None: "not stated",
        Experience.NONE: "none",
        Experience.SOME: "some",
        Experience.EXPERIENCED: "experienced",
        Experience.BAD: "had a bad experience",
    },
)
VISIBILITIES = WordTable(
    "MyList",
    {
        Visibility.IF_MUTUAL: "Shared if mutual",
        Visibility.ALWAYS: "Always shared",
        Visibility.NEVER: "Never shared",
    },
)
TERM_SHARING = WordTable(
    "MyList",
    {
        False: "Held back until I share it",
        True: "Never shared",
    },
)
KINDS = WordTable(
    "MyList",
    {
        CatalogueKind.ACTIVITY: "An activity",
        CatalogueKind.TERM: "In your own words",
        CatalogueKind.HOUSE_RULE: "Always applies",
    },
)


def side_word(entry: CatalogueEntry, direction: Direction) -> str:
    """What a side of an activity is called when a person speaks of themselves."""
    return direction_label(entry, direction) or SIDE_LABELS[SideLabels.NONE]


def experience_phrase(experience: Experience) -> str:
    """How much of it a person has experienced, in a sentence."""
    return fill(QCoreApplication.translate("MyList", "Experience: {experience}"), experience=EXPERIENCES[experience])


def sides_in_words(entry: CatalogueEntry, stances: Mapping[Direction, Stance | None]) -> str:
    """The stance of each side of an entry, for a screen reader."""
    return ", ".join(
        f"{side_word(entry, direction)}: {stance_word(stances.get(direction))}" for direction in entry.directions
    )
