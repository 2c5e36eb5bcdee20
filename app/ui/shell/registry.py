"""All places, in the order of the sidebar; the modules of the pages are imported at the first visit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from app.ui.page_id import PageId
from app.ui.shell.places import (
    Circumstances,
    Group,
    Place,
    always,
    for_two,
    in_private,
    in_private_for_two,
    joint,
    tr,
)
from app.ui.wording import fill

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.ui.page import Page
    from app.ui.workspace import Workspace

MODULES = {
    PageId.HOME: ("app.ui.home.page", "HomePage"),
    PageId.LIMITS: ("app.ui.limits.page", "LimitsPage"),
    PageId.SIGNALS: ("app.ui.signals.page", "SignalsPage"),
    PageId.GROUND_RULES: ("app.ui.rules.page", "GroundRulesPage"),
    PageId.SCENES: ("app.ui.scenes.page", "ScenesPage"),
    PageId.AFTERCARE: ("app.ui.aftercare.page", "AftercarePage"),
    PageId.MY_LIST: ("app.ui.my_list.page", "MyListPage"),
    PageId.SHARE: ("app.ui.sharing.page", "SharingPage"),
    PageId.SEEN: ("app.ui.partner_view.page", "PartnerViewPage"),
    PageId.OPENING: ("app.ui.opening.page", "OpeningPage"),
    PageId.MY_READING: ("app.ui.my_reading.page", "MyReadingPage"),
    PageId.JOURNAL: ("app.ui.journal.page", "JournalPage"),
    PageId.CHECK_INS: ("app.ui.check_ins.page", "CheckInsPage"),
    PageId.PATTERNS: ("app.ui.patterns.page", "PatternsPage"),
    PageId.THERAPIST: ("app.ui.therapist.page", "TherapistPage"),
    PageId.EXPORT: ("app.ui.export.page", "ExportPage"),
    PageId.READING: ("app.ui.reading.page", "ReadingPage"),
    PageId.SETTINGS: ("app.ui.settings.page", "SettingsPage"),
}


def _maker(page: PageId) -> Callable[[Workspace, QWidget], Page]:
    def make(ws: Workspace, parent: QWidget) -> Page:
        module, name = MODULES[page]
        made: Page = getattr(import_module(module), name)(ws, parent)
        return made

    return make


def _loader(page: PageId) -> Callable[[], object]:
    return lambda: import_module(MODULES[page][0])


def _seen_title(now: Circumstances) -> str:
    if not now.partner:
        return tr("What they can see")
    return fill(tr("What {name} can see"), name=now.partner)


def places() -> tuple[Place, ...]:
    """Every place."""

    def place(
        page: PageId,
        group: Group,
        icon: str,
        when: Callable[[Circumstances], bool],
        title: str | Callable[[Circumstances], str],
        needs_argument: bool = False,
        listed: Callable[[Circumstances], bool] = always,
    ) -> Place:
        words = title if callable(title) else lambda _now: title
        made = Place(page, group, icon, when, words, _maker(page), needs_argument=needs_argument, listed=listed)
        return replace(made, load=_loader(page))

    return (
        place(PageId.HOME, Group.OURS, "house", always, tr("Home")),
        place(PageId.LIMITS, Group.OURS, "columns", for_two, tr("Limits")),
        place(PageId.SIGNALS, Group.OURS, "traffic-sign", for_two, tr("Signals")),
        place(PageId.GROUND_RULES, Group.OURS, "file-text", for_two, tr("Ground rules")),
        place(PageId.SCENES, Group.OURS, "path", for_two, tr("Scenes")),
        place(PageId.AFTERCARE, Group.OURS, "heart", for_two, tr("Aftercare")),
        place(PageId.MY_LIST, Group.ONLY_ME, "list-bullets", in_private, tr("My list")),
        place(PageId.SHARE, Group.ONLY_ME, "share-network", in_private_for_two, tr("What I would share")),
        place(PageId.SEEN, Group.ONLY_ME, "eye", in_private_for_two, _seen_title),
        place(PageId.JOURNAL, Group.ONLY_ME, "notebook", in_private, tr("Journal")),
        place(PageId.CHECK_INS, Group.ONLY_ME, "chart-line", in_private, tr("Check-ins")),
        place(PageId.PATTERNS, Group.ONLY_ME, "magnifying-glass", in_private, tr("My patterns")),
        place(PageId.THERAPIST, Group.ONLY_ME, "clipboard-text", in_private, tr("For my therapist")),
        place(PageId.EXPORT, Group.ONLY_ME, "printer", always, tr("Print and export"), listed=in_private),
        place(PageId.OPENING, Group.HIDDEN, "envelope-open", joint, tr("Open together")),
        place(PageId.MY_READING, Group.HIDDEN, "book-bookmark", in_private_for_two, tr("My reading"), True),
        place(PageId.READING, Group.BELOW, "book-open", always, tr("Reading")),
        place(PageId.SETTINGS, Group.BELOW, "gear-six", always, tr("Settings")),
    )
