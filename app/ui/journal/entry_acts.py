"""What can be done with an open entry besides writing: templates, own ways, bringing an idea to the list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from app.models.catalogue import Catalogue
from app.models.journal import EntryText, LabelRole, OwnWay, Template
from app.services import answers, journal
from app.ui.journal.bring import BringDialog
from app.ui.journal.own_list import OwnListDialog
from app.ui.kit.exact import exact
from app.ui.my_list.rows import CARE

if TYPE_CHECKING:
    from app.models.base import PersonId
    from app.services.answers import NewEntry
    from app.ui.workspace import Workspace


class EntryActs(QObject):
    """Asks and carries out; says afterwards what there is."""

    failed = Signal(object)
    used_loaded = Signal(object)
    """Labels in use for each role."""
    ways_loaded = Signal(object)
    templates_loaded = Signal(object)
    way_kept = Signal(str)
    """Words of an own way that was added for the open entry."""

    def __init__(self, ws: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._ws, self._page = ws, parent
        self.templates: tuple[Template, ...] = ()
        self.ways: tuple[OwnWay, ...] = ()

    @property
    def _me(self) -> PersonId:
        return self._ws.me

    # --- reading

    def load_used(self) -> None:
        """Read which labels were used before."""

        def show(used: dict[LabelRole, tuple[str, ...]]) -> None:
            self.used_loaded.emit(used)

        self._ws.read(journal.labels, show, self.failed.emit, owner=self, person=self._me)

    def load_ways(self) -> None:
        """Read the own ways."""

        def show(ways: tuple[OwnWay, ...]) -> None:
            self.ways = ways
            self.ways_loaded.emit(ways)

        self._ws.read(journal.ways, show, self.failed.emit, owner=self, person=self._me)

    def load_templates(self) -> None:
        """Read the own templates."""

        def show(templates: tuple[Template, ...]) -> None:
            self.templates = templates
            self.templates_loaded.emit(templates)

        self._ws.read(journal.templates, show, self.failed.emit, owner=self, person=self._me)

    # --- ways

    def add_way(self, need: str, words: str) -> None:
        """Keep an own way to meet a need; the open entry names it at once."""
        way = OwnWay(id=self._ws.ids(), need=need, text=words)

        def done(_changes: object) -> None:
            self.load_ways()
            self.way_kept.emit(exact(words))

        self._ws.write(self._me, journal.save_way, done, self.failed.emit, owner=self, person=self._me, way=way)

    def edit_ways(self) -> None:
        """Show the own ways, to be reworded or deleted."""
        dialog = OwnListDialog(
            self._ws.design, self.tr("My own ways"), self.tr("You have added no ways yet."), parent=self._page
        )
        titles = {need.id: need.title for need in self._ws.texts.needs}

        def show(ways: tuple[OwnWay, ...]) -> None:
            dialog.show_items([(way.id, way.text, titles.get(way.need, way.need)) for way in ways])

        def reword(way_id: str, words: str) -> None:
            way = next(way for way in self.ways if way.id == way_id)
            self._keep(journal.save_way, self.load_ways, way=way.evolve(text=words))

        def delete(way_id: str) -> None:
            way = next(way for way in self.ways if way.id == way_id)
            undo = partial(self._keep, journal.save_way, self.load_ways, way=way)
            told = partial(self._ws.toast, self.tr("Deleted."), undo=undo)
            self._keep(journal.delete_way, self.load_ways, told, way_id=way_id)

        self._show(dialog, self.ways_loaded, show, reword, delete)
        show(self.ways)

    # --- templates

    def save_template(self, text: EntryText) -> None:
        """Ask for a name and keep what an entry says as a template."""

        def named(name: str | None) -> None:
            if name and name.strip():
                template = Template(id=self._ws.ids(), name=name, text=text)
                told = partial(self._ws.toast, self.tr("The template is there now."))
                self._keep(journal.save_template, self.load_templates, told, template=template)

        said = self.tr("It keeps everything this entry says, but not how far it may go.")
        self._ws.prompts.ask_text(self.tr("Save as a template"), said, self.tr("Its name"), named, value=text.title)

    def edit_templates(self) -> None:
        """Show the own templates, to be renamed or deleted."""
        dialog = OwnListDialog(
            self._ws.design, self.tr("My templates"), self.tr("You have saved no templates yet."), parent=self._page
        )

        def show(templates: tuple[Template, ...]) -> None:
            dialog.show_items([(template.id, template.name, "") for template in templates])

        def reword(template_id: str, name: str) -> None:
            template = next(each for each in self.templates if each.id == template_id)
            self._keep(journal.save_template, self.load_templates, template=template.evolve(name=name))

        def delete(template_id: str) -> None:
            template = next(each for each in self.templates if each.id == template_id)
            undo = partial(self._keep, journal.save_template, self.load_templates, template=template)
            told = partial(self._ws.toast, self.tr("Deleted."), undo=undo)
            self._keep(journal.delete_template, self.load_templates, told, template_id=template_id)

        self._show(dialog, self.templates_loaded, show, reword, delete)
        show(self.templates)

    def _show(
        self,
        dialog: OwnListDialog,
        loaded: SignalInstance,
        show: Callable[..., object],
        reword: Callable[[str, str], object],
        delete: Callable[[str], object],
    ) -> None:
        loaded.connect(show)
        dialog.reworded.connect(reword)
        dialog.deleted.connect(delete)
        dialog.finished.connect(lambda _result: loaded.disconnect(show))
        self._ws.prompts.show(dialog)

    # --- bringing an idea to the list

    def bring(self, title: str) -> None:
        """Show what would stand on the list, from the title alone; put it there if that is wanted."""

        def ask(catalogue: Catalogue) -> None:
            categories = [category for category in catalogue.categories if category.id != CARE]
            dialog = BringDialog(self._ws.design, title, categories, for_two=not self._ws.is_solo, parent=self._page)
            dialog.brought.connect(self._bring)
            self._ws.prompts.show(dialog)

        self._ws.read(
            answers.catalogue_for, ask, self.failed.emit, owner=self, person=self._me, base=self._ws.catalogue
        )

    def _bring(self, new: NewEntry) -> None:
        told = partial(self._ws.toast, self.tr("It is on your list now. Nothing else of the entry went with it."))
        self._keep(answers.add_entry, told, new=new, new_id=self._ws.ids)

    def _keep(self, fn: Callable[..., object], *then: Callable[[], object], **arguments: object) -> None:
        def done(_result: object) -> None:
            for each in then:
                each()

        self._ws.write(self._me, fn, done, self.failed.emit, owner=self, person=self._me, **arguments)
