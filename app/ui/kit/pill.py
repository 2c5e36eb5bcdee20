"""Pills: a word or two with an icon on a soft ground."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSizePolicy

from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Size, Space, TextRole
from app.ui.kit.flow import row_in
from app.ui.kit.labels import Label, restyle
from app.ui.kit.surfaces import IconLabel


class Pill(QFrame):
    """A small statement that cannot be pressed."""

    def __init__(self, design: Design, text: str = "", icon: str = "", tone: Colour = Colour.UNANSWERED) -> None:
        super().__init__()
        self.setObjectName("pill")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._icon = IconLabel(design, "", tone, Size.ICON_SMALL)
        self._label = Label("", TextRole.OVERLINE, wrap=False)
        line = row_in(self, Space.XS + 2, margins=(Space.S + 2, Space.XS, Space.S + 2, Space.XS))
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._label, 0, Qt.AlignmentFlag.AlignVCenter)
        self.show_pill(text, icon, tone)

    def show_pill(self, text: str, icon: str = "", tone: Colour = Colour.UNANSWERED) -> None:
        """Change words, icon and hue."""
        self._label.setText(text)
        self._icon.setVisible(bool(icon))
        self._icon.show_icon(icon, tone)
        self.setProperty("tone", str(tone))
        self._label.show_tone(str(tone))
        self.setAccessibleName(text)
        restyle(self)
