"""One clause in a reading: yes, take it out, and conflicts with the reader's own answers."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal

from app.models.answer import Answer, Ceiling, Stance
from app.models.base import PersonId
from app.models.clause import Clause
from app.models.reading import AnswerConflict, ClauseReply, ConflictKind
from app.models.renewal import AgreedBefore
from app.ui.agreement.clause_view import ClauseView
from app.ui.agreement.clause_words import ClauseWriter, day_word
from app.ui.agreement.leave_out import LeaveOutQuestion
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.buttons import Button, quiet, secondary
from app.ui.kit.controls import ComboBox
from app.ui.kit.field import TextField
from app.ui.kit.flow import Column, button_row
from app.ui.kit.labels import body, caption, soft, strong
from app.ui.kit.segments import Segments
from app.ui.kit.stance import StanceBar, stance_word
from app.ui.kit.surfaces import Card, Panel
from app.ui.terms import ceiling_phrase, ceiling_word, quoted
from app.ui.wording import dotted, fill


class ReadingCard(Card):
    """A clause with its reply.

    It looks the same whether or not the clause touches the reader's own answers. That is shown once they ask for it,
    or say a yes that an own No does not allow.
    """

    said = Signal(object, object)
    """The clause, and the Reply or None."""
    left_out = Signal(object, object)
    """The clause of an activity, and the LeavingOut."""
    answered = Signal(object)
    """The changed Answer."""
    looked = Signal()
    """The reader asked for their own answer."""

    def __init__(
        self,
        design: Design,
        clause: Clause,
        writer: ClauseWriter,
        person: PersonId,
        met: tuple[AnswerConflict, ...],
        question: LeaveOutQuestion | None,
        before: AgreedBefore | None = None,
    ) -> None:
        super().__init__(design, padding=Space.L, spacing=Space.S)
        self._design, self.clause, self._writer = design, clause, writer
        self.met = met
        words = writer.words(clause)
        self.setAccessibleName(words.title)
        proposed = writer.name(clause.by)
        mark = fill(self.tr("{name} proposed"), name=proposed) if proposed else ""
        self.add(ClauseView(design, words, mark=mark))
        if before is not None:
            self.add(caption(before_words(before, writer)))
        self.conflicts: ConflictPanel | None = None
        self.choice = self.add(Segments(design, "", self._options(person), optional=True, name=words.title))
        self.choice.chosen.connect(self._on_chosen)
        self._reply: ClauseReply | None = None
        self._own = self.add(Column())
        self.look: Button | None = None
        if clause.item is not None or (clause.aftercare is not None and clause.holder != person):
            self.look = quiet(design, self.tr("Compare with my own answer"), self.on_look, "eye")
            self.look.set_compact()
            self._own.add(button_row(self.look))
        why = self._why_it_stays(writer, person)
        if why:
            self.add(caption(why))
        self.question = question
        if question is not None:
            self.add(question)
            question.answered.connect(lambda leaving: self.left_out.emit(self.clause, leaving))

    @property
    def blocked(self) -> bool:
        """Whether an own No conflicts with it."""
        return any(met.kind.blocks for met in self.met)

    def _options(self, person: PersonId) -> list[tuple[str, str, str]]:
        options: list[tuple[str, str, str]] = [(ClauseReply.YES, self.tr("Yes"), "")]
        if self.clause.may_be_taken_out_by(person):
            options.append((ClauseReply.TAKE_OUT, self.tr("Take it out"), "minus"))
        return options

    def _why_it_stays(self, writer: ClauseWriter, person: PersonId) -> str:
        if self.clause.may_be_taken_out_by(person):
            return ""
        if self.clause.holder is not None and self.clause.holder != person:
            name = writer.name(self.clause.holder)
            return fill(self.tr("Only {name} can change this. If it does not suit you, stop here and talk."), name=name)
        return self.tr("This protects both of you and stays. You can change it on its own page.")

    def on_look(self) -> None:
        """Show how it compares with the reader's own answer."""
        if self.look is None or not self.look.isEnabled():
            return
        self.look.setEnabled(False)
        if self.met:
            self.conflicts = self._own.add(ConflictPanel(self._design, self.clause, self.met, self._writer))
            self.conflicts.answered.connect(self.answered)
        else:
            self._own.add(soft(self.tr("Nothing in it goes against your own list.")))
        self.looked.emit()

    def _on_chosen(self, reply: ClauseReply | None) -> None:
        if reply is ClauseReply.YES and self.blocked:
            self.show_reply(self._reply)
            self.on_look()
            return
        self.show_reply(reply)
        self.said.emit(self.clause, reply)

    def show_reply(self, reply: ClauseReply | None) -> None:
        """Show the reply, and how an activity is left out while it is taken out."""
        self._reply = reply
        self.choice.show_choice(reply)
        if self.question is not None:
            self.question.setVisible(reply == ClauseReply.TAKE_OUT)

    def focus(self) -> None:
        """Focus the reply."""
        self.choice.setFocus(Qt.FocusReason.OtherFocusReason)


class ConflictPanel(Panel):
    """Shown to the reader alone: where the text conflicts with their own answer, and what they can do."""

    answered = Signal(object)

    def __init__(self, design: Design, clause: Clause, met: tuple[AnswerConflict, ...], writer: ClauseWriter) -> None:
        super().__init__(design)
        self._design, self._answer = design, met[0].answer
        self._title = writer.entry_title(self._answer.activity_id)
        self.add(caption(self.tr("Only you see this")))
        for one in met:
            self.add(strong(conflict_words(one, clause, writer)))
        self.add(soft(self._ways(met, writer.name(clause.holder))))
        self.change = secondary(design, self.tr("Change my answer"), self.on_change)
        self.add(button_row(self.change))
        self._bar: StanceBar | None = None
        self._conditions: TextField | None = None

    def _ways(self, met: tuple[AnswerConflict, ...], holder: str) -> str:
        """What the reader can do about it."""
        if any(one.kind is ConflictKind.NEED for one in met):
            ways = self.tr(
                "A yes to {name}’s aftercare is not a promise to give it. You say what you can give on the Aftercare "
                "page, and “not me” is an answer too. You owe nobody a reason."
            )
            return fill(ways, name=holder)
        ways = self.tr("You can take it out, change your own answer, or stop with “Not yet”. You owe nobody a reason.")
        if any(one.kind.blocks for one in met):
            return ways
        return f"{ways} {self.tr('You can also say yes to it as it is.')}"

    def flush(self) -> None:
        """Emit what is being typed."""
        self._on_conditions()

    def on_change(self) -> None:
        """Open the reader's own answer in place."""
        if self._bar is not None:
            return
        self.change.setEnabled(False)
        self._bar = StanceBar(self._design, fill(self.tr("My answer to {title}"), title=self._title))
        self._bar.show_stance(self._answer.stance)
        self._bar.chosen.connect(self._on_stance)
        self.add_all(body(self.tr("My answer")), self._bar)
        if self._answer.ceiling is not None:
            self._add_ceiling(self._answer.ceiling)
        if self._answer.conditions.strip():
            field = self.add(TextField(self._design, self.tr("My conditions"), rows=1))
            field.show_text(self._answer.conditions)
            field.edit.finished.connect(self._on_conditions)
            self._conditions = field
        self._bar.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def bar(self) -> StanceBar | None:
        """The six stances, once the answer was opened."""
        return self._bar

    def _add_ceiling(self, ceiling: Ceiling) -> None:
        box = ComboBox(self._design, self.tr("My ceiling"))
        options = [(each, ceiling_word(each)) for each in Ceiling]
        box.show_options([*options, (None, self.tr("no ceiling"))], ceiling)
        box.picked.connect(lambda picked: self.answered.emit(self._answer.evolve(ceiling=picked)))
        self.add(body(self.tr("My ceiling")))
        self.body.addWidget(box, 0, Qt.AlignmentFlag.AlignLeft)

    def _on_stance(self, stance: Stance | None) -> None:
        changed: Answer = self._answer.with_stance(stance)
        if changed != self._answer:
            self.answered.emit(changed)

    def _on_conditions(self) -> None:
        text = self._conditions.text() if self._conditions is not None else self._answer.conditions
        if text != self._answer.conditions:
            self.answered.emit(self._answer.evolve(conditions=text))


def before_words(before: AgreedBefore, writer: ClauseWriter) -> str:
    """Since when a clause has been agreed, or what it said when it was."""
    say = QCoreApplication.translate
    if not before.is_changed:
        return fill(say("Renewal", "Agreed since {day}"), day=day_word(before.since))
    words = writer.words(before.clause)
    text = dotted(words.title, *words.lines)
    return fill(say("Renewal", "Changed. What you agreed before says: {words}"), words=text)


def conflict_words(met: AnswerConflict, clause: Clause, writer: ClauseWriter) -> str:
    """Where a clause conflicts with the reader's own answer."""
    say = QCoreApplication.translate
    if met.kind is ConflictKind.NEED:
        text = say("Conflict", "{name} needs {need}. On your own list you said {stance} to {title}.")
        stance, title = quoted(stance_word(met.answer.stance)), quoted(writer.entry_title(met.answer.activity_id))
        return fill(text, name=writer.name(clause.holder), need=quoted(met.need), stance=stance, title=title)
    if met.kind.blocks:
        stance = quoted(stance_word(met.answer.stance))
        return fill(say("Conflict", "On your own list you said {stance} to this."), stance=stance)
    if met.kind is ConflictKind.CEILING:
        mine = ceiling_phrase(met.answer.ceiling).lower()
        item = clause.item
        theirs = (
            ceiling_phrase(item.ceiling).lower() if item is not None and item.ceiling else say("Conflict", "no ceiling")
        )
        text = say("Conflict", "Your own answer says {mine}; this says {theirs}.")
        return fill(text, mine=mine, theirs=theirs)
    text = say("Conflict", "Your own condition is not part of this text: {words}")
    return fill(text, words=quoted(met.answer.conditions))
