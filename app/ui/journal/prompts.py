"""Gentle prompts: questions that can be used or ignored; using one puts it into the text."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.models.rich_text import Block, RichText, Span
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Size, Space
from app.ui.kit.flow import clear_layout, filling
from app.ui.kit.labels import body, caption
from app.ui.kit.rows import Column as Cell
from app.ui.kit.rows import Row
from app.ui.kit.surfaces import IconLabel, Panel


class PromptsPanel(Panel):
    """The questions for a kind of entry, each to be pressed."""

    picked = Signal(str)

    def __init__(self, design: Design, parent: QWidget | None = None) -> None:
        super().__init__(design, spacing=Space.NONE, parent=parent)
        self.add(caption(self.tr("Take one, or none. It becomes text that you can change.")))
        self._rows = Panel(design, padding=Space.NONE, spacing=Space.NONE)
        self.add(self._rows)
        self._used: frozenset[str] = frozenset()
        self._signs: dict[str, IconLabel] = {}
        self._wanted: tuple[str, ...] = ()
        self._shown: tuple[str, ...] = ()

    @property
    def rows(self) -> list[Row]:
        """The questions as rows."""
        return self._rows.findChildren(Row)

    def show_prompts(self, prompts: Sequence[str]) -> None:
        """Offer these; rows are made once somebody looks."""
        self._wanted = tuple(prompts)
        if not self.isHidden():
            self._make()

    def show_used(self, used: Collection[str]) -> None:
        """Mark those that stand in the text already; pressing one of them leads there."""
        self._used = frozenset(used)
        for row, prompt in zip(self.rows, self._shown, strict=True):
            self._mark(row, prompt)

    def _mark(self, row: Row, prompt: str) -> None:
        used = prompt in self._used
        self._signs[prompt].show_icon("check" if used else "", Colour.ACCENT)
        row.setAccessibleName(self.tr("{prompt}, in the text").replace("{prompt}", prompt) if used else prompt)

    def showEvent(self, event: QShowEvent) -> None:
        self._make()
        super().showEvent(event)

    def _make(self) -> None:
        if self._wanted == self._shown:
            return
        self._shown = prompts = self._wanted
        with filling(self._rows):
            clear_layout(self._rows.body)
            self._signs = {}
            for prompt in prompts:
                row = self._row(prompt)
                row.setProperty("first", prompt == prompts[0])
                self._rows.add(row)

    def _row(self, prompt: str) -> Row:
        self._signs[prompt] = sign = IconLabel(self._design, "", size=Size.ICON_SMALL)
        row = Row(self._design, (body(prompt), sign), (Cell(stretch=1), Cell()))
        row.make_clickable(prompt)
        row.clicked.connect(lambda: self.picked.emit(prompt))
        self._mark(row, prompt)
        return row


def as_text(prompt: str) -> RichText:
    """A prompt as text to go on from."""
    return RichText((Block(spans=(Span(prompt, italic=True),)), Block()))
