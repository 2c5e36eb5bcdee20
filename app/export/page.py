"""A printable page: sections of typed blocks, made of pieces that can each be left out.

It has no layout. `redact` removes what the couple leave out, `payload` turns the rest into data for the typesetter.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from app.models.base import Model, PersonId, digest
from app.models.signal import Level


class PagePart(StrEnum):
    """The parts of a page, in the order printed."""

    CHANGES = "changes"
    NEEDS = "needs"
    SIGNALS = "signals"
    LIMITS = "limits"
    TERMS = "terms"
    AGREED = "agreed"
    LATER = "later"
    PLACE_TIME = "place_time"
    RULES = "rules"
    TALK = "talk"
    RISK = "risk"
    AFTERCARE = "aftercare"
    DEBRIEF = "debrief"
    WORDS = "words"
    WITHDRAWAL = "withdrawal"
    QUESTIONS = "questions"
    CHECK_INS = "check_ins"
    JOURNAL = "journal"
    TOLD = "told"
    INCIDENTS = "incidents"
    NOTES = "notes"
    LIST = "list"
    CLINICIAN = "clinician"


class Paper(StrEnum):
    """Paper sizes."""

    A4 = "a4"
    LETTER = "us-letter"


class PersonSide(Model):
    """A person's side of an activity: `words` with {name} for the person. Without a person there is no name in it."""

    words: str
    person: PersonId | None = None


class Piece(Model):
    """A text that can be left out on its own.

    `by`: who contributed it. `named`: their name is printed before it. `aside`: follows in brackets. `own`: a
    person's words, in which names are replaced. `about`: ids of pieces it explains; it is left out when all of them
    are. If only categories are printed, `category` replaces it, and a `detail` is left out.
    """

    text: str
    id: str = ""
    about: tuple[str, ...] = ()
    category: str = ""
    by: PersonId | None = None
    named: bool = False
    own: bool = False
    aside: tuple[PersonSide, ...] = ()
    detail: bool = False
    health: bool = False
    dated: bool = False


class Paragraphs(Model):
    """Pieces below each other, in smaller and softer type if `quiet`."""

    kind: Literal["paragraphs"] = "paragraphs"
    pieces: tuple[Piece, ...]
    quiet: bool = False


class Run(Model):
    """Short pieces in a line, separated by dots; `listed`: one a line in two columns, with its sides beside it."""

    kind: Literal["run"] = "run"
    label: str = ""
    pieces: tuple[Piece, ...]
    listed: bool = False


class Points(Model):
    """A list of pieces."""

    kind: Literal["points"] = "points"
    pieces: tuple[Piece, ...]
    numbered: bool = False


class PieceGroup(Model):
    """Pieces under a small label, in a column or in rows of facts."""

    label: str = ""
    pieces: tuple[Piece, ...]
    inline: bool = False


class PersonColumn(Model):
    """One person's column."""

    person: PersonId
    groups: tuple[PieceGroup, ...] = ()


class SideBySide(Model):
    """One column for each person, equally wide. An empty column is kept, so that nobody has less room."""

    kind: Literal["side_by_side"] = "side_by_side"
    columns: tuple[PersonColumn, ...]


class FactRows(Model):
    """Rows of labelled pieces."""

    kind: Literal["facts"] = "facts"
    rows: tuple[PieceGroup, ...]


class SignalTableRow(Model):
    """A row for one signal."""

    id: str = ""
    level: Level
    level_word: str
    expression: Piece
    response: Piece


class SignalTable(Model):
    """A table of signals; `large` for a card that is read from across the room."""

    kind: Literal["signals"] = "signals"
    heads: tuple[str, str, str]
    rows: tuple[SignalTableRow, ...]
    large: bool = False


class ItemRow(Model):
    """A row for one activity."""

    id: str = ""
    category: str = ""
    activity: str
    own: bool = False
    by: PersonId | None = None
    health: bool = False
    phase: str = ""
    sides: tuple[PersonSide, ...] = ()
    conditions: tuple[Piece, ...] = ()
    up_to: str = ""


class ItemTable(Model):
    """A table of activities: what, who, conditions, and the ceiling."""

    kind: Literal["items"] = "items"
    heads: tuple[str, str, str, str]
    rows: tuple[ItemRow, ...]


class BlankRow(Model):
    """A line of a blank list: an activity with boxes for its sides."""

    title: str
    description: str
    sides: tuple[str, ...]


class BlankTable(Model):
    """A table of activities with empty boxes."""

    kind: Literal["blank"] = "blank"
    title: str
    heads: tuple[str, ...]
    rows: tuple[BlankRow, ...]
    lines: tuple[BlankRow, ...] = ()
    always: tuple[str, ...] = ()


class PageSpan(Model):
    """A run of a person's words in one style."""

    text: str
    bold: bool = False
    italic: bool = False


class RichItem(Model):
    """The content of a list item or a quote."""

    nodes: tuple[RichNode, ...] = ()


class RichNode(Model):
    """A block of rich text. `level`: level of a heading (0: none), or first number of a list."""

    kind: Literal["text", "quote", "bullets", "numbers"]
    level: int = 0
    spans: tuple[PageSpan, ...] = ()
    items: tuple[RichItem, ...] = ()


class Rich(Model):
    """Rich text with headings, lists and quotes."""

    kind: Literal["rich"] = "rich"
    nodes: tuple[RichNode, ...]


class Room(Model):
    """Empty space to write on, at least `height` millimetres high, at the bottom of the last page."""

    kind: Literal["room"] = "room"
    label: str
    height: int = 36


PageBlock = Annotated[
    Paragraphs | Run | Points | SideBySide | FactRows | SignalTable | ItemTable | BlankTable | Rich | Room,
    Field(discriminator="kind"),
]


def is_filled(block: PageBlock) -> bool:
    """Whether a block has any content; a section has only such blocks."""
    match block:
        case Paragraphs() | Run() | Points():
            return bool(block.pieces)
        case SideBySide():
            return any(column.groups for column in block.columns)
        case FactRows() | SignalTable() | ItemTable():
            return bool(block.rows)
        case _:
            return True


class PageSection(Model):
    """A heading with blocks below it. Without a title, it continues the previous section.

    `new_page`: it begins one, so that it can be given alone.
    """

    id: PagePart
    title: str = ""
    new_page: bool = False
    blocks: tuple[PageBlock, ...]


class Named(Model):
    """The name that is printed for a person."""

    person: PersonId
    label: str


class PrintablePage(Model):
    """A whole page in words. `footer_count` has {n} and {total}; `plain_title` replaces a title that is left out."""

    language: str = "en"
    document_title: str
    title: Piece
    plain_title: str = ""
    details: tuple[Piece, ...] = ()
    notice: str = ""
    people: tuple[Named, ...] = ()
    sections: tuple[PageSection, ...]
    footer: str = ""
    footer_count: str
    paper: Paper = Paper.A4
    boxes: str = ""
    """Some of the characters that print as boxes; whoever approves the page approves them, too."""

    def label_of(self, person: PersonId) -> str:
        """The name that is printed for a person."""
        return next((named.label for named in self.people if named.person == person), "")


PDF_FILE_NAME = "pages.pdf"
"""A file name that does not reveal what is in the file."""


def page_digest(page: PrintablePage) -> str:
    """SHA-256 of a page, which an approval covers. It is stored in the vault only."""
    return digest(page)
