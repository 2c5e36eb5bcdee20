"""The one sheet a person puts together for their therapist."""

from __future__ import annotations

from sqlalchemy import Connection

from app.models.therapist import SHEET_ID, Sheet
from app.storage import tables_private as tables
from app.storage.documents import Documents, Shape

_SHEETS = Shape(tables.therapist_sheet, Sheet, lambda _sheet: {"id": SHEET_ID})


class Sheets(Documents[Sheet]):
    """There is one; an empty one is not kept."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, _SHEETS)

    def get(self) -> Sheet:
        """The sheet as it was left."""
        return next(iter(self.all()), Sheet())

    def save(self, model: Sheet) -> None:
        """Keep it, or forget it where nothing is in it."""
        if model == Sheet():
            self._delete(tables.therapist_sheet.c.id == SHEET_ID)
        else:
            super().save(model)
