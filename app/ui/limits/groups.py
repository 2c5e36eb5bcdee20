"""The cards of *Limits*: groups of the shared list, what an opened row says and offers, and words for terms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import QPoint
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.models.limits import Outcome, SharedItem
from app.ui.design.design import Design
from app.ui.design.tokens import ROW_SIDE, Space
from app.ui.kit.buttons import Button, quiet, secondary
from app.ui.kit.flow import Column, button_row, column_in, discard
from app.ui.kit.labels import caption, soft
from app.ui.kit.scroll import ScrollPage
from app.ui.kit.surfaces import Rows
from app.ui.limits.presenter import LimitsPresenter
from app.ui.page_id import PageId
from app.ui.paged_rows import PagedRows
from app.ui.row_content import RowContent, TermRow
from app.ui.shared_rows import GroupHead, SharedRow, WordsRow
from app.ui.terms import day_words, person_name
from app.ui.wording import fill
from app.ui.workspace import Workspace


class ItemPanel(QWidget):
    """The activity in a sentence, whose word it is, and what can be done with it now."""

    def __init__(
        self,
        ws: Workspace,
        presenter: LimitsPresenter,
        item: SharedItem,
        go: Callable[[PageId], object],
        talk: Callable[[], object],
    ) -> None:
        super().__init__()
        self._ws, self._presenter, self._go, self._talk = ws, presenter, go, talk
        column = column_in(self, Space.S)
        ws.design.keep_free(self, ROW_SIDE, Space.S, ROW_SIDE, Space.L)
        entry = presenter.limits.catalogue.find(item.pairing.activity_id)
        if entry is not None and entry.description:
            column.addWidget(soft(entry.description))
        column.addWidget(caption(self._about(item)))
        self.buttons = self._make_buttons(item)
        if self.buttons:
            column.addWidget(button_row(*self.buttons))

    def _about(self, item: SharedItem) -> str:
        day = day_words(item.opened_on, self._ws.today)
        return f"{self._whose_word(item)} · {fill(self.tr('Opened on {day}'), day=day)}"

    def _whose_word(self, item: SharedItem) -> str:
        people = self._ws.session.people
        one, *rest = [person_name(people, holder) for holder in item.holders] or [""]
        names = fill(self.tr("{one} and {other}"), one=one, other=rest[0]) if rest else one
        if item.outcome is Outcome.OFF:
            return fill(
                self.tr("Set by {names}. Only the person who set it can change it, and it needs no reason."),
                names=names,
            )
        if item.outcome is Outcome.NOT_NOW:
            return fill(self.tr("Set by {names}. Only the person who set it raises it again."), names=names)
        if item.outcome is Outcome.OFFERED:
            text = self.tr(
                "Offered by {names}. No answer is needed. Opening it together again may change where it stands."
            )
            return fill(text, names=names)
        if item.may_be_proposed:
            return self.tr("It can be proposed for a scene. A proposal is nobody’s yes yet.")
        return self.tr("Not agreed yet. Talk about it when you are both here, or leave it open.")

    def _make_buttons(self, item: SharedItem) -> list[Button]:
        design, buttons = self._ws.design, list[Button]()
        if item.may_be_proposed:
            go = partial(self._go, PageId.SCENES)
            buttons.append(secondary(design, self.tr("Propose for a scene…"), go, "path"))
        if self._presenter.may_talk(item):
            buttons.append(secondary(design, self.tr("Talk about this"), self._talk, "chats-circle"))
        me = self._ws.session.me
        if me is not None and item.disclosure_of(me) is not None:
            buttons.append(quiet(design, self.tr("Take my answer back…"), partial(self._go, PageId.SEEN), "eye"))
        return buttons


R = TypeVar("R")
V = TypeVar("V", bound=QWidget)


Items = tuple[SharedItem, ...]
"""One activity, in one direction or the same in both."""


class SharedItemRow(SharedRow):
    """An activity of the shared list; below it, once opened, what it says and what can be done with it."""

    def __init__(
        self,
        design: Design,
        items: Items,
        content: Callable[[Items], RowContent],
        inside: Callable[[Items], QWidget],
    ) -> None:
        super().__init__(design, content(items), clickable=True)
        self._content_of, self._inside = content, inside
        self.items = items
        """What it shows."""
        self._panel: QWidget | None = None

    @property
    def item(self) -> SharedItem:
        """The first of what it shows."""
        return self.items[0]

    def show_items(self, items: Items) -> None:
        """Bind it to an activity."""
        self.items = items
        self.show_content(self._content_of(items))

    def show_open(self, opened: bool) -> None:
        """Open it, as it is now, or close it."""
        if self._panel is not None:
            discard(self._panel)
            self._panel = None
        elif not opened:
            return
        column = self.parentWidget()
        if opened and isinstance(column, Column):
            self._panel = self._inside(self.items)
            column.body.insertWidget(column.body.indexOf(self) + 1, self._panel)
            self._panel.show()
        self.set_open(opened)


class GroupCard(Rows, Generic[R, V]):
    """A card whose head stays in sight above its rows; hidden without any."""

    def __init__(
        self,
        design: Design,
        head: GroupHead,
        scroller: ScrollPage | None,
        make: Callable[[R, int], V],
        bind: Callable[[V, R], object],
    ) -> None:
        super().__init__(design)
        self._scroller = scroller
        self._head = self.add(head)
        self.rows = self.add(PagedRows(design, make, bind, rows_a_page=24))
        self.hide()
        if scroller is not None:
            scroller.verticalScrollBar().valueChanged.connect(self._follow)

    def show_rows(self, rows: tuple[R, ...], words: str = "") -> Iterator[None]:
        """Show a page of rows, in pieces, and the words beside the title."""
        self._head.show_words(words)
        self.setVisible(bool(rows))
        yield from self.rows.show_rows(rows)
        self._follow()
        yield

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._follow()

    def _follow(self) -> None:
        page = self._scroller.widget() if self._scroller is not None else None
        if self._scroller is None or page is None or not self.isVisible():
            return
        top = self.contentsRect().top()
        above = self._scroller.verticalScrollBar().value() - self.mapTo(page, QPoint(0, 0)).y()
        y = max(top, min(above, self.contentsRect().bottom() - self._head.height()))
        self._head.move(self._head.x(), y)
        self._head.show_stuck(y > top)
        self._head.raise_()


ItemsCard = GroupCard[Items, SharedItemRow]
TermsCard = GroupCard[TermRow, WordsRow]
