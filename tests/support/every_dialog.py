"""Every dialog of the program, opened over a page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib import import_module
from pkgutil import walk_packages
from typing import TypeVar

from PySide6.QtWidgets import QDialog

import app.ui
from app.errors import VaultInUse
from app.models.journal import EntryId, EntryTemplate, EntryText
from app.services.conflict_copies import CopiesFound
from app.ui.home.copies import CopiesDialog
from app.ui.home.notices.finding_notices import RestoredDialog
from app.ui.journal.entry_dialogs import BringDialog, OwnListDialog
from app.ui.journal.export_dialog import ExportDialog
from app.ui.journal.import_dialog import ImportDialog
from app.ui.journal.list_dialogs import DayDialog, DaysDialog, LabelsDialog
from app.ui.my_list.import_dialog import ListImportDialog
from app.ui.page_id import PageId
from app.ui.prompts import Dialog, Prompts
from app.ui.settings.page import NoticesDialog
from app.ui.shell.go_anywhere import GoAnywhere
from app.ui.shell.keys_dialog import KeysDialog
from app.ui.shell.shell import Shell
from app.ui.signals.practise import LargeSignal
from tests.support.factories import signal

K = TypeVar("K")
LABELS = tuple((f"label {number}", f"Label {number}") for number in range(30))
TEMPLATE = EntryTemplate(id="t", name="After a walk", text=EntryText(title="After a walk"))


def _own_list(shell: Shell) -> QDialog:
    dialog = OwnListDialog(shell.ws.design, "Own templates", "None yet.", _nothing, _nothing, shell)
    dialog.show_items([(TEMPLATE, TEMPLATE.name, "")])
    return dialog


def _nothing(*_anything: object) -> None:
    pass


DIALOGS: dict[type[QDialog], Callable[[Shell], QDialog]] = {
    BringDialog: lambda shell: BringDialog(shell.ws, EntryId("e"), "A dream", shell.ws.catalogue.categories, shell),
    CopiesDialog: lambda shell: CopiesDialog(shell.ws, CopiesFound(2, 1, different=2), _nothing),
    DayDialog: lambda shell: DayDialog(shell.ws.design, date(2026, 3, 14), _nothing, shell),
    DaysDialog: lambda shell: DaysDialog(shell.ws.design, (date(2026, 3, 14), None), _nothing, shell),
    ExportDialog: lambda shell: ExportDialog(shell.ws, shell),
    GoAnywhere: lambda shell: GoAnywhere(shell.ws.design, [(PageId.HOME, "Home", "house")], shell),
    ImportDialog: lambda shell: ImportDialog(shell.ws, shell),
    KeysDialog: lambda shell: KeysDialog(shell.ws.design, shell.commands, shell),
    LargeSignal: lambda shell: LargeSignal(shell.ws.design, signal(response="Both stop at once."), shell),
    LabelsDialog: lambda shell: LabelsDialog(shell.ws.design, "Feelings", LABELS, ["label 3"], _nothing, shell),
    ListImportDialog: lambda shell: ListImportDialog(shell.ws, shell),
    NoticesDialog: lambda shell: NoticesDialog(shell.ws.design, "en", shell),
    OwnListDialog: _own_list,
    RestoredDialog: lambda shell: RestoredDialog(shell.ws.design, [], _nothing),
}
"""How each kind of dialog is made."""

QUESTIONS: dict[str, Callable[[Prompts], object]] = {
    "confirm": lambda prompts: prompts.confirm("Delete it?", "It cannot be undone.", "Delete", _nothing, danger=True),
    "confirm, with resources": lambda prompts: prompts.confirm(
        "Take it back?", "Your partner sees that.", "Take it back", _nothing, resources=_nothing
    ),
    "text": lambda prompts: prompts.ask_text(
        "Rename this scene", "", "Title", _nothing, keep=_nothing, value="Saturday"
    ),
    "passphrase": lambda prompts: prompts.ask_passphrase("Your passphrase", "Once more.", _nothing),
    "error": lambda prompts: prompts.show_error(VaultInUse()),
    "file": lambda prompts: prompts.save_as("Save the page", "page.pdf", _nothing),
    "folder": lambda prompts: prompts.choose_folder("Open a vault", _nothing),
    "files": lambda prompts: prompts.choose_files("Import", _nothing),
}
"""What a screen can ask, one for each kind of question."""


def all_dialogs() -> set[type[QDialog]]:
    """Every class of dialog that is shown."""
    import_all()
    return leaves_of(QDialog) - {Dialog}


def import_all() -> None:
    """Import every screen, so that its classes are known."""
    for module in walk_packages(app.ui.__path__, f"{app.ui.__name__}."):
        import_module(module.name)


def leaves_of(kind: type[K]) -> set[type[K]]:
    """The classes of the program that derive from this one and that no other derives from."""
    deeper = [each for each in kind.__subclasses__() if each.__module__.startswith("app.")]
    return {leaf for each in deeper for leaf in leaves_of(each)} or {kind}
