"""Chips: short texts to choose from, to take out, and to add to."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import nullcontext

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Size, Space
from app.ui.kit.buttons import Button, ButtonKind, IconButton
from app.ui.kit.field import LONGEST, LineEdit
from app.ui.kit.flow import Flow, filling, row_in
from app.ui.kit.strings import exact
from app.ui.wording import fill

_MOST = 300
"""Characters of a text that are measured; no chip shows more."""

_ROUNDED = 2
"""Widths are whole pixels and texts are not; a text is not cut for so little."""


class ChipButton(Button):
    """Shows as much of its text as fits; all of it is in the accessible name, and in a tool tip if it is cut."""

    def __init__(self, design: Design, text: str) -> None:
        self._whole = " ".join(text.split())
        super().__init__(design, self._whole[:_MOST], kind=ButtonKind.CHIP)
        self.setAccessibleName(text)

    def show_whole(self, text: str) -> None:
        """Change the text."""
        self._whole = " ".join(text.split())
        self.show_text(self.words)
        self.setAccessibleName(text)
        self._cut()

    @property
    def words(self) -> str:
        """What it says when there is room for all of it."""
        return self._whole[:_MOST]

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        metrics = self.fontMetrics()
        hint.setWidth(hint.width() + metrics.horizontalAdvance(self.words) - metrics.horizontalAdvance(self._shown))
        return hint

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), self._design.px(2 * Space.XXXL)), hint.height())

    @property
    def _shown(self) -> str:
        return self.text().strip().replace("&&", "&")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.isVisible():
            self._cut()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._cut()

    def _cut(self) -> None:
        """Cut the text to the width, or show all of it again."""
        metrics = self.fontMetrics()
        room = metrics.horizontalAdvance(self.words) + self.width() - self.sizeHint().width()
        cut = metrics.elidedText(self.words, Qt.TextElideMode.ElideRight, max(0, room + _ROUNDED))
        whole = cut == self.words and self.words == self._whole
        self.setToolTip("" if whole else self._whole[:_MOST])
        if cut != self._shown:
            name = self.accessibleName()
            self.show_text(cut)
            self.setAccessibleName(name)


class Chip(QWidget):
    """One chip: pressed to choose it, with a cross to take it out."""

    toggled = Signal(bool)
    pressed = Signal()
    """A chip that cannot be checked was pressed."""
    removed = Signal()

    def __init__(
        self,
        design: Design,
        text: str,
        *,
        checkable: bool = False,
        removable: bool = False,
        tone: Colour = Colour.UNANSWERED,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        line = row_in(self, Space.NONE)
        self.button = ChipButton(design, text)
        self.button.setProperty("tone", str(tone) if tone is not Colour.UNANSWERED else "")
        self.button.setCheckable(checkable)
        self.button.clicked.connect(self._on_clicked)
        line.addWidget(self.button)
        self._cross: IconButton | None = None
        if removable:
            self._cross = cross = IconButton(design, "x", "", self.removed.emit)
            cross.set_icon_size(Size.ICON_SMALL - 2)
            cross.set_compact()
            line.addWidget(cross)
        self.key = ""
        self.text = text
        self._name_cross()

    def bind(self, key: str, text: str) -> None:
        """Show a different key and its text."""
        self.key = key
        if text != self.text:
            self.text = text
            self.button.show_whole(text)
            self._name_cross()

    def _name_cross(self) -> None:
        if self._cross is not None:
            self._cross.show_name(fill(self.tr("Remove: {what}"), what=self.text))

    @property
    def is_checked(self) -> bool:
        """Whether it is chosen."""
        return self.button.isChecked()

    def show_checked(self, checked: bool) -> None:
        """Show whether it is chosen without emitting `toggled`."""
        self.button.setChecked(checked)

    def _on_clicked(self, checked: bool) -> None:
        if self.button.isCheckable():
            self.toggled.emit(checked)
        else:
            self.pressed.emit()


class ChipFlow(QWidget):
    """Chips in lines, each with a key."""

    toggled = Signal(str, bool)
    pressed = Signal(str)
    """A chip that cannot be checked was pressed."""
    removed = Signal(str)
    added = Signal(str)

    def __init__(
        self,
        design: Design,
        *,
        checkable: bool = True,
        removable: bool = False,
        own: bool = False,
        own_label: str = "",
        tone: Colour = Colour.UNANSWERED,
    ) -> None:
        super().__init__()
        self._design = design
        self._checkable, self._removable, self._tone = checkable, removable, tone
        self._chips: dict[str, Chip] = {}
        self._spare: list[Chip] = []
        """Hidden chips, to be bound to a key."""
        line = row_in(self)
        self._flow = Flow()
        line.addWidget(self._flow)
        self._own: QLineEdit | None = None
        if own:
            self._build_own(own_label or self.tr("Add your own"))

    def show_chips(self, items: Sequence[tuple[str, str]], chosen: Collection[str] = ()) -> None:
        """Show these (key, text); those in `chosen` are checked. Chips that stay keep their focus."""
        for _ in self.in_pieces(items, chosen):
            pass

    def in_pieces(self, items: Sequence[tuple[str, str]], chosen: Collection[str] = ()) -> Iterator[None]:
        """The same, each chip that has to be made a piece; until the last one, the chips of before stay visible."""
        keys = dict(items).keys()
        while len(self._spare) < len(keys - self._chips.keys()) - len(self._chips.keys() - keys):
            self._spare.append(self._make())
            yield
        free = [self._chips.pop(key) for key in self._chips.keys() - keys]
        shown, self._spare = len(free), [*free, *self._spare]
        with filling(self._flow) if len(keys - self._chips.keys()) > shown + 1 else nullcontext():
            self._chips = {key: self._chips.get(key) or self._spare.pop(0) for key, _text in items}
            for index, (key, text) in enumerate(items):
                chip = self._chips[key]
                chip.bind(key, text)
                chip.show_checked(self._checkable and key in chosen)
                self._put(index, chip)
            for chip in self._spare:
                self._flow.flow.removeWidget(chip)
                chip.hide()

    def chosen(self) -> tuple[str, ...]:
        """Keys of the checked ones."""
        return tuple(key for key, chip in self._chips.items() if chip.is_checked)

    def chip(self, key: str) -> Chip:
        """The chip of a key."""
        return self._chips[key]

    def _make(self) -> Chip:
        chip = Chip(
            self._design, "", checkable=self._checkable, removable=self._removable, tone=self._tone, parent=self._flow
        )
        chip.hide()
        chip.toggled.connect(lambda on: self.toggled.emit(chip.key, on))
        chip.pressed.connect(lambda: self.pressed.emit(chip.key))
        chip.removed.connect(lambda: self.removed.emit(chip.key))
        # Styling is the most expensive part of a chip; here it happens in the piece that made the chip.
        chip.button.ensurePolished()
        return chip

    def _put(self, index: int, chip: Chip) -> None:
        lines = self._flow.flow
        item = lines.itemAt(index)
        if item is None or item.widget() is not chip:
            lines.removeWidget(chip)
            lines.insert_widget(min(index, lines.count()), chip)
        chip.show()

    def _build_own(self, label: str) -> None:
        own = LineEdit()
        own.setMaxLength(LONGEST)
        own.setPlaceholderText(label)
        own.setAccessibleName(label)
        own.setMinimumWidth(self._design.px(Space.XXXL * 4))
        own.returnPressed.connect(self._on_own)
        self._flow.add(own)
        self._own = own

    def _on_own(self) -> None:
        assert self._own is not None
        text = self._own.text()
        if text.strip():
            self._own.clear()
            self.added.emit(exact(text))
