"""Typesets a page: PDF for the file and for print, SVG for the preview. Text reaches the typesetter as data only."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Literal

import typst

from app.errors import PageError
from app.export.page import Piece, PrintablePage
from app.export.payload import Payload
from app.export.printable_text import has_right_to_left
from app.paths import assets_dir

STANDARD: Literal["ua-1"] = "ua-1"
MOST_BOXES_NAMED = 8
_REMEMBERED = 11
_RARE = re.compile(r"\\u(?!0[014]|02[0-4]|03[7-9a-f]|1[ef]|20[1-3ab]|21[9a-f])")
"""A character in JSON that our fonts may lack: not Latin, Greek, Cyrillic, punctuation, money or an arrow."""
_MISSING_GLYPH = "could not be displayed"


class NoteKind(StrEnum):
    """What the couple should know about a PDF."""

    SHOWN_BY_CODE = "shown_by_code"
    MISSING_GLYPH = "missing_glyph"
    READING_ORDER = "reading_order"
    NOT_STANDARD = "not_standard"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A PDF, and what should be known about it."""

    data: bytes
    notes: tuple[NoteKind, ...] = ()


def render_pdf(page: PrintablePage) -> Rendered:
    """The page as PDF/UA-1: tagged in any case, but without the claim where a text can't be read back as written.

    That is so if a character has no glyph, and for writing from right to left, whose words the typesetter stores in the
    order in which they are seen. Raises `PageError`, which has none of the page's text.
    """
    payload = Payload(page)
    data = json.dumps(payload.data())
    notes = _notes(payload)
    made = _compile(data, "pdf", standard=True)
    if isinstance(made, NoteKind):
        notes.append(made)
    if isinstance(made, NoteKind) or NoteKind.READING_ORDER in notes:
        made = _compile(data, "pdf", standard=False)
    if isinstance(made, NoteKind):
        raise PageError("typesetting")
    return Rendered(made[0], tuple(notes))


def _notes(payload: Payload) -> list[NoteKind]:
    kinds = {
        NoteKind.SHOWN_BY_CODE: payload.shown > 0,
        NoteKind.READING_ORDER: has_right_to_left(payload.characters),
    }
    return [kind for kind, applies in kinds.items() if applies]


def notes_before(page: PrintablePage) -> tuple[NoteKind, ...]:
    """What should be known about a page before it is approved or made; `page.boxes` is taken as found."""
    payload = Payload(page)
    payload.data()
    return (*_notes(payload), *((NoteKind.MISSING_GLYPH,) if page.boxes else ()))


def boxes_on(page: PrintablePage) -> str:
    """Some of the characters that print as boxes, as no font has them; takes long if there are any."""
    payload = Payload(page)
    data = json.dumps(payload.data())
    if not _RARE.search(data) or _compile(data, "pdf", standard=True) is not NoteKind.MISSING_GLYPH:
        return ""
    found = ""
    waiting = ["".join(sorted(char for char in payload.characters if _RARE.search(json.dumps(char))))]
    while waiting and len(found) < MOST_BOXES_NAMED:
        some = waiting.pop()
        if not some or not _has_box(some):
            continue
        if len(some) == 1:
            found += some
        else:
            waiting += [some[len(some) // 2 :], some[: len(some) // 2]]
    return found


def _has_box(characters: str) -> bool:
    page = PrintablePage(document_title="-", title=Piece(text=" ".join(characters)), sections=(), footer_count="{n}")
    return _compile(json.dumps(Payload(page).data()), "pdf", standard=True) is NoteKind.MISSING_GLYPH


def render_preview(page: PrintablePage) -> tuple[bytes, ...]:
    """The same pages as SVG, with letters as outlines. Raises `PageError`."""
    made = _compile(json.dumps(Payload(page).data()), "svg", standard=False)
    if isinstance(made, NoteKind):
        raise PageError("typesetting")
    return made


def forget() -> None:
    """Empty the typesetter's cache, which holds everything for ten more pages, whatever their size."""
    for _ in range(_REMEMBERED):
        typst.Compiler(b"#[-]", font_paths=load_fonts(system=False)).compile(format="svg")


@cache
def load_fonts(*, system: bool) -> typst.Fonts:
    """Our fonts, and the system's for scripts that they lack: finding those takes long and holds the interpreter."""
    return typst.Fonts(font_paths=[str(assets_dir() / "pages" / "fonts")], include_system_fonts=system)


@cache
def _template() -> bytes:
    return (assets_dir() / "pages" / "page.typ").read_bytes()


def _compile(data: str, form: Literal["pdf", "svg"], *, standard: bool) -> tuple[bytes, ...] | NoteKind:
    """The bytes of each page, or why the standard cannot be met.

    Errors of the typesetter quote the text, so none is chained or kept: ours are raised outside of the handler.
    """
    failed: NoteKind | None = None
    try:
        fonts = load_fonts(system=_RARE.search(data) is not None)
        compiler = typst.Compiler(
            _template(), root=str(assets_dir() / "pages"), font_paths=fonts, sys_inputs={"page": data}
        )
        made = compiler.compile(format=form, pdf_standards=[STANDARD] if standard else [])
    except typst.TypstError as error:
        if standard:
            failed = NoteKind.MISSING_GLYPH if _MISSING_GLYPH in error.message else NoteKind.NOT_STANDARD
        made = None
    except BaseException as error:
        # A panic of the typesetter is not an Exception, and its message quotes text, too.
        if isinstance(error, (KeyboardInterrupt, SystemExit)):
            raise
        made = None
    if made is None:
        if failed is not None:
            return failed
        raise PageError("typesetting")
    return tuple(made) if isinstance(made, list) else (made,)
