"""The words of bringing in a list: problems of files, what an answer or a side is taken for, what a row becomes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QCoreApplication

from app.models.answer import Stance
from app.models.base import ActivityId
from app.models.catalogue import CatalogueEntry, Direction, SideLabels
from app.models.foreign_file import FileProblem
from app.models.foreign_list import ForeignList
from app.models.foreign_words import SideMeaning, folded_name
from app.models.list_plan import TAKEN, Leave, PlannedEntry
from app.services.list_import import ListImported
from app.ui.kit.stance import stance_word
from app.ui.my_list.words import side_word
from app.ui.wording import WordTable, dotted, fill, plural

_say = partial(QCoreApplication.translate, "ListImport")

problem_words = WordTable(
    "ListImport",
    {
        FileProblem.UNREADABLE: "The file could not be read. Check that it still exists and that you may open it.",
        FileProblem.TOO_LARGE: "The file is far larger than any list. Copy the part you need and paste it here.",
        FileProblem.EMPTY: "The file is empty.",
        FileProblem.PICTURE: "This is a picture or a PDF. Accord reads text only: copy the words and paste them.",
        FileProblem.SPREADSHEET: "This is a spreadsheet. Save it as CSV, or copy its cells and paste them here.",
        FileProblem.NOT_TEXT: "There is no text in the file that can be read. Open it elsewhere, copy the words and "
        "paste them here.",
    },
)
"""Why nothing was read from a file, and what to do."""

_SIDES = WordTable(
    "ListImport",
    {
        SideMeaning.ACTIVE: "When I give or lead",
        SideMeaning.PASSIVE: "When I receive or am led",
        SideMeaning.EITHER: "Either way",
        Leave.OUT: "Leave these out",
    },
)

_NEW = {
    labels: CatalogueEntry(id=ActivityId("own"), category="", title="–", labels=labels, added_by=None)
    for labels in SideLabels
}
"""Stand for the entries that are new, of which only the sides are known."""


def answer_options() -> list[tuple[Stance | Leave, str]]:
    """What an answer can be taken for."""
    return [*((stance, stance_word(stance)) for stance in TAKEN), (Leave.OUT, _SIDES[Leave.OUT])]


def side_options() -> list[tuple[SideMeaning | Leave, str]]:
    """What the name of a side can be taken for."""
    keys: tuple[SideMeaning | Leave, ...] = (*SideMeaning, Leave.OUT)
    return [(key, _SIDES[key]) for key in keys]


def answers_in_words(planned: PlannedEntry) -> str:
    """The answers that are new, each with its side."""
    return dotted(*(_answer(planned.entry or _NEW[planned.labels], *said) for said in planned.answers))


def _answer(entry: CatalogueEntry, direction: Direction, stance: Stance) -> str:
    if entry.labels is SideLabels.NONE:
        return stance_word(stance)
    return f"{side_word(entry, direction)}: {stance_word(stance)}"


def report_lines(imported: ListImported) -> Iterator[str]:
    """What was brought in."""
    limits = sum(said.after.stance is not None and said.after.stance.is_limit for said in imported.answers)
    if imported.answers:
        yield plural("%Ln private answers are on your list now.", len(imported.answers))
    if limits:
        yield plural("%Ln of them are limits. Nobody else learns of them.", limits)
    if imported.agreed:
        yield plural("%Ln limits are about something you have agreed, which still lists it.", imported.agreed)
    if imported.entries:
        yield plural("%Ln new entries are your own. Only you see them.", len(imported.entries))


def found_in_words(found: ForeignList) -> str:
    """How much was found, and what was not taken."""
    said = [plural("%Ln activities found.", len(found.entries))]
    if found.left_out:
        said.append(plural("%Ln lines are too long for a name and were left out.", found.left_out))
    if found.is_cut:
        said.append(_say("There is more than can be read at once; the rest was left out."))
    return " ".join(said)


def title_of(planned: PlannedEntry) -> str:
    """What the entry is called in the list, and in Accord if that differs."""
    title = planned.found.title
    if planned.entry is None or folded_name(planned.entry.title) == folded_name(title):
        return title
    return fill(_say("{theirs} → {ours}"), theirs=title, ours=planned.entry.title)


def line_of(planned: PlannedEntry) -> str:
    """What becomes of it, in one line."""
    return "  ·  ".join(filter(None, _line(planned)))


def _line(planned: PlannedEntry) -> Iterator[str]:
    if planned.entry is None:
        yield _say("New, as an entry of your own")
    yield answers_in_words(planned)
    if planned.is_hidden:
        yield _say("In a category or pack that you have hidden")
    if planned.answered:
        yield _say("What you have answered already stays as it is")
    elif not planned.answers:
        yield _say("Without an answer")
