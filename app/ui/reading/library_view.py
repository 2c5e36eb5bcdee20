"""Reading texts and resources; needs no vault, as it can be opened from the unlock page."""

from __future__ import annotations

import html
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.models.library import ReadingText, Resource
from app.models.markdown_read import from_markdown
from app.models.rich_text import Block, BlockKind
from app.ui.design.design import Design
from app.ui.design.tokens import Size, Space
from app.ui.kit.bullets import BulletItem
from app.ui.kit.buttons import quiet, secondary
from app.ui.kit.flow import Column, at_most, clear_layout, column_in, filling
from app.ui.kit.header import PageHeader
from app.ui.kit.labels import Label, body, caption, soft, strong, title
from app.ui.kit.surfaces import Card, ClickRow, Rows, divider
from app.ui.wording import fill

_LEADING = 105
"""How far apart the lines of a text are, in per cent of the typeface's own."""


def at_once(pieces: Iterator[None]) -> None:
    """Build all pieces now."""
    deque(pieces, maxlen=0)


class LibraryView(QWidget):
    """Shows the list of texts, one text, or the resources; `header` is for the page to put above it.

    `fill` builds what is shown, from pieces.
    """

    opened = Signal(str)
    edited = Signal(object)
    added = Signal()

    def __init__(
        self,
        design: Design,
        texts: Sequence[ReadingText],
        actions: Sequence[QWidget] = (),
        fill: Callable[[Iterator[None]], object] = at_once,
    ) -> None:
        super().__init__()
        self._design, self._texts, self._fill = design, tuple(texts), fill
        self._column = column_in(self, Space.L)
        self._back = quiet(design, self.tr("All texts"), lambda: self.opened.emit(""), "caret-left")
        self.add = secondary(design, self.tr("Add one of my own"), self.added.emit)
        self.header = PageHeader(design, "", actions=(self.add, *actions), back=self._back)

    def _begin(self, heading: str, said: str, *, below: bool = True, can_add: bool = False) -> None:
        """Show nothing yet; `below`: it is left for the list of all texts."""
        self.header.show_title(heading)
        self.header.show_subtitle(said)
        self._back.setVisible(below)
        self.add.setVisible(can_add)
        clear_layout(self._column)
        if below:
            self.header.focus_title()

    def show_list(self) -> None:
        """Show the titles of all texts, the resources first."""
        self._begin(self.tr("Reading and resources"), self.tr("Short and plain, to read in any order."), below=False)
        rows = Rows(self._design)
        rows.add(self._entry(*self._resources, "resources", first=True)).setFocus()
        self._column.addWidget(rows)
        self._fill(self._entries(rows))

    def _entries(self, rows: Rows) -> Iterator[None]:
        for text in self._texts:
            rows.add(self._entry(text.title, text.summary, text.id)).show()
            yield

    @property
    def _resources(self) -> tuple[str, str]:
        where = self.tr("Where to turn, by country. Check a number before you rely on it.")
        return self.tr("Resources"), where

    def _entry(self, heading: str, summary: str, key: str, *, first: bool = False) -> ClickRow:
        row = ClickRow(self._design, heading, summary, first=first)
        row.clicked.connect(lambda: self.opened.emit(key))
        return row

    def show_text(self, text_id: str) -> None:
        """Show one text."""
        text = next((text for text in self._texts if text.id == text_id), None)
        if text is None:
            self.show_list()
            return
        self._begin(text.title, text.summary)
        card = Card(self._design)
        words = card.add(Column(spacing=Space.M))
        self._column.addWidget(at_most(card, self._design.px(Size.READING) + 2 * Space.XL))
        self._fill(text_in_pieces(words, text.body))

    def show_resources(self, resources: Sequence[Resource], *, editable: bool) -> None:
        """Show resources by group, with the date each was last checked."""
        self._begin(*self._resources, can_add=editable)
        self._fill(self._groups(resources, editable))

    def _groups(self, resources: Sequence[Resource], editable: bool) -> Iterator[None]:
        for group, entries in groupby(resources, key=lambda resource: resource.group):
            card = Card(self._design)
            card.add(title(group))
            self._column.addWidget(card)
            card.show()
            for number, resource in enumerate(entries):
                with filling(card):
                    if number:
                        card.add(divider())
                    self._resource(card, resource, editable)
                yield

    def _resource(self, card: Card, resource: Resource, editable: bool) -> None:
        card.add(strong(resource.name))
        if resource.about:
            card.add(soft(resource.about))
        card.add(body("   ·   ".join(resource.contacts)))
        checked = fill(self.tr("Last checked {day}"), day=resource.last_checked or "")
        card.add(caption(checked if resource.last_checked else resource.note or self.tr("Not checked yet")))
        if editable:
            change = card.add(quiet(self._design, self.tr("Edit"), lambda: self.edited.emit(resource)))
            change.setAccessibleName(f"{change.words}: {resource.name}")


def text_in_pieces(column: Column, markdown: str) -> Iterator[None]:
    """Add a label for each heading, paragraph and list item of a text; the items of a list are closer."""
    blocks = (block for block in from_markdown(markdown).blocks if block.spans)
    for listed, some in groupby(blocks, key=lambda block: block.kind.is_item):
        part = column.add(Column(spacing=Space.XS if listed else Space.M))
        for block in some:
            part.add(_label(block))
            yield


def _label(block: Block) -> Label:
    if block.kind is BlockKind.HEADING:
        return strong(block.text)
    words = (f"<i>{html.escape(span.text)}</i>" if span.italic else html.escape(span.text) for span in block.spans)
    label = BulletItem() if block.kind.is_item else body()
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setText(f"<p style='line-height:{_LEADING}%'>{''.join(words)}</p>")
    return label
