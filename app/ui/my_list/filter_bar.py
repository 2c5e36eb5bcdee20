"""Search and filters above the list, and what can be done with the category that is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.models.answer import Stance
from app.models.catalogue import Category
from app.models.list_rows import AnswerFilter, RowFilter
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.buttons import FoldButton, quiet, secondary
from app.ui.kit.controls import CheckBox, ComboBox
from app.ui.kit.field import SearchField
from app.ui.kit.flow import Flow, column_in, fit_height
from app.ui.kit.menu_button import MenuButton
from app.ui.kit.stance import stance_word
from app.ui.my_list.entry_acts import EntryActs
from app.ui.my_list.presenter import MyListPresenter
from app.ui.wording import fill


class ListFilterBar(QWidget):
    """Holds the filter; signals when it changed."""

    filtered = Signal()

    def __init__(self, design: Design, presenter: MyListPresenter, acts: EntryActs, parent: QWidget) -> None:
        super().__init__(parent)
        self._design, self._presenter, self._acts = design, presenter, acts
        self.filter = RowFilter()
        self._is_folded = self._is_opened = self._has_hidden = False
        fit_height(self)

    def build(self) -> Iterator[None]:
        """Make the widgets, in pieces."""
        self._build_filters(self._design)
        yield
        self._build_acts(self._design)
        acts = (self.add, self.packs, self.bring, self.hide_category, self.rename, self.remove, self.hidden)
        column_in(self).addWidget(Flow(self.search, self.more, self.category, self.answer, self.need, self.own, *acts))
        self._show_acts()

    def _build_filters(self, design: Design) -> None:
        self.search = SearchField(design, self.tr("Search my list"))
        self.search.setMinimumWidth(design.px(Space.XXXL * 4))
        self.search.searched.connect(lambda text: self.narrow(replace(self.filter, text=text)))
        self.category = ComboBox(design, self.tr("Category"))
        self.category.picked.connect(lambda key: self.narrow(replace(self.filter, category=key)))
        self.answer = ComboBox(design, self.tr("Answer"))
        answers = [(AnswerFilter.ANY, self.tr("Any answer")), (AnswerFilter.OPEN, self.tr("Not answered"))]
        stances = [(stance, stance_word(stance)) for stance in Stance]
        self.answer.show_options([*answers, *stances], AnswerFilter.ANY)
        self.answer.picked.connect(lambda key: self.narrow(replace(self.filter, answer=key)))
        self.need = ComboBox(design, self.tr("Need"))
        self.need.show_options([("", self.tr("Any need")), *self._presenter.needs], "")
        self.need.picked.connect(lambda key: self.narrow(replace(self.filter, need=key)))
        self.own = CheckBox(design, self.tr("My own entries"), lambda on: self.narrow(replace(self.filter, own=on)))

    def _build_acts(self, design: Design) -> None:
        self.more = FoldButton(design, self.tr("Filters"), self.on_more)
        self.add = secondary(design, self.tr("Add"), lambda: self._acts.add(self.filter.category), icon="plus")
        self.packs = quiet(design, self.tr("Packs"), self._acts.choose_packs, icon="stack")
        self.bring = quiet(design, self.tr("Bring in a list"), self._acts.list_wanted.emit, icon="download-simple")
        self.hide_category = quiet(design, self.tr("Hide this category"), self.on_hide, icon="eye-slash")
        self.rename = quiet(design, self.tr("Rename"), self.on_rename, icon="pencil-simple")
        self.remove = quiet(design, self.tr("Delete this category"), self.on_remove, icon="trash")
        self.hidden = MenuButton(design, lambda key: self._presenter.set_hidden(str(key), False), icon="eye")

    def on_rename(self) -> None:
        """Rename the category that is shown."""
        if self._category is not None:
            self._acts.rename_category(self._category)

    def on_remove(self) -> None:
        """Delete the category that is shown."""
        if self._category is not None:
            self._acts.delete_category(self._category)

    @property
    def _category(self) -> Category | None:
        return self._presenter.category(self.filter.category)

    def reload(self) -> None:
        """The catalogue changed, or is shown for the first time; emits nothing."""
        categories = [(category.id, category.title) for category in self._presenter.index.categories]
        if self.filter.category not in dict(categories):
            self.filter = replace(self.filter, category="")
        self.category.show_options([("", self.tr("All categories")), *categories], self.filter.category)
        hidden = [(each.id, each.title) for each in self._presenter.catalogue.categories]
        hidden = [(key, title) for key, title in hidden if key in self._presenter.hidden]
        self.hidden.show_options(hidden, None, fill(self.tr("Show hidden categories ({count})"), count=len(hidden)))
        self._has_hidden = bool(hidden)
        self._show_acts()

    def fold(self, folded: bool) -> None:
        """Leave the room to the rows, where they would have little: all but the search is unfolded when asked for."""
        if folded != self._is_folded:
            self._is_folded = folded
            self._show_acts()

    def on_more(self) -> None:
        """Unfold the filters, or fold them again."""
        self._is_opened = not self._is_opened
        self._show_acts()

    def _show_acts(self) -> None:
        category, unfolded = self._category, self._is_opened or not self._is_folded
        mine = category is not None and self._presenter.is_private(category)
        self.more.setVisible(self._is_folded)
        self.more.show_open(unfolded)
        wanted = self.filter
        filters = (category is not None, wanted.answer is not AnswerFilter.ANY, bool(wanted.need), wanted.own)
        count = sum(filters)
        self.more.show_text(fill(self.tr("Filters ({count})"), count=count) if count else self.tr("Filters"))
        for part in (self.category, self.answer, self.need, self.own):
            part.setVisible(unfolded)
        self.packs.setVisible(unfolded)
        self.bring.setVisible(unfolded and category is None)
        self.hide_category.setVisible(unfolded and category is not None)
        self.rename.setVisible(unfolded and mine)
        empty = category is not None and not self._presenter.index.entries_of(category.id)
        self.remove.setVisible(unfolded and mine and empty)
        self.hidden.setVisible(unfolded and self._has_hidden)

    def narrow(self, wanted: RowFilter) -> None:
        """Filter by this."""
        if wanted != self.filter:
            self.filter = wanted
            self._show_acts()
            self.filtered.emit()

    def open_up(self, need: str = "") -> None:
        """Take search and filters away, but for a need; emits nothing."""
        self.filter = RowFilter(need=need)
        with QSignalBlocker(self.search):
            self.search.clear()
        self.own.show_checked(False)
        self.category.show_key("")
        self.answer.show_key(AnswerFilter.ANY)
        self.need.show_key(need)
        self._show_acts()

    def narrow_to(self, stance: Stance) -> None:
        """Filter by an answer and nothing else; emits nothing."""
        self.open_up()
        self.filter = RowFilter(answer=stance)
        self.answer.show_key(stance)
        self._show_acts()

    def on_hide(self) -> None:
        """Hide the category that is shown, for this person."""
        category = self.filter.category
        self.filter = replace(self.filter, category="")
        self._presenter.set_hidden(category, True)

    def focus_search(self) -> None:
        """Put the keyboard into the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()
