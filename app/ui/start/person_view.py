"""A person introduces themselves: name, mark, passphrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTextBoundaryFinder, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.design.tokens import Size, Space
from app.ui.kit.buttons import primary, quiet
from app.ui.kit.field import LineField, PassField
from app.ui.kit.flow import button_row
from app.ui.kit.labels import caption, display, soft
from app.ui.kit.mark import Mark
from app.ui.kit.notice import Notice
from app.ui.kit.progress import ProgressLine
from app.ui.kit.segments import Segments
from app.ui.start.frame import StartFrame
from app.ui.vault_access import Introduction, Strength, Weakness

if TYPE_CHECKING:
    from app.ui.design.design import Design

LEAST = 8
"""The least number of characters of a passphrase; the vault holds to it as well."""


MOST_OF_A_MARK = 8
"""How many code points one character on a mark may be made of; the model holds to it as well."""


def first_character(text: str) -> str:
    """The first character as a person sees it, which may be several code points; empty where none would show."""
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, text)
    end = max(0, finder.toNextBoundary())
    first = text.encode("utf-16-le")[: 2 * end].decode("utf-16-le", "ignore")
    if len(first) > MOST_OF_A_MARK or not first[:1].isprintable():
        return ""
    upper = first.upper()
    return upper if len(upper) == len(first) else first


class PersonView(StartFrame):
    """One person's own page; the other looks away."""

    finished = Signal(object)
    back = Signal()
    strength_asked = Signal(str)

    def __init__(
        self, design: Design, *, title: str, hue: str, shape: str, last: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(design, width=520, parent=parent)
        self._hue = hue
        self.card.add(display(title))
        self.card.add(
            soft(self.tr("A pseudonym is welcome. Names stay inside the vault; only the mark shows outside."))
        )
        self.name = LineField(design, self.tr("Name"))
        self.pronouns = LineField(design, self.tr("Pronouns (optional)"))
        self.card.add(self.name)
        self.card.add(self.pronouns)
        self._build_mark(shape)
        self._build_passphrase()
        self.notice = Notice(design)
        self.card.add(self.notice)
        self.go_on = primary(design, self.tr("Make the vault") if last else self.tr("Go on"), self.on_finish)
        self.card.add(button_row(self.go_on, quiet(design, self.tr("Back"), self.back.emit)))
        self.name.edited.connect(self._on_name)

    def _build_mark(self, shape: str) -> None:
        design = self._design
        self.mark = Mark(design, shape, self._hue, "", Size.MARK_LARGE)
        self.shape = Segments(
            design,
            self.tr("Your mark"),
            [
                ("circle", self.tr("Circle")),
                ("square", self.tr("Square")),
                ("diamond", self.tr("Diamond")),
                ("hexagon", self.tr("Hexagon")),
            ],
        )
        self.shape.show_choice(shape)
        self.shape.chosen.connect(lambda _key: self._show_mark())
        self.initial = LineField(design, self.tr("A letter on it, or nothing"))
        self.initial.edited.connect(self._on_initial)
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        row.addWidget(self.mark)
        row.addWidget(self.shape, 1)
        self.card.add(row)
        self.card.add(self.initial)

    def _build_passphrase(self) -> None:
        design = self._design
        self.first = PassField(design, self.tr("Passphrase"))
        self.again = PassField(design, self.tr("The same once more"))
        self.meter = ProgressLine(design, self.tr("Strength of the passphrase"))
        self.meter.show_progress(0, 4)
        self.verdict = caption(self.tr("Four or five words that do not belong together make a good one."))
        for part in (self.first, self.meter, self.verdict, self.again):
            self.card.add(part)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(200)
        self._calm.timeout.connect(lambda: self.strength_asked.emit(self.first.text()))
        self.first.edited.connect(lambda _text: self._calm.start())
        self.first.entered.connect(self.again.setFocus)
        self.again.entered.connect(self.on_finish)

    def _on_name(self, text: str) -> None:
        self.initial.show_text(first_character(text.strip()))
        self._show_mark()

    def _on_initial(self, text: str) -> None:
        self.initial.show_text(first_character(text))
        self._show_mark()

    def _show_mark(self) -> None:
        self.mark.show_mark(shape=str(self.shape.choice), hue=self._hue, initial=self.initial.text())

    def show_strength(self, strength: Strength) -> None:
        """Show how well the passphrase resists guessing, in words too."""
        words = (
            self.tr("Guessed at once."),
            self.tr("Weak: guessed quickly."),
            self.tr("Fair: would resist for a while."),
            self.tr("Good."),
            self.tr("Strong."),
        )
        self.meter.show_progress(strength.score, 4)
        said = words[max(0, min(4, strength.score))]
        self.verdict.setText(f"{said} {self._advice(strength.weakness)}".strip())

    def _advice(self, weakness: Weakness | None) -> str:
        """What would help, in a sentence or two."""
        if weakness is None:
            return ""
        why = {
            Weakness.COMMON: self.tr("It is among the ones that are tried first."),
            Weakness.WORD: self.tr("Single words are tried early."),
            Weakness.NAME: self.tr("Names are tried early."),
            Weakness.KEYS: self.tr("Keys next to each other are tried early."),
            Weakness.REPEATED: self.tr("Repeating something adds little."),
            Weakness.SEQUENCE: self.tr("Sequences such as abc or 4321 are tried early."),
            Weakness.DATE: self.tr("Years and dates are tried early."),
            Weakness.SWAPPED: self.tr("Swapping letters for signs, as in p@ss, adds little."),
            Weakness.REVERSED: self.tr("Writing a word backwards adds little."),
            Weakness.SHORT: "",
        }[weakness]
        more = self.tr("Add another word or two that do not belong with it.")
        return f"{why} {more}".strip()

    def on_finish(self) -> None:
        """Hand on the introduction, or say what is missing next to where it is."""
        for field in (self.name, self.first, self.again):
            field.clear_error()
        if not self.name.text().strip():
            self.name.show_error(self.tr("What may you be called here? Any name will do."))
            self.name.edit.setFocus()
        elif len(self.first.text()) < LEAST:
            self.first.show_error(self.tr("A passphrase needs at least 8 characters. Four words are better."))
            self.first.setFocus()
        elif self.first.text() != self.again.text():
            self.again.show_error(self.tr("The two are not the same. Type the second one again."))
            self.again.setFocus()
        else:
            self.finished.emit(self._introduction())

    def _introduction(self) -> Introduction:
        return Introduction(
            name=self.name.text(),
            pronouns=self.pronouns.text(),
            shape=str(self.shape.choice),
            hue=self._hue,
            initial=self.initial.text(),
            passphrase=self.first.text(),
        )

    def show_busy(self, busy: bool) -> None:
        """While the vault is being made nothing can be changed."""
        self.card.setEnabled(not busy)
        if busy:
            self.go_on.show_text(self.tr("Making the vault…"))

    def forget_passphrase(self) -> None:
        """Forget what was typed."""
        self.first.clear()
        self.again.clear()

    def focus_first(self) -> None:
        """The name first."""
        self.name.edit.setFocus()
