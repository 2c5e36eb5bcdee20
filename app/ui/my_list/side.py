"""One side of an activity: its stance and the details of the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property, partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.models.answer import STANCES, Answer, Stance
from app.models.base import ActivityId
from app.models.catalogue import Direction
from app.ui.design.design import Design
from app.ui.design.tokens import Size, Space, TextRole
from app.ui.kit.buttons import Button, FoldButton, end_line, quiet
from app.ui.kit.field import TextField
from app.ui.kit.flow import Box, Flow, add_to, boxed, column_in, fit_height, row, show_part
from app.ui.kit.labels import caption, strong
from app.ui.kit.stance import StanceBar, StancePill, stance_tone, stance_word
from app.ui.my_list.answer_menus import AnswerMenus, AskedAgainLine
from app.ui.my_list.legend import stance_meaning
from app.ui.wording import fill

_BLANK = Answer(activity_id=ActivityId(""), direction=Direction.TOGETHER)


class SideEditor(Box):
    """Stance, conditions, ceiling, visibility, experience and note of one side.

    Built once; `show_side` binds it to a different side. It shows only what it is given: a change is emitted, and shown
    when it comes back through `show_answer`.
    """

    is_seen_whole = True
    """Its answers may be below the heading that has the focus."""
    changed = Signal(object)
    """The answer with the change."""

    def __init__(self, design: Design, parent: QWidget) -> None:
        super().__init__(parent)
        self._design = design
        self.answer = _BLANK
        """The answer that is shown."""
        self._today = date.min
        self._asks_ceiling = self._for_two = self._is_unfolded = False
        self._wants_condition = self._wants_note = False
        self._note_name = ""
        fit_height(self)
        self._column = column_in(self, Space.S)

    # --- building

    def build(self) -> Iterator[None]:
        """Make the widgets, in pieces."""
        self._build_stance()
        yield
        self._build_fields()
        yield
        self._build_details()
        yield

    def _build_stance(self) -> None:
        self.heading = strong()
        self.heading.setWordWrap(False)
        # The keyboard waits here, and not on an answer: a digit answers this side.
        self.heading.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.heading.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.top = Flow(self.heading, spacing=Space.L)
        self.bar = StanceBar(self._design, show_keys=True)
        self.bar.chosen.connect(self.on_stance)
        self.meaning = caption()
        self.more_first = self._detail(
            self.tr("I’d like to know more first"), "book-open", partial(self._set_apart, Stance.MORE_FIRST)
        )
        self.more_first.setToolTip(f"{stance_word(Stance.MORE_FIRST)} (7)")
        self._folded = FoldButton(self._design, on=lambda: self.unfold(not self._is_unfolded))
        self._more_line = Flow(self.more_first)
        below = row(self._more_line, self.meaning, end_line(self._folded), wide=self.meaning)
        add_to(self._column, self.top, self.bar, boxed(below))

    def _build_fields(self) -> None:
        waits = self.tr("What it depends on, in your own words")
        self.conditions = TextField(self._design, self.tr("Only if …"), placeholder=waits, rows=1)
        self.conditions.label.setObjectName(str(TextRole.CAPTION))
        self.conditions.committed.connect(lambda text: self._change(conditions=text))
        self.conditions.edited.connect(self._show_missing)
        self.missing = caption(self.tr("Write what it depends on. Until then, this does not count as an answer."))
        add_to(self._column, self.conditions, self.missing)

    @cached_property
    def _kept_apart(self) -> StancePill:
        """Made for the first side whose answer has no button in the bar."""
        return self.top.add(StancePill(self._design))

    @cached_property
    def note(self) -> TextField:
        """Made for the first note."""
        note = TextField(self._design, "", placeholder=self.tr("Only for you; never shown to anyone"), rows=1)
        note.start_with("", self._note_name)
        note.committed.connect(lambda text: self._change(note=text))
        self._column.addWidget(note)
        return note

    @property
    def _has_note(self) -> bool:
        """Whether there is a field for the note."""
        return "note" in vars(self)

    def _build_details(self) -> None:
        self.menus = AnswerMenus(self._design, self._change)
        self.add_condition = self._detail(self.tr("Add a condition"), "key", self.on_add_condition)
        self.add_note = self._detail(self.tr("Private note"), "note-pencil", self.on_add_note)
        self.skip_side = self._detail(
            self.tr("Does not apply"), "minus-circle", partial(self._set_apart, Stance.NOT_APPLICABLE)
        )
        self._details = Flow(*self.menus.all, self.add_condition, self.add_note, self.skip_side, spacing=Space.XS)
        self._column.insertWidget(3, self._details)

    @cached_property
    def asked_again(self) -> AskedAgainLine:
        """Made for the first limit that is asked about again."""
        line = AskedAgainLine(self._design)
        line.kept.connect(self.on_kept)
        self._column.insertWidget(3, line)
        return line

    def _detail(self, words: str, icon: str, on: Callable[[], object]) -> Button:
        button = quiet(self._design, words, on, icon=icon)
        button.set_compact()
        button.set_icon_size(Size.ICON_SMALL)
        return button

    # --- the keyboard

    def take_focus(self) -> None:
        """Put the keyboard on this side, where a digit answers it."""
        self.heading.setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def focused_stance(self) -> Stance | None:
        """The stance that the keyboard is on."""
        focused = self.window().focusWidget()
        return next((stance for stance in STANCES if self.bar.button(stance) is focused), None)

    # --- what it shows

    @property
    def stance(self) -> Stance | None:
        """The stance that is shown."""
        return self.answer.stance

    @property
    def waits_for_words(self) -> bool:
        """Whether it asks for what an *only if* depends on."""
        return self.stance is Stance.ONLY_IF and not self.answer.is_complete

    def show_side(
        self,
        name: str,
        answer: Answer,
        *,
        asks_ceiling: bool = False,
        for_two: bool = False,
        today: date = date.min,
    ) -> None:
        """Bind it to a different side, which has a name and may ask for a ceiling and whether it is shared."""
        self._today = today
        self._asks_ceiling, self._for_two, self._is_unfolded = asks_ceiling, for_two, False
        self._wants_condition = self._wants_note = False
        self.heading.setText(name)
        self.heading.setAccessibleName(name)
        self.bar.show_name(name)
        conditions = fill(self.tr("{side}: what it depends on"), side=name)
        self.conditions.start_with(answer.conditions, conditions)
        self._note_name = fill(self.tr("{side}: private note"), side=name)
        if answer.note or self._has_note:
            self.note.start_with(answer.note, self._note_name)
        self.show_answer(answer)

    def unfold(self, unfolded: bool) -> None:
        """Show the details to choose from, or what they are in one line."""
        self._is_unfolded = unfolded
        self._show_parts()

    def clear(self) -> None:
        """Keep nothing of anybody's answer."""
        self.show_side("", _BLANK)

    def show_answer(self, answer: Answer) -> None:
        """Show an answer; a field that is being written in keeps what is written."""
        self.answer = answer
        self.bar.show_stance(answer.stance)
        self.heading.setAccessibleDescription(stance_word(answer.stance))
        self.meaning.setText(stance_meaning.get(answer.stance))
        self.meaning.show_tone(str(stance_tone(answer.stance)))
        fields = [(self.conditions, answer.conditions)]
        if answer.note or self._has_note:
            fields.append((self.note, answer.note))
        for field, text in fields:
            if not (field.edit.hasFocus() and field.text() != text):
                field.show_text(text)
        self.menus.show_answer(answer, self._today)
        if answer.is_asked_again(self._today) or "asked_again" in vars(self):
            self.asked_again.show_answer(answer, self._today)
        self._show_parts()

    def _show_parts(self) -> None:
        stance = self.stance
        open_to_it = stance is not None and stance.is_open
        writes = bool(self.conditions.text()) or self.conditions.edit.hasFocus()
        with_condition = open_to_it and (stance is Stance.ONLY_IF or self._wants_condition or writes)
        noted = self._has_note and (bool(self.note.text()) or self.note.edit.hasFocus())
        with_note = noted or self._wants_note
        self.conditions.setVisible(with_condition)
        self.add_condition.setVisible(open_to_it and not with_condition)
        show_part(self, "note", with_note)
        self.add_note.setVisible(not with_note)
        self.menus.show_for(stance, asks_ceiling=self._asks_ceiling, for_two=self._for_two)
        self.skip_side.setVisible(stance in (None, Stance.MORE_FIRST))
        self._more_line.setVisible(stance is None)
        is_apart = stance is not None and stance not in STANCES
        show_part(self, "_kept_apart", is_apart)
        if is_apart:
            self._kept_apart.show_stance(stance)
        self._details.setVisible(self._is_unfolded)
        self._folded.show_open(self._is_unfolded)
        self._folded.show_text(self.menus.words_in(self._details) or self.tr("Details"))
        self._folded.setAccessibleName(f"{self.heading.text()}: {self._folded.words}")
        self.more_first.setAccessibleName(f"{self.heading.text()}: {self.more_first.words}")
        self._show_missing()

    def _show_missing(self) -> None:
        self.missing.setVisible(self.stance is Stance.ONLY_IF and not self.conditions.text().strip())

    # --- what is said

    def flush(self) -> None:
        """Emit what is being written."""
        self.conditions.commit()
        if self._has_note:
            self.note.commit()

    def _change(self, **changes: object) -> None:
        after = self.answer.evolve(**changes)
        if after != self.answer:
            self.changed.emit(after)

    def on_stance(self, stance: Stance | None) -> None:
        """Emit the answer with this stance; *Only if* asks for its words at once."""
        self.changed.emit(self.answer.with_stance(stance))
        if stance is Stance.ONLY_IF and not self.conditions.text().strip():
            self.conditions.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _set_apart(self, stance: Stance) -> None:
        """This side is not a question for this person, or goes on their reading list and counts as unanswered."""
        self.bar.choose(stance)
        self.take_focus()

    def on_kept(self) -> None:
        """The limit stays, and is not asked about again."""
        self.take_focus()
        self._change(ask_after=None)

    def on_add_condition(self) -> None:
        """Open the line for conditions and write in it."""
        self._wants_condition = True
        self._show_parts()
        self.conditions.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def on_add_note(self) -> None:
        """Open the private note and write in it."""
        self._wants_note = True
        self._show_parts()
        self.note.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
