"""Reading texts and resources; needs no vault, as it can be opened from the unlock page."""

from __future__ import annotations

import html
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from app.models.library import Fact, ReadingText, Resource
from app.models.markdown_read import from_markdown
from app.models.rich_text import Block, BlockKind
from app.ui.design.design import Design
from app.ui.design.tokens import Size, Space
from app.ui.kit.bullets import BulletItem
from app.ui.kit.buttons import Button, quiet, secondary
from app.ui.kit.controls import ComboBox
from app.ui.kit.field import SearchField
from app.ui.kit.flow import Column, Flow, at_most, button_row, clear_layout, column_in, filling
from app.ui.kit.header import PageHeader
from app.ui.kit.keyboard import hear
from app.ui.kit.labels import Label, body, caption, soft, strong, title
from app.ui.kit.strings import keep_end
from app.ui.kit.surfaces import Card, divider
from app.ui.reading.resource_words import check_words, hours_words, iso_day_words
from app.ui.reading.screen_picture import ScreenPicture
from app.ui.reading.text_list import RESOURCES, TextList
from app.ui.wording import dotted, fill

_LEADING = 105
"""How far apart the lines of a text are, in per cent of the typeface's own."""


def at_once(pieces: Iterator[None]) -> None:
    """Build all pieces now."""
    deque(pieces, maxlen=0)


class LibraryView(QWidget):
    """Shows the list of texts, one text, or the resources; `header` is for the page to put above it.

    `places`: the countries to choose from, by id and title. `fill` builds what is shown, from pieces.
    """

    opened = Signal(str)
    place_chosen = Signal(str)
    edited = Signal(object)
    added = Signal()

    def __init__(
        self,
        design: Design,
        texts: Sequence[ReadingText],
        places: Sequence[tuple[str, str]] = (),
        actions: Sequence[QWidget] = (),
        fill: Callable[[Iterator[None]], object] = at_once,
    ) -> None:
        super().__init__()
        self._design, self._texts, self._fill = design, tuple(texts), fill
        self._resources: tuple[Resource, ...] = ()
        self._list: TextList | None = None
        self._at, self._place, self._editable = "", "", False
        self.search = SearchField(design, self.tr("Search texts and resources"))
        self.search.setMinimumWidth(design.px(Space.XXXL * 4))
        self.search.searched.connect(self._narrow)
        self.place = ComboBox(design, self.tr("Country"), self._on_place)
        self.place.show_options([("", self.tr("All countries")), *places], "")
        column = column_in(self, Space.L)
        self._bar = Flow(self.search, self.place)
        column.addWidget(self._bar)
        self._shown = Column(spacing=Space.L)
        column.addWidget(self._shown)
        self._back = quiet(design, self.tr("All texts"), lambda: self.opened.emit(""), "caret-left")
        self.add = secondary(design, self.tr("Add one of my own"), self.added.emit)
        self.header = PageHeader(design, "", actions=(self.add, *actions), back=self._back)

    def hear_find(self, page: QWidget) -> None:
        """Let Ctrl+F search from everywhere on the page, its header included."""
        hear(page, QKeySequence.StandardKey.Find, self.on_find)

    def on_find(self) -> None:
        """Search; from a text, in the list. Not while something else is shown in place of this view."""
        if not self.isVisible():
            return
        if not self._bar.isVisibleTo(self):
            self.opened.emit("")
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _begin(self, at: str, heading: str, said: str, *, searched: bool = True, can_add: bool = False) -> None:
        """Show nothing yet."""
        self._at = at
        self.header.show_title(heading)
        self.header.show_subtitle(said)
        self._back.setVisible(bool(at))
        self.add.setVisible(can_add)
        self._bar.setVisible(searched)
        self.place.setVisible(at == RESOURCES)
        self._list = None
        clear_layout(self._shown.body)
        if at:
            self.header.focus_title()

    def show_list(self) -> None:
        """Show the titles of all texts by topic, the resources first; the one that was open has the focus."""
        was_at = self._at
        if self.search.text():
            self.search.setFocus()  # unless the row that was open is among what was found
        self._begin("", self.tr("Reading and resources"), self.tr("Short and plain, to read in any order."))
        self._list = self._shown.add(TextList(self._design, self._texts, was_at))
        self._list.opened.connect(self.opened)
        self._fill(self._list.pieces(self.search.text()))

    def show_text(self, text_id: str) -> None:
        """Show one text, the way to those that it names, and where what it says comes from."""
        text = next((text for text in self._texts if text.id == text_id), None)
        if text is None:
            self.show_list()
            return
        self._begin(text_id, text.title, text.summary, searched=False)
        card = Card(self._design)
        words = card.add(Column(spacing=Space.M))
        self._shown.add(at_most(card, self._design.px(Size.READING) + 2 * Space.XL))
        self._fill(self._text_and_facts(words, text))

    def _text_and_facts(self, words: Column, text: ReadingText) -> Iterator[None]:
        for heading, part in text.sections():
            yield from text_in_pieces(words, part)
            for picture in text.pictures:
                if picture.under == heading:
                    words.add(ScreenPicture(self._design, picture))
                    yield
        others = [other for other in self._texts if other is not text and f"*{other.title}*" in text.body]
        if others:
            words.add(button_row(*(self._link(other) for other in others)))
            yield
        if text.facts:
            yield from self._facts(words, text.facts)

    def _link(self, text: ReadingText) -> Button:
        return quiet(self._design, text.title, lambda: self.opened.emit(text.id), "book-open")

    def _facts(self, words: Column, facts: Sequence[Fact]) -> Iterator[None]:
        words.add_all(divider(), strong(self.tr("Where this comes from")))
        for fact in facts:
            part = words.add(Column(spacing=Space.NONE))
            part.add_all(caption(fact.says), caption(dotted(fact.source, fact.where)))
            yield
        day = iso_day_words(min(fact.checked for fact in facts))
        words.add(caption(fill(self.tr("Compared with saved copies of these pages on {day}"), day=day)))

    def show_resources(self, resources: Sequence[Resource], *, editable: bool, place: str = "") -> None:
        """Show resources by group: when each is open, and when it was last checked. `place`: the country shown."""
        self._resources, self._editable, self._place = tuple(resources), editable, place
        said = self.tr("Where to turn, by country. Check a number before you rely on it.")
        self._begin(RESOURCES, self.tr("Resources"), said, can_add=editable)
        self.place.show_key(place)
        self._fill(self._groups())

    def _on_place(self, place: object) -> None:
        self._place = str(place)
        self._narrow()
        self.place_chosen.emit(self._place)

    def _narrow(self) -> None:
        if self._list is not None:
            self._list.narrow(self.search.text())
        elif self._at == RESOURCES:
            clear_layout(self._shown.body)
            self._fill(self._groups())

    def _groups(self) -> Iterator[None]:
        words = self.search.text()
        found = [each for each in self._resources if each.is_in(self._place) and each.is_about(words)]
        if not found:
            self._shown.add(soft(self.tr("Nothing matches.")))
        for group, entries in groupby(found, key=lambda resource: resource.group):
            card = Card(self._design)
            card.add(title(group))
            self._shown.add(card)
            card.show()
            for number, resource in enumerate(entries):
                with filling(card):
                    if number:
                        card.add(divider())
                    self._resource(card, resource)
                yield

    def _resource(self, card: Card, resource: Resource) -> None:
        words = card.add(Column(strong(resource.name), spacing=Space.XS))
        if resource.about:
            words.add(soft(resource.about))
        words.add(body(dotted(*resource.contacts, hours_words(resource))))
        if resource.kinds:
            words.add(caption(dotted(*resource.kinds)))
        words.add(caption(check_words(resource)))
        if self._editable:
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
    rest, words = keep_end(block.text), []
    for span in block.spans:
        part, rest = html.escape(rest[: len(span.text)]), rest[len(span.text) :]
        words.append(f"<i>{part}</i>" if span.italic else part)
    label = BulletItem() if block.kind.is_item else body()
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setText(f"<p style='line-height:{_LEADING}%'>{''.join(words)}</p>")
    label.setAccessibleName(block.text)
    return label
