"""Reading and resources before anything is unlocked."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.assets import load_reading, load_resources
from app.ui.design.design import Design
from app.ui.kit.buttons import secondary
from app.ui.kit.flow import add_to
from app.ui.kit.scroll import ScrollPage
from app.ui.preferences import Preferences
from app.ui.reading.library_view import LibraryView
from app.ui.reading.places import place_here, places
from app.ui.reading.text_list import RESOURCES
from app.ui.window import MainWindow


class ReadingWindow(ScrollPage):
    """The shipped texts and resources, read-only."""

    closed = Signal()

    def __init__(self, design: Design, place: str, language: str) -> None:
        super().__init__(design)
        back = secondary(design, self.tr("Back"), self.closed.emit, "arrow-left")
        self._place = place
        self._view = LibraryView(design, load_reading(), places(language), (back,))
        self._view.hear_find(self)
        self._view.place_chosen.connect(self.on_place)
        self._view.opened.connect(self.on_opened)
        add_to(self.body, self._view.header, self._view)
        self.body.addStretch(1)

    def on_opened(self, key: str) -> None:
        """Show a text, the resources, or the list of texts."""
        if key == RESOURCES:
            self._view.show_resources(load_resources(), editable=False, place=self._place)
        elif key:
            self._view.show_text(key)
        else:
            self._view.show_list()
        self.to_top()

    def on_place(self, place: str) -> None:
        """Show this country until the window is closed; nobody is here for whom it could be remembered."""
        self._place = place

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def show_reading(window: MainWindow, design: Design, settings: Preferences) -> None:
    """Show the resources over what the window shows, until they are closed."""
    reading = ReadingWindow(design, place_here(settings.country, settings.language), settings.language)
    reading.closed.connect(window.end_over)
    window.show_over(reading)
    reading.on_opened(RESOURCES)
