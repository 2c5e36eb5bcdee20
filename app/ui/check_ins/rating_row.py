"""One dimension of a check-in: its name, its meaning, and five steps between two words."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.models.check_in import Dimension
from app.ui.check_ins.words import LONGEST_WORD, name_of, rating_words
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.buttons import Button, ButtonKind
from app.ui.kit.flow import add_to, row, row_in, stack
from app.ui.kit.labels import caption, strong
from app.ui.kit.narrow import NarrowSwitch
from app.ui.kit.segments import ExclusiveButtons, Track
from app.ui.kit.strings import breakable

STEPS = 5
NARROW = 760
"""Below this width (at 100 % text) the steps are below the name."""
WORD_WIDTH, GREATEST_WORD_WIDTH = 112, 150
"""Widths of the word at either end, at 100 % text: normal, and at most."""
LEAST_WORD_WIDTH = 44
"""The least width of that word, in the smallest window."""
BREAK_EVERY = 5
"""Characters after which a word that is too long may be broken."""

_DIGITS = {Qt.Key(Qt.Key.Key_0 + rating): rating for rating in range(STEPS)}
_NEXT = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RatingRow(QWidget):
    """Left, Right and 0 to 4 rate; Backspace clears; Enter and Down go on. One stop for Tab."""

    rated = Signal(object)
    """The rating; None when it was cleared."""
    left = Signal(int)
    """The next row (1) or the previous one (-1) is wanted."""

    is_seen_whole = True
    """Its steps may be below the name that has the focus."""

    def __init__(self, design: Design, dimension: Dimension) -> None:
        super().__init__()
        self._design = design
        self.dimension = dimension
        self.rating: int | None = None
        self._line = row_in(self, Space.M)
        self._switch = NarrowSwitch(design, self, NARROW, self._line)
        self._switch.turned.connect(self._on_turned)
        words = stack(spacing=Space.NONE)
        self.name = strong(breakable(name_of(dimension)))
        self.name.setAccessibleName(name_of(dimension))
        self.name.setAccessibleDescription(dimension.about)
        words.addWidget(self.name)
        if dimension.about:
            words.addWidget(caption(dimension.about))
        self._line.addLayout(words, 1)
        self._group = ExclusiveButtons(self, optional=True)
        self._group.on_key = self._on_key
        self._group.chosen.connect(self._on_chosen)
        self._line.addLayout(self._build_scale())
        design.follow(self._fit)

    def _build_scale(self) -> QHBoxLayout:
        scale = row(spacing=Space.XS + 2)
        self._low, self._high = (caption(end) for end in self._end_words)
        self._low.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        scale.addWidget(self._low)
        self.buttons = tuple(self._make(rating) for rating in range(STEPS))
        self._group.show_buttons(dict(enumerate(self.buttons)))
        self._track = Track()
        add_to(self._track.flow, *self.buttons)
        scale.addWidget(self._track, 0, Qt.AlignmentFlag.AlignVCenter)
        scale.addWidget(self._high)
        scale.addStretch(0)
        self._scale = scale
        return scale

    def _make(self, rating: int) -> Button:
        button = Button(self._design, str(rating), kind=ButtonKind.SEGMENT)
        button.setAccessibleName(rating_words(self.dimension, rating))
        button.setAccessibleDescription(self.dimension.about)
        return button

    @property
    def _end_words(self) -> tuple[str, str]:
        return self.dimension.low.strip()[:LONGEST_WORD], self.dimension.high.strip()[:LONGEST_WORD]

    def show_rating(self, rating: int | None) -> None:
        """Show what it is rated without emitting `rated`."""
        self.rating = rating
        self._group.show_key(rating)

    def choose(self, rating: int | None) -> None:
        """Rate it as a person would."""
        self._group.choose(rating)

    def take_focus(self) -> None:
        """Focus the chosen step, or the name: no step looks chosen before one is, and all keys work there, too."""
        (self.name if self.rating is None else self.buttons[self.rating]).setFocus(Qt.FocusReason.TabFocusReason)

    def _on_chosen(self, rating: int | None) -> None:
        before, self.rating = self.rating, rating
        if self.window().focusWidget() in (self.name, *self.buttons):
            self.take_focus()
        if before != rating:
            self.rated.emit(rating)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key on the name."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier or not self._on_key(event):
            super().keyPressEvent(event)

    def _on_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in _DIGITS:
            self.choose(_DIGITS[key])
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.choose(None)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._step(1 if key == Qt.Key.Key_Right else -1)
        elif key in _NEXT:
            self.left.emit(1)
        elif key == Qt.Key.Key_Up:
            self.left.emit(-1)
        else:
            return False
        return True

    def _step(self, by: int) -> None:
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            by = -by
        if self.rating is None:
            self.choose(0 if by > 0 else STEPS - 1)
        else:
            self.choose(max(0, min(STEPS - 1, self.rating + by)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """The width of the steps and the least width of the words; `_fit` adapts the words to the actual width."""
        least = self._steps_width() + 2 * self._design.px(LEAST_WORD_WIDTH)
        return QSize(least, super().minimumSizeHint().height())

    def _steps_width(self) -> int:
        return self._track.sizeHint().width() + 2 * self._scale.spacing()

    def _on_turned(self, narrow: bool) -> None:
        self._line.setSpacing(Space.XS if narrow else Space.M)
        self._scale.setStretch(self._scale.count() - 1, 1 if narrow else 0)
        side = Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag.AlignRight
        self._low.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)

    def _fit(self) -> None:
        narrow = self._switch.is_narrow
        room = max(self._design.px(LEAST_WORD_WIDTH), (self.width() - self._steps_width()) // 2)
        for word, text in zip((self._low, self._high), self._end_words, strict=True):
            longest = Space.XS + max((word.fontMetrics().horizontalAdvance(part) for part in text.split()), default=0)
            wanted = max(self._design.px(WORD_WIDTH), min(longest, self._design.px(GREATEST_WORD_WIDTH)))
            width = min(wanted, room) if narrow else wanted
            word.setText(text if longest <= width else breakable(text, BREAK_EVERY))
            word.setFixedWidth(width)
