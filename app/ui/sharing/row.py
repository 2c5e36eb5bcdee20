"""One row of *What I would share*: the exact words, and what becomes of them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.models.catalogue import Catalogue
from app.models.limits import Disclosure, SharedTerm
from app.models.person import Person
from app.models.sealing import ShareChoice, ShareRow
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Space
from app.ui.kit.flow import add_to, column_in
from app.ui.kit.segments import Segments
from app.ui.kit.stance import stance_word
from app.ui.paged_rows import BoundRow
from app.ui.shared_rows import RowContent, RowDetail, SharedRow, StanceCell, risk_of
from app.ui.sharing.presenter import SharingPresenter
from app.ui.terms import ceiling_phrase, direction_label, disclosure_words, entry_title, quoted
from app.ui.wording import dotted, fill


class ShareRowView(BoundRow[ShareRow]):
    """The words as they would be seen, with Share, Hold back and Take back below them."""

    chosen = Signal(object)
    """ShareChoice."""

    def __init__(self, design: Design, presenter: SharingPresenter, me: Person, partner: Person, row: ShareRow) -> None:
        super().__init__(row)
        self._presenter, self._me, self._partner = presenter, me, partner
        self.words = SharedRow(design, RowContent(""))
        self.choice = Segments(design, "", [])
        self.choice.chosen.connect(self.chosen)
        self.setFocusProxy(self.choice)
        inner = QWidget()
        column_in(inner, margins=(Space.L + Space.XS, 0, Space.L + Space.XS, 0)).addWidget(self.choice)
        column = column_in(self, Space.NONE, margins=(0, 0, 0, Space.M))
        add_to(column, self.words, inner)
        self.show_row(row)

    def show_row(self, row: ShareRow) -> None:
        """Show a row and what the partner sees of it now."""
        super().show_row(row)
        catalogue = self._presenter.catalogue
        self.words.show_content(self._content(catalogue, row, self._presenter.seen_now(row)))
        side = direction_label(catalogue.find(row.entry_id), row.direction)
        title = entry_title(catalogue, row.entry_id)
        words = self._choice_words(row)
        self.choice.show_options([(choice, words[choice]) for choice in row.choices])
        self.choice.show_choice(row.choice)
        for choice in row.choices:
            about = f"{title}, {side}" if side else title
            self.choice.button(choice).setAccessibleName(f"{about}: {words[choice]}")

    def _choice_words(self, row: ShareRow) -> dict[ShareChoice, str]:
        return {
            ShareChoice.SHARE: self.tr("Share"),
            ShareChoice.HOLD_BACK: self.tr("Leave as it is") if row.disclosed else self.tr("Hold back"),
            ShareChoice.TAKE_BACK: self.tr("Take back"),
        }

    def _content(self, catalogue: Catalogue, row: ShareRow, seen: Disclosure | SharedTerm | None) -> RowContent:
        details: list[RowDetail] = []
        if row.words:
            details.append(RowDetail(quoted(row.words), Colour.INK))
        if row.stance is not None:
            said = (ceiling_phrase(row.ceiling), quoted(row.conditions))
            details.extend(RowDetail(words, Colour.INK) for words in said if words)
            details.append(RowDetail(fill(self._when(row), name=self._partner.name)))
        if seen is not None and row.changed:
            details.append(RowDetail(self._seen_words(seen), Colour.INK, "eye"))
        details.extend(risk_of(catalogue, row.entry_id))
        return RowContent(
            title=entry_title(catalogue, row.entry_id),
            side=direction_label(catalogue.find(row.entry_id), row.direction),
            details=tuple(details),
            cells=(StanceCell(self._me, row.stance),) if row.stance is not None else (),
        )

    def _when(self, row: ShareRow) -> str:
        if row.stance is not None and row.stance.is_limit:
            return self.tr("{name} sees the limit and nothing else about it.")
        if row.always:
            return self.tr("{name} sees this whatever their own answer is.")
        return self.tr("{name} sees this only if both of you are open to it.")

    def _seen_words(self, seen: Disclosure | SharedTerm) -> str:
        if isinstance(seen, SharedTerm):
            words = quoted(seen.words)
        else:
            words = dotted(stance_word(seen.stance), disclosure_words(seen))
        return fill(self.tr("{name} sees now: {words}"), name=self._partner.name, words=words)
