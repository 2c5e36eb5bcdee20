"""Ways to meet the needs of an entry: several for each, many not about kink, and one's own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.models.journal import MOST_LABELS, OwnWay
from app.models.texts import Texts
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.buttons import quiet
from app.ui.kit.chips import ChipFlow
from app.ui.kit.exact import exact
from app.ui.kit.flow import Column, button_row, clear_layout, filling
from app.ui.kit.labels import caption, strong
from app.ui.kit.notice import announce

ELSEWHERE = ""
"""Stands for no need: ways that were marked for one the entry no longer names."""


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
        self._is_read_only = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        self._said = caption(self.tr("Each need can be met in several ways. Mark what speaks to you, or none."))
        column.addWidget(self._said)
        self._column = QVBoxLayout()
        self._column.setSpacing(Space.M)
        column.addLayout(self._column)
        self.edit = quiet(design, self.tr("Change my own ways…"), self.edit_wanted.emit, icon="pencil-simple")
        self.edit.set_compact()
        self.full = caption()
        self.full.hide()
        column.addWidget(self.full)
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
        self.full.hide()
        self.edit.setVisible(bool(self._own) and not self._is_read_only)
        # Chips are made once somebody looks at them.
        if not self.isHidden():
            self._refresh()

    def set_read_only(self, read_only: bool) -> None:
        """Only show the ways that are marked."""
        if read_only != self._is_read_only:
            self._is_read_only = read_only
            self._said.setVisible(not read_only)
            self._flows.clear()
            self.show_ways(self._needs, self._own, self._chosen)

    def take(self, way: str) -> bool:
        """Mark one more, or say that it is more than an entry keeps; whether it was marked."""
        fits = way in self._chosen or len(self._chosen) < MOST_LABELS
        if fits:
            self._chosen = tuple(dict.fromkeys((*self._chosen, way)))
        if not self.isHidden():
            self._refresh()
        self.full.setVisible(not fits)
        if not fits:
            said = self.tr("An entry names up to {n} ways. “{words}” is not marked; take another out first.")
            self.full.setText(said.replace("{n}", str(MOST_LABELS)).replace("{words}", " ".join(way[:80].split())))
            announce(self.full)
        return fits

    def showEvent(self, event: QShowEvent) -> None:
        self._refresh()
        super().showEvent(event)

    def _refresh(self) -> None:
        offered = {need: self.ways_of(need) for need in (*self._needs, ELSEWHERE)}
        if self._is_read_only:
            offered = {need: tuple(way for way in ways if way in self._chosen) for need, ways in offered.items()}
        groups = tuple(need for need, ways in offered.items() if ways or not (self._is_read_only or need == ELSEWHERE))
        if tuple(self._flows) != groups:
            self._rebuild(groups)
        for need, flow in self._flows.items():
            flow.show_chips([(way, way) for way in offered[need]], self._chosen)
            flow.setEnabled(not self._is_read_only)

    def ways_of(self, need: str) -> tuple[str, ...]:
        """All ways to meet a need; for `ELSEWHERE` those that the entry names and that belong to none of its needs."""
        if need == ELSEWHERE:
            shown = {way for each in self._needs for way in self.ways_of(each)}
            return tuple(way for way in self._chosen if way not in shown)
        found = self._texts.need(need)
        there = [*(found.ways if found else ()), *(way.text for way in self._own if way.need == need)]
        return tuple(dict.fromkeys(there))

    def _rebuild(self, groups: Sequence[str]) -> None:
        self._flows.clear()
        with filling(self):
            clear_layout(self._column)
            for need in groups:
                found = self._texts.need(need)
                name = found.title if found else need or self.tr("Marked before")
                if self._is_read_only or need == ELSEWHERE:
                    flow = ChipFlow(self._design)
                else:
                    flow = ChipFlow(self._design, own=True, own_label=self.tr("Another way of mine"))
                flow.setAccessibleName(name)
                flow.toggled.connect(self._on_toggled)
                flow.added.connect(lambda text, need=need: self.added.emit(need, exact(text)))
                heading = Column(strong(name), spacing=Space.XS)
                if found:
                    heading.add(caption(found.description))
                self._column.addWidget(Column(heading, flow, spacing=Space.S))
                self._flows[need] = flow

    def _on_toggled(self, way: str, is_on: bool) -> None:
        if is_on and not self.take(way):
            return
        if not is_on:
            self._chosen = tuple(each for each in self._chosen if each != way)
            self.full.hide()
        self.changed.emit()
