"""The places one can go to, and when each is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.ui.page_id import PageId

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.ui.page import Page
    from app.ui.workspace import Workspace


class Group(Enum):
    """Where a page stands in the sidebar."""

    OURS = auto()
    ONLY_ME = auto()
    BELOW = auto()
    HIDDEN = auto()


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What decides which pages are there."""

    solo: bool
    private: bool
    """Whether somebody's private space may be shown."""
    together: bool
    partner: str = ""


When = Callable[[Circumstances], bool]


def always(_now: Circumstances) -> bool:
    """There in any case."""
    return True


def for_two(now: Circumstances) -> bool:
    """There in a vault for two."""
    return not now.solo


def in_private(now: Circumstances) -> bool:
    """There for one person at a time."""
    return now.private


def in_private_for_two(now: Circumstances) -> bool:
    """There for one person at a time, in a vault for two."""
    return now.private and not now.solo


def joint(now: Circumstances) -> bool:
    """There while both are here and neither has been handed the device."""
    return now.together


@dataclass(frozen=True, slots=True)
class Place:
    """A page's place: where it stands, what it is called, when it is there."""

    page: PageId
    group: Group
    icon: str
    when: When
    title: Callable[[Circumstances], str]
    make: Callable[[Workspace, QWidget], Page]
    keys: str = ""
    needs_argument: bool = False
    listed: When = always
    """When it also stands in the sidebar."""
    load: Callable[[], object] = lambda: None
    """Imports what `make` needs, once."""


def tr(text: str) -> str:
    """A place's name in the language of the interface."""
    return QCoreApplication.translate("Places", text)
