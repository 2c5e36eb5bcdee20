"""Parts that several pages share: entries of the catalogue with their sides, aftercare, signals, the page's frame."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from app.export.page import (
    Named,
    PageBlock,
    PagePart,
    PageSection,
    Paragraphs,
    PersonSide,
    Piece,
    PieceGroup,
    Points,
    PrintablePage,
    Room,
    SignalTableRow,
    is_filled,
)
from app.export.page_words import PageWords
from app.models.aftercare import AftercarePlan
from app.models.base import ActivityId
from app.models.catalogue import Catalogue, CatalogueEntry, SideLabels
from app.models.material import Material
from app.models.pairing import Pairing
from app.models.person import Person
from app.models.signal import Level, SafetySignal
from app.models.texts import Texts

SIGNAL_ORDER = (Level.RED, Level.YELLOW, Level.GREEN)


class PageEntries:
    """Looks up entries of the catalogue for one page."""

    def __init__(self, catalogue: Catalogue, words: PageWords) -> None:
        self._catalogue = catalogue
        self._words = words
        self._categories = {category.id: category.title for category in catalogue.categories}

    def find(self, entry_id: ActivityId | str) -> CatalogueEntry | None:
        """The entry, or None if it was deleted."""
        return self._catalogue.find(entry_id)

    def title(self, entry_id: ActivityId | str) -> str:
        """The entry's title; its id if it was deleted."""
        entry = self.find(entry_id)
        return entry.title if entry is not None else str(entry_id)

    def category(self, entry_id: ActivityId | str) -> str:
        """The title of the entry's category; empty if the entry was deleted."""
        entry = self.find(entry_id)
        return self._categories.get(entry.category, "") if entry is not None else ""

    def is_own(self, entry_id: ActivityId | str) -> bool:
        """Whether a person added the entry."""
        return str(entry_id).startswith("own.")

    def is_health(self, entry_id: ActivityId | str) -> bool:
        """Whether the entry is left out together with health."""
        entry = self.find(entry_id)
        return entry is not None and entry.health

    def piece(self, entry_id: ActivityId | str, text: str, *, piece_id: str) -> Piece:
        """A piece about an entry."""
        return Piece(
            text=text,
            id=piece_id,
            category=self.category(entry_id),
            own=self.is_own(entry_id),
            health=self.is_health(entry_id),
        )

    def sides(self, pairing: Pairing, material: Material) -> tuple[PersonSide, ...]:
        """Who does what in a pairing, each side with its name."""
        entry = self.find(pairing.activity_id)
        labels = entry.labels if entry is not None else SideLabels.NONE
        words = self._words.sides[labels]
        if pairing.active is None or labels is SideLabels.NONE:
            return tuple(PersonSide(words=text) for text in self._words.sides[SideLabels.NONE])
        others = [person.id for person in material.people if person.id != pairing.active]
        return (
            PersonSide(words=words[0], person=pairing.active),
            *(PersonSide(words=words[1], person=person) for person in others),
        )


def notes_section(words: PageWords) -> PageSection:
    """Room for notes at the foot of the last page."""
    return PageSection(id=PagePart.NOTES, blocks=(Room(label=words.sections[PagePart.NOTES]),))


def clinician_section(words: PageWords, *, of_two: bool) -> PageSection:
    """A note for a clinician, on a page of its own."""
    note = words.clinician
    parts = (note.of_two if of_two else note.of_one, note.how_to_read, note.is_not)
    blocks: list[PageBlock] = []
    for label, texts in zip(note.labels, parts, strict=True):
        blocks.append(Paragraphs(pieces=(Piece(text=label),), quiet=True))
        blocks.append(Points(pieces=tuple(Piece(text=text) for text in texts)))
    title = words.sections[PagePart.CLINICIAN]
    return PageSection(id=PagePart.CLINICIAN, title=title, new_page=True, blocks=tuple(blocks))


def own_words(text: str, *, piece_id: str, by: str | None = None) -> Piece:
    """A person's words as a piece."""
    return Piece.model_validate({"text": text, "id": piece_id, "by": by, "own": True})


def page_frame(
    words: PageWords,
    title: str,
    sections: Iterable[PageSection],
    *,
    notice: str,
    footer: str,
    details: tuple[Piece, ...] = (),
    people: Iterable[Person] = (),
) -> PrintablePage:
    """A page with a fixed title."""
    return PrintablePage(
        language=words.language,
        document_title=words.document_title,
        title=Piece(text=title),
        plain_title=title,
        details=details,
        notice=notice,
        people=tuple(Named(person=person.id, label=person.name) for person in people),
        sections=tuple(sections),
        footer=footer,
        footer_count=words.footer_count,
    )


def filled_sections(
    parts: Mapping[PagePart, Iterable[PageBlock]], titles: Mapping[PagePart, str]
) -> Iterator[PageSection]:
    """The sections that are not empty, in the order given."""
    for part, made in parts.items():
        blocks = tuple(filter(is_filled, made))
        if blocks:
            yield PageSection(id=part, title=titles[part], blocks=blocks)


def signal_rows(
    signals: Iterable[tuple[str, SafetySignal]], words: PageWords, new: Collection[str] = ()
) -> tuple[SignalTableRow, ...]:
    """Rows for signals with their ids, red first. `new`: ids of signals that are said to be new and not practised."""
    found = tuple(signals)
    return tuple(
        SignalTableRow(
            id=signal_id,
            level=signal.level,
            level_word=words.levels[signal.level] + (f" · {words.new_signal}" if signal.id in new else ""),
            expression=own_words(signal.expression, piece_id=signal_id),
            response=own_words(signal.response or signal.meaning, piece_id=signal_id),
        )
        for level in SIGNAL_ORDER
        for signal_id, signal in found
        if signal.level is level
    )


def care_groups(
    plan: AftercarePlan, texts: Texts, words: PageWords, *, piece_id: str, by: str | None = None
) -> tuple[PieceGroup, ...]:
    """A plan for aftercare: needs by kind, what to avoid, and the person's words."""
    rows = [(care.title, tuple(n.text for n in plan.needs if n.kind is kind)) for kind, care in texts.care.items()]
    rows.append((words.care_avoid, plan.avoid))
    groups = [
        PieceGroup(label=label, pieces=tuple(own_words(line, piece_id=piece_id, by=by) for line in lines), inline=True)
        for label, lines in rows
        if lines
    ]
    if plan.words.strip():
        groups.append(PieceGroup(pieces=(own_words(plan.words, piece_id=piece_id, by=by),)))
    return tuple(groups)
