"""One side of an activity: its stance and everything that goes with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.models.answer import STANCES, Answer, Ceiling, Experience, Stance, Visibility, allowed_visibilities
from app.ui.design.design import Design
from app.ui.design.tokens import Size, Space
from app.ui.kit.buttons import Button, quiet
from app.ui.kit.field import TextField
from app.ui.kit.flow import Flow
from app.ui.kit.labels import caption, strong
from app.ui.kit.pill import Pill
from app.ui.kit.stance import StanceBar, stance_icon, stance_word
from app.ui.my_list.menu_button import MenuButton
from app.ui.my_list.words import experience_word, visibility_word
from app.ui.terms import ceiling_phrase, ceiling_word


@dataclass(frozen=True)
class SideLook:
    """What a side asks for besides the stance."""

    name: str
    intensity: bool
    for_two: bool


class SideEditor(QWidget):
    """Stance, conditions, ceiling, visibility, experience and note of one side; says each change."""

    changed = Signal(object)
    """The answer as it is now."""

    def __init__(self, design: Design, look: SideLook, answer: Answer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._design, self._look, self._answer = design, look, answer
        self._wants_condition = self._wants_note = False
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.S)

    def build(self) -> Iterator[None]:
        """Make what it shows, in pieces; to be run to its end before it is shown."""
        self._build_stance()
        yield
        self._build_fields()
        yield
        self._build_details()
        yield
        self.show_answer(self._answer)

    def _build_stance(self) -> None:
        self._not_asked = Pill(self._design)
        self.heading = strong(self._look.name)
        self.heading.setWordWrap(False)
        self.heading.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.top = Flow(self.heading, self._not_asked, spacing=Space.L)
        self.bar = StanceBar(self._design, self._look.name, show_keys=True)
        self.bar.chosen.connect(self.on_stance)
        self._column.addWidget(self.top)
        self._column.addWidget(self.bar)

    def _build_fields(self) -> None:
        self.conditions = TextField(
            self._design,
            "",
            placeholder=self.tr("What it depends on, in your own words"),
            rows=1,
            name=self.tr("{0}: what it depends on").replace("{0}", self._look.name),
        )
        self.conditions.committed.connect(self.on_conditions)
        self.conditions.edited.connect(self._say_what_is_missing)
        self.missing = caption(self.tr("Write what it depends on. Until then this counts as not answered yet."))
        self.note = TextField(
            self._design,
            "",
            placeholder=self.tr("Only for you; never shown to anyone"),
            rows=1,
            name=self.tr("{0}: private note").replace("{0}", self._look.name),
        )
        self.note.committed.connect(self.on_note)
        for widget in (self.conditions, self.missing, self.note):
            self._column.addWidget(widget)

    def _build_details(self) -> None:
        self.ceiling = MenuButton(self._design)
        self.visibility = MenuButton(self._design)
        self.experience = MenuButton(self._design)
        self.add_condition = self._detail(self.tr("Add a condition"), "key", self.on_add_condition)
        self.add_note = self._detail(self.tr("Private note"), "note-pencil", self.on_add_note)
        self.skip_side = self._detail(self.tr("Does not apply"), "minus-circle", self.on_not_applicable)
        self.ceiling.picked.connect(lambda key: self._change(ceiling=Ceiling(key) if key else None))
        self.visibility.picked.connect(lambda key: self._change(visibility=Visibility(key)))
        self.experience.picked.connect(lambda key: self._change(experience=Experience(key) if key else None))
        self.details = Flow(*self.detail_stops(), spacing=Space.XS)
        self._column.addWidget(self.details)

    def _detail(self, words: str, icon: str, on: Callable[[], object]) -> Button:
        button = quiet(self._design, words, on, icon=icon)
        button.set_compact()
        button.set_icon_size(Size.ICON_SMALL)
        return button

    @property
    def answer(self) -> Answer:
        """What is shown."""
        return self._answer

    def tab_stops(self) -> tuple[QWidget, ...]:
        """What the Tab key reaches before the details, in order."""
        return (self.bar, self.conditions, self.note)

    def detail_stops(self) -> tuple[QWidget, ...]:
        """The details, reached after both sides."""
        return (
            self.ceiling,
            self.visibility,
            self.experience,
            self.add_condition,
            self.add_note,
            self.skip_side,
        )

    def focus_stance(self) -> None:
        """Put the keyboard on the stance."""
        self.bar.button(self._stop()).setFocus(Qt.FocusReason.TabFocusReason)

    def has_focus(self) -> bool:
        """Whether the keyboard is somewhere in this side."""
        inside = self.window().focusWidget()
        return inside is not None and self.isAncestorOf(inside)

    def show_answer(self, answer: Answer) -> None:
        """Show an answer; a field that is being written in keeps what is written."""
        self._answer = answer
        self.bar.show_stance(answer.stance)
        for field, text in ((self.conditions, answer.conditions), (self.note, answer.note)):
            if not (field.edit.hasFocus() and field.text() != text):
                field.show_text(text)
        self._show_menus(answer)
        self._show_parts(answer)

    def _show_menus(self, answer: Answer) -> None:
        self.ceiling.show_options(
            [(int(each), ceiling_word(each)) for each in Ceiling] + [(0, self.tr("not said"))],
            int(answer.ceiling or 0),
            ceiling_phrase(answer.ceiling) or self.tr("How strong at most"),
        )
        self.visibility.show_options(
            [(each, visibility_word(each)) for each in allowed_visibilities(answer.stance)], answer.visibility
        )
        self.experience.show_options(
            [(each, experience_word(each)) for each in Experience] + [("", experience_word(None))],
            answer.experience or "",
            self.tr("Experience: {0}").replace("{0}", experience_word(answer.experience))
            if answer.experience
            else self.tr("Experience"),
        )

    def _show_parts(self, answer: Answer) -> None:
        stance = answer.stance
        open_to_it = stance is not None and (stance.is_yes or stance.is_talk)
        with_condition = open_to_it and (
            stance is Stance.ONLY_IF
            or bool(answer.conditions)
            or self._wants_condition
            or self.conditions.edit.hasFocus()
        )
        self.conditions.setVisible(with_condition)
        self.add_condition.setVisible(open_to_it and not with_condition)
        with_note = bool(answer.note) or self._wants_note
        self.note.setVisible(with_note)
        self.add_note.setVisible(not with_note)
        self.ceiling.setVisible(self._look.intensity and open_to_it)
        self.visibility.setVisible(self._look.for_two and stance is not None and stance is not Stance.NOT_APPLICABLE)
        self.skip_side.setVisible(stance is None)
        self._not_asked.setVisible(stance is Stance.NOT_APPLICABLE)
        self._not_asked.show_pill(stance_word(Stance.NOT_APPLICABLE), stance_icon(Stance.NOT_APPLICABLE))
        self._say_what_is_missing()
        self._rove()

    def _say_what_is_missing(self) -> None:
        waits = self._answer.stance is Stance.ONLY_IF and not self.conditions.text().strip()
        self.missing.setVisible(waits)

    def _stop(self) -> Stance:
        stance = self._answer.stance
        return stance if stance in STANCES else Stance.WANT

    def _rove(self) -> None:
        # One stop for the Tab key in each bar: the chosen stance, so that Tab goes on to the other side.
        for stance in STANCES:
            here = stance is self._stop()
            self.bar.button(stance).setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)

    def flush(self) -> None:
        """Say what is being written."""
        self.conditions.commit()
        self.note.commit()

    def _change(self, **changes: object) -> None:
        after = self._answer.evolve(**changes)
        if after != self._answer:
            self.show_answer(after)
            self.changed.emit(after)

    def on_stance(self, stance: Stance | None) -> None:
        """Another stance; *Only if* asks for its words at once."""
        after = self._answer.with_stance(stance)
        if after != self._answer:
            self.show_answer(after)
            self.changed.emit(after)
        if stance is Stance.ONLY_IF and not self.conditions.text().strip():
            self.conditions.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def on_not_applicable(self) -> None:
        """This side is not a question for this person."""
        self.bar.choose(Stance.NOT_APPLICABLE)
        self.focus_stance()

    def on_conditions(self, text: str) -> None:
        """Keep the conditions as they are written."""
        self._change(conditions=text)

    def on_note(self, text: str) -> None:
        """Keep the note as it is written."""
        self._change(note=text)

    def on_add_condition(self) -> None:
        """Open the line for conditions."""
        self._wants_condition = True
        self._show_parts(self._answer)
        self.conditions.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def on_add_note(self) -> None:
        """Open the private note and write in it."""
        self._wants_note = True
        self._show_parts(self._answer)
        self.note.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
