"""Takes out of a page what the couple leave out, before anything is typeset: what is gone was never in the file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.export.options import Choices
from app.export.page import (
    Block,
    Bullets,
    Column,
    Facts,
    Group,
    ItemRow,
    ItemTable,
    Named,
    Numbered,
    Page,
    PageSection,
    Paragraphs,
    Piece,
    Rich,
    RichNode,
    Run,
    Section,
    SideBySide,
    SignalTable,
    Span,
)
from app.models.base import Model, PersonId

Rename = Callable[[str], str]

# Names that are everyday words as well: replaced only as they are written, or every "will" would be a person.
_EVERYDAY = frozenset(
    (
        "will",
        "may",
        "mark",
        "rose",
        "hope",
        "grace",
        "faith",
        "joy",
        "drew",
        "pat",
        "art",
        "bill",
        "rob",
        "dawn",
        "summer",
        "june",
        "april",
        "august",
        "sky",
        "rich",
        "frank",
        "jack",
        "guy",
        "chance",
        "sunny",
        "ray",
        "dale",
        "skip",
        "bob",
        "nick",
        "sue",
        "van",
        "star",
        "love",
        "hunter",
        "angel",
        "bliss",
        "honey",
        "ruby",
        "river",
    )
)
_SHORTEST_PART = 3


def redact(page: Page, choices: Choices) -> Page:
    """The page with everything left out removed and names replaced; no ids remain in it."""
    labels = {named.person: named.label for named in choices.people}
    called = {named.person: labels.get(named.person, named.label).strip() or "–" for named in page.people}
    rename = renamer({named.label: called[named.person] for named in page.people})
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


def renamer(labels: Mapping[str, str]) -> Rename:
    """Replaces names (keys) in a text by labels, as whole words in any case; parts of a name count as well."""
    wanted: dict[str, str] = {}
    for name, label in labels.items():
        if name.strip() and name.strip() != label:
            for form in _forms(name.strip()):
                wanted.setdefault(form.casefold(), label)
    for name in labels:  # somebody whose name stays keeps it, also within the other's
        if labels[name] == name.strip():
            wanted.pop(name.strip().casefold(), None)
    if not wanted:
        return lambda text: text
    pattern = _pattern(wanted)

    def replaced(found: re.Match[str]) -> str:
        label = wanted[found[1].casefold()]
        return label if found[2] and label.endswith(".") else label + found[2]

    return lambda text: pattern.sub(replaced, text)


def _pattern(wanted: Iterable[str]) -> re.Pattern[str]:
    forms = sorted(wanted, key=len, reverse=True)
    options = [
        f"{re.escape(form.capitalize())}|{re.escape(form.upper())}" if form in _EVERYDAY else f"(?i:{re.escape(form)})"
        for form in forms
    ]
    return re.compile(rf"(?<!\w)({'|'.join(options)})(?!\w)(\.(?!\.)|)")


def _forms(name: str) -> Iterator[str]:
    parts = [part for part in re.split(r"[\s\-]+", name) if len(part) >= _SHORTEST_PART and part[0].isupper()]
    for form in (name, *parts):
        yield unicodedata.normalize("NFC", form)
        yield unicodedata.normalize("NFD", form)
        yield form


def _anonymous(piece: Piece, rename: Rename) -> Piece:
    text = rename(piece.text) if piece.own else piece.text
    return piece.evolve(text=text, id="", about=(), category="")


@dataclass(frozen=True)
class _Cut:
    """The choices at work on blocks."""

    choices: Choices
    rename: Rename

    def section(self, section: Section) -> Section | None:
        blocks = tuple(done for block in section.blocks if (done := self.block(block)) is not None)
        return section.evolve(blocks=blocks) if blocks else None

    def block(self, block: Block) -> Block | None:
        match block:
            case Paragraphs() | Run() | Bullets() | Numbered():
                pieces = tuple(self.pieces(block.pieces))
                return block.evolve(pieces=pieces) if pieces else None
            case SideBySide():
                columns = tuple(column.evolve(groups=self.groups(column.groups)) for column in block.columns)
                return block.evolve(columns=columns) if any(column.groups for column in columns) else None
            case Facts():
                rows = self.groups(block.rows)
                return block.evolve(rows=rows) if rows else None
            case SignalTable():
                return self.signals(block)
            case ItemTable():
                return self.items(block)
            case Rich():
                return block.evolve(nodes=tuple(self.node(node) for node in block.nodes))
            case _:
                return block

    def node(self, node: RichNode) -> RichNode:
        items = tuple(item.evolve(nodes=tuple(self.node(inner) for inner in item.nodes)) for item in node.items)
        return node.evolve(spans=self.spans(node.spans), items=items)

    def spans(self, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        """Names replaced; a name that is written half in bold is a name all the same, and then the looks give way."""
        whole = self.rename("".join(span.text for span in spans))
        renamed = tuple(span.evolve(text=self.rename(span.text)) for span in spans)
        return renamed if "".join(span.text for span in renamed) == whole else (Span(text=whole),)

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

    def groups(self, groups: Iterable[Group]) -> tuple[Group, ...]:
        cut: list[Group] = []
        for group in groups:
            pieces = tuple(self.pieces(group.pieces))
            # A label can name the very entry that is reduced to its category.
            reduced = self.choices.categories_only and any(piece.category for piece in group.pieces)
            if pieces:
                group = group.evolve(pieces=pieces, label="" if reduced else group.label)
                if group not in cut:
                    cut.append(group)
        return tuple(cut)

    def signals(self, table: SignalTable) -> SignalTable | None:
        rows = tuple(
            row.evolve(
                id="",
                expression=_anonymous(row.expression, self.rename),
                response=_anonymous(row.response, self.rename),
            )
            for row in table.rows
            if not (row.id and row.id in self.choices.left_out)
        )
        return table.evolve(rows=rows) if rows else None

    def items(self, table: ItemTable) -> Block | None:
        kept = [row for row in table.rows if self.keeps(row)]
        if not kept:
            return None
        if self.choices.categories_only:
            titles = dict.fromkeys(row.category for row in kept if row.category)
            return Bullets(pieces=tuple(Piece(text=title) for title in titles)) if titles else None
        return table.evolve(rows=tuple(self.row(row) for row in kept))

    def row(self, row: ItemRow) -> ItemRow:
        return row.evolve(
            id="",
            category="",
            activity=self.rename(row.activity) if row.own else row.activity,
            conditions=tuple(self.pieces(row.conditions)),
        )


class Removable(Model):
    """Something that can be left out on its own; `section` is None for the title."""

    id: str
    section: PageSection | None = None
    text: str
    by: PersonId | None = None


def removables(page: Page) -> tuple[Removable, ...]:
    """All that can be left out of a page one by one, in the order of the page (before `redact`)."""
    found: dict[str, Removable] = {}
    if page.title.id:
        found[page.title.id] = Removable(id=page.title.id, text=page.title.text)
    for entry in contributions(page):
        if entry.id:
            found.setdefault(entry.id, entry)
    return tuple(found.values())


def contributions(page: Page) -> tuple[Removable, ...]:
    """Everything on a page, text by text with its section and whose it is: what each one approves."""
    return tuple(
        Removable(id=entry.id, section=section.id, text=entry.text, by=entry.by)
        for section in page.sections
        for block in section.blocks
        for entry in _pieces_of(block)
    )


def _pieces_of(block: Block) -> Iterator[Piece]:
    match block:
        case Paragraphs() | Run() | Bullets() | Numbered():
            yield from block.pieces
        case SideBySide():
            yield from (piece for column in block.columns for piece in _of_column(column))
        case Facts():
            for group in block.rows:
                yield from (piece.evolve(text=_labelled(group.label, piece.text)) for piece in group.pieces)
        case SignalTable():
            for row in block.rows:
                yield Piece(id=row.id, text=f"{row.level_word}: {row.expression.text}")
        case ItemTable():
            for item in block.rows:
                yield Piece(id=item.id, text=item.activity, by=item.by)
                yield from item.conditions
        case _:
            return


def _of_column(column: Column) -> Iterator[Piece]:
    for group in column.groups:
        for piece in group.pieces:
            yield piece.evolve(text=_labelled(group.label, piece.text), by=piece.by or column.person)


def _labelled(label: str, text: str) -> str:
    return f"{label}: {text}" if label else text
