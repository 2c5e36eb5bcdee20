"""What an import did not understand, in lines that can be copied."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from PySide6.QtCore import QCoreApplication

from app.models.journal_incoming import OTHERS, ImportProblem, ImportTrouble
from app.ui.wording import fill, plural

MOST_PLACES = 40
"""Files or entries named for one problem; the rest is counted."""


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
        more = sum(each.count if each.where == OTHERS else 1 for each in met[MOST_PLACES:])
        if more:
            yield "    " + plural("and %Ln more", more)


def problem_words(problem: ImportProblem) -> str:
    """What a problem means for what comes in."""
    return {**_of_files(), **_of_entries()}[problem]


def _of_files() -> dict[ImportProblem, str]:
    return {
        ImportProblem.UNREADABLE: _tr("Could not be read, left out:"),
        ImportProblem.LINK: _tr("A link to another place, not followed:"),
        ImportProblem.UNKNOWN_KIND: _tr("A kind of file that is not understood, left out:"),
        ImportProblem.TOO_LARGE: _tr("Too large to be read, left out:"),
        ImportProblem.TOO_MANY: _tr("More than is read at a time; from here on everything was left out:"),
        ImportProblem.UNPACKS_TOO_LARGE: _tr(
            "An archive that unpacks to far more than it is; the rest of it was left out:"
        ),
        ImportProblem.NOT_TEXT: _tr("Holds no text, left out:"),
        ImportProblem.OTHER_ENCODING: _tr("Not in Unicode; read as Western European, so look at its letters:"),
        ImportProblem.BROKEN: _tr("Damaged, or not what its name says; what stands before the damage is listed:"),
        ImportProblem.TOO_DEEP: _tr("Nested deeper than a journal ever is; what stands before that is listed:"),
        ImportProblem.NO_ENTRIES: _tr("No entries of Day One or jrnl were found in it:"),
        ImportProblem.LOCKED: _tr("Encrypted in a way that is not understood here, or without a passphrase; left out:"),
    }


def _of_entries() -> dict[ImportProblem, str]:
    return {
        ImportProblem.EMPTY: _tr("Nothing is written there, left out:"),
        ImportProblem.NOT_AN_ENTRY: _tr("Not an entry, left out:"),
        ImportProblem.TOO_LONG: _tr("Longer than an entry can be (two million characters), left out:"),
        ImportProblem.NO_DATE: _tr("Without a date; it gets the time of the file:"),
        ImportProblem.IMPOSSIBLE_DATE: _tr("A date that is not understood, or is none:"),
        ImportProblem.SIGNS_REMOVED: _tr("Signs that are no characters were taken out:"),
        ImportProblem.PICTURES: _tr("Pictures and other attachments do not come along:"),
        ImportProblem.BOUNDARY: _tr(
            "A boundary does not come along: every fantasy begins as one that stays a fantasy:"
        ),
        ImportProblem.FIELDS: _tr("Details that have no place here do not come along:"),
        ImportProblem.TWICE: _tr("Something was said twice; the last one counts:"),
        ImportProblem.LABELS: _tr("Tags that are not understood, or too many, do not come along:"),
    }


def _place(trouble: ImportTrouble) -> str:
    words = trouble.where or _tr("a file without a name")
    if trouble.entry:
        words = fill(_tr("{file}, entry {n}"), n=f"{trouble.entry:,}", file=words)
    return f"{words} ({trouble.count:,})" if trouble.count > 1 else words


def _tr(text: str) -> str:
    return QCoreApplication.translate("Import", text)
