"""The grid, measured over every screen: one left edge, buttons of two heights, the last card above the edge."""

from __future__ import annotations

from collections.abc import Iterator
from types import UnionType

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QFrame,
    QLineEdit,
    QListView,
    QProgressBar,
    QScrollArea,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.models.list_place import ListMode
from app.ui.agreement.clause_view import ClauseView
from app.ui.agreement.withdraw import WithdrawPanel
from app.ui.check_ins.page import CheckInsPage
from app.ui.conversation.signal_lines import EveningLines
from app.ui.design.tokens import SCALES, Size, Space, TextRole
from app.ui.journal.list_view import EntryListView
from app.ui.kit.buttons import Button, ButtonKind
from app.ui.kit.chips import Chip
from app.ui.kit.empty import EmptyState
from app.ui.kit.flow import Column, holds_focus
from app.ui.kit.header import PageHeader
from app.ui.kit.labels import Label
from app.ui.kit.painted_row import TextLines
from app.ui.kit.scroll import Fade, ScrollPage
from app.ui.kit.segments import Track
from app.ui.kit.stance import StancePill
from app.ui.kit.surfaces import Card
from app.ui.limits.groups import ItemPanel, SharedItemRow
from app.ui.limits.page import LimitsPage
from app.ui.my_list.legend import StanceLegend
from app.ui.my_list.page import MyListPage
from app.ui.my_reading.step_view import StepView
from app.ui.page import Page
from app.ui.page_id import PageId
from app.ui.scene_day.target import SignalTarget
from app.ui.shell.idle_warning import IdleWarning
from app.ui.shell.navigation import Here, NavContext
from app.ui.shell.shell import Shell
from app.ui.shell.sidebar import Sidebar
from tests.screenshots.shots import SHOTS, Shot, shot_window
from tests.support.leaks import settle
from tests.support.vaults import TestVault, vault_for
from tests.support.widgets import find_all

PANES = frozenset(("my-list-rows", "my-list-to-read", "journal", "journal-search", "journal-bin", "journal-days"))
"""What scrolls beside a list that scrolls."""
LIVE = frozenset(("live", "live-check-in", "live-last", "live-yellow", "live-smaller", "stopped"))
COVERED = frozenset(("handing-over", "large-signal", "idle")) | LIVE
ON_THE_GRID = frozenset(shot.name for shot in SHOTS) - COVERED
USUAL = frozenset((ButtonKind.PRIMARY, ButtonKind.SECONDARY, ButtonKind.QUIET, ButtonKind.DANGER, ButtonKind.FINAL))
BARS = QComboBox | QLineEdit | QProgressBar | EmptyState | EveningLines
"""What may be first below a header."""
FRAMES = frozenset(("card", "panel", "notice"))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestVault]:
    with vault_for(tmp_path_factory.mktemp("grid") / "vault") as vault:
        vault.fill_with_sample()
        yield vault


def page_of(qtbot: QtBot, vault: TestVault, shot: Shot, scale: int = 100, size: tuple[int, int] = (1280, 800)) -> Page:
    window = shot_window(vault, shot, scale=scale, size=size)
    qtbot.addWidget(window)
    settle()
    shell = window.findChild(Shell)
    assert shell is not None
    assert shell.pages.current is not None
    return shell.pages.current


def frames_in(widget: QWidget) -> list[QFrame]:
    return [each for each in widget.findChildren(QFrame) if each.isVisible() and each.objectName() in FRAMES]


def must_be_on_the_grid(page: Page, name: str) -> None:
    """What `test_behaviour` asks of every screen it opens in a window of 1280 x 800; scrolls to the end."""
    edge = (page.width() - Size.BAR - Size.CONTENT) // 2
    parts = [each for each in page.findChildren(PageHeader) if each.isVisible()]
    begins = min(each.mapTo(page, QPoint()).x() for each in page.findChildren(QWidget) if _is_content(each))
    assert edge > Space.XL
    assert {header.mapTo(page, QPoint()).x() for header in parts} <= {edge}
    assert begins == edge

    areas = [each for each in page.findChildren(ScrollPage) if each.isVisible()]
    if parts and areas and not any(area.verticalScrollBar().value() for area in areas):
        below = parts[0].mapTo(page, QPoint(0, parts[0].height())).y()
        tops = [each.mapTo(page, QPoint()).y() for each in page.findChildren(QWidget) if _is_content(each, BARS)]
        assert min(top for top in tops if top >= below) - below == Space.L

    usual = [each for each in page.findChildren(Button) if each.isVisible() and each.kind in USUAL]
    assert {each.height() for each in usual} <= {Size.BUTTON, Size.COMPACT}
    heads = {each: header for header in parts for each in usual if header.isAncestorOf(each)}
    assert {each.height() for each in heads} <= {Size.BUTTON}
    backs = [each for each in usual if each._icon_name == "caret-left" and each.mapTo(page, QPoint()).x() == edge]
    assert all(each in heads and each.y() < heads[each]._title.y() for each in backs) or not parts

    assert not [each for each in page.findChildren(Column) if _is_a_gap(each)]
    assert [each.words for each in usual if _ends_beside_the_edge(each, page)] == []

    loose = [each for each in usual if not any(area.isAncestorOf(each) for area in areas)]
    assert all(each.mapTo(page, QPoint(0, each.height())).y() <= page.height() - Space.L for each in loose)

    if name in PANES:
        for area in areas:
            fades = [each for each in area.findChildren(Fade) if each.parent() is area and each.isVisible()]
            bar = area.verticalScrollBar()
            assert {each.y() for each in fades} == _faded(area.height(), bar.value(), bar.maximum())
    else:
        for area in areas:
            assert area.mapTo(page, QPoint(area.width(), area.height())) == QPoint(page.width(), page.height())
            _must_end_above_the_edge(area)


def _faded(height: int, value: int, most: int) -> set[int]:
    """Where a pane ends softly: below while there is more below, above while there is more above."""
    return ({height - Space.L} if value < most else set()) | ({0} if value > 0 else set())


def _is_content(widget: QWidget, more: UnionType | None = None) -> bool:
    """Whether it is seen and stands for itself: a frame, a button, a list."""
    kinds = Button | QAbstractScrollArea if more is None else Button | QAbstractScrollArea | more
    stands = isinstance(widget, kinds) or widget.objectName() in FRAMES
    return stands and widget.isVisible() and not isinstance(widget, QScrollArea)


def _ends_beside_the_edge(button: Button, page: Page) -> bool:
    """Whether a quiet button ends a line at the right edge, and its words end before the edge."""
    if button.kind not in (ButtonKind.QUIET, ButtonKind.DANGER) or button.property("ends"):
        return False
    around = button.parentWidget()
    while around is not None and around is not page and not _has_edges(around):
        around = around.parentWidget()
    layout = around.layout() if around is not None else None
    if around is None or layout is None:
        return False
    box, inside = QRect(button.mapTo(around, QPoint()), button.size()), layout.contentsRect()
    return box.right() == inside.right() and box.left() > inside.center().x()


def _has_edges(widget: QWidget) -> bool:
    """Whether what is in it begins and ends at its edges."""
    above = widget.parentWidget()
    is_column = above is not None and above.objectName() == "page"
    return is_column or widget.objectName() in FRAMES or isinstance(widget, PageHeader)


def _is_a_gap(column: Column) -> bool:
    """Whether there is nothing in it, and the distance above and below it all the same."""
    around = column.parentWidget()
    layout = around.layout() if around is not None else None
    if layout is None or not layout.spacing() or not column.isVisible() or column.height():
        return False
    items = (layout.itemAt(at) for at in range(layout.indexOf(column) + 1, layout.count()))
    below = (item.widget() for item in items if item is not None)
    return any(widget is not None and widget.isVisible() for widget in below)


def _must_end_above_the_edge(area: QScrollArea) -> None:
    bar, inner = area.verticalScrollBar(), area.widget()
    assert inner is not None
    at_end = False
    while not at_end:  # what is still laid out makes it longer
        bar.setValue(bar.maximum())
        QCoreApplication.processEvents()
        at_end = bar.value() == bar.maximum()
    ends = [each.mapTo(area, QPoint(0, each.height())).y() for each in frames_in(inner)]
    free = Space.XXL + (Size.BUTTON if bar.maximum() else 0)  # where it scrolls, a message may be over the end
    assert max(ends, default=0) <= area.height() - free
    for frame in frames_in(inner):
        inside = (each for each in frame.findChildren(QWidget) if each.isVisible() and each.parent() is frame)
        assert all(frame.rect().contains(each.geometry()) for each in inside), "nothing in a card is cut"


def test_a_notice_above_the_page_is_as_wide_as_the_page(qtbot: QtBot, sample: TestVault) -> None:
    page = page_of(qtbot, sample, next(shot for shot in SHOTS if shot.name == "idle"))
    notice, card = page.window().findChild(IdleWarning), page.findChild(Card)
    assert isinstance(notice, QWidget)
    assert isinstance(card, QWidget)
    assert notice.mapTo(page.window(), QPoint()).x() == card.mapTo(page.window(), QPoint()).x()
    assert notice.width() == card.width()
    assert notice.contentsRect().y() == Space.L


GROWING = ("home", "my-list", "my-list-rows", "limits", "scene-agreed", "conversation", "check-ins-chart", "export")
"""Pages of each kind: all that scrolls, a head that stays, beside a list, in sections, narrower, drawn, wider."""


@pytest.mark.parametrize("scale", [150, 200])
def test_a_page_grows_with_the_text_as_far_as_the_window_allows(
    qtbot: QtBot, sample: TestVault, subtests: pytest.Subtests, scale: int
) -> None:
    for name in GROWING:
        page = page_of(qtbot, sample, next(shot for shot in SHOTS if shot.name == name), size=(1920, 1080))
        page.ws.design.set_scale(scale)
        settle()
        with subtests.test(name):
            widest = Size.PAGES if name == "export" else Size.CONTENT
            (header,) = (each for each in page.findChildren(PageHeader) if each.isVisible())
            begins = header.mapTo(page, QPoint()).x()
            content = page.ws.design.px(Size.CONTENT)
            assert begins == max(Space.XL, (page.width() - Size.BAR - content) // 2)
            room = page.width() - begins - Space.XL - Size.BAR
            assert abs(header.width() - min(room, page.ws.design.px(widest))) <= Size.BAR


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("name", ["aftercare-alone", "export"])
def test_no_chip_is_cut_whatever_the_size_of_the_text(qtbot: QtBot, sample: TestVault, name: str, scale: int) -> None:
    page = page_of(qtbot, sample, next(shot for shot in SHOTS if shot.name == name), scale)
    chips = [each for each in page.findChildren(Chip) if each.isVisible()]
    assert chips
    assert [each.accessibleName() for each in chips if each.toolTip()] == []


def rows_in_sight(rows: QAbstractItemView) -> int:
    """How many rows are seen as a whole."""
    model, seen = rows.model(), rows.viewport().rect()
    return sum(seen.contains(rows.visualRect(model.index(at, 0))) for at in range(model.rowCount()))


@pytest.mark.parametrize("scale", SCALES)
def test_a_list_shows_several_rows_in_the_smallest_usual_window(qtbot: QtBot, sample: TestVault, scale: int) -> None:
    page = page_of(qtbot, sample, next(shot for shot in SHOTS if shot.name == "my-list-rows"), scale, (1024, 700))
    (rows,) = (each for each in page.findChildren(QListView) if each.isVisible())
    assert rows_in_sight(rows) >= 3


def test_no_fade_is_over_the_current_row(qtbot: QtBot, sample: TestVault) -> None:
    page = page_of(qtbot, sample, next(shot for shot in SHOTS if shot.name == "my-list-rows"), size=(1024, 700))
    (rows,) = (each for each in page.findChildren(QListView) if each.isVisible())
    rows.setCurrentIndex(rows.model().index(0, 0))
    places = []
    for step in [Qt.Key.Key_Down] * 12 + [Qt.Key.Key_Up] * 12:
        QTest.keyClick(rows, step)
        settle()
        current = rows.visualRect(rows.currentIndex()).translated(rows.viewport().pos())
        fades = [each for each in rows.findChildren(Fade) if each.isVisible()]
        assert not [each for each in fades if each.geometry().intersects(current)]
        places.append(rows.verticalScrollBar().value())
    assert len(set(places)) > 2, "it scrolled"


def test_all_places_are_in_sight_on_a_small_laptop(qtbot: QtBot, sample: TestVault) -> None:
    page = page_of(qtbot, sample, next(shot for shot in SHOTS if shot.name == "home"), size=(1366, 800))
    window, sidebar = page.window(), page.window().findChild(Sidebar)
    assert isinstance(sidebar, Sidebar)
    reading, home = sidebar.button(PageId.MY_READING), sidebar.button(PageId.HOME)
    assert home.height() == Size.NAV
    sidebar.show_items(NavContext(Here.OF_TWO | Here.PRIVATE | Here.READING, "Sam"))
    for height, row in ((768, Size.COMPACT), (700, Size.COMPACT), (820, Size.NAV)):
        window.resize(1366, height)
        settle()
        assert reading.isVisible()
        assert home.height() == row
        (scroller,) = sidebar.findChildren(QScrollArea)
        assert scroller.verticalScrollBar().maximum() == 0


@pytest.mark.parametrize("name", ["export", "scene", "rules", "share"])
def test_a_subtitle_is_close_to_its_title_in_large_text(qtbot: QtBot, sample: TestVault, name: str) -> None:
    page = page_of(qtbot, sample, next(shot for shot in SHOTS if shot.name == name), 200, (1024, 700))
    (header,) = (each for each in page.findChildren(PageHeader) if each.isVisible())
    title, subtitle = header._title, header._subtitle
    below = subtitle.mapTo(page, QPoint()).y() - title.mapTo(page, QPoint(0, title.height())).y()
    assert 0 <= below <= Space.XL


def test_the_steps_of_all_ratings_are_equally_high(qtbot: QtBot, sample: TestVault) -> None:
    page = page_of(qtbot, sample, next(shot for shot in SHOTS if shot.name == "check-in"))
    heights = {each.height() for each in page.findChildren(Track) if each.isVisible()}
    assert heights == {Size.COMPACT + 2 * Space.XS}


def test_the_note_takes_the_room_that_ratings_leave(qtbot: QtBot, sample: TestVault) -> None:
    shot = next(shot for shot in SHOTS if shot.name == "check-ins-table")
    for width in (1366, 2560):
        table = page_of(qtbot, sample, shot, size=(width, 768)).findChild(QTableView)
        assert isinstance(table, QTableView)
        assert table.horizontalHeader().length() == table.viewport().width()


@pytest.mark.parametrize(("scale", "columns"), [(100, 2), (150, 2), (200, 1)])
def test_all_meanings_of_the_answers_begin_at_one_place(
    qtbot: QtBot, sample: TestVault, scale: int, columns: int
) -> None:
    page = page_of(qtbot, sample, next(shot for shot in SHOTS if shot.name == "my-list-legend"), scale)
    legend = page.findChild(StanceLegend)
    assert isinstance(legend, StanceLegend)
    pills = legend.findChildren(StancePill)
    around = pills[0].parentWidget()
    meanings = [each for each in around.findChildren(Label) if each.parent() is around] if around else []
    assert len(meanings) == len(pills) == 8
    assert len({each.x() for each in pills}) == columns
    assert len({each.x() for each in meanings}) == columns


@pytest.mark.parametrize("size", [(1024, 700), (1280, 800), (1366, 768), (1920, 1080)])
@pytest.mark.parametrize("name", ["live", "live-check-in", "live-smaller"])
def test_every_signal_shows_both_of_its_keys(qtbot: QtBot, sample: TestVault, name: str, size: tuple[int, int]) -> None:
    page = page_of(qtbot, sample, next(shot for shot in SHOTS if shot.name == name), size=size)
    targets = [each for each in page.window().findChildren(SignalTarget) if each.isVisible()]
    assert [each.fitting().keys for each in targets] == [2, 2, 2]


@pytest.mark.parametrize("scale", [150, 175, 200])
@pytest.mark.parametrize("size", [(1024, 700), (1280, 800), (1366, 768)])
def test_what_is_asked_before_withdrawing_opens_at_a_top(
    qtbot: QtBot, sample: TestVault, size: tuple[int, int], scale: int
) -> None:
    page = page_of(qtbot, sample, next(shot for shot in SHOTS if shot.name == "withdraw"), scale, size)
    panel, area = page.findChild(WithdrawPanel), page.scroller
    assert isinstance(panel, WithdrawPanel)
    assert area is not None
    begins, (question, *_) = panel.mapTo(area.viewport(), QPoint()).y(), panel.findChildren(Label)
    is_whole = area.verticalScrollBar().value() == 0
    assert is_whole or -Size.BUTTON <= begins <= 0, "it begins with its head, or with the question"
    assert question.mapTo(area.viewport(), QPoint()).y() >= 0
    assert panel._yes is not None
    for each in (panel._yes, *((panel,) if is_whole else ())):
        assert each.mapTo(area.viewport(), QPoint(0, each.height())).y() <= area.viewport().height()


@pytest.mark.parametrize("size", [(1024, 700), (1280, 800)])
@pytest.mark.parametrize("scale", [100, 150, 200])
def test_nothing_above_a_card_of_my_list_is_cut(
    qtbot: QtBot, sample: TestVault, scale: int, size: tuple[int, int]
) -> None:
    page = page_of(qtbot, sample, next(shot for shot in SHOTS if shot.name == "my-list"), scale, size)
    assert isinstance(page, MyListPage)
    page.window().activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.header.focus_title()
    page.cards.take_focus()
    settle()
    decks = page.cards.decks
    assert holds_focus(page.cards), "on an answer"
    assert decks.visibleRegion().isEmpty() or decks.visibleRegion().boundingRect() == decks.rect()


def test_the_card_beside_the_rows_begins_at_its_top(qtbot: QtBot, sample: TestVault) -> None:
    page = page_of(qtbot, sample, next(shot for shot in SHOTS if shot.name == "my-list"))
    assert isinstance(page, MyListPage)
    page.window().activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.cards.take_focus()
    settle()
    page.on_mode(ListMode.LIST)
    settle()
    assert page.list.rows.hasFocus()
    assert page.cards.verticalScrollBar().maximum() > 0, "it is higher than its pane"
    assert page.cards.verticalScrollBar().value() == 0


@pytest.mark.parametrize("size", [(1280, 800), (2560, 1440)])
@pytest.mark.parametrize("name", ["my-list-rows", "my-list-to-read"])
def test_the_card_beside_the_rows_ends_where_the_head_ends(
    qtbot: QtBot, sample: TestVault, name: str, size: tuple[int, int]
) -> None:
    page = page_of(qtbot, sample, next(shot for shot in SHOTS if shot.name == name), size=size)
    assert isinstance(page, MyListPage)
    parts = (page.cards.card, page.header)
    card, head = (each.mapTo(page, QPoint(each.width(), 0)).x() for each in parts)
    assert abs(card - head) <= 1


@pytest.mark.parametrize("scale", [100, 150, 200])
def test_what_belongs_to_a_row_begins_where_rows_begin(qtbot: QtBot, sample: TestVault, scale: int) -> None:
    page = page_of(qtbot, sample, next(shot for shot in SHOTS if shot.name == "limits-open"), scale)
    panel, row = page.findChild(ItemPanel), page.findChild(SharedItemRow)
    assert isinstance(panel, ItemPanel)
    assert isinstance(row, SharedItemRow)
    begins = {each.mapTo(panel, QPoint()).x() for each in panel.findChildren(Label) if each.isVisible()}
    assert begins == {round(row.edge)}


@pytest.mark.parametrize("scale", [100, 150, 200])
def test_the_text_that_is_read_begins_where_the_words_of_other_cards_begin(
    qtbot: QtBot, sample: TestVault, scale: int
) -> None:
    page = page_of(qtbot, sample, next(shot for shot in SHOTS if shot.name == "reading-turn"), scale)
    sheet = page.findChild(StepView)
    assert isinstance(sheet, StepView)
    begins = {each.mapTo(sheet, QPoint()).x() for each in sheet.findChildren(TextLines) if each.isVisible()}
    usual = Card(page.ws.design)
    qtbot.addWidget(usual)
    assert begins == {usual.body.contentsMargins().left() + Size.LINE}


@pytest.mark.parametrize("scale", [100, 150])
@pytest.mark.parametrize("name", ["rules", "scene-agreed"])
def test_what_withdraws_is_at_the_height_of_the_first_line(
    qtbot: QtBot, sample: TestVault, name: str, scale: int
) -> None:
    page = page_of(qtbot, sample, next(shot for shot in SHOTS if shot.name == name), scale)
    clauses = [each for each in page.findChildren(ClauseView) if each.isVisible() and each._trailing is not None]
    assert clauses
    for clause in clauses:
        assert clause._trailing is not None
        text, button = clause._text, clause._trailing
        line = text.mapTo(clause, QPoint()).y() + text.first_height / 2
        assert abs(line - (button.y() + button.height() / 2)) <= 1


def test_what_is_talked_about_is_the_title_of_the_page(qtbot: QtBot, sample: TestVault) -> None:
    page = page_of(qtbot, sample, next(shot for shot in SHOTS if shot.name == "talk"))
    assert isinstance(page, LimitsPage)
    titles = [each.text() for each in page.findChildren(Label, str(TextRole.DISPLAY)) if each.isVisible()]
    assert titles == ["Instructions"]
    page.to_list.click()
    settle()
    assert page.header.isVisible()
    assert not page.to_list.isVisible()


@pytest.mark.parametrize("scale", [150, 200])
def test_the_list_of_the_journal_alone_begins_where_every_page_begins(
    qtbot: QtBot, sample: TestVault, scale: int
) -> None:
    shots = {shot.name: shot for shot in SHOTS}
    journal = page_of(qtbot, sample, shots["journal"], scale, (1366, 768))
    rows = next(iter(find_all(EntryListView, journal)))
    home = page_of(qtbot, sample, shots["home"], scale, (1366, 768))
    assert home.scroller is not None
    column = home.scroller.body.parentWidget()
    assert column is not None
    assert rows.mapTo(journal.window(), QPoint(0, 0)).x() == column.mapTo(home.window(), QPoint(0, 0)).x()


def test_steps_below_the_name_that_has_the_focus_are_in_sight(qtbot: QtBot, sample: TestVault) -> None:
    page = page_of(qtbot, sample, next(shot for shot in SHOTS if shot.name == "check-in"), 150, (1366, 768))
    assert isinstance(page, CheckInsPage)
    with qtbot.waitActive(page.window()):
        page.window().activateWindow()
    rows = tuple(page.filling.rows.values())
    area = next(each for each in page.findChildren(ScrollPage) if each.isAncestorOf(rows[0]))
    for row in rows:
        row.take_focus()
        named = row.name if row.rating is None else row.buttons[row.rating]
        qtbot.waitUntil(named.hasFocus)
        settle()
        ends = row.buttons[-1].mapTo(area.viewport(), QPoint(0, row.buttons[-1].height())).y()
        assert ends <= area.viewport().height(), row.name.text()
