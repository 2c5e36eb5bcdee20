"""The chart of check-ins: with none, one, two and thousands; by keyboard; in every theme; imported late; offline."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.assets import load
from app.models.check_in import CheckInTexts, Occasion
from app.models.check_in_chart import SHADED_AFTER_SCENE, ChartPeriod
from app.models.check_in_range import EDGE_SHARE, SHORTEST_RANGE
from app.models.journal import EntryKind, EntryText
from app.models.live import LiveMark
from app.services import journal
from app.ui.check_ins import page as check_ins_page
from app.ui.check_ins.page import CHART, FILL, TABLE, CheckInsPage
from app.ui.check_ins.plot import MOST_POINTS, MOST_SIGNS, Plot, lane_place
from app.ui.check_ins.words import occasion_word
from app.ui.design.tokens import Colour, Space, Theme
from app.ui.tasks import Tasks
from tests.support import scene_days
from tests.support.check_ins import chart_of, page_with_check_ins, some_check_ins
from tests.support.contrast import contrast
from tests.support.leaks import settle
from tests.support.openings import show, workspace
from tests.support.processes import run_code
from tests.support.vaults import TestVault, vault_for
from tests.support.widgets import said_in
from tests.support.work import calls_made

BUILT_IN = load(CheckInTexts).dimensions
Key = Qt.Key
LANES = ("Mood", "Energy", "Stress")
LINE_COLOURS = (Colour.INK_SOFT, Colour.INK)
"""Of a line and of the points on it."""


def points_drawn(plot: Plot) -> dict[str, int]:
    """How many points each line has in the visible range; pyqtgraph keeps them in items that only the plot knows."""
    return {name: len(item.xData) if item.xData is not None else 0 for name, item in plot._lines.items()}


def plot_of(page: CheckInsPage) -> Plot:
    return chart_of(page).plot


def painted(plot: Plot) -> set[str]:
    """The colours in a picture of the chart."""
    image = plot.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    assert image.bytesPerLine() == 4 * image.width(), "no gaps between the lines"
    return {QColor(pixel).name().upper() for pixel in set(memoryview(image.constBits()).cast("I"))}


@pytest.mark.parametrize("mode", [CHART, TABLE])
def test_without_check_ins_it_says_what_the_page_is_for(qtbot: QtBot, vault: TestVault, mode: str) -> None:
    page = page_with_check_ins(qtbot, vault, [], mode)
    assert page.empty.isVisible()
    assert page.chart is None
    page.empty.findChildren(type(page.filling.done))[0].click()
    assert page.filling.isVisible()
    assert page._mode == FILL


@pytest.mark.parametrize("count", [1, 2, 3000])
def test_it_draws_one_two_and_thousands(qtbot: QtBot, vault: TestVault, count: int) -> None:
    page = page_with_check_ins(qtbot, vault, some_check_ins(count, hours=11), CHART)
    plot = plot_of(page)
    plot.to_all()
    drawn = points_drawn(plot)
    assert list(drawn) == ["mood", "energy", "stress"]
    assert all(0 < number <= MOST_POINTS for number in drawn.values())
    for colour in LINE_COLOURS if count < MOST_SIGNS else LINE_COLOURS[:1]:
        assert page.ws.design.colours[colour] in painted(plot)
    words = {1: "your one check-in", 2: "both check-ins"}.get(count, f"all {count} check-ins")
    assert chart_of(page).range_words.text().endswith(words)
    assert "Mood: " in chart_of(page).words.text()
    assert plot.accessibleDescription() == f"{chart_of(page).range_words.text()} {chart_of(page).words.text()}"


def test_zooming_through_thousands_of_points_is_little_work(qtbot: QtBot, vault: TestVault) -> None:
    page = page_with_check_ins(qtbot, vault, some_check_ins(3000, hours=11), CHART)
    chart_of(page).chips.chip("body").click()
    plot = plot_of(page)
    plot.to_all()
    assert len(points_drawn(plot)) == 4
    moves: list[float] = []
    plot.moved.connect(lambda: moves.append(plot.shown.start))

    def zoom(factor: float) -> None:
        plot.zoom(factor)
        plot.view.viewport().repaint()

    factors = (0.9, 0.8, 1.2, 1.1, 1.2)
    for factor in factors:
        # Each visible point is looked at once.
        assert calls_made(partial(zoom, factor)) < 10 * 4 * 3000
        assert max(points_drawn(plot).values()) <= MOST_POINTS
    assert len(moves) == len(factors)


def test_a_line_has_its_points_where_they_were_rated(qtbot: QtBot, vault: TestVault) -> None:
    page = page_with_check_ins(qtbot, vault, some_check_ins(30), CHART)
    plot = plot_of(page)
    plot.to_all()
    item = plot._lines["mood"]
    values = [each.rating("mood") for each in some_check_ins(30)]
    assert list(item.yData) == [lane_place(0, 3, value) for value in values if value is not None]
    tops = [lane_place(lane, 3, 4) for lane in range(3)]
    assert tops == sorted(tops, reverse=True), "the first is at the top"
    assert all(top < lane_place(lane - 1, 3, 0) for lane, top in enumerate(tops) if lane), "no lane reaches the next"
    chart_of(page).step.button(ChartPeriod.WEEK).click()
    plot.to_all()
    assert 4 <= points_drawn(plot)["mood"] <= 6


def test_scenes_and_debriefs_are_named_and_72_hours_shaded(qtbot: QtBot, vault: TestVault) -> None:
    page = page_with_check_ins(qtbot, vault, some_check_ins(8), CHART)
    plot = plot_of(page)
    plot.to_all()
    shading = plot._shading.path().boundingRect()
    scene = some_check_ins(8)[0].at.timestamp()
    assert (shading.left(), shading.width()) == (scene, SHADED_AFTER_SCENE.total_seconds())
    assert {each.toPlainText() for each in plot._marks.words} == {"Scene", "Debrief"}
    assert shading.height() == plot.view.plotItem.vb.viewRange()[1][1], "through all lanes"
    assert page.ws.design.colours[Colour.PANEL] in painted(plot)


@pytest.mark.parametrize("count", [40, 42, 44])
@pytest.mark.parametrize("scale", [100, 150, 200])
def test_a_name_stands_beside_its_sign_wherever_it_fits(qtbot: QtBot, vault: TestVault, scale: int, count: int) -> None:
    page = page_with_check_ins(qtbot, vault, some_check_ins(count), CHART)
    page.ws.design.set_scale(scale)
    page.resize(1366, 768)
    settle()
    plot = plot_of(page)
    plot.to_all()
    settle()
    lanes = plot.view.plotItem.vb
    ends = lanes.sceneBoundingRect().right()
    for occasion in (Occasion.SCENE, Occasion.DEBRIEF):
        signs = [
            lanes.mapViewToScene(QPointF(each.at, 0)).x() for each in plot.whole.marks if each.occasion is occasion
        ]
        words = [each for each in plot._marks.words if each.toPlainText() == occasion_word(occasion)]
        named = [each.mapRectToScene(each.boundingRect()) for each in words]
        assert words
        for begins, after in zip(signs, [*signs[1:], ends], strict=True):
            beside = [each for each in named if begins < each.left() < after]
            fits = after - begins > named[0].width() + plot._design.px(Space.XL)
            assert len(beside) == 1 or not fits, (occasion, begins, after)
            assert all(each.right() <= after for each in beside)


def test_without_scenes_nothing_is_shaded(qtbot: QtBot, vault: TestVault) -> None:
    page = page_with_check_ins(qtbot, vault, [each.evolve(occasion=Occasion.NONE) for each in some_check_ins(9)], CHART)
    plot = plot_of(page)
    assert plot._shading.path().isEmpty()
    assert plot._marks.words == []
    last = page.presenter.check_ins[-1]
    said = [name.partition(",")[0] for name, _ends in plot._names]
    assert said == [f"{name}: {last.rating(name.lower())}" for name in LANES]


def test_a_scene_that_was_held_here_is_marked_for_whoever_was_there(qtbot: QtBot, tmp_path: Path) -> None:
    with vault_for(tmp_path / "held") as vault:
        vault.fill_with_sample()
        scene = scene_days.agreed_scene(vault)
        scene_days.ready(vault, scene)
        begun = scene_days.begin(vault, scene)
        scene_days.happened(vault, begun.key, 600, LiveMark.ENDED)
        page = page_with_check_ins(
            qtbot, vault, [each.evolve(occasion=Occasion.NONE) for each in some_check_ins(9)], CHART
        )
        chart = chart_of(page)
        held = begun.live.began.timestamp()
        assert (held, Occasion.SCENE) in [(mark.at, mark.occasion) for mark in chart.plot.whole.marks]
        assert "Scenes:" in chart.words.text()


def test_what_is_journalled_after_a_scene_is_not_counted(qtbot: QtBot, vault: TestVault) -> None:
    with vault.unit(vault.alex) as uow:
        text = EntryText(kind=EntryKind.AFTER_SCENE, body="last night")
        journal.new_entry(uow, person=vault.alex, text=text, now=vault.clock(), new_id=vault.ids)
    page = page_with_check_ins(qtbot, vault, [each.evolve(occasion=Occasion.NONE) for each in some_check_ins(9)], CHART)
    assert chart_of(page).plot.whole.marks == ()


def test_the_visible_range_is_said_and_the_rest_can_be_reached(qtbot: QtBot, vault: TestVault) -> None:
    page = page_with_check_ins(qtbot, vault, some_check_ins(40), CHART)
    chart, plot = chart_of(page), plot_of(page)
    assert chart.range_words.text() == "15\u00a0February to 14\u00a0March · 28 of 40 check-ins · 12 earlier"
    assert not chart.later.isEnabled()
    chart.earlier.click()
    assert "3\u00a0February" in chart.range_words.text()
    assert chart.range_words.text().endswith("later")
    QTest.mouseClick(chart.all, Qt.MouseButton.LeftButton)
    assert chart.range_words.text() == "3\u00a0February to 14\u00a0March · all 40 check-ins"
    assert not chart.further.isEnabled()
    QTest.mouseClick(chart.closer, Qt.MouseButton.LeftButton)
    assert not plot.has_all
    assert chart.all.isEnabled()
    QTest.mouseClick(chart.further, Qt.MouseButton.LeftButton)
    assert plot.has_all


def test_two_that_are_far_apart_are_both_visible(qtbot: QtBot, vault: TestVault) -> None:
    page = page_with_check_ins(qtbot, vault, some_check_ins(2, hours=24 * 400), CHART)
    assert chart_of(page).range_words.text().endswith("both check-ins")
    start, end = plot_of(page).shown
    middles = [point.at for point in chart_of(page).plot.whole.lines["mood"]]
    assert start < middles[0] < middles[1] < end


def test_the_visible_range_stays_when_the_content_changes(qtbot: QtBot, vault: TestVault) -> None:
    page = page_with_check_ins(qtbot, vault, some_check_ins(500), CHART)
    chart, plot = chart_of(page), plot_of(page)
    chart.earlier.click()
    chart.earlier.click()
    before = plot.shown
    chart.chips.chip("sleep").click()
    assert plot.shown == pytest.approx(before)
    page.show_mode(TABLE)
    page.show_mode(CHART)
    assert plot.shown == pytest.approx(before)
    chart.step.button(ChartPeriod.WEEK).click()
    assert plot.shown.end == pytest.approx(before.end)
    assert plot.shown.length > before.length
    chart.all.click()
    chart.step.button(ChartPeriod.DAY).click()
    assert plot.has_all


def test_what_was_just_filled_in_is_visible(qtbot: QtBot, vault: TestVault) -> None:
    page = page_with_check_ins(qtbot, vault, some_check_ins(200), FILL)
    old = page.presenter.check_ins[20]
    page.on_open(old.id)
    page.filling.done.click()
    start, end = plot_of(page).shown
    assert start < old.at.timestamp() < end
    page.show_mode(FILL)
    page.filling.done.click()
    assert plot_of(page).shown == pytest.approx((start, end))


def test_without_marks_it_says_where_they_come_from(qtbot: QtBot, vault: TestVault) -> None:
    page = page_with_check_ins(qtbot, vault, [each.evolve(occasion=Occasion.NONE) for each in some_check_ins(9)], CHART)
    assert chart_of(page).unmarked.isVisible()
    assert "Scenes:" not in chart_of(page).words.text()
    page.on_open("c3")
    page.filling.occasion.button(Occasion.SCENE).click()
    page.filling.done.click()
    assert not chart_of(page).unmarked.isVisible()
    assert "Scenes: 9\u00a0March." in chart_of(page).words.text()


@pytest.mark.parametrize("step", ChartPeriod)
def test_the_label_of_a_day_is_at_its_point(qtbot: QtBot, vault: TestVault, step: ChartPeriod) -> None:
    page = page_with_check_ins(qtbot, vault, some_check_ins(5), CHART)
    chart_of(page).step.button(step).click()
    plot = plot_of(page)
    ((*ticks,),) = plot.view.plotItem.getAxis("bottom")._tickLevels
    points = {point.at for point in chart_of(page).plot.whole.lines["mood"]}
    assert points & {at for at, _words in ticks}


def test_at_most_four_at_once(qtbot: QtBot, vault: TestVault) -> None:
    page = page_with_check_ins(qtbot, vault, some_check_ins(9), CHART)
    chart_of(page).chips.chip("body").click()
    chart_of(page).chips.chip("sleep").click()
    assert chart_of(page).drawn == ("mood", "energy", "stress", "body")
    assert not chart_of(page).chips.chip("sleep").isChecked()
    assert "four at once" in said_in(page.notice)
    chart_of(page).chips.chip("mood").click()
    chart_of(page).chips.chip("sleep").click()
    assert chart_of(page).drawn == ("energy", "stress", "body", "sleep")


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
def test_each_line_contrasts_with_the_background(qtbot: QtBot, vault: TestVault, theme: Theme) -> None:
    page = page_with_check_ins(qtbot, vault, some_check_ins(2), CHART)
    page.ws.design.set_theme(theme)
    colours = page.ws.design.colours
    for colour in LINE_COLOURS:
        for ground in (Colour.CARD, Colour.PANEL):
            assert contrast(colours[colour], colours[ground]) >= 3


def test_theme_and_text_size_change_at_once(qtbot: QtBot, vault: TestVault) -> None:
    page = page_with_check_ins(qtbot, vault, some_check_ins(9), CHART)
    plot = plot_of(page)
    light, before = painted(plot), plot.height()
    page.ws.design.set_theme(Theme.DARK)
    page.ws.design.set_scale(200)
    QApplication.processEvents()
    dark = painted(plot)
    colours = page.ws.design.colours
    assert {colours[colour] for colour in LINE_COLOURS} <= dark
    assert colours[Colour.CARD] in dark
    assert "#FFFFFF" in light
    assert "#FFFFFF" not in dark
    assert plot.height() > before


def test_it_moves_by_keyboard_and_does_not_trap_the_focus(qtbot: QtBot, vault: TestVault) -> None:
    page = page_with_check_ins(qtbot, vault, some_check_ins(200), CHART)
    plot = plot_of(page)
    first = plot.shown
    QTest.keyClick(plot, Key.Key_Left)
    assert plot.shown.start < first.start
    QTest.keyClick(plot, Key.Key_Right)
    assert plot.shown.end == pytest.approx(first.end)
    QTest.keyClick(plot, Key.Key_Plus)
    assert plot.shown.end - plot.shown.start == pytest.approx((first.end - first.start) / 2)
    QTest.keyClick(plot, Key.Key_Home)
    assert not plot.can_move(-1)
    assert not plot.can_move(1)
    QTest.keyClick(plot, Key.Key_End)
    assert plot.shown == pytest.approx(first)
    plot.setFocus()
    assert plot.view.focusPolicy() == Qt.FocusPolicy.NoFocus
    QTest.keyClick(plot, Key.Key_Tab)
    assert page.focusWidget() is not plot


def test_it_never_moves_beyond_the_data(qtbot: QtBot, vault: TestVault) -> None:
    page = page_with_check_ins(qtbot, vault, some_check_ins(200), CHART)
    plot, whole = plot_of(page), chart_of(page).plot.whole
    acts: list[Callable[[], object]] = [
        chart_of(page).earlier.click,
        chart_of(page).later.click,
        chart_of(page).all.click,
        lambda: plot.zoom(0.001),
        lambda: plot.zoom(1000),
        lambda: plot.move_by(50),
        lambda: plot.move_by(-50),
    ]
    for act in acts:
        act()
        start, end = plot.shown
        room = (end - start) * EDGE_SHARE + 1
        assert whole.start - room <= start < end <= whole.end + room
        assert end - start >= SHORTEST_RANGE - 1


def test_there_is_no_menu_no_export_and_no_wheel(qtbot: QtBot, vault: TestVault) -> None:
    page = page_with_check_ins(qtbot, vault, some_check_ins(200), CHART)
    plot = plot_of(page)
    before = plot.shown
    middle = QPoint(plot.view.width() // 2, plot.view.height() // 2)
    QTest.mouseClick(plot.view.viewport(), Qt.MouseButton.RightButton, pos=middle)
    menu = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, middle, plot.view.mapToGlobal(middle))
    QApplication.sendEvent(plot.view.viewport(), menu)
    none = Qt.KeyboardModifier.NoModifier
    spot = QPointF(middle)
    wheel = QWheelEvent(
        spot, spot, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, none, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(plot.view.viewport(), wheel)
    QApplication.processEvents()
    assert [each for each in QApplication.topLevelWidgets() if isinstance(each, QMenu) and each.isVisible()] == []
    assert plot.view.scene().contextMenu == []
    assert plot.view.plotItem.getViewBox().menuEnabled() is False
    assert plot.shown == before


def test_the_chart_follows_saving_and_deleting(qtbot: QtBot, vault: TestVault) -> None:
    page = page_with_check_ins(qtbot, vault, some_check_ins(3), CHART)
    page.on_delete("c1")
    assert chart_of(page).range_words.text().endswith("both check-ins")
    page.on_delete("c0")
    page.on_delete("c2")
    assert page.empty.isVisible()


def test_if_it_cannot_be_drawn_the_table_is_named(
    qtbot: QtBot, vault: TestVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "app.ui.check_ins.chart_view", None)
    page = page_with_check_ins(qtbot, vault, some_check_ins(3), CHART)
    assert page.chart is None
    assert "table" in said_in(page.notice)


# --- what pyqtgraph may do

_OPENED = """
import sys, threading
from app.hardening.tripwire import Tripwire
wire = Tripwire()
wire.set_up()
sockets = []
sys.addaudithook(lambda event, _arguments: sockets.append(event) if event == "socket.__new__" else None)
from PySide6.QtWidgets import QApplication
application = QApplication(["accord"])
import app.ui.check_ins.page
assert "pyqtgraph" not in sys.modules and "numpy" not in sys.modules, "too early"
hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
from app.ui.check_ins.page import import_before_plot
thread = threading.Thread(target=import_before_plot)
thread.start()
thread.join()
from app.ui.design.design import Design
from app.ui.check_ins.plot import Plot
shown = Plot(Design())
shown.show()
application.processEvents()
assert "pyqtgraph" in sys.modules
assert not sockets and not wire.refusals, sockets
assert hooks == (sys.excepthook, threading.excepthook, sys.unraisablehook), "hooks were taken over"
assert [each.name for each in threading.enumerate()] == ["MainThread"]
try:
    maps = open("/proc/self/maps").read()
except OSError:
    maps = ""
assert "QtNetwork" not in maps and "Qt6Network" not in maps, "the network library is there"
shown.close()
"""


def test_it_is_imported_late_and_without_network(tmp_path: Path) -> None:
    done = run_code(_OPENED, home=tmp_path)
    assert done.returncode == 0, done.stderr


def test_numpy_is_not_imported_on_the_ui_thread(
    qtbot: QtBot, vault: TestVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[threading.Thread] = []
    real = check_ins_page.import_before_plot

    def load() -> None:
        seen.append(threading.current_thread())
        real()

    monkeypatch.setattr(check_ins_page, "import_before_plot", load)
    with vault.unit(vault.alex) as uow:
        for each in some_check_ins(3):
            uow.private(vault.alex).check_ins.save(each)
        uow.commit()

    def fail(error: Exception) -> None:
        raise error

    tasks = Tasks(fail)
    page = CheckInsPage(replace(workspace(vault, vault.people[:1]), tasks=tasks))
    show(qtbot, page)
    qtbot.waitUntil(lambda: len(page.presenter.check_ins) == 3 and not page.is_filling)
    page.show_mode(CHART)
    assert page.loading.isVisible()
    qtbot.waitUntil(lambda: page.chart is not None and page.chart.words.text() != "")
    assert not page.loading.isVisible()
    assert [each is threading.main_thread() for each in seen] == [False]
    assert tasks.close()
