"""Pictures of the dialog that brings in a list."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.models.answer import Stance
from app.models.foreign_words import SideMeaning, folded
from app.ui.design.tokens import Theme
from app.ui.my_list.import_dialog import ListImportDialog
from app.ui.window import MainWindow
from tests.screenshots.journal_files import Take, Variants
from tests.support.prompts import FakePrompts
from tests.support.vaults import TestVault
from tests.support.workspace import make_workspace

NAMES = ("list-start", "list-words", "list-unsure", "list-preview", "list-report")
LIST = """#Touch
(Giving, Receiving)
* Massage: favorite, favorite
* Tickling: limit, maybe
* Hand holding: like, like

#Impact
(Giving, Receiving)
* Slapping: 4, maybe
* Spanking: maybe, like
* Paddles: no, no

#Outside
(General)
* Swimming at night: love
* Being watched: limit
"""


def take_all(vault: TestVault, variants: Variants, wanted: Callable[[str], bool], take: Take) -> None:
    """Every step of it."""
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
        ids=vault.ids,
        theme=theme,
        scale=scale,
    )
    window = MainWindow(ws.design)
    window.show_content(QWidget())
    window.resize(*size)
    window.show()
    assert isinstance(ws.prompts, FakePrompts)
    dialog = ws.prompts.show(ListImportDialog(ws, window))
    for step in NAMES[1 : NAMES.index(name) + 1]:
        _go_to(dialog, step)
    take(dialog, file)
    if dialog.imported is not None:
        dialog.on_take_back()
    dialog.close()
    window.close()
    window.deleteLater()


def _go_to(dialog: ListImportDialog, step: str) -> None:
    """One step further."""
    if step == "list-words":
        dialog.paste.setPlainText(LIST)
        dialog.on_read()
    elif step == "list-unsure":
        draft = dialog.draft
        assert draft is not None
        limits = {folded(word): Stance.HARD_LIMIT for word in ("limit", "no")}
        draft.meanings = draft.meanings.evolve(
            answers={**draft.meanings.answers, **limits, "4": Stance.WILLING},
            sides={**draft.meanings.sides, "general": SideMeaning.EITHER, "": SideMeaning.EITHER},
        )
        dialog.go_on(draft)
    elif step == "list-preview":
        assert dialog.draft is not None
        dialog.show_preview(dialog.draft)
    else:
        dialog.on_bring_in()
        assert dialog.imported is not None
