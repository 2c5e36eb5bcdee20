"""The stop page: what both agreed to do, one way on, and where to turn. Nothing leads back to the scene."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from app.models.live import LiveMark
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Size, Space, TextRole
from app.ui.kit.buttons import ButtonKind
from app.ui.kit.flow import column_in, row
from app.ui.kit.labels import Label
from app.ui.kit.surfaces import IconLabel
from app.ui.scene_day.far import far_button, fitting, show_role
from app.ui.scene_day.live_words import LiveWords

_LINE_ROLES = (TextRole.FAR, TextRole.HINT, TextRole.ASIDE)
_KINDLY = frozenset((LiveMark.ENDED, LiveMark.CAP))


class StopView(QWidget):
    """Made before it is needed: one key, and it is painted."""

    spoken_as = "AlertMessage"
    aftercare_asked = Signal()

    def __init__(self, design: Design, words: LiveWords) -> None:
        super().__init__()
        self._design, self._words = design, words
        edge = QFrame()
        edge.setObjectName("stop")
        inside = column_in(edge, Space.S, margins=(Space.XXL, 0, 0, 0))
        self._heading = Label(self.tr("Stopped"), TextRole.BANNER, heading=True)
        octagon = IconLabel(design, "octagon-fill", Colour.HARD_LIMIT, Size.OCTAGON)
        inside.addLayout(row(octagon, self._heading, spacing=Space.XL, wide=self._heading))
        self._lines = [Label(line, TextRole.FAR) for line in words.stop_lines]
        for line in self._lines:
            inside.addWidget(line)
        inside.addSpacing(Space.L)
        self.onwards = far_button(
            design, self.tr("On to aftercare"), self.aftercare_asked.emit, kind=ButtonKind.PRIMARY
        )
        inside.addWidget(self.onwards)
        inside.addStretch(1)
        self._help = Label(self._help_words(), TextRole.HINT, tone="soft")
        column = column_in(self, Space.XL, margins=Space.XXXL)
        column.addWidget(edge, 1)
        column.addWidget(self._help)
        edge.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(". ".join((self.tr("Stopped"), *words.stop_lines)))

    def _help_words(self) -> str:
        return "\n".join((self.tr("Help"), *self._words.help))

    def show_why(self, mark: LiveMark) -> None:
        """Name how it ended: a stop is a stop, and an end is an end. Nobody is asked anything."""
        heading = self.tr("Ended") if mark in _KINDLY else self.tr("Stopped")
        self._heading.setText(heading)
        self.setAccessibleName(". ".join((heading, *self._words.stop_lines)))

    def tell(self) -> None:
        """Put the keyboard on the heading, and let screen readers say at once what is shown."""
        self._heading.setFocus(Qt.FocusReason.OtherFocusReason)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() - 2 * Space.XXXL - Space.XXL
        low = self.height() < Size.WINDOW_HEIGHT - Size.NUDGE
        show_role(self._help, TextRole.ASIDE if low or len(self._words.help) > 1 else TextRole.HINT)
        show_role(
            self._heading, TextRole.SIGN if self.height() < Size.WINDOW_LEAST_HEIGHT + Size.NUDGE else TextRole.BANNER
        )
        help_high = self._help.heightForWidth(self.width() - 2 * Space.XXXL)
        taken = help_high + Size.FAR_LARGE + 2 * Size.OCTAGON + Space.XXXL * 2 + Space.XL + Space.S * len(self._lines)
        role = fitting(self._design, _LINE_ROLES, self._words.stop_lines, QSize(wide, self.height() - taken))
        for line in self._lines:
            show_role(line, role)
