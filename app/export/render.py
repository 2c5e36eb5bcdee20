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
from app.export.page import PrintablePage
from app.export.payload import Payload
from app.paths import assets_dir

STANDARD: Literal["ua-1"] = "ua-1"
_REMEMBERED = 11
_RARE = re.compile(r"\\u(?!0[014]|02[0-4]|03[7-9a-f]|1[ef]|20[1-3ab]|21[9a-f])")
"""A character in JSON that our fonts may lack: not Latin, Greek, Cyrillic, punctuation, money or an arrow."""
_MISSING_GLYPH = "could not be displayed"


class NoteKind(StrEnum):
    """What the couple should know about a PDF."""

    SHOWN_BY_CODE = "shown_by_code"
    MISSING_GLYPH = "missing_glyph"
    NOT_STANDARD = "not_standard"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A PDF, and what should be known about it."""

    data: bytes
    notes: tuple[NoteKind, ...] = ()


def render_pdf(page: PrintablePage) -> Rendered:
    """The page as PDF/UA-1. If a character has no glyph, the PDF is tagged but does not comply with the standard.

    Raises `PageError`, which has none of the page's text.
    """
    payload = Payload(page)
    data = json.dumps(payload.data())
    notes = [NoteKind.SHOWN_BY_CODE] if payload.shown else []
    made = _compile(data, "pdf", standard=True)
    if isinstance(made, NoteKind):
        notes.append(made)
        made = _compile(data, "pdf", standard=False)
    if isinstance(made, NoteKind):
        raise PageError("typesetting")
    return Rendered(made[0], tuple(notes))


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
