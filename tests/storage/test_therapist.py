"""The therapist's sheet: there is one, and an empty one is not stored."""

from __future__ import annotations

from app.models.therapist import TherapistSheet
from app.storage import tables_private as tables
from tests.storage.repositories import MARKER, TEXTS, KeptPrivate, damaged


def test_the_sheet_comes_back_and_there_is_one(kept: KeptPrivate) -> None:
    with kept.read() as own:
        assert own.sheets.get() == TherapistSheet()
    for text in TEXTS:
        sheet = TherapistSheet(about=text, questions=(text, "another"))
        with kept.write() as own:
            own.sheets.save(sheet)
        with kept.read() as own:
            assert own.sheets.get() == sheet
        assert len(kept.rows(tables.therapist_sheet)) == 1


def test_an_empty_sheet_is_not_stored(kept: KeptPrivate) -> None:
    with kept.write() as own:
        own.sheets.save(TherapistSheet(about="to bring"))
        own.sheets.save(TherapistSheet())
    assert kept.rows(tables.therapist_sheet) == []


def test_a_damaged_sheet_quotes_nothing(kept: KeptPrivate) -> None:
    with kept.write() as own:
        own.sheets.save(TherapistSheet(about="to bring"))
    kept.spoil(tables.therapist_sheet, data=f'{{"about": ["{MARKER}"]}}')
    with damaged("therapist_sheet"), kept.read() as own:
        own.sheets.get()
