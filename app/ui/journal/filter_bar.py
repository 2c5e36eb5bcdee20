"""What the journal is narrowed to: chips for what is chosen, a menu for the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QSizePolicy, QVBoxLayout, QWidget

from app.models.journal import Boundary, EntryKind, JournalQuery, LabelRole
from app.services.journal import beginning_of
from app.ui.design.design import Design
from app.ui.journal.words import boundary_word, kind_word, role_word
from app.ui.kit.buttons import IconButton, quiet
from app.ui.kit.chips import Chip
from app.ui.kit.flow import Flow, clear_layout
from app.ui.kit.pill import Tone
from app.ui.terms import day_words

MOST = 40
"""Labels that a menu offers; the others are found by letters."""
LABELS = (LabelRole.NEED, LabelRole.FEELING, LabelRole.TAG)
"""What can be filtered by, besides kind, boundary and days."""

Labels = Mapping[LabelRole, tuple[str, ...]]
Days = tuple[date | None, date | None]


class FilterBar(QWidget):
    """Holds the filter without the words that are searched for; tells when it is another."""

    filtered = Signal()
    days_wanted = Signal()
    """Two days are to be chosen."""
    labels_wanted = Signal(object)
    """LabelRole of which some are to be chosen among all."""

    def __init__(self, design: Design, said: Callable[[LabelRole, str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._design, self._said = design, said
        self._labels: Labels = {}
        self._today = date.today()
        self.query = JournalQuery()
        self.days: Days = (None, None)
        self.button = IconButton(design, "funnel-simple", self.tr("Filter"), self.on_menu)
        self.menu = QMenu(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.chips = Flow()
        column.addWidget(self.chips)
        self.setVisible(False)

    def show_labels(self, labels: Labels, today: date) -> None:
        """What there is to filter by."""
        self._labels, self._today = labels, today

    @property
    def is_open(self) -> bool:
        """Whether nothing is filtered."""
        return self.query == JournalQuery()

    def narrow(self, **changes: object) -> None:
        """Filter by something else."""
        self._show(self.query.evolve(**changes))

    def narrow_days(self, first: date | None, last: date | None) -> None:
        """Only from one day to another, both included; None is no bound."""
        self.days = (first, last)
        since = beginning_of(first) if first else None
        until = beginning_of(last + timedelta(days=1)) if last else None
        self.narrow(since=since, until=until)

    def narrow_labels(self, role: LabelRole, labels: Sequence[str]) -> None:
        """Ask for just these labels of a role."""
        others = tuple(each for each in self.query.labels if each[0] is not role)
        self.narrow(labels=(*others, *((role, label) for label in labels)))

    def labels_of(self, role: LabelRole) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
        """All labels of a role there are, each with its words, and those that are asked for."""
        asked = tuple(label for each, label in self.query.labels if each is role)
        there = dict.fromkeys((*self._labels.get(role, ()), *asked))
        return tuple((label, self._said(role, label)) for label in there), asked

    def toggle_label(self, role: LabelRole, label: str) -> None:
        """Ask for one more label, or for one less."""
        pair = (role, label)
        has = self.query.labels
        self.narrow(labels=tuple(each for each in has if each != pair) if pair in has else (*has, pair))

    def clear(self, *, quietly: bool = False) -> None:
        """Filter by nothing."""
        self.days = (None, None)
        self._show(JournalQuery(), quietly=quietly)

    def _show(self, query: JournalQuery, *, quietly: bool = False) -> None:
        if query == self.query:
            return
        self.query = query
        self._show_chips()
        if not quietly:
            self.filtered.emit()

    # --- chips

    def _show_chips(self) -> None:
        clear_layout(self.chips.flow)
        for words, take_out in self.chosen():
            chip = Chip(self._design, words, removable=True, tone=Tone.ACCENT)
            chip.removed.connect(take_out)
            chip.button.clicked.connect(take_out)
            self.chips.add(chip)
        if not self.is_open:
            self.chips.add(quiet(self._design, self.tr("Clear all"), self.clear))
        self.setVisible(not self.is_open)

    def chosen(self) -> list[tuple[str, Callable[[], object]]]:
        """What is filtered by, in words, and how each is taken out."""
        query = self.query
        found: list[tuple[str, Callable[[], object]]] = []
        if query.kind is not None:
            found.append((kind_word(query.kind), lambda: self.narrow(kind=None)))
        if query.boundary is not None:
            found.append((_begun(boundary_word(query.boundary, query.kind)), lambda: self.narrow(boundary=None)))
        for role, label in query.labels:
            found.append((self._said(role, label), partial(self.toggle_label, role, label)))
        if self.days != (None, None):
            found.append((self._days_words(), lambda: self.narrow_days(None, None)))
        return found

    def _days_words(self) -> str:
        first, last = (day_words(day, self._today) if day else "" for day in self.days)
        if first and last:
            return first if first == last else f"{first} – {last}"
        if first:
            return self.tr("From {day}").replace("{day}", first)
        return self.tr("Until {day}").replace("{day}", last)

    # --- the menu

    def on_menu(self) -> None:
        """Drop the choices down."""
        self.fill_menu()
        self.menu.popup(self.button.mapToGlobal(QPoint(0, self.button.height())))

    def role_name(self, role: LabelRole) -> str:
        """What the labels of a role are, one of them."""
        names = {
            LabelRole.NEED: self.tr("Need"),
            LabelRole.FEELING: self.tr("Feeling"),
            LabelRole.TAG: self.tr("Tag"),
        }
        return names.get(role, role_word(role))

    def fill_menu(self) -> None:
        """Offer what there is now."""
        for before in self.menu.findChildren(QMenu):
            before.deleteLater()
        self.menu.clear()
        query = self.query
        kinds = self.menu.addMenu(self.tr("Kind"))
        for kind in EntryKind:
            self._offer(kinds, kind_word(kind), query.kind is kind, partial(self._toggle, "kind", kind))
        for role in LABELS:
            menu = self.menu.addMenu(self.role_name(role))
            menu.setEnabled(bool(self._labels.get(role)))
            self._fill_labels(menu, role)
        bounds = self.menu.addMenu(self.tr("How far it may go"))
        for boundary in Boundary:
            act = partial(self._toggle, "boundary", boundary)
            self._offer(bounds, _begun(boundary_word(boundary, query.kind)), query.boundary is boundary, act)
        self._fill_days(self.menu.addMenu(self.tr("Date")))

    def _fill_labels(self, menu: QMenu, role: LabelRole) -> None:
        there, asked = self.labels_of(role)
        first = there[:MOST]
        for label, words in (*first, *(each for each in there[MOST:] if each[0] in asked)):
            self._offer(menu, words, label in asked, partial(self.toggle_label, role, label))
        if len(there) > MOST:
            menu.addSeparator()
            more = menu.addAction(self.tr("All {n}…").replace("{n}", str(len(there))))
            more.triggered.connect(lambda _on=False: self.labels_wanted.emit(role))

    def _fill_days(self, menu: QMenu) -> None:
        today = self._today
        last_month = today.replace(day=1) - timedelta(days=1)
        spans = (
            (self.tr("Last 7 days"), (today - timedelta(days=6), None)),
            (self.tr("This month"), (today.replace(day=1), None)),
            (self.tr("Last month"), (last_month.replace(day=1), last_month)),
            (self.tr("This year"), (today.replace(month=1, day=1), None)),
        )
        for words, (first, last) in spans:
            chosen = self.days == (first, last)
            self._offer(menu, words, chosen, partial(self.narrow_days, first, last))
        menu.addSeparator()
        menu.addAction(self.tr("Between two days…")).triggered.connect(lambda _on=False: self.days_wanted.emit())

    def _offer(self, menu: QMenu, words: str, chosen: bool, act: Callable[[], object]) -> None:
        line = " ".join(words[:80].split())
        action = menu.addAction(line.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(chosen)
        action.triggered.connect(lambda _on=False: act())

    def _toggle(self, name: str, value: object) -> None:
        self.narrow(**{name: None if getattr(self.query, name) == value else value})


def _begun(words: str) -> str:
    """Words that go on elsewhere, as they stand alone."""
    return words[:1].upper() + words[1:]
