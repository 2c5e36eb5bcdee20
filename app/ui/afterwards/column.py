"""One person's care after a scene: what they need, beside what their partner can give, and what to avoid."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from app.models.aftercare import AftercarePlan, AnsweredNeed, CareNeed
from app.models.person import Person
from app.ui.aftercare.giving import GIVING_WORDS
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.bullets import BulletItem
from app.ui.kit.controls import CheckBox
from app.ui.kit.flow import Box, Column, clear_layout, row, row_in
from app.ui.kit.labels import Label, body, caption, soft, strong, title
from app.ui.kit.mark import mark_of
from app.ui.kit.surfaces import Card, divider
from app.ui.wording import dotted, fill


class _TickWords(Label):
    """Words that tick a box when they are pressed."""

    def __init__(self, text: str, box: CheckBox) -> None:
        super().__init__(text)
        self._box = box

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._box.click()


class TickRow(Box):
    """A box to tick with words of any length, and below them what else is to say about it."""

    ticked = Signal(bool)

    def __init__(self, design: Design, text: str, about: Iterable[str] = (), name: str = "") -> None:
        """`name`: what a screen reader says; the text, if it is empty."""
        super().__init__()
        self.box = CheckBox(design, "")
        self.box.setAccessibleName(name or text)
        self.box.toggled.connect(self.ticked)
        words = Column(_TickWords(text, self.box), *(caption(line) for line in about if line))
        line = row_in(self, Space.S)  # room for the ring
        line.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(words, 1)


def _bullet(text: str) -> BulletItem:
    item = BulletItem()
    item.setText(text)
    return item


class CareAfterColumn(Card):
    """Their list; it can be ticked in their own turn, or while both are here."""

    ticked = Signal(object, bool)
    """The CareNeed, and whether it is ticked."""
    grounded = Signal(bool)

    def __init__(self, design: Design, person: Person, partner: Person) -> None:
        super().__init__(design)
        self._design, self._person, self._partner = design, person, partner
        self.add(row(mark_of(design, person), title(person.name), spacing=Space.M))
        self._list = Column(spacing=Space.L)
        self.add(self._list)
        self.rows: dict[CareNeed, TickRow] = {}
        self.calm = TickRow(
            design, self.tr("I feel grounded"), name=fill(self.tr("{name}: I feel grounded"), name=person.name)
        )
        self.calm.ticked.connect(self.grounded)
        self._foot = Column(divider(), self.calm, spacing=Space.M)
        self.add(self._foot)
        self.body.addStretch(1)
        self._shown: object = None

    def show_care(
        self,
        plan: AftercarePlan,
        now: tuple[AnsweredNeed, ...],
        later: tuple[AnsweredNeed, ...],
        is_ticked: Callable[[CareNeed], bool],
        *,
        is_grounded: bool,
        editable: bool,
        later_first: bool,
    ) -> None:
        """Show their list; rows are made again only if something else is on it."""
        shown = (plan, now, later, editable, later_first)
        if shown != self._shown:
            self._shown = shown
            clear_layout(self._list.body)
            self.rows.clear()
            if later_first:
                self._make_later(later, editable)
            self._make_now(plan, now, editable)
            if not later_first:
                self._make_later(later, editable)
        for need, line in self.rows.items():
            line.box.show_checked(is_ticked(need))
        self._foot.setVisible(editable)
        self.calm.box.show_checked(is_grounded)

    def _make_now(self, plan: AftercarePlan, now: tuple[AnsweredNeed, ...], editable: bool) -> None:
        name = self._person.name
        needs = [self._need(each, editable) for each in now] or [soft(self._nothing(plan))]
        self._add_part(fill(self.tr("What helps {name} now"), name=name), needs)
        self._add_part(self.tr("Please avoid"), [_bullet(text) for text in plan.avoid])
        own = [body(plan.words)] if plan.words.strip() else []
        self._add_part(fill(self.tr("In {name}’s own words"), name=name), own)

    def _make_later(self, later: tuple[AnsweredNeed, ...], editable: bool) -> None:
        self._add_part(self.tr("In the days after"), [self._need(each, editable) for each in later])

    def _add_part(self, heading: str, lines: Sequence[QWidget]) -> None:
        if lines:
            self._list.add(Column(strong(heading), *lines, spacing=Space.S))

    def _nothing(self, plan: AftercarePlan) -> str:
        if plan.nothing:
            return self.tr("Nothing in particular.")
        return fill(self.tr("{name} has written nothing here. Ask, and take your time."), name=self._person.name)

    def _need(self, each: AnsweredNeed, editable: bool) -> QWidget:
        about = self._given(each)
        if not editable:
            return Column(_bullet(each.need.text), *(caption(line) for line in about))
        line = TickRow(self._design, each.need.text, about, f"{self._person.name}: {each.need.text}")
        line.ticked.connect(lambda on, need=each.need: self.ticked.emit(need, on))
        self.rows[each.need] = line
        return line

    def _given(self, each: AnsweredNeed) -> list[str]:
        """What the partner said that they can give, and who else could."""
        if each.answer is None:
            return []
        giving = each.answer.giving
        said = dotted("" if giving is None else GIVING_WORDS[giving], each.answer.words.strip())
        lines = [fill(self.tr("{name}: {answer}"), name=self._partner.name, answer=said)] if said else []
        if each.asks_elsewhere:
            lines.append(self.tr("A friend, a later day, something you do for yourself?"))
        return lines
