"""Pictures of the dialogs that import and export the journal."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.models.base import PersonId
from app.models.journal import EntryText
from app.services import journal
from app.ui.design.tokens import Theme
from app.ui.journal.export_dialog import PDF, ExportDialog
from app.ui.journal.import_dialog import ImportDialog
from app.ui.kit.segments import Segments
from app.ui.window import MainWindow
from app.ui.workspace import Workspace
from tests.support.prompts import FakePrompts
from tests.support.vaults import TestVault
from tests.support.workspace import make_workspace

NAMES = (
    "import-start",
    "import-preview",
    "import-dates",
    "import-letters",
    "import-report",
    "export-backup",
    "export-pdf",
    "export-done",
)
MAIN = frozenset(("import-preview", "import-dates", "import-letters", "export-backup", "export-pdf"))
Take = Callable[[QWidget, str], None]
Variants = Callable[[str], Iterator[tuple[str, Theme, int, tuple[int, int]]]]
NOTES = {
    "2026-11-02 Swimming before work.md": "Cold, and quiet. I had the lane to myself.",
    "2026-11-09.md": "# What I liked about Sunday\n\nThat nobody was in a hurry.",
    "2026-11-14 A dream.md": "---\ntags: [sea, night]\nmood: 4\n---\nWe were on a boat, and it was *warm*.",
    "2026-11-20 Letter to myself.txt": "You said you would write this down, so here it is.",
    "Ideas.md": "Asking earlier. Saying what I enjoyed, not only what I did not.",
    "Photo of us.jpg": "x",
}


def take_all(vault: TestVault, variants: Variants, wanted: Callable[[str], bool], take: Take) -> None:
    """Every step of both dialogs."""
    me = vault.people[0].id
    with vault.unit(me) as uow:
        text = EntryText(title="Sunday", body="A long walk.")
        journal.new_entry(uow, person=me, text=text, now=vault.clock(), new_id=vault.ids)
    for name in NAMES:
        for file, theme, scale, size in variants(name):
            if wanted(file):
                _take_one(vault, name, file, theme, scale, size, take)


def _take_one(
    vault: TestVault, name: str, file: str, theme: Theme, scale: int, size: tuple[int, int], take: Take
) -> None:
    ws = make_workspace(
        vault.folder.parent,
        units=vault.unit,
        people=vault.people,
        here=vault.people[:1],
        clock=vault.clock,
        theme=theme,
        scale=scale,
    )
    window = MainWindow(ws.design)
    window.show_content(QWidget())
    window.resize(*size)
    window.show()
    with tempfile.TemporaryDirectory() as folder:
        dialog = _opened(ws, window, name, Path(folder), me=vault.people[0].id)
        take(dialog, file)
    if isinstance(dialog, ImportDialog) and dialog.imported is not None:
        dialog.on_take_back()
    dialog.close()
    window.close()
    window.deleteLater()


def _opened(ws: Workspace, window: QWidget, name: str, folder: Path, *, me: PersonId) -> ImportDialog | ExportDialog:
    assert isinstance(ws.prompts, FakePrompts)
    if name.startswith("import"):
        for file, text in NOTES.items():
            (folder / file).write_text(text, encoding="utf-8")
        (folder / "2026-11-22.txt").write_bytes("Später: Tee und Grießbrei.".encode("cp1252"))
        dialog = ws.prompts.show(ImportDialog(ws, window))
        if name != "import-start":
            ws.prompts.answers.append(folder)
            dialog.on_folder()
        if name == "import-dates":
            assert dialog.preview is not None
            dialog.preview.dates_wanted.emit()
        if name == "import-letters":
            assert dialog.preview is not None
            dialog.preview.letters_wanted.emit()
        if name == "import-report":
            dialog.on_bring_in()
            assert dialog.imported is not None
        return dialog
    export = ws.prompts.show(ExportDialog(ws, window))
    if name != "export-backup":
        what = export.findChild(Segments)
        assert what is not None
        what.button(PDF).click()
        assert export.pdf is not None
        if name == "export-done":
            export.pdf.understood.click()
            ws.prompts.answers.append(folder / "notes.pdf")
            export.on_place()
    return export
