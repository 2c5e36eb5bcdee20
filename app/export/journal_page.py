"""A page of one person's journal: entries as they were written, for the person who prints them.

It is made apart from all other pages: only the entries passed in can be on it, and no page of two people can hold an
entry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, tzinfo

from app.assets import load
from app.export.page import (
    FactRows,
    PageBlock,
    PagePart,
    PageSection,
    Paper,
    Paragraphs,
    Piece,
    PieceGroup,
    PrintablePage,
)
from app.export.page_words import EntryWords, PageWords
from app.export.redact import PageChoices, redact
from app.export.render import NoteKind, forget, render_pdf
from app.export.rich_body import rich_of
from app.models.base import Asset, Model
from app.models.journal import Boundary, EntryKind, JournalEntry, LabelRole
from app.models.wording import fill

JOURNAL_FILE_NAME = "notes.pdf"
"""A file name that does not reveal what is in the file."""
MOST_IN_A_FILE = 1_000
LONGEST_FILE = 4_000_000
"""Entries and characters of one file. A longer journal becomes several files: layout takes memory by length."""


class JournalWords(Asset):
    """All fixed words of a journal's pages in one language; places in braces are filled in."""

    folder = "pages/journal"
    document_title: str
    title: str
    span: str
    part: str
    untitled: str
    moment: str
    footer: str
    kinds: dict[EntryKind, str]
    boundaries: dict[Boundary, str]
    entry: EntryWords


class JournalChoices(Model):
    """The choices for a journal's pages. `called`: titles of built-in needs by their ids."""

    with_marks: bool = True
    paper: Paper = Paper.A4
    called: Mapping[str, str] = {}


def in_files(entries: Sequence[JournalEntry]) -> Iterator[tuple[JournalEntry, ...]]:
    """The entries in portions that are small enough for one file."""
    some: list[JournalEntry] = []
    size = 0
    for entry in entries:
        long = len(entry.text.body)
        if some and (len(some) >= MOST_IN_A_FILE or size + long > LONGEST_FILE):
            yield tuple(some)
            some, size = [], 0
        some.append(entry)
        size += long
    if some:
        yield tuple(some)


def render_journal(
    entries: Sequence[JournalEntry], choices: JournalChoices, step: Callable[[int, int], object]
) -> tuple[list[bytes], tuple[NoteKind, ...]]:
    """The bytes of every file, and what should be known about them; `step` gets the progress, and may raise."""
    pages, portions = JournalPages(load(PageWords), choices, None), tuple(in_files(entries))
    done, total = 0, 2 * len(entries)
    made: list[bytes] = []
    notes: dict[NoteKind, None] = {}
    for number, portion in enumerate(portions, start=1):
        sections: list[PageSection] = []
        for entry in portion:
            step(done, total)
            sections.append(pages.section(entry))
            done += 1
        page = pages.page(sections, portion[0].at, portion[-1].at, (number, len(portions)))
        rendered = render_pdf(redact(page, PageChoices(paper=choices.paper)))
        done += len(portion)
        step(done, total)
        made.append(rendered.data)
        forget()  # a file of a thousand entries takes 200 MB, and the next ones would each add as much
        notes.update(dict.fromkeys(rendered.notes))
    return made, tuple(notes)


class JournalPages:
    """Makes pages of entries. `zone` is the time zone of their days; None is the zone of this computer."""

    def __init__(self, words: PageWords, choices: JournalChoices, zone: tzinfo | None) -> None:
        self._words, self._journal_words = words, load(JournalWords, words.language)
        self._choices, self._zone = choices, zone

    def page(
        self, sections: Sequence[PageSection], first: datetime, last: datetime, part: tuple[int, int]
    ) -> PrintablePage:
        """A whole page; `part` is the number of the file and of all files."""
        one, other = self._day(first), self._day(last)
        details = [one if one == other else fill(self._journal_words.span, first=one, last=other)]
        if part[1] > 1:
            details.append(fill(self._journal_words.part, n=part[0], total=part[1]))
        return PrintablePage(
            language=self._words.language,
            document_title=self._journal_words.document_title,
            title=Piece(text=self._journal_words.title),
            details=tuple(Piece(text=text) for text in details),
            sections=tuple(sections),
            footer=self._journal_words.footer,
            footer_count=self._words.footer_count,
            paper=self._choices.paper,
        )

    def section(self, entry: JournalEntry) -> PageSection:
        """The section of one entry."""
        day = self._day(entry.at)
        title = entry.text.title.strip() or fill(self._journal_words.untitled, day=day)
        return PageSection(id=PagePart.JOURNAL, title=title, blocks=tuple(self._blocks(entry, day)))

    def _blocks(self, entry: JournalEntry, day: str) -> Iterator[PageBlock]:
        said = [
            fill(self._journal_words.moment, day=day, time=f"{entry.at.astimezone(self._zone):%H:%M}"),
            self._journal_words.kinds[entry.text.kind],
        ]
        chosen = entry.text.kind is EntryKind.FANTASY or entry.text.boundary is not Boundary.STAYS
        if chosen and self._choices.with_marks:
            said.append(self._journal_words.boundaries[entry.text.boundary])
        yield Paragraphs(pieces=(Piece(text=" · ".join(said)),), quiet=True)
        if entry.text.body.strip():
            yield rich_of(entry.text.body)
        rows = tuple(self._marks(entry)) if self._choices.with_marks else ()
        if rows:
            yield FactRows(rows=rows)

    def _marks(self, entry: JournalEntry) -> Iterator[PieceGroup]:
        text, words = entry.text, self._journal_words.entry
        given_by = {role: text.labels(role) for role in LabelRole}
        given_by[LabelRole.NEED] = tuple(self._choices.called.get(each, each) for each in text.needs)
        rows = [(words.labels[role], given) for role, given in given_by.items()]
        rows.insert(-1, (words.ways, text.ways))
        for label, given in rows:
            if given:
                pieces = tuple(Piece(text=each, own=True) for each in given)
                yield PieceGroup(label=label, pieces=pieces, inline=True)
        for label, thought in words.thoughts(text):
            yield PieceGroup(label=label, pieces=(Piece(text=thought, own=True),))

    def _day(self, at: datetime) -> str:
        return self._words.day(at.astimezone(self._zone).date())
