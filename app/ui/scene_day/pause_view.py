"""Yellow: what both do, and the ways on: as it was, smaller, or not at all."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QStackedWidget, QWidget

from app.ui.design.design import Design
from app.ui.design.tokens import Space, TextRole
from app.ui.kit.controls import CheckBox
from app.ui.kit.flow import Flow, add_to, button_row, column_in
from app.ui.kit.labels import Label, Reason
from app.ui.scene_day.far import far_button, show_role
from app.ui.scene_day.live_words import LiveWords


class _Boxes(QScrollArea):
    """As high as what is in it, so that the buttons come right below; scrolls where the window is too low for that."""

    def __init__(self, boxes: Flow) -> None:
        super().__init__()
        self._boxes = boxes
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(boxes)
        boxes.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Take no more height than the boxes need at this width."""
        self.setMaximumHeight(self._boxes.flow.heightForWidth(max(1, self.viewport().width())))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self._boxes.sizeHint().width(), self.maximumHeight())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._boxes.minimumSizeHint().height())


class PauseView(QStackedWidget):
    """The question, or the list of what can be left out."""

    went_on = Signal()
    went_smaller = Signal(object)
    """The ids of the activities that are out from now on."""
    end_asked = Signal()

    def __init__(self, design: Design, words: LiveWords) -> None:
        super().__init__()
        self._design, self._words = design, words
        self.boxes: dict[str, CheckBox] = {}
        self._question = self._build_question()
        self._list = self._build_list()
        self.addWidget(self._question)
        self.addWidget(self._list)

    def _build_question(self) -> QWidget:
        box = QWidget()
        column = column_in(box, Space.L)
        column.addStretch(1)
        head = Label(self.tr("Pause. Ask. Change it or end it."), TextRole.HUGE)
        head.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._agreed = Label(self._words.pause, TextRole.HINT, tone="soft")
        self._agreed.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._agreed.setVisible(bool(self._words.pause))
        add_to(column, head, self._agreed)
        self.go_on = far_button(self._design, self.tr("Go on"), self.went_on.emit)
        self.smaller = far_button(self._design, self.tr("Go on with less…"), self.on_smaller)
        self.end = far_button(self._design, self.tr("End here"), self.end_asked.emit)
        buttons = button_row(self.go_on, self.smaller, self.end)
        buttons.flow.centre()
        column.addWidget(buttons)
        column.addStretch(1)
        return box

    def _build_list(self) -> QWidget:
        box = QWidget()
        column = column_in(box, Space.M)
        column.addStretch(1)
        head = Label(self.tr("What to leave out tonight?"), TextRole.FAR)
        head.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(head)
        boxes = Flow(spacing=Space.XL)
        boxes.flow.centre()
        for item, words in self._words.items:
            tick = CheckBox(self._design, words, lambda _on: self._show_reason())
            tick.setProperty("far", True)
            self.boxes[item] = boxes.add(tick)
        self._room = _Boxes(boxes)
        column.addWidget(self._room)
        self._without = far_button(
            self._design, self.tr("Go on without these"), lambda: self.went_smaller.emit(self._chosen())
        )
        self._back = far_button(self._design, self.tr("Back"), self.show_question)
        self._why = Reason(self._without)
        show_role(self._why, TextRole.ASIDE)
        buttons = button_row(self._without, self._back, self._why)
        buttons.flow.centre()
        column.addWidget(buttons)
        column.addStretch(1)
        return box

    def show_question(self) -> None:
        """Ask what to do."""
        self.setCurrentWidget(self._question)
        if self.isVisible():
            self.go_on.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self, out: Collection[str]) -> None:
        """A pause begins. `out`: what is out already, which is not asked about again."""
        for item, box in self.boxes.items():
            box.setVisible(item not in out)
            box.show_checked(False)
        self.smaller.setVisible(any(item not in out for item in self.boxes))
        self._show_reason()
        self.show_question()

    def on_smaller(self) -> None:
        """Choose what is out."""
        self.setCurrentWidget(self._list)
        self._room.fit()
        first = next((box for box in self.boxes.values() if not box.isHidden()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_back(self) -> bool:
        """Leave the list; whether it was shown."""
        if self.currentWidget() is not self._list:
            return False
        self.show_question()
        return True

    def _show_reason(self) -> None:
        self._why.give("" if self._chosen() else self.tr("Tick at least one."))

    def _chosen(self) -> tuple[str, ...]:
        return tuple(item for item, box in self.boxes.items() if box.isChecked() and not box.isHidden())
