"""Removes from a page what the couple leave out, before it is typeset, so that it is never in the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.export.page import (
    FactRows,
    ItemRow,
    ItemTable,
    Named,
    PageBlock,
    PagePart,
    PageSection,
    Paper,
    Paragraphs,
    PersonSide,
    Piece,
    PieceGroup,
    Points,
    PrintablePage,
    Rich,
    RichNode,
    Run,
    SideBySide,
    SignalTable,
    is_filled,
)
from app.export.renaming import Renamer
from app.models.base import Model, PersonId
from app.models.person import Person

UNASKED = frozenset({PagePart.CHANGES, PagePart.CLINICIAN})
"""The parts that are printed only if somebody chooses them."""


class PageChoices(Model):
    """The choices for a page. `people`: names to print; empty for everybody's own name."""

    people: tuple[Named, ...] = ()
    sections_off: frozenset[PagePart] = UNASKED
    left_out: frozenset[str] = frozenset()
    categories_only: bool = False
    with_health: bool = True
    with_dates: bool = True
    paper: Paper = Paper.A4


def real_names(people: Sequence[Person]) -> tuple[Named, ...]:
    """Everybody's own name."""
    return tuple(Named(person=person.id, label=person.name) for person in people)


def initials(people: Sequence[Person]) -> tuple[Named, ...]:
    """Everybody's first letter, with a number if two share it."""
    letters = [next((char for char in person.name if char.isalnum()), "?").upper() for person in people]
    return tuple(
        Named(
            person=person.id,
            label=f"{letter}. {number}" if letters.count(letter) > 1 else f"{letter}.",
        )
        for number, (person, letter) in enumerate(zip(people, letters, strict=True), start=1)
    )


def redact(page: PrintablePage, choices: PageChoices) -> PrintablePage:
    """The page without what is left out, with names replaced and without ids."""
    labels = {named.person: named.label for named in choices.people}
    called = {named.person: labels.get(named.person, named.label).strip() or "–" for named in page.people}
    rename = Renamer({named.label: called[named.person] for named in page.people}, page.language)
    cut = _Cut(choices, rename)
    sections = (cut.section(section) for section in page.sections if section.id not in choices.sections_off)
    left = page.title.id and page.title.id in choices.left_out
    return page.evolve(
        title=Piece(text=page.plain_title) if left else _anonymous(page.title, rename),
        details=tuple(cut.pieces(page.details)),
        people=tuple(Named(person=person, label=label) for person, label in called.items()),
        sections=tuple(section for section in sections if section is not None),
        paper=choices.paper,
    )


def _anonymous(piece: Piece, rename: Renamer) -> Piece:
    text = rename(piece.text) if piece.own else piece.text
    return piece.evolve(text=text, id="", about=(), category="")


@dataclass(frozen=True)
class _Cut:
    """Applies the choices to blocks."""

    choices: PageChoices
    rename: Renamer

    def section(self, section: PageSection) -> PageSection | None:
        blocks = tuple(filter(is_filled, map(self.block, section.blocks)))
        return section.evolve(blocks=blocks) if blocks else None

    def block(self, block: PageBlock) -> PageBlock:
        match block:
            case Paragraphs() | Run() | Points():
                return block.evolve(pieces=tuple(self.pieces(block.pieces)))
            case SideBySide():
                columns = tuple(column.evolve(groups=self.groups(column.groups)) for column in block.columns)
                return block.evolve(columns=columns)
            case FactRows():
                return block.evolve(rows=self.groups(block.rows))
            case Rich():
                return block.evolve(nodes=tuple(self.rich(node) for node in block.nodes))
            case SignalTable():
                return self.signals(block)
            case ItemTable():
                return self.items(block)
            case _:
                return block

    def keeps(self, piece: Piece | ItemRow) -> bool:
        ids = {piece.id} - {""} or (set(piece.about) if isinstance(piece, Piece) else set())
        if ids and ids <= self.choices.left_out:
            return False
        if piece.health and not self.choices.with_health:
            return False
        if self.choices.categories_only and isinstance(piece, Piece) and piece.detail:
            return False
        return self.choices.with_dates or not (isinstance(piece, Piece) and piece.dated)

    def pieces(self, pieces: Iterable[Piece]) -> Iterator[Piece]:
        seen: set[tuple[PersonId | None, str]] = set()
        for piece in pieces:
            if not self.keeps(piece):
                continue
            if not (self.choices.categories_only and piece.category):
                yield _anonymous(piece, self.rename)
            elif (piece.by, piece.category) not in seen:
                seen.add((piece.by, piece.category))
                yield Piece(text=piece.category, by=piece.by, named=piece.named)

    def groups(self, groups: Iterable[PieceGroup]) -> tuple[PieceGroup, ...]:
        cut: list[PieceGroup] = []
        for group in groups:
            pieces = tuple(self.pieces(group.pieces))
            # A label can name the entry that is reduced to its category.
            reduced = self.choices.categories_only and any(piece.category for piece in group.pieces)
            # If all pieces are a person's words, the label may be theirs, too.
            label = self.rename(group.label) if all(piece.own for piece in group.pieces) else group.label
            if pieces:
                group = group.evolve(pieces=pieces, label="" if reduced else label)
                if group not in cut:
                    cut.append(group)
        return tuple(cut)

    def rich(self, node: RichNode) -> RichNode:
        items = tuple(item.evolve(nodes=tuple(self.rich(inner) for inner in item.nodes)) for item in node.items)
        texts = self.rename.across([span.text for span in node.spans])
        spans = tuple(span.evolve(text=text) for span, text in zip(node.spans, texts, strict=True) if text)
        return node.evolve(spans=spans, items=items)

    def signals(self, table: SignalTable) -> SignalTable:
        rows = (
            row.evolve(
                id="",
                expression=_anonymous(row.expression, self.rename),
                response=_anonymous(row.response, self.rename),
            )
            for row in table.rows
            if not (row.id and row.id in self.choices.left_out)
        )
        return table.evolve(rows=tuple(rows))

    def items(self, table: ItemTable) -> PageBlock:
        kept = [row for row in table.rows if self.keeps(row)]
        if self.choices.categories_only:
            titles = dict.fromkeys(row.category for row in kept if row.category)
            return Points(pieces=tuple(Piece(text=title) for title in titles))
        return table.evolve(rows=tuple(self.row(row) for row in kept))

    def row(self, row: ItemRow) -> ItemRow:
        return row.evolve(
            id="",
            category="",
            activity=self.rename(row.activity) if row.own else row.activity,
            conditions=tuple(self.pieces(row.conditions)),
        )


def removables(page: PrintablePage) -> dict[str, str]:
    """Everything that can be left out of a page one by one: ids with texts, in its order, before `redact`.

    A text says whose it is and which side of an activity it is about, as far as the page does.
    """
    found, listed = {page.title.id: page.title.text}, _Listed({named.person: named.label for named in page.people})
    for section in page.sections:
        for block in section.blocks:
            for piece_id, text in listed.block(block):
                found.setdefault(piece_id, text)
    found.pop("", None)
    return found


@dataclass(frozen=True)
class _Listed:
    """Puts what can be left out into one line each."""

    names: Mapping[PersonId, str]

    def block(self, block: PageBlock) -> Iterator[tuple[str, str]]:
        match block:
            case Paragraphs() | Run() | Points():
                yield from ((piece.id, self.piece(piece)) for piece in block.pieces)
            case SideBySide():
                for column in block.columns:
                    yield from self.groups(column.groups, column.person)
            case FactRows():
                yield from self.groups(block.rows)
            case SignalTable():
                yield from ((row.id, f"{row.level_word}: {row.expression.text}") for row in block.rows)
            case ItemTable():
                yield from ((row.id, self.with_sides(row.activity, row.sides)) for row in block.rows)
            case _:
                return

    def groups(self, groups: Iterable[PieceGroup], person: PersonId | None = None) -> Iterator[tuple[str, str]]:
        for group in groups:
            for piece in group.pieces:
                text = self.piece(piece)
                text = f"{group.label}: {text}" if group.label else text
                yield piece.id, f"{self.name(person)} · {text}" if person is not None else text

    def piece(self, piece: Piece) -> str:
        text = self.with_sides(piece.text, piece.aside)
        return f"{self.name(piece.by)}: {text}" if piece.named and piece.by is not None else text

    def with_sides(self, text: str, sides: Sequence[PersonSide]) -> str:
        said = ", ".join(side.words.replace("{name}", self.name(side.person)) for side in sides)
        return f"{text} ({said})" if said else text

    def name(self, person: PersonId | None) -> str:
        return "" if person is None else self.names.get(person, "")
