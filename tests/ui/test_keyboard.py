"""The keyboard: Enter presses, Esc goes back, the places are one stop, F6 goes round, and pages take the focus."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.models.presence import Presence
from app.ui.design.design import Design
from app.ui.design.tokens import Theme
from app.ui.home.page import HomePage
from app.ui.kit.buttons import Button, ButtonKind
from app.ui.kit.flow import discard
from app.ui.kit.passphrase import PassField
from app.ui.page_id import PageId
from app.ui.shell.areas import holds
from app.ui.shell.keys_dialog import KeysDialog
from app.ui.shell.navigation import NavGroup, nav_items
from app.ui.shell.shell import Shell
from app.ui.start.unlock_view import UnlockView
from app.ui.start.welcome_view import WelcomeView
from app.ui.vault_access import ShownMark
from app.ui.window import MainWindow
from app.ui.workspace import Workspace
from tests.support.couples import workspace_of
from tests.support.leaks import settle
from tests.support.pasted import button as button_of
from tests.support.vaults import TestVault, vault_for

MARKS = (ShownMark("a" * 32, "circle", "person_a", "A"), ShownMark("b" * 32, "square", "person_b", "S"))
OPENS_ELSEWHERE = (PageId.JOURNAL, PageId.MY_LIST)
"""At the list of entries, and at the next step where the deck is done."""
LISTED = [item.page for item in nav_items() if item.group is not NavGroup.HIDDEN and not item.needs_argument]


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestVault]:
    with vault_for(tmp_path_factory.mktemp("keyboard") / "vault") as made:
        made.fill_with_sample()
        yield made


@pytest.fixture
def shell(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> Shell:
    return shell_for(qtbot, workspace_of(vault, tmp_path, here=(vault.alex,)))


def shell_for(qtbot: QtBot, ws: Workspace) -> Shell:
    window = MainWindow(ws.design)
    qtbot.addWidget(window)
    made = Shell(ws, nav_items())
    window.show_content(made, dressed=True)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    made.pages.go(PageId.HOME)
    return made


def focused(shell: Shell) -> QWidget:
    widget = shell.window().focusWidget()
    assert widget is not None
    return widget


def is_inside(shell: Shell) -> bool:
    page = shell.pages.current
    return page is not None and holds(page, shell.window().focusWidget())


def press(shell: Shell, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    QTest.keyClick(focused(shell), key, modifiers[0] if modifiers else Qt.KeyboardModifier.NoModifier)


@pytest.mark.parametrize("kind", ButtonKind)
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_focused_button_is_pressed(qtbot: QtBot, kind: ButtonKind, key: Qt.Key) -> None:
    pressed: list[bool] = []
    button = Button(Design(Theme.LIGHT), "Continue", lambda: pressed.append(True), kind=kind)
    qtbot.addWidget(button)
    button.show()
    QTest.keyClick(button, key)
    assert pressed == [True]


@pytest.mark.parametrize("page", LISTED, ids=str)
def test_a_page_takes_the_focus_and_esc_goes_back(qtbot: QtBot, shell: Shell, page: PageId) -> None:
    shell.sidebar.button(PageId.HOME).setFocus()
    other = PageId.SETTINGS if page is not PageId.SETTINGS else PageId.HOME
    shell.pages.go(other)
    shell.sidebar.button(other).setFocus()
    shell.pages.go(page)
    qtbot.waitUntil(
        lambda: shell.pages.current is not None and holds(shell.pages.current, shell.window().focusWidget())
    )
    assert shell.pages.here is page
    qtbot.waitUntil(lambda: shell.pages.current is not None and not shell.pages.current.is_filling)
    settle()
    assert isinstance(focused(shell), QLabel) or page in OPENS_ELSEWHERE, "its heading"
    press(shell, Qt.Key.Key_Escape)
    assert shell.pages.here is other


def test_home_opens_at_its_heading_and_so_it_does_for_somebody_else(
    qtbot: QtBot, shell: Shell, vault: TestVault
) -> None:
    page = shell.pages.current
    assert isinstance(page, HomePage)
    assert focused(shell) is page.header._title
    page.focusNextPrevChild(True)
    assert focused(shell) is not page.header._title
    shell.ws.session.set_presence(Presence(here=(vault.sam,)))
    settle()
    page = shell.pages.current
    assert isinstance(page, HomePage)
    assert focused(shell) is page.header._title


def test_on_the_first_page_enter_chooses_nothing_by_itself(qtbot: QtBot) -> None:
    view = WelcomeView(Design(Theme.LIGHT))
    qtbot.addWidget(view)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    chosen: list[int] = []
    view.chosen.connect(chosen.append)
    view.focus_first()
    heading = view.focusWidget()
    assert isinstance(heading, QLabel)
    assert heading.text() == "Accord"
    QTest.keyClick(heading, Qt.Key.Key_Return)
    QTest.keyClick(heading, Qt.Key.Key_Space)
    assert chosen == []
    QTest.keyClick(heading, Qt.Key.Key_Tab)
    assert view.focusWidget() is view.two


def test_what_tells_of_an_act_takes_nobodys_place(qtbot: QtBot, shell: Shell) -> None:
    shell.pages.go(PageId.SETTINGS)
    page = shell.pages.current
    assert page is not None
    button = Button(shell.ws.design, "Do it")
    page.body.insertWidget(page.body.indexOf(page.notice) + 1, button, 0, Qt.AlignmentFlag.AlignRight)
    button.show()
    button.setFocus()
    page.notice.show_notice("It is done.")
    qtbot.waitUntil(lambda: button.y() > page.notice.y())
    button.hide()
    qtbot.waitUntil(lambda: is_inside(shell) and focused(shell) is not button)
    assert not holds(page.notice, focused(shell))


def test_the_places_are_one_stop_and_arrows_go_from_one_to_the_next(shell: Shell) -> None:
    sidebar = shell.sidebar
    stops = [page for page in LISTED if sidebar.button(page).focusPolicy() is Qt.FocusPolicy.StrongFocus]
    assert stops == [PageId.HOME]
    sidebar.button(PageId.HOME).setFocus()
    press(shell, Qt.Key.Key_Down)
    assert focused(shell) is sidebar.button(PageId.LIMITS)
    press(shell, Qt.Key.Key_End)
    assert focused(shell) is sidebar.button(PageId.SETTINGS)
    press(shell, Qt.Key.Key_Down)
    assert focused(shell) is sidebar.button(PageId.SETTINGS)
    press(shell, Qt.Key.Key_Return)
    assert shell.pages.here is PageId.SETTINGS
    press(shell, Qt.Key.Key_F6)
    assert focused(shell) is sidebar.button(PageId.SETTINGS)
    press(shell, Qt.Key.Key_Home)
    assert focused(shell) is sidebar.button(PageId.HOME)


def test_f6_goes_round_the_areas_and_back_to_where_one_was(shell: Shell) -> None:
    assert shell.pages.current is not None
    began = focused(shell)
    areas = []
    for _ in range(3):
        press(shell, Qt.Key.Key_F6)
        areas.append(
            next(area for area in (shell.pages.current, shell.sidebar, shell.header) if holds(area, focused(shell)))
        )
    assert areas == [shell.sidebar, shell.header, shell.pages.current]
    assert focused(shell) is began


def test_the_menu_has_every_command_with_its_key(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[QMenu] = []
    monkeypatch.setattr("app.ui.shell.shell.open_below", lambda _button, menu: shown.append(menu))
    shell.header.menu.click()
    words = [action.text() for action in shown[0].actions() if not action.isSeparator()]
    assert words == [f"{command.words}\t{command.key}" for command in shell.commands]
    assert all(command.key for command in shell.commands)


def test_no_key_does_two_things(shell: Shell) -> None:
    keys = [key for command in shell.commands for key in command.keys]
    assert len(keys) == len(set(keys))


def test_keys_are_listed(qtbot: QtBot, shell: Shell) -> None:
    dialog = KeysDialog(shell.ws.design, shell.commands, shell)
    qtbot.addWidget(dialog)
    dialog.show()
    said = "\n".join(label.text() for label in dialog.findChildren(QLabel))
    assert all(command.words in said and command.key in said for command in shell.commands)


def test_help_leads_to_the_manual(shell: Shell) -> None:
    """F1, then its button: the first text of the manual, read on the page of all texts."""
    shell.on_keys()
    dialog = next(each for each in shell.window().findChildren(KeysDialog) if each.isVisible())
    button_of(dialog, "How to use Accord").click()
    assert not dialog.isVisible()
    settle()
    assert shell.pages.current is not None
    assert "The first evening" in [label.text() for label in shell.pages.current.findChildren(QLabel)]


def test_text_grows_and_shrinks_and_is_remembered(shell: Shell) -> None:
    command = {command.keys[0]: command for command in shell.commands}
    scales = []
    for key in ("Ctrl++", "Ctrl++", "Ctrl+-", "Ctrl+0"):
        command[key].act()
        scales.append(shell.ws.design.scale)
    assert scales == [115, 130, 115, 100]
    assert shell.ws.settings.scale == 100


def test_what_a_message_offered_to_undo_is_undone_after_it_has_gone(shell: Shell) -> None:
    undone: list[str] = []
    shell.pages.go(PageId.SETTINGS)
    shell.ws.toast("Deleted", lambda: undone.append("row"))
    shell.messages.bar.clear()
    press(shell, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    press(shell, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == ["row"]


def test_while_the_device_is_handed_over_no_key_goes_anywhere(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    ws = workspace_of(vault, tmp_path, here=vault.pair)
    shell = shell_for(qtbot, ws)
    shell.pages.go(PageId.LIMITS)
    ws.hand_over(vault.sam, PageId.MY_LIST)
    for key, modifier in (
        (Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier),
    ):
        press(shell, key, modifier)
        assert shell.pages.here is PageId.LIMITS


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_whoever_is_handed_the_device_types_the_passphrase_at_once(
    qtbot: QtBot, vault: TestVault, tmp_path: Path, key: Qt.Key
) -> None:
    shell = shell_for(qtbot, workspace_of(vault, tmp_path, here=vault.pair))
    shell.pages.go(PageId.AFTERCARE)
    button_of(shell, "Hand to Sam").setFocus()
    press(shell, key)
    qtbot.wait(10)
    QTest.keyClicks(focused(shell), "amber")
    cover = shell._handover.cover
    assert cover is not None
    assert cover.passphrase is not None
    assert cover.passphrase.text() == "amber"


def test_nothing_underneath_takes_the_focus_while_the_device_is_handed_over(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    shell = shell_for(qtbot, workspace_of(vault, tmp_path, here=vault.pair, turn=vault.alex))
    shell.pages.go(PageId.SHARE)
    shell.ws.hand_back(PageId.OPENING)
    qtbot.wait(10)
    cover = shell._handover.cover
    assert cover is not None
    assert shell.pages.current is not None
    shell.pages.current.focus_first()  # as a page does that was made ready meanwhile
    assert holds(cover, focused(shell))
    press(shell, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: is_inside(shell))
    assert shell.pages.here is PageId.OPENING
    assert focused(shell).isVisible()


@pytest.mark.parametrize("by_esc", [False, True])
def test_whoever_does_not_take_the_device_is_back_where_they_were(
    qtbot: QtBot, vault: TestVault, tmp_path: Path, by_esc: bool
) -> None:
    shell = shell_for(qtbot, workspace_of(vault, tmp_path, here=vault.pair))
    shell.pages.go(PageId.AFTERCARE)
    hand = button_of(shell, "Hand to Sam")
    hand.setFocus()
    press(shell, Qt.Key.Key_Return)
    cover = shell._handover.cover
    assert cover is not None
    if by_esc:
        press(shell, Qt.Key.Key_Escape)
    else:
        button_of(cover, "Not now").setFocus()
        press(shell, Qt.Key.Key_Return)
    qtbot.wait(10)
    assert focused(shell) is hand


def test_ctrl_enter_presses_the_filled_button_and_only_goes_to_it_out_of_sight(qtbot: QtBot, shell: Shell) -> None:
    shell.pages.go(PageId.SETTINGS)
    page = shell.pages.current
    assert page is not None
    pressed: list[bool] = []
    filled = Button(shell.ws.design, "Go on", lambda: pressed.append(True), kind=ButtonKind.PRIMARY)
    space = QWidget()
    space.setFixedHeight(3_000)
    page.body.insertWidget(0, space)
    page.body.insertWidget(0, filled)
    filled.show()
    assert page.scroller is not None
    bar = page.scroller.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 3_000)
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: filled.visibleRegion().isEmpty())
    press(shell, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert pressed == [], "nobody saw what it would have pressed"
    assert focused(shell) is filled
    qtbot.waitUntil(lambda: not filled.visibleRegion().isEmpty())
    press(shell, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert pressed == [True]


def test_tab_never_shows_a_passphrase(qtbot: QtBot) -> None:
    field = PassField(Design(Theme.LIGHT), "Passphrase")
    qtbot.addWidget(field)
    with qtbot.waitActive(field):
        field.show()
        field.activateWindow()
    field.edit.setFocus()
    QTest.keyClicks(field.edit, "four words")
    QTest.keyClick(field.edit, Qt.Key.Key_Tab)
    QTest.keyClicks(field.focusWidget() or field, " of them ")
    assert field.edit.echoMode() is field.edit.EchoMode.Password
    for mode in (field.edit.EchoMode.Normal, field.edit.EchoMode.Password):
        field.edit.setFocus()
        QTest.keyClick(field.edit, Qt.Key.Key_V, Qt.KeyboardModifier.AltModifier)
        assert field.edit.echoMode() is mode


@pytest.fixture
def unlock(qtbot: QtBot) -> UnlockView:
    view = UnlockView(Design(Theme.LIGHT))
    view.show_marks(MARKS)
    qtbot.addWidget(view)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    view.focus_first()
    return view


def test_nothing_looks_chosen_when_unlocking(unlock: UnlockView) -> None:
    assert unlock.focusWidget() is unlock.passphrase.edit
    assert unlock.chosen() == ""


def test_what_is_typed_on_a_mark_is_the_passphrase(unlock: UnlockView) -> None:
    mark = unlock._buttons[MARKS[0].person_id]
    mark.setFocus()
    QTest.keyClicks(mark, " ")
    assert unlock.chosen() == "", "a blank chooses nobody"
    QTest.keyClicks(unlock.focusWidget(), "quiet river")
    assert unlock.passphrase.text() == " quiet river"


def test_arrows_choose_a_mark_while_typing(unlock: UnlockView) -> None:
    given: list[tuple[str, str]] = []
    unlock.submitted.connect(lambda person, words: given.append((person, words)))
    QTest.keyClicks(unlock.passphrase.edit, "quiet river")
    QTest.keyClick(unlock.passphrase.edit, Qt.Key.Key_Return)
    assert given == []
    assert unlock.passphrase.text() == "quiet river", "kept"
    unlock.focus_first()
    QTest.keyClick(unlock.passphrase.edit, Qt.Key.Key_Down)
    QTest.keyClick(unlock.passphrase.edit, Qt.Key.Key_Down)
    QTest.keyClick(unlock.passphrase.edit, Qt.Key.Key_Return)
    assert given == [(MARKS[1].person_id, "quiet river")]


def test_ctrl_q_closes_the_window(qtbot: QtBot, shell: Shell) -> None:
    press(shell, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not shell.window().isVisible())


def test_when_a_control_vanishes_the_focus_stays_on_the_page(qtbot: QtBot, shell: Shell) -> None:
    page = shell.pages.current
    assert page is not None
    buttons = [Button(shell.ws.design, f"Number {number}") for number in range(4)]
    for button in buttons:
        page.body.addWidget(button)
        button.show()
    qtbot.waitUntil(lambda: len({button.y() for button in buttons}) == len(buttons))
    vanish: list[Callable[[Button], object]] = [
        lambda button: button.hide(),
        lambda button: button.setEnabled(False),
        discard,
    ]
    for act in vanish:
        # The last control of the page: what comes next is in the sidebar.
        button = buttons.pop()
        button.setFocus()
        assert focused(shell) is button
        act(button)
        qtbot.waitUntil(lambda: is_inside(shell), timeout=5_000)
    space = QWidget()
    space.setFixedHeight(2_000)
    page.body.insertWidget(page.body.indexOf(buttons[0]) + 1, space)
    qtbot.waitUntil(lambda: space.height() == 2_000)
    near = Button(shell.ws.design, "Near but out of sight")
    page.body.insertWidget(page.body.indexOf(space) + 1, near)
    near.show()
    page.to_top()
    qtbot.waitUntil(lambda: near.visibleRegion().isEmpty())
    buttons[0].setFocus()
    buttons[0].hide()
    qtbot.waitUntil(lambda: is_inside(shell), timeout=5_000)
    assert not focused(shell).visibleRegion().isEmpty()
    focused(shell).setFocus()
    shell.sidebar.button(PageId.HOME).setFocus()
    qtbot.wait(10)
    assert focused(shell) is shell.sidebar.button(PageId.HOME), "whoever goes to the sidebar stays there"
