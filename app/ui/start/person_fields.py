"""What a person says about themselves: name, pronouns and mark."""

from __future__ import annotations

from PySide6.QtCore import QTextBoundaryFinder, Signal

from app.models.name_rules import LONGEST_INITIAL, LONGEST_NAME, as_seen, has_unsafe_characters
from app.ui.design.design import Design
from app.ui.design.tokens import Size, Space
from app.ui.kit.field import LineField
from app.ui.kit.flow import Column, row
from app.ui.kit.mark import Mark
from app.ui.kit.segments import Segments


def first_character(text: str) -> str:
    """The first grapheme, upper-cased where that keeps its length; empty if it would not be visible."""
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, text)
    end = max(0, finder.toNextBoundary())
    first = text.encode("utf-16-le")[: 2 * end].decode("utf-16-le", "ignore")
    if len(first) > LONGEST_INITIAL or not first[:1].isprintable():
        return ""
    upper = first.upper()
    return upper if len(upper) == len(first) else first


class PersonFields(Column):
    """The fields, and the mark as it will look; the letter follows the name until it is typed or taken away."""

    entered = Signal()
    """Enter in the last of the fields; in the others, it goes on to the next."""

    def __init__(self, design: Design, shape: str, hue: str) -> None:
        super().__init__(spacing=Space.M)
        self._hue = hue
        self._follows_name = True
        self.name = LineField(design, self.tr("Name"), max_length=LONGEST_NAME)
        self.pronouns = LineField(design, self.tr("Pronouns (optional)"), max_length=LONGEST_NAME)
        self._mark = Mark(design, shape, hue, "", Size.MARK_LARGE)
        shapes = [
            ("circle", self.tr("Circle")),
            ("square", self.tr("Square")),
            ("diamond", self.tr("Diamond")),
            ("hexagon", self.tr("Hexagon")),
        ]
        self.shape = Segments(design, self.tr("Your mark"), shapes)
        self.shape.show_choice(shape)
        self.shape.chosen.connect(lambda _key: self._show_mark())
        self.initial = LineField(design, self.tr("A letter on it (optional)"))
        self.initial.edited.connect(self._on_initial)
        self.name.edited.connect(self._on_name)
        self.name.entered.connect(self.pronouns.setFocus)
        self.pronouns.entered.connect(self.initial.setFocus)
        self.initial.entered.connect(self.entered)
        mark = row(self._mark, self.shape, spacing=Space.L, wide=self.shape)
        self.add_all(self.name, self.pronouns)
        self.body.addLayout(mark)
        self.add(self.initial)
        self.setFocusProxy(self.name)

    def show_person(self, name: str, pronouns: str, shape: str, hue: str, initial: str) -> None:
        """Show what somebody said of themselves before."""
        self._hue, self._follows_name = hue, False
        self.name.show_text(name)
        self.pronouns.show_text(pronouns)
        self.initial.show_text(initial)
        self.shape.show_choice(shape)
        self._show_mark()
        self._clear_errors()

    def is_complete(self) -> bool:
        """Whether there is a name and nothing misleads; if not, it is said next to the field, which is focused."""
        self._clear_errors()
        if not as_seen(self.name.text()):
            self._refuse(self.name, self.tr("What would you like to be called here? Any name will do."))
            return False
        for field in (self.name, self.pronouns):
            if has_unsafe_characters(field.text()):
                words = self.tr(
                    "This contains an invisible character that could make it look like something else. Please type it "
                    "by hand."
                )
                self._refuse(field, words)
                return False
        return True

    def _refuse(self, field: LineField, why: str) -> None:
        field.show_error(why)
        field.edit.setFocus()

    def _clear_errors(self) -> None:
        for field in (self.name, self.pronouns):
            field.clear_error()

    def _on_name(self, text: str) -> None:
        if self._follows_name:
            self._show_initial(text.strip())

    def _on_initial(self, text: str) -> None:
        self._follows_name = False
        self._show_initial(text)

    def _show_initial(self, text: str) -> None:
        self.initial.show_text(first_character(text))
        self._show_mark()

    def _show_mark(self) -> None:
        self._mark.show_mark(shape=str(self.shape.choice), hue=self._hue, initial=self.initial.text())
