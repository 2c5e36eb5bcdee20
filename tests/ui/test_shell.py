"""The shell: which pages exist in which presence, joining and leaving, handing over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from pkgutil import resolve_name

import pytest
from PySide6.QtCore import QObject, QPoint, QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from app.errors import NotReady, VaultUnwritable
from app.models.base import PersonId
from app.models.changes import ChangeKind, Changes, changed
from app.models.person import Person
from app.models.presence import PresenceKind
from app.ui.design.tokens import Space, Theme
from app.ui.kit.buttons import Button
from app.ui.kit.mark import Mark
from app.ui.kit.scroll import RING_ROOM, Fade
from app.ui.kit.surfaces import Pill
from app.ui.page import Page
from app.ui.page_id import PageId
from app.ui.shell.go_anywhere import GoAnywhere
from app.ui.shell.navigation import nav_items
from app.ui.shell.open_pages import OpenPages
from app.ui.shell.shell import Shell
from app.ui.start.passphrase_view import PassphraseView
from app.ui.window import MainWindow
from app.ui.workspace import Workspace
from tests.support.leaks import settle
from tests.support.widgets import click, find, find_all, is_shown, offered_by
from tests.support.workspace import ALEX, SAM, NoVault, make_workspace

PRIVATE_SPACE = (PageId.JOURNAL, PageId.CHECK_INS, PageId.PATTERNS, PageId.THERAPIST)


class Plain(Page):
    """Records its calls."""

    def __init__(self, ws: Workspace, parent: QWidget) -> None:
        super().__init__(ws, parent)
        self.arguments: list[object] = []
        self.flushed = 0
        self.heard: list[Changes] = []
        self.heights: list[int] = []

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.heights.append(event.size().height())
        super().resizeEvent(event)

    def activate(self, argument: object = None) -> None:
        self.arguments.append(argument)

    def flush(self) -> None:
        self.flushed += 1

    def on_changed(self, changes: Changes, by: QObject | None = None) -> None:
        self.heard.append(changes)


class Secrets(NoVault):
    """Accepts each person's passphrase."""

    def check(self, person: PersonId, passphrase: str) -> bool:
        return passphrase == f"words of {person}"


class Asking(Plain):
    """Asks before it is left."""

    def __init__(self, ws: Workspace, parent: QWidget) -> None:
        super().__init__(ws, parent)
        self.asked: list[Callable[[], object]] = []
        self.was_left = 0
        self.may = False

    def may_leave(self, go_on: Callable[[], object]) -> bool:
        if not self.may:
            self.asked.append(go_on)
        return self.may

    def left(self) -> None:
        self.was_left += 1


Make = Callable[..., Shell]


@pytest.fixture
def make(qtbot: QtBot, tmp_path: Path) -> Make:
    def shell(
        people: tuple[Person, ...] = (ALEX, SAM),
        here: tuple[Person, ...] = (ALEX,),
        turn: Person | None = None,
        scale: int = 100,
        size: tuple[int, int] = (1280, 800),
        banner: str = "",
    ) -> Shell:
        ws = make_workspace(tmp_path, people=people, here=here, turn=turn, scale=scale, vault=Secrets())
        window = MainWindow(ws.design)
        qtbot.addWidget(window)
        made = Shell(ws, [replace(item, source=f"{__name__}:{Plain.__name__}") for item in nav_items()], banner)
        window.show_content(made, dressed=True)
        window.resize(*size)
        with qtbot.waitExposed(window):
            window.show()
        made.pages.go(PageId.HOME)
        return made

    return shell


def _listed(shell: Shell) -> list[PageId]:
    return [page for page in shell.sidebar._buttons if shell.sidebar.button(page).isVisibleTo(shell.sidebar)]


def _plain(shell: Shell) -> Plain:
    assert isinstance(shell.pages.current, Plain)
    return shell.pages.current


def _cover(shell: Shell) -> PassphraseView:
    (cover,) = find_all(PassphraseView, shell)
    return cover


def test_alone_there_are_both_groups(make: Make) -> None:
    assert {PageId.LIMITS, PageId.MY_LIST, PageId.SEEN} <= set(_listed(make()))


def test_together_no_private_page_is_offered(make: Make) -> None:
    shell = make(here=(ALEX, SAM))
    assert not {PageId.MY_LIST, PageId.SEEN, PageId.SHARE, PageId.EXPORT, *PRIVATE_SPACE} & set(_listed(shell))
    for page in (PageId.MY_LIST, *PRIVATE_SPACE):
        shell.pages.go(page)
        assert shell.pages.here is PageId.HOME


def test_just_me_hides_what_is_ours(make: Make) -> None:
    shell = make(people=(ALEX,))
    own = [PageId.HOME, PageId.MY_LIST, *PRIVATE_SPACE, PageId.EXPORT]
    assert _listed(shell) == [*own, PageId.READING, PageId.SETTINGS]


def test_the_partners_own_name_is_used(make: Make) -> None:
    assert make().sidebar.button(PageId.SEEN).words == "What Sam can see"


def test_pages_are_made_once_and_flushed_when_left(make: Make) -> None:
    shell = make()
    home = _plain(shell)
    shell.pages.go(PageId.MY_LIST, "touch.hugs")
    assert home.flushed == 1
    assert _plain(shell).arguments == ["touch.hugs"]
    shell.pages.go_back()
    assert shell.pages.current is home
    assert home.arguments == [None, None]


def test_pages_are_laid_out_at_their_full_height_alone(make: Make) -> None:
    shell = make()
    home = _plain(shell)
    settle()
    height = home.height()
    for page in (PageId.LIMITS, PageId.HOME, PageId.LIMITS):
        _plain(shell).heights.clear()
        shell.pages.go(page)
        settle()
        assert set(_plain(shell).heights) | set(home.heights) <= {height}


def test_nowhere_is_a_name_as_it_was(make: Make) -> None:
    shell = make(here=(ALEX,))
    shell.pages.go(PageId.LIMITS)
    shell.pages.go(PageId.SETTINGS)
    assert set(shell.pages.made) >= {PageId.LIMITS, PageId.SETTINGS}
    shell.ws.session.set_people((ALEX.evolve(name="Robin"), SAM))
    assert set(shell.pages.made) == {PageId.SETTINGS}, "others are made again when they are next visited"
    assert is_shown(QLabel, "Robin", shell.header)


def test_private_pages_close_when_the_partner_joins(make: Make) -> None:
    shell = make()
    shell.pages.go(PageId.MY_LIST)
    private = _plain(shell)
    session = shell.ws.session
    session.set_presence(session.presence.with_joined(SAM.id))
    assert shell.pages.here is PageId.HOME
    assert private.flushed >= 1
    assert PageId.MY_LIST not in shell.pages.made


def test_a_private_page_closes_even_if_saving_what_was_typed_fails(
    qtbot: QtBot, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = make()
    for page in (PageId.CHECK_INS, PageId.THERAPIST, PageId.JOURNAL):
        shell.pages.go(page)
    first, second, third = (shell.pages.made[page] for page in (PageId.CHECK_INS, PageId.THERAPIST, PageId.JOURNAL))
    assert isinstance(first, Plain)
    assert isinstance(third, Plain)

    def fail() -> None:
        raise RuntimeError("full")

    monkeypatch.setattr(second, "flush", fail)
    before = (first.flushed, third.flushed)
    session = shell.ws.session
    with qtbot.captureExceptions() as raised:
        session.set_presence(session.presence.with_joined(SAM.id))
    assert len(raised) == 1, "it is told nevertheless"
    assert shell.pages.here is PageId.HOME
    assert not {PageId.CHECK_INS, PageId.THERAPIST, PageId.JOURNAL} & set(shell.pages.made)
    assert not any(page.isVisible() for page in (first, second, third))
    assert (first.flushed, third.flushed) == (before[0] + 1, before[1] + 1)


def test_from_one_person_to_the_other_no_private_page_stays(make: Make) -> None:
    shell = make(here=(ALEX, SAM), turn=ALEX)
    for page in (PageId.EXPORT, PageId.JOURNAL, PageId.SCENES, PageId.CHECK_INS):
        shell.pages.go(page)
    kept, shown = shell.pages.made[PageId.SCENES], shell.pages.current
    shell.ws.session.hand_to(SAM.id)
    assert shell.pages.made[PageId.SCENES] is kept, "what is ours is the same for both"
    assert not {PageId.EXPORT, PageId.JOURNAL} & set(shell.pages.made)
    assert shell.pages.here is PageId.CHECK_INS
    assert shell.pages.current is not shown


def test_toasts_and_dialogs_close_when_somebody_joins(make: Make) -> None:
    shell = make()
    undone: list[bool] = []
    shell.ws.toast("Moved to the bin", lambda: undone.append(True))
    shell.ws.signals.saved.emit()
    shell.on_go_anywhere()
    dialog = shell.findChild(GoAnywhere)
    assert dialog is not None
    assert dialog.isVisible()
    assert shell.messages.bar.isVisible()
    session = shell.ws.session
    session.set_presence(session.presence.with_joined(SAM.id))
    assert not dialog.isVisible()
    assert not shell.messages.bar.isVisible()
    shell.messages.bar._on_undone()
    assert undone == []
    assert is_shown(QLabel, "Saved", shell.header)


def test_handing_over_shows_nothing_else_and_then_the_page(qtbot: QtBot, make: Make) -> None:
    shell = make(here=(ALEX, SAM))
    shell.ws.hand_over(SAM.id, PageId.MY_LIST, "starter")
    between = _cover(shell)
    assert between.isVisible()
    assert not shell.header.isVisible()
    assert shell.ws.session.presence.kind is PresenceKind.TOGETHER
    QTest.mouseClick(between.go, Qt.MouseButton.LeftButton)
    assert between.passphrase is not None
    for words in (f"words of {ALEX.id}", "anything"):
        QTest.keyClicks(between.passphrase.edit, words)
        QTest.mouseClick(between.go, Qt.MouseButton.LeftButton)
        assert shell.ws.session.me is None
        assert between.notice.isVisible()
        assert between.passphrase.text() == ""
    QTest.keyClicks(between.passphrase.edit, f"words of {SAM.id}")
    QTest.keyClick(between.passphrase.edit, Qt.Key.Key_Return)
    assert shell.ws.session.me == SAM.id
    assert shell.pages.here is PageId.MY_LIST
    assert _plain(shell).arguments == ["starter"]
    assert not between.isVisible()
    shell.ws.hand_back(PageId.HOME)
    assert shell.ws.session.presence.kind is PresenceKind.TOGETHER, "closed at once"
    _cover(shell).on_go()
    assert shell.ws.session.presence.kind is PresenceKind.TOGETHER
    assert PageId.MY_LIST not in shell.pages.made


def test_not_now_leaves_everything_as_it_was(make: Make) -> None:
    shell = make(here=(ALEX, SAM))
    shell.ws.hand_over(SAM.id, PageId.MY_LIST)
    _cover(shell).cancelled.emit()
    assert shell.ws.session.me is None
    assert shell.header.isVisible()


def test_the_visible_page_is_told_of_changes(make: Make) -> None:
    shell = make()
    home = _plain(shell)
    shell.pages.go(PageId.SIGNALS)
    shell.ws.session.announce(changed(ChangeKind.SIGNALS))
    assert home.heard == []
    assert _plain(shell).heard == [changed(ChangeKind.SIGNALS)]


def test_writing_says_saved_and_announces(qtbot: QtBot, make: Make) -> None:
    shell = make()
    with qtbot.waitSignal(shell.ws.session.changed) as signal:
        shell.ws.write("shared", lambda _uow: changed(ChangeKind.SIGNALS), by=shell)
    assert signal.args == [changed(ChangeKind.SIGNALS), shell]
    assert is_shown(QLabel, "Saved just now", shell.header)
    shell.ws.signals.saving.emit()
    shell.ws.signals.refused.emit(VaultUnwritable("file.db"))
    assert is_shown(QLabel, "Not saved", shell.header)
    shell.ws.signals.saving.emit()
    shell.ws.signals.refused.emit(NotReady())
    assert is_shown(QLabel, "Saved", shell.header)


def test_go_anywhere_by_keyboard(qtbot: QtBot, make: Make) -> None:
    shell = make()
    shell.on_go_anywhere()
    dialog = shell.findChild(GoAnywhere)
    assert isinstance(dialog, GoAnywhere)
    assert "My reading" not in offered_by(dialog)
    QTest.keyClicks(dialog._field, "reading")
    assert offered_by(dialog) == ["Reading and resources"], "as the page is called"
    assert not dialog._none.isVisible()
    QTest.keyClicks(dialog._field, "xx")
    assert offered_by(dialog) == []
    assert dialog._none.isVisible()
    dialog._field.clear()
    QTest.keyClicks(dialog._field, "sig")
    assert offered_by(dialog) == ["Signals"]
    QTest.keyClick(dialog._field, Qt.Key.Key_Return)
    assert shell.pages.here is PageId.SIGNALS


def test_f12_and_ctrl_l(qtbot: QtBot, make: Make) -> None:
    shell = make()
    window = shell.window()
    assert isinstance(window, MainWindow)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    with qtbot.waitSignal(window.hide_asked):
        QTest.keyClick(window, Qt.Key.Key_F12)
    with qtbot.waitSignal(window.lock_asked):
        QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


def test_blank_shows_nothing_and_feels_a_touch(qtbot: QtBot, make: Make) -> None:
    shell = make()
    window = shell.window()
    assert isinstance(window, MainWindow)
    window.show_blank()
    assert window.content is None
    assert not shell.isVisible()
    with qtbot.waitSignal(window.touched):
        QTest.mouseClick(window._blank, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("scale", [80, 100, 150, 200])
@pytest.mark.parametrize("here", [(ALEX,), (ALEX, SAM)], ids=["alone", "together"])
def test_the_header_fits_at_any_size(qtbot: QtBot, make: Make, scale: int, here: tuple[Person, ...]) -> None:
    shell = make(here=here, scale=scale, size=(1024, 700), banner="A sample vault.")
    settle()
    window = shell.window()
    assert (window.width(), window.height()) == (1024, 700)
    for button in shell.header.findChildren(QPushButton):
        if button.isVisible():
            assert button.width() >= button.sizeHint().width()
            assert button.accessibleName()
    for label in shell.header.findChildren(QLabel):
        if label.isVisible() and label.text():
            assert label.width() >= min(label.sizeHint().width(), label.maximumWidth())
    assert shell.header.isVisible()
    assert (not shell.sidebar.isVisible()) is (scale >= 150)
    assert all(button.words for button in shell.header.findChildren(Button) if button.isVisible())


@pytest.mark.parametrize("scale", [100, 150, 200])
@pytest.mark.parametrize("people", [(ALEX,), (ALEX, SAM)], ids=["one", "two"])
def test_both_lines_of_the_header_begin_where_the_page_begins(
    make: Make, scale: int, people: tuple[Person, ...]
) -> None:
    shell = make(people=people, here=people, scale=scale, size=(1024, 700))
    settle()
    header = shell.header
    lines: dict[int, list[QWidget]] = {}
    for each in header.findChildren(QWidget):
        if each.isVisible() and isinstance(each, QLabel | Button | Pill | Mark):
            middle = each.mapTo(header, QPoint(0, each.height() // 2)).y()
            lines.setdefault(2 * middle // header.height(), []).append(each)
    for line in lines.values():
        first = min(line, key=lambda each: each.mapTo(header, QPoint()).x())
        assert first.mapTo(header, QPoint()).x() == Space.XL
        assert first.property("flush") or not isinstance(first, Button)


@pytest.mark.parametrize("page", [PageId.SETTINGS, PageId.THERAPIST, PageId.HOME])
def test_the_current_place_is_in_sight_where_the_places_scroll(make: Make, page: PageId) -> None:
    shell = make(scale=150, size=(1366, 600))
    settle()
    scroller = shell.sidebar._scroller
    assert shell.sidebar.isVisible()
    assert scroller.verticalScrollBar().maximum() > 0
    shell.pages.go(page)
    settle()
    button = shell.sidebar.button(page)
    box = QRect(button.mapTo(scroller, QPoint()), button.size())
    fades = [each.geometry() for each in scroller.findChildren(Fade) if each.isVisible()]
    assert scroller.rect().contains(box)
    assert not [each for each in fades if each.intersects(box)]


def test_there_is_room_for_the_ring_around_every_place(make: Make) -> None:
    shell = make(size=(1280, 800))
    settle()
    viewport = shell.sidebar._scroller.viewport()
    for item in nav_items():
        button = shell.sidebar._buttons.get(item.page)
        if button is not None and button.isVisible():
            box = QRect(button.mapTo(viewport, QPoint()), button.size())
            ring = box.adjusted(-RING_ROOM, -RING_ROOM, RING_ROOM, RING_ROOM)
            assert viewport.rect().contains(ring), item.page


def low(qtbot: QtBot, make: Make) -> Shell:
    """A window in which the places have no room."""
    shell = make(scale=200, size=(1024, 700))
    shell.window().activateWindow()
    qtbot.waitUntil(shell.window().isActiveWindow)
    settle()
    return shell


def test_without_room_for_the_places_menu_opens_them_over_the_page(qtbot: QtBot, make: Make) -> None:
    shell = low(qtbot, make)
    assert not shell.sidebar.isVisible()
    shell.header.menu.click()
    settle()
    assert shell.sidebar.button(PageId.HOME).hasFocus(), "the current place"
    assert shell.sidebar.height() == shell.height()
    assert shell.sidebar.button(PageId.LIMITS).words == "Limits"
    assert is_shown(QPushButton, "Commands and keys", shell.sidebar)
    QTest.keyClick(shell.sidebar.button(PageId.HOME), Qt.Key.Key_Down)
    QTest.keyClick(shell.sidebar.button(PageId.LIMITS), Qt.Key.Key_Return)
    settle()
    assert shell.pages.here is PageId.LIMITS
    assert not shell.sidebar.isVisible()


@pytest.mark.parametrize("way", ["esc", "close", "page"])
def test_the_places_over_the_page_are_closed(qtbot: QtBot, make: Make, way: str) -> None:
    shell = low(qtbot, make)
    shell.header.menu.click()
    settle()
    page = shell.pages.current
    assert page is not None
    if way == "esc":
        QTest.keyClick(shell.sidebar.button(PageId.HOME), Qt.Key.Key_Escape)
    elif way == "close":
        click("Close the menu", shell.sidebar)
    else:
        page.focus_first()
    settle()
    assert not shell.sidebar.isVisible()
    assert shell.header.menu.hasFocus() is (way != "page")
    assert shell.pages.here is PageId.HOME


def test_with_room_again_the_places_are_beside_the_page(qtbot: QtBot, make: Make) -> None:
    shell = low(qtbot, make)
    shell.header.menu.click()
    shell.ws.design.set_scale(100)
    settle()
    assert shell.sidebar.isVisible()
    assert shell.sidebar.geometry().right() < shell.pages.mapTo(shell, QPoint()).x()
    assert not is_shown(QPushButton, "Commands and keys", shell.sidebar)


def test_every_page_is_listed_once_and_its_class_exists() -> None:
    items = nav_items()
    assert sorted(item.page for item in items) == sorted(PageId)
    for item in items:
        assert issubclass(resolve_name(item.source), Page)


def test_a_page_may_ask_before_it_is_left(make: Make) -> None:
    shell = make()
    shell.pages.items[PageId.LIMITS] = replace(shell.pages.items[PageId.LIMITS], source=f"{__name__}:{Asking.__name__}")
    shell.pages.go(PageId.LIMITS)
    asking = shell.pages.current
    assert isinstance(asking, Asking)
    shell.sidebar.button(PageId.SIGNALS).click()
    shell.pages.go_back()
    assert (shell.pages.here, asking) == (PageId.LIMITS, shell.pages.current)
    assert shell.sidebar.button(PageId.LIMITS).isChecked()
    assert not shell.sidebar.button(PageId.SIGNALS).isChecked()
    assert (len(asking.asked), asking.was_left) == (2, 0)
    shell.pages.go(PageId.LIMITS, "again")
    assert asking.arguments == [None, "again"], "going to the page that is open asks nothing"
    asking.may = True
    asking.asked[0]()
    assert shell.pages.here is PageId.SIGNALS
    assert asking.was_left == 1


def _undressed(shell: Shell) -> list[QWidget]:
    """What can be seen and is inside no widget with a style sheet, but for what only holds others."""
    frame = {type(shell), type(shell.window()), OpenPages, QStackedWidget, QWidget}

    def is_dressed(widget: QWidget | None) -> bool:
        return widget is not None and (bool(widget.styleSheet()) or is_dressed(widget.parentWidget()))

    seen = [each for each in shell.window().findChildren(QWidget) if each.isVisible()]
    return [each for each in seen if type(each) not in frame and not is_dressed(each)]


def test_everything_that_can_be_seen_wears_a_style_sheet(make: Make) -> None:
    shell = make(here=(ALEX, SAM), banner="A sample vault")
    shell.ws.signals.toasted.emit("Kept", lambda: None)
    shell.idle_warning.warn(30)
    assert _undressed(shell) == []
    shell._handover.hand_to(ALEX.id, PageId.MY_LIST)
    assert _cover(shell).isVisible()
    assert _undressed(shell) == []


def test_both_are_asked_whether_they_are_still_here(make: Make) -> None:
    shell = make(here=(ALEX, SAM))
    said: list[bool] = []
    shell.idle_warning.still_here.connect(lambda: said.append(True))
    shell.idle_warning.warn(300)
    here = find(QPushButton, "Still here", shell)
    shell.idle_warning.warn(299)
    assert find(QPushButton, "Still here", shell) is here, "it is not made again under somebody's pointer"
    assert "5 minutes" in shell.idle_warning.accessibleName()
    here.click()
    assert said == [True]
    shell.idle_warning.clear()
    shell.idle_warning.warn(300)
    assert shell.idle_warning.isVisible()


def test_a_page_out_of_sight_changes_its_theme_when_it_is_shown(make: Make) -> None:
    shell = make()
    home = _plain(shell)
    shell.pages.go(PageId.LIMITS)
    light = home.styleSheet()
    shell.ws.design.set_theme(Theme.DARK)
    dark = _plain(shell).styleSheet()
    assert home.styleSheet() == light != dark
    shell.pages.go(PageId.HOME)
    assert home.styleSheet() == dark


def test_a_page_out_of_sight_changes_its_theme_in_time(qtbot: QtBot, make: Make) -> None:
    shell = make()
    home = _plain(shell)
    shell.pages.go(PageId.LIMITS)
    shell.ws.design.set_theme(Theme.DARK)
    qtbot.waitUntil(lambda: home.styleSheet() == _plain(shell).styleSheet())
