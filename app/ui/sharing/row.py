"""One row of *What I would share*: the exact words, and what becomes of them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.models.catalogue import Catalogue
from app.models.limits import Disclosure, SharedTerm
from app.models.person import Person
from app.models.sealing import ShareChoice, ShareRow
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Space
from app.ui.kit.segments import Segments
from app.ui.kit.stance import stance_word
from app.ui.shared_rows import RowContent, RowDetail, SharedRow, StanceCell, risk_of
from app.ui.terms import ceiling_phrase, direction_label, disclosure_words, entry_title, quoted


class ShareRowView(QFrame):
    """The words as they would be seen, with Share, Hold back and Take back below them."""

    chosen = Signal(object)
    """The choice."""

    def __init__(self, design: Design, me: Person, partner: Person, catalogue: Catalogue) -> None:
        super().__init__()
        self._me, self._partner, self._catalogue = me, partner, catalogue
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, Space.M)
        column.setSpacing(0)
        self.words = SharedRow(design, RowContent(""))
        self.choice = Segments(design, "", [])
        self.choice.chosen.connect(self.chosen)
        inner = QWidget()
        inset = QVBoxLayout(inner)
        inset.setContentsMargins(Space.L + Space.XS, 0, Space.L + Space.XS, 0)
        inset.addWidget(self.choice)
        column.addWidget(self.words)
        column.addWidget(inner)
        self._options: tuple[ShareChoice, ...] = ()

    def show_row(self, row: ShareRow, seen: Disclosure | SharedTerm | None) -> None:
        """Show one row and what the partner sees of it now."""
        self.words.show_content(self._content(row, seen))
        if row.choices != self._options:
            self._options = row.choices
            self.choice.show_options([(choice, self._choice_word(choice)) for choice in row.choices])
        self.choice.show_choice(row.choice)
        side = direction_label(self._catalogue.find(row.entry_id), row.direction)
        title = entry_title(self._catalogue, row.entry_id)
        about = f"{title}, {side}" if side else title
        for choice in row.choices:
            self.choice.button(choice).setAccessibleName(f"{about}: {self._choice_word(choice)}")

    def _choice_word(self, choice: ShareChoice) -> str:
        return {
            ShareChoice.SHARE: self.tr("Share"),
            ShareChoice.HOLD_BACK: self.tr("Hold back"),
            ShareChoice.TAKE_BACK: self.tr("Take back"),
        }[choice]

    def _content(self, row: ShareRow, seen: Disclosure | SharedTerm | None) -> RowContent:
        details: list[RowDetail] = []
        if row.words:
            details.append(RowDetail(quoted(row.words), Colour.INK))
        if row.stance is not None:
            said = (ceiling_phrase(row.ceiling), quoted(row.conditions) if row.conditions.strip() else "")
            details.extend(RowDetail(words, Colour.INK) for words in said if words)
            details.append(RowDetail(self._when(row)))
        if seen is not None and row.changed:
            details.append(RowDetail(self._seen_words(seen), Colour.INK, "eye"))
        details.extend(risk_of(self._catalogue, row.entry_id))
        entry = self._catalogue.find(row.entry_id)
        return RowContent(
            title=entry_title(self._catalogue, row.entry_id),
            side=direction_label(entry, row.direction),
            details=tuple(details),
            cells=(StanceCell(self._me, row.stance),) if row.stance is not None else (),
        )

    def _when(self, row: ShareRow) -> str:
        if row.stance is not None and row.stance.is_limit:
            text = self.tr("{name} sees the limit and nothing else about it.")
        elif row.always:
            text = self.tr("{name} sees this whatever the answer on the other side is.")
        else:
            text = self.tr("{name} sees this only if both of you are open to it.")
        return text.replace("{name}", self._partner.name)

    def _seen_words(self, seen: Disclosure | SharedTerm) -> str:
        if isinstance(seen, SharedTerm):
            words = quoted(seen.words)
        else:
            said = (stance_word(seen.stance), disclosure_words(seen))
            words = " · ".join(part for part in said if part)
        text = self.tr("{name} sees now: {words}").replace("{name}", self._partner.name)
        return text.replace("{words}", words)
