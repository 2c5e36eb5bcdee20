"""Dialogs over the open entry: bring to my list, and the person's own templates or ways."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.models.catalogue import CatalogueKind, Category, SideLabels
from app.models.journal import EntryId, EntryTemplate, OwnWay
from app.services import answers
from app.services.answers import NewEntry
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.buttons import IconButton, primary
from app.ui.kit.controls import CheckBox, ComboBox
from app.ui.kit.field import LineField, TextField
from app.ui.kit.flow import Column, Flow, add_to, clear_layout, row
from app.ui.kit.labels import caption, soft, strong
from app.ui.kit.segments import Segments
from app.ui.kit.strings import exact
from app.ui.prompts import Dialog
from app.ui.terms import SIDE_LABELS
from app.ui.wording import fill
from app.ui.workspace import Workspace

LONGEST_ITEM = 20_000
"""Characters of an own template's name or of an own way."""
OwnItem = tuple[EntryTemplate | OwnWay, str, str]
"""With its words, and what it belongs to."""


class OwnListDialog(Dialog):
    """A field for each item. Changed words are kept when the field is left; a field that was emptied is restored."""

    def __init__(
        self,
        design: Design,
        heading: str,
        empty: str,
        reword: Callable[[EntryTemplate | OwnWay, str], object],
        delete: Callable[[EntryTemplate | OwnWay], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(design, heading, parent)
        self._reword, self._delete = reword, delete
        self._empty = soft(empty)
        self.body.addWidget(self._empty)
        self._rows = Column(spacing=Space.M)
        self.body.addWidget(self._rows)
        self.fields: dict[str, LineField] = {}
        done = primary(design, self.tr("Done"), self.accept)
        done.setDefault(True)
        self.add_button(done)

    def show_items(self, items: Sequence[OwnItem]) -> None:
        """Show these items and no others."""
        self.fields.clear()
        clear_layout(self._rows.body)
        self._empty.setVisible(not items)
        for item in items:
            self._rows.add(self._row(*item))
        if self.isVisible():
            self.fit()

    def _row(self, item: EntryTemplate | OwnWay, words: str, belongs_to: str) -> QWidget:
        field = LineField(self.design, "", name=self.tr("Words"), max_length=LONGEST_ITEM)
        field.show_text(words)
        field.edit.setCursorPosition(0)
        field.committed.connect(
            lambda text: self._reword(item, exact(text)) if text.strip() else field.show_text(words)
        )
        self.fields[item.id] = field
        name = fill(self.tr("Delete: {words}"), words=words)
        delete = IconButton(self.design, "trash", name, lambda: self._delete(item))
        holder = Column(spacing=Space.XS)
        if belongs_to:
            holder.add(caption(belongs_to))
        holder.body.addLayout(row(field, delete, spacing=Space.XS, wide=field))
        return holder


class BringDialog(Dialog):
    """Knows nothing of the entry but its title; only the words in its fields leave the entry."""

    def __init__(
        self, ws: Workspace, entry_id: EntryId, title: str, categories: Sequence[Category], parent: QWidget
    ) -> None:
        design = ws.design
        super().__init__(design, self.tr("Bring to my list"), parent)
        self._ws = ws
        said = self.tr(
            "This makes an activity on your own list from exactly these words. Nothing else from the entry is used."
        )
        if not ws.is_solo:
            said += " " + self.tr("It is private. You decide in “What I would share” whether anybody else sees it.")
        self.body.addWidget(soft(said))
        self.title = LineField(design, self.tr("Title"))
        self.title.show_text(" ".join(title.split()))
        self.description = TextField(
            design, self.tr("Description"), help=self.tr("A sentence that says what you mean (optional)")
        )
        edits = (self.title.edit, self.description.edit)
        ws.unadded.hold_form(f"bring.{entry_id}", edits, self.accepted, self.rejected)
        self.category = ComboBox(design, self.tr("Category"))
        options = [(category.id, category.title) for category in categories]
        self.category.show_options(options, options[0][0] if options else "")
        sides = [(labels, SIDE_LABELS[labels]) for labels in reversed(SideLabels)]
        self.labels = Segments(design, self.tr("Who does what"), sides, choice=SideLabels.NONE)
        self.intensity = CheckBox(design, self.tr("It can be lighter or stronger"))
        place = (strong(self.tr("Category")), Flow(self.category))
        add_to(self.body, self.title, self.description, *place, self.labels, self.intensity)
        self.act = self.add_answers(self.tr("Put it on my list"), on=self.on_bring)
        self.title.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def on_bring(self) -> None:
        """Put the activity on the list, if it has a title."""
        if not self.title.text().strip():
            self.title.show_error(self.tr("Give it a title first."))
            self.title.edit.setFocus()
            return
        new = NewEntry(
            category=str(self.category.key),
            title=self.title.text(),
            description=self.description.text(),
            labels=SideLabels(str(self.labels.choice)),
            intensity=self.intensity.isChecked(),
            kind=CatalogueKind.ACTIVITY,
        )
        self.accept()
        person, new_id = self._ws.me, self._ws.ids
        said = self.tr("It is on your list now. Nothing else from the entry was used.")
        self._ws.write(
            person,
            lambda uow: answers.add_entry(uow, person=person, new=new, new_id=new_id),
            by=self._ws.session,
            done=lambda _changes: self._ws.toast(said),
        )
