"""One ring shows where the keyboard is, outside the edge of the control, wherever there is room."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.design.design import Design
from app.ui.design.dressing import Dress
from app.ui.design.tokens import Colour, Theme
from app.ui.kit.buttons import primary, quiet, secondary
from app.ui.kit.controls import CheckBox
from app.ui.kit.field import SearchField
from app.ui.kit.flow import column_in, discard
from app.ui.kit.focus_ring import FocusRing
from app.ui.kit.scroll import ScrollPage
from app.ui.prompts import Dialog
from app.ui.window import MainWindow
from tests.support.leaks import settle

CONTROLS: dict[str, Callable[[Design], QWidget]] = {
    "button": lambda design: primary(design, "Continue"),
    "box": lambda design: CheckBox(design, "Nothing in particular"),
    "field": lambda design: SearchField(design, "Search"),
}


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow(Design(Theme.LIGHT))
    qtbot.addWidget(made)
    page = QWidget()
    QVBoxLayout(page).addWidget(QLabel("above"))
    made.show_content(page)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.ring_focus()
    return made


def rings(window: MainWindow) -> list[FocusRing]:
    return [ring for ring in window.findChildren(FocusRing) if ring.isVisible()]


def on_window(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), QPoint()), widget.size())


def put(window: MainWindow, control: QWidget) -> QWidget:
    page = window.content
    assert page is not None
    layout = page.layout()
    assert layout is not None
    layout.addWidget(control)
    control.show()
    return control


@pytest.mark.parametrize("kind", CONTROLS)
def test_the_ring_is_around_what_has_the_focus(qtbot: QtBot, window: MainWindow, kind: str) -> None:
    control = put(window, CONTROLS[kind](window._design))
    control.setFocus()
    qtbot.waitUntil(lambda: len(rings(window)) == 1 and on_window(rings(window)[0]).contains(on_window(control)))
    assert on_window(rings(window)[0]) == on_window(control).adjusted(-4, -4, 4, 4)
    window.resize(window.width() - 100, window.height() - 50)
    qtbot.waitUntil(lambda: on_window(rings(window)[0]) == on_window(control).adjusted(-4, -4, 4, 4))


def test_it_comes_with_a_control_that_has_the_focus_before_it_is_shown(qtbot: QtBot, window: MainWindow) -> None:
    page = window.content
    assert page is not None
    around = QWidget(page)
    control = quiet(window._design, "one")
    column_in(around).addWidget(control)
    control.setFocus()
    assert not rings(window)
    page.layout().addWidget(around)  # type: ignore[union-attr]
    around.show()
    qtbot.waitUntil(lambda: bool(rings(window)) and on_window(rings(window)[0]).contains(on_window(control)))


def test_it_follows_the_focus_and_leaves_with_it(qtbot: QtBot, window: MainWindow) -> None:
    one, two = (put(window, quiet(window._design, words)) for words in ("one", "two"))
    one.setFocus()
    two.setFocus()
    assert on_window(rings(window)[0]).contains(on_window(two))
    discard(two)
    qtbot.waitUntil(lambda: not any(on_window(ring).isEmpty() for ring in rings(window)))
    one.setFocus()
    qtbot.waitUntil(lambda: bool(rings(window)) and on_window(rings(window)[0]).contains(on_window(one)))


def test_it_scrolls_with_its_control(qtbot: QtBot, window: MainWindow) -> None:
    scroller = ScrollPage(window._design)
    put(window, scroller)
    buttons = [quiet(window._design, f"Number {number}") for number in range(60)]
    for button in buttons:
        scroller.body.addWidget(button)
    qtbot.wait(20)
    buttons[0].setFocus()
    qtbot.waitUntil(lambda: len(rings(window)) == 1)
    before = on_window(buttons[0])
    scroller.verticalScrollBar().setValue(30)
    assert on_window(buttons[0]) == before.translated(0, -30)
    assert on_window(rings(window)[0]).contains(on_window(buttons[0]))


def test_a_heading_and_a_list_wear_none(qtbot: QtBot, window: MainWindow) -> None:
    heading, rows = put(window, QLabel("Aftercare")), put(window, QListWidget())
    for widget in (heading, rows):
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        assert window.focusWidget() is widget
        assert rings(window) == []


def test_in_a_dialog_nothing_of_it_is_cut(qtbot: QtBot, window: MainWindow) -> None:
    dialog, field = Dialog(window._design, "Rename it", window), QLineEdit()
    dialog.body.addWidget(field)
    dialog.add_answers("Done")
    dialog.show()
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    field.setFocus()
    qtbot.waitUntil(lambda: bool(dialog.findChildren(FocusRing)))
    (ring,) = dialog.findChildren(FocusRing)
    viewport = dialog.pane.viewport()
    qtbot.waitUntil(lambda: ring.mapTo(viewport, QPoint()).x() == 0)
    assert ring.mapTo(viewport, QPoint(ring.width(), 0)).x() == viewport.width()
    dialog.close()


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
def test_it_has_the_colour_of_the_design_around_it(qtbot: QtBot, window: MainWindow, theme: Theme) -> None:
    """A scene is dark in a light window; below a style sheet, Qt hands no palette down."""
    design, page = Design(theme), QWidget()
    column_in(page).addWidget(control := secondary(design, "Here"))
    design.apply(page, Dress.WHOLE)
    put(window, page)
    control.setFocus()
    settle()
    (ring,) = rings(window)
    picture = ring.grab().toImage()
    assert picture.pixelColor(picture.width() // 2, 1).name() == design.colour(Colour.ACCENT).name()
