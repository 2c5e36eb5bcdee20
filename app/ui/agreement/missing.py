"""The panel *Before you can agree*: everything that is missing, with links to where it can be added."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal

from app.models.agreement import Blocker, Requirement
from app.ui.agreement.clause_view import LinkLine
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.flow import clear_layout, stack
from app.ui.kit.labels import strong
from app.ui.kit.surfaces import Panel
from app.ui.wording import WordTable, fill


class MissingPanel(Panel):
    """Everything that blocks an agreement, and nothing else."""

    picked = Signal(object)
    """The blocker that was picked."""

    def __init__(self, design: Design) -> None:
        super().__init__(design)
        self._shown: tuple[tuple[Blocker, str], ...] | None = None
        self._title = self.add(strong())
        self._lines = self.add(stack(spacing=Space.NONE))

    def show_missing(self, blockers: tuple[Blocker, ...], names: dict[str, str]) -> None:
        """Show what is missing; hidden if nothing is."""
        said = tuple((blocker, blocker_words(blocker, names)) for blocker in blockers)
        self.setVisible(bool(said))
        if said == self._shown:
            return
        self._shown = said
        self._title.setText(self.tr("Before you can agree"))
        clear_layout(self._lines)
        for blocker, words in said:
            self._lines.addWidget(LinkLine(words, partial(self.picked.emit, blocker)))

    @property
    def words(self) -> tuple[str, ...]:
        """The words of what is missing."""
        return tuple(text for _, text in self._shown or ())


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
