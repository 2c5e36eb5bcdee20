"""The screen *My patterns*: own dated facts with a question each, the self-check, and the switch."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.models.self_check import FlagReply, SelfCheckAnswers
from app.services.patterns import Patterns
from app.ui.design.tokens import Size, Space
from app.ui.kit.buttons import quiet, secondary
from app.ui.kit.controls import CheckBox
from app.ui.kit.empty import EmptyState
from app.ui.kit.flow import Column, button_row, clear_layout, filling
from app.ui.kit.labels import body, soft, strong
from app.ui.kit.surfaces import Card, Panel
from app.ui.page import Page
from app.ui.page_id import PageId
from app.ui.patterns.cards import EntryLine, ObservationCard, SelfCheckView
from app.ui.patterns.presenter import PatternsPresenter
from app.ui.patterns.words import PatternWords
from app.ui.wording import fill
from app.ui.workspace import Workspace


class PatternsPage(Page):
    """Private to one person; nothing of it is on a different page."""

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(ws, parent, width=Size.QUESTION)
        self.presenter = PatternsPresenter(ws, self)
        self.build_head(self.tr("My patterns"), self.tr("Only you see this page."))
        self.follow(self.presenter, self.refresh)
        self.check = SelfCheckView(ws.design, self.presenter.texts.self_check)
        self.check.dropped.connect(self.on_dropped)
        self.check.kept.connect(self.on_kept)
        self.check.resources_wanted.connect(self.on_resources)
        self.check.turned.connect(self.to_top)
        self.check.hide()
        self.body.addWidget(self.check)
        self._all = Column(spacing=Space.L)
        self.body.addWidget(self._all)
        self._build_all()
        self.body.addStretch(1)

    def _build_all(self) -> None:
        design, texts = self.ws.design, self.presenter.texts
        self._about = Panel(design)
        self._about.add(soft(texts.about))
        self.turn_on = secondary(design, self.tr("Turn it on"), partial(self.on_switched, True))
        self.empty = EmptyState(design, "compass", "", "", self.turn_on)
        self._cards = Column(spacing=Space.L)
        self.cards: list[ObservationCard] = []
        self._aside = Card(design)
        self._aside.add_header(self.tr("Set aside"), "eye-slash")
        self._aside_lines = self._aside.add(Column(spacing=Space.XS))
        self._all.add_all(self._about, self.empty, self._cards, self._aside, self._check_card(), self._switch_card())

    def _check_card(self) -> Card:
        design, texts = self.ws.design, self.presenter.texts.self_check
        card = Card(design)
        card.add_header(texts.title, "flag")
        card.add_all(body(texts.about), soft(texts.nothing_written))
        self.begin = secondary(design, self.tr("Read them one by one"), self.on_begin, "book-open")
        card.add(button_row(self.begin))
        self._kept = card.add(Column(spacing=Space.XS))
        self._read = card.add(Panel(design))
        self._read.hide()
        return card

    def _switch_card(self) -> Card:
        card = Card(self.ws.design)
        self.switch = card.add(CheckBox(self.ws.design, self.tr("Look for patterns")))
        self.switch.clicked.connect(self.on_switched)
        card.add(
            soft(
                self.tr(
                    "While this is on, Accord keeps dates for this page: when you were here, what was proposed, and "
                    "what you said no to. While it is off, it keeps none. Your list and its history are not "
                    "affected."
                )
            )
        )
        self.delete = quiet(self.ws.design, self.tr("Delete what it has kept"), self.on_delete, "trash")
        card.add(button_row(self.delete))
        return card

    def activate(self, argument: object = None) -> None:
        """Look for patterns again; "self_check" opens the self-check."""
        self.notice.clear()
        if argument == "self_check":
            self.on_begin()
        self.presenter.reload()

    def on_presence_changed(self) -> None:
        """Forget everything of the previous person."""
        self.presenter.forget()
        self.stop_filling()
        self._clear()
        self.check.begin()
        self._show_check(False)
        if self.ws.session.me is not None:
            self.activate()

    def refresh(self) -> None:
        """Show the observations."""
        view = self.presenter.view
        if view is None:
            return
        self._clear()
        texts = self.presenter.texts
        there = bool(view.observations)
        for part in (self._about, self._cards):
            part.setVisible(there)
        self.empty.setVisible(not there)
        title = self.tr("Nothing to show") if view.looking else self.tr("My patterns is off")
        self.empty.show_words(title, texts.empty if view.looking else texts.off)
        self.turn_on.setVisible(not view.looking)
        self.switch.setChecked(view.looking)
        self.delete.setVisible(self._has_kept())
        self._show_aside(view)
        self._show_kept(view)
        self.fill(self._show_cards(view))

    def _words(self, view: Patterns) -> PatternWords:
        return PatternWords(self.presenter.texts, view.catalogue, self.ws.partner_name, self.ws.today)

    def _show_cards(self, view: Patterns) -> Iterator[None]:
        words = self._words(view)
        for observation in view.observations:
            card = ObservationCard(self.ws.design, words.card(observation))
            card.set_aside.connect(partial(self.presenter.set_aside, observation))
            card.resources_wanted.connect(self.on_resources)
            card.stop_wanted.connect(self.ws.signals.stop_asked)
            self.cards.append(card)
            self._cards.add(card)
            yield

    def _show_aside(self, view: Patterns) -> None:
        words = self._words(view)
        self._aside.setVisible(bool(view.set_aside))
        with filling(self._aside_lines):
            for choice in view.set_aside:
                again = quiet(self.ws.design, self.tr("Show again"), partial(self.presenter.show_again, choice), "eye")
                self._aside_lines.add(EntryLine(words.choice(choice), again))

    def _show_kept(self, view: Patterns) -> None:
        words = self._words(view)
        self._kept.setVisible(bool(view.checks))
        with filling(self._kept):
            for check in reversed(view.checks):
                read = quiet(self.ws.design, self.tr("Read"), partial(self.on_read, check), "book-open")
                delete = quiet(self.ws.design, self.tr("Delete"), partial(self.presenter.delete_check, check), "trash")
                kept = fill(self.tr("Your answers from {day}"), day=words.day(check.at))
                self._kept.add(EntryLine(kept, read, delete))

    def _clear(self) -> None:
        self.cards = []
        for column in (self._cards, self._aside_lines, self._kept):
            clear_layout(column.body)
        clear_layout(self._read.body)
        self._read.hide()

    def on_resources(self) -> None:
        """Open the resources."""
        self.go(PageId.READING, "resources")

    def on_switched(self, on: bool) -> None:
        """Turn patterns on or off; when off, offer to delete what was saved for them."""
        self.presenter.set_looking(on, self.on_delete if not on and self._has_kept() else self._switched)

    def _switched(self) -> None:
        if self.window().focusWidget() is self.turn_on:
            self.switch.setFocus(Qt.FocusReason.OtherFocusReason)

    def _has_kept(self) -> bool:
        view = self.presenter.view
        return view is not None and (view.has_facts or bool(view.set_aside))

    def on_delete(self) -> None:
        """Ask whether to delete what was saved for patterns."""
        self.ws.prompts.confirm(
            self.tr("Delete what it has kept?"),
            self.tr(
                "This deletes the dates of your visits, of what was proposed and refused, and what you set aside here. "
                "It cannot be undone. Your list, your agreements and the self-checks you kept stay as they are."
            ),
            self.tr("Delete it"),
            self.presenter.delete_facts,
            danger=True,
            no=self.tr("Keep it"),
        )

    def on_begin(self) -> None:
        """Show the self-check, where it was left."""
        self._show_check(True)
        self.check.focus_first()

    def on_dropped(self) -> None:
        """Close the self-check without saving."""
        self.check.begin()
        self._show_check(False)
        self.begin.setFocus(Qt.FocusReason.OtherFocusReason)

    def on_kept(self) -> None:
        """Save the answers."""
        self.presenter.keep_check(dict(self.check.replies))
        self.on_dropped()

    def on_read(self, check: SelfCheckAnswers) -> None:
        """Show saved answers in the order of the flags."""
        view = self.presenter.view
        if view is None:
            return
        clear_layout(self._read.body)
        day = self._words(view).day(check.at)
        self._read.add(strong(fill(self.tr("Your answers from {day}"), day=day)))
        words = {FlagReply.YES: self.tr("Yes"), FlagReply.SOMETIMES: self.tr("Sometimes"), FlagReply.NO: self.tr("No")}
        for flag in self.presenter.texts.self_check.flags:
            reply = check.replies.get(flag.id)
            said = words[reply] if reply is not None else self.tr("skipped")
            self._read.add(body(f"{flag.title}: {said}"))
        close = quiet(self.ws.design, self.tr("Close"), self.on_close_read, "x")
        self._read.add(button_row(close))
        self._read.show()
        close.setFocus(Qt.FocusReason.OtherFocusReason)

    def on_close_read(self) -> None:
        """Close the saved answers."""
        self._read.hide()
        self.begin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_check(self, on: bool) -> None:
        self.check.setVisible(on)
        self._all.setVisible(not on)
        self.to_top()
