"""The screen *What they can see of mine*: everything disclosed, each row with a way to take it back."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.models.changes import Changes
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.buttons import Button, primary, quiet, secondary
from app.ui.kit.controls import ComboBox
from app.ui.kit.empty import EmptyState
from app.ui.kit.flow import Column, button_row, clear_layout
from app.ui.kit.header import PageHeader
from app.ui.kit.labels import soft
from app.ui.kit.notice import Notice, NoticeTone
from app.ui.kit.surfaces import Card, Panel
from app.ui.page import Page
from app.ui.page_id import PageId
from app.ui.partner_view.presenter import DisclosedRow, PartnerViewPresenter
from app.ui.shared_rows import SharedRow
from app.ui.workspace import Workspace

AT_ONCE = 24
"""How many rows are shown at a time."""
PIECE = 3
"""How many are built at a stretch."""


class DisclosedRowView(QFrame):
    """One row with its button."""

    def __init__(self, design: Design, row: DisclosedRow, words: str, *, first: bool) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.row = row
        self.words = SharedRow(design, row.content, line_above=not first)
        column.addWidget(self.words)
        self.take: Button | None = None
        if row.key:
            self.take = quiet(design, words, icon="arrow-u-up-left")
            about = f"{row.content.title}, {row.content.side}" if row.content.side else row.content.title
            self.take.setAccessibleName(f"{words}: {about}")
            holder = button_row(self.take)
            holder.setContentsMargins(Space.S, 0, Space.L, Space.S)
            column.addWidget(holder)


class PartnerViewPage(Page):
    """A list by category; taking back needs nobody else."""

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(ws, parent)
        self.presenter = PartnerViewPresenter(ws, self)
        self.presenter.loaded.connect(self.refresh)
        self.presenter.failed.connect(self.on_failed)
        self.presenter.taken_back.connect(self.on_taken_back)
        self._from = 0
        self._category = ""
        self.views: list[DisclosedRowView] = []
        self._header = PageHeader(ws.design, self.tr("What they can see"))
        self.category = ComboBox(ws.design, self.tr("Category"))
        self.category.picked.connect(self.on_category)
        self._header.add_action(self.category)
        self.body.addWidget(self._header)
        self._before = Panel(ws.design)
        self._before_text = soft()
        self._before.add(self._before_text)
        self.body.addWidget(self._before)
        self._notice = Notice(ws.design)
        self.body.addWidget(self._notice)
        self._build_list()
        self.body.addStretch(1)

    def _build_list(self) -> None:
        design = self.ws.design
        self.empty = EmptyState(
            design,
            "eye",
            self.tr("Nothing is seen yet"),
            self.tr("Only what you both open together is ever seen. You decide beforehand what that may be."),
            primary(design, self.tr("What I would share"), lambda: self.go(PageId.SHARE), "share-network"),
        )
        self.body.addWidget(self.empty)
        self._card = Card(design, padding=Space.NONE, spacing=Space.NONE)
        self._rows = Column()
        self._card.add(self._rows)
        self.earlier = secondary(design, self.tr("Back"), partial(self.on_turn, -AT_ONCE), "caret-left")
        self.more = secondary(design, self.tr("More"), partial(self.on_turn, AT_ONCE), "caret-right")
        self.body.addWidget(self._card)
        self._pager = button_row(self.earlier, self.more)
        self.body.addWidget(self._pager)

    def activate(self, argument: object = None) -> None:
        """Read it again."""
        self._notice.clear()
        partner = self.presenter.partner
        if partner is not None:
            name = partner.name
            self._header.show_title(self.tr("What {name} can see of mine").replace("{name}", name))
            self._header.show_subtitle(
                self.tr("Everything you disclosed so far. {name} sees nothing else of your list.").replace(
                    "{name}", name
                )
            )
            text = self.tr(
                "Taking something back works at once and needs no reason. {name} no longer finds it on your shared "
                "list, and it leaves every draft. It cannot be undone from here: sharing it again takes another "
                "opening. What you agreed already is withdrawn where it was agreed."
            )
            self._before_text.setText(text.replace("{name}", name))
        self.presenter.load()

    def on_changed(self, changes: Changes, by: QObject | None = None) -> None:
        """Look again when the shared list changed."""
        if self.presenter.concerns(changes):
            self.presenter.load()

    def on_presence_changed(self) -> None:
        """Another person may be here; nothing of the last one may stay in sight."""
        self._clear()
        self._category, self._from = "", 0
        if self.ws.session.me is not None:
            self.activate()

    def on_failed(self, error: Exception) -> None:
        """Say what could not be done."""
        self._notice.show_error(error)
        self.presenter.load()

    def refresh(self) -> None:
        """Show the rows of the category."""
        categories = self.presenter.categories()
        if self._category not in {key for key, _title in categories}:
            self._category = ""
        self.category.show_options([("", self.tr("All categories")), *categories], self._category)
        rows = self.presenter.rows(self._category)
        if self._from >= len(rows):
            self._from = max(0, self._from - AT_ONCE)
        there = bool(rows)
        for widget in (self.category, self._before, self._card):
            widget.setVisible(there)
        self.empty.setVisible(not there)
        focused = next((n for n, view in enumerate(self.views) if view.take is not None and view.take.hasFocus()), None)
        self._clear()
        self.fill(self._show_rows(rows[self._from : self._from + AT_ONCE], focused))
        self.earlier.setVisible(self._from > 0)
        self.more.setVisible(self._from + AT_ONCE < len(rows))
        self._pager.setVisible(len(rows) > AT_ONCE)

    def _show_rows(self, rows: tuple[DisclosedRow, ...], focused: int | None) -> Iterator[None]:
        while len(self.views) < len(rows):
            piece = Column()
            for row in rows[len(self.views) :][:PIECE]:
                view = DisclosedRowView(self.ws.design, row, self.tr("Take back"), first=not self.views)
                if view.take is not None:
                    view.take.clicked.connect(partial(self.on_take_back, row))
                piece.add(view)
                self.views.append(view)
            self._rows.add(piece)
            yield
        if focused is not None and self.views:
            nearest = self.views[min(focused, len(self.views) - 1)].take
            if nearest is not None:
                nearest.setFocus()

    def _clear(self) -> None:
        self.views = []
        clear_layout(self._rows.body)

    def on_take_back(self, row: DisclosedRow, _checked: bool = False) -> None:
        """Take one thing back."""
        self.presenter.take_back(row)

    def on_taken_back(self, title: str) -> None:
        """Say that it is no longer seen."""
        partner = self.presenter.partner
        if partner is not None:
            text = self.tr("{name} can no longer see it, and it is held back from the next opening.")
            self._notice.show_notice(
                self.tr("Taken back: {title}").replace("{title}", title),
                text.replace("{name}", partner.name),
                NoticeTone.SUCCESS,
            )

    def on_category(self, key: object) -> None:
        """Show one category, or all."""
        self._category, self._from = str(key), 0
        self.refresh()

    def on_turn(self, step: int) -> None:
        """Show the rows before or after these."""
        self._from = max(0, self._from + step)
        self.refresh()
        if self.scroller is not None:
            self.scroller.to_top()
