"""One proposed activity: who, ceiling, own words, and a menu."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeySequence
from PySide6.QtWidgets import QMenu

from app.models.answer import Ceiling
from app.models.outline import OutlineItem, Phase
from app.models.person import Person
from app.ui.agreement.clause_words import ClauseWriter, understood_words
from app.ui.agreement.lines import ProposedBy
from app.ui.design.design import Design
from app.ui.design.tokens import Space, TextRole
from app.ui.kit.buttons import IconButton
from app.ui.kit.field import TextField
from app.ui.kit.flow import Flow, clear_layout, row
from app.ui.kit.labels import Label, body, caption, soft
from app.ui.kit.surfaces import Card, Pill
from app.ui.terms import ceiling_phrase, ceiling_word, quoted
from app.ui.wording import fill

_STEP_KEYS = {-1: QKeySequence("Alt+Up"), 1: QKeySequence("Alt+Down")}
LONG_TITLE = 36
"""Titles with more characters (at 100 % text) wrap on a line of their own."""


class ItemCard(Card):
    """A proposal; its conditions belong to one person and are edited on their own list only."""

    revised = Signal(object)
    """The changed OutlineItem."""
    removed = Signal(object)
    moved = Signal(object, int)
    """The OutlineItem, and how many places up (negative) or down."""

    def __init__(self, design: Design) -> None:
        super().__init__(design, spacing=Space.S)
        self._design = design
        self._item: OutlineItem | None = None
        self._details: TextField | None = None
        self.menu = QMenu(self)
        self.more: IconButton | None = None

    def show_item(
        self,
        item: OutlineItem,
        writer: ClauseWriter,
        *,
        proposer: Person | None,
        new_for: tuple[str, ...],
        ceilings: tuple[Ceiling | None, ...],
        understood: str = "",
        steps: tuple[int, ...] = (),
    ) -> None:
        """Show a proposal; `ceilings` may be chosen, `new_for` names people who read an older text.

        `understood`: what both understood in a talk about it. `steps`: -1 if it can move up, 1 if down.
        """
        self._item = item
        had_focus = self.more is not None and self.more.hasFocus()
        self._details = None
        title = writer.item_title(item)
        self.setAccessibleName(title)
        clear_layout(self.body)
        self._fill_menu(item, writer, ceilings, steps)
        self._add_head(item, writer, title, proposer, new_for)
        self.add_all(*map(soft, understood_words(understood)))
        if item.details.strip():
            self.add(soft(item.details))
        for condition in item.conditions:
            whose = self.tr("{name}’s condition: {words}")
            self.add(body(fill(whose, name=writer.name(condition.person), words=quoted(condition.words))))
        if had_focus and self.more is not None:
            self.more.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_head(
        self, item: OutlineItem, writer: ClauseWriter, title: str, proposer: Person | None, new_for: tuple[str, ...]
    ) -> None:
        facts = Flow()
        facts.add(Label(title, TextRole.STRONG, wrap=self._design.px(len(title)) > LONG_TITLE))
        who = writer.who(item.pairing)
        for text in (who, ceiling_phrase(item.ceiling), self._phase(item, writer)):
            if text:
                label = facts.add(caption(text))
                label.setWordWrap(False)
        head = row(facts)
        head.setStretch(0, 1)
        head.setAlignment(facts, Qt.AlignmentFlag.AlignVCenter)
        if proposer is not None:
            head.addWidget(ProposedBy(self._design, proposer), 0, Qt.AlignmentFlag.AlignVCenter)
        what = fill(self.tr("Actions for {title}"), title=title)
        self.more = IconButton(self._design, "dots-three", what, self.on_menu)
        head.addWidget(self.more, 0, Qt.AlignmentFlag.AlignVCenter)
        self.add(head)
        if new_for:
            pills = Flow()
            for name in new_for:
                pills.add(Pill(self._design, fill(self.tr("new since {name}’s reading"), name=name)))
            self.add(pills)

    @staticmethod
    def _phase(item: OutlineItem, writer: ClauseWriter) -> str:
        return "" if item.phase is Phase.MAIN else writer.phase_title(item.phase)

    def _fill_menu(
        self, item: OutlineItem, writer: ClauseWriter, ceilings: tuple[Ceiling | None, ...], steps: tuple[int, ...]
    ) -> None:
        for key in self.actions():
            self.removeAction(key)
        self.menu.clear()
        for old in self.menu.findChildren(QMenu):
            old.deleteLater()
        self._act(self.menu, self.tr("Add details…"), self.on_write)
        phases = self.menu.addMenu(self.tr("When"))
        for phase in Phase:
            action = self._act(phases, writer.phase_title(phase), lambda p=phase: self._revise(phase=p))
            action.setCheckable(True)
            action.setChecked(phase is item.phase)
        if ceilings:
            up_to = self.menu.addMenu(self.tr("Up to"))
            for ceiling in ceilings:
                words = ceiling_word(ceiling) or self.tr("no ceiling")
                action = self._act(up_to, words, lambda c=ceiling: self._revise(ceiling=c))
                action.setCheckable(True)
                action.setChecked(ceiling == item.ceiling)
        self.menu.addSeparator()
        for step, words in ((-1, self.tr("Move up")), (1, self.tr("Move down"))):
            action = self._act(self.menu, words, lambda by=step: self.moved.emit(self._item, by))
            action.setShortcut(_STEP_KEYS[step])
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.setEnabled(step in steps)
            self.addAction(action)
        self.menu.addSeparator()
        self._act(self.menu, self.tr("Take it out"), lambda: self.removed.emit(self._item))

    @staticmethod
    def _act(menu: QMenu, words: str, on: object) -> QAction:
        action = menu.addAction(words.replace("&", "&&"))
        assert callable(on)
        action.triggered.connect(lambda _checked=False: on())
        return action

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu.popup(event.globalPos())

    def on_menu(self) -> None:
        """Open the menu."""
        if self.more is not None:
            self.menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def on_write(self) -> None:
        """Open the field for details, which both can read."""
        if self._item is None or self._details is not None:
            return
        self._details = self.add(TextField(self._design, self.tr("What we mean by it"), rows=1))
        self._details.show_text(self._item.details)
        self._details.committed.connect(self._on_details)
        self._details.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def is_writing(self) -> bool:
        """Whether somebody is typing in the card."""
        return self._details is not None and self._details.edit.hasFocus()

    def flush(self) -> None:
        """Emit what is being typed."""
        if self._details is not None:
            self._details.commit()

    def _on_details(self, text: str) -> None:
        self._revise(details=text)

    def _revise(self, **changes: object) -> None:
        if self._item is not None:
            self.revised.emit(self._item.evolve(**changes))
