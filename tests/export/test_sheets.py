"""Where sheets end: a heading or label is on the sheet on which its text begins."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.export.page import (
    BlankRow,
    BlankTable,
    FactRows,
    ItemRow,
    ItemTable,
    Named,
    PageBlock,
    PagePart,
    PageSection,
    PageSpan,
    Paragraphs,
    PersonColumn,
    Piece,
    PieceGroup,
    Points,
    PrintablePage,
    Rich,
    RichItem,
    RichNode,
    Run,
    SideBySide,
    SignalTable,
    SignalTableRow,
)
from app.export.render import render_pdf
from app.models.base import PersonId
from app.models.signal import Level
from tests.support.printed import sheets_of, squeezed

ANN, BEN = PersonId("a"), PersonId("b")
LONG = " with more words than there is room for in a single line, so that some of them are on the next " * 2


def _text(mark: str) -> Piece:
    return Piece(text=f"text{mark}x" + LONG)


def _rich(kind: str, mark: str) -> Rich:
    text = RichNode(kind="text", spans=(PageSpan(text=_text(mark).text),))
    below = text if kind == "text" else RichNode.model_validate({"kind": kind, "items": (RichItem(nodes=(text,)),)})
    return Rich(nodes=(RichNode(kind="text", level=1, spans=(PageSpan(text=f"head{mark}x"),)), below))


def _person(person: PersonId, *marks: str) -> PersonColumn:
    return PersonColumn(
        person=person, groups=tuple(PieceGroup(label=f"head{mark}x", pieces=(_text(mark),)) for mark in marks)
    )


SIGNAL = SignalTableRow(level=Level.RED, level_word="Red", expression=Piece(text="one"), response=Piece(text="two"))


def _blocks() -> Iterator[PageBlock]:
    """Blocks whose labels have `head` and a mark, and their texts `text` and the same one."""
    yield SideBySide(columns=(_person(ANN, "a1", "a2"), _person(BEN, "b1", "b2")))
    yield FactRows(rows=(PieceGroup(label="headfax", pieces=(_text("fa"),)),))
    yield Points(pieces=(_text("p"),))
    yield Run(label="headrx", pieces=(_text("r"),))
    yield SignalTable(heads=("headsx", "", ""), rows=(SIGNAL.evolve(expression=_text("s")),))
    yield ItemTable(heads=("headix", "", "", ""), rows=(ItemRow(activity="textix" + LONG),))
    yield SignalTable(heads=("", "", ""), rows=(SIGNAL.evolve(level_word="headlx", response=_text("l")),), large=True)
    yield BlankTable(
        title="headkx", heads=("", ""), rows=(BlankRow(title="textkx", description=LONG, sides=("a", "b")),)
    )
    for kind in ("text", "quote", "bullets"):
        yield _rich(kind, kind[0] + "n")


def _page(lines: int) -> PrintablePage:
    filler = PageSection(
        id=PagePart.WORDS,
        title="Before",
        blocks=(Paragraphs(pieces=tuple(Piece(text=f"line {n}") for n in range(lines))),),
    )
    sections = tuple(
        PageSection(id=PagePart.RULES, title=f"section{n}x", blocks=(block,)) for n, block in enumerate(_blocks())
    )
    return PrintablePage(
        document_title="-",
        title=Piece(text="A page"),
        people=(Named(person=ANN, label="nameax"), Named(person=BEN, label="namebx")),
        sections=(filler, *sections),
        footer_count="{n}",
    )


MARKS = ("a1", "a2", "b1", "b2", "fa", "r", "s", "i", "l", "k", "tn", "qn", "bn")
FIRST = (
    "nameax",
    "headfax",
    "textpx",
    "headrx",
    "headsx",
    "headix",
    "headlx",
    "headkx",
    "headtnx",
    "headqnx",
    "headbnx",
)
"""What each section begins with."""
FOLLOWED = {
    **{f"section{n}x": words for n, words in enumerate(FIRST)},
    **{f"head{mark}x": f"text{mark}x" for mark in MARKS},
    "nameax": "heada1x",
    "namebx": "headb1x",
}


@pytest.mark.parametrize("lines", range(0, 44, 2))
def test_a_heading_is_never_alone_at_the_foot_of_a_sheet(lines: int) -> None:
    sheets = [squeezed(sheet) for sheet in sheets_of(render_pdf(_page(lines)))]

    def at(words: str) -> int:
        return next(n for n, sheet in enumerate(sheets) if words in sheet)

    assert len(sheets) > 2
    assert [head for head, text in FOLLOWED.items() if at(head) != at(text)] == []
