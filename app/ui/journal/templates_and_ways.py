"""The person's own templates and ways to meet a need: they are read, added, reworded and deleted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.models.base import PersonId
from app.models.changes import Changes
from app.models.journal import EntryId, EntryTemplate, EntryText, OwnWay
from app.services import journal
from app.services.units import UnitOfWork
from app.ui.journal.entry_dialogs import OwnItem, OwnListDialog
from app.ui.kit.strings import exact
from app.ui.page_id import NEED, PageId
from app.ui.presenter import Presenter
from app.ui.workspace import Workspace


class TemplatesAndWays(Presenter):
    """Belongs to the pane of the open entry, whose person it works for."""

    way_added = Signal(str)
    """Words of an own way that was added for the open entry."""

    def __init__(self, ws: Workspace, parent: QWidget) -> None:
        super().__init__(ws, parent)
        self._pane = parent
        self._loaded_for: PersonId | None = None
        self.templates: dict[str, EntryTemplate] = {}
        self.ways: dict[str, OwnWay] = {}

    def load(self) -> None:
        """Read templates and ways, unless they are there."""
        if self._loaded_for != self._ws.me:
            self.reload()

    def clear(self) -> None:
        """Offer nothing: they are not those of who is here now."""
        self._loaded_for, self.templates, self.ways = None, {}, {}
        self.loaded.emit()

    def reload(self) -> None:
        """Read templates and ways."""
        person = self._ws.me

        def show(found: tuple[tuple[EntryTemplate, ...], tuple[OwnWay, ...]]) -> None:
            self._loaded_for = person
            self.templates = {template.id: template for template in found[0]}
            self.ways = {way.id: way for way in found[1]}
            self.loaded.emit()

        self.read(lambda uow: (journal.templates(uow, person=person), journal.ways(uow, person=person)), show)

    # --- what the person does

    def add_way(self, need: str, words: str) -> None:
        """Add a way to meet a need, for the open entry to name."""
        self._save(OwnWay(id=self._ws.ids(), need=need, text=words), lambda: self.way_added.emit(exact(words)))

    def show_entries(self, need: str) -> None:
        """Go to the entries of *My list* that may meet a need."""
        self._ws.go(PageId.MY_LIST, f"{NEED}{need}")

    def save_template(self, entry_id: EntryId, text: EntryText) -> None:
        """Ask for a name and keep what an entry says as a template."""

        def named(name: str) -> None:
            if name.strip():
                said = partial(self._ws.toast, self.tr("The template has been saved."))
                self._save(EntryTemplate(id=self._ws.ids(), name=name, text=text), said)

        said = self.tr("It keeps everything in this entry except how far it may go.")
        keep = self._ws.unadded.in_dialog(f"template.{entry_id}")
        self._ws.prompts.ask_text(
            self.tr("Save as a template"), said, self.tr("Its name"), named, keep=keep, value=text.title
        )

    def edit_ways(self) -> None:
        """Show the ways, to be reworded or deleted."""
        titles = {need.id: need.title for need in self._ws.texts.needs}

        def items() -> list[OwnItem]:
            return [(way, way.text, titles.get(way.need, way.need)) for way in self.ways.values()]

        self._edit(self.tr("My own ways"), self.tr("You have added no ways yet."), items)

    def edit_templates(self) -> None:
        """Show the templates, to be renamed or deleted."""

        def items() -> list[OwnItem]:
            return [(template, template.name, "") for template in self.templates.values()]

        self._edit(self.tr("My templates"), self.tr("You have saved no templates yet."), items)

    def _edit(self, heading: str, empty: str, items: Callable[[], list[OwnItem]]) -> None:
        dialog = OwnListDialog(self._ws.design, heading, empty, self._reword, self._delete, self._pane)

        def show() -> None:
            dialog.show_items(items())

        self.loaded.connect(show)
        dialog.finished.connect(lambda _result: self.loaded.disconnect(show))
        show()
        self._ws.prompts.show(dialog)

    def _reword(self, own: EntryTemplate | OwnWay, words: str) -> None:
        self._save(own.evolve(name=words) if isinstance(own, EntryTemplate) else own.evolve(text=words))

    def _save(self, own: EntryTemplate | OwnWay, then: Callable[[], object] = lambda: None) -> None:
        if isinstance(own, EntryTemplate):
            self._write(lambda uow, me: journal.save_template(uow, person=me, template=own), then)
        else:
            self._write(lambda uow, me: journal.save_way(uow, person=me, way=own), then)

    def _delete(self, own: EntryTemplate | OwnWay) -> None:
        then = partial(self._ws.toast, self.tr("Deleted."), partial(self._save, own))
        if isinstance(own, EntryTemplate):
            self._write(lambda uow, me: journal.delete_template(uow, person=me, template_id=own.id), then)
        else:
            self._write(lambda uow, me: journal.delete_way(uow, person=me, way_id=own.id), then)

    def _write(self, act: Callable[[UnitOfWork, PersonId], Changes], then: Callable[[], object]) -> None:
        def done(_changes: Changes) -> None:
            self.reload()
            then()

        self.write_own(act, done)

    def on_refused(self, error: Exception) -> None:
        """Say why an act failed, over the list that is open; show what is stored."""
        self._ws.prompts.show_error(error)
        self.reload()
