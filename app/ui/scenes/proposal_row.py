"""One proposed activity on the sheet of a scene: who, ceiling, own words, and a menu."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from app.models.answer import Ceiling
from app.models.outline import OutlineItem, Phase
from app.models.person import Person
from app.ui.agreement.clause_words import ClauseWriter, understood_words
from app.ui.design.design import Design
from app.ui.design.style import restyle
from app.ui.design.tokens import Size, Space, TextRole
from app.ui.kit.buttons import IconButton
from app.ui.kit.field import TextField
from app.ui.kit.first_line import FirstLine
from app.ui.kit.flow import Column, Flow, clear_layout
from app.ui.kit.labels import Label, caption, lead, overline
from app.ui.kit.mark import mark_of
from app.ui.kit.surfaces import Pill, Surface
from app.ui.terms import ceiling_phrase, ceiling_word, quoted
from app.ui.wording import dotted, fill

_STEP_KEYS = {-1: QKeySequence("Alt+Up"), 1: QKeySequence("Alt+Down")}


class ProposalRow(Surface):
    """A proposal; its conditions belong to one person and are edited on their own list only."""

    revised = Signal(object)
    """The changed OutlineItem."""
    removed = Signal(object)
    moved = Signal(object, int)
    """The OutlineItem, and how many places up (negative) or down."""

    def __init__(self, design: Design) -> None:
        super().__init__(design, "row", (Space.NONE, Space.L, Space.NONE, Space.L), Space.S)
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
        place: int = 0,
        steps: tuple[int, ...] = (),
    ) -> None:
        """Show a proposal; `ceilings` may be chosen, `new_for` names people who read an older text.

        `understood`: what both understood in a talk about it. `steps`: -1 if it can move up, 1 if down.
        """
        self._item = item
        self.setProperty("first", place == 0)
        restyle(self)
        had_focus = self.more is not None and self.more.hasFocus()
        self._details = None
        title = writer.item_title(item)
        self.setAccessibleName(title)
        clear_layout(self.body)
        self._fill_menu(item, writer, ceilings, steps)
        words = self._words(item, writer, title, understood)
        number = overline(str(place + 1))
        what = fill(self.tr("Actions for {title}"), title=title)
        self.more = IconButton(self._design, "dots-three", what, self.on_menu)
        self.more.set_compact()
        ends = (*((self._mark(proposer),) if proposer is not None else ()), self.more)
        self.add(FirstLine(self._design, TextRole.LEAD, words, *ends, before=(number,)))
        if new_for:
            new = self.tr("new since {name}’s reading")
            self.add(Flow(*(Pill(self._design, fill(new, name=name)) for name in new_for)))
        if had_focus:
            self.more.setFocus(Qt.FocusReason.OtherFocusReason)

    def _words(self, item: OutlineItem, writer: ClauseWriter, title: str, understood: str) -> Column:
        phase = "" if item.phase is Phase.MAIN else writer.phase_title(item.phase)
        facts = dotted(writer.who(item.pairing), ceiling_phrase(item.ceiling), phase)
        words = Column(lead(title), caption(facts), spacing=Space.XS)
        for text in (*understood_words(understood), item.details):
            if text.strip():
                words.add(Label(text, TextRole.READ))
        whose = self.tr("{name}’s condition: {words}")
        for condition in item.conditions:
            said = fill(whose, name=writer.name(condition.person), words=quoted(condition.words))
            words.add(Label(said, TextRole.QUOTE))
        return words

    def _mark(self, proposer: Person) -> QWidget:
        mark = mark_of(self._design, proposer, Size.MARK_SMALL)
        words = fill(self.tr("{name} proposed"), name=proposer.name)
        mark.setAccessibleName(words)
        mark.setToolTip(words)
        return mark

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
        self._details.committed.connect(lambda text: self._revise(details=text))
        self._details.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def is_writing(self) -> bool:
        """Whether somebody is typing in the card."""
        return self._details is not None and self._details.edit.hasFocus()

    def flush(self) -> None:
        """Emit what is being typed."""
        if self._details is not None:
            self._details.commit()

    def _revise(self, **changes: object) -> None:
        if self._item is not None:
            self.revised.emit(self._item.evolve(**changes))
