"""A printable page: sections of typed blocks, made of pieces that can each be left out.

Nothing here is laid out yet. `redact` takes away what the couple leave out, `payload` turns the rest into
plain text for the typesetter.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from app.models.base import Model, PersonId, digest
from app.models.signal import Level


class PagePart(StrEnum):
    """The parts of a page in the order they are printed."""

    NEEDS = "needs"
    SIGNALS = "signals"
    LIMITS = "limits"
    TERMS = "terms"
    AGREED = "agreed"
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
    NOTES = "notes"
    LIST = "list"


class Paper(StrEnum):
    """The sizes of paper that a page can be set for."""

    A4 = "a4"
    LETTER = "us-letter"


class PersonSide(Model):
    """A person's side of an activity: `words` with {name} for who it is (None: no name in it)."""

    words: str
    person: PersonId | None = None


class Piece(Model):
    """A text that can be left out on its own.

    `by` is whose contribution it is; `named` puts their name before it; `aside` follows in brackets. `own` marks
    a person's own words, in which names are replaced. `about` holds the ids of what it explains: it goes when
    all of those are left out. When only categories are printed, `category` is what remains of it, and a
    `detail` goes.
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
    """Pieces one below the other; `quiet` in smaller, softer type."""

    kind: Literal["paragraphs"] = "paragraphs"
    pieces: tuple[Piece, ...]
    quiet: bool = False


class Run(Model):
    """Short pieces in a line, with a dot between them."""

    kind: Literal["run"] = "run"
    label: str = ""
    pieces: tuple[Piece, ...]


class Bullets(Model):
    """A list of pieces."""

    kind: Literal["bullets"] = "bullets"
    pieces: tuple[Piece, ...]


class Numbered(Model):
    """A numbered list of pieces."""

    kind: Literal["numbered"] = "numbered"
    pieces: tuple[Piece, ...]


class PieceGroup(Model):
    """Pieces under a small label within a column or among facts."""

    label: str = ""
    pieces: tuple[Piece, ...]
    inline: bool = False


class PersonColumn(Model):
    """What one person says, beside what the other does."""

    person: PersonId
    groups: tuple[PieceGroup, ...] = ()


class SideBySide(Model):
    """One column a person, both as wide; an empty one stays, so that nobody is given less room."""

    kind: Literal["side_by_side"] = "side_by_side"
    columns: tuple[PersonColumn, ...]


class FactRows(Model):
    """Labels with what belongs to them."""

    kind: Literal["facts"] = "facts"
    rows: tuple[PieceGroup, ...]


class SignalRow(Model):
    """One signal."""

    id: str = ""
    level: Level
    level_word: str
    expression: Piece
    response: Piece


class SignalTable(Model):
    """The signals; `large` for a card that is read from across the room."""

    kind: Literal["signals"] = "signals"
    heads: tuple[str, str, str]
    rows: tuple[SignalRow, ...]
    large: bool = False


class ItemRow(Model):
    """One activity."""

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
    """Activities: what, who, under which conditions, up to which strength."""

    kind: Literal["items"] = "items"
    heads: tuple[str, str, str, str]
    rows: tuple[ItemRow, ...]


class BlankRow(Model):
    """A line of a blank list: an activity and the sides that can be ticked."""

    title: str
    description: str
    sides: tuple[str, ...]


class BlankTable(Model):
    """Activities with empty boxes."""

    kind: Literal["blank"] = "blank"
    title: str
    heads: tuple[str, ...]
    rows: tuple[BlankRow, ...]
    lines: tuple[BlankRow, ...] = ()
    always: tuple[str, ...] = ()


class PageSpan(Model):
    """A run of a person's own words that looks the same."""

    text: str
    bold: bool = False
    italic: bool = False


class RichItem(Model):
    """What stands in one item of a list, or in a quote."""

    nodes: tuple[RichNode, ...] = ()


class RichNode(Model):
    """A block of a written text; `level` is that of a heading (0: none), or the first number of a list."""

    kind: Literal["text", "quote", "bullets", "numbers"]
    level: int = 0
    spans: tuple[PageSpan, ...] = ()
    items: tuple[RichItem, ...] = ()


class Rich(Model):
    """A written text with headings, lists and quotes."""

    kind: Literal["rich"] = "rich"
    nodes: tuple[RichNode, ...]


class Room(Model):
    """Empty space to write on, at least `height` millimetres, at the foot of the last page."""

    kind: Literal["room"] = "room"
    label: str
    height: int = 36


PageBlock = Annotated[
    Paragraphs | Run | Bullets | Numbered | SideBySide | FactRows | SignalTable | ItemTable | BlankTable | Rich | Room,
    Field(discriminator="kind"),
]


class PageSection(Model):
    """A heading and what stands below it; without a title it continues the one before."""

    id: PagePart
    title: str = ""
    blocks: tuple[PageBlock, ...]


class Named(Model):
    """How a person is called on this page."""

    person: PersonId
    label: str


class PrintablePage(Model):
    """All of a printable page, in words. `footer_count` has {n} and {total}.

    `plain_title` stands in where the title is left out.
    """

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

    def label_of(self, person: PersonId) -> str:
        """What a person is called on this page."""
        return next((named.label for named in self.people if named.person == person), "")


FILE_NAME = "pages.pdf"
"""A name for the file that says nothing about what is in it."""


def page_digest(page: PrintablePage) -> str:
    """What an approval is for: SHA-256 of the page as it will be set. It stays in the vault."""
    return digest(page)
