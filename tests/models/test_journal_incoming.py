"""Problems of an import: counted, placed and kept short."""

from __future__ import annotations

from app.models.journal_incoming import (
    MOST_PLACES_LISTED,
    UNLISTED_PLACE,
    ImportedFile,
    ImportProblem,
    ImportProblems,
    ImportTrouble,
)
from tests.models.importing import FILE_TIME


def test_a_report_of_many_files_stays_small() -> None:
    report = ImportProblems()
    for number in range(3_000):
        report.add(
            ImportTrouble(problem=ImportProblem.UNKNOWN_KIND, where=f"{number}.bin"),
            ImportTrouble(problem=ImportProblem.LINK),
        )
    assert len(report.troubles) == 2 * MOST_PLACES_LISTED + 2
    kinds = [trouble for trouble in report.troubles if trouble.problem is ImportProblem.UNKNOWN_KIND]
    assert [kinds[0].where, kinds[-1].where, kinds[-1].count] == ["0.bin", UNLISTED_PLACE, 2_000]


def test_names_in_a_report_are_short_and_can_be_shown() -> None:
    around = ImportedFile(name="../../etc/\u202epass\x07wd" + "x" * 200 + ".md", time=FILE_TIME)
    assert "/" not in around.where
    assert len(around.where) == 80
    assert around.where.isprintable()
