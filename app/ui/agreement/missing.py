"""*Before you can agree*: everything that is missing, with links to where it can be added."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.models.blockers import Blocker, Requirement
from app.ui.design.design import Design
from app.ui.design.tokens import Size, Space
from app.ui.kit.flow import Box, Column, clear_layout, row_in
from app.ui.kit.labels import caption
from app.ui.kit.link import LinkLine
from app.ui.kit.narrow import NarrowSwitch
from app.ui.wording import WordTable, fill


class MissingLines(Column):
    """Everything that blocks an agreement, and nothing else, one link a line."""

    picked = Signal(object)
    """The blocker that was picked."""

    def __init__(self, design: Design) -> None:
        super().__init__()
        self._design = design
        self._shown: tuple[tuple[Blocker, str], ...] | None = None
        self.hide()
        design.limit_width(self, Size.MARGIN)

    def show_missing(self, blockers: tuple[Blocker, ...], names: dict[str, str]) -> None:
        """Show what is missing; hidden if nothing is."""
        said = tuple((blocker, blocker_words(blocker, names)) for blocker in blockers)
        self.setVisible(bool(said))
        if said == self._shown:
            return
        self._shown = said
        clear_layout(self.body)
        self.add(caption(self.tr("Before you can agree")))
        for blocker, words in said:
            self.add(LinkLine(words, partial(self.picked.emit, blocker)))

    @property
    def words(self) -> tuple[str, ...]:
        """The words of what is missing."""
        return tuple(text for _, text in self._shown or ())

    def beside(self, header: QWidget) -> QWidget:
        """Put them beside the button in a header, or below it where there is no room."""
        box = Box()
        line = row_in(box, Space.L)
        line.addWidget(header, 1, Qt.AlignmentFlag.AlignTop)
        # The title is below the way back, which the lines are not beside.
        line.addWidget(self, 0, Qt.AlignmentFlag.AlignBottom)
        NarrowSwitch(self._design, box, Size.NARROW, line)
        return box


_WORDS = WordTable(
    "Missing",
    {
        Requirement.VERBAL_RED: "A word that stops everything",
        Requirement.SPEECHLESS_RED: "A red signal that works without speech",
        Requirement.AFTERCARE: "Aftercare for {name} is empty",
        Requirement.CAP: "No time limit yet",
        Requirement.DAY: "No date you can agree to yet",
        Requirement.READING: "{name}’s reading",
    },
)
_OF_A_PERSON = (Requirement.AFTERCARE, Requirement.READING)


def blocker_words(blocker: Blocker, names: dict[str, str]) -> str:
    """A blocker in a few words."""
    if blocker.need in _OF_A_PERSON:
        return fill(_WORDS(blocker.need), name=names.get(blocker.person or "", ""))
    return _WORDS(blocker.need)
