"""The screen *Everything you agreed*: a timeline over ground rules and scenes. What somebody ended has no day."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.models.changes import ChangeKind
from app.models.outline import DraftKind
from app.models.timeline import HistoryEvent
from app.services.draft_lists import history
from app.ui.agreement.history import EVENT_ICONS, event_words
from app.ui.design.tokens import Colour, Size
from app.ui.kit.empty import EmptyState
from app.ui.kit.flow import clear_layout
from app.ui.kit.surfaces import ClickRow, IconLabel, Rows
from app.ui.page import Page
from app.ui.page_id import PageId
from app.ui.presenter import Presenter
from app.ui.scenes.list_view import untitled
from app.ui.workspace import Workspace


class HistoryPresenter(Presenter):
    """Holds every event, the latest first."""

    kinds = (ChangeKind.AGREEMENTS, ChangeKind.DRAFTS)

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(ws, parent)
        self.events: tuple[HistoryEvent, ...] = ()

    def reload(self) -> None:
        """Read it again, for those who are here."""
        today, me = self._ws.today, self._ws.session.me
        self.read(lambda uow: history(uow, today=today, me=me), self._on_read)

    def _on_read(self, events: tuple[HistoryEvent, ...]) -> None:
        self.events = events
        self.loaded.emit()


class HistoryPage(Page):
    """One row an event, the latest first; each leads to its text."""

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(ws, parent)
        self.presenter = HistoryPresenter(ws, self)
        about = self.tr("Ground rules and scenes, latest first. Where one of you ended something, no date is shown.")
        self.build_head(self.tr("Everything you agreed"), about)
        self.follow(self.presenter, self.refresh)
        self.rows = Rows(ws.design)
        self.empty = EmptyState(
            ws.design,
            "clock-counter-clockwise",
            self.tr("Nothing agreed yet"),
            self.tr("Once you have both said yes to a text, it is listed here with what became of it."),
        )
        self.body.addWidget(self.rows)
        self.body.addWidget(self.empty)
        self.body.addStretch(1)
        self.rows.hide()
        self.empty.hide()

    def activate(self, argument: object = None) -> None:
        """Read everything that was agreed."""
        self.notice.clear()
        self.presenter.reload()

    def on_presence_changed(self) -> None:
        """What somebody has hidden from their own view is hidden from them alone."""
        self.presenter.reload()

    def refresh(self) -> None:
        """Show the events."""
        clear_layout(self.rows.body)
        events = self.presenter.events
        for place, event in enumerate(events):
            self.rows.add(self._row(event, first=not place))
        self.rows.setVisible(bool(events))
        self.empty.setVisible(not events)
        self.measure()

    def _row(self, event: HistoryEvent, *, first: bool) -> ClickRow:
        design, document = self.ws.design, event.version.agreement.document
        is_rules = document.kind is DraftKind.GROUND_RULES
        title = self.tr("Ground rules") if is_rules else document.title.strip() or untitled()
        icon = IconLabel(design, EVENT_ICONS[event.kind], Colour.INK_SOFT, Size.ICON_LARGE)
        opens = IconLabel(design, "caret-right", Colour.INK_FAINT, Size.ICON_SMALL)
        line = ClickRow(design, title, event_words(event), opens, start=icon, first=first)
        line.setAccessibleName(f"{title}, {event_words(event)}")
        page, argument = (PageId.GROUND_RULES, None) if is_rules else (PageId.SCENES, document.draft_id)
        line.clicked.connect(partial(self.go, page, argument))
        return line
