"""Bring to my list: a dialog with exactly the words that would make an activity there, and the act."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.models.catalogue import Catalogue, CatalogueKind, Category, SideLabels
from app.services import answers
from app.services.answers import NewEntry
from app.ui.design.design import Design
from app.ui.journal.dialogs import TallDialog
from app.ui.kit.buttons import primary, secondary
from app.ui.kit.controls import CheckBox, ComboBox
from app.ui.kit.field import LineField, TextField
from app.ui.kit.flow import Flow
from app.ui.kit.labels import soft, strong
from app.ui.kit.segments import Segments
from app.ui.my_list.rows import CARE
from app.ui.my_list.words import labels_word
from app.ui.presenter import Presenter


class BringPresenter(Presenter):
    """Reads the categories there are, and puts an activity on the person's own list."""

    def read_categories(self, done: Callable[[tuple[Category, ...]], object]) -> None:
        """Read the categories that an activity can be in."""
        person, base = self._ws.me, self._ws.catalogue

        def found(catalogue: Catalogue) -> None:
            done(tuple(category for category in catalogue.categories if category.id != CARE))

        self.read(lambda uow: answers.catalogue_for(uow, person=person, base=base), found)

    def bring(self, new: NewEntry) -> None:
        """Put an activity on the list; nothing of the entry but these words comes with it."""
        person, new_id = self._ws.me, self._ws.ids
        said = self.tr("It is on your list now. Nothing else of the entry went with it.")
        self.write(
            person,
            lambda uow: answers.add_entry(uow, person=person, new=new, new_id=new_id),
            lambda _changes: self._ws.toast(said),
        )

    def on_refused(self, error: Exception) -> None:
        """Show why the activity could not be stored."""
        self.failed.emit(error)


class BringDialog(TallDialog):
    """Knows nothing of the entry but its title; only the words in its fields leave the entry."""

    brought = Signal(object)
    """NewEntry."""

    def __init__(
        self,
        design: Design,
        title: str,
        categories: Sequence[Category],
        *,
        for_two: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(design, self.tr("Bring to my list"), parent)
        said = self.tr(
            "This makes an activity on your own list from exactly these words. Nothing else of the entry goes."
        )
        if for_two:
            said += " " + self.tr("It is private; whether anybody else sees it is decided in “What I would share”.")
        self.column.addWidget(soft(said))
        self.title = LineField(design, self.tr("Title"))
        self.title.show_text(" ".join(title.split()))
        self.description = TextField(
            design, self.tr("Description"), help=self.tr("A sentence that says what you mean. It can stay empty.")
        )
        self.category = ComboBox(design, self.tr("Category"))
        options = [(category.id, category.title) for category in categories]
        self.category.show_options(options, options[0][0] if options else "")
        self.labels = Segments(
            design, self.tr("Its sides"), [(labels, labels_word(labels)) for labels in reversed(SideLabels)]
        )
        self.labels.show_choice(SideLabels.NONE)
        self.intensity = CheckBox(design, self.tr("It can be lighter or stronger"))
        for part in (self.title, self.description, strong(self.tr("Category")), Flow(self.category), self.labels):
            self.column.addWidget(part)
        self.column.addWidget(self.intensity)
        self.add_button(secondary(design, self.tr("Cancel"), self.reject))
        self.act = primary(design, self.tr("Put it on my list"), self.on_bring)
        self.act.setDefault(True)
        self.add_button(self.act)
        self.title.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def on_bring(self) -> None:
        """Emit the activity, if it has a title."""
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
        self.brought.emit(new)
