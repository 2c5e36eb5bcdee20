"""Ways to meet the needs of an entry: several for each need, and the person's own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.models.journal import MOST_LABELS
from app.models.texts import Texts
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.journal.label_row import LimitNotice
from app.ui.journal.templates_and_ways import TemplatesAndWays
from app.ui.kit.buttons import compact
from app.ui.kit.chips import ChipFlow
from app.ui.kit.flow import Column, add_to, button_row, clear_layout, column_in, filling, stack
from app.ui.kit.labels import caption, strong
from app.ui.kit.strings import exact
from app.ui.wording import fill

NO_NEED = ""
"""The key for ways that the entry names but that belong to none of its needs."""


class WaysPanel(QWidget):
    """For each chosen need, chips for the ways to meet it; those that the entry names are checked."""

    changed = Signal()

    def __init__(self, design: Design, texts: Texts, own: TemplatesAndWays) -> None:
        super().__init__()
        self._design, self._texts, self._own = design, texts, own
        self._needs: tuple[str, ...] = ()
        self.flows: dict[str, ChipFlow] = {}
        """The ways of each need."""
        self._is_read_only = False
        self.chosen: tuple[str, ...] = ()
        """The words of the ways that are marked."""
        self._said = caption(self.tr("Each need can be met in several ways. Mark any that appeal to you, or none."))
        self._column = stack(spacing=Space.M)
        self.full = LimitNotice(
            self.tr("An entry can name up to {n} ways. “{words}” was not marked; remove one first.")
        )
        self.edit = compact(design, self.tr("Edit my own ways…"), own.edit_ways, "pencil-simple")
        column = column_in(self, Space.M)
        column.addWidget(self._said)
        column.addLayout(self._column)
        add_to(column, self.full, button_row(self.edit))
        own.loaded.connect(self._refresh)
        own.way_added.connect(self._on_added)

    def show_ways(self, needs: Sequence[str], chosen: Sequence[str]) -> None:
        """Show the ways for these needs without emitting `changed`."""
        self._needs, self.chosen = tuple(needs), tuple(chosen)
        self.full.hide()
        self._refresh()

    def set_read_only(self, read_only: bool) -> None:
        """Show only the ways that are marked."""
        if read_only != self._is_read_only:
            self._is_read_only = read_only
            self._said.setVisible(not read_only)
            self.flows.clear()
            self._refresh()

    def take(self, way: str) -> bool:
        """Mark a way, or say that it is more than an entry names; returns whether it was marked."""
        fits = way in self.chosen or len(self.chosen) < MOST_LABELS
        if fits:
            self.chosen = tuple(dict.fromkeys((*self.chosen, way)))
            self.full.hide()
        else:
            self.full.show_refused(way)
        self._refresh()
        return fits

    def take_typed(self) -> None:
        """Mark the ways that are being typed."""
        for way in [way for flow in self.flows.values() if (way := flow.take_typed())]:
            self._on_added(way)

    def showEvent(self, event: QShowEvent) -> None:
        self._refresh()
        super().showEvent(event)

    def _refresh(self) -> None:
        self.edit.setVisible(bool(self._own.ways) and not self._is_read_only)
        if self.isHidden():
            return  # chips are made once somebody sees them
        offered = {need: self._ways_of(need) for need in (*self._needs, NO_NEED)}
        if self._is_read_only:
            offered = {need: tuple(way for way in ways if way in self.chosen) for need, ways in offered.items()}
        groups = tuple(need for need, ways in offered.items() if ways or not (self._is_read_only or need == NO_NEED))
        if tuple(self.flows) != groups:
            self._rebuild(groups)
        for need, flow in self.flows.items():
            flow.show_chips([(way, way) for way in offered[need]], self.chosen)
            flow.setEnabled(not self._is_read_only)

    def _ways_of(self, need: str) -> tuple[str, ...]:
        if need == NO_NEED:
            shown = {way for each in self._needs for way in self._ways_of(each)}
            return tuple(way for way in self.chosen if way not in shown)
        found = self._texts.need(need)
        own = (way.text for way in self._own.ways.values() if way.need == need)
        return tuple(dict.fromkeys((*(found.ways if found else ()), *own)))

    def _rebuild(self, groups: Sequence[str]) -> None:
        self.flows.clear()
        with filling(self):
            clear_layout(self._column)
            for need in groups:
                found = self._texts.need(need)
                name = found.title if found else need or self.tr("Marked earlier")
                own = not self._is_read_only and need != NO_NEED
                flow = ChipFlow(self._design, own=own, own_label=self.tr("Another way of my own"))
                flow.setAccessibleName(name)
                flow.toggled.connect(self._on_toggled)
                flow.added.connect(lambda text, need=need: self._own.add_way(need, exact(text)))
                heading = Column(strong(name), spacing=Space.XS)
                parts: list[QWidget] = [heading, flow]
                if found:
                    heading.add(caption(found.description))
                if found and own:
                    words = fill(self.tr("“{need}” on my list"), need=found.title)
                    show = partial(self._own.show_entries, need)
                    parts.append(button_row(compact(self._design, words, show, "list-bullets")))
                self._column.addWidget(Column(*parts, spacing=Space.S))
                self.flows[need] = flow

    def _on_added(self, way: str) -> None:
        if way not in self.chosen and self.take(way):
            self.changed.emit()

    def _on_toggled(self, way: str, is_on: bool) -> None:
        if is_on and not self.take(way):
            return
        if not is_on:
            self.chosen = tuple(each for each in self.chosen if each != way)
            self.full.hide()
        self.changed.emit()
