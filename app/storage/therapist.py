"""The repository of the therapist's sheet."""

from __future__ import annotations

from app.models.therapist import SHEET_ID, TherapistSheet
from app.storage import tables_private as tables
from app.storage.repository import DocumentTable, Repository


class TherapistSheets(Repository[TherapistSheet]):
    """The one sheet that a person prepares for their therapist; an empty sheet is not stored."""

    documents = DocumentTable(tables.therapist_sheet, TherapistSheet, lambda _sheet: {"id": SHEET_ID})

    def get(self) -> TherapistSheet:
        """The sheet as it was saved."""
        return next(iter(self.all()), TherapistSheet())

    def save(self, model: TherapistSheet) -> None:
        """Save the sheet, or delete it if it is empty."""
        if model == TherapistSheet():
            self.delete_all()
        else:
            super().save(model)
