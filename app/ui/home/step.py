"""One step on Home: what its card says, and what its button does."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from app.models.base import PersonId
from app.ui.page_id import PageId


class StepAct(Enum):
    """What the button of a step does."""

    GO = auto()
    AGREE = auto()
    HAND_OVER = auto()
    HAND_BACK = auto()
    JOIN = auto()


@dataclass(frozen=True)
class HomeStep:
    """A step: a card with a title, a sentence and a button that opens a page, or does `act`."""

    icon: str
    title: str
    text: str
    button: str
    page: PageId
    argument: object = None
    note: str = ""
    """A sentence below the text."""
    act: StepAct = StepAct.GO
    person: PersonId | None = None
    """Who the device is handed to."""
    ends: str = ""
    """The agreement on a scene that has been talked over, where that can be said."""
