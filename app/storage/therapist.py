"""The one sheet a person puts together for their therapist."""

from __future__ import annotations

from sqlalchemy import Connection

from app.models.therapist import SHEET_ID, TherapistSheet
from app.storage import tables_private as tables
from app.storage.documents import Documents, Shape

_SHEETS = Shape(tables.therapist_sheet, TherapistSheet, lambda _sheet: {"id": SHEET_ID})


class Sheets(Documents[TherapistSheet]):
    """There is one; an empty one is not kept."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, _SHEETS)

    def get(self) -> TherapistSheet:
        """The sheet as it was left."""
        return next(iter(self.all()), TherapistSheet())

    def save(self, model: TherapistSheet) -> None:
        """Keep it, or forget it where nothing is in it."""
        if model == TherapistSheet():
            self._delete(tables.therapist_sheet.c.id == SHEET_ID)
        else:
            super().save(model)
