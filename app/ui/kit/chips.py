"""Chips: short texts to choose from, to take out, and to add to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import nullcontext

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Size, Space
from app.ui.kit.buttons import Button, ButtonKind
from app.ui.kit.field import LONGEST, LineEdit
from app.ui.kit.flow import Flow, filling, row_in
from app.ui.kit.one_stop import OneStop
from app.ui.kit.strings import exact
from app.ui.kit.surfaces import IconLabel
from app.ui.wording import fill

_MOST = 300
"""Characters of a text that are measured; no chip shows more."""

_ROUNDED = 4
"""Widths are whole pixels and texts are not; a text is not cut for so little."""


class Chip(Button):
    """A short text to press: chosen with a tick, or with a cross if pressing takes it out.

    Shows as much of its text as fits; all of it is in the accessible name, and in a tool tip if it is cut.
    """

    def __init__(
        self,
        design: Design,
        text: str,
        on: Callable[[], object] | None = None,
        *,
        checkable: bool = False,
        removable: bool = False,
        tone: Colour = Colour.UNANSWERED,
        parent: QWidget | None = None,
    ) -> None:
        self.key = ""
        self._whole = ""
        self._removable = removable
        super().__init__(design, "", on, kind=ButtonKind.CHIP, parent=parent)
        self.setProperty("tone", str(tone) if tone is not Colour.UNANSWERED else "")
        self.setProperty("removable", removable)
        self.setCheckable(checkable)
        self._cross = IconLabel(design, "x", Colour.INK_SOFT, Size.ICON_SMALL) if removable else None
        if self._cross is not None:
            self._cross.setParent(self)
            self._cross.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.bind("", text)

    def bind(self, key: str, text: str) -> None:
        """Show a key and its text."""
        self.key = key
        if text != self._whole:
            self._whole = " ".join(text.split())
            self.show_text(self.words)
            self.setAccessibleName(fill(self.tr("Remove: {what}"), what=text) if self._removable else text)
            if self.isVisible():
                self._cut()

    @property
    def words(self) -> str:
        """What it says when there is room for all of it."""
        return self._whole[:_MOST]

    def sizeHint(self) -> QSize:
        hint, words, shown = super().sizeHint(), self.words, self._shown
        if words != shown:
            metrics = self.fontMetrics()
            hint.setWidth(hint.width() + metrics.horizontalAdvance(words) - metrics.horizontalAdvance(shown))
        return hint

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), self._design.px(2 * Space.XXXL)), hint.height())

    @property
    def _shown(self) -> str:
        return self.text().strip().replace("&&", "&")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.isVisible():
            self._cut()
        if self._cross is not None:
            side = self._cross.sizeHint().width()
            at_right = self.layoutDirection() is not Qt.LayoutDirection.RightToLeft
            x = self.width() - side - Space.S if at_right else Space.S
            self._cross.setGeometry(x, (self.height() - side) // 2, side, side)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.isVisible():
            self._cut()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._cut()

    def _cut(self) -> None:
        """Cut the text to the width, or show all of it again."""
        spare, cut = self.width() - self.sizeHint().width(), self.words
        if spare < 0:
            metrics = self.fontMetrics()
            room = metrics.horizontalAdvance(cut) + spare + _ROUNDED
            cut = metrics.elidedText(cut, Qt.TextElideMode.ElideRight, max(0, room))
        whole = cut == self.words and self.words == self._whole
        self.setToolTip("" if whole else self._whole[:_MOST])
        if cut != self._shown:
            name = self.accessibleName()
            self.show_text(cut)
            self.setAccessibleName(name)


class ChipFlow(QWidget):
    """Chips in lines, each with a key. They are one stop for Tab, and the field for own words is the next one."""

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
        self._stops = OneStop(lambda: list(self._chips.values()))
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
        keys, order = dict(items).keys(), list(self._chips.values())
        while len(self._spare) < len(keys - self._chips.keys()) - len(self._chips.keys() - keys):
            self._spare.append(self._make())
            yield
        if self._chips.keys() <= keys:
            # All spare chips are for new keys, in this order: they can be bound before they are seen.
            new = [(key, text) for key, text in items if key not in self._chips]
            for chip, (key, text) in zip(self._spare, new, strict=False):
                self._bind(chip, key, text, chosen)
                yield
        free = [self._chips.pop(key) for key in self._chips.keys() - keys]
        shown, self._spare = len(free), [*free, *self._spare]
        with filling(self._flow) if len(keys - self._chips.keys()) > shown + 1 else nullcontext():
            self._chips = {key: self._chips.get(key) or self._spare.pop(0) for key, _text in items}
            for index, (key, text) in enumerate(items):
                chip = self._chips[key]
                self._bind(chip, key, text, chosen)
                self._put(index, chip)
            at = next((place for place, chip in enumerate(order) if chip.hasFocus()), -1)
            if at >= 0 and order[at] in self._spare and self._chips:
                self._stops.focus(list(self._chips.values())[min(at, len(self._chips) - 1)])
            for chip in self._spare:
                self._flow.flow.removeWidget(chip)
                chip.hide()
            self._stops.settle()

    def chosen(self) -> tuple[str, ...]:
        """Keys of the checked ones."""
        return tuple(key for key, chip in self._chips.items() if chip.isChecked())

    def chip(self, key: str) -> Chip:
        """The chip of a key."""
        return self._chips[key]

    @property
    def own(self) -> QLineEdit:
        """The field for own words."""
        assert self._own is not None
        return self._own

    def take_typed(self) -> str:
        """The own words that are being typed, if there are any; the field is empty then."""
        text = self._own.text() if self._own is not None else ""
        if not text.strip():
            return ""
        self.own.clear()
        return exact(text)

    def _make(self) -> Chip:
        chip = Chip(
            self._design, "", checkable=self._checkable, removable=self._removable, tone=self._tone, parent=self._flow
        )
        chip.hide()
        chip.clicked.connect(lambda on: self._on_clicked(chip, on))
        self._stops.join(chip)
        # Styling is the most expensive part of a chip; here it happens in the piece that made the chip.
        chip.ensurePolished()
        return chip

    def _bind(self, chip: Chip, key: str, text: str, chosen: Collection[str]) -> None:
        chip.bind(key, text)
        chip.setChecked(self._checkable and key in chosen)

    def _on_clicked(self, chip: Chip, on: bool) -> None:
        self._stops.stop_at(chip)
        if self._checkable:
            self.toggled.emit(chip.key, on)
        else:
            (self.removed if self._removable else self.pressed).emit(chip.key)

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
        if text := self.take_typed():
            self.added.emit(text)
