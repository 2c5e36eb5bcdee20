"""Clauses in a reading: the reply to one, what is read together, and conflicts with the reader's own answers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame

from app.models.answer import Answer, Ceiling, Stance
from app.models.base import PersonId
from app.models.clause import Clause
from app.models.reading import AnswerConflict, ClauseReply, ConflictKind
from app.models.renewal import AgreedBefore
from app.ui.agreement.clause_view import ClauseView
from app.ui.agreement.clause_words import ClauseWriter, day_word
from app.ui.agreement.leave_out import LeaveOutQuestion
from app.ui.design.design import Design
from app.ui.design.tokens import Size, Space
from app.ui.kit.buttons import Button, quiet, secondary
from app.ui.kit.controls import ComboBox
from app.ui.kit.field import TextField
from app.ui.kit.flow import Column, button_row, fit_height, row_in
from app.ui.kit.labels import body, caption, soft, strong
from app.ui.kit.segments import Segments
from app.ui.kit.stance import StanceBar, stance_word
from app.ui.kit.surfaces import Panel
from app.ui.terms import ceiling_phrase, ceiling_word, quoted
from app.ui.wording import dotted, fill


class ClauseText(Column):
    """A clause, and on request how it compares with the reader's own answer.

    It looks the same whether or not it touches one: that is shown once they ask for it, or say a yes that an own No
    does not allow.
    """

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
        before: AgreedBefore | None,
    ) -> None:
        super().__init__(spacing=Space.S)
        self._design, self._clause, self._writer, self.met = design, clause, writer, met
        proposed = writer.name(clause.by)
        mark = fill(self.tr("{name} proposed"), name=proposed) if proposed else ""
        words = writer.words(clause)
        self.spoken = dotted(words.title, *words.lines)
        """For screen readers, also at the button that replies to it."""
        self.setAccessibleName(self.spoken)
        self.add(ClauseView(design, words, mark=mark, printed=True))
        if before is not None:
            self.add(caption(before_words(before, writer)))
        self.conflicts: ConflictPanel | None = None
        self.look: Button | None = None
        if clause.item is not None or (clause.aftercare is not None and clause.holder != person):
            self.look = quiet(design, self.tr("Compare with my own answer"), self.on_look, "eye")
            self.look.set_compact()
            self.add(button_row(self.look))

    def on_look(self) -> None:
        """Show how it compares with the reader's own answer."""
        if self.look is None or not self.look.isEnabled():
            return
        self.look.setEnabled(False)
        if self.met:
            self.conflicts = self.add(ConflictPanel(self._design, self._clause, self.met, self._writer))
            self.conflicts.answered.connect(self.answered)
        else:
            self.add(soft(self.tr("Nothing in it goes against your own list.")))
        self.looked.emit()


RESTS = "rests"
"""The key of *Not any more*."""


class Passage(QFrame):
    """A part of the sheet: its text, and in the margin the reply to it, which is below in a narrow window."""

    def __init__(self, design: Design, *, is_first: bool, is_new: bool = False) -> None:
        super().__init__()
        self.setObjectName("row")
        self.setProperty("first", is_first)
        self.setProperty("new", is_new)
        fit_height(self)
        self._design = design
        self.text_column, self.margin = Column(spacing=Space.S), Column(spacing=Space.S)
        self._line = row_in(self, Space.XL)
        design.keep_free(self, Space.XL, Space.L, Space.XL, Space.L)
        self._line.addWidget(self.text_column, 1)
        self._line.addWidget(self.margin)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self._design.px(Size.DIALOG)
        self._line.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        wide = self._design.px(Size.MARGIN)
        self.margin.setMinimumWidth(0 if narrow else wide)
        self.margin.setMaximumWidth(self.width() if narrow else wide)


class ReadingCard(Passage):
    """A clause with its reply: yes, or what leaves it out."""

    said = Signal(object, object)
    """The clause, and the Reply or None."""
    left_out = Signal(object, object)
    """The clause of an activity, and the LeavingOut."""

    def __init__(
        self,
        design: Design,
        clause: Clause,
        writer: ClauseWriter,
        person: PersonId,
        text: ClauseText,
        question: LeaveOutQuestion | None,
        *,
        is_first: bool,
        is_new: bool,
    ) -> None:
        super().__init__(design, is_first=is_first, is_new=is_new)
        self.clause, self.text, self.question = clause, text, question
        title = writer.words(clause).title
        self.setAccessibleName(title)
        self.text_column.add(text)
        self.choice = self.margin.add(Segments(design, "", self._options(person), optional=True, name=title))
        self.margin.body.addStretch(1)
        self.choice.button(ClauseReply.YES).setAccessibleDescription(text.spoken)
        self.choice.chosen.connect(self._on_chosen)
        self._reply: ClauseReply | None = None
        if clause.holder not in (None, person):
            only = self.tr("Only {name} can change this. If it does not suit you, stop here and talk.")
            self.text_column.add(caption(fill(only, name=writer.name(clause.holder))))
        if question is not None:
            self.text_column.add(question)
            question.answered.connect(lambda leaving: self.left_out.emit(self.clause, leaving))

    def _options(self, person: PersonId) -> list[tuple[str, str, str]]:
        yes = self.tr("I have read it") if self.clause.only_informs else self.tr("Yes")
        options: list[tuple[str, str, str]] = [(ClauseReply.YES, yes, "")]
        if self.question is not None:
            options += [(ClauseReply.TAKE_OUT, self.tr("Not in this one"), ""), (RESTS, self.tr("Not any more"), "")]
        elif self.clause.may_be_taken_out_by(person):
            options.append((ClauseReply.TAKE_OUT, self.tr("Take it out"), "minus"))
        return options

    def _on_chosen(self, chosen: str | None) -> None:
        if chosen == ClauseReply.YES and any(met.kind.blocks for met in self.text.met):
            self.show_reply(self._reply)
            self.text.on_look()
            return
        rests = chosen == RESTS
        if self.question is not None and chosen is not None and self.question.leaving.rests is not rests:
            self.question.leave_out(rests=rests)
        reply = ClauseReply.TAKE_OUT if rests else chosen and ClauseReply(chosen)
        self.show_reply(reply or None)
        self.said.emit(self.clause, reply or None)

    def reply(self, reply: ClauseReply) -> None:
        """Reply by a key."""
        if reply in self.choice.keys:
            self._on_chosen(reply)

    def show_reply(self, reply: ClauseReply | None) -> None:
        """Show the reply, and how an activity is left out while it is taken out."""
        self._reply = reply
        is_out = reply is ClauseReply.TAKE_OUT
        rests = is_out and self.question is not None and self.question.leaving.rests
        self.choice.show_choice(RESTS if rests else reply)
        if self.question is not None:
            self.question.setVisible(is_out)

    def focus(self) -> None:
        """Focus the reply."""
        self.choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self) -> None:
        """Focus the text: Enter, pressed once more than meant, is no yes to what nobody has read."""
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)


class ReadTogether(Passage):
    """What always holds or only informs, in full, with one *I have read it* for all of it at its end."""

    read = Signal()
    opened = Signal()
    """The reader wants to reply to each of them."""

    def __init__(
        self, design: Design, texts: Sequence[ClauseText], note: str, *, may_open: bool, is_first: bool, is_new: bool
    ) -> None:
        super().__init__(design, is_first=is_first, is_new=is_new)
        self.text_column.body.setSpacing(Space.L)
        if note:
            self.text_column.add(caption(note))
        self.text_column.add_all(*texts)
        self._may_open, self._first = may_open, texts[0]
        self.button = secondary(design, self.tr("I have read it"), self.read.emit)
        self.button.setAccessibleDescription("\n".join(text.spoken for text in texts))
        self._each = quiet(design, self.tr("Reply to each"), self.opened.emit)
        self._each.setVisible(may_open)
        self._said = caption(self.tr("You have read this."))
        self.margin.body.addStretch(1)
        self._buttons = self.margin.add(button_row(self.button, self._each))
        self.margin.add(self._said)

    def show_read(self, is_read: bool | None) -> None:
        """Show whether it was read; None if it is not asked."""
        self._buttons.setVisible(is_read is False)
        self._said.setVisible(bool(is_read))

    def reply(self, reply: ClauseReply) -> None:
        """Reply by a key."""
        if reply is ClauseReply.YES:
            self.read.emit()
        elif self._may_open:
            self.opened.emit()

    def focus(self) -> None:
        """Focus the first text: it is read from there, and the button may be further down than the window reaches."""
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    begin = focus


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
                "page, and “Not me” is an answer too. You owe nobody a reason."
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
    return fill(say("Renewal", "Changed. What you agreed before: {words}"), words=text)


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
