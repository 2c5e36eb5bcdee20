"""How every screen and dialog behaves: they are enumerated, so that a new one is found, and fails until it does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from pkgutil import resolve_name

import pytest
from PySide6.QtCore import QEvent, QMetaMethod, QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QSlider,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.ui.check_ins.plot import Plot
from app.ui.design.design import Design
from app.ui.design.tokens import Theme
from app.ui.export.preview import PagePicture
from app.ui.kit.buttons import quiet
from app.ui.kit.chips import Chip
from app.ui.kit.field import LineField
from app.ui.kit.flow import add_to, column_in
from app.ui.kit.keyboard import in_sight, stops_tab
from app.ui.kit.labels import caption, soft
from app.ui.kit.passphrase import PassField
from app.ui.page import Page
from app.ui.prompts import Prompts
from app.ui.shell.areas import holds
from app.ui.shell.navigation import nav_items
from app.ui.shell.shell import Shell
from app.ui.start.person_fields import PersonFields
from app.ui.start.recovery_view import RecoverView
from app.ui.window import MainWindow
from tests.screenshots.shots import SCREENS, SHOTS, SOLO, shot_window
from tests.support.every_dialog import DIALOGS, QUESTIONS, all_dialogs, import_all, leaves_of
from tests.support.leaks import settle
from tests.support.sight import called, clipped, out_of_order, square_under_pointer, stops_in
from tests.support.tabs import tab_through
from tests.support.vaults import ALEX, TestVault, vault_for
from tests.ui.test_grid import ON_THE_GRID, must_be_on_the_grid

_TYPED_IN = QLineEdit | QTextEdit | QPlainTextEdit | QAbstractSpinBox | QAbstractScrollArea | QSlider
_LOOKED_AT = Plot | PagePicture
SIZES = {100: (1280, 800), 200: (1024, 700)}
"""Sizes of the window by text size in per cent."""
ROUNDS = 30
MOST_WIDGETS = 300
"""In a page: out of sight, Qt computes the style of all of them in one call when the theme changes."""


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestVault]:
    with vault_for(tmp_path_factory.mktemp("behaviour") / "vault") as made:
        made.fill_with_sample()
        yield made


def test_every_page_is_among_the_screens() -> None:
    import_all()
    pages = {item.page: resolve_name(item.source) for item in nav_items()}
    assert leaves_of(Page) == set(pages.values())
    assert set(pages) == {shot.page for shot in SHOTS}


def test_every_dialog_is_among_the_dialogs() -> None:
    assert all_dialogs() == set(DIALOGS)
    asked = {name for name in vars(Prompts) if re.match(r"confirm|ask_|save_|choose_|show_error", name)}
    assert len(asked) <= len(QUESTIONS)


def opened(qtbot: QtBot, window: QWidget) -> None:
    """Wait until the keyboard is in a window and everything in it is built."""
    with qtbot.waitActive(window):
        window.activateWindow()
    qtbot.waitUntil(lambda: not any(page.is_filling for page in window.findChildren(Page)))
    settle()


def area_of(shell: Shell, widget: QWidget) -> str:
    """Where in the window a widget is."""
    page = shell.pages.current
    areas = {"page": page, "places": shell.sidebar, "header": shell.header}
    return next((name for name, area in areas.items() if area is not None and holds(area, widget)), "other")


def go_round(window: QWidget) -> list[QWidget]:
    """What Tab comes by, from the first control in sight on."""
    inside = next((page for page in window.findChildren(Page) if page.isVisible() and keeps_tab(page)), window)
    start = next((each for each in in_sight(inside) if stops_tab(each)), None)
    assert start is not None, "there is nothing to go to"
    return tab_through(start)


def keeps_tab(page: Page) -> bool:
    """Whether Tab goes round within a page."""
    return "focusNextPrevChild" in vars(type(page))


def wrong_on_the_way(window: QWidget) -> list[str]:
    """What is wrong with the way Tab goes, and with those it comes by."""
    stops = go_round(window)
    shells = [shell for shell in window.findChildren(Shell) if shell.pages.isVisible()]
    wrong = [each for shell in shells for each in wrong_in_shell(shell, stops)]
    wrong += [f"never reached: {called(each)}" for each in stops_in(window) if each not in stops and not shells]
    wrong += [f"has no name: {called(each)}" for each in stops if not each.accessibleName().strip()]
    wrong += [f"hidden breaks in a name: {called(each)}" for each in stops if "\u200b" in each.accessibleName()]
    wrong += [f"goes up: {way}" for way in ([] if shells else out_of_order(stops))]
    return wrong + [f"does not take Enter: {called(each)}" for each in stops if not takes_enter(each)]


def wrong_in_shell(shell: Shell, stops: list[QWidget]) -> list[str]:
    """Tab goes through the page from top to bottom, then to the places as one stop, then to the header."""
    page = shell.pages.current
    assert page is not None
    areas = [area_of(shell, each) for each in stops]
    wrong = [f"goes up: {way}" for way in out_of_order([each for each in stops if holds(page, each)])]
    wrong += [f"never reached: {called(each)}" for each in stops_in(page) if each not in stops]
    turns = [here for before, here in zip(["", *areas], areas, strict=False) if here not in (before, "other")]
    if turns != (["page"] if keeps_tab(page) else ["places", "header", "page"]) or areas.count("places") > 1:
        wrong.append(f"the order of the areas: {areas}")
    return wrong


def takes_enter(widget: QWidget) -> bool:
    """Whether a control acts on Enter; what it would do is not done."""
    if isinstance(widget, _TYPED_IN | _LOOKED_AT):
        return True  # there, it belongs to what is typed, listed or moved
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    silenced = [QSignalBlocker(each) for each in (widget, group) if each is not None]
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r")
    QApplication.sendEvent(widget, event)
    if isinstance(widget, QComboBox):
        widget.hidePopup()
    del silenced
    return event.isAccepted()


def wrong_titles() -> list[str]:
    """Titles that say more than the name of the program."""
    windows = [each for each in QApplication.topLevelWidgets() if each.isVisible() and each.windowTitle()]
    return [each.windowTitle() for each in windows if each.windowTitle() != QApplication.applicationDisplayName()]


def grey_in(window: QWidget) -> list[str]:
    """Buttons with words that cannot be pressed and don't say why."""
    grey = (each for each in window.findChildren(QAbstractButton) if each.isVisible() and not each.isEnabled())
    grey = (each for each in grey if not isinstance(each, Chip))  # those are of an entry that is only read
    return [
        f"grey without a reason: {called(each)}" for each in grey if each.text() and not each.accessibleDescription()
    ]


def cut_in(window: QWidget) -> list[str]:
    """What is cut, once everything is laid out."""
    cut = clipped(window)
    for _ in range(ROUNDS):
        if not cut:
            break
        settle()
        cut = clipped(window)
    return [f"cut: {each}" for each in cut]


@pytest.mark.parametrize("scale", SIZES)
@pytest.mark.parametrize("name", SCREENS)
def test_a_screen(
    qtbot: QtBot, vault: TestVault, tmp_path: Path, name: str, scale: int, subtests: pytest.Subtests
) -> None:
    window = SCREENS[name](vault, tmp_path, scale, SIZES[scale])
    qtbot.addWidget(window)
    opened(qtbot, window)
    wrong = cut_in(window) + [f"title: {each}" for each in wrong_titles()]
    if scale == min(SIZES):
        if name in ON_THE_GRID:
            with subtests.test("grid"):
                must_be_on_the_grid(only_page_in(window), name)
        wrong += wrong_on_the_way(QApplication.activeModalWidget() or window) + grey_in(window)
        wrong += square_under_pointer(window) + too_much_in(window) + deaf_in(window)
        wrong += ambiguous_in(window)
    assert not wrong, "\n".join(wrong)


def too_much_in(window: QWidget) -> list[str]:
    """Pages with more widgets than can be given a style at once without a stall."""
    counts = {type(page).__name__: len(page.findChildren(QWidget)) for page in window.findChildren(Page)}
    return [f"{name}: {count} widgets" for name, count in counts.items() if count > MOST_WIDGETS]


def deaf_in(window: QWidget) -> list[str]:
    """Fields of set-up, and all for passphrases, in which Enter does nothing: the next words would go there, too."""
    forms = [*window.findChildren(PersonFields), *window.findChildren(RecoverView)]
    lines = (line for form in forms for line in form.findChildren(LineField))
    fields: list[PassField | LineField] = [*window.findChildren(PassField), *lines]
    shown = (each for each in fields if each.isVisible())
    return [
        f"Enter does nothing: {called(each.edit)}"
        for each in shown
        if not each.isSignalConnected(QMetaMethod.fromSignal(each.entered))
    ]


def ambiguous_in(window: QWidget) -> list[str]:
    """Keys that two things in sight wait for: Qt then does neither."""
    by_key: dict[str, list[QShortcut]] = {}
    for each in window.findChildren(QShortcut):
        owner = each.parent()
        if each.isEnabled() and isinstance(owner, QWidget) and owner.isVisible():
            by_key.setdefault(each.key().toString(), []).append(each)
    return [
        f"{key} is waited for by two: {called(one.parent())}, {called(other.parent())}"  # type: ignore[arg-type]
        for key, waiting in by_key.items()
        for one, other in combinations(waiting, 2)
        if can_both_be_meant(one, other)
    ]


def can_both_be_meant(one: QShortcut, other: QShortcut) -> bool:
    """Whether there is a place for the focus where both act."""
    owners = [each.parent() for each in (one, other)]
    whole = (Qt.ShortcutContext.WindowShortcut, Qt.ShortcutContext.ApplicationShortcut)
    first, second = (owner for owner in owners if isinstance(owner, QWidget))
    return any(each.context() in whole for each in (one, other)) or holds(first, second) or holds(second, first)


def only_page_in(window: QWidget) -> Page:
    (shell,) = window.findChildren(Shell)
    assert shell.pages.current is not None
    return shell.pages.current


def test_every_dialog(qtbot: QtBot, vault: TestVault, subtests: pytest.Subtests) -> None:
    window = first_window(qtbot, vault)
    (shell,) = window.findChildren(Shell)
    for kind, make in DIALOGS.items():
        with subtests.test(kind.__name__):
            must_behave(qtbot, shell.ws.prompts.show(make(shell)))
        close_dialogs()


def test_every_question(qtbot: QtBot, vault: TestVault, subtests: pytest.Subtests) -> None:
    window = first_window(qtbot, vault)
    prompts = Prompts(window._design, window)
    for question, ask in QUESTIONS.items():
        with subtests.test(question):
            ask(prompts)
            (dialog,) = window.findChildren(QDialog)
            must_behave(qtbot, dialog)
        close_dialogs()


def close_dialogs() -> None:
    """So that what is wrong with one is not wrong with the next."""
    for each in QApplication.topLevelWidgets():
        if isinstance(each, QDialog):
            each.close()
    settle()


def first_window(qtbot: QtBot, vault: TestVault) -> MainWindow:
    window = shot_window(vault, SHOTS[0])
    qtbot.addWidget(window)
    opened(qtbot, window)
    return window


def must_behave(qtbot: QtBot, dialog: QDialog) -> None:
    """Nothing is cut, Tab goes down, Enter and Esc work."""
    opened(qtbot, dialog)
    wrong = [f"title: {each}" for each in wrong_titles()]
    if not isinstance(dialog, QFileDialog):
        wrong += cut_in(dialog) + wrong_on_the_way(dialog) + grey_in(dialog)
    assert not wrong, "\n".join(wrong)
    gone: list[bool] = []
    dialog.rejected.connect(lambda: gone.append(True))
    QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bool(gone))


def test_a_screen_in_a_vault_for_one(qtbot: QtBot, tmp_path: Path) -> None:
    with vault_for(tmp_path / "solo", ALEX) as vault:
        window = shot_window(vault, SOLO)
        qtbot.addWidget(window)
        opened(qtbot, window)
        assert cut_in(window) == []
        assert wrong_on_the_way(window) == []


def test_what_is_cut_or_out_of_order_is_seen(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = column_in(window)
    texts = [soft("Some words that need a line or two of their own " * 3), caption("One line", wrap=False)]
    buttons = [quiet(Design(Theme.LIGHT), words) for words in ("One", "Two")]
    add_to(column, *texts, *buttons)
    window.resize(300, 300)
    window.show()
    settle()
    assert clipped(window) == []
    assert out_of_order(buttons) == []
    assert len(out_of_order(buttons[::-1])) == 1
    texts[0].setFixedHeight(10)
    texts[1].setFixedWidth(10)
    buttons[0].setFixedWidth(10)
    settle()
    assert len(clipped(window)) == 3
