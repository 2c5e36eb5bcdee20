"""Which packs of the catalogue a person sees: a level, or pack by pack. It is laid over the list; only they see it."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent

from app.models.catalogue import Catalogue, Pack, PackLevel
from app.models.pack_choice import PackChoice
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.buttons import primary
from app.ui.kit.controls import CheckBox
from app.ui.kit.flow import Column, Flow
from app.ui.kit.labels import caption, soft, title
from app.ui.kit.narrow import TwoColumns
from app.ui.kit.segments import Segments
from app.ui.my_list.sheets import ListSheet
from app.ui.wording import WordTable, fill

LEVELS = WordTable(
    "Packs",
    {
        PackLevel.GENTLE: "Gentle",
        PackLevel.USUAL: "Usual",
        PackLevel.EVERYTHING: "Everything",
    },
)


class PacksSheet(ListSheet):
    """Every choice is kept at once; `chosen` carries it."""

    chosen = Signal(object)
    """PackChoice"""

    def __init__(self, design: Design, catalogue: Catalogue, choice: PackChoice, *, for_two: bool) -> None:
        super().__init__(design)
        self._catalogue, self._choice = catalogue, choice
        self._sizes = Counter(entry.pack for entry in catalogue.entries)
        self.card.add(title(self.tr("Packs")))
        self.card.add(soft(self._told(for_two)))
        levels = [(level, LEVELS[level]) for level in PackLevel]
        self.level = Segments(design, "", levels, on=self.on_level, name=self.tr("How far your list goes"))
        self.boxes: dict[str, CheckBox] = {}
        packs = [self._pack(design, pack) for pack in catalogue.packs]
        half = (len(packs) + 1) // 2
        self.card.add(Flow(self.level))
        columns = (Column(*packs[:half], spacing=Space.M), Column(*packs[half:], spacing=Space.M))
        self.card.add(TwoColumns(design, *columns))
        self.card.add(Flow(primary(design, self.tr("Done"), self.closed.emit)))
        self.show_choice(choice)

    def _told(self, for_two: bool) -> str:
        kept = self.tr("Turn on what you want to be asked about. If you turn a pack off, your answers in it are kept.")
        if not for_two:
            return kept
        alone = self.tr("They are not shared while it is off. Your partner never learns which packs you see.")
        return f"{kept} {alone}"

    def _pack(self, design: Design, pack: Pack) -> Column:
        words = fill(self.tr("{pack} ({count})"), pack=pack.title, count=self._sizes[pack.id])
        box = self.boxes[pack.id] = CheckBox(design, words, lambda on: self._choose(self._choice.with_pack(pack, on)))
        box.setAccessibleDescription(pack.description)
        return _Described(box, pack.description)

    def on_level(self, level: object) -> None:
        """Take exactly the packs of a level."""
        if isinstance(level, PackLevel):
            self._choose(PackChoice(level=level))

    def _choose(self, choice: PackChoice) -> None:
        self.show_choice(choice)
        self.chosen.emit(choice)

    def show_choice(self, choice: PackChoice) -> None:
        """Show which packs are on without emitting anything."""
        self._choice = choice
        self.level.show_choice(choice.level_of(self._catalogue.packs))
        for pack in self._catalogue.packs:
            self.boxes[pack.id].show_checked(choice.is_on(pack))

    def take_focus(self) -> None:
        """Put the keyboard on the level."""
        level = self.level.choice or PackLevel.USUAL
        self.level.button(level).setFocus(Qt.FocusReason.TabFocusReason)


class _Described(Column):
    """A box to tick, and what it is about below its words."""

    def __init__(self, box: CheckBox, about: str) -> None:
        super().__init__(box, spacing=Space.XS)
        self._box, self._about = box, self.add(Column(caption(about)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._about.body.setContentsMargins(self._box.words_from, 0, 0, 0)
