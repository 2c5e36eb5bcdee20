"""What an import did not understand, in lines that can be copied."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial

from PySide6.QtCore import QCoreApplication

from app.models.journal_incoming import UNLISTED_PLACE, ImportProblem, ImportTrouble
from app.ui.wording import WordTable, fill, plural

_say = partial(QCoreApplication.translate, "Import")
MOST_PLACES = 40
"""Files or entries named for one problem; the rest is counted."""


problem_words = WordTable(
    "Import",
    {
        ImportProblem.UNREADABLE: "Could not be read, left out:",
        ImportProblem.LINK: "A link to another place, not followed:",
        ImportProblem.UNKNOWN_KIND: "A kind of file that is not understood, left out:",
        ImportProblem.TOO_LARGE: "Too large to be read, left out:",
        ImportProblem.TOO_MANY: "More than is read at a time; from here on everything was left out:",
        ImportProblem.UNPACKS_TOO_LARGE: "An archive that unpacks to far more than it is; the rest of it was left out:",
        ImportProblem.NOT_TEXT: "Holds no text, left out:",
        ImportProblem.OTHER_ENCODING: "Not in Unicode; read as Western European, so look at its letters:",
        ImportProblem.BROKEN: "Damaged, or not what its name says; what stands before the damage is listed:",
        ImportProblem.TOO_DEEP: "Nested deeper than a journal ever is; what stands before that is listed:",
        ImportProblem.NO_ENTRIES: "No entries of Day One or jrnl were found in it:",
        ImportProblem.LOCKED: "Encrypted in a way that is not understood here, or without a passphrase; left out:",
        ImportProblem.EMPTY: "Nothing is written there, left out:",
        ImportProblem.NOT_AN_ENTRY: "Not an entry, left out:",
        ImportProblem.TOO_LONG: "Longer than an entry can be (two million characters), left out:",
        ImportProblem.NO_DATE: "Without a date; it gets the time of the file:",
        ImportProblem.IMPOSSIBLE_DATE: "A date that is not understood, or is none:",
        ImportProblem.SIGNS_REMOVED: "Signs that are no characters were taken out:",
        ImportProblem.PICTURES: "Pictures and other attachments do not come along:",
        ImportProblem.BOUNDARY: "A boundary does not come along: every fantasy begins as one that stays a fantasy:",
        ImportProblem.FIELDS: "Details that have no place here do not come along:",
        ImportProblem.TWICE: "Something was said twice; the last one counts:",
        ImportProblem.LABELS: "Tags that are not understood, or too many, do not come along:",
    },
)
"""What a problem means for what comes in."""


def report_lines(troubles: Iterable[ImportTrouble]) -> Iterator[str]:
    """A line for each problem, and below it where it occurred."""
    by_problem: dict[ImportProblem, list[ImportTrouble]] = defaultdict(list)
    for trouble in troubles:
        by_problem[trouble.problem].append(trouble)
    for problem in ImportProblem:
        met = by_problem.get(problem)
        if not met:
            continue
        yield problem_words(problem)
        yield from (f"    {_place(trouble)}" for trouble in met[:MOST_PLACES])
        more = sum(each.count if each.where == UNLISTED_PLACE else 1 for each in met[MOST_PLACES:])
        if more:
            yield "    " + plural("and %Ln more", more)


def _place(trouble: ImportTrouble) -> str:
    words = trouble.where or _say("a file without a name")
    if trouble.entry:
        words = fill(_say("{file}, entry {n}"), n=f"{trouble.entry:,}", file=words)
    return f"{words} ({trouble.count:,})" if trouble.count > 1 else words
