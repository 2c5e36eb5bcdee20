"""The cards of *My patterns*: an observation with its dates, a question, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.models.pattern_texts import PatternOffer
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.buttons import Button, quiet, secondary
from app.ui.kit.flow import button_row
from app.ui.kit.labels import Label, body, lead, soft
from app.ui.kit.surfaces import Card, Panel, divider
from app.ui.patterns.words import CardWords


class ObservationCard(Card):
    """One observation; *Not helpful* asks in the card whether to hide only this one or its kind."""

    set_aside = Signal(bool)
    """Whether to hide the whole kind."""
    resources_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, design: Design, words: CardWords) -> None:
        super().__init__(design)
        self.words = words
        self.setAccessibleName(words.title)
        self.add_header(words.title, words.icon)
        self.add_all(body(words.sentence), _lines(words.lines), divider(), lead(words.question))
        self._add_acts(design)
        self._add_choice(design)

    def _add_acts(self, design: Design) -> None:
        rest = self.words.offer is PatternOffer.REST
        stop = self.tr("Take a break") if rest else self.tr("Stop and save here")
        self.stop = secondary(design, stop, self.stop_wanted.emit, "coffee" if rest else "moon")
        self.resources = quiet(design, self.tr("Remind me of the resources"), self.resources_wanted.emit, "lifebuoy")
        self.not_helpful = quiet(design, self.tr("Not helpful"), self.on_not_helpful, "eye-slash")
        for button in (self.stop, self.resources, self.not_helpful):
            button.setAccessibleName(f"{button.words}: {self.words.title}")
        self._acts = self.add(button_row(self.stop, self.resources, self.not_helpful))

    def _add_choice(self, design: Design) -> None:
        self._choice = Panel(design)
        self._choice.add(soft(self.tr("What would you rather not see? You can show either again below.")))
        self.only_this = secondary(design, self.tr("Only this one"), lambda: self.set_aside.emit(False))
        self.whole_kind = secondary(design, self.tr("Nothing of this kind"), lambda: self.set_aside.emit(True))
        self.keep = quiet(design, self.tr("Leave it here"), self.on_kept)
        for button in (self.only_this, self.whole_kind, self.keep):
            button.setAccessibleName(f"{button.words}: {self.words.title}")
        self._choice.add(button_row(self.only_this, self.whole_kind, self.keep))
        self._choice.hide()
        self.add(self._choice)

    def on_not_helpful(self) -> None:
        """Ask what to hide."""
        self._choice.show()
        self.only_this.setFocus(Qt.FocusReason.OtherFocusReason)

    def on_kept(self) -> None:
        """Keep the observation."""
        self._choice.hide()
        self.not_helpful.setFocus(Qt.FocusReason.OtherFocusReason)


class EntryLine(QWidget):
    """A line of words with buttons."""

    def __init__(self, words: str, *buttons: Button) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.M)
        grid.addWidget(body(words), 0, 0)
        grid.addWidget(button_row(*buttons, right=True), 0, 1)
        grid.setColumnStretch(0, 1)
        for button in buttons:
            button.setAccessibleName(f"{button.words}: {words}")


def _lines(lines: Sequence[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(Space.L)
    grid.setVerticalSpacing(Space.XS)
    grid.setColumnStretch(1, 1)
    for number, (day, words) in enumerate(lines):
        date = Label(day, tone="soft", wrap=False)
        grid.addWidget(date, number, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(body(words), number, 1)
    return grid
