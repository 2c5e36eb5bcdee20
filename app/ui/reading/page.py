"""The screen *Reading and resources* in a session; own resources and the own choice of country are private."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.assets import load_reading, load_resources
from app.models.base import PersonId
from app.models.changes import ChangeKind, Changes
from app.models.library import Resource
from app.services import answers, resources
from app.services.units import UnitOfWork
from app.ui.kit.buttons import quiet
from app.ui.kit.flow import clear_layout, discard
from app.ui.kit.surfaces import ClickRow, Rows
from app.ui.page import Page
from app.ui.page_id import TO_READ, PageId
from app.ui.reading.library_view import LibraryView
from app.ui.reading.places import place_here, places
from app.ui.reading.resource_form import ResourceForm
from app.ui.reading.text_list import RESOURCES
from app.ui.wording import plural
from app.ui.workspace import Workspace

NEW = Resource(id="", country="own", group="")


class ReadingPage(Page):
    """Texts and resources. The argument is a text's id, "resources", or nothing for the list."""

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(ws, parent)
        self._shipped = load_resources()
        self._at = ""
        self._has_to_read = False
        self._form: ResourceForm | None = None
        words, go = self.tr("Something went wrong"), lambda: self.go(PageId.WENT_WRONG)
        self.wrong = quiet(ws.design, words, go, icon="lifebuoy")
        language = ws.settings.language
        self.view = LibraryView(ws.design, load_reading(), places(language), (self.wrong,), self.fill)
        self.put_head(self.view.header)
        self.view.opened.connect(self._open)
        self.view.hear_find(self)
        self.view.place_chosen.connect(self._on_place)
        self.view.edited.connect(self._edit)
        self.view.added.connect(lambda: self._edit(replace(NEW, group=self.tr("My own"))))
        self.to_read = Rows(ws.design)
        self.to_read.hide()
        self.body.addWidget(self.to_read)
        self.body.addWidget(self.view)
        self.body.addStretch(1)

    def activate(self, argument: object = None) -> None:
        """Open a text, the resources, or the list."""
        self._open(str(argument or self._at))
        self._count_to_read()

    def _count_to_read(self) -> None:
        """Ask how much is on the reading list of whoever is here alone; nobody else is told that there is one."""
        me, base = self.ws.session.me, self.ws.catalogue
        self._has_to_read = False
        clear_layout(self.to_read.body)
        self._show_to_read()
        if me is not None:
            self.ws.read(
                lambda uow: answers.entries_to_read(uow, person=me, base=base),
                lambda found: self._on_counted(me, len(found)),
                owner=self,
            )

    def _on_counted(self, person: PersonId, count: int) -> None:
        if person == self.ws.session.me:
            self._has_to_read = bool(count)
            about = plural("%n entries that you would like to know more about before you answer", count)
            if count:
                row = self.to_read.add(ClickRow(self.ws.design, self.tr("My reading list"), about))
                row.clicked.connect(lambda: self.go(PageId.MY_LIST, TO_READ))
            self._show_to_read()

    def _show_to_read(self) -> None:
        self.to_read.setVisible(self._has_to_read and not self._at and self._form is None)

    def _open(self, key: str) -> None:
        self._at = key
        self.wrong.setVisible(self.ws.session.me is not None)
        self.notice.clear()
        self._close_form()
        self._show_to_read()
        if key == RESOURCES:
            self._load()
        elif key:
            self.view.show_text(key)
        else:
            self.view.show_list()

    def _load(self) -> None:
        me = self.ws.session.me
        if me is None:
            self._on_loaded(self._shipped, None)
            return
        shipped = self._shipped

        def read(uow: UnitOfWork) -> tuple[tuple[Resource, ...], str | None]:
            found = resources.resources(uow, person=me, shipped=shipped)
            return found, resources.chosen_place(uow, person=me)

        self.ws.read(read, lambda found: self._on_loaded(*found), owner=self)

    def _on_loaded(self, found: tuple[Resource, ...], place: str | None) -> None:
        if self._at != RESOURCES:
            return
        if place is None:
            place = place_here(self.ws.settings.country, self.ws.settings.language)
        self.view.show_resources(found, editable=self.ws.session.me is not None, place=place)

    def _on_place(self, place: str) -> None:
        """Alone it is remembered for this person, who may be looking for help elsewhere; together, for both."""
        me = self.ws.session.me
        if me is None:
            self.ws.settings.country = place
        else:
            self._write(lambda uow: resources.choose_place(uow, person=me, place=place))

    def on_changed(self, changes: Changes, by: QObject | None = None) -> None:
        """Reload the resources if they changed."""
        if changes.touches(ChangeKind.RESOURCES) and self._at == RESOURCES:
            self._load()

    def on_presence_changed(self) -> None:
        """Own entries are shown only to their owner, and so is the way to their own page."""
        self.wrong.setVisible(self.ws.session.me is not None)
        self._count_to_read()
        if self._at == RESOURCES:
            self._open(self._at)

    def _on_checked(self, resource: Resource) -> None:
        self._close_form()
        today = self.ws.today.isoformat()
        self._save(replace(resource, last_checked=today))

    def _save(self, resource: Resource) -> None:
        me, new_id = self.ws.me, self.ws.ids
        self._write(lambda uow: resources.save_resource(uow, person=me, resource=resource, new_id=new_id))

    def _write(self, act: Callable[[UnitOfWork], Changes], done: Callable[[], object] = lambda: None) -> None:
        self.ws.write(self.ws.me, act, by=self, done=lambda _changes: done(), failed=self.notice.show_error)

    def _on_hidden(self, resource: Resource) -> None:
        self._close_form()
        me = self.ws.me

        def undo() -> None:
            if resource.shipped and resource.last_checked is None:
                self._write(lambda uow: resources.restore_resource(uow, person=me, resource_id=resource.id))
            else:
                self._save(resource)

        self._write(
            lambda uow: resources.hide_resource(uow, person=me, resource=resource),
            lambda: self.ws.toast(self.tr("Removed from your page."), undo=undo),
        )

    def _edit(self, resource: Resource) -> None:
        self._close_form()
        self._form = ResourceForm(self.ws.design, resource)
        ends = (self._form.kept, self._form.left, self._form.checked, self._form.hidden)
        self.ws.unadded.hold_form(f"resource.{resource.id}", self._form.edits, *ends)
        self._form.kept.connect(self._on_kept)
        self._form.left.connect(self._close_form)
        self._form.checked.connect(self._on_checked)
        self._form.hidden.connect(self._on_hidden)
        self.body.insertWidget(2, self._form)
        self._show_view(False)
        self._form.focus()

    def _on_kept(self, resource: Resource) -> None:
        self._close_form()
        self._save(resource)

    def _close_form(self) -> None:
        if self._form is not None:
            discard(self._form)
            self._form = None
            self._show_view(True)

    def _show_view(self, shown: bool) -> None:
        self.view.setVisible(shown)
        self.view.add.setVisible(shown)
