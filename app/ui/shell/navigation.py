"""Where one can go: every page with its group, its title, and when it exists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.ui.page_id import PageId
from app.ui.wording import fill

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.ui.page import Page
    from app.ui.workspace import Workspace


class NavGroup(Enum):
    """Part of the sidebar."""

    OURS = auto()
    ONLY_ME = auto()
    BELOW = auto()
    HIDDEN = auto()


@dataclass(frozen=True, slots=True)
class NavContext:
    """What decides which pages exist now."""

    solo: bool
    private: bool
    """Whether somebody's private space may be shown."""
    together: bool
    partner: str = ""
    """The partner's name; empty while nobody is alone or handed the device."""


Condition = Callable[[NavContext], bool]


def always(_now: NavContext) -> bool:
    """Whoever is here."""
    return True


def for_two(now: NavContext) -> bool:
    """In a vault for two."""
    return not now.solo


def in_private(now: NavContext) -> bool:
    """For one person at a time."""
    return now.private


def for_one_of_two(now: NavContext) -> bool:
    """For one person at a time, in a vault for two."""
    return now.private and not now.solo


def together(now: NavContext) -> bool:
    """While both are here and neither has been handed the device."""
    return now.together


@dataclass(frozen=True, slots=True)
class NavItem:
    """One page: its module is imported at the first visit."""

    page: PageId
    group: NavGroup
    icon: str
    when: Condition
    title: Callable[[NavContext], str]
    module: str
    page_class: str
    needs_argument: bool = False
    listed: Condition = always
    """When it is also in the sidebar."""

    def load(self) -> object:
        """Import the module; takes as long as the disk likes."""
        return import_module(self.module)

    def make(self, ws: Workspace, parent: QWidget) -> Page:
        """Build the page."""
        made: Page = getattr(import_module(self.module), self.page_class)(ws, parent)
        return made


def tr(text: str) -> str:
    """A page's name in the language of the interface."""
    return QCoreApplication.translate("Places", text)


def _partner_view_title(now: NavContext) -> str:
    return fill(tr("What {name} can see"), name=now.partner) if now.partner else tr("What they can see")


def nav_items() -> tuple[NavItem, ...]:
    """Every page, in the order of the sidebar."""

    def item(
        page: PageId,
        group: NavGroup,
        icon: str,
        when: Condition,
        title: str | Callable[[NavContext], str],
        folder: str,
        *,
        needs_argument: bool = False,
        listed: Condition = always,
    ) -> NavItem:
        words = title if callable(title) else lambda _now: title
        module, page_class = f"app.ui.{folder}.page", f"{folder.title().replace('_', '')}Page"
        return NavItem(page, group, icon, when, words, module, page_class, needs_argument, listed)

    ours, only_me, below, hidden = NavGroup.OURS, NavGroup.ONLY_ME, NavGroup.BELOW, NavGroup.HIDDEN
    my_reading = tr("My reading")
    return (
        item(PageId.HOME, ours, "house", always, tr("Home"), "home"),
        item(PageId.LIMITS, ours, "columns", for_two, tr("Limits"), "limits"),
        item(PageId.SIGNALS, ours, "traffic-sign", for_two, tr("Signals"), "signals"),
        item(PageId.GROUND_RULES, ours, "file-text", for_two, tr("Ground rules"), "ground_rules"),
        item(PageId.SCENES, ours, "path", for_two, tr("Scenes"), "scenes"),
        item(PageId.AFTERCARE, ours, "heart", for_two, tr("Aftercare"), "aftercare"),
        item(PageId.MY_LIST, only_me, "list-bullets", in_private, tr("My list"), "my_list"),
        item(PageId.SHARE, only_me, "share-network", for_one_of_two, tr("What I would share"), "sharing"),
        item(PageId.SEEN, only_me, "eye", for_one_of_two, _partner_view_title, "partner_view"),
        item(PageId.JOURNAL, only_me, "notebook", in_private, tr("Journal"), "journal"),
        item(PageId.CHECK_INS, only_me, "chart-line", in_private, tr("Check-ins"), "check_ins"),
        item(PageId.PATTERNS, only_me, "magnifying-glass", in_private, tr("My patterns"), "patterns"),
        item(PageId.THERAPIST, only_me, "clipboard-text", in_private, tr("For my therapist"), "therapist"),
        item(PageId.EXPORT, only_me, "printer", always, tr("Print and export"), "export", listed=in_private),
        item(PageId.OPENING, hidden, "envelope-open", together, tr("Open together"), "opening"),
        item(PageId.MY_READING, hidden, "book-bookmark", for_one_of_two, my_reading, "my_reading", needs_argument=True),
        item(PageId.READING, below, "book-open", always, tr("Reading"), "reading"),
        item(PageId.SETTINGS, below, "gear-six", always, tr("Settings"), "settings"),
    )
