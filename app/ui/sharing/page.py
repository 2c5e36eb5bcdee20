"""The screen *What I would share*: exactly what the other would see, row by row, and the ready mark."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models.changes import Changes
from app.models.presence import PresenceKind
from app.models.sealing import ShareChoice, ShareRow
from app.ui.design.tokens import Size, Space
from app.ui.kit.buttons import primary, quiet, secondary
from app.ui.kit.controls import ComboBox
from app.ui.kit.empty import EmptyState
from app.ui.kit.flow import Column, button_row, clear_layout
from app.ui.kit.header import PageHeader
from app.ui.kit.labels import caption, soft, strong, title
from app.ui.kit.notice import Notice
from app.ui.kit.section_list import SectionLine, SectionList, SectionState
from app.ui.kit.surfaces import Card, Panel
from app.ui.page import Page
from app.ui.page_id import PageId
from app.ui.sharing.presenter import Group, SharingPresenter
from app.ui.sharing.row import ShareRowView
from app.ui.workspace import Workspace

AT_ONCE = 12
"""How many rows of a category are shown at a time."""
PIECE = 2
"""How many are built at a stretch."""


class SharingPage(Page):
    """Categories at the left, the rows of one at the right."""

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(ws, parent)
        self.presenter = SharingPresenter(ws, self)
        self.presenter.loaded.connect(self.refresh)
        self.presenter.failed.connect(self.on_failed)
        self._views: list[ShareRowView] = []
        self._shown: tuple[str, int, tuple[tuple[str, str], ...]] = ("", 0, ())
        self._category, self._from = "", 0
        self._header = PageHeader(ws.design, self.tr("What I would share"))
        self.ready = primary(ws.design, self.tr("Mark ready"), self.presenter.mark_ready, "check")
        self._header.add_action(self.ready)
        self.body.addWidget(self._header)
        self._notice = Notice(ws.design)
        self.body.addWidget(self._notice)
        self._build_state()
        self.empty = EmptyState(
            ws.design,
            "list-bullets",
            self.tr("Nothing to share yet"),
            self.tr(
                "What you answer in My list appears here first, word for word, and nobody sees it before you say so. "
                "You can be ready with nothing to share, too."
            ),
            secondary(ws.design, self.tr("Go to my list"), lambda: self.go(PageId.MY_LIST), "list-bullets"),
        )
        self.body.addWidget(self.empty)
        self._build_rows()
        self.body.addStretch(1)

    def _build_state(self) -> None:
        design = self.ws.design
        self._state = Panel(design)
        self._state_title = strong()
        self._state_text = soft()
        self._state.add(self._state_title)
        self._state.add(self._state_text)
        self.unready = secondary(design, self.tr("Not ready after all"), self.presenter.unready)
        self.back = secondary(design, self.tr("Done, back to both"), self.on_back, "users")
        self._state_buttons = button_row(self.unready, self.back)
        self._state.add(self._state_buttons)
        self.body.addWidget(self._state)

    def _build_rows(self) -> None:
        design = self.ws.design
        self.sections = SectionList(design, self.tr("Categories"))
        self.sections.picked.connect(self.on_category)
        self._card = Card(design, padding=Space.NONE, spacing=Space.NONE)
        head = QWidget()
        inner = QVBoxLayout(head)
        inner.setContentsMargins(Space.L + Space.XS, Space.L, Space.L + Space.XS, Space.M)
        inner.setSpacing(Space.S)
        self._title, self._counts = title(), caption()
        self.share_all = quiet(design, self.tr("Share all"), partial(self.on_all, ShareChoice.SHARE), "check")
        self.hold_all = quiet(
            design, self.tr("Hold back all"), partial(self.on_all, ShareChoice.HOLD_BACK), "eye-slash"
        )
        for widget in (self._title, self._counts, button_row(self.share_all, self.hold_all)):
            inner.addWidget(widget)
        self._card.add(head)
        self._rows = Column()
        self._card.add(self._rows)
        self.earlier = quiet(design, self.tr("Back"), partial(self.on_turn, -AT_ONCE), "caret-left")
        self.more = quiet(design, self.tr("More of these"), partial(self.on_turn, AT_ONCE), "caret-right")
        self._pager = button_row(self.earlier, self.more)
        self._pager.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        self._card.add(self._pager)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)
        column.addStretch(1)
        left = QWidget()
        narrow = QVBoxLayout(left)
        narrow.setContentsMargins(0, 0, 0, 0)
        narrow.addWidget(self.sections)
        narrow.addStretch(1)
        self._left = left
        self._panes = QWidget()
        line = QHBoxLayout(self._panes)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.L)
        line.addWidget(left)
        line.addWidget(right, 1)
        # Where there is no room beside the rows, a list to drop down stands over them.
        self.category = ComboBox(design, self.tr("Category"))
        self.category.picked.connect(lambda key: self.on_category(str(key)))
        self.body.addWidget(self.category)
        self.body.addWidget(self._panes)
        design.changed.connect(self._fit)

    def activate(self, argument: object = None) -> None:
        """Read the rows again."""
        self._notice.clear()
        partner = self.presenter.partner
        if partner is not None:
            text = self.tr("Exactly what {name} would see when you open together. Nothing is shown before that.")
            self._header.show_subtitle(text.replace("{name}", partner.name))
        self.presenter.load()

    def on_changed(self, changes: Changes, by: QObject | None = None) -> None:
        """Look again when an answer or a choice changed."""
        if self.presenter.concerns(changes):
            self.presenter.load()

    def on_presence_changed(self) -> None:
        """Another person may be here; nothing of the last one may stay in sight."""
        self._shown = ("", 0, ())
        self._clear_rows()
        if self.ws.session.me is not None:
            self.activate()

    def on_failed(self, error: Exception) -> None:
        """Say what could not be kept."""
        self._notice.show_error(error)

    def refresh(self) -> None:
        """Show state, categories and the rows of one of them."""
        groups = self.presenter.groups()
        self._show_state()
        self.empty.setVisible(not groups)
        self._panes.setVisible(bool(groups))
        self._fit()
        if not groups:
            return
        if self._category not in {group.key for group in groups}:
            self._category, self._from = groups[0].key, 0
        self.sections.show_sections([self._section(group) for group in groups], self._category)
        self.category.show_options([(group.key, group.title) for group in groups], self._category)
        self._show_group(next(group for group in groups if group.key == self._category))

    def _section(self, group: Group) -> SectionLine:
        plain = all(row.choice is ShareChoice.SHARE for row in group.rows)
        state = (
            SectionState.DONE
            if plain
            else SectionState.STARTED
            if group.count(ShareChoice.SHARE)
            else SectionState.EMPTY
        )
        return SectionLine(group.key, group.title, state, self._count_words(group))

    def _count_words(self, group: Group) -> str:
        parts = (
            (self.tr("{n} to share"), group.count(ShareChoice.SHARE)),
            (self.tr("{n} held back"), group.count(ShareChoice.HOLD_BACK)),
            (self.tr("{n} to take back"), group.count(ShareChoice.TAKE_BACK)),
        )
        return " · ".join(words.replace("{n}", str(count)) for words, count in parts if count)

    def _show_state(self) -> None:
        partner = self.presenter.partner
        if partner is None:
            return
        ready = self.presenter.is_ready
        had_focus = self.ready.hasFocus()
        self.ready.setVisible(not ready)
        self.unready.setVisible(ready)
        handed = self.ws.session.presence.kind is PresenceKind.HANDED_OVER
        self.back.setVisible(ready and handed)
        self._state_buttons.setVisible(ready)
        if ready:
            self._state_title.setText(self.tr("You are ready."))
            text = self.tr(
                "Only you see this mark. When {name} is ready too, you can open together. "
                "Changing anything here or in My list takes the mark off."
            )
        else:
            self._state_title.setText(self.tr("Look through it, hold back what you like, then mark it ready."))
            text = self.tr(
                "Marking ready keeps a sealed copy of the rows set to Share. {name} sees nothing until you both open "
                "together, and is never told what you hold back. What you set to Take back goes from the shared "
                "list at once."
            )
        self._state_text.setText(text.replace("{name}", partner.name))
        if ready and had_focus:
            (self.back if handed else self.unready).setFocus()

    def _show_group(self, group: Group) -> None:
        self._title.setText(group.title)
        self._counts.setText(self._count_words(group))
        rows = group.rows[self._from : self._from + AT_ONCE]
        if not rows:
            self._from, rows = 0, group.rows[:AT_ONCE]
        shown = (group.key, self._from, tuple(row.key for row in rows))
        if shown != self._shown:
            self._shown = shown
            self._clear_rows()
        for view, row in zip(self._views, rows, strict=False):
            view.show_row(row, self.presenter.seen_now(row))
        self.fill(self._show_rows(rows))
        self.share_all.setEnabled(
            any(ShareChoice.SHARE in r.choices and r.choice is not ShareChoice.SHARE for r in group.rows)
        )
        self.hold_all.setEnabled(any(r.choice is not ShareChoice.HOLD_BACK for r in group.rows))
        self.earlier.setVisible(self._from > 0)
        self.more.setVisible(self._from + AT_ONCE < len(group.rows))
        self._pager.setVisible(len(group.rows) > AT_ONCE)

    def _show_rows(self, rows: tuple[ShareRow, ...]) -> Iterator[None]:
        while len(self._views) < len(rows):
            piece = [self._make_view(row) for row in rows[len(self._views) :][:PIECE]]
            self._views.extend(piece)
            self._rows.add(Column(*piece))
            yield

    def _make_view(self, row: ShareRow) -> ShareRowView:
        partner, shown = self.presenter.partner, self.presenter.shown
        assert partner is not None
        assert shown is not None
        view = ShareRowView(self.ws.design, self.ws.person(self.ws.me), partner, shown.catalogue)
        view.chosen.connect(partial(self.on_chosen, view))
        view.show_row(row, self.presenter.seen_now(row))
        return view

    def _clear_rows(self) -> None:
        self._views = []
        clear_layout(self._rows.body)

    def _group_rows(self) -> tuple[ShareRow, ...]:
        return next((group.rows for group in self.presenter.groups() if group.key == self._category), ())

    def on_chosen(self, view: ShareRowView, choice: ShareChoice) -> None:
        """Keep what was chosen for a row."""
        index = self._from + self._views.index(view)
        self.presenter.choose((self._group_rows()[index],), choice)

    def on_all(self, choice: ShareChoice) -> None:
        """Share or hold back a whole category."""
        self.presenter.choose(self._group_rows(), choice)

    def on_category(self, key: str) -> None:
        """Show another category."""
        self._category, self._from = key, 0
        self.refresh()

    def on_turn(self, step: int) -> None:
        """Show the rows before or after these."""
        self._from = max(0, self._from + step)
        self.refresh()
        if self._views:
            self._views[0].choice.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Categories at the left, or in a list to drop down where there is no room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < self.ws.design.px(Size.NARROW) + Space.XXXL
        there = self._panes.isVisibleTo(self)
        self._left.setVisible(there and not narrow)
        self.category.setVisible(there and narrow)

    def on_back(self) -> None:
        """Put the device between both again."""
        self.ws.hand_back(PageId.OPENING)
