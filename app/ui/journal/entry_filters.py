"""Filters of the journal's list: a menu to choose from, and a chip for each that is on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu

from app.models.journal import Boundary, EntryKind, JournalQuery, LabelRole
from app.services.journal import span_of
from app.ui.design.tokens import Colour
from app.ui.journal.list_dialogs import Days, DaysDialog, LabelsDialog
from app.ui.journal.words import boundary_word, kind_word
from app.ui.kit.buttons import Button, IconButton, quiet
from app.ui.kit.chips import Chip
from app.ui.kit.flow import Flow, clear_layout
from app.ui.kit.menu_button import open_below
from app.ui.kit.one_stop import OneStop
from app.ui.terms import day_words
from app.ui.wording import WordTable, fill, plural
from app.ui.workspace import Workspace

MOST_MENU_LABELS = 40
"""Labels of a role that the menu offers; a dialog finds the rest."""
_ROLES = (LabelRole.NEED, LabelRole.FEELING, LabelRole.TAG)
_ROLE_WORDS = WordTable("EntryFilters", {LabelRole.NEED: "Need", LabelRole.FEELING: "Feeling", LabelRole.TAG: "Tag"})

LabelsByRole = Mapping[LabelRole, tuple[str, ...]]


class EntryFilters(Flow):
    """Holds the query but for the words that are searched for. Shows the chips; `.button` opens the menu."""

    filtered = Signal()

    def __init__(self, ws: Workspace) -> None:
        super().__init__()
        self._ws = ws
        self._labels: LabelsByRole = {}
        self._needs = {need.id: need.title for need in ws.texts.needs}
        self.query = JournalQuery()
        self.days: Days = (None, None)
        self.button = IconButton(ws.design, "funnel-simple", self.tr("Filter"), self.on_menu)
        self.menu = QMenu(self)
        self.setVisible(False)

    def show_labels(self, labels: LabelsByRole) -> None:
        """Offer these labels in the menu."""
        self._labels = labels

    # --- filtering

    def filter_by(self, query: JournalQuery) -> None:
        """Replace the filter."""
        if query != self.query:
            self.query = query
            self._show_chips()
            self.filtered.emit()

    def filter_days(self, first: date | None, last: date | None) -> None:
        """Show entries from one day to another, both included; None is no bound."""
        self.days = (first, last)
        since, until = span_of(first, last)
        self.filter_by(self.query.evolve(since=since, until=until))

    def filter_labels(self, role: LabelRole, labels: Sequence[str]) -> None:
        """Filter by these labels of a role and no others."""
        of_other_roles = tuple(each for each in self.query.labels if each[0] is not role)
        self.filter_by(self.query.evolve(labels=(*of_other_roles, *((role, label) for label in labels))))

    def toggle_label(self, role: LabelRole, label: str) -> None:
        """Filter by a label, or no longer."""
        asked = self.labels_of(role)[1]
        self.filter_labels(role, tuple(each for each in asked if each != label) if label in asked else (*asked, label))

    def toggle(self, **wanted: EntryKind | Boundary) -> None:
        """Filter by a kind or a boundary, or no longer."""
        self.filter_by(self.query.evolve(**{n: None if getattr(self.query, n) is w else w for n, w in wanted.items()}))

    def clear(self) -> None:
        """Filter nothing out."""
        self.days = (None, None)
        self.filter_by(JournalQuery())

    def labels_of(self, role: LabelRole) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
        """All labels of a role with their words, and those that are filtered by."""
        asked = tuple(label for each, label in self.query.labels if each is role)
        known = dict.fromkeys((*self._labels.get(role, ()), *asked))
        return tuple((label, self._label_words(role, label)) for label in known), asked

    def _label_words(self, role: LabelRole, label: str) -> str:
        return self._needs.get(label, label) if role is LabelRole.NEED else label

    # --- chips

    def _show_chips(self) -> None:
        clear_layout(self.flow)
        stops: list[Button] = []
        one = OneStop(lambda: stops)
        for words, take_out in self.chosen():
            stops.append(self.add(Chip(self._ws.design, words, take_out, removable=True, tone=Colour.ACCENT)))
        filters = not self.query.is_everything
        if filters:
            stops.append(self.add(quiet(self._ws.design, self.tr("Clear all"), self.clear)))
        for stop in stops:
            one.join(stop)
        one.settle()
        self.setVisible(filters)

    def chosen(self) -> list[tuple[str, Callable[[], object]]]:
        """Each filter in words, and how it is taken out."""
        query = self.query
        found: list[tuple[str, Callable[[], object]]] = []
        if query.kind is not None:
            found.append((kind_word(query.kind), partial(self.toggle, kind=query.kind)))
        if query.boundary is not None:
            words = _capitalised(boundary_word(query.boundary, query.kind))
            found.append((words, partial(self.toggle, boundary=query.boundary)))
        for role, label in query.labels:
            found.append((self._label_words(role, label), partial(self.toggle_label, role, label)))
        if self.days != (None, None):
            found.append((self._days_words(), partial(self.filter_days, None, None)))
        return found

    def _days_words(self) -> str:
        first, last = (day_words(day, self._ws.today) if day else "" for day in self.days)
        if first and last:
            return first if first == last else f"{first} – {last}"
        if first:
            return fill(self.tr("From {day}"), day=first)
        return fill(self.tr("Up to {day}"), day=last)

    # --- the menu

    def on_menu(self) -> None:
        """Open the menu below its button."""
        self.fill_menu()
        open_below(self.button, self.menu)

    def fill_menu(self) -> None:
        """Offer what can be filtered by now."""
        for before in self.menu.findChildren(QMenu):
            before.deleteLater()
        self.menu.clear()
        query = self.query
        kinds = self.menu.addMenu(self.tr("Kind"))
        for kind in EntryKind:
            _offer(kinds, kind_word(kind), query.kind is kind, partial(self.toggle, kind=kind))
        for role in _ROLES:
            menu = self.menu.addMenu(_ROLE_WORDS[role])
            menu.menuAction().setVisible(bool(self._labels.get(role)))
            self._fill_labels(menu, role)
        bounds = self.menu.addMenu(self.tr("How far it may go"))
        for boundary in Boundary:
            words = _capitalised(boundary_word(boundary, query.kind))
            _offer(bounds, words, query.boundary is boundary, partial(self.toggle, boundary=boundary))
        self._fill_days(self.menu.addMenu(self.tr("Date")))

    def _fill_labels(self, menu: QMenu, role: LabelRole) -> None:
        known, asked = self.labels_of(role)
        first = known[:MOST_MENU_LABELS]
        for label, words in (*first, *(each for each in known[MOST_MENU_LABELS:] if each[0] in asked)):
            _offer(menu, words, label in asked, partial(self.toggle_label, role, label))
        if len(known) > MOST_MENU_LABELS:
            menu.addSeparator()
            more = menu.addAction(plural("All %n…", len(known)))
            more.triggered.connect(lambda _on=False: self.on_labels(role))

    def _fill_days(self, menu: QMenu) -> None:
        today = self._ws.today
        last_month = today.replace(day=1) - timedelta(days=1)
        spans = (
            (self.tr("Last 7 days"), (today - timedelta(days=6), None)),
            (self.tr("This month"), (today.replace(day=1), None)),
            (self.tr("Last month"), (last_month.replace(day=1), last_month)),
            (self.tr("This year"), (today.replace(month=1, day=1), None)),
        )
        for words, (first, last) in spans:
            _offer(menu, words, self.days == (first, last), partial(self.filter_days, first, last))
        menu.addSeparator()
        menu.addAction(self.tr("Between two dates…"), self.on_days)

    def on_labels(self, role: LabelRole) -> None:
        """Ask which labels of a role to filter by, among all."""
        known, asked = self.labels_of(role)
        done = partial(self.filter_labels, role)
        self._ws.prompts.show(LabelsDialog(self._ws.design, _ROLE_WORDS[role], known, asked, done, self))

    def on_days(self) -> None:
        """Ask which days to filter by."""
        self._ws.prompts.show(DaysDialog(self._ws.design, self.days, self.filter_days, self))


def _offer(menu: QMenu, words: str, chosen: bool, act: Callable[[], object]) -> None:
    line = " ".join(words[:80].split())
    action = menu.addAction(line.replace("&", "&&"))
    action.setCheckable(True)
    action.setChecked(chosen)
    action.triggered.connect(lambda _on=False: act())


def _capitalised(words: str) -> str:
    """Words that follow *This one…* elsewhere, standing alone."""
    return words[:1].upper() + words[1:]
