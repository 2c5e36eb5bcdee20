"""The report of an import with any number of problems."""

from __future__ import annotations

from app.models.journal_incoming import MOST_PLACES_LISTED, ImportProblem, ImportProblems, ImportTrouble
from app.ui.journal.import_report import MOST_PLACES, report_lines
from app.ui.wording import plural


def test_problems_that_were_only_counted_are_in_the_number() -> None:
    report = ImportProblems()
    for number in range(3 * MOST_PLACES_LISTED):
        report.add(ImportTrouble(problem=ImportProblem.UNKNOWN_KIND, where=f"{number}.bin"))
    lines = list(report_lines(report.troubles))
    assert len(lines) == MOST_PLACES + 2
    assert lines[-1].strip() == plural("and %Ln more", 3 * MOST_PLACES_LISTED - MOST_PLACES)
