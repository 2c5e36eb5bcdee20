"""Ways to meet the needs of an entry: several for each, many not about kink, and one's own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.models.journal import OwnWay
from app.models.texts import Texts
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.buttons import quiet
from app.ui.kit.chips import ChipFlow
from app.ui.kit.exact import exact
from app.ui.kit.flow import Column, button_row, clear_layout, filling
from app.ui.kit.labels import caption, strong


class WaysPanel(QWidget):
    """For each chosen need the ways to meet it; those an entry names are marked."""

    changed = Signal()
    added = Signal(str, str)
    """Need and the words of a new own way."""
    edit_wanted = Signal()

    def __init__(self, design: Design, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._design, self._texts = design, texts
        self._needs: tuple[str, ...] = ()
        self._own: tuple[OwnWay, ...] = ()
        self._chosen: tuple[str, ...] = ()
        self._flows: dict[str, ChipFlow] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(caption(self.tr("Each need can be met in several ways. Mark what speaks to you, or none.")))
        self._column = QVBoxLayout()
        self._column.setSpacing(Space.M)
        column.addLayout(self._column)
        self.edit = quiet(design, self.tr("Change my own ways…"), self.edit_wanted.emit, icon="pencil-simple")
        self.edit.set_compact()
        column.addWidget(button_row(self.edit))

    @property
    def chosen(self) -> tuple[str, ...]:
        """The words of the ways that are marked."""
        return self._chosen

    def flow(self, need: str) -> ChipFlow:
        """The ways of one need."""
        return self._flows[need]

    def show_ways(self, needs: Sequence[str], own: Sequence[OwnWay], chosen: Sequence[str]) -> None:
        """Show the ways for these needs; says nothing."""
        self._needs, self._own, self._chosen = tuple(needs), tuple(own), tuple(chosen)
        self.edit.setVisible(bool(self._own))
        # Chips are made once somebody looks at them.
        if not self.isHidden():
            self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        self._refresh()
        super().showEvent(event)

    def _refresh(self) -> None:
        if tuple(self._flows) != self._needs:
            self._rebuild()
        for need, flow in self._flows.items():
            flow.show_chips([(way, way) for way in self.ways_of(need)], self._chosen)

    def ways_of(self, need: str) -> tuple[str, ...]:
        """All ways to meet a need, and those that the entry names though they are nowhere else any more."""
        found = self._texts.need(need)
        there = [*(found.ways if found else ()), *(way.text for way in self._own if way.need == need)]
        if need == self._needs[0]:
            known = {way for each in self._texts.needs for way in each.ways} | {way.text for way in self._own}
            there += [way for way in self._chosen if way not in known]
        return tuple(dict.fromkeys(there))

    def _rebuild(self) -> None:
        self._flows.clear()
        with filling(self):
            clear_layout(self._column)
            for need in self._needs:
                found = self._texts.need(need)
                flow = ChipFlow(self._design, own=True, own_label=self.tr("Another way of mine"))
                flow.setAccessibleName(found.title if found else need)
                flow.toggled.connect(self._on_toggled)
                flow.added.connect(lambda text, need=need: self.added.emit(need, exact(text)))
                heading = Column(strong(found.title if found else need), spacing=Space.XS)
                if found:
                    heading.add(caption(found.description))
                self._column.addWidget(Column(heading, flow, spacing=Space.S))
                self._flows[need] = flow

    def _on_toggled(self, way: str, is_on: bool) -> None:
        without = tuple(each for each in self._chosen if each != way)
        self._chosen = (*without, way) if is_on else without
        self.changed.emit()
