"""After an older own space was put back: its person chooses row by row what becomes as they said it last."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.services.part_check import OfferedRow, RestoredRow
from app.ui.design.design import Design
from app.ui.home.said_words import said_words
from app.ui.kit.check_list import CheckList
from app.ui.kit.flow import add_to
from app.ui.kit.labels import soft
from app.ui.prompts import Dialog
from app.ui.wording import fill

ROWS_VISIBLE = 10


class RestoredDialog(Dialog):
    """One tick a row, grouped by kind; all are ticked at first, also what was taken away since."""

    def __init__(
        self,
        design: Design,
        rows: Sequence[RestoredRow],
        done: Callable[[tuple[OfferedRow, ...]], object],
    ) -> None:
        super().__init__(design, self.tr("What should be as you last said it?"))
        self._rows = {str(place): each for place, each in enumerate(rows)}
        about = soft(
            self.tr("Anything you do not tick stays as it is in the older copy, and is copied to the shared file.")
        )
        self.list = CheckList(design, self.accessibleName(), rows=ROWS_VISIBLE)
        words = sorted((self._words(each), key) for key, each in self._rows.items())
        self.list.show_rows([(key, text) for text, key in words], set(self._rows))
        add_to(self.body, about, self.list)
        self.add_answers(self.tr("Choose these"))
        self.accepted.connect(lambda: done(self._ticked()))
        self.list.setFocus()

    def _ticked(self) -> tuple[OfferedRow, ...]:
        out = self.list.unticked()
        return tuple(each.row for key, each in self._rows.items() if key not in out)

    def _words(self, restored: RestoredRow) -> str:
        kind = said_words((restored.row.kind,))
        kind = kind[:1].upper() + kind[1:]
        words = fill(self.tr("{kind}: {what}"), kind=kind, what=restored.about) if restored.about else kind
        return words if restored.row.is_in_copy else fill(self.tr("{words} (removed later)"), words=words)
