"""The screen *Signals*: words and gestures, what they mean, what both do, when they were practised."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from app.errors import InputError
from app.models.signal import Channel, Level, SafetySignal, has_speechless_red, has_verbal_red
from app.models.signal_lines import ShownSignal, miscountable
from app.ui.design.tokens import Space
from app.ui.kit.buttons import primary, secondary
from app.ui.kit.empty import EmptyState
from app.ui.kit.field import LineField
from app.ui.kit.flow import button_row, clear_layout, column_in, discard, holds_focus, stack
from app.ui.kit.labels import Reason, body
from app.ui.kit.notice import NoticeTone
from app.ui.kit.segments import Segments
from app.ui.kit.surfaces import Card, Panel, Rows
from app.ui.page import Page
from app.ui.page_id import ONE_SIGNAL, PageId
from app.ui.shared_rows import GroupHead
from app.ui.signals.practise import LargeSignal, PractiseCard
from app.ui.signals.presenter import SignalsPresenter
from app.ui.signals.row import SignalRowView
from app.ui.signals.words import CHANNEL_WORDS, LEVEL_ICONS, LEVEL_NAMES, LEVEL_TONES, LEVEL_WORDS, LEVELS
from app.ui.terms import quoted
from app.ui.wording import fill
from app.ui.workspace import Workspace


class SignalsPage(Page):
    """Lists the signals by level; practising replaces the list."""

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(ws, parent)
        self.presenter = SignalsPresenter(ws, self)
        self.presenters = (self.presenter,)
        self.presenter.loaded.connect(self.refresh)
        self.presenter.failed.connect(self.on_failed)
        self._rows: dict[str, SignalRowView] = {}
        self._overlay: QWidget | None = None
        self._practise = primary(ws.design, self.tr("Practise together"), self.on_practise)
        self.build_head(self.tr("Signals"), actions=(self._practise,))
        self._build_list()
        self.body.addStretch(1)

    def _build_list(self) -> None:
        design = self.ws.design
        self._list = QWidget(self)
        self._column = column_in(self._list, Space.L)
        self._why = Reason(self._practise)
        self._column.addWidget(self._why)
        self._start = primary(design, self.tr("Start from these"), self.presenter.take_proposal)
        self._empty = EmptyState(
            design,
            "hand-palm",
            self.tr("No signals yet"),
            self.tr("There is a set to start from: a word and a gesture for each level. Change any of the words."),
            self._start,
        )
        self._column.addWidget(self._empty)
        self._groups = stack(spacing=Space.L)
        self._column.addLayout(self._groups)
        self._column.addWidget(self._build_new())
        always = Panel(design)
        always.add(body(self.ws.texts.signals_always))
        self._column.addWidget(always)
        self.body.addWidget(self._list)

    def _build_new(self) -> Card:
        design = self.ws.design
        self._new = Card(design)
        self._new.add_header(self.tr("Add a signal"))
        self._new_words = LineField(design, self.tr("Word or gesture"))
        self.ws.unadded.hold("signal.new", self._new_words.edit)
        self._new_level = Segments(design, self.tr("Level"), [(level, LEVEL_NAMES[level]) for level in LEVELS])
        self._new_channel = Segments(design, self.tr("How it is given"), [(c, CHANNEL_WORDS[c]) for c in Channel])
        self._new_level.show_choice(Level.YELLOW)
        self._new_channel.show_choice(Channel.VERBAL)
        add = secondary(design, self.tr("Add"), self.on_add, icon="plus")
        self._new_words.edit.returnPressed.connect(self.on_add)
        self._new.add_all(self._new_words, self._new_level, self._new_channel, button_row(add))
        return self._new

    def activate(self, argument: object = None) -> None:
        """Load the signals."""
        self._close_overlay()
        self.presenter.reload()

    def on_presence_changed(self) -> None:
        """Practising takes both."""
        self.refresh()

    def flush(self) -> None:
        """Save what is being typed."""
        for row in self._rows.values():
            row.flush()

    def refresh(self) -> None:
        """Show the signals; existing cards keep their open fields."""
        signals = self.presenter.signals
        wanted = [shown.signal.id for level in LEVELS for shown in self.presenter.of(level)]
        if wanted == list(self._rows) or self._is_typing():
            for shown in self.presenter.everything.shown:
                if shown.signal.id in self._rows:
                    self._show_row(shown)
        else:
            self._rebuild()
        started = self._start.hasFocus()
        self._new.setVisible(bool(signals))
        self._practise.setVisible(bool(signals) and self._overlay is None)
        alone = bool(signals) and not self.ws.session.is_together
        self._why.give(self.tr("Practising takes both of you.") if alone else "")
        if signals and started:
            self._practise.setFocus() if self.ws.session.is_together else self.focus_first()
        what = self.tr("How we keep going, slow down and stop. “Stop” and “no” always mean stop.")
        self.header.show_subtitle(self.presenter.practised_words() if signals else what)
        self._empty.setVisible(not signals and self.presenter.is_loaded)
        self._show_what_is_missing(self.presenter.everything.current)

    def _is_typing(self) -> bool:
        """Whether only changes of cards that are open have come: they get cards of their own once those are closed."""
        shown = {each.signal.id: each for each in self.presenter.everything.shown}
        editing = {signal_id for signal_id, row in self._rows.items() if row.is_editing}
        new = shown.keys() - self._rows.keys()
        are_changes = bool(new) and all(shown[each].instead_of in editing for each in new)
        return are_changes and self._rows.keys() <= shown.keys()

    def _may_accept(self, shown: ShownSignal) -> bool:
        return self.ws.session.is_together and not shown.counts and shown.by is not None

    def _rebuild(self) -> None:
        open_ids = {row.signal_id for row in self._rows.values() if row.is_editing}
        self._rows.clear()
        clear_layout(self._groups)
        self.fill(self._show_groups(open_ids))

    def _show_groups(self, open_ids: set[str]) -> Iterator[None]:
        for level in LEVELS:
            found = self.presenter.of(level)
            if not found:
                continue
            card = Rows(self.ws.design)
            card.add(GroupHead(self.ws.design, LEVEL_WORDS[level], LEVEL_ICONS[level], LEVEL_TONES[level]))
            for shown in found:
                row = card.add(SignalRowView(self.ws.design, shown.signal))
                row.accepted.connect(self.presenter.accept)
                row.closed.connect(self.refresh)
                row.revised.connect(self.presenter.revise)
                row.deleted.connect(self.presenter.delete)
                row.enlarged.connect(self.on_enlarge)
                self._rows[shown.signal.id] = row
                self._show_row(shown)
                if shown.signal.id in open_ids:
                    row.on_change()
                yield
            self._groups.addWidget(card)
            yield

    def _show_row(self, shown: ShownSignal) -> None:
        note, practised = self.presenter.note(shown), self.presenter.practised_otherwise(shown.signal)
        row = self._rows[shown.signal.id]
        row.show_signal(shown.signal, note, practised, may_accept=self._may_accept(shown))

    def _show_what_is_missing(self, signals: tuple[SafetySignal, ...]) -> None:
        if not signals or (has_verbal_red(signals) and has_speechless_red(signals)):
            self._show_what_is_miscounted(signals)
            return
        missing = (
            self.tr("Before anything can be agreed, you need one more: a red signal that works without speech.")
            if has_verbal_red(signals)
            else self.tr("Before anything can be agreed, you need one more: a word that stops everything.")
        )
        self.notice.show_notice(self.tr("Not complete yet"), missing, NoticeTone.INFO)

    def _show_what_is_miscounted(self, signals: tuple[SafetySignal, ...]) -> None:
        found = miscountable(signals)
        if not found:
            self.notice.clear()
            return
        yellow, red = found[0]
        words = self.tr(
            "{yellow} and {red} differ only by a count, and counting fails when it matters. An open palm held up, or "
            "a long squeeze, is safer for slowing down."
        )
        text = fill(words, yellow=quoted(yellow.expression), red=quoted(red.expression))
        self.notice.show_notice(self.tr("Easy to miscount"), text, NoticeTone.INFO)

    def on_failed(self, error: Exception) -> None:
        """Say what could not be saved."""
        if isinstance(error, InputError) and error.reason == "many":
            title, text = self.tr("You can each add up to five ways to stop on your own"), self.tr("Talk about it.")
            self.notice.show_notice(title, text, NoticeTone.INFO)
        else:
            self.notice.show_error(error)

    def on_add(self) -> None:
        """Add what was typed; the field keeps it until it is saved."""
        words = self._new_words.text()
        if not words.strip():
            self._new_words.show_error(self.tr("Write a word or describe a gesture first."))
            self._new_words.setFocus()
            return
        self._new_words.clear_error()
        level, channel = self._new_level.choice, self._new_channel.choice
        self.presenter.add(Level(str(level)), Channel(str(channel)), words, lambda: self._new_words.show_text(""))

    def on_practise(self) -> None:
        """Go through all signals together."""
        self.flush()
        ordered = [shown.signal for level in LEVELS for shown in self.presenter.of(level) if shown.counts]
        card = PractiseCard(self.ws.design, ordered)
        card.finished.connect(self.on_practised)
        self._close_overlay()
        self._overlay = card
        self.body.insertWidget(2, card)
        self._list.hide()
        self._practise.hide()
        card.focus_words()

    def on_practised(self, signal_ids: tuple[str, ...]) -> None:
        """Date what was practised and return to the list."""
        self._close_overlay()
        self.presenter.practised(signal_ids)

    def on_enlarge(self, signal_id: str) -> None:
        """Show one signal in large type."""
        shown = self.presenter.everything.find(signal_id)
        if shown is not None:
            is_new = self.presenter.everything.is_new(shown)
            large = LargeSignal(self.ws.design, shown.signal, self, new=is_new)
            large.print_asked.connect(lambda: self.go(PageId.EXPORT, f"{ONE_SIGNAL}{signal_id}"))
            self.ws.prompts.show(large)

    def _close_overlay(self) -> None:
        if self._overlay is not None:
            had_focus = holds_focus(self._overlay)
            discard(self._overlay)
            self._overlay = None
            self._list.show()
            self.refresh()
            if had_focus:
                self.header.focus_title()
