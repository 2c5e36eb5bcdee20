"""Properties that the style sheet goes by, and the words of quiet buttons at the edges of a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLayoutItem, QWidget

if TYPE_CHECKING:
    from app.ui.kit.buttons import Button

W = TypeVar("W", bound=QWidget)
_QUIET = ("quiet", "danger")
"""Buttons without a ground: their words are at the edge where they begin a line, or end one at the right."""


def restyle(widget: QWidget) -> None:
    """Let a changed property take effect in the style sheet."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def begin_line(widget: QWidget) -> None:
    """Put the words of a quiet button at the edge of the column; of any other widget, the widget is there."""
    if widget.objectName() in _QUIET:
        widget.setProperty("flush", True)


def end_line(widget: W) -> W:
    """Put the words of a quiet button at the right edge; of any other widget, the widget is there. Returns it."""
    if widget.objectName() in _QUIET:
        widget.setProperty("ends", True)
    return widget


def hang(widget: QWidget | None, *, begins: bool = False, ends: bool = False) -> None:
    """Put the words of a quiet button to the left edge, to the right one, or to neither."""
    if widget is None or widget.objectName() not in _QUIET:
        return
    if (bool(widget.property("flush")), bool(widget.property("ends"))) != (begins, ends):
        widget.setProperty("flush", begins)
        widget.setProperty("ends", ends)
        restyle(widget)
        QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))  # its width is not the same


def hung(item: QLayoutItem) -> int:
    """The air that a quiet button has beside its words where it neither begins nor ends a line."""
    widget = item.widget()
    is_hung = widget is not None and (widget.property("flush") or widget.property("ends"))
    return cast("Button", widget).side if is_hung else 0
