"""The screen *Limits*: what both opened, by group, talk cards one at a time, and what is picked for tonight."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from app.models.limits import Outcome, SharedItem, Talk, TalkResult
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Space
from app.ui.kit.buttons import Button, begin_line, primary, quiet, secondary
from app.ui.kit.controls import ComboBox
from app.ui.kit.empty import EmptyState
from app.ui.kit.flow import Column, add_to, button_row, clear_layout, holds_focus
from app.ui.kit.notice import NoticeTone
from app.ui.kit.strings import with_plain_spaces
from app.ui.limits.groups import GroupCard, ItemPanel, Items, ItemsCard, SharedItemRow, TermsCard
from app.ui.limits.picks import PickCard
from app.ui.limits.presenter import LimitsPresenter
from app.ui.limits.talk import TalkCard
from app.ui.page import Page
from app.ui.page_id import PICK, PageId
from app.ui.row_content import RowContent, TermRow, item_content
from app.ui.shared_rows import GroupHead, WordsRow
from app.ui.talk_offer import talk_offer
from app.ui.terms import day_words, outcome_colour, outcome_icon, outcome_word
from app.ui.wording import fill, plural
from app.ui.workspace import Workspace


def nothing_opened(design: Design, go: Callable[[PageId], object], *, is_together: bool) -> EmptyState:
    """What the place is for, and the next step of those who are here."""
    say = partial(QCoreApplication.translate, "Limits")
    if is_together:
        text = say(
            "Everything you have opened together: what you are both open to, what is worth a talk, and limits. "
            "Each of you prepares alone first; then you open it together."
        )
        actions = [primary(design, say("Open together"), partial(go, PageId.OPENING), "envelope-open")]
    else:
        text = say(
            "Everything you have opened together: what you are both open to, what is worth a talk, and limits. It "
            "begins with your own list, which nobody else sees."
        )
        actions = [
            primary(design, say("My list"), partial(go, PageId.MY_LIST), "list-bullets"),
            secondary(design, say("What I would share"), partial(go, PageId.SHARE)),
        ]
    return EmptyState(design, "checks", say("Nothing opened yet"), text, button_row(*actions))


_tr = partial(QCoreApplication.translate, "LimitsPage")


class LimitsPage(Page):
    """The shared list; talking needs both, reading does not."""

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(ws, parent)
        self.presenter = LimitsPresenter(ws, self)
        self._category, self._open_id = "", ""
        self._shown: tuple[object, ...] = ()
        """What the list shows; the same is not bound twice."""
        self._rows: list[SharedItemRow] = []
        self._cards: dict[Outcome, ItemsCard] = {}
        self._terms: TermsCard | None = None
        self.card: TalkCard | None = None
        self.picks: PickCard | None = None
        self._left: list[tuple[str, ...]] = []
        """The ids of what is talked about next, an activity at a time."""
        self._wants_pick = False
        self.category = ComboBox(ws.design, self.tr("Category"))
        self.category.picked.connect(self.on_category)
        self.talk = primary(ws.design, self.tr("Talk, one at a time"), self.on_talk)
        self.pick = secondary(ws.design, self.tr("Pick up to three for tonight"), self.on_pick, "path")
        self.asked = talk_offer(self)
        self._has_talked = False
        """Whether a talk ended since the page was opened."""
        actions = (self.category, self.asked, self.pick, self.talk)
        for action in actions:
            action.hide()  # nothing to choose or talk about is known before the list is read
        self.build_head(self.tr("Limits"), actions=actions)
        self.follow(self.presenter, self.refresh)
        self._empty, self._list, self._stage = Column(), Column(spacing=Space.L), Column()
        self._empty.hide()
        self.to_list = quiet(ws.design, self.tr("Back to Limits"), self.on_stopped, "caret-left")
        self.to_list.hide()
        begin_line(self.to_list)
        self.body.insertWidget(0, self.to_list)
        add_to(self.body, self._empty, self._list, self._stage)
        self.body.addStretch(1)

    def activate(self, argument: object = None) -> None:
        """Read the shared list again, and pick from it if asked; a talk that was begun is over."""
        self.notice.clear()
        self._has_talked = False
        self._wants_pick = argument == PICK
        self._close_card()
        self.presenter.reload()

    def on_presence_changed(self) -> None:
        """Talking needs both."""
        if not self.ws.session.is_together:
            self._close_card()
        self.refresh()

    def flush(self) -> None:
        """Keep the notes of a talk that was begun."""
        if self.card is not None and self.ws.session.is_together:
            self.presenter.keep_talk(self.card.items, self.card.draft())

    def refresh(self) -> None:
        """Show the groups, unless a talk card is in front."""
        if not self.presenter.is_read:
            return
        if self._wants_pick:
            self._wants_pick = False
            self.on_pick()
        talking = self.card is not None or self.picks is not None
        # What is talked about is the title of the page.
        self.header.setVisible(self.card is None)
        self.to_list.setVisible(self.card is not None)
        categories = self.presenter.categories()
        if self._category not in {key for key, _title in categories}:
            self._category = ""
        self.category.show_options([("", self.tr("All categories")), *categories], self._category)
        self.category.setVisible(bool(categories) and not talking)
        is_free = self.ws.session.is_together and not talking
        self.talk.setVisible(is_free and bool(self.presenter.to_talk()))
        self.pick.setVisible(is_free and bool(self.presenter.to_pick()))
        self.asked.setVisible(is_free and self._has_talked)
        self._show_subtitle(bool(categories))
        self._list.setVisible(not talking)
        shown = (self.presenter.limits, self._category, self.ws.session.people, self.ws.session.presence, talking)
        if shown != self._shown:
            self._shown = shown
            self._show_list(empty=not categories and not talking)

    def _show_list(self, *, empty: bool) -> None:
        clear_layout(self._empty.body)
        self._empty.setVisible(empty)
        if empty:
            self._empty.add(nothing_opened(self.ws.design, self.go, is_together=self.ws.session.is_together))
        self.fill(self._show_groups())

    def _show_groups(self) -> Iterator[None]:
        for outcome in Outcome:
            rows = self.presenter.rows(outcome, self._category)
            if rows and outcome not in self._cards:
                self._cards[outcome] = self._make_card(outcome)
                yield
            if outcome in self._cards:
                yield from self._cards[outcome].show_rows(rows, head_words(outcome, rows))
        terms = self.presenter.terms(self._category)
        if terms and self._terms is None:
            head = GroupHead(self.ws.design, self.tr("In our words"), "quotes", Colour.ACCENT)
            self._terms = GroupCard(self.ws.design, head, self.scroller, self._make_words, WordsRow.show_row)
            self._list.body.addWidget(self._terms)
        if self._terms is not None:
            yield from self._terms.show_rows(terms)
        self._show_open()

    def _make_card(self, outcome: Outcome) -> ItemsCard:
        icon, colour, people = outcome_icon(outcome), outcome_colour(outcome), self.ws.session.people
        head = GroupHead(self.ws.design, outcome_word(outcome), icon, colour, people)
        card = GroupCard(self.ws.design, head, self.scroller, self._make_row, SharedItemRow.show_items)
        card.rows.turned.connect(lambda: self.fill(self._show_groups()))
        order = list(Outcome)
        before = sum(order.index(each) < order.index(outcome) for each in self._cards)
        self._list.body.insertWidget(before, card)
        return card

    def _make_row(self, items: Items, _at: int) -> SharedItemRow:
        row = SharedItemRow(self.ws.design, items, self._content, self._inside)
        row.clicked.connect(lambda: self.on_pressed(row.item.id))
        self._rows.append(row)
        return row

    def _make_words(self, row: TermRow, _at: int) -> WordsRow:
        return WordsRow(self.ws.design, row, line_above=True)

    def _content(self, items: Items) -> RowContent:
        return item_content(self.presenter.limits.catalogue, self.ws.session.people, items)

    @property
    def groups(self) -> dict[Outcome, ItemsCard]:
        """The cards that are shown."""
        return {outcome: card for outcome, card in self._cards.items() if card.isVisible()}

    def _show_subtitle(self, anything: bool) -> None:
        on = self.presenter.limits.last_opening
        if on is not None and anything:
            words = self.tr("Opened on {day}. Anything that is not here is not agreed.")
            today = self.ws.today
            self.header.show_subtitle(fill(words, day=day_words(on, today)))
        else:
            self.header.show_subtitle(
                self.tr("Everything you have opened together. Anything that is not here is not agreed.")
            )

    def _inside(self, items: Items) -> QWidget:
        """What an opened row offers."""
        ids = tuple(item.id for item in items)
        return ItemPanel(self.ws, self.presenter, items[0], self.go, lambda: self.start_talk([ids]))

    def on_category(self, key: object) -> None:
        """Show one category, or all of them."""
        self._category = str(key)
        for card in self._cards.values():
            card.rows.to_first()
        self.refresh()

    def on_pressed(self, item_id: str) -> None:
        """Open a row, or close it again; one is open at a time."""
        self._open_id = "" if item_id == self._open_id else item_id
        self._show_open()

    def _show_open(self) -> None:
        for row in self._rows:
            row.show_open(row.item.id == self._open_id and not row.isHidden())

    def on_talk(self) -> None:
        """Talk about what is still open, one activity at a time."""
        self.start_talk([tuple(item.id for item in items) for items in self.presenter.to_talk()])

    def start_talk(self, groups: list[tuple[str, ...]]) -> None:
        """Put the first of these in front."""
        self._left = list(groups)
        self.notice.clear()
        self._next_card()

    def _next_card(self) -> None:
        groups = ([self.presenter.find(each) for each in self._left.pop(0)] for _ in list(self._left))
        found = (tuple(item for item in group if item is not None) for group in groups)
        items = next((items for items in found if items), ())
        if not items:
            self._close_card(self.pick)
            return
        if self.card is None:
            self.card = self._make_talk(items)
            self.card.focus_title()  # before what has the focus is hidden
            self.refresh()
        else:
            self.card.show_items(items)
        self.card.focus_title()
        self.to_top()

    def _make_talk(self, items: tuple[SharedItem, ...]) -> TalkCard:
        card = TalkCard(
            self.ws.design, self.presenter.limits.catalogue, self.ws.session.people, items, self.ws.texts.talk
        )
        card.ended.connect(self.on_ended)
        card.stopped.connect(self.on_stopped)
        return self._stage.add(card)

    def _close_card(self, *wanted: Button) -> None:
        """Go back to the list, and focus the first of these that is there, or the heading."""
        if self.card is None and self.picks is None:
            return
        had_focus = holds_focus(self._stage)
        self.card = self.picks = None
        clear_layout(self._stage.body)
        self.refresh()
        if had_focus:
            after = next((button for button in wanted if button.isVisibleTo(self)), None)
            (after.setFocus if after is not None else self.header.focus_title)()

    def on_ended(self, talk: Talk, about: tuple[SharedItem, ...]) -> None:
        """Keep the result of the talk, and continue with the other direction or the next activity."""
        if self.card is not None:
            rest = tuple(item.id for item in self.card.items if item not in about)
            words = ended_words(self.ws, talk)
            show = partial(self.notice.show_notice, words, tone=NoticeTone.SUCCESS)
            self._left = [rest, *self._left] if rest else self._left
            self._has_talked = True
            self.presenter.keep_talk(about, talk, show)
            self._next_card()

    def on_stopped(self) -> None:
        """Back to the list; the notes so far are kept."""
        self.flush()
        self._left = []
        self._close_card(self.talk, self.pick)

    # --- picking

    def on_pick(self) -> None:
        """Let both pick what a scene starts from."""
        items = self.presenter.to_pick()
        if not items or not self.ws.session.is_together:
            return
        self._close_card()
        self.picks = PickCard(self.ws.design, self.presenter.limits.catalogue, self.ws.session.people, items)
        self.picks.done.connect(self.on_picked)
        self.picks.closed.connect(partial(self._close_card, self.pick))
        self._stage.add(self.picks)
        self.refresh()
        self.picks.heading.setFocus(Qt.FocusReason.OtherFocusReason)

    def on_picked(self, items: tuple[SharedItem, ...]) -> None:
        """Go to an outline that begins with them."""
        today = self.ws.today
        title = fill(self.tr("Evening of {day}"), day=with_plain_spaces(day_words(today, today)))
        self.presenter.start_scene(title, items, partial(self.go, PageId.SCENES))


def ended_words(ws: Workspace, talk: Talk) -> str:
    """What a talk led to."""
    if talk.result is TalkResult.AGREED:
        return _tr("Saved as talked through: you both said yes.")
    if talk.declined_by is not None:
        text = _tr("Set aside. It leaves our list until {name} brings it back, alone, on their own list.")
        return fill(text, name=ws.person(talk.declined_by).name)
    return _tr("It stays open for as long as you like.")


def head_words(outcome: Outcome, rows: Sequence[Items]) -> str:
    """The words beside the title of a group: what it means, or how many activities it has."""
    words = {
        Outcome.OFF: _tr("stays until the person who set it changes it"),
        Outcome.NOT_NOW: _tr("only the person who set it raises it again"),
        Outcome.OFFERED: _tr("no answer needed"),
    }
    return words.get(outcome) or plural("%n activities", len({items[0].pairing.activity_id for items in rows}))
