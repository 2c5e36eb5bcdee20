"""The history as a table whose rows can be opened, copied and deleted; its texts are made when asked for."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from app.models.check_in import CheckIn, Dimension, Occasion
from app.ui.check_ins.headings import Headings
from app.ui.check_ins.presenter import CheckInsPresenter
from app.ui.check_ins.words import moment_words, name_of, occasion_word, rating_words
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Size, Space, TextRole
from app.ui.kit.buttons import quiet, secondary
from app.ui.kit.flow import add_to, button_row, column_in
from app.ui.kit.keyboard import KeyFilter
from app.ui.kit.labels import Reason
from app.ui.kit.row_list import Index, RowTable

WHEN, OCCASION, NOTE = 0, 1, 2
FIXED = 3
"""Number of columns before those of the dimensions."""
_SHOWING = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


class CheckInModel(QAbstractTableModel):
    """One row for each check-in, one column for each dimension."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[CheckIn, ...] = ()
        self._dimensions: tuple[Dimension, ...] = ()
        self._today = date.min

    def show_check_ins(self, oldest_first: Sequence[CheckIn], dimensions: Sequence[Dimension], today: date) -> None:
        """Replace the rows and the columns of dimensions."""
        self.beginResetModel()
        self._rows = tuple(reversed(oldest_first))
        self._dimensions, self._today = tuple(dimensions), today
        self.endResetModel()

    def check_in_at(self, row: int) -> CheckIn | None:
        """The check-in in a row; None if there is no such row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, check_in_id: str) -> int:
        """The row of a check-in; -1 if it is not in the table."""
        return next((row for row, each in enumerate(self._rows) if each.id == check_in_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else FIXED + len(self._dimensions)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < self.columnCount():
            return None
        if role in _SHOWING:
            return self.heading(section)
        if role == Qt.ItemDataRole.ToolTipRole and section >= FIXED:
            return _tip(self.heading(section))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(self._alignment(section))
        return None

    def heading(self, column: int) -> str:
        """The heading of a column."""
        fixed = {WHEN: self.tr("When"), OCCASION: self.tr("Occasion"), NOTE: self.tr("Note")}
        return fixed[column] if column in fixed else name_of(self._dimensions[column - FIXED])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        check_in, column = self._rows[index.row()], index.column()
        if role == Qt.ItemDataRole.AccessibleTextRole and column >= FIXED:
            dimension = self._dimensions[column - FIXED]
            return rating_words(dimension, check_in.rating(dimension.id))
        if role in _SHOWING:
            words = self._words(check_in, column)
            return " ".join(words.split()) if column == NOTE else words
        if role == Qt.ItemDataRole.ToolTipRole and column == NOTE:
            return _tip(check_in.note) if check_in.note else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(self._alignment(column))
        return None

    def _words(self, check_in: CheckIn, column: int) -> str:
        if column == WHEN:
            return moment_words(check_in, self._today)
        if column == OCCASION:
            return occasion_word(check_in.occasion)
        if column == NOTE:
            return check_in.note
        rating = check_in.rating(self._dimensions[column - FIXED].id)
        return "–" if rating is None else str(rating)

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignLeft if column < FIXED else Qt.AlignmentFlag.AlignHCenter
        return side | Qt.AlignmentFlag.AlignVCenter

    def as_text(self, rows: Iterable[int]) -> str:
        """The headings and these rows as tab-separated text."""
        columns = range(self.columnCount())
        lines = ["\t".join(self.heading(column) for column in columns)]
        lines += [
            "\t".join(" ".join(self._words(self._rows[row], column).split()) for column in columns) for row in rows
        ]
        return "\n".join(lines)


def _tip(text: str) -> str:
    """A text for a tool tip: it wraps, and nothing in it is taken for markup."""
    return f"<p style='white-space: pre-wrap'>{html.escape(text)}</p>"


NOTE_WIDTH = 200
"""Width of the note's column in pixels at 100 % text below which the headings are turned."""
LEAST_NOTE_WIDTH = 112
"""Least width of that column at 100 % text; without so much room it is left out, as a row can be opened."""
LEAST_ROWS = 2
"""Rows that have to stay in sight below turned headings."""
NAME_WIDTH = 200
"""Greatest width of a heading in pixels at 100 % text; a longer one is elided."""


class TableView(QWidget):
    """Newest first; Enter opens a row, Delete deletes it, Ctrl+C copies the selected rows."""

    open_wanted = Signal(str)
    delete_wanted = Signal(str)
    copy_wanted = Signal(str)
    fitted = Signal()
    """The columns, or the type, have changed."""

    def __init__(self, design: Design, presenter: CheckInsPresenter) -> None:
        super().__init__()
        self._design, self._presenter = design, presenter
        column = column_in(self, Space.M)
        self.model = CheckInModel(self)
        self.table = RowTable(design, Colour.CARD)
        self.headings = Headings(design, FIXED, self.table)
        self._build_table()
        self.open = secondary(design, self.tr("Open it"), self.on_open, icon="pencil-simple")
        self.delete = quiet(design, self.tr("Delete"), self.on_delete, icon="trash")
        self.copy = quiet(design, self.tr("Copy"), self.on_copy, icon="copy")
        column.addWidget(self.table, 1)
        column.addWidget(button_row(self.open, self.delete, self.copy))
        self._why_one, self._why_some = Reason(self.open, self.delete), Reason(self.copy)
        add_to(column, self._why_one, self._why_some)
        design.changed.connect(self._fit)

    def _build_table(self) -> None:
        table = self.table
        table.setAccessibleName(self.tr("Your check-ins, newest first"))
        table.setObjectName("card")
        # Otherwise the style paints a box where both scroll bars meet.
        table.setCornerWidget(QWidget())
        table.setHorizontalHeader(self.headings)
        table.setModel(self.model)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.doubleClicked.connect(lambda _index: self.on_open())
        table.selectionModel().selectionChanged.connect(lambda _now, _before: self._show_state())
        KeyFilter(table, self._take_key)

    def refresh(self) -> None:
        """Show the current check-ins; the current row stays selected."""
        here = self.model.check_in_at(self.table.currentIndex().row())
        dimensions = self._presenter.all_dimensions
        rated = {each for check_in in self._presenter.check_ins for each in check_in.ratings}
        asked = {each.id for each in self._presenter.dimensions}
        self.model.show_check_ins(
            self._presenter.check_ins, [d for d in dimensions if d.id in rated | asked], self._presenter.today
        )
        row = self.model.row_of(here.id) if here is not None else -1
        if row < 0 and self.model.rowCount():
            row = min(max(0, self.table.currentIndex().row()), self.model.rowCount() - 1)
        self.table.setCurrentIndex(self.model.index(row, WHEN) if row >= 0 else QModelIndex())
        self._fit()
        self._show_state()

    def _fit(self) -> None:
        self.table.verticalHeader().setDefaultSectionSize(self._row.height() + self._design.px(Space.L))
        self._fit_columns()
        self.fitted.emit()

    @property
    def _row(self) -> QFontMetrics:
        return QFontMetrics(self._design.font(TextRole.BODY))

    @property
    def _head(self) -> QFontMetrics:
        return QFontMetrics(self._design.font(TextRole.OVERLINE))

    @property
    def _pad(self) -> int:
        return 2 * Space.M + self._design.px(Space.M)

    def _widths(self, turned: bool) -> dict[int, int]:
        """The width of each column but the note's."""
        newest, oldest = self.model.check_in_at(0), self.model.check_in_at(self.model.rowCount() - 1)
        samples = [moment_words(each, self._presenter.today) for each in (newest, oldest) if each is not None]
        beside = [self._row.horizontalAdvance(occasion_word(each)) for each in Occasion]
        beside.append(self._head.horizontalAdvance(self.model.heading(OCCASION)))
        widths = {
            WHEN: max([self._row.horizontalAdvance(words) for words in samples] or [0]) + self._pad,
            OCCASION: max(beside) + self._pad,
        }
        for column in range(FIXED, self.model.columnCount()):
            upright = min(self._head.horizontalAdvance(self.model.heading(column)), self._design.px(NAME_WIDTH))
            widths[column] = self.headings.turned_size(column).width() if turned else upright + self._pad
        return widths

    def width_needed(self, *, turned: bool) -> int:
        """How wide the table has to be for all columns, with headings that are upright or turned."""
        note = self._design.px(LEAST_NOTE_WIDTH if turned else NOTE_WIDTH)
        return sum(self._widths(turned).values()) + note + Size.BAR + 2 * self.table.frameWidth()

    def _fit_columns(self) -> None:
        """Turn the headings where they have no room; the note has what room the others leave."""
        rows_high = self.table.height() - self.headings.turned_height
        is_high = rows_high >= LEAST_ROWS * self.table.verticalHeader().defaultSectionSize()
        turned = is_high and self.width_needed(turned=False) > self.table.width()
        widths = self._widths(turned)
        self.headings.turn(turned)
        room = self.table.width() - Size.BAR - 2 * self.table.frameWidth() - sum(widths.values())
        has_note = room >= self._design.px(LEAST_NOTE_WIDTH)
        self.table.setColumnHidden(NOTE, not has_note)
        widths[OCCASION] += 0 if has_note else max(0, room)
        for column, width in widths.items():
            self.headings.resizeSection(column, width)
        if self.model.columnCount():
            self.headings.setSectionResizeMode(NOTE, Headings.ResizeMode.Stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _show_state(self) -> None:
        some, one = bool(self.chosen()), len(self.chosen()) == 1
        self._why_some.give("" if some else self.tr("Choose a row first."))
        self._why_one.give("" if one else self.tr("Choose a single row to open or delete it."))
        self._why_one.setVisible(some and not one)  # one sentence is enough

    def chosen(self) -> list[int]:
        """The selected rows, from the top."""
        return sorted(index.row() for index in self.table.selectionModel().selectedRows())

    def _one(self) -> str:
        rows = self.chosen()
        found = self.model.check_in_at(rows[0]) if len(rows) == 1 else None
        return found.id if found is not None else ""

    def on_open(self) -> None:
        """Open the selected check-in."""
        if self._one():
            self.open_wanted.emit(self._one())

    def on_delete(self) -> None:
        """Delete the selected check-in."""
        if self._one():
            self.delete_wanted.emit(self._one())

    def on_copy(self) -> None:
        """Copy the selected rows."""
        if self.chosen():
            self.copy_wanted.emit(self.model.as_text(self.chosen()))

    def _take_key(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.on_copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.on_open()
        elif event.key() == Qt.Key.Key_Delete:
            self.on_delete()
        else:
            return False
        return True

    def take_focus(self) -> None:
        """Focus the rows."""
        self.table.setFocus(Qt.FocusReason.TabFocusReason)
