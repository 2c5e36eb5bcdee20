"""Looking a list through before it comes in: a tick each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal

from app.models.foreign_list import ForeignList
from app.models.list_plan import PlannedEntry
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.journal.import_list import DraftList, TickModel
from app.ui.kit.buttons import primary, quiet
from app.ui.kit.flow import Column, boxed, button_row, row
from app.ui.kit.labels import Reason, soft
from app.ui.my_list.import_words import found_in_words, line_of, title_of
from app.ui.wording import plural


class PlannedModel(TickModel[PlannedEntry]):
    """What would become of each entry; what has nothing new to take cannot be ticked."""

    def __init__(self, plan: Sequence[PlannedEntry]) -> None:
        super().__init__(plan, [bool(each.answers) for each in plan], [each.can_be_taken for each in plan])

    def words(self, place: int) -> tuple[str, str]:
        """What it would be called, and what it would say."""
        return title_of(self.rows[place]), line_of(self.rows[place])


class PlannedPreview(Column):
    """What would become of everything that was found."""

    import_wanted = Signal()

    def __init__(self, design: Design, found: ForeignList, rows: PlannedModel) -> None:
        super().__init__(spacing=Space.M)
        self._rows = rows
        self.list = DraftList(design, rows)
        self.act = primary(design, "", self.import_wanted.emit)
        self._why = Reason(self.act)
        told = soft(found_in_words(found))
        acts = (
            quiet(design, self.tr("Tick all"), partial(rows.tick_all, True)),
            quiet(design, self.tr("Tick none"), partial(rows.tick_all, False)),
        )
        self.add_all(boxed(row(told, button_row(*acts, right=True), wide=told)), self.list, self._why)
        self.body.setStretch(1, 1)
        rows.ticked.connect(self._show_count)
        self._show_count()

    def _show_count(self) -> None:
        n = self._rows.count_chosen
        self.act.show_text(plural("Keep %Ln of them", n))
        self._why.give("" if n else self.tr("Tick at least one entry."))

    def take_focus(self) -> None:
        """Put the keyboard on the first row."""
        self.list.setCurrentIndex(self._rows.index(0))
        self.list.setFocus()
