"""The rows of *What I would share*, with the exact words; and the parts that they are in, which unfold."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import Signal

from app.models.catalogue import Catalogue
from app.models.limits import Disclosure, SharedTerm
from app.models.person import Person
from app.models.sealing import ShareChoice, ShareRow
from app.ui.design.design import Design
from app.ui.design.tokens import ROW_SIDE, Colour, Size, Space
from app.ui.kit.buttons import IconButton, quiet, resources_button
from app.ui.kit.flow import Column, Flow, discard
from app.ui.kit.segments import Segments
from app.ui.kit.stance import stance_word
from app.ui.kit.surfaces import Surface
from app.ui.paged_rows import ActRow, PagedRows
from app.ui.row_content import RowContent, RowDetail, StanceCell, risk_of
from app.ui.shared_rows import SharedRow
from app.ui.sharing.presenter import ShareGroup, SharingPresenter
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


class ShareSection(Column):
    """Holds rows only while it is unfolded, a page of them at a time."""

    all_chosen = Signal(object)
    """The ShareChoice for every row."""
    resources_wanted = Signal()
    turned = Signal()
    """A different page of rows is wanted."""

    def __init__(self, design: Design, make: Callable[[ShareRows, int], ShareRowView], *, line_above: bool) -> None:
        super().__init__()
        self._design, self._make = design, make
        self.head = SharedRow(design, RowContent(""), clickable=True, line_above=line_above)
        self._inside: Column | None = None
        self.rows: PagedRows[ShareRows, ShareRowView] | None = None
        """None while it is folded."""
        self.add(self.head)

    def show_group(
        self, group: ShareGroup, rows: tuple[ShareRows, ...], words: str, *, is_open: bool
    ) -> Iterator[None]:
        """Show a group with `words` on how much of it is shared; its `rows` in pieces, if it is unfolded."""
        icon = "caret-down" if is_open else "caret-right"
        self.head.show_content(RowContent(group.title, details=(RowDetail(words, icon=icon),)))
        self.head.set_open(is_open)
        if not is_open:
            self._fold()
            return
        if self.rows is None:
            self.rows = self._unfold()
            yield
        not_shared = (row for row in group.rows if row.choice is not ShareChoice.SHARE)
        focused = self.window().focusWidget()
        self.share_all.setVisible(any(ShareChoice.SHARE in row.choices for row in not_shared))
        self.hold_all.setVisible(group.count(ShareChoice.HOLD_BACK) < len(group.rows))
        for pressed, other in ((self.share_all, self.hold_all), (self.hold_all, self.share_all)):
            if focused is pressed and pressed.isHidden():
                other.setFocus()
        self.resources.setVisible(any(ShareChoice.TAKE_BACK in row.choices for row in group.rows))
        yield from self.rows.show_rows(rows)

    def _unfold(self) -> PagedRows[ShareRows, ShareRowView]:
        design, share, hold_back = self._design, ShareChoice.SHARE, ShareChoice.HOLD_BACK
        self.share_all = quiet(design, self.tr("Share all"), lambda: self.all_chosen.emit(share), "check")
        self.hold_all = quiet(design, self.tr("Hold back all"), lambda: self.all_chosen.emit(hold_back), "eye-slash")
        self.resources = resources_button(design, self.resources_wanted.emit)
        acts = Surface(design, "acts", (ROW_SIDE, Space.S, ROW_SIDE, Space.S), Space.NONE)
        acts.add(Flow(self.share_all, self.hold_all, self.resources))
        rows = PagedRows(design, self._make, ShareRowView.show_row, rows_a_page=12)
        rows.turned.connect(self.turned)
        self._inside = self.add(Column(acts, rows))
        return rows

    def _fold(self) -> None:
        inside, self._inside, self.rows = self._inside, None, None
        if inside is not None:
            discard(inside)
            inside.setParent(None)
