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


def nav_items() -> tuple[NavItem, ...]:
    """Every page, in the order of the sidebar."""

    first, ours, only_me = NavGroup.FIRST, NavGroup.OURS, NavGroup.ONLY_ME
    below, hidden = NavGroup.BELOW, NavGroup.HIDDEN
    anybody, of_two, private, together = Here.ANYBODY, Here.OF_TWO, Here.PRIVATE, Here.TOGETHER
    one_of_two = private | of_two
    seen, seen_by_partner = tr("What they can see"), tr("What {name} can see")
    begun, go_on, my_reading = Here.READING, tr("Continue my reading"), _page_in("my_reading")
    return (
        NavItem(
            PageId.MY_READING, first, "book-bookmark", one_of_two, go_on, my_reading, needs_argument=True, listed=begun
        ),
        NavItem(PageId.HOME, ours, "house", anybody, tr("Home"), _page_in("home")),
        NavItem(PageId.LIMITS, ours, "checks", of_two, tr("Limits"), _page_in("limits")),
        NavItem(PageId.SIGNALS, ours, "traffic-sign", of_two, tr("Signals"), _page_in("signals")),
        NavItem(PageId.GROUND_RULES, ours, "file-text", of_two, tr("Ground rules"), _page_in("ground_rules")),
        NavItem(PageId.SCENES, ours, "path", of_two, tr("Scenes"), _page_in("scenes")),
        NavItem(PageId.AFTERCARE, ours, "heart", of_two, tr("Aftercare"), _page_in("aftercare")),
        NavItem(PageId.MY_LIST, only_me, "list-bullets", private, tr("My list"), _page_in("my_list")),
        NavItem(PageId.SHARE, only_me, "share-network", one_of_two, tr("What I would share"), _page_in("sharing")),
        NavItem(PageId.SEEN, only_me, "eye", one_of_two, seen, _page_in("partner_view"), seen_by_partner),
        NavItem(PageId.JOURNAL, only_me, "notebook", private, tr("Journal"), _page_in("journal")),
        NavItem(PageId.CHECK_INS, only_me, "chart-line", private, tr("Check-ins"), _page_in("check_ins")),
        NavItem(PageId.PATTERNS, only_me, "dots-nine", private, tr("My patterns"), _page_in("patterns")),
        NavItem(PageId.THERAPIST, only_me, "clipboard-text", private, tr("For my therapist"), _page_in("therapist")),
        NavItem(PageId.EXPORT, only_me, "printer", anybody, tr("Print and export"), _page_in("export"), listed=private),
        NavItem(PageId.PREPARED, hidden, "note-pencil", private, tr("What I prepare"), _page_in("prepared")),
        NavItem(PageId.READY, hidden, "check-circle", one_of_two, tr("Ready check"), _READY, needs_argument=True),
        NavItem(PageId.LIVE, hidden, "clock", of_two, tr("Tonight"), _LIVE, needs_argument=True),
        NavItem(PageId.OPENING, hidden, "envelope-open", together, tr("Open together"), _page_in("opening")),
        NavItem(
            PageId.CONVERSATION, hidden, "chats-circle", anybody, tr("First conversation"), _page_in("conversation")
        ),
        NavItem(
            PageId.AFTERWARDS, hidden, "heart", of_two, tr("Afterwards"), _page_in("afterwards"), needs_argument=True
        ),
        NavItem(PageId.WENT_WRONG, hidden, "lifebuoy", private, tr("Something went wrong"), _page_in("went_wrong")),
        NavItem(PageId.READING, below, "book-open", anybody, tr("Reading and resources"), _page_in("reading")),
        NavItem(PageId.SETTINGS, below, "gear-six", anybody, tr("Settings"), _page_in("settings")),
    )
