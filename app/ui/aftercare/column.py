"""One person's aftercare: what helps, what to avoid, own words."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from app.models.aftercare import AftercarePlan, CareKind
from app.models.person import Person
from app.models.texts import Texts
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.bullets import BulletList
from app.ui.kit.chips import ChipFlow
from app.ui.kit.controls import CheckBox, ComboBox
from app.ui.kit.field import TextField
from app.ui.kit.flow import Box, Column, add_to, column_in, row
from app.ui.kit.labels import body, caption, soft, strong, title
from app.ui.kit.mark import mark_of
from app.ui.kit.surfaces import Card, divider
from app.ui.wording import fill


class CareColumn(Card):
    """A person's plan; editable only in their own turn."""

    need_toggled = Signal(object, str, bool)
    avoid_toggled = Signal(str, bool)
    words_written = Signal(str)
    nothing_toggled = Signal(bool)

    def __init__(self, design: Design, person: Person, texts: Texts, *, heading: str = "") -> None:
        """`heading`: what is above it instead of the person's name, where nobody else's is beside it."""
        super().__init__(design)
        self._design, self._person, self._texts = design, person, texts
        self._plan = AftercarePlan(person=person.id)
        self._kind = CareKind.PHYSICAL
        if heading:
            self.add_header(heading, "heart")
        else:
            head = self.add(row(spacing=Space.M))
            head.addWidget(mark_of(design, person))
            head.addWidget(title(person.name), 1)
        self.has_editor = False
        """Whether it can be edited; see `build_editor`."""
        self._build_reading()
        self.body.addStretch(1)

    def _build_reading(self) -> None:
        self._reading = Box(self)
        self._reading.hide()
        column = column_in(self._reading, Space.L)
        self._read_needs, self._read_avoid = BulletList(), BulletList()
        self._read_none, self._read_words = body(), body()
        self._helps = strong(fill(self.tr("What helps {name}"), name=self._person.name))
        needs = Column(self._helps, self._read_none, self._read_needs, spacing=Space.S)
        self._avoids = Column(strong(self.tr("Please avoid")), self._read_avoid, spacing=Space.S)
        add_to(column, needs, self._avoids, self._read_words)
        self.add(self._reading)

    def build_editor(self) -> Iterator[None]:
        """Build what its owner edits it with, in pieces; once, before a plan is shown to be edited."""
        design, texts = self._design, self._texts
        self._editor = Box(self)
        self._editor.hide()
        column = column_in(self._editor, Space.M)
        column.addWidget(strong(self.tr("What helps me")))
        self._chosen = ChipFlow(design, checkable=False, removable=True)
        self._chosen.removed.connect(self._on_removed)
        column.addWidget(self._chosen)
        self._none_yet = soft(self.tr("Nothing chosen yet. Pick below, or add your own."))
        column.addWidget(self._none_yet)
        self._kinds = ComboBox(design, self.tr("Kind of care"))
        self._kinds.show_options([(kind, text.title) for kind, text in texts.care.items()], self._kind)
        self._kinds.picked.connect(self._on_kind)
        column.addWidget(self._kinds)
        self._about = caption("")
        column.addWidget(self._about)
        self._offers = ChipFlow(design, own=True, own_label=self.tr("Something of my own"))
        self._offers.toggled.connect(lambda key, on: self.need_toggled.emit(self._kind, key, on))
        self._offers.added.connect(lambda text: self.need_toggled.emit(self._kind, text, True))
        yield
        add_to(column, self._offers, divider(), strong(self.tr("Please avoid")))
        self._avoid = ChipFlow(design, own=True, own_label=self.tr("Something else to avoid"))
        self._avoid.toggled.connect(self.avoid_toggled)
        self._avoid.added.connect(lambda text: self.avoid_toggled.emit(text, True))
        column.addWidget(self._avoid)
        self._words = TextField(design, self.tr("In my own words"), rows=2)
        self._words.committed.connect(self.words_written)
        column.addWidget(self._words)
        self._nothing = CheckBox(design, self.tr("Nothing in particular"))
        self._nothing.clicked.connect(self.nothing_toggled)
        column.addWidget(self._nothing)
        self.body.insertWidget(self.body.count() - 1, self._editor)
        self.has_editor = True

    @property
    def own_words(self) -> tuple[QLineEdit, QLineEdit]:
        """The fields that add to what helps, and to what to avoid."""
        return self._offers.own, self._avoid.own

    def show_plan(self, plan: AftercarePlan, *, editable: bool) -> Iterator[None]:
        """Show a plan, to edit or only to read; in pieces."""
        self._plan = plan
        self._reading.setVisible(not editable)
        if editable:
            yield from self._show_editor(plan)
        else:
            self._show_reading(plan)
        if self.has_editor:
            self._editor.setVisible(editable)

    def _show_editor(self, plan: AftercarePlan) -> Iterator[None]:
        if not self._words.isAncestorOf(self.focusWidget() or self):
            self._words.show_text(plan.words)
        self._nothing.setChecked(plan.nothing)
        yield from self._chosen.in_pieces([(f"{need.kind.value}:{need.text}", need.text) for need in plan.needs])
        self._chosen.setVisible(bool(plan.needs))
        self._none_yet.setVisible(not plan.needs and not plan.nothing)
        yield
        yield from self._show_offers()
        avoided_first = dict.fromkeys((*plan.avoid, *self._texts.avoid))
        yield from self._avoid.in_pieces([(text, text) for text in avoided_first], plan.avoid)

    def _show_offers(self) -> Iterator[None]:
        about = self._texts.care[self._kind]
        self._about.setText(about.description)
        mine = {need.text for need in self._plan.needs if need.kind is self._kind}
        yield from self._offers.in_pieces([(text, text) for text in about.chips if text not in mine])

    def _show_reading(self, plan: AftercarePlan) -> None:
        none = ""
        if not plan.is_answered:
            none = fill(self.tr("Nothing written here yet. Only {name} writes this."), name=self._person.name)
        elif plan.nothing and not plan.needs:
            none = self.tr("Nothing in particular.")
        self._read_none.show_text(none)
        self._read_needs.show_items([need.text for need in plan.needs])
        self._helps.setVisible(plan.is_answered)
        self._avoids.setVisible(bool(plan.avoid))
        self._read_avoid.show_items(plan.avoid)
        self._read_words.show_text(plan.words)

    def _on_kind(self, kind: object) -> None:
        self._kind = CareKind(str(kind))
        for _ in self._show_offers():
            pass

    def _on_removed(self, key: str) -> None:
        kind, _, text = key.partition(":")
        self.need_toggled.emit(CareKind(kind), text, False)

    def flush(self) -> None:
        """Emit words that are still being typed."""
        if self.has_editor and self._editor.isVisibleTo(self) and self._words.text() != self._plan.words:
            self.words_written.emit(self._words.text())
