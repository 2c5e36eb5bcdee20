"""Talk cards: one thing at a time, speaker and listener in turns, notes that both accept."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.models.base import PersonId
from app.models.catalogue import Catalogue
from app.models.limits import SharedItem, Talk, TalkResult
from app.models.person import Person
from app.models.texts import TalkPrompts
from app.ui.design.design import Design
from app.ui.design.tokens import Size, Space, TextRole
from app.ui.kit.buttons import Button, quiet, secondary
from app.ui.kit.field import TextField
from app.ui.kit.flow import Flow, button_row, clear_layout
from app.ui.kit.labels import Label, body, caption, display, soft, strong
from app.ui.kit.mark import MarkButton, mark_of
from app.ui.kit.narrow import TwoColumns
from app.ui.kit.surfaces import Card, Panel, divider
from app.ui.opening.cards import risk_line, said_panel
from app.ui.terms import entry_title, outcome_colour, outcome_icon, outcome_word, pairing_words


class TalkCard(Card):
    """One item to talk about."""

    agreed = Signal(str)
    """The notes that both accepted."""
    set_aside = Signal(object, str)
    """Who set it aside, and the notes."""
    left_open = Signal(str)
    """The notes so far."""
    stopped = Signal()

    def __init__(
        self, design: Design, catalogue: Catalogue, people: tuple[Person, ...], item: SharedItem, prompts: TalkPrompts
    ) -> None:
        super().__init__(design, padding=Space.XXL, spacing=Space.L)
        self._people, self._item, self._prompts = people, item, prompts
        self._speaker = 0
        self.accepted: frozenset[PersonId] = frozenset()
        self._add_item(catalogue)
        self.add(divider())
        self._add_turn()
        self.add(divider())
        self._add_end()
        self._show_turn()

    @property
    def item(self) -> SharedItem:
        """What it is about."""
        return self._item

    @property
    def speaker(self) -> Person:
        """Whose turn it is to speak."""
        return self._people[self._speaker]

    @property
    def listener(self) -> Person:
        """Whose turn it is to listen."""
        return self._people[1 - self._speaker]

    def _add_item(self, catalogue: Catalogue) -> None:
        item, people = self._item, self._people
        entry = catalogue.find(item.pairing.activity_id)
        where = caption(pairing_words(entry, item.pairing, people))
        where.setWordWrap(False)
        self.add_header(outcome_word(item.outcome), outcome_icon(item.outcome), where, outcome_colour(item.outcome))
        self.add(display(entry_title(catalogue, item.pairing.activity_id)))
        if entry is not None and entry.description:
            self.add(soft(entry.description))
        said = {d.person: said_panel(self._design, self._person(d.person), d) for d in item.disclosures}
        panels = [said[person.id] for person in people if person.id in said]
        if len(panels) == 2:
            self.add(TwoColumns(self._design, panels[0], panels[1]))
        elif panels:
            self.add(panels[0])
        if entry is not None and entry.risk:
            self.add(risk_line(self._design, entry.risk))

    def _person(self, person_id: PersonId) -> Person:
        return next(person for person in self._people if person.id == person_id)

    def _add_turn(self) -> None:
        self._turn = Panel(self._design, spacing=Space.S)
        self.add(self._turn)
        self.swap = secondary(self._design, "", self.on_swap, "swap")
        self.add(button_row(self.swap))

    def _show_turn(self) -> None:
        clear_layout(self._turn.body)
        for person, words, prompts in (
            (self.speaker, self.tr("{name} speaks"), self._prompts.speaker),
            (self.listener, self.tr("{name} listens"), self._prompts.listener),
        ):
            name = Label(words.replace("{name}", person.name), TextRole.STRONG, wrap=False)
            self._turn.add(Flow(mark_of(self._design, person, Size.MARK_SMALL), name, spacing=Space.S))
            self._turn.add(soft("\n".join(f"•  {prompt}" for prompt in prompts)))
        for label in self._turn.children():
            if isinstance(label, QWidget):
                label.show()
        words = self.tr("Now {name} speaks")
        self.swap.show_text(words.replace("{name}", self.listener.name))

    def _add_end(self) -> None:
        self.add(strong(self.tr("When both have spoken")))
        self.add(soft("\n".join(f"•  {prompt}" for prompt in self._prompts.both)))
        self.notes = TextField(self._design, self.tr("What you both understood"), rows=2)
        self.notes.show_text(self._item.talk.notes)
        self.notes.edited.connect(self.on_notes_edited)
        self.add(self.notes)
        self.add(body(self.tr("We agree on this: it takes both of you.")))
        self.marks = {person.id: self._mark(person) for person in self._people}
        marks = list(self.marks.values())
        self.add(TwoColumns(self._design, marks[0], marks[1]))
        asides = [self._aside(person) for person in self._people]
        self.asides: dict[PersonId, Button] = {p.id: b for p, b in zip(self._people, asides, strict=True)}
        self.open = secondary(self._design, self.tr("Leave it open"), self.on_open)
        stop = quiet(self._design, self.tr("Stop for tonight"), self.on_stop, "moon")
        self.add(soft(self.tr("Not for us: one of you is enough, and no reason is needed. Only they raise it again.")))
        self.add(button_row(*asides))
        self.add(button_row(self.open, stop))

    def _mark(self, person: Person) -> MarkButton:
        words = self.tr("{name} agrees").replace("{name}", person.name)
        button = MarkButton(self._design, person.mark.shape, person.mark.hue, person.mark.initial, words, words)
        button.setAutoExclusive(False)
        button.setMinimumWidth(button.minimumSizeHint().width())
        button.toggled.connect(partial(self.on_accepted, person.id))
        button.installEventFilter(self)
        return button

    def _aside(self, person: Person) -> Button:
        words = self.tr("Set aside by {name}").replace("{name}", person.name)
        return secondary(self._design, words, partial(self.on_set_aside, person.id), "hand-palm")

    def on_swap(self) -> None:
        """The other one speaks."""
        self._speaker = 1 - self._speaker
        self._show_turn()

    def on_notes_edited(self, _text: str) -> None:
        """What was accepted were other words; both accept again."""
        for button in self.marks.values():
            button.setChecked(False)

    def on_accepted(self, person: PersonId, accepted: bool) -> None:
        """One accepts, or takes it back; with both it is agreed."""
        self.accepted = self.accepted | {person} if accepted else self.accepted - {person}
        if self.accepted == {each.id for each in self._people}:
            self.agreed.emit(self.notes.text())

    def on_set_aside(self, person: PersonId) -> None:
        """One says no; that is enough."""
        self.set_aside.emit(person, self.notes.text())

    def on_open(self) -> None:
        """It stays open."""
        self.left_open.emit(self.notes.text())

    def on_stop(self) -> None:
        """Enough for tonight."""
        self.stopped.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter presses a mark."""
        if isinstance(event, QKeyEvent) and isinstance(watched, MarkButton) and _is_enter(event):
            watched.click()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape stops; Enter presses the button that has the focus."""
        focused: QWidget | None = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.on_stop()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, Button):
            focused.click()
        else:
            super().keyPressEvent(event)

    def draft(self) -> Talk:
        """What was written so far, with the result as it stands."""
        return self._item.talk.evolve(notes=self.notes.text())


def _is_enter(event: QKeyEvent) -> bool:
    return event.type() == QEvent.Type.KeyPress and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def talk_with(result: TalkResult, notes: str, by: PersonId | None = None) -> Talk:
    """What a talk came to."""
    return Talk(result=result, notes=notes, declined_by=by)
