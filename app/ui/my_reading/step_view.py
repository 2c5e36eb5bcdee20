"""The clauses of one step: new ones as cards, unchanged ones folded away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget

from app.models.clause import Clause
from app.ui.agreement.clause_view import ClauseView
from app.ui.agreement.clause_words import ClauseWriter, section_title
from app.ui.agreement.leave_out import LeaveOutQuestion
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.buttons import Button, quiet
from app.ui.kit.flow import button_row, clear_layout, column_in
from app.ui.kit.labels import soft, title
from app.ui.kit.surfaces import Panel
from app.ui.my_reading.clause_card import ReadingCard
from app.ui.my_reading.presenter import ReadingPresenter, ReadingStep
from app.ui.wording import plural


class StepView(QWidget):
    """One step of the text."""

    stopped = Signal()

    def __init__(self, design: Design, presenter: ReadingPresenter) -> None:
        super().__init__()
        self._design, self._presenter = design, presenter
        self._writer: ClauseWriter | None = None
        self._step: ReadingStep | None = None
        self._shown: object = None
        self.cards: dict[str, ReadingCard] = {}
        self.unfold: Button | None = None
        self._column = column_in(self, Space.M)

    def show_step(self, step: ReadingStep, writer: ClauseWriter) -> None:
        """Show clauses; unchanged cards stay."""
        presenter = self._presenter
        state = (step.key, tuple((c.digest, presenter.met(c), presenter.is_new(c)) for c in step.clauses))
        self._step, self._writer = step, writer
        if state == self._shown:
            self.refresh_replies()
            return
        self._shown = state
        focused = next((key for key, card in self.cards.items() if _holds_focus(card)), "")
        clear_layout(self._column)
        self.cards.clear()
        self._column.addWidget(title(section_title(step.section)))
        for clause in step.clauses:
            if presenter.is_new(clause) or presenter.met(clause):
                self._add(clause)
        known = [clause for clause in step.clauses if clause.id not in self.cards]
        if known:
            words = plural("Show %n you already said yes to", len(known))
            self.unfold = quiet(self._design, words, lambda: self._on_unfold(known, folded), icon="caret-down")
            folded = button_row(self.unfold)
            self._column.addWidget(folded)
        if focused in self.cards:
            self.cards[focused].focus()

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
        )
        card.show_reply(presenter.reply_to(clause))
        card.said.connect(presenter.say)
        card.left_out.connect(presenter.leave_out)
        card.answered.connect(presenter.change_answer)
        card.stopped.connect(self.stopped)
        self.cards[clause.id] = card
        self._column.addWidget(card)

    def _question(self, clause: Clause, writer: ClauseWriter) -> LeaveOutQuestion | None:
        if clause.item is None:
            return None
        presenter, title_ = self._presenter, writer.words(clause).title
        return LeaveOutQuestion(self._design, presenter.elsewhere(clause), presenter.leaving_of(clause), name=title_)

    def refresh_replies(self) -> None:
        """Show the current replies."""
        for card in self.cards.values():
            card.show_reply(self._presenter.reply_to(card.clause))

    def focus(self) -> None:
        """Focus the first clause without a reply."""
        for card in self.cards.values():
            if self._presenter.reply_to(card.clause) is None:
                card.focus()
                return


class RemovedClauses(Panel):
    """Clauses the reader had said yes to that are no longer in the text."""

    def __init__(self, design: Design) -> None:
        super().__init__(design)

    def show_clauses(self, clauses: Sequence[Clause], writer: ClauseWriter) -> None:
        """Show these clauses, removed protections first."""
        clear_layout(self.body)
        self.add(title(self.tr("No longer in the text")))
        self.add(soft(self.tr("You had said yes to this; it has been taken out or reworded since your last reading.")))
        for clause in clauses:
            self.add(ClauseView(self._design, writer.words(clause)))


def _holds_focus(card: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and card.isAncestorOf(focused)
