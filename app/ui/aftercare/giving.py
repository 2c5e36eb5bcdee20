"""What each can give of what their partner needs: said by the giver alone, read by both."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.models.aftercare import AnsweredNeed, Giving
from app.models.person import Person
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.field import LineField
from app.ui.kit.flow import Box, add_to, column_in, discard
from app.ui.kit.labels import body, soft, strong
from app.ui.kit.segments import Segments
from app.ui.kit.surfaces import Card
from app.ui.wording import WordTable, dotted, fill

GIVING_WORDS = WordTable("Giving", {Giving.GLADLY: "Gladly", Giving.A_LITTLE: "A little", Giving.NOT_ME: "Not me"})


class GivingRow(Box):
    """One need, with the answer of its giver; editable in the giver's own turn."""

    answered = Signal(object, object, str)
    """The need, how far it can be met (or None), and own words."""

    def __init__(
        self, design: Design, each: AnsweredNeed, needs: Person, gives: Person, parent: QWidget, *, editable: bool
    ) -> None:
        super().__init__(parent)
        self._need, self._gives = each.need, gives
        column = column_in(self, Space.S)
        column.addWidget(strong(fill(self.tr("{name}: {need}"), name=needs.name, need=each.need.text)))
        self._segments: Segments | None = None
        self._said, self._elsewhere = (
            body(""),
            soft(self.tr("Who or what else could help? A friend, a later day, something you do for yourself?")),
        )
        if editable:
            options = [(giving, GIVING_WORDS[giving]) for giving in Giving]
            self._segments = Segments(design, "", options, optional=True, name=self.tr("What I can give"))
            self._words = LineField(design, self.tr("What I can give, in my own words"))
            self._segments.chosen.connect(lambda _key: self._emit())
            self._words.committed.connect(lambda _text: self._emit())
            add_to(column, self._segments, self._words)
        add_to(column, self._said, self._elsewhere)
        self.show_answer(each)

    def show_answer(self, each: AnsweredNeed) -> None:
        """Show what the giver said; fields that are being typed in keep their text."""
        giving, words = (None, "") if each.answer is None else (each.answer.giving, each.answer.words)
        if self._segments is not None:
            self._segments.show_choice(giving)
            if not (self._words.edit.hasFocus() or self._words.is_typed_in):
                self._words.show_text(words)
        said = dotted("" if giving is None else GIVING_WORDS[giving], words)
        answer = said or self.tr("not said yet")
        self._said.setText(fill(self.tr("{name}: {answer}"), name=self._gives.name, answer=answer))
        self._said.setVisible(self._segments is None)
        self._elsewhere.setVisible(each.asks_elsewhere)

    def _emit(self) -> None:
        if self._segments is not None:
            choice = self._segments.choice
            self.answered.emit(self._need, None if choice is None else Giving(str(choice)), self._words.text())

    def flush(self) -> None:
        """Emit words that are still being typed."""
        if self._segments is not None:
            self._words.commit()


class GivingCard(Card):
    """Every need with its answer; hidden while nobody needs anything."""

    answered = Signal(object, object, str)

    def __init__(self, design: Design) -> None:
        super().__init__(design)
        self._design = design
        self.add_header(self.tr("What we can give each other"))
        self.add(soft(self.tr("You each say on your own what you can give. “Not me” is an answer too.")))
        self.rows: list[GivingRow] = []
        self._asked: object = None
        self.hide()

    def show_needs(
        self, needs: tuple[AnsweredNeed, ...], people: tuple[Person, ...], me: Person | None
    ) -> Iterator[None]:
        """Show the needs; those of the partner's can be answered by whoever holds the device alone."""
        self.setVisible(bool(needs))
        asked = ([(each.person, each.need) for each in needs], me)
        if asked == self._asked:
            for row, each in zip(self.rows, needs, strict=True):
                row.show_answer(each)
            return
        self._asked = None
        for gone in self.rows:
            discard(gone)
        self.rows = []
        for each in needs:
            one = next(person for person in people if person.id == each.person)
            gives = next(person for person in people if person.id != each.person)
            row = GivingRow(self._design, each, one, gives, self, editable=me == gives)
            row.answered.connect(self.answered)
            self.rows.append(self.add(row))
            yield
        self._asked = asked

    def flush(self) -> None:
        """Save what is being typed."""
        for row in self.rows:
            row.flush()
