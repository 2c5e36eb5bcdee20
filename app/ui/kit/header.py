"""The head of a page: the way back, title, subtitle and actions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6 import QtCore
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from app.ui.design.design import Design
from app.ui.design.tokens import Size, Space
from app.ui.kit.buttons import begin_line
from app.ui.kit.flow import Flow, column_in, fit_height, row, stack
from app.ui.kit.labels import display, soft


class PageHeader(QWidget):
    """The way back above title and subtitle; actions right of them, or below where there is no room."""

    turned = QtCore.Signal(bool)
    """Whether the actions are below from now on."""

    def __init__(
        self,
        design: Design,
        title: str,
        subtitle: str = "",
        actions: Sequence[QWidget] = (),
        back: QWidget | None = None,
    ) -> None:
        super().__init__()
        self._design = design
        self._column = column_in(self, Space.XS, margins=(0, 0, 0, Space.S))
        if back is not None:
            begin_line(back)
            self._column.addWidget(back)
        self._line = row(spacing=Space.L)
        self._column.addLayout(self._line)
        self._title, self._subtitle = display(title), soft(subtitle)
        self._words = stack(self._title, self._subtitle, spacing=Space.XS)
        self._words.addStretch(1)
        self._line.addLayout(self._words, 1)
        self._subtitle.setVisible(bool(subtitle))
        self._actions = Flow(right=True)
        self._actions.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        self._line.addWidget(self._actions)
        self._actions.setVisible(bool(actions))
        for action in actions:
            self._actions.add(action)
        fit_height(self)

    def focus_title(self) -> None:
        """Focus the title, from where Tab goes on to the page."""
        self._title.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)

    def show_title(self, text: str) -> None:
        """Change the title."""
        self._title.setText(text)

    def show_subtitle(self, text: str) -> None:
        """Change the subtitle; empty hides it."""
        self._subtitle.show_text(text)
        self._fit()

    def fold(self, folded: bool) -> None:
        """Hide the subtitle where the window is low."""
        self._subtitle.setVisible(bool(self._subtitle.text()) and not folded)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QtCore.QEvent) -> bool:
        """Fit again when words or type have changed inside."""
        if event.type() is QtCore.QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        title = min(self._design.px(Size.NARROW) // 2, self._title.fontMetrics().horizontalAdvance(self._title.text()))
        wanted = self._actions.flow.sizeHint().width() + max(title, self._design.px(Size.NARROW) // 4) + 2 * Space.L
        is_tall = self._actions.flow.sizeHint().height() > self._title.sizeHint().height() + Space.L
        # Below tall actions a subtitle would be far from its title.
        no_room = wanted > self.width() or (is_tall and self._is_beside_too_long())
        narrow = self._actions.isVisibleTo(self) and no_room
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._line.direction() != direction:
            self._line.setDirection(direction)
            self._actions.flow.align_right(not narrow)
            self.turned.emit(narrow)
            self._line.setStretch(0, 0 if narrow else 1)
        self._place_subtitle(narrow)

    def _is_beside_too_long(self) -> bool:
        """Whether the subtitle does not fit beside the actions in a line."""
        room = self.width() - self._actions.flow.sizeHint().width() - Space.L
        return self._subtitle.fontMetrics().horizontalAdvance(self._subtitle.text()) > room

    def _place_subtitle(self, narrow: bool) -> None:
        """Beside the actions if it fits there in a line, else below them, where it has the whole width."""
        below = self._actions.isVisibleTo(self) and not narrow and self._is_beside_too_long()
        if below != (self._words.indexOf(self._subtitle) < 0):
            if below:
                self._column.addWidget(self._subtitle)
            else:
                self._words.insertWidget(1, self._subtitle)
