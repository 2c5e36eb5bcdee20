"""A ten-page PDF of ours against the typesetter alone on the very same page."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from time import perf_counter

import typst

from app.assets import load
from app.export.material_page import page_of
from app.export.page import PrintablePage
from app.export.page_words import PageWords
from app.export.payload import Payload
from app.export.redact import PageChoices, redact
from app.export.render import render_pdf
from app.models.base import ItemId
from app.models.material import Material
from app.models.outline import Line
from app.paths import assets_dir
from app.services import drafts, printing
from tests.benchmarks.report import Figure
from tests.support.vaults import SHARED, vault_for

BAR = 1.3
LINES, RUNS = 128, 9
SENTENCE = "Either of us can end the evening at any time, and the other one says thank you for having said so. "


def _material(folder: Path) -> tuple[Material, PrintablePage]:
    """Ground rules with enough lines to fill ten pages."""
    with vault_for(folder) as vault:
        vault.fill_with_sample()
        today = vault.clock().date()
        with vault.unit(SHARED) as uow:
            draft = drafts.open_ground_rules(uow, new_id=vault.ids).draft
            lines = tuple(Line(id=ItemId(vault.ids()), text=f"{n}. {SENTENCE * 2}") for n in range(LINES))
            fresh = draft.evolve(id=ItemId(vault.ids()), kind="scene", title="Ten pages", rules=lines)
            drafts.save_draft(uow, draft=fresh)
        with vault.unit() as uow:
            material = printing.draft_material(uow, draft_id=fresh.id, base=vault.catalogue, today=today)
        return material, page_of(material, texts=vault.texts, words=load(PageWords))


def _seconds(work: object) -> float:
    assert callable(work)
    began = perf_counter()
    work()
    return perf_counter() - began


def figures() -> list[Figure]:
    """Our way, from the page to the file, against that of the typesetter, in turns; the least of each."""
    with tempfile.TemporaryDirectory() as folder:
        _, whole = _material(Path(folder) / "v")
    page = redact(whole, PageChoices())
    source = (assets_dir() / "pages" / "page.typ").read_bytes()
    root = assets_dir() / "pages"
    fonts = typst.Fonts(font_paths=[str(root / "fonts")])
    data = json.dumps(Payload(page).data())

    def alone() -> None:
        compiler = typst.Compiler(source, root=str(root), font_paths=fonts, sys_inputs={"page": data})
        compiler.compile(format="pdf", pdf_standards=["ua-1"])

    def ours() -> None:
        render_pdf(redact(whole, PageChoices()))

    ours()  # loads fonts and template
    pairs = [(_seconds(ours), _seconds(alone)) for _ in range(RUNS)]
    mine, other = min(one for one, _ in pairs), min(one for _, one in pairs)
    note = f"{mine * 1000:.0f} ms against {other * 1000:.0f} ms, least of {RUNS}"
    return [Figure("ten pages", mine / other, "times", BAR, note)]
