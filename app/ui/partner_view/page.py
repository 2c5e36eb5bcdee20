"""The screen *What {name} can see of mine*: everything disclosed, and taking it back alone, at once."""

from __future__ import annotations

from functools import cached_property, partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.ui.design.design import Design
from app.ui.kit.buttons import primary, quiet, resources_button
from app.ui.kit.controls import ComboBox
from app.ui.kit.empty import EmptyState
from app.ui.kit.flow import add_to, button_row
from app.ui.kit.labels import soft
from app.ui.kit.menu_button import open_below
from app.ui.kit.notice import NoticeTone
from app.ui.kit.surfaces import Panel, Rows
from app.ui.page import Page
from app.ui.page_id import PageId
from app.ui.paged_rows import ActRow, PagedRows
from app.ui.partner_view.presenter import PartnerViewPresenter
from app.ui.partner_view.told_rows import DisclosedRow
from app.ui.row_content import RowContent
from app.ui.shared_rows import SharedRow
from app.ui.wording import fill
from app.ui.workspace import Workspace


class DisclosedRowView(ActRow[DisclosedRow]):
    """One row with its button."""

    wanted = Signal(object)
    """The DisclosedRow to take back."""

    def __init__(self, design: Design, row: DisclosedRow, *, line_above: bool) -> None:
        self.words = SharedRow(design, RowContent(""), line_above=False)
        self.take = quiet(design, self.tr("Take back"), self.on_take, icon="arrow-u-up-left")
        super().__init__(design, row, self.words, self.take)
        self.setProperty("first", not line_above)
        self.setFocusProxy(self.take)
        self.show_row(row)

    @cached_property
    def _menu(self) -> QMenu:
        """Made for the first row that is taken back in part."""
        return QMenu(self)

    def on_take(self) -> None:
        """Take it back; of both directions, first say which."""
        if not self.row.parts:
            self.wanted.emit(self.row)
            return
        self._menu.clear()
        for each in (self.row, *self.row.parts):
            self._menu.addAction(each.content.side, partial(self.wanted.emit, each))
        open_below(self.take, self._menu)

    def show_row(self, row: DisclosedRow) -> None:
        """Show what the partner sees."""
        super().show_row(row)
        self.words.show_content(row.content)
        about = f"{row.content.title}, {row.content.side}" if row.content.side else row.content.title
        self.take.setAccessibleName(f"{self.take.words}: {about}")


class PartnerViewPage(Page):
    """A list by category; taking back needs nobody else."""

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(ws, parent)
        self.presenter = PartnerViewPresenter(ws, self)
        self._category = ""
        self.category = ComboBox(ws.design, self.tr("Category"))
        self.category.picked.connect(self.on_category)
        self.build_head(self.tr("What they can see"), actions=(self.category,))
        self.follow(self.presenter, self.refresh)
        self._before = Panel(ws.design)
        self._before_text = soft()
        self._before.add(self._before_text)
        resources = resources_button(ws.design, lambda: self.go(PageId.READING, "resources"))
        self._before.add(button_row(resources))
        self.presenter.taken_back.connect(self.on_taken_back)
        self.empty = EmptyState(
            ws.design,
            "eye",
            self.tr("They see nothing yet"),
            self.tr("They only ever see what you both open together. You decide beforehand what that may be."),
            primary(ws.design, self.tr("What I would share"), lambda: self.go(PageId.SHARE), "share-network"),
        )
        self._card = Rows(ws.design)
        bind = DisclosedRowView.show_row
        self.rows = PagedRows(ws.design, self._make_view, bind, rows_a_page=24)
        self.rows.turned.connect(self.on_turned)
        self._card.add(self.rows)
        self.body.insertWidget(1, self._before)
        add_to(self.body, self.empty, self._card)
        self.body.addStretch(1)

    def activate(self, argument: object = None) -> None:
        """Read it again."""
        self.notice.clear()
        partner = self.ws.partner
        if partner is not None:
            self.header.show_title(fill(self.tr("What {name} can see of mine"), name=partner.name))
            disclosed = self.tr("Everything of yours that {name} can read. They see nothing else.")
            self.header.show_subtitle(fill(disclosed, name=partner.name))
            text = self.tr(
                "You can take anything back at once, without a reason. {name} then no longer finds it on your shared "
                "list; in drafts and versions the line reads “taken back”. An activity is no longer agreed anywhere. "
                "Taking back a term, aftercare or health also ends everything that was allowed with it; a reason for "
                "wanting something, or a role, ends only its own line. This cannot be undone: what ended needs a new "
                "yes from both of you."
            )
            self._before_text.setText(fill(text, name=partner.name))
        self.presenter.reload()

    def on_presence_changed(self) -> None:
        """A different person may be here; nothing of the last one may stay."""
        self.rows.clear()
        self._category = ""
        if self.ws.session.me is not None:
            self.activate()

    def refresh(self) -> None:
        """Show the rows of the category."""
        categories = self.presenter.categories()
        if self._category not in {key for key, _title in categories}:
            self._category = ""
        self.category.show_options([("", self.tr("All categories")), *categories], self._category)
        rows = self.presenter.rows(self._category)
        for widget in (self.category, self._before, self._card):
            widget.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.fill(self.rows.show_rows(rows))

    def _make_view(self, row: DisclosedRow, at: int) -> DisclosedRowView:
        view = DisclosedRowView(self.ws.design, row, line_above=at > 0)
        view.wanted.connect(self.presenter.take_back)
        return view

    def on_taken_back(self, title: str) -> None:
        """Say that it is no longer seen."""
        partner = self.ws.partner
        if partner is not None:
            text = self.tr("{name} can no longer see it, here or in any version. It is held back from openings.")
            self.notice.show_notice(
                fill(self.tr("Taken back: {title}"), title=title), fill(text, name=partner.name), NoticeTone.SUCCESS
            )

    def on_category(self, key: object) -> None:
        """Show one category, or all of them."""
        self._category = str(key)
        self.rows.to_first()
        self.refresh()

    def on_turned(self) -> None:
        """Show the page of rows that is wanted."""
        self.refresh()
        self.to_top()
