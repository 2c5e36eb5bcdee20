"""The card of *For my therapist* with one's own answers in the first conversation."""

from __future__ import annotations

from collections.abc import Iterator

from app.models.therapist import SheetMaterial, TherapistSheet
from app.ui.design.design import Design
from app.ui.kit.check_list import CheckList
from app.ui.kit.labels import caption
from app.ui.therapist.cards import SheetCard

ROWS = 6


class FirstTalkCard(SheetCard):
    """Which own answers are on the sheet; hidden without any."""

    def __init__(self, design: Design) -> None:
        super().__init__(design, self.tr("From the first conversation"), "chats-circle")
        self.list = CheckList(design, self.tr("My answers in the first conversation"), rows=ROWS)
        self.list.ticked.connect(self._on_ticked)
        self.add(caption(self.tr("Your own answers, shared or not. Only what you tick.")))
        self.add(self.list)

    def show_sheet(self, sheet: TherapistSheet, can_bring: SheetMaterial) -> Iterator[None]:
        """Show what can be brought, with what is on the sheet ticked."""
        self.sheet = sheet
        self.list.show_rows([(told.question_id, told.question) for told in can_bring.told], set(sheet.told))
        self.setVisible(bool(can_bring.told))
        yield

    def _on_ticked(self, key: str, on: bool) -> None:
        self.change(told=self.sheet.told | {key} if on else self.sheet.told - {key})
