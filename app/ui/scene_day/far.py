"""What is read across a room: words in type that fits, and larger buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics

from app.ui.design.design import Design
from app.ui.design.style import restyle
from app.ui.design.tokens import Size, TextRole
from app.ui.kit.buttons import Button, ButtonKind
from app.ui.kit.labels import Label
from app.ui.kit.strings import keep_end

_WRAPS = int(Qt.TextFlag.TextWordWrap)


def far_button(
    design: Design,
    words: str,
    on: Callable[[], object],
    *,
    height: Size = Size.FAR_LARGE,
    kind: ButtonKind = ButtonKind.SECONDARY,
) -> Button:
    """A button whose words can be read across a room."""
    button = Button(design, words, on, kind=kind)
    button.set_far(height)
    return button


def show_role(label: Label, role: TextRole) -> None:
    """Give a text a different role."""
    if label.objectName() != role:
        label.setObjectName(str(role))
        restyle(label)
        label.updateGeometry()


def fitting(design: Design, roles: Sequence[TextRole], words: Sequence[str], room: QSize) -> TextRole:
    """The first of these roles in which texts below each other fit into the room; else the last."""
    for role in roles:
        metrics = QFontMetrics(design.font(role))
        boxes = [metrics.boundingRect(QRect(0, 0, max(1, room.width()), 0), _WRAPS, keep_end(text)) for text in words]
        if sum(box.height() for box in boxes) <= room.height() and all(box.width() <= room.width() for box in boxes):
            return role
    return roles[-1]
