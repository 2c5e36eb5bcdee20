"""The words of a report on an import: what could not be read, and where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPlainTextEdit

from app.models.journal_encoding import Encoding
from app.models.journal_import import EXPORT_INSTEAD, ending_of
from app.models.journal_incoming import UNLISTED_PLACE, ImportProblem, ImportTrouble, ReadEntries
from app.ui.design.tokens import Space
from app.ui.kit.flow import Column
from app.ui.kit.labels import soft
from app.ui.wording import WordTable, fill, plural

_say = partial(QCoreApplication.translate, "Import")
MOST_PLACES = 40
"""Files or entries named for one problem; the rest is counted."""


problem_words = WordTable(
    "Import",
    {
        ImportProblem.UNREADABLE: "Could not be read, left out:",
        ImportProblem.LINK: "A link to somewhere else, not followed:",
        ImportProblem.UNKNOWN_KIND: "An unknown kind of file, left out:",
        ImportProblem.EXPORT_INSTEAD: "From a program whose own files cannot be read; left out:",
        ImportProblem.TOO_LARGE: "Too large to be read, left out:",
        ImportProblem.TOO_MANY: "More than can be read at once; everything from here on was left out:",
        ImportProblem.UNPACKS_TOO_LARGE: "An archive that unpacks to far more than its size; the rest was left out:",
        ImportProblem.NOT_TEXT: "Contains no text, left out:",
        ImportProblem.OTHER_ENCODING: "In an older encoding; check the letters in the list, and how they are read:",
        ImportProblem.BROKEN: "Damaged, or not what its name says; what comes before the damage is listed:",
        ImportProblem.TOO_DEEP: "Nested too deeply to be read; what comes before that is listed:",
        ImportProblem.NO_ENTRIES: "No entries of a journal were found in it:",
        ImportProblem.LOCKED: "Encrypted in a way that Accord cannot read, or without a passphrase; left out:",
        ImportProblem.EMPTY: "Empty, left out:",
        ImportProblem.NOT_AN_ENTRY: "Not an entry, left out:",
        ImportProblem.TOO_LONG: "Longer than an entry can be (two million characters), left out:",
        ImportProblem.NO_DATE: "Without a date; it gets the date and time of the file. You can change it under Dates:",
        ImportProblem.IMPOSSIBLE_DATE: "A date that cannot be read, or does not exist; the next best one is used:",
        ImportProblem.AMBIGUOUS_DATE: "Day and month could be swapped; the day is read first. Change it under Dates:",
        ImportProblem.SIGNS_REMOVED: "Some unreadable codes were removed:",
        ImportProblem.PICTURES: "Pictures and other attachments are not imported:",
        ImportProblem.LINKS: "Links to other notes are imported as plain words:",
        ImportProblem.BOUNDARY: "A boundary is not imported: every fantasy starts as one that stays a fantasy:",
        ImportProblem.FIELDS: "Details that a journal entry has no place for are not imported:",
        ImportProblem.TWICE: "Something appeared twice; the last one counts:",
        ImportProblem.LABELS: "Tags that cannot be read, or are too many, are not imported:",
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


_ADVICE = WordTable(
    "Import",
    {
        ".daylio": "in Daylio, export your entries as CSV",
        ".diary": "in Diarium, export your entries as JSON",
        ".jex": "in Joplin, export your notes as Markdown with front matter",
        ".enex": "in Evernote, export your notes as web pages (HTML)",
        ".dayone": "in Day One, export your journal as JSON",
        ".doentry": "in Day One, export your journal as JSON",
    },
)
encoding_word = WordTable(
    "Import",
    {
        Encoding.WESTERN: "Western European",
        Encoding.CENTRAL_EUROPEAN: "Central European",
        Encoding.CENTRAL_EUROPEAN_ISO: "Central European (ISO)",
        Encoding.CYRILLIC: "Cyrillic",
        Encoding.GREEK: "Greek",
        Encoding.TURKISH: "Turkish",
        Encoding.HEBREW: "Hebrew",
        Encoding.ARABIC: "Arabic",
        Encoding.BALTIC: "Baltic",
        Encoding.CYRILLIC_KOI8: "Cyrillic (KOI8)",
        Encoding.JAPANESE: "Japanese (Shift JIS)",
        Encoding.JAPANESE_EUC: "Japanese (EUC)",
        Encoding.CHINESE_SIMPLIFIED: "Chinese, simplified",
        Encoding.CHINESE_TRADITIONAL: "Chinese, traditional",
        Encoding.KOREAN: "Korean",
        Encoding.WESTERN_MAC: "Western European (old Mac)",
        Encoding.WESTERN_DOS: "Western European (DOS)",
    },
)
"""The languages whose letters an encoding has."""


def _advice(name: str) -> str:
    """What to do with a file that only its own program can read."""
    return _ADVICE.get(ending_of(name)) or _say("save it as plain text or Markdown")


def _place(trouble: ImportTrouble) -> str:
    words = trouble.where or _say("a file without a name")
    if trouble.problem is ImportProblem.EXPORT_INSTEAD and ending_of(trouble.where) in EXPORT_INSTEAD:
        words = fill(_say("{file}: {advice}"), file=words, advice=_advice(trouble.where))
    if trouble.entry:
        words = fill(_say("{file}, entry {n}"), n=f"{trouble.entry:,}", file=words)
    return f"{words} ({trouble.count:,})" if trouble.count > 1 else words


def import_lines(found: ReadEntries, known: int, imported: int) -> list[str]:
    """What came in of what was found, and what could not be read."""
    left_out = len(found.drafts) - imported
    lines = [plural("%Ln entries imported.", imported)]
    if left_out > 0:
        lines.append(plural("%Ln entries left out.", left_out))
    if known:
        lines.append(plural("%Ln entries were already in your journal.", known))
    return [*lines, "", *(list(report_lines(found.troubles)) or [_say("Everything could be read.")])]


class ReportStep(Column):
    """Lines that can be read and copied, and a sentence on what they are."""

    def __init__(self, said: str, lines: Sequence[str]) -> None:
        report = QPlainTextEdit("\n".join(lines))
        report.setReadOnly(True)
        report.setTabChangesFocus(True)
        report.setAccessibleName(self.tr("Report"))
        super().__init__(soft(said), report, spacing=Space.M)
        self.body.setStretch(1, 1)
