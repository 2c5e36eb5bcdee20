"""The table of check-ins: the same content as the chart; thousands of rows; copied, opened and deleted by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QTextDocumentFragment
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from app.assets import load
from app.models.check_in import BuiltInDimension, CheckIn, CheckInTexts, Dimension
from app.services import check_ins
from app.ui.check_ins.page import CHART, FILL, TABLE
from app.ui.check_ins.table_view import FIXED, NOTE, CheckInModel
from tests.support.check_ins import chart_of, page_with_check_ins, some_check_ins
from tests.support.clock import START
from tests.support.texts import AWKWARD
from tests.support.vaults import TestVault
from tests.support.work import calls_made

BUILT_IN = load(CheckInTexts).dimensions
Key = Qt.Key


def test_the_table_is_the_same_newest_first(qtbot: QtBot, vault: TestVault) -> None:
    page = page_with_check_ins(qtbot, vault, some_check_ins(12), TABLE)
    model = page.table.model
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.table.refresh()
    assert model.rowCount() == 12
    newest = some_check_ins(12)[-1]
    assert model.check_in_at(0) == newest
    shown = [model.index(0, column).data() for column in range(FIXED, model.columnCount())]
    assert shown == [str(newest.rating(each)) for each in BuiltInDimension]
    spoken = model.index(0, FIXED).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith(f"Mood: {newest.rating('mood')}")
    assert tester.model() is model


def test_a_table_of_thousands_asks_only_for_visible_cells(qtbot: QtBot, vault: TestVault) -> None:
    page = page_with_check_ins(qtbot, vault, some_check_ins(3000), FILL)

    def to_the_end() -> None:
        page.show_mode(TABLE)
        page.table.table.viewport().repaint()
        QTest.keyClick(page.table.table, Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        page.table.table.viewport().repaint()

    # Only visible cells are asked for; there are ten in a row.
    assert calls_made(to_the_end) < 20 * 3000
    assert page.table.table.currentIndex().row() == 2999


def test_copied_rows_are_cleared_from_the_clipboard(qtbot: QtBot, vault: TestVault) -> None:
    page = page_with_check_ins(qtbot, vault, some_check_ins(3), TABLE)
    page.table.table.selectAll()
    QTest.keyClick(page.table.table, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].split("\t")[:4] == ["When", "Occasion", "Note", "Mood"]
    assert [line.split("\t")[2] for line in lines[1:]] == ["number 2", "number 1", "number 0"]
    page.ws.clipboard.clear()
    assert QGuiApplication.clipboard().text() == ""


def test_tool_tips_of_the_table_show_what_was_written() -> None:
    model, words = CheckInModel(), "calm <b>and</b> warm & so on"
    dimension = Dimension(id="own", title=words)
    model.show_check_ins((CheckIn(id="c", at=START, ratings={"own": 3}, note=words),), (dimension,), START.date())
    role = Qt.ItemDataRole.ToolTipRole
    for tip in (model.index(0, NOTE).data(role), model.headerData(FIXED, Qt.Orientation.Horizontal, role)):
        assert QTextDocumentFragment.fromHtml(tip).toPlainText() == words


def test_a_note_cannot_break_the_copied_table() -> None:
    model = CheckInModel()
    mood = Dimension(id="mood", title="Mood")
    made = [CheckIn(id=str(n), at=START, note=text) for n, text in enumerate(AWKWARD)]
    model.show_check_ins(made, [mood], START.date())
    lines = model.as_text(range(len(made))).split("\n")
    assert len(lines) == len(made) + 1
    assert {line.count("\t") for line in lines} == {FIXED}


def test_a_row_is_opened_and_deleted_by_keyboard(qtbot: QtBot, vault: TestVault) -> None:
    page = page_with_check_ins(qtbot, vault, some_check_ins(3), TABLE)
    undo: list[Callable[[], object]] = []
    page.ws.signals.toasted.connect(lambda _text, back: undo.append(back))
    QTest.keyClick(page.table.table, Key.Key_Down)
    assert page.table.chosen() == [1]
    QTest.keyClick(page.table.table, Key.Key_Delete)
    assert page.table.model.rowCount() == 2
    undo[0]()
    assert page.table.model.rowCount() == 3
    page.table.table.setCurrentIndex(page.table.model.index(1, 0))
    QTest.keyClick(page.table.table, Key.Key_Return)
    assert page.filling.note.text() == "number 1"
    with vault.unit() as uow:
        assert len(check_ins.overview(uow, person=vault.alex, built_in=BUILT_IN).check_ins) == 3


def test_a_dimension_that_is_hidden_but_was_rated_stays_in_the_table(qtbot: QtBot, vault: TestVault) -> None:
    page = page_with_check_ins(qtbot, vault, some_check_ins(3), TABLE)
    page.presenter.set_hidden("mood", True)
    page.show_mode(TABLE)
    titles = [page.table.model.heading(column) for column in range(page.table.model.columnCount())]
    assert "Mood" in titles
    page.show_mode(CHART)
    assert "mood" not in chart_of(page).drawn


@pytest.mark.parametrize(("width", "height", "scale"), [(1150, 720, 100), (840, 660, 100), (1040, 720, 150)])
def test_all_ratings_are_in_sight_without_scrolling_sideways(
    qtbot: QtBot, vault: TestVault, width: int, height: int, scale: int
) -> None:
    page = page_with_check_ins(qtbot, vault, some_check_ins(30), TABLE)
    page.ws.design.set_scale(scale)
    page.resize(width, height)
    qtbot.wait(1)
    table = page.table.table
    assert table.horizontalScrollBar().maximum() == 0
    assert page.table.headings.is_turned
    assert not any(table.isColumnHidden(column) for column in range(FIXED, page.table.model.columnCount()))
    assert page.table.headings.viewport().geometry() == page.table.headings.rect(), "each is above its column"
    right = table.mapTo(page, table.rect().topRight()).x()
    assert right == page.mode.mapTo(page, page.mode.rect().topRight()).x(), "it ends where the head ends"


def test_headings_are_upright_where_there_is_room_and_where_turned_ones_would_leave_no_row(
    qtbot: QtBot, vault: TestVault
) -> None:
    page = page_with_check_ins(qtbot, vault, some_check_ins(30), TABLE)
    for width, height in ((2200, 900), (900, 330)):
        page.resize(width, height)
        qtbot.wait(1)
        assert not page.table.headings.is_turned
    page.resize(900, 800)
    qtbot.wait(1)
    assert page.table.headings.is_turned
    headings = page.table.headings
    assert headings.height() == headings.turned_height
    page.grab()  # painted as well


def test_a_page_can_be_resized_after_a_different_person_came(qtbot: QtBot, vault: TestVault) -> None:
    page = page_with_check_ins(qtbot, vault, some_check_ins(3), TABLE)
    page._drop_views()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    page.resize(page.width() + 100, page.height())
    qtbot.wait(1)
