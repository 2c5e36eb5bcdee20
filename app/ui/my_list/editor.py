"""One entry in full: what it is, its risk note, and what it asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.models.answer import STANCES, Answer, TermWords, Visibility
from app.models.catalogue import CatalogueEntry, CatalogueKind, Direction
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Space
from app.ui.kit.buttons import quiet
from app.ui.kit.controls import CheckBox
from app.ui.kit.field import TextField
from app.ui.kit.flow import Flow
from app.ui.kit.labels import body, caption, soft, title
from app.ui.kit.surfaces import IconLabel, Panel
from app.ui.kit.tab_order import set_tab_order
from app.ui.my_list.menu_button import MenuButton
from app.ui.my_list.presenter import MyListPresenter
from app.ui.my_list.rows import CARE
from app.ui.my_list.side import SideEditor, SideLook
from app.ui.my_list.words import side_word, visibility_word


class AnswerEditor(QWidget):
    """Everything one person says to one entry; keeps each change through the presenter."""

    asked = Signal(str)
    """What else is wanted: "history", "reword", "offer", "delete", "hide" or "care"."""
    moved = Signal(int)
    """Arrow keys or Enter on a stance: one on (1) or one back (-1)."""

    def __init__(
        self, design: Design, presenter: MyListPresenter, entry: CatalogueEntry, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._design, self._presenter, self.entry = design, presenter, entry
        self.sides: dict[Direction, SideEditor] = {}
        self.either: CheckBox | None = None
        self.words: TextField | None = None
        self._arrows = False
        self.on_key: Callable[[QKeyEvent], bool] | None = None
        """Takes the keys once this is left, until the next one stands."""
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.M)

    def build(self) -> Iterator[None]:
        """Make what it shows, in pieces; to be run to its end before it is shown."""
        self._build_head()
        yield
        yield from self._build_asked()
        self._build_foot()

    def _build_head(self) -> None:
        entry = self.entry
        self._column.addWidget(title(entry.title))
        if entry.description:
            self._column.addWidget(soft(entry.description))
        if entry.risk:
            risk = Panel(self._design, padding=Space.M)
            line = _line(
                IconLabel(self._design, "info", Colour.CURIOUS, name=self.tr("Good to know")), body(entry.risk)
            )
            risk.add(line)
            self._column.addWidget(risk)

    def _build_asked(self) -> Iterator[None]:
        entry = self.entry
        if entry.kind is CatalogueKind.HOUSE_RULE:
            self._say(self.tr("This always holds. Nothing has to be answered."))
        elif entry.category == CARE:
            self._say(self.tr("What you need afterwards is asked in Aftercare, as chips to choose from."))
            self._column.addWidget(
                Flow(
                    quiet(self._design, self.tr("Go to Aftercare"), lambda: self.asked.emit("care"), icon="arrow-right")
                )
            )
        elif entry.kind is CatalogueKind.TERM:
            self._build_term()
        else:
            yield from self._build_sides()

    def _say(self, words: str) -> None:
        panel = Panel(self._design, padding=Space.M)
        panel.add(body(words))
        self._column.addWidget(panel)

    def _build_term(self) -> None:
        term = self._presenter.term(self.entry.id)
        self.words = TextField(
            self._design,
            self.tr("In your own words"),
            rows=3,
            help=self.tr("Your words and the other’s are later shown side by side.")
            if self._presenter.is_for_two
            else "",
        )
        self.words.show_text(term.words)
        self.words.committed.connect(self.on_words)
        self._column.addWidget(self.words)
        self.term_visibility = MenuButton(self._design)
        self.term_visibility.picked.connect(self.on_term_visibility)
        self._show_term(term)
        self._column.addWidget(Flow(self.term_visibility))
        self.term_visibility.setVisible(self._presenter.is_for_two)

    def _show_term(self, term: TermWords) -> None:
        options = [(each, visibility_word(each)) for each in (Visibility.ALWAYS, Visibility.NEVER)]
        self.term_visibility.show_options(options, term.visibility)

    def _build_sides(self) -> Iterator[None]:
        for direction in self.entry.directions:
            look = SideLook(side_word(self.entry, direction), self.entry.intensity, self._presenter.is_for_two)
            side = SideEditor(self._design, look, self._presenter.answer(self.entry.id, direction), self)
            yield from side.build()
            side.changed.connect(self.on_changed)
            self.sides[direction] = side
            self._column.addWidget(side)
            for stance in STANCES:
                side.bar.button(stance).installEventFilter(self)
            yield
        if len(self.sides) > 1:
            self.either = CheckBox(self._design, self.tr("Either way: one answer fills in both"))
            self.either.toggled.connect(self.on_either)
            next(iter(self.sides.values())).top.add(self.either)

    def _build_foot(self) -> None:
        self.foot = Flow(spacing=Space.XS)
        own_private = self.entry.own and self.entry.id not in self._presenter.offered
        if self.sides or self.words is not None:
            self._act("history", self.tr("How this changed"), "clock-counter-clockwise")
        if own_private:
            self._act("reword", self.tr("Reword"), "pencil-simple")
            if self._presenter.is_for_two:
                self._act("offer", self.tr("Offer to our list"), "share-network")
            self._act("delete", self.tr("Delete"), "trash")
        elif self._presenter.is_offered_by_me(self.entry):
            self._act("reword", self.tr("Reword"), "pencil-simple")
            self._act("take_off", self.tr("Take off our list"), "arrow-u-up-left")
        self._column.addWidget(self.foot)
        if self.entry.own and not own_private:
            self._column.addWidget(caption(self.tr("On our list: title and description are there for both of you.")))

    def _act(self, key: str, words: str, icon: str) -> None:
        button = quiet(self._design, words, lambda: self.asked.emit(key), icon=icon)
        button.setObjectName(key)
        button.set_compact()
        self.foot.add(button)

    def _order_tabs(self) -> None:
        order: list[QWidget] = [stop for side in self.sides.values() for stop in side.tab_stops()]
        order += [stop for side in self.sides.values() for stop in side.detail_stops()]
        if self.either is not None:
            order.append(self.either)
        set_tab_order(*order)

    # --- the keyboard

    def showEvent(self, event: QShowEvent) -> None:
        # The order of the Tab key is that of a window; before it is shown it stands in none.
        super().showEvent(event)
        self._order_tabs()

    def take_arrows(self) -> None:
        """Let left and right move between cards rather than along the stances."""
        self._arrows = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys on a stance that mean more than that stance."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        return self.on_key(event) if self.on_key is not None else self.handle_key(event)

    def handle_key(self, event: QKeyEvent) -> bool:
        """Act on a key while a stance has the focus; False if it means nothing here."""
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not plain:
            return False
        steps = {Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1}
        if self._arrows:
            steps |= {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        if key in steps:
            self.moved.emit(steps[Qt.Key(key)])
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and len(self.sides) > 1:
            self._to_other_side()
        elif key == Qt.Key.Key_N:
            self.current_side().on_add_note()
        elif key == Qt.Key.Key_E and self.either is not None:
            self.either.toggle()
        else:
            return False
        return True

    def _to_other_side(self) -> None:
        here = self.current_side()
        next(side for side in self.sides.values() if side is not here).focus_stance()

    def current_side(self) -> SideEditor:
        """The side with the keyboard, else the first that is open."""
        for side in self.sides.values():
            if side.has_focus():
                return side
        return self.first_open_side()

    def first_open_side(self) -> SideEditor:
        """The first side without a stance, else the first."""
        sides = tuple(self.sides.values())
        return next((side for side in sides if side.answer.stance is None), sides[0])

    def take_focus(self) -> None:
        """Put the keyboard where an answer is given."""
        if self.sides:
            self.first_open_side().focus_stance()
        elif self.words is not None:
            self.words.edit.setFocus(Qt.FocusReason.TabFocusReason)

    # --- what is said

    def on_changed(self, answer: Answer) -> None:
        """Keep it, for both sides if it is meant either way."""
        if self.either is None or not self.either.isChecked():
            self._presenter.save(answer)
            return
        self._fill_both(answer)

    def on_either(self, on: bool) -> None:
        """What is said to one side already goes for the other, if that is still open."""
        said = [side for side in self.sides.values() if side.answer.stance is not None]
        if on and len(said) == 1:
            self._fill_both(said[0].answer)

    def _fill_both(self, answer: Answer) -> None:
        both = []
        for direction, side in self.sides.items():
            mine = answer.evolve(direction=direction, note=side.answer.note)
            both.append(answer if direction is answer.direction else mine)
        self._presenter.save(*both)

    def on_words(self, text: str) -> None:
        """Keep the own words for a term."""
        self._presenter.save_term(self._presenter.term(self.entry.id).evolve(words=text))

    def on_term_visibility(self, visibility: object) -> None:
        """Keep whether the words may be shown."""
        self._presenter.save_term(self._presenter.term(self.entry.id).evolve(visibility=visibility))

    def refresh(self) -> None:
        """Show what is kept now."""
        for direction, side in self.sides.items():
            side.show_answer(self._presenter.answer(self.entry.id, direction))
        if self.words is not None:
            term = self._presenter.term(self.entry.id)
            if not self.words.edit.hasFocus():
                self.words.show_text(term.words)
            self._show_term(term)

    def flush(self) -> None:
        """Keep what is being written."""
        for side in self.sides.values():
            side.flush()
        if self.words is not None:
            self.words.commit()


def _line(icon: QWidget, words: QWidget) -> QWidget:
    box = QWidget()
    line = QHBoxLayout(box)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(Space.S)
    line.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(words, 1)
    return box
