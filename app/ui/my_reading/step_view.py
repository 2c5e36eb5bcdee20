"""The clauses of one step: new ones as cards, unchanged ones folded away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.models.clause import Clause
from app.ui.agreement.clause_view import ClauseView
from app.ui.agreement.clause_words import ClauseWriter, section_title
from app.ui.agreement.leave_out import LeaveOutQuestion
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.buttons import Button, quiet, secondary
from app.ui.kit.flow import button_row, clear_layout, column_in, holds_focus
from app.ui.kit.labels import caption, soft, strong, title
from app.ui.kit.surfaces import Card, Panel
from app.ui.my_reading.clause_card import ReadingCard
from app.ui.my_reading.presenter import ReadingPresenter, ReadingStep
from app.ui.wording import plural
from app.ui.workspace import Workspace


class StepView(QWidget):
    """One step of the text."""

    def __init__(self, ws: Workspace, presenter: ReadingPresenter) -> None:
        super().__init__()
        self._ws, self._design, self._presenter = ws, ws.design, presenter
        self._writer: ClauseWriter | None = None
        self._step: ReadingStep | None = None
        self._shown: object = None
        self.cards: dict[str, ReadingCard] = {}
        self._looked: set[str] = set()
        """The clauses that the reader compared with their own answers."""
        self.unfold: Button | None = None
        self.unchanged: UnchangedClauses | None = None
        self._column = column_in(self, Space.M)

    def show_step(self, step: ReadingStep, writer: ClauseWriter) -> None:
        """Show clauses; unchanged cards stay."""
        presenter = self._presenter
        state = (
            step.key,
            tuple((c.digest, presenter.met(c), presenter.is_new(c), presenter.before(c)) for c in step.clauses),
        )
        self._step, self._writer = step, writer
        if state == self._shown:
            self.refresh_replies()
            return
        self._shown = state
        focused = next((key for key, card in self.cards.items() if holds_focus(card)), "")
        clear_layout(self._column)
        self.cards.clear()
        self._column.addWidget(title(section_title(step.section)))
        self.unchanged = None
        together = [clause for clause in step.clauses if presenter.is_by_part(clause)]
        for clause in step.clauses:
            if clause not in together and presenter.is_new(clause):
                self._add(clause)
        if together:
            self._add_unchanged(together)
        known = [clause for clause in step.clauses if clause.id not in self.cards and clause not in together]
        if known:
            words = plural("Show %n you already said yes to", len(known))
            self.unfold = quiet(self._design, words, lambda: self._on_unfold(known, folded), icon="caret-down")
            folded: QWidget = button_row(self.unfold)
            self._column.addWidget(folded)
        if focused in self.cards:
            self.cards[focused].focus()

    def _add_unchanged(self, clauses: Sequence[Clause]) -> None:
        if self._writer is None:
            return
        self.unchanged = panel = UnchangedClauses(self._design, clauses, self._writer)
        panel.acknowledged.connect(lambda: self._presenter.acknowledge(clauses))
        panel.opened.connect(lambda: self._on_unfold(clauses, panel))
        panel.show_acknowledged(self._is_acknowledged(clauses))
        self._column.addWidget(panel)

    def _is_acknowledged(self, clauses: Sequence[Clause]) -> bool:
        return all(self._presenter.reply_to(clause) is not None for clause in clauses)

    def _on_unfold(self, known: Sequence[Clause], folded: QWidget) -> None:
        folded.hide()
        for clause in known:
            self._add(clause)
        first = self.cards.get(known[0].id)
        if first is not None:
            first.focus()

    def _add(self, clause: Clause) -> None:
        presenter = self._presenter
        if self._writer is None:
            return
        card = ReadingCard(
            self._design,
            clause,
            self._writer,
            presenter.person,
            presenter.met(clause),
            self._question(clause, self._writer),
            presenter.before(clause),
        )
        card.show_reply(presenter.reply_to(clause))
        card.said.connect(presenter.say)
        card.left_out.connect(presenter.leave_out)
        card.answered.connect(presenter.change_answer)
        card.looked.connect(lambda: self._looked.add(clause.id))
        if clause.id in self._looked or presenter.is_against(clause):
            card.on_look()
        self.cards[clause.id] = card
        self._column.addWidget(card)

    def _question(self, clause: Clause, writer: ClauseWriter) -> LeaveOutQuestion | None:
        if clause.item is None:
            return None
        draft_id, leaving = self._presenter.reading.draft_id, self._presenter.leaving_of(clause)
        return LeaveOutQuestion(self._ws, draft_id, clause.item.pairing, writer.words(clause).title, leaving)

    def refresh_replies(self) -> None:
        """Show the current replies."""
        for card in self.cards.values():
            card.show_reply(self._presenter.reply_to(card.clause))
        if self.unchanged is not None:
            self.unchanged.show_acknowledged(self._is_acknowledged(self.unchanged.clauses))

    def focus(self) -> None:
        """Focus the first clause without a reply."""
        for card in self.cards.values():
            if self._presenter.reply_to(card.clause) is None:
                card.focus()
                return
        if self.unchanged is not None and self.unchanged.isVisibleTo(self):
            self.unchanged.read.setFocus(Qt.FocusReason.OtherFocusReason)


class UnchangedClauses(Card):
    """What protects or informs in the words that were agreed last, in full, with one acknowledgement for all of it."""

    acknowledged = Signal()
    opened = Signal()
    "Please reply to each of them."

    def __init__(self, design: Design, clauses: Sequence[Clause], writer: ClauseWriter) -> None:
        super().__init__(design, padding=Space.L, spacing=Space.S)
        self.clauses = tuple(clauses)
        self.add(caption(self.tr("Unchanged since it was agreed. It is no longer agreed, so please read it again.")))
        for clause in clauses:
            self.add(ClauseView(design, writer.words(clause)))
        self.read = secondary(design, self.tr("I have read this part; yes to it"), self.acknowledged.emit)
        one_by_one = quiet(design, self.tr("Reply to each of them"), self.opened.emit)
        self.add(button_row(self.read, one_by_one))
        self._said = self.add(strong(self.tr("You have read this part and said yes to it.")))

    def show_acknowledged(self, acknowledged: bool) -> None:
        """Show whether it was acknowledged."""
        self.read.setVisible(not acknowledged)
        self._said.setVisible(acknowledged)


class RemovedClauses(Panel):
    """Clauses the reader had said yes to that are no longer in the text."""

    def __init__(self, design: Design) -> None:
        super().__init__(design)

    def show_clauses(self, clauses: Sequence[Clause], writer: ClauseWriter) -> None:
        """Show these clauses, removed protections first."""
        clear_layout(self.body)
        self.add(title(self.tr("No longer in the text")))
        self.add(soft(self.tr("You had said yes to this. It has been taken out or reworded since you last read.")))
        for clause in clauses:
            self.add(ClauseView(self._design, writer.words(clause)))
