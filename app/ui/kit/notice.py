"""Notices: a calm message where something happened, instead of a dialog."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from functools import cached_property
from typing import NamedTuple

from PySide6 import QtCore
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.ui.design.design import Design
from app.ui.design.style import restyle
from app.ui.design.tokens import Colour, Size, Space, TextRole
from app.ui.kit.buttons import IconButton
from app.ui.kit.first_line import FirstLine
from app.ui.kit.flow import Column, Flow, clear_layout, column_in, fit_height
from app.ui.kit.labels import Label
from app.ui.kit.surfaces import IconLabel


def announce(widget: QWidget) -> None:
    """Let a screen reader announce a widget that just appeared."""
    from PySide6.QtGui import QAccessible, QAccessibleEvent

    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))


class NoticeTone(Enum):
    """What kind of thing happened: hue and icon."""

    INFO = (Colour.UNANSWERED, "info")
    REFUSAL = (Colour.HARD_LIMIT, "hand-palm")
    WARNING = (Colour.CURIOUS, "warning-circle")
    SUCCESS = (Colour.ACCENT, "check-circle")


class _Words(NamedTuple):
    icon: IconLabel
    title: Label
    text: Label
    actions: Flow


class Notice(QFrame):
    """Hidden, and without content, until there is a message: most notices never show one."""

    spoken_as = "AlertMessage"
    dismissed = Signal()

    def __init__(self, design: Design, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        fit_height(self)
        self._design = design
        # Made at once, so that its place in the tab order is the notice's.
        self._close = IconButton(design, "x", self.tr("Close this notice"), self._on_closed, self)
        self._close.set_compact()
        self.hide()

    @cached_property
    def _words(self) -> _Words:
        """The content, made when the notice is first shown."""
        icon = IconLabel(self._design, "", Colour.INK_SOFT, Size.ICON_LARGE)
        title, text = Label("", TextRole.STRONG), Label("", selectable=True)
        text.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
        actions = Flow()
        actions.setContentsMargins(0, Space.S, 0, 0)
        words = Column(title, text, actions, spacing=Space.XS)
        self._line = FirstLine(self._design, TextRole.STRONG, words, self._close, before=(icon,), parent=self)
        self._column = column_in(self)
        self._column.addWidget(self._line)
        self._design.follow(self._fit)
        return _Words(icon, title, text, actions)

    def _fit(self) -> None:
        """Leave the same air above the words as below them."""
        self._column.setContentsMargins(Space.L, Space.L - self._line.above, Space.M, Space.L)

    def show_notice(
        self,
        title: str,
        text: str = "",
        tone: NoticeTone = NoticeTone.INFO,
        actions: Sequence[QWidget] = (),
        *,
        closable: bool = True,
    ) -> None:
        """Show a message, and let a screen reader announce it."""
        colour, icon = tone.value
        inside = self._words
        inside.icon.show_icon(icon, colour)
        inside.title.setText(title)
        inside.text.show_text(text)
        clear_layout(inside.actions.flow)
        for action in actions:
            inside.actions.add(action)
        inside.actions.setVisible(bool(actions))
        self._line.show()  # what is in it is shown at once, even in a notice that is visible already
        self._close.setVisible(closable)
        self.setProperty("tone", str(colour))
        self.setAccessibleName(f"{title}. {text}" if text else title)
        restyle(self)
        self.show()
        announce(self)

    def show_error(self, error: Exception) -> None:
        """Show what an error means."""
        from app.ui.error_text import error_text

        words = error_text(error)
        tone = NoticeTone.REFUSAL if words.is_refusal else NoticeTone.WARNING
        self.show_notice(words.title, words.text, tone)

    def clear(self) -> None:
        """Hide the message and forget its words."""
        if "_words" in vars(self):
            self._words.title.clear()
            self._words.text.clear()
        self.setAccessibleName("")
        self.hide()

    def _on_closed(self) -> None:
        self.hide()
        self.dismissed.emit()
