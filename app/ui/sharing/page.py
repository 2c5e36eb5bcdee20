"""The screen *What I would share*: exactly what the partner would see, row by row, and the ready mark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from app.models.sealing import ShareChoice
from app.ui.kit.buttons import primary, secondary
from app.ui.kit.empty import EmptyState
from app.ui.kit.flow import button_row, clear_layout, discard
from app.ui.kit.labels import soft, strong
from app.ui.kit.surfaces import Panel, Rows
from app.ui.page import Page
from app.ui.page_id import PageId
from app.ui.sharing.presenter import CERTAIN, OWN_WORDS, ShareGroup, SharingPresenter
from app.ui.sharing.row import ShareRows, ShareRowView, ShareSection
from app.ui.wording import dotted, fill, plural
from app.ui.workspace import Workspace


class SharingPage(Page):
    """One page: first what is shown for certain and what is in own words, then the rest, folded by category."""

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(ws, parent)
        self.presenter = SharingPresenter(ws, self)
        self._open = {CERTAIN, OWN_WORDS}
        self.sections: dict[str, ShareSection] = {}
        """The parts in their order, by key."""
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
        self._list = Rows(ws.design)
        self.body.addWidget(self._list)
        self.body.addStretch(1)

    def _build_state(self) -> None:
        design = self.ws.design
        self._state = Panel(design)
        self._state_title, self._state_text, self._taking_back = strong(), soft(), soft()
        self.unready = secondary(design, self.tr("Not ready after all"), self.presenter.unready)
        self.back = secondary(design, self.tr("Done, hand it back"), self.on_back, "users")
        self._state_buttons = button_row(self.unready, self.back)
        self._state.add_all(self._state_title, self._state_text, self._taking_back, self._state_buttons)
        self.body.addWidget(self._state)

    def _make_section(self, key: str, *, is_first: bool) -> ShareSection:
        section = ShareSection(self.ws.design, self._make_view, line_above=not is_first)
        section.head.clicked.connect(partial(self.on_folded, key))
        section.all_chosen.connect(partial(self.on_all, key))
        section.resources_wanted.connect(partial(self.go, PageId.READING, "resources"))
        section.turned.connect(partial(self.on_turned, key))
        return section

    def activate(self, argument: object = None) -> None:
        """Read the rows again."""
        self.notice.clear()
        partner = self.ws.partner
        if partner is not None:
            text = self.tr("Exactly what {name} would see when you open together. Nothing is shown before that.")
            self.header.show_subtitle(fill(text, name=partner.name))
        self.presenter.reload()

    def on_presence_changed(self) -> None:
        """A different person may be here; nothing of the last one may stay."""
        self.stop_filling()
        self.sections.clear()
        clear_layout(self._list.body)
        if self.ws.session.me is not None:
            self.activate()

    def refresh(self) -> None:
        """Show the state and the rows."""
        groups = self.presenter.groups()
        self._show_state()
        self.empty.setVisible(not groups)
        self._list.setVisible(bool(groups))
        self.fill(self._show_groups(groups))

    def _show_groups(self, groups: Sequence[ShareGroup]) -> Iterator[None]:
        for key in self.sections.keys() - {group.key for group in groups}:
            self._list.body.removeWidget(self.sections[key])
            discard(self.sections.pop(key))
        for at, group in enumerate(groups):
            if group.key not in self.sections:
                self.sections[group.key] = self._make_section(group.key, is_first=not at)
                self._list.body.insertWidget(at, self.sections[group.key])
                self.sections[group.key].show()
                yield
            words, is_open = self._count_words(group), group.key in self._open
            rows = self.presenter.rows_of(group) if is_open else ()
            yield from self.sections[group.key].show_group(group, rows, words, is_open=is_open)

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
        partner = self.ws.partner
        if partner is None:
            return
        ready, had_focus, took_off = self.presenter.is_ready, self.ready.hasFocus(), self.unready.hasFocus()
        handed = self.ws.session.is_handed
        self.ready.setVisible(not ready)
        self.unready.setVisible(ready)
        self.back.setVisible(ready and handed)
        self._state_buttons.setVisible(ready)
        title, text = self._state_words()
        taking_back = self.tr(
            "What {name} already sees stays as it is until you share it again or take it back. What you take back "
            "leaves the shared list at once: an activity then ends wherever it was agreed, and a term ends everything "
            "that was allowed together with it."
        )
        may_take_back = not ready and self.presenter.has_disclosed
        self._taking_back.show_text(fill(taking_back, name=partner.name) if may_take_back else "")
        self._state_title.setText(title)
        self._state_text.setText(fill(text, name=partner.name))
        if ready and had_focus:
            (self.back if handed else self.unready).setFocus()
        elif not ready and took_off:
            self.ready.setFocus()

    def _state_words(self) -> tuple[str, str]:
        """How far it is, and what that means."""
        if self.presenter.is_begun:
            title = self.tr("You have begun to open this together.")
            return title, self.tr(
                "You and {name} were interrupted and can continue where you were. If one of you changes anything "
                "here or in My list first, that opening is over, and you each mark yours ready again."
            )
        if self.presenter.is_ready:
            title = self.tr("You are ready.")
            return title, self.tr(
                "Only you see this mark. When {name} is ready too, you can open together. Until then, nothing can "
                "be opened. That can be read as an answer, so please do not ask. "
                "Changing anything here or in My list takes the mark off."
            )
        title = self.tr("Look through it, hold back whatever you like, then mark it ready.")
        return title, self.tr(
            "Marking this ready keeps a sealed copy of the rows set to Share. {name} sees nothing until you both "
            "open together, and is never told what you hold back. As long as one of you is not ready, nothing can "
            "be opened. That can be read as an answer, so please do not ask."
        )

    def _make_view(self, rows: ShareRows, _at: int) -> ShareRowView:
        partner = self.ws.partner
        assert partner is not None
        view = ShareRowView(self.ws.design, self.presenter, self.ws.person(self.ws.me), partner, rows)
        view.chosen.connect(lambda choice: self.presenter.choose(view.row, choice))
        view.split.connect(lambda: self.on_split(view))
        return view

    def on_split(self, view: ShareRowView) -> None:
        """Show each direction of an activity by itself."""
        self.presenter.apart.add(view.row[0].entry_id)
        view.choice.setFocus()
        self.refresh()

    def on_all(self, key: str, choice: ShareChoice) -> None:
        """Share or hold back all of a part."""
        group = next((group for group in self.presenter.groups() if group.key == key), None)
        if group is not None:
            self.presenter.choose(group.rows, choice)

    def on_folded(self, key: str) -> None:
        """Unfold a part, or fold it; one category is unfolded at a time."""
        firsts = {CERTAIN, OWN_WORDS}
        if key in firsts:
            self._open ^= {key}
        else:
            self._open = (self._open & firsts) | ({key} - self._open)
        self.refresh()

    def on_turned(self, key: str) -> None:
        """Show the page of rows that is wanted, with the keyboard on its first one."""
        self.refresh()
        rows = self.sections[key].rows
        if rows is not None and rows.views:
            rows.views[0].setFocus()

    def on_back(self) -> None:
        """Put the device between both again."""
        self.ws.hand_back(PageId.OPENING)
