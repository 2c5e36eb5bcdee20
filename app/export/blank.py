"""Pages without answers: a list to fill in by hand, and the signals in large type."""

from __future__ import annotations

from collections.abc import Sequence

from app.export.entries import page_frame, signal_rows
from app.export.page import (
    BlankRow,
    BlankTable,
    PagePart,
    PageSection,
    PrintablePage,
    SignalTable,
)
from app.export.page_words import PageWords
from app.models.answer import STANCES
from app.models.catalogue import CatalogueEntry, CatalogueKind, Category, Direction
from app.models.material import Material, PageKind
from app.models.texts import Texts


def blank_page(material: Material, *, words: PageWords) -> PrintablePage:
    """All categories with their entries and empty boxes."""
    entries = material.catalogue.entries
    sections = (
        PageSection(
            id=PagePart.LIST,
            blocks=(_table(category, [e for e in entries if e.category == category.id], words),),
        )
        for category in material.catalogue.categories
    )
    return page_frame(
        words,
        words.titles[material.kind],
        sections,
        notice=words.blank_list_notice,
        footer=words.own_words_footer,
    )


def _table(category: Category, entries: Sequence[CatalogueEntry], words: PageWords) -> BlankTable:
    return BlankTable(
        title=category.title,
        heads=(words.blank_activity, "", *(words.stances[stance] for stance in STANCES)),
        rows=tuple(_row(entry, words) for entry in entries if entry.kind is CatalogueKind.ACTIVITY),
        lines=tuple(_row(entry, words) for entry in entries if entry.kind is CatalogueKind.TERM or entry.by_choice),
        always=tuple(entry.description or entry.title for entry in entries if entry.always_holds),
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
    """The signals, or a single one, in letters that can be read from across a room; without names."""
    signals = (("", signal) for signal in material.signals if signal.expression.strip())
    rows = signal_rows(signals, words, material.new_signals)
    card = SignalTable(heads=words.signal_heads, rows=rows, large=True)
    return page_frame(
        words,
        words.single_signal_title if len(rows) == 1 else words.titles[PageKind.SIGNALS],
        (PageSection(id=PagePart.SIGNALS, blocks=(card,)),) if rows else (),
        notice=texts.signals_always,
        footer=texts.notices.withdrawal,
    )
