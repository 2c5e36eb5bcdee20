"""The clauses of one step as on the printed page: what only informs is read together, what is unchanged is folded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from app.models.clause import Clause
from app.models.reading import ClauseReply
from app.models.renewal import ReadBefore
from app.ui.agreement.clause_view import ClauseView, printed_heading
from app.ui.agreement.clause_words import ClauseWriter, day_word, section_title
from app.ui.agreement.leave_out import LeaveOutQuestion
from app.ui.agreement.pause import counts_from
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.buttons import Button, FoldButton
from app.ui.kit.flow import Column, button_row, clear_layout, discard, holds_focus
from app.ui.kit.labels import caption, soft, title
from app.ui.kit.surfaces import Panel, Surface
from app.ui.my_reading.asked import ReadingStep
from app.ui.my_reading.clause_card import ClauseText, Passage, ReadingCard, ReadTogether
from app.ui.my_reading.presenter import ReadingPresenter
from app.ui.wording import fill
from app.ui.workspace import Workspace


class StepView(Surface):
    """One step of the text, on a sheet."""

    finished = Signal()
    """The last clause that waited was replied to by a key."""

    def __init__(self, ws: Workspace, presenter: ReadingPresenter) -> None:
        super().__init__(ws.design, "card", (Space.NONE, Space.XL, Space.NONE, Space.S), Space.NONE)
        self._ws, self._presenter = ws, presenter
        self._shown: object = None
        self.cards: dict[str, ReadingCard] = {}
        self.texts: dict[str, ClauseText] = {}
        """Every clause on screen."""
        self._looked: set[str] = set()
        """The clauses that the reader compared with their own answers."""
        self.unfold: Button | None = None
        self.together: ReadTogether | None = None
        self._in_together: tuple[Clause, ...] = ()

    def show_step(self, step: ReadingStep, writer: ClauseWriter) -> None:
        """Show clauses; unchanged cards stay."""
        asked = self._presenter.asked
        state = (step.key, tuple((c.digest, asked.met(c), asked.is_new(c), asked.before(c)) for c in step.clauses))
        self._writer = writer
        if state == self._shown:
            self.refresh_replies()
            return
        self._shown = state
        focused = next((key for key, card in self.cards.items() if holds_focus(card)), "")
        clear_layout(self.body)
        self.cards.clear()
        self.texts.clear()
        self.together = self.unfold = None
        head = self.add(Column(printed_heading(self._design, section_title(step.section))))
        self._design.keep_free(head, Space.XL, Space.NONE, Space.XL, Space.NONE)
        together = tuple(clause for clause in step.clauses if asked.is_read_together(clause))
        for clause in step.clauses:
            if clause not in together and asked.is_new(clause):
                self._add(clause)
        if together:
            self._add_together(together)
        known = [clause for clause in step.clauses if not asked.is_new(clause)]
        for before in dict.fromkeys(map(asked.read_before, known)):
            self._fold([clause for clause in known if asked.read_before(clause) == before], before)
        if focused in self.cards:
            self.cards[focused].focus()

    def _fold(self, clauses: Sequence[Clause], before: ReadBefore | None) -> None:
        folded = Passage(self._design, is_first=self._is_first)
        folded.text_column.add(soft(read_before_words(before)))
        show = FoldButton(self._design, self.tr("Show it"), lambda: self._on_unfold(clauses, folded))
        folded.margin.add(button_row(show))
        self.unfold = self.unfold or show
        self.add(folded)

    @property
    def _is_first(self) -> bool:
        """Whether only the heading is above what is added next."""
        return self.body.count() == 1

    def _add_together(self, clauses: tuple[Clause, ...]) -> None:
        presenter = self._presenter
        may_open = any(clause.may_be_taken_out_by(presenter.person) for clause in clauses)
        is_new = any(map(presenter.asked.is_marked, clauses))
        texts, note = [*map(self._text, clauses)], self._note(clauses)
        card = ReadTogether(self._design, texts, note, may_open=may_open, is_first=self._is_first, is_new=is_new)
        card.read.connect(lambda: self._on_read(card))
        card.opened.connect(lambda: self._on_unfold(clauses, card, each=True))
        self.together, self._in_together = card, clauses
        self.refresh_replies()
        self.add(card)

    def _note(self, clauses: Sequence[Clause]) -> str:
        if any(map(self._presenter.asked.is_by_part, clauses)):
            return self.tr("Unchanged since it was agreed. It is no longer agreed, so please read it again.")
        partner = next((c.holder for c in clauses if c.holder not in (None, self._presenter.person)), None)
        if partner is not None:
            only = self.tr("Only {name} can change what is theirs. If it does not suit you, stop here and talk.")
            return fill(only, name=self._writer.name(partner))
        if any(clause.fixed and clause.entry_id for clause in clauses):
            return self.tr("These rules always apply, because they keep people safe.")
        if any(clause.fixed and clause.holder is None for clause in clauses):
            return self.tr("This protects both of you and stays. You can change it on its own page.")
        return ""

    def _on_unfold(self, clauses: Sequence[Clause], folded: QWidget, *, each: bool = False) -> None:
        """Show clauses with a reply for each; what only informs is asked so only if the reader wants to (`each`)."""
        if folded is self.together:
            self.together = None
        self.body.removeWidget(folded)
        discard(folded)
        asked = [clause for clause in clauses if each or not clause.only_informs]
        for clause in asked:
            self._add(clause)
        texts = [self._text(clause) for clause in clauses if clause not in asked]
        if texts:
            card = ReadTogether(self._design, texts, "", may_open=False, is_first=self._is_first, is_new=False)
            card.show_read(None)
            self.add(card)
        if asked:
            self.cards[asked[0].id].begin()

    def _text(self, clause: Clause) -> ClauseText:
        presenter, asked = self._presenter, self._presenter.asked
        text = ClauseText(self._design, clause, self._writer, presenter.person, asked.met(clause), asked.before(clause))
        if presenter.view is not None and clause.id in presenter.view.document.wider:
            text.add(caption(counts_from(presenter.view.document)))
        text.answered.connect(presenter.change_answer)
        text.looked.connect(lambda: self._looked.add(clause.id))
        if clause.id in self._looked or asked.is_against(clause):
            text.on_look()
        self.texts[clause.id] = text
        return text

    def _add(self, clause: Clause) -> None:
        presenter = self._presenter
        card = ReadingCard(
            self._design,
            clause,
            self._writer,
            presenter.person,
            self._text(clause),
            self._question(clause),
            is_first=self._is_first,
            is_new=presenter.asked.is_marked(clause),
        )
        card.show_reply(presenter.asked.reply_to(clause))
        card.said.connect(presenter.say)
        card.left_out.connect(presenter.leave_out)
        self.cards[clause.id] = card
        self.add(card)

    def _question(self, clause: Clause) -> LeaveOutQuestion | None:
        if clause.item is None:
            return None
        draft_id, leaving = self._presenter.reading.draft_id, self._presenter.leaving_of(clause)
        words = self._writer.words(clause).title
        return LeaveOutQuestion(self._ws, draft_id, clause.item.pairing, words, leaving, asks=False)

    def refresh_replies(self) -> None:
        """Show the current replies."""
        for card in self.cards.values():
            card.show_reply(self._presenter.asked.reply_to(card.clause))
        if self.together is not None:
            self.together.show_read(not self._waits(self.together))

    def _waits(self, card: ReadingCard | ReadTogether) -> bool:
        clauses = (card.clause,) if isinstance(card, ReadingCard) else self._in_together
        return any(self._presenter.asked.reply_to(clause) is None for clause in clauses)

    def _all(self) -> list[ReadingCard | ReadTogether]:
        return [*self.cards.values(), *(() if self.together is None else (self.together,))]

    def focus(self) -> bool:
        """Focus the reply to the first clause that has none; whether there is one."""
        return self._focus_waiting(self._all())

    def begin(self) -> bool:
        """Focus the first clause without a reply, to be read; whether there is one."""
        first = next(filter(self._waits, self._all()), None)
        if first is not None:
            first.begin()
        return first is not None

    def _focus_waiting(self, cards: Iterable[ReadingCard | ReadTogether]) -> bool:
        first = next(filter(self._waits, cards), None)
        if first is not None:
            first.focus()
        return first is not None

    def on_key(self, reply: ClauseReply) -> None:
        """Reply to the clause that has the keyboard and go on to the next; elsewhere, go to the first that waits."""
        cards = self._all()
        here = next((card for card in cards if holds_focus(card)), None)
        if here is None:
            if not self.focus():
                self.finished.emit()
            return
        here.reply(reply)
        if isinstance(here, ReadingCard) and not self._waits(here):
            self._go_on(here)

    def _on_read(self, card: ReadTogether) -> None:
        held = holds_focus(card)
        self._presenter.acknowledge(self._in_together)
        if held:
            self._go_on(card)

    def _go_on(self, here: ReadingCard | ReadTogether) -> None:
        cards = self._all()
        place = cards.index(here) if here in cards else 0
        if not self._focus_waiting(cards[place:] + cards[:place]):
            self.finished.emit()


def read_before_words(before: ReadBefore | None) -> str:
    """When what is folded was read, and where."""
    say = QCoreApplication.translate
    if before is None:
        return say("Renewal", "You have read this before.")
    words = say("Renewal", "Unchanged since you read it on {day}.")
    if before.version is None:
        return fill(words, day=day_word(before.on))
    words = say("Renewal", "As in version {n}, read on {day}.")
    if before.in_rules:
        words = say("Renewal", "As in your ground rules, version {n}, read on {day}.")
    return fill(words, n=before.version, day=day_word(before.on))


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
            self.add(ClauseView(self._design, writer.words(clause), printed=True))
