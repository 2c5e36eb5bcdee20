"""Pages with nobody's answers on them: a list to fill in, and the signals in large type."""

from __future__ import annotations

from collections.abc import Sequence

from app.export.page import (
    BlankRow,
    BlankTable,
    PagePart,
    PageSection,
    Piece,
    PrintablePage,
    SignalRow,
    SignalTable,
)
from app.export.page_words import PageWords
from app.models.answer import STANCES
from app.models.catalogue import CatalogueEntry, CatalogueKind, Category, Direction
from app.models.material import Material
from app.models.signal import Level
from app.models.texts import Texts


def blank_page(material: Material, *, words: PageWords) -> PrintablePage:
    """Every category with its entries and empty boxes."""
    entries = material.catalogue.entries
    sections = (
        PageSection(
            id=PagePart.LIST,
            blocks=(_table(category, [e for e in entries if e.category == category.id], words),),
        )
        for category in material.catalogue.categories
    )
    title = words.title_of(material.kind)
    return PrintablePage(
        language=words.language,
        document_title=words.document_title,
        title=Piece(text=title),
        plain_title=title,
        notice=words.notices["blank_list"],
        sections=tuple(section for section in sections if section.blocks),
        footer=words.footers["own_words"],
        footer_count=words.footers["count"],
    )


def _table(category: Category, entries: Sequence[CatalogueEntry], words: PageWords) -> BlankTable:
    return BlankTable(
        title=category.title,
        heads=(words.blank_activity, "", *(words.stances[stance] for stance in STANCES)),
        rows=tuple(_row(entry, words) for entry in entries if entry.kind is CatalogueKind.ACTIVITY),
        lines=tuple(_row(entry, words) for entry in entries if entry.kind is CatalogueKind.TERM),
        always=tuple(entry.description or entry.title for entry in entries if entry.kind is CatalogueKind.HOUSE_RULE),
    )


def _row(entry: CatalogueEntry, words: PageWords) -> BlankRow:
    sides = {
        Direction.ACTIVE: words.own_sides[entry.labels][0],
        Direction.PASSIVE: words.own_sides[entry.labels][-1],
        Direction.TOGETHER: "",
    }
    labels = tuple(sides[direction] for direction in entry.directions)
    return BlankRow(title=entry.title, description=entry.description, sides=labels)


def signal_card(material: Material, *, texts: Texts, words: PageWords) -> PrintablePage:
    """The signals, or one alone, in letters that can be read from across a room; no names."""
    signals = material.signals
    rows = tuple(
        SignalRow(
            level=signal.level,
            level_word=words.levels[signal.level],
            expression=Piece(text=signal.expression),
            response=Piece(text=signal.response or signal.meaning),
        )
        for level in (Level.RED, Level.YELLOW, Level.GREEN)
        for signal in signals
        if signal.level is level and signal.expression.strip()
    )
    title = words.titles["signal" if len(rows) == 1 else "signals"]
    card = SignalTable(heads=words.signal_heads, rows=rows, large=True)
    return PrintablePage(
        language=words.language,
        document_title=words.document_title,
        title=Piece(text=title),
        plain_title=title,
        notice=texts.signals_always,
        sections=(PageSection(id=PagePart.SIGNALS, blocks=(card,)),) if rows else (),
        footer=texts.notices.withdrawal,
        footer_count=words.footers["count"],
    )
