"""A person introduces themselves: name, mark, passphrase."""

from __future__ import annotations

from PySide6.QtCore import QTextBoundaryFinder, Signal

from app.models.name_rules import LONGEST_INITIAL, LONGEST_NAME, has_unsafe_characters
from app.models.strength import Strength, Weakness
from app.ui.design.design import Design
from app.ui.design.tokens import Size, Space
from app.ui.kit.buttons import primary, quiet
from app.ui.kit.field import LineField
from app.ui.kit.flow import button_row, row
from app.ui.kit.labels import display, soft
from app.ui.kit.mark import Mark
from app.ui.kit.new_passphrase import NewPassphrase
from app.ui.kit.segments import Segments
from app.ui.start.frame import StartFrame
from app.ui.vault_access import Introduction


def first_character(text: str) -> str:
    """The first grapheme, upper-cased where that keeps its length; empty if it would not be visible."""
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, text)
    end = max(0, finder.toNextBoundary())
    first = text.encode("utf-16-le")[: 2 * end].decode("utf-16-le", "ignore")
    if len(first) > LONGEST_INITIAL or not first[:1].isprintable():
        return ""
    upper = first.upper()
    return upper if len(upper) == len(first) else first


class PersonView(StartFrame):
    """One person's page of set-up; their partner looks away."""

    finished = Signal(object)
    back = Signal()
    strength_asked = Signal(str)

    def __init__(self, design: Design, *, title: str, hue: str, shape: str, last: bool) -> None:
        super().__init__(design, width=520)
        self._hue = hue
        told = self.tr("A pseudonym is welcome. Names stay inside the vault; only the mark shows outside.")
        self.name = self.first = LineField(design, self.tr("Name"), max_length=LONGEST_NAME)
        self.pronouns = LineField(design, self.tr("Pronouns (optional)"), max_length=LONGEST_NAME)
        self.card.add_all(display(title), soft(told), self.name, self.pronouns)
        self._build_mark(shape)
        self.passphrase = self.card.add(NewPassphrase(design, self.tr("Passphrase")))
        self.passphrase.strength_asked.connect(self.strength_asked)
        self.passphrase.entered.connect(self.on_finish)
        self.card.add(self.notice)
        self._go_words = self.tr("Make the vault") if last else self.tr("Continue")
        self.go_on = primary(design, self._go_words, self.on_finish)
        self.card.add(button_row(self.go_on, quiet(design, self.tr("Back"), self.back.emit)))
        self.name.edited.connect(lambda text: self._show_initial(text.strip()))

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
        self.initial = LineField(design, self.tr("A letter on it (optional)"))
        self.initial.edited.connect(self._show_initial)
        self.card.add_all(row(self.mark, self.shape, spacing=Space.L, wide=self.shape), self.initial)

    def _show_initial(self, text: str) -> None:
        self.initial.show_text(first_character(text))
        self._show_mark()

    def _show_mark(self) -> None:
        self.mark.show_mark(shape=str(self.shape.choice), hue=self._hue, initial=self.initial.text())

    def show_strength(self, strength: Strength) -> None:
        """Show how well the passphrase resists guessing, as a bar and in words."""
        self.passphrase.show_strength(strength.score, self._advice(strength.weakness))

    def _advice(self, weakness: Weakness | None) -> str:
        """Advice in a sentence or two."""
        if weakness is None:
            return ""
        why = {
            Weakness.COMMON: self.tr("It is one of the first that anyone would try."),
            Weakness.WORD: self.tr("Single words are tried early."),
            Weakness.NAME: self.tr("Names are tried early."),
            Weakness.KEYS: self.tr("Keys next to each other are tried early."),
            Weakness.REPEATED: self.tr("Repeating something adds little."),
            Weakness.SEQUENCE: self.tr("Sequences such as abc or 4321 are tried early."),
            Weakness.DATE: self.tr("Years and dates are tried early."),
            Weakness.SWAPPED: self.tr("Swapping letters for symbols, as in p@ss, adds little."),
            Weakness.REVERSED: self.tr("Writing a word backwards adds little."),
            Weakness.SHORT: "",
        }[weakness]
        more = self.tr("Add one or two unrelated words.")
        return f"{why} {more}".strip()

    def on_finish(self) -> None:
        """Emit `finished`, or say what is missing next to its field."""
        self.name.clear_error()
        if not self.name.text().strip():
            self.name.show_error(self.tr("What should you be called here? Any name will do."))
            self.name.edit.setFocus()
            return
        for field in (self.name, self.pronouns):
            if has_unsafe_characters(field.text()):
                field.show_error(
                    self.tr(
                        "This contains an invisible character that could make it look like something else. Please "
                        "type it by hand."
                    )
                )
                field.edit.setFocus()
                return
        passphrase = self.passphrase.words()
        if passphrase is not None:
            self.finished.emit(self._introduction(passphrase))

    def _introduction(self, passphrase: str) -> Introduction:
        return Introduction(
            name=self.name.text(),
            pronouns=self.pronouns.text(),
            shape=str(self.shape.choice),
            hue=self._hue,
            initial=self.initial.text(),
            passphrase=passphrase,
        )

    def show_busy(self, busy: bool) -> None:
        """Disable everything while the vault is being made."""
        super().show_busy(busy)
        self.go_on.show_text(self.tr("Making the vault…") if busy else self._go_words)

    def forget_passphrase(self) -> None:
        """Clear the passphrase fields."""
        self.passphrase.clear()
