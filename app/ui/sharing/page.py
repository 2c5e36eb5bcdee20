"""The screen *What I would share*: exactly what the partner would see, row by row, and the ready mark."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.models.presence import PresenceKind
from app.models.sealing import ShareChoice, ShareRow
from app.ui.design.tokens import Size, Space
from app.ui.kit.buttons import primary, quiet, resources_button, secondary
from app.ui.kit.empty import EmptyState
from app.ui.kit.flow import add_to, button_row, column_in, row_in
from app.ui.kit.labels import caption, soft, strong, title
from app.ui.kit.narrow import NarrowSwitch
from app.ui.kit.section_list import SectionLine, SectionList, SectionState
from app.ui.kit.surfaces import Card, Panel
from app.ui.page import Page
from app.ui.page_id import PageId
from app.ui.paged_rows import PagedRows
from app.ui.sharing.presenter import ShareGroup, SharingPresenter
from app.ui.sharing.row import ShareRowView
from app.ui.wording import dotted, fill, plural
from app.ui.workspace import Workspace


class SharingPage(Page):
    """Categories at the left, the rows of one at the right."""

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(ws, parent)
        self.presenter = SharingPresenter(ws, self)
        self._category = ""
        self.ready = primary(ws.design, self.tr("Mark ready"), self.presenter.mark_ready, "check")
        self.build_head(self.tr("What I would share"), actions=(self.ready,))
        self.follow(self.presenter, self.refresh)
        self._build_state()
        self.empty = EmptyState(
            ws.design,
            "list-bullets",
            self.tr("Nothing to share yet"),
            self.tr(
                "What you answer in My list appears here first, word for word, and nobody sees it before you say so. "
                "You can also be ready with nothing to share."
            ),
            secondary(ws.design, self.tr("Go to my list"), lambda: self.go(PageId.MY_LIST), "list-bullets"),
        )
        self.body.addWidget(self.empty)
        self._build_panes()
        self.body.addStretch(1)

    def _build_state(self) -> None:
        design = self.ws.design
        self._state = Panel(design)
        self._state_title, self._state_text = strong(), soft()
        self.unready = secondary(design, self.tr("Not ready after all"), self.presenter.unready)
        self.back = secondary(design, self.tr("Done, back to both"), self.on_back, "users")
        self._state_buttons = button_row(self.unready, self.back)
        self._state.add_all(self._state_title, self._state_text, self._state_buttons)
        self.body.addWidget(self._state)

    def _build_panes(self) -> None:
        design = self.ws.design
        self.sections = SectionList(design, self.tr("Categories"))
        self.sections.picked.connect(self.on_category)
        card = Card(design, padding=Space.NONE, spacing=Space.NONE)
        card.add(self._build_head())
        self.rows = PagedRows(design, self._make_view, ShareRowView.show_row, rows_a_page=12, rows_a_piece=1)
        self.rows.turned.connect(self.on_turned)
        card.add(self.rows)
        self._panes = QWidget()
        line = row_in(self._panes, Space.L)
        line.addWidget(self.sections, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(card, 1, Qt.AlignmentFlag.AlignTop)
        NarrowSwitch(design, self._panes, Size.NARROW, line).turned.connect(self.sections.fold)
        self.body.addWidget(self._panes)

    def _build_head(self) -> QWidget:
        design, head = self.ws.design, QWidget()
        self._title, self._counts = title(), caption()
        share, hold_back = partial(self.on_all, ShareChoice.SHARE), partial(self.on_all, ShareChoice.HOLD_BACK)
        self.share_all = quiet(design, self.tr("Share all"), share, "check")
        self.hold_all = quiet(design, self.tr("Hold back all"), hold_back, "eye-slash")
        self.resources = resources_button(design, lambda: self.go(PageId.READING, "resources"))
        inner = column_in(head, Space.S, margins=(Space.L + Space.XS, Space.L, Space.L + Space.XS, Space.M))
        add_to(inner, self._title, self._counts, button_row(self.share_all, self.hold_all, self.resources))
        return head

    def activate(self, argument: object = None) -> None:
        """Read the rows again."""
        self.notice.clear()
        partner = self.presenter.partner
        if partner is not None:
            text = self.tr("Exactly what {name} would see when you open together. Nothing is shown before that.")
            self.header.show_subtitle(fill(text, name=partner.name))
        self.presenter.reload()

    def on_presence_changed(self) -> None:
        """A different person may be here; nothing of the last one may stay."""
        self.rows.clear()
        if self.ws.session.me is not None:
            self.activate()

    def refresh(self) -> None:
        """Show state, categories and the rows of one of them."""
        groups = self.presenter.groups()
        self._show_state()
        self.empty.setVisible(not groups)
        self._panes.setVisible(bool(groups))
        if groups:
            group = next((group for group in groups if group.key == self._category), groups[0])
            self._category = group.key
            self.sections.show_sections([self._section(each) for each in groups], group.key)
            self._show_group(group)

    def _section(self, group: ShareGroup) -> SectionLine:
        shares = group.count(ShareChoice.SHARE)
        some = SectionState.STARTED if shares else SectionState.EMPTY
        state = SectionState.DONE if shares == len(group.rows) else some
        return SectionLine(group.key, group.title, state, self._count_words(group))

    def _count_words(self, group: ShareGroup) -> str:
        shared, taken = group.count(ShareChoice.SHARE), group.count(ShareChoice.TAKE_BACK)
        left = sum(row.disclosed for row in group.rows if row.choice is ShareChoice.HOLD_BACK)
        held = group.count(ShareChoice.HOLD_BACK) - left
        return dotted(
            plural("%n to share", shared) if shared else "",
            plural("%n held back", held) if held else "",
            plural("%n left as it is", left) if left else "",
            plural("%n to take back", taken) if taken else "",
        )

    def _show_state(self) -> None:
        partner = self.presenter.partner
        if partner is None:
            return
        ready, had_focus = self.presenter.is_ready, self.ready.hasFocus()
        handed = self.ws.session.presence.kind is PresenceKind.HANDED_OVER
        self.ready.setVisible(not ready)
        self.unready.setVisible(ready)
        self.back.setVisible(ready and handed)
        self._state_buttons.setVisible(ready)
        if ready:
            words = self.tr("You are ready.")
            text = self.tr(
                "Only you see this mark. When {name} is ready too, you can open together. Until then, nothing can "
                "be opened. That can be read as an answer, so please don’t ask each other about it. "
                "Changing anything here or in My list takes the mark off."
            )
        else:
            words = self.tr("Look through it, hold back whatever you like, then mark it ready.")
            text = self.tr(
                "Marking this ready keeps a sealed copy of the rows set to Share. {name} sees nothing until you both "
                "open together, and is never told what you hold back. As long as one of you is not ready, nothing can "
                "be opened. That can be read as an answer, so please don’t ask each other about it. What {name} "
                "already sees stays as it is until you share it again or take it back. What you take back leaves the "
                "shared list at once: an activity then ends wherever it was agreed, and a term ends everything that "
                "was allowed together with it."
            )
        self._state_title.setText(words)
        self._state_text.setText(fill(text, name=partner.name))
        if ready and had_focus:
            (self.back if handed else self.unready).setFocus()

    def _show_group(self, group: ShareGroup) -> None:
        self._title.setText(group.title)
        self._counts.setText(self._count_words(group))
        not_shared = (row for row in group.rows if row.choice is not ShareChoice.SHARE)
        self.share_all.setEnabled(any(ShareChoice.SHARE in row.choices for row in not_shared))
        self.resources.setVisible(any(ShareChoice.TAKE_BACK in row.choices for row in group.rows))
        self.hold_all.setEnabled(group.count(ShareChoice.HOLD_BACK) < len(group.rows))
        self.fill(self.rows.show_rows(group.rows))

    def _make_view(self, row: ShareRow, _at: int) -> ShareRowView:
        partner = self.presenter.partner
        assert partner is not None
        view = ShareRowView(self.ws.design, self.presenter, self.ws.person(self.ws.me), partner, row)
        view.chosen.connect(lambda choice: self.presenter.choose((view.row,), choice))
        return view

    def on_all(self, choice: ShareChoice) -> None:
        """Share or hold back a whole category."""
        group = next((group for group in self.presenter.groups() if group.key == self._category), None)
        if group is not None:
            self.presenter.choose(group.rows, choice)

    def on_category(self, key: str) -> None:
        """Show this category."""
        self._category = key
        self.rows.to_first()
        self.refresh()

    def on_turned(self) -> None:
        """Show the page of rows that is wanted, with the keyboard on its first one."""
        self.refresh()
        if self.rows.views:
            self.rows.views[0].setFocus()

    def on_back(self) -> None:
        """Put the device between both again."""
        self.ws.hand_back(PageId.OPENING)
