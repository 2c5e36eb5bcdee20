"""One row of *What I would share*: the exact words, and what becomes of them."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.models.catalogue import Catalogue
from app.models.limits import Disclosure, SharedTerm
from app.models.person import Person
from app.models.sealing import ShareChoice, ShareRow
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Size, Space
from app.ui.kit.buttons import IconButton
from app.ui.kit.segments import Segments
from app.ui.kit.stance import stance_word
from app.ui.paged_rows import ActRow
from app.ui.row_content import RowContent, RowDetail, StanceCell, risk_of
from app.ui.shared_rows import SharedRow
from app.ui.sharing.presenter import SharingPresenter
from app.ui.terms import both_ways, ceiling_phrase, direction_label, disclosure_words, entry_title, quoted
from app.ui.wording import dotted, fill

ShareRows = tuple[ShareRow, ...]
"""One activity in one direction, or the same in both; or a term."""


class ShareRowView(ActRow[ShareRows]):
    """The words as they would be seen, with Share, Hold back and Take back beside them."""

    chosen = Signal(object)
    """ShareChoice."""
    split = Signal()
    """Each direction is wanted by itself."""

    def __init__(
        self, design: Design, presenter: SharingPresenter, me: Person, partner: Person, rows: ShareRows
    ) -> None:
        self.words = SharedRow(design, RowContent(""), line_above=False)
        self.choice = Segments(design, "", [])
        self._more: IconButton | None = None
        """Made for the first activity that is shown in both directions at once."""
        super().__init__(design, rows, self.words, self.choice, least=Size.ROW_LEAST)
        self._presenter, self._me, self._partner = presenter, me, partner
        self.choice.chosen.connect(self.chosen)
        self.setFocusProxy(self.choice)
        self.show_row(rows)

    @property
    def _spare(self) -> int:
        """As much as the button takes, so that all choices are aligned."""
        return Space.XS + self._design.px(Size.BUTTON) if self._more is None or self._more.isHidden() else 0

    def _show_more(self, name: str) -> None:
        """Show the button that splits the row up, or none without a name."""
        if self._more is None and name:
            self._more = IconButton(self._design, "rows", name, self.split.emit)
            self._acts.addWidget(self._more)
        if self._more is not None:
            self._more.show_name(name)
            self._more.setVisible(bool(name))
        self._give_air()

    def show_row(self, rows: ShareRows) -> None:
        """Show what was said and what the partner sees of it now."""
        super().show_row(rows)
        row, catalogue = rows[0], self._presenter.catalogue
        side = both_ways() if len(rows) > 1 else direction_label(catalogue.find(row.entry_id), row.direction)
        self.words.show_content(self._content(catalogue, row, side, self._presenter.seen_now(row)))
        title = entry_title(catalogue, row.entry_id)
        both = fill(self.tr("{title}: each way separately"), title=title)
        self._show_more(both if len(rows) > 1 else "")
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

    def _content(
        self, catalogue: Catalogue, row: ShareRow, side: str, seen: Disclosure | SharedTerm | None
    ) -> RowContent:
        details: list[RowDetail] = []
        if row.words:
            details.append(RowDetail(quoted(row.words), Colour.INK))
        if row.stance is not None:
            if row.conditions.strip():
                details.append(RowDetail(quoted(row.conditions), Colour.INK))
            details.append(RowDetail(self._when(row)))
        if seen is not None and row.changed:
            details.append(RowDetail(self._seen_words(seen), Colour.INK, "eye"))
        details.extend(risk_of(catalogue, row.entry_id))
        return RowContent(
            title=entry_title(catalogue, row.entry_id),
            side=side,
            details=tuple(details),
            cells=(StanceCell(self._me, row.stance),) if row.stance is not None else (),
            beside=ceiling_phrase(row.ceiling),
        )

    def _when(self, row: ShareRow) -> str:
        if row.stance is not None and row.stance.is_limit:
            return fill(self.tr("{name} sees the limit and nothing else."), name=self._partner.name)
        if row.always:
            return fill(self.tr("{name} sees this in any case."), name=self._partner.name)
        return self.tr("Seen only if you are both open to it.")

    def _seen_words(self, seen: Disclosure | SharedTerm) -> str:
        if isinstance(seen, SharedTerm):
            words = quoted(seen.words)
        else:
            words = dotted(stance_word(seen.stance), disclosure_words(seen))
        return fill(self.tr("What {name} sees now: {words}"), name=self._partner.name, words=words)
