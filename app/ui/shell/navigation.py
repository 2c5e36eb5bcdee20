"""Where one can go: every page with its group, its title, and when it exists."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, Flag, auto
from functools import partial
from pkgutil import resolve_name
from typing import cast

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from app.ui.page import Page
from app.ui.page_id import PageId
from app.ui.wording import fill
from app.ui.workspace import Workspace


class NavGroup(Enum):
    """Part of the sidebar."""

    FIRST = auto()
    OURS = auto()
    ONLY_ME = auto()
    BELOW = auto()
    HIDDEN = auto()


class Here(Flag):
    """What decides which pages exist."""

    ANYBODY = 0
    OF_TWO = auto()
    """The vault is for two."""
    PRIVATE = auto()
    """One person is alone or was handed the device, so that their private space may be shown."""
    TOGETHER = auto()
    """Both are here and neither has been handed the device."""
    READING = auto()
    """Whoever is here alone, or was handed the device, can continue a reading."""


@dataclass(frozen=True, slots=True)
class NavContext:
    """Who is here now."""

    here: Here
    partner: str = ""
    """The partner's name; empty while nobody is alone or handed the device."""


@dataclass(frozen=True, slots=True)
class NavItem:
    """One page: its module is imported at the first visit."""

    page: PageId
    group: NavGroup
    icon: str
    needs: Here
    words: str
    source: str
    """The page's class: its module, a colon, its name."""
    words_of_partner: str = ""
    """The title with the {name} of the partner."""
    needs_argument: bool = False
    listed: Here = Here.ANYBODY
    """What has to be so for it to be in the sidebar."""

    def exists(self, now: NavContext) -> bool:
        """Whether one can go there."""
        return self.needs in now.here

    def is_offered(self, now: NavContext) -> bool:
        """Whether it is in the list of places: one that needs an argument is there while that is known."""
        return self.exists(now) and (not self.needs_argument or (bool(self.listed) and self.listed in now.here))

    def title(self, now: NavContext) -> str:
        """The name of the page."""
        return fill(self.words_of_partner, name=now.partner) if self.words_of_partner and now.partner else self.words

    def make(self, ws: Workspace, parent: QWidget) -> Page:
        """Build the page."""
        return cast("type[Page]", resolve_name(self.source))(ws, parent)


tr = partial(QCoreApplication.translate, "Places")


def _page_in(folder: str) -> str:
    return f"app.ui.{folder}.page:{folder.title().replace('_', '')}Page"


_READY = "app.ui.scene_day.ready_page:ReadyPage"
_LIVE = "app.ui.scene_day.live_page:LivePage"


_FIRST, _OURS, _ONLY_ME, _BELOW, _HIDDEN = NavGroup
_ANYBODY, _OF_TWO, _PRIVATE, _TOGETHER, _BEGUN = Here.ANYBODY, Here.OF_TWO, Here.PRIVATE, Here.TOGETHER, Here.READING
_ONE_OF_TWO = _PRIVATE | _OF_TWO


def nav_items() -> tuple[NavItem, ...]:
    """Every page, in the order of the sidebar."""
    go_on, reading = tr("Continue my reading"), _page_in("my_reading")
    return (
        NavItem(
            PageId.MY_READING, _FIRST, "book-bookmark", _ONE_OF_TWO, go_on, reading, needs_argument=True, listed=_BEGUN
        ),
        *_ours(),
        *_only_me(),
        *_without_a_place(),
        NavItem(PageId.READING, _BELOW, "book-open", _ANYBODY, tr("Reading and resources"), _page_in("reading")),
        NavItem(PageId.SETTINGS, _BELOW, "gear-six", _ANYBODY, tr("Settings"), _page_in("settings")),
    )


def _ours() -> tuple[NavItem, ...]:
    return (
        NavItem(PageId.HOME, _OURS, "house", _ANYBODY, tr("Home"), _page_in("home")),
        NavItem(PageId.LIMITS, _OURS, "checks", _OF_TWO, tr("Limits"), _page_in("limits")),
        NavItem(PageId.SIGNALS, _OURS, "traffic-sign", _OF_TWO, tr("Signals"), _page_in("signals")),
        NavItem(PageId.GROUND_RULES, _OURS, "file-text", _OF_TWO, tr("Ground rules"), _page_in("ground_rules")),
        NavItem(PageId.SCENES, _OURS, "path", _OF_TWO, tr("Scenes"), _page_in("scenes")),
        NavItem(PageId.AFTERCARE, _OURS, "heart", _OF_TWO, tr("Aftercare"), _page_in("aftercare")),
    )


def _only_me() -> tuple[NavItem, ...]:
    seen, seen_by_partner = tr("What they can see"), tr("What {name} can see")
    return (
        NavItem(PageId.MY_LIST, _ONLY_ME, "list-bullets", _PRIVATE, tr("My list"), _page_in("my_list")),
        NavItem(PageId.SHARE, _ONLY_ME, "share-network", _ONE_OF_TWO, tr("What I would share"), _page_in("sharing")),
        NavItem(PageId.SEEN, _ONLY_ME, "eye", _ONE_OF_TWO, seen, _page_in("partner_view"), seen_by_partner),
        NavItem(PageId.JOURNAL, _ONLY_ME, "notebook", _PRIVATE, tr("Journal"), _page_in("journal")),
        NavItem(PageId.CHECK_INS, _ONLY_ME, "chart-line", _PRIVATE, tr("Check-ins"), _page_in("check_ins")),
        NavItem(PageId.PATTERNS, _ONLY_ME, "dots-nine", _PRIVATE, tr("My patterns"), _page_in("patterns")),
        NavItem(PageId.THERAPIST, _ONLY_ME, "clipboard-text", _PRIVATE, tr("For my therapist"), _page_in("therapist")),
        NavItem(
            PageId.EXPORT, _ONLY_ME, "printer", _ANYBODY, tr("Print and export"), _page_in("export"), listed=_PRIVATE
        ),
    )


def _without_a_place() -> tuple[NavItem, ...]:
    """What something else leads to; none of it is in the sidebar."""
    talk, wrong, all_agreed = tr("First conversation"), tr("Something went wrong"), tr("Everything you agreed")
    care = NavItem(
        PageId.AFTERWARDS, _HIDDEN, "heart", _OF_TWO, tr("Afterwards"), _page_in("afterwards"), needs_argument=True
    )
    return (
        NavItem(PageId.PREPARED, _HIDDEN, "note-pencil", _PRIVATE, tr("What I prepare"), _page_in("prepared")),
        NavItem(PageId.HISTORY, _HIDDEN, "clock-counter-clockwise", _OF_TWO, all_agreed, _page_in("history")),
        NavItem(PageId.READY, _HIDDEN, "check-circle", _ONE_OF_TWO, tr("Ready check"), _READY, needs_argument=True),
        NavItem(PageId.LIVE, _HIDDEN, "clock", _OF_TWO, tr("Tonight"), _LIVE, needs_argument=True),
        NavItem(PageId.OPENING, _HIDDEN, "envelope-open", _TOGETHER, tr("Open together"), _page_in("opening")),
        NavItem(PageId.CONVERSATION, _HIDDEN, "chats-circle", _ANYBODY, talk, _page_in("conversation")),
        care,
        NavItem(PageId.WENT_WRONG, _HIDDEN, "lifebuoy", _PRIVATE, wrong, _page_in("went_wrong")),
    )
