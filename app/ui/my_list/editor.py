"""One entry in full: what it is, its risk note, and what it asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property, partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.models.answer import Answer, Stance
from app.models.catalogue import CatalogueEntry, CatalogueKind, Direction
from app.models.sealing import AFTERCARE_CATEGORY
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Space
from app.ui.kit.buttons import quiet
from app.ui.kit.field import TextField
from app.ui.kit.flow import Box, Flow, add_to, column_in, fit_height, holds_focus, row, show_part
from app.ui.kit.keyboard import KeyFilter
from app.ui.kit.labels import body, caption, headline, soft
from app.ui.kit.menu_button import MenuButton
from app.ui.kit.segments import Segments
from app.ui.kit.surfaces import IconLabel, Panel
from app.ui.my_list.entry_acts import EntryActs
from app.ui.my_list.entry_foot import EntryFoot, TextsToRead
from app.ui.my_list.presenter import MyListPresenter
from app.ui.my_list.side import SideEditor
from app.ui.my_list.words import TERM_SHARING, side_word
from app.ui.page_id import PageId
from app.ui.wording import fill


class AnswerEditor(Box):
    """Everything that one person says to one entry; each change is kept through the presenter.

    Built once; `show_entry` binds it to a different entry.
    """

    def __init__(self, design: Design, presenter: MyListPresenter, acts: EntryActs, parent: QWidget) -> None:
        super().__init__(parent)
        self._design, self._presenter, self._acts = design, presenter, acts
        self.entry: CatalogueEntry | None = None
        self.sides: dict[Direction, SideEditor] = {}
        """The sides that the entry asks about."""
        fit_height(self)
        self._column = column_in(self, Space.M)

    # --- building

    def build(self) -> Iterator[None]:
        """Make the widgets, in pieces."""
        self._build_head()
        yield
        self._build_term()
        yield
        words, both = self.tr("Separately"), self.tr("Either way")
        self.either = Segments(self._design, "", [(False, words), (True, both)], choice=False, on=self.on_either)
        self.either.button(True).setToolTip(self.tr("One answer fills in both"))
        self._column.addWidget(self.either)
        self._both = (SideEditor(self._design, self), SideEditor(self._design, self))
        for side in self._both:
            yield from side.build()
            side.changed.connect(self.on_changed)
            self._column.addWidget(side)
        self._foot = EntryFoot(self._design, self._presenter, self._acts, self)
        self._column.addWidget(self._foot)
        self.clear()

    def _build_head(self) -> None:
        self._title, self._description, self._risk, self._needs = headline(), soft(), body(), caption()
        icon = IconLabel(self._design, "info", Colour.CURIOUS, name=self.tr("Good to know"))
        line = row(icon, self._risk)
        line.setAlignment(icon, Qt.AlignmentFlag.AlignTop)
        self._risk_panel, self._told_panel = Panel(self._design), Panel(self._design)
        self._risk_panel.add(line)
        self._told = body()
        self._told_panel.add(self._told)
        self._to_care = Flow(
            quiet(self._design, self.tr("Go to Aftercare"), partial(self._acts.go, PageId.AFTERCARE), "arrow-right")
        )
        add_to(self._column, self._title, self._description, self._needs)
        add_to(self._column, self._risk_panel, self._told_panel, self._to_care)

    def _build_term(self) -> None:
        self.words = TextField(self._design, self.tr("In your own words"), rows=3)
        self.words.committed.connect(lambda words: self._keep_term(words=words))
        self.term_sharing = MenuButton(self._design, lambda never: self._keep_term(never_shared=never))
        self._term_details = Flow(self.term_sharing)
        add_to(self._column, self.words, self._term_details)

    # --- what it shows

    def show_entry(self, entry: CatalogueEntry) -> None:
        """Bind it to an entry; what is being written to the one before is kept first."""
        if entry != self.entry:
            self.flush()
            self._begin(entry)
            self.entry = entry
        self._show_words(entry)
        self._show_asked(entry)
        self._foot.show_entry(entry, has_history=self.asks_something)
        self.refresh()

    @cached_property
    def _to_read(self) -> TextsToRead:
        """Made for the first entry that somebody would like to know more about."""
        to_read = TextsToRead(self._design, partial(self._acts.go, PageId.READING))
        self._column.insertWidget(self._column.indexOf(self._foot), to_read)
        return to_read

    def _begin(self, entry: CatalogueEntry) -> None:
        self.either.show_choice(False)
        self.words.start_with(self._presenter.term(entry.id).words, self.words.edit.accessibleName())
        self.sides = dict(
            zip(entry.directions if entry.category != AFTERCARE_CATEGORY else (), self._both, strict=False)
        )
        for side in self._both[len(self.sides) :]:
            side.clear()
        for direction, side in self.sides.items():
            side.show_side(
                side_word(entry, direction),
                self._presenter.answer(entry.id, direction),
                asks_ceiling=entry.intensity,
                for_two=self._presenter.is_for_two,
                today=self._presenter.today,
            )

    def _show_words(self, entry: CatalogueEntry) -> None:
        self._title.setText(entry.title)
        self._description.show_text(entry.description)
        needs = [title for key, title in self._presenter.needs if key in entry.needs]
        self._needs.show_text(fill(self.tr("May meet a need: {needs}"), needs=", ".join(needs)) if needs else "")
        self._risk.setText(entry.risk)
        self._risk_panel.setVisible(bool(entry.risk))

    def _show_asked(self, entry: CatalogueEntry) -> None:
        holds = entry.kind is CatalogueKind.HOUSE_RULE
        in_aftercare = entry.category == AFTERCARE_CATEGORY and not holds
        always = self.tr("This rule always applies. There is nothing to answer.")
        if entry.by_choice:
            always = self.tr(
                "You can choose this rule together, in your ground rules. There is nothing to answer here."
            )
        afterwards = self.tr("Aftercare asks what you need afterwards, with suggestions to choose from.")
        for_two = self._presenter.is_for_two
        is_hidden = for_two and not (holds or in_aftercare) and entry.is_hidden(self._presenter.left_out)
        if is_hidden:
            afterwards = self.tr("You have hidden this part of the list, so your answer is kept but not shared.")
        self._told.setText(always if holds else afterwards)
        self._told_panel.setVisible(holds or in_aftercare or is_hidden)
        self._to_care.setVisible(in_aftercare)
        side_by_side = self.tr(
            "Your partner sees this only after you choose to share it. Then both your answers are shown side by side."
        )
        self.words.show_help(side_by_side if for_two else "")
        self.words.setVisible(self.asks_words)
        self._term_details.setVisible(self.asks_words and for_two)
        for side in self._both:
            side.setVisible(side in self.sides.values())
        self.either.setVisible(len(self.sides) > 1)

    def refresh(self) -> None:
        """Show what is kept now."""
        if self.entry is None:
            return
        for direction, side in self.sides.items():
            side.show_answer(self._presenter.answer(self.entry.id, direction))
        term = self._presenter.term(self.entry.id)
        if not self.words.edit.hasFocus():
            self.words.show_text(term.words)
        options = [(never, TERM_SHARING[never]) for never in (False, True)]
        self.term_sharing.show_options(options, term.never_shared)
        wants_more = any(side.stance is Stance.MORE_FIRST for side in self.sides.values())
        show_part(self, "_to_read", wants_more)
        if wants_more:
            self._to_read.show_texts(self._presenter.texts_about(self.entry))

    def clear(self) -> None:
        """Keep nothing of anybody's answers."""
        self.entry, self.sides = None, {}
        for label in (self._title, self._description, self._risk, self._needs):
            label.clear()
        self.words.start_with("", self.words.edit.accessibleName())
        for side in self._both:
            side.clear()

    @property
    def asks_words(self) -> bool:
        """Whether it asks for own words."""
        entry = self.entry
        return entry is not None and entry.kind is CatalogueKind.TERM and entry.category != AFTERCARE_CATEGORY

    @property
    def asks_something(self) -> bool:
        """Whether anything can be answered here."""
        return bool(self.sides) or self.asks_words

    # --- the keyboard

    def take_keys(self, on_key: Callable[[QKeyEvent], bool], on_conditions: Callable[[QKeyEvent], bool]) -> None:
        """Ask `on_key` first about a key on a stance, and `on_conditions` about one in what an answer depends on."""
        for side in self._both:
            side.bar.on_key = on_key
            KeyFilter(side.conditions.edit, on_conditions)

    def handle_key(self, event: QKeyEvent) -> bool:
        """Act on a key that answers nothing by itself; False for any other."""
        if not self.sides or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.key() == Qt.Key.Key_N:
            self.current_side().on_add_note()
            return True
        return event.key() == Qt.Key.Key_Delete and self.current_side().bar.handle_key(event)

    def current_side(self) -> SideEditor:
        """The side with the keyboard, else the first that is open."""
        return next((side for side in self.sides.values() if holds_focus(side)), self.first_open_side())

    def side_by(self, step: int) -> SideEditor | None:
        """The side so many further than the current one, None beyond the last or the first."""
        sides = tuple(self.sides.values())
        at = sides.index(self.current_side()) + step if sides else -1
        return sides[at] if 0 <= at < len(sides) else None

    def first_open_side(self) -> SideEditor:
        """The first side without a stance, else the first."""
        sides = tuple(self.sides.values())
        return next((side for side in sides if side.stance is None), sides[0])

    def take_focus(self, *, at_end: bool = False) -> None:
        """Put the keyboard where an answer is given, on the last side if one comes from behind."""
        if self.sides:
            (tuple(self.sides.values())[-1] if at_end else self.first_open_side()).take_focus()
        elif self.asks_words:
            self.words.edit.setFocus(Qt.FocusReason.TabFocusReason)

    # --- what is said

    def on_changed(self, answer: Answer) -> None:
        """Keep an answer, for both sides if one answer fills in both."""
        self._presenter.save(*self._for_both(answer) if self.answers_both else (answer,))

    @property
    def answers_both(self) -> bool:
        """Whether one answer fills in both sides."""
        return self.either.choice is True and len(self.sides) > 1

    def on_either(self, on: object) -> None:
        """Fill in the side that is still open from the one that is answered."""
        said = [side.answer for side in self.sides.values() if side.stance is not None]
        if on and len(said) == 1:
            self._presenter.save(*self._for_both(said[0]))

    def fill_in_both(self) -> bool:
        """Switch *Either way*; whether that answered the side that was still open."""
        if len(self.sides) < 2:
            return False
        was_open = any(side.stance is None for side in self.sides.values())
        self.either.show_choice(not self.answers_both)
        self.on_either(self.either.choice)
        return was_open and not any(side.waits_for_words or side.stance is None for side in self.sides.values())

    def _for_both(self, answer: Answer) -> list[Answer]:
        """The answer for each side; a note stays with its own side."""
        notes = {direction: side.answer.note for direction, side in self.sides.items()} | {
            answer.direction: answer.note
        }
        return [answer.evolve(direction=direction, note=note) for direction, note in notes.items()]

    def _keep_term(self, **changes: object) -> None:
        if self.entry is not None:
            self._presenter.save_term(self._presenter.term(self.entry.id).evolve(**changes))

    def flush(self) -> None:
        """Keep what is being written."""
        if self.entry is None:
            return
        for side in self.sides.values():
            side.flush()
        if self.asks_words:
            self.words.commit()
