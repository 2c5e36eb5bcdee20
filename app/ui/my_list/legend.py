"""What the answers mean, and which of them a partner sees; folded once it is known."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from app.models.answer import STANCES, Stance
from app.ui.design.design import Design
from app.ui.design.tokens import Size, Space
from app.ui.kit.buttons import FoldButton
from app.ui.kit.flow import Box
from app.ui.kit.labels import Label, caption
from app.ui.kit.narrow import NarrowSwitch
from app.ui.kit.stance import StancePill
from app.ui.kit.surfaces import Panel
from app.ui.wording import WordTable, fill

stance_meaning: WordTable[Stance | None] = WordTable(
    "StanceLegend",
    {
        Stance.WANT: "I would like this.",
        Stance.WILLING: "I am open to it.",
        Stance.CURIOUS: "I would like to talk about it first.",
        Stance.ONLY_IF: "Yes, on a condition that I write down.",
        Stance.SOFT_LIMIT: "Not for now. Only I can raise it again.",
        Stance.HARD_LIMIT: "No. It needs no reason.",
        Stance.MORE_FIRST: "It goes on my reading list and counts as unanswered.",
        Stance.NOT_APPLICABLE: "This is not a question for me.",
    },
)
"""What an answer says, in a sentence."""
_EXPLAINED = (*STANCES, Stance.MORE_FIRST, Stance.NOT_APPLICABLE)


class _Meanings(Box):
    """A pill and what it means in each row, in two columns where there is room; meanings begin at one place in each."""

    def __init__(self, design: Design) -> None:
        super().__init__()
        self._rows = [(StancePill(design, stance), caption(stance_meaning[stance])) for stance in _EXPLAINED]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.M)
        self._grid.setVerticalSpacing(Space.S)
        self._arrange(is_narrow=False)
        NarrowSwitch(design, self, Size.NARROW).turned.connect(lambda narrow: self._arrange(is_narrow=narrow))

    def _arrange(self, *, is_narrow: bool) -> None:
        high = len(self._rows) if is_narrow else len(self._rows) // 2
        for number, (pill, meaning) in enumerate(self._rows):
            row, column = number % high, 2 * (number // high)
            self._grid.addWidget(pill, row, column, Qt.AlignmentFlag.AlignLeft)
            self._grid.addWidget(meaning, row, column + 1)
        for column in (1, 3):
            self._grid.setColumnStretch(column, 0 if is_narrow and column > 1 else 1)


class StanceLegend(Panel):
    """The answers in a few words each; `toggle` is the button that unfolds it, put where it is handy."""

    def __init__(self, design: Design) -> None:
        super().__init__(design, spacing=Space.M)
        self.toggle = FoldButton(design, self.tr("What the answers mean"), self.on_toggled)
        self._partner = ""
        self._is_open = self._is_wanted = False
        self.show_open(False)

    @cached_property
    def _seen(self) -> Label:
        """What the partner sees, below all the rest, which is made for whoever wants to know."""
        self.add(_Meanings(self._design))
        where = self.tr(
            "A limit begins where you do not want to be asked. If something is simply not for you, but you do not mind "
            "it being named, choose “Does not apply” or leave it open: neither is a limit."
        )
        self.add(caption(where))
        return self.add(caption())

    def show_partner(self, name: str) -> None:
        """Say what the partner sees; without a name nothing is ever shared."""
        self._partner = name
        if self._is_open:
            self._show_seen()

    def _show_seen(self) -> None:
        seen = self.tr(
            "{name} sees nothing until you open together. Then {name} sees one of the first four answers only if you "
            "are both open to it. For “Not now” and “No”, {name} sees the limit and nothing else. Under each answer "
            "you can choose “Always shared” or “Never shared” instead. To {name}, “Know more first” and “Does not "
            "apply” look the same as no answer."
        )
        self._seen.show_text(fill(seen, name=self._partner) if self._partner else "")

    def show_open(self, is_open: bool) -> None:
        """Unfold it, or fold it."""
        self._is_open = is_open
        if is_open:
            self._show_seen()
        self.setVisible(is_open)
        self.toggle.show_open(is_open)

    def on_toggled(self) -> None:
        """Unfold it until it is folded again, or fold it."""
        self._is_wanted = not self._is_open
        self.show_open(self._is_wanted)

    def show_card(self, *, takes_stances: bool) -> None:
        """Be there on a card that takes a stance."""
        self.toggle.setVisible(takes_stances)
        self.setVisible(takes_stances and self._is_open)

    def leave_card(self) -> None:
        """Fold what nobody asked for: it was there to be read."""
        self.show_open(self._is_wanted)
