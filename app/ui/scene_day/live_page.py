"""The screen *Tonight*: what comes before a scene, and over the whole window the scene itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.ui.design.design import Design
from app.ui.design.tokens import NORMAL_SCALE, Size, Theme
from app.ui.kit.flow import at_most, holds_focus
from app.ui.page_id import PageId
from app.ui.scene_day.before_cards import BeforeCards
from app.ui.scene_day.day_page import DayPage
from app.ui.scene_day.live_presenter import LivePresenter
from app.ui.scene_day.live_view import LiveView, beep
from app.ui.window import MainWindow
from app.ui.workspace import Workspace


class LivePage(DayPage):
    """Argument: the id of the agreement on the scene."""

    presenter: LivePresenter

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(ws, parent)
        self.presenter = LivePresenter(ws, ws.keeper, self)
        self.build_head(self.tr("Tonight"))
        self.follow(self.presenter, self.refresh)
        self.presenter.begun.connect(self._show_live)
        self.cards = BeforeCards(ws, self.presenter)
        self.body.addWidget(at_most(self.cards, Size.READY))
        ws.design.limit_width(self.cards, Size.READY)
        self.body.addStretch(1)
        self.live: LiveView | None = None
        """What fills the window; None before a scene and after it."""
        self._state_before = Qt.WindowState.WindowNoState

    def flush(self) -> None:
        """Write what happened, and how long it has run."""
        self.presenter.write_now()

    def on_presence_changed(self) -> None:
        """Only both together begin."""
        self.presenter.reload()

    def refresh(self) -> None:
        """Show where the day is."""
        found = self.presenter.found
        title = self.presenter.words.title if self.presenter.words is not None else ""
        self.header.show_subtitle(title if found is not None else "")
        held = holds_focus(self.cards)
        self.cards.show_stage()
        if held:
            self.focus_first()
        self.measure()

    def _show_live(self) -> None:
        window, words = self.window(), self.presenter.words
        if self.live is not None or words is None or not isinstance(window, MainWindow):
            return
        look = self.presenter.look
        theme = Theme.DARK if look.is_dark else Theme.LIGHT
        # Its type is large already, and the same at every text size.
        design = Design(theme, NORMAL_SCALE)
        sound = beep if look.has_sound else None
        self.live = LiveView(design, self.ws.keeper, words, sound=sound)
        self.live.running.hide_asked.connect(self.ws.signals.hide_asked)
        self.live.stop.aftercare_asked.connect(self._on_aftercare)
        self._state_before = window.windowState()
        window.show_over(self.live, dressed=True)
        if look.fills_screen:
            window.setWindowState(self._state_before | Qt.WindowState.WindowFullScreen)
        self.live.focus_first()

    def _on_aftercare(self) -> None:
        """On from the stop page; nothing leads back to it."""
        window = self.window()
        self.live = None
        self.presenter.leave()
        if isinstance(window, MainWindow):
            window.end_over()
            window.setWindowState(self._state_before)
        self.go(PageId.AFTERWARDS, self.presenter.scene)
