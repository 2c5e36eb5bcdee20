"""One question and one's own answer to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.models.conversation import ConversationAnswer, Question, SignalMoment
from app.ui.conversation.signal_lines import SignalLines
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.chips import Chip
from app.ui.kit.field import TextField
from app.ui.kit.flow import Column, Flow, clear_layout, row
from app.ui.kit.labels import caption, soft, title
from app.ui.kit.segments import Segments
from app.ui.kit.surfaces import Card, Pill

ROWS = 5
"""Lines of the field."""


class QuestionCard(Card):
    """Built once and bound to each question; an answer is emitted at each change."""

    chosen = Signal(str)
    written = Signal(str)
    shared = Signal(bool)

    def __init__(self, design: Design, *, is_solo: bool) -> None:
        super().__init__(design, spacing=Space.M)
        self._is_solo = is_solo
        self._place, self._pill = caption(), Pill(design)
        self.add(row(self._place, self._pill, spacing=Space.M, wide=self._place))
        self._question, self._by = title(), caption()
        self.add(Column(self._question, self._by, spacing=Space.XS))
        self._signals = self.add(SignalLines(design))
        self._choices = self.add(Column())
        self.segments: Segments | None = None
        self.field = self.add(TextField(design, "", placeholder=self.tr("In your own words"), rows=ROWS))
        self.field.committed.connect(self.written)
        self.share = Chip(design, self.tr("Share this answer"), checkable=True)
        self.share.clicked.connect(lambda on: self.shared.emit(on))
        self._sharing = self.add(Flow(self.share))
        self._before = self.add(soft())

    def show_question(
        self, question: Question, text: str, place: str, by: str, signals: Sequence[SignalMoment] = ()
    ) -> None:
        """Bind it to a question; its answer is shown next. `signals`: those it asks about."""
        self._signals.show_moments(signals)
        self._place.setText(place)
        self._question.setText(text)
        self._by.show_text(by)
        clear_layout(self._choices.body)
        self.segments = None
        if question.choices:
            options = [(each.id, each.words) for each in question.choices]
            self.segments = self._choices.add(Segments(self._design, "", options, optional=True, name=text))
            self.segments.chosen.connect(lambda key: self.chosen.emit("" if key is None else str(key)))
            self.segments.show()
        self._choices.setVisible(bool(question.choices))
        self.field.start_with("", text)

    def show_answer(self, answer: ConversationAnswer, *, can_share: bool, told: str) -> None:
        """Show what is answered. `told`: what the partner reads already, in a sentence."""
        if self.segments is not None:
            self.segments.show_choice(answer.choice or None)
        if not self.field.edit.hasFocus():
            self.field.show_text(answer.words)
        is_shared = answer.is_shared and can_share
        self.share.setChecked(is_shared)
        self._sharing.setVisible(can_share)
        self._pill.setVisible(not self._is_solo)
        if is_shared:
            self._pill.show_pill(self.tr("Shown when you open together"), "envelope-open")
        else:
            self._pill.show_pill(self.tr("Only you"), "lock-simple")
        self._before.show_text(told)

    def focus(self) -> None:
        """Focus what to answer with."""
        target: QWidget = self.segments if self.segments is not None else self.field.edit
        target.setFocus(Qt.FocusReason.TabFocusReason)
