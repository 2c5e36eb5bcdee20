"""Lists of short texts: what wraps hangs beside its bullet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from app.ui.design.tokens import Space, TextRole
from app.ui.kit.flow import Column
from app.ui.kit.labels import Label

_BULLET = "•"
_ROOM = f"{_BULLET}  "


class BulletItem(Label):
    """One text of a list; the bullet is painted, and screen readers leave it out."""

    def __init__(self, role: TextRole = TextRole.BODY, *, tone: str = "") -> None:
        super().__init__(role=role, tone=tone)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)  # an indent would be above the words, too

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.FontChange:
            self.setContentsMargins(self.fontMetrics().horizontalAdvance(_ROOM), 0, 0, 0)
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.drawText(0, self.fontMetrics().ascent(), _BULLET)
        painter.end()


class BulletList(Column):
    """Texts one below the other, all in one role."""

    def __init__(self, role: TextRole = TextRole.BODY, *, tone: str = "") -> None:
        super().__init__(spacing=Space.XS)
        self._role, self._tone = role, tone
        self._items: list[BulletItem] = []

    def show_items(self, texts: Sequence[str]) -> None:
        """Show these; without any, it takes no room."""
        while len(self._items) < len(texts):
            self._items.append(self.add(BulletItem(self._role, tone=self._tone)))
        for at, item in enumerate(self._items):
            item.show_text(texts[at] if at < len(texts) else "")
        self.setVisible(bool(texts))
