"""The form for a resource: its name, purpose, contacts and hours."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal

from app.models.library import Resource
from app.ui.design.design import Design
from app.ui.kit.buttons import primary, quiet, secondary
from app.ui.kit.field import LineField, TextField
from app.ui.kit.flow import button_row
from app.ui.kit.labels import caption, title
from app.ui.kit.surfaces import Card
from app.ui.reading.resource_words import hours_words


class ResourceForm(Card):
    """Emits `kept` with the changed resource, `checked` with one checked today, `hidden` with one to hide."""

    kept = Signal(object)
    checked = Signal(object)
    hidden = Signal(object)
    left = Signal()

    def __init__(self, design: Design, resource: Resource) -> None:
        super().__init__(design)
        self._resource = resource
        self.add(title(resource.name or self.tr("One of my own")))
        self._name = LineField(design, self.tr("Name"))
        self._about = LineField(design, self.tr("What it is for"))
        self._contacts = TextField(design, self.tr("How to reach it, one per line"), rows=2)
        self._hours = LineField(design, self.tr("When it is open"))
        self.edits = (self._name.edit, self._about.edit, self._contacts.edit, self._hours.edit)
        self._name.show_text(resource.name)
        self._about.show_text(resource.about)
        self._contacts.show_text("\n".join(resource.contacts))
        self._hours.show_text(hours_words(resource))
        self.add_all(self._name, self._about, self._contacts, self._hours)
        if resource.note:
            self.add(caption(resource.note))
        buttons = [primary(design, self.tr("Save"), self.on_keep)]
        if resource.id:
            buttons.append(secondary(design, self.tr("I checked it today"), self.on_checked))
            buttons.append(quiet(design, self.tr("Remove from my page"), lambda: self.hidden.emit(self._resource)))
        buttons.append(quiet(design, self.tr("Leave it as it was"), self.left.emit))
        self.add(button_row(*buttons))

    def _written(self) -> Resource | None:
        if not self._name.text().strip():
            self._name.show_error(self.tr("It needs a name. Nothing was changed."))
            self._name.edit.setFocus()
            return None
        lines = tuple(line for line in self._contacts.text().split("\n") if line.strip())
        said = replace(self._resource, name=self._name.text(), about=self._about.text(), contacts=lines)
        hours = self._hours.text()
        return said if hours == hours_words(said) else replace(said, hours=hours)

    def on_keep(self) -> None:
        """Emit what was written."""
        written = self._written()
        if written is not None:
            self.kept.emit(written)

    def on_checked(self) -> None:
        """Emit what was written, as checked today."""
        written = self._written()
        if written is not None:
            self.checked.emit(written)

    def focus(self) -> None:
        """Focus the name."""
        self._name.edit.setFocus()
