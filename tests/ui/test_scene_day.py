"""The day of a scene on its pages: ready check, beginning, signals by key and pointer, and the stop page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QFontMetrics, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.assets import load_resources
from app.errors import VaultUnwritable
from app.models.conversation import debrief_of
from app.models.library import ALWAYS
from app.models.live import LIVED, LiveEvent, LiveMark, Nudge
from app.models.live_look import LiveLook
from app.models.scene_day import Evening, ReadyAsk, Tonight, Verdict
from app.models.signal import Level
from app.platforms.interface import NoAwake
from app.services import live as service
from app.services import scene_day
from app.ui.conversation.signal_lines import EveningLines
from app.ui.design.design import Design
from app.ui.design.tokens import TEXT_SIZE, Space, TextRole, Theme
from app.ui.idle import Clocks
from app.ui.kit.controls import CheckBox
from app.ui.kit.labels import Label
from app.ui.page_id import PageId
from app.ui.reading.places import place_here
from app.ui.scene_day.hidden_view import HiddenScene
from app.ui.scene_day.live_page import LivePage
from app.ui.scene_day.live_presenter import DayStage
from app.ui.scene_day.live_view import LiveView
from app.ui.scene_day.live_words import help_lines
from app.ui.scene_day.ready_page import ReadyPage
from app.ui.scene_day.signal_keys import KEYS, level_of
from app.ui.scene_day.target import SignalTarget, caps
from app.ui.scene_keeper import KeptScene, SceneKeeper
from app.ui.shell.navigation import nav_items
from app.ui.shell.shell import Shell
from app.ui.window import MainWindow
from app.ui.workspace import Workspace
from tests.support.couples import today, workspace_of
from tests.support.leaks import settle
from tests.support.scene_days import agreed_scene, check, ready
from tests.support.vaults import TestVault

pytestmark = pytest.mark.sample


class Watch:
    """Time in a test: the clocks of the computer and of the day go together."""

    def __init__(self, vault: TestVault) -> None:
        self._vault, self.boot = vault, 1_000.0

    def __call__(self) -> Clocks:
        return Clocks(self.boot, self.boot, self.boot)

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self.boot += seconds
        self._vault.clock.advance(seconds=seconds)


class Room:
    """A window with the shell, two people in front of it, and time that a test moves."""

    def __init__(self, qtbot: QtBot, vault: TestVault, folder: Path) -> None:
        self.vault, self.watch = vault, Watch(vault)
        made = workspace_of(vault, folder, here=vault.pair)
        self.ws = Workspace(**{**vars(made), "keeper": SceneKeeper(self.watch)})
        self.scene = agreed_scene(vault)
        self.window = MainWindow(self.ws.design)
        qtbot.addWidget(self.window)
        self.shell = Shell(self.ws, nav_items())
        self.window.show_content(self.shell, dressed=True)
        self.window.resize(1280, 800)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitActive(self.window)
        settle()

    def go(self, page: PageId) -> None:
        self.shell.pages.go(page, self.scene)
        settle()

    @property
    def page(self) -> LivePage:
        assert isinstance(self.shell.pages.current, LivePage)
        return self.shell.pages.current

    @property
    def live(self) -> LiveView:
        assert isinstance(self.window.over, LiveView)
        return self.window.over

    def begin(self) -> LiveView:
        """Both are ready, look at it, and begin."""
        ready(self.vault, self.scene)
        self.go(PageId.LIVE)
        press(self.page.cards.begin)
        return self.live

    def passes(self, seconds: float) -> None:
        """Time passes, and the keeper looks."""
        self.watch.advance(seconds)
        self.ws.keeper.look()
        settle()

    def lived(self) -> list[tuple[LiveMark, int]]:
        """How scenes ended, in both parts alike."""
        with self.vault.unit() as uow:
            rows = {said.body for said in uow.parts.all(LIVED)}
        return [(event.mark, event.at) for row in rows for event in row.events[-1:]]


def press(button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()


def key(window: QWidget, which: Qt.Key) -> None:
    QTest.keyClick(window.window().focusWidget() or window, which)
    settle()


@pytest.fixture
def room(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> Iterator[Room]:
    made = Room(qtbot, vault, tmp_path)
    yield made
    made.ws.keeper.forget()


# --- before


def ready_page(qtbot: QtBot, vault: TestVault, folder: Path) -> ReadyPage:
    page = ReadyPage(workspace_of(vault, folder, here=(vault.alex,)))
    qtbot.addWidget(page)
    page.show()
    page.activate(agreed_scene(vault))
    settle()
    return page


def kept(vault: TestVault) -> tuple[dict[ReadyAsk, bool], Verdict | None]:
    with vault.unit() as uow:
        own = scene_day.own_check(uow, person=vault.alex, agreement_id=agreed_scene(vault), today=today(vault))
    return own.check.answers, own.check.verdict


def test_ready_can_be_pressed_once_every_line_has_a_yes(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = ready_page(qtbot, vault, tmp_path)
    for ask, choice in page.rows.items():
        assert not page.ready.isEnabled()
        press(choice.button(True))
        assert kept(vault)[0][ask]
    press(page.ready)
    assert kept(vault)[1] is Verdict.READY
    assert page.next.isVisible()


def test_not_tonight_is_one_press_and_can_be_looked_at_again(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = ready_page(qtbot, vault, tmp_path)
    press(page.rows[ReadyAsk.BODY].button(False))
    press(page.not_tonight)
    assert kept(vault) == ({ReadyAsk.BODY: False}, Verdict.NOT_TONIGHT)
    page.presenter.give(None)
    settle()
    assert page.rows[ReadyAsk.BODY].choice is False
    assert page.not_tonight.isVisible()


def test_an_answer_is_taken_back_by_pressing_it_again(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = ready_page(qtbot, vault, tmp_path)
    for _ in range(2):
        press(page.rows[ReadyAsk.MOOD].button(True))
    assert kept(vault) == ({}, None)


def test_what_somebody_answered_does_not_stay_on_a_page_out_of_sight(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    page = ready_page(qtbot, vault, tmp_path)
    page.left()
    assert page.presenter.own is None


def test_the_day_goes_from_the_checks_to_the_beginning(room: Room) -> None:
    room.go(PageId.LIVE)
    assert stage(room) is DayStage.CHECKS
    assert set(room.page.cards.hand_over) == set(room.vault.pair)
    check(room.vault, room.vault.alex, room.scene)
    room.page.activate(room.scene)
    settle()
    assert set(room.page.cards.hand_over) == {room.vault.sam}
    check(room.vault, room.vault.sam, room.scene)
    room.page.activate(room.scene)
    settle()
    assert stage(room) is DayStage.READY


def test_not_as_planned_offers_a_smaller_evening_that_both_say_is_enough(room: Room) -> None:
    check(room.vault, room.vault.alex, room.scene)
    check(room.vault, room.vault.sam, room.scene, Verdict.NOT_TONIGHT, {})
    room.go(PageId.LIVE)
    cards = room.page.cards
    assert stage(room) is DayStage.NOT_AS_PLANNED
    cards._on_smaller()
    settle()
    item, box = next(iter(cards.boxes.items()))
    marks = list(cards.marks.values())
    assert not marks[0].isEnabled()
    press_box(box)
    press(marks[0])
    assert tonight(room) == Tonight(day=today(room.vault), evening=Evening.NOT_AS_PLANNED)
    press(marks[1])
    assert tonight(room) == Tonight(day=today(room.vault), evening=Evening.SMALLER, without=(item,))
    assert stage(room) is DayStage.READY


def stage(room: Room) -> DayStage:
    return room.page.presenter.stage


def press_box(box: QWidget) -> None:
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(12, box.height() // 2))
    settle()


def tonight(room: Room) -> Tonight | None:
    with room.vault.unit() as uow:
        return scene_day.tonight(uow, room.scene, today(room.vault))


def test_another_day_is_the_end_of_this_one(room: Room) -> None:
    check(room.vault, room.vault.alex, room.scene, Verdict.NOT_TONIGHT, {})
    check(room.vault, room.vault.sam, room.scene)
    room.go(PageId.LIVE)
    next(each for each in room.page.findChildren(QPushButton) if each.text() == "Another day").click()
    settle()
    assert room.page.presenter.stage is DayStage.OFF
    assert not [b for b in room.page.findChildren(QPushButton) if b.text() == "Begin"]


# --- while it runs


@pytest.mark.parametrize(
    ("which", "mark"),
    [
        (Qt.Key.Key_G, LiveMark.CHECKED_IN),
        (Qt.Key.Key_1, LiveMark.CHECKED_IN),
        (Qt.Key.Key_Y, LiveMark.YELLOW),
        (Qt.Key.Key_2, LiveMark.YELLOW),
        (Qt.Key.Key_R, LiveMark.RED),
        (Qt.Key.Key_3, LiveMark.RED),
    ],
)
def test_each_signal_is_one_key_and_is_written(room: Room, which: Qt.Key, mark: LiveMark) -> None:
    live = room.begin()
    room.passes(65)
    key(live, which)
    scene = room.ws.keeper.scene
    assert scene is not None
    assert scene.live.events == (LiveEvent(at=65, mark=mark),)
    assert room.ws.keeper.unwritten == ()
    assert live.is_stopped is (mark is LiveMark.RED)


def pressed_at(place: int, sign: str, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> QKeyEvent:
    """A key at a place of the keyboard, counted as Linux does, on which the layout has this sign."""
    key = Qt.Key.Key_unknown if ord(sign) > 0x7F else Qt.Key(ord(sign.upper()))
    return QKeyEvent(QKeyEvent.Type.KeyPress, key, modifiers, place + 8, 0, 0, sign)


@pytest.mark.parametrize(
    ("event", "level"),
    [
        (pressed_at(19, "к"), Level.RED),
        (pressed_at(21, "Н"), Level.YELLOW),
        (pressed_at(34, "ע"), Level.GREEN),
        (pressed_at(34, "ع"), Level.GREEN),
        (pressed_at(4, "٣"), Level.RED),
        (pressed_at(81, "3"), Level.RED),
        (pressed_at(19, "ı"), None),
        (pressed_at(21, "z"), None),
        (pressed_at(44, "y"), Level.YELLOW),
        (pressed_at(19, "r", Qt.KeyboardModifier.ControlModifier), None),
    ],
)
def test_the_keys_work_on_every_layout(event: QKeyEvent, level: Level | None) -> None:
    """Letters by their place where they are not Latin; digits in every script."""
    assert level_of(event) is level


def test_a_button_says_its_keys(room: Room) -> None:
    live = room.begin()
    said = [live.running.targets[level].accessibleDescription() for level in Level]
    assert sorted(said) == ["G or 1", "R or 3", "Y or 2"]


def test_green_and_yellow_are_laid_out_alike(room: Room) -> None:
    """Of two that are beside each other, the one with more words decides for both."""
    live = room.begin()
    green, yellow = (live.running.targets[level] for level in (Level.GREEN, Level.YELLOW))
    green.show_words("Go", "")
    yellow.show_words("Slower, please", "An open palm held up, or a long squeeze of the hand, or two words from a song")
    settle()
    assert green.fitting() == yellow.fitting()
    green.alike = (green,)
    assert green.fitting() != yellow.fitting(), "alone it would have more room"


def test_how_the_page_is_shown_is_remembered_by_both_and_nowhere_else(room: Room) -> None:
    """The settings file would tell that scenes are held here."""
    ready(room.vault, room.scene)
    room.go(PageId.LIVE)
    for words in ("Dark page", "A soft sound when a check-in is due"):
        (box,) = [each for each in room.page.findChildren(CheckBox) if each.text() == words]
        box.click()
    settle()
    room.ws.settings.sync()
    stored = Path(room.ws.settings.file.fileName())
    assert "live" not in (stored.read_text() if stored.exists() else "")
    room.page.presenter.reload()
    settle()
    assert room.page.presenter.look == LiveLook(is_dark=False, has_sound=True)
    with room.vault.unit(room.vault.sam) as uow:
        uow.private(room.vault.sam).prefs.set("live.look", "light")
        uow.commit()
    room.page.presenter.reload()
    settle()
    assert room.page.presenter.look == LiveLook(is_dark=False), "a sound is made only if both chose it"


@pytest.mark.parametrize("level", Level)
def test_each_signal_is_one_press(room: Room, level: Level) -> None:
    live = room.begin()
    press(live.running.targets[level])
    scene = room.ws.keeper.scene
    assert scene is not None
    assert len(scene.live.events) == 1


def test_r_works_from_every_control_of_the_page(room: Room) -> None:
    live = room.begin()
    key(live, Qt.Key.Key_Y)
    live.running.pause.on_smaller()
    settle()
    stops = [w for w in live.findChildren(QWidget) if w.isVisible() and w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert len(stops) > 5
    stops[len(stops) // 2].setFocus()
    key(live, Qt.Key.Key_R)
    assert live.is_stopped


def test_the_stop_page_is_shown_before_anything_is_written(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    live = room.begin()
    shown: list[bool] = []
    written = service.keep_running

    def spy(*args: object, **kwargs: object) -> object:
        shown.append(live.is_stopped and live.stop.isVisible())
        return written(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(service, "keep_running", spy)
    key(live, Qt.Key.Key_R)
    assert shown == [True]
    assert room.lived() == [(LiveMark.RED, 0)]


def test_a_stop_that_cannot_be_written_is_shown_and_tried_again(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    live = room.begin()

    def fail(*_args: object, **_kwargs: object) -> object:
        raise VaultUnwritable("shared.db")

    with monkeypatch.context() as broken:
        broken.setattr(service, "keep_running", fail)
        key(live, Qt.Key.Key_R)
    assert live.is_stopped
    assert room.lived() == []
    room.page.presenter.write_now()
    settle()
    assert room.lived() == [(LiveMark.RED, 0)]


def test_nothing_leads_back_from_the_stop_page(room: Room) -> None:
    live = room.begin()
    key(live, Qt.Key.Key_R)
    for which in (Qt.Key.Key_Escape, Qt.Key.Key_G, Qt.Key.Key_Y, Qt.Key.Key_R, Qt.Key.Key_Backspace):
        QTest.keyClick(live, which)
        settle()
        assert live.is_stopped
    press(live.stop.onwards)
    assert room.window.over is None
    assert room.shell.pages.here is PageId.AFTERWARDS
    room.go(PageId.LIVE)
    assert room.window.over is None
    assert room.page.presenter.stage is DayStage.RESTS


def test_the_stop_page_is_an_alert_with_what_to_do(room: Room) -> None:
    live = room.begin()
    key(live, Qt.Key.Key_R)
    spoken = QAccessible.queryAccessibleInterface(live.stop)
    assert spoken.role() is QAccessible.Role.AlertMessage
    said = spoken.text(QAccessible.Text.Name)
    assert "Stopped" in said
    assert all(line in said for line in live.stop._words.stop_lines)
    assert live.stop._heading.hasFocus()
    end = live.stop._lines[-1].geometry().bottom()
    assert end < live.stop.onwards.y() <= end + Space.XXL, "the way on is close to what comes before it"
    QTest.keyClick(live.stop._heading, Qt.Key.Key_Tab)
    assert live.stop.onwards.hasFocus()


def test_a_running_scene_tells_its_name_and_what_was_planned(room: Room) -> None:
    running = room.begin().running
    for line in (running._title, running._outline):
        for wide in (1, 600):  # the whole of it is back once there is room
            line.resize(wide, line.height())
        assert line.text() == line.accessibleName() != ""
    running._title.show_line("An evening\N{NO-BREAK SPACE}at home, with the curtains drawn")
    running._title.resize(40, 20)
    assert running._title.text() != running._title.accessibleName() == running._title._line


def test_a_check_in_is_asked_for_and_answered(room: Room) -> None:
    live = room.begin()
    room.passes(30 * 60)
    assert live.running.nudge.isVisible()
    key(live, Qt.Key.Key_G)
    assert not live.running.nudge.isVisible()


def test_a_check_in_that_nobody_answers_stops_it(room: Room) -> None:
    live = room.begin()
    room.passes(31 * 60)
    state = room.ws.keeper.state
    assert state is not None
    assert state.nudge is Nudge.NOW
    room.passes(2 * 60)
    assert live.is_stopped
    assert room.lived() == [(LiveMark.UNANSWERED, 33 * 60)]


def test_the_cap_is_an_end_and_no_alarm(room: Room) -> None:
    live = room.begin()
    for _ in range(5):
        room.passes(29 * 60)
        if not live.is_stopped:
            key(live, Qt.Key.Key_G)
    assert live.is_stopped
    assert room.lived() == [(LiveMark.CAP, 120 * 60)]
    assert live.stop._heading.text() == "Ended"


def test_yellow_offers_to_go_on_smaller_and_what_is_out_stays_out(room: Room) -> None:
    live = room.begin()
    key(live, Qt.Key.Key_Y)
    pause = live.running.pause
    assert pause.go_on.hasFocus()
    press(pause.smaller)
    item, box = next(iter(pause.boxes.items()))
    assert not pause._without.isEnabled()
    press_box(box)
    press(pause._without)
    state = room.ws.keeper.state
    assert state is not None
    assert (state.is_paused, state.without) == (False, frozenset({item}))
    key(live, Qt.Key.Key_Y)
    assert box.isHidden()


def test_escape_leaves_the_list_and_nothing_else(room: Room) -> None:
    live = room.begin()
    key(live, Qt.Key.Key_Escape)
    assert room.window.over is live
    key(live, Qt.Key.Key_Y)
    live.running.pause.on_smaller()
    key(live, Qt.Key.Key_Escape)
    assert live.running.pause.go_on.isVisible()
    assert room.window.over is live


def test_how_long_it_has_run_is_noted_now_and_then(room: Room) -> None:
    room.begin()
    room.passes(31)
    with room.vault.unit() as uow:
        found = service.running(uow)
    assert found is not None
    assert found.live.ran == 31_000


# --- while the vault is locked


def hidden_scene(qtbot: QtBot, watch: Watch) -> tuple[HiddenScene, SceneKeeper]:
    from app.models.live import Live

    keeper = SceneKeeper(watch)
    start = watch._vault.clock()
    scene = Live(began=start, cap=60, interval=None, seen=start)
    keeper.keep(KeptScene("a/1", scene, ("“Red”", "Three taps"), ("Both stop at once.", "Water.")), 24 * 60)
    view = HiddenScene(keeper)
    qtbot.addWidget(view)
    view.resize(1024, 700)
    view.show()
    settle()
    return view, keeper


def shown_in(view: QWidget) -> set[str]:
    return {label.text() for label in view.findChildren(QWidget) if hasattr(label, "text") and label.isVisible()}


def test_the_locked_page_has_the_stop_words_and_the_time_and_nothing_else(qtbot: QtBot, vault: TestVault) -> None:
    view, keeper = hidden_scene(qtbot, Watch(vault))
    assert shown_in(view) == {"“Red”\nThree taps", "24 min"}
    keeper.forget()


@pytest.mark.parametrize("event", [pressed_at(19, "r"), pressed_at(4, "3"), pressed_at(19, "к")])
def test_r_stops_while_the_vault_is_locked_and_the_stop_is_written_later(
    qtbot: QtBot, vault: TestVault, event: QKeyEvent
) -> None:
    view, keeper = hidden_scene(qtbot, Watch(vault))
    with qtbot.waitSignal(view.stopped):
        QApplication.sendEvent(view, event)
    settle()
    assert not keeper.is_running
    assert shown_in(view) == {"Both stop at once.\nWater.", "Stopped"}
    assert [event.mark for event in keeper.unwritten] == [LiveMark.RED]
    keeper.forget()


@pytest.mark.parametrize("which", [Qt.Key.Key_Space, Qt.Key.Key_A, Qt.Key.Key_Escape])
def test_any_other_key_leads_to_the_unlock_page(qtbot: QtBot, vault: TestVault, which: Qt.Key) -> None:
    view, keeper = hidden_scene(qtbot, Watch(vault))
    with qtbot.waitSignal(view.touched):
        QTest.keyClick(view, which)
    assert keeper.is_running
    keeper.forget()


def test_a_stop_from_the_locked_page_is_written_and_shown_once_somebody_is_here_again(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    room = Room(qtbot, vault, tmp_path)
    room.begin()
    room.passes(100)
    room.ws.keeper.ticked.disconnect(room.page.presenter._on_tick)  # nobody can write now
    room.window.end_over()
    room.ws.keeper.happen(LiveMark.RED)
    assert room.lived() == []
    again = Room(qtbot, vault, tmp_path)
    again.ws = room.ws
    shell = Shell(room.ws, nav_items())
    again.window.show_content(shell, dressed=True)
    again.shell = shell
    again.go(PageId.HOME)
    settle()
    assert again.shell.pages.here is PageId.LIVE
    assert again.live.is_stopped
    assert again.lived() == [(LiveMark.RED, 100)]


# --- talking it over


def test_a_debrief_names_the_signals_of_that_evening(room: Room) -> None:
    live = room.begin()
    room.passes(90)
    key(live, Qt.Key.Key_Y)
    room.passes(30)
    key(live, Qt.Key.Key_R)
    press(live.stop.onwards)
    room.shell.pages.go(PageId.CONVERSATION, debrief_of(room.scene))
    settle()
    lines = [each for each in room.shell.findChildren(EveningLines) if each.isVisible()]
    assert len(lines) == 1
    said = [label.text().partition(" · ")[0] for label in lines[0].findChildren(Label)]
    assert said == ["Yellow", "Red"]


# --- words


def test_numbers_are_those_of_the_country() -> None:
    assert help_lines("UK", "en")[0] == "Emergency services: 999, 112"
    assert help_lines("DE", "en")[0] == "Emergency services: 112, Police: 110"
    assert help_lines("", "en") == ("In an emergency, call your local emergency number.",)
    scotland = help_lines("UK.SCT", "en")
    assert any("0800 027 1234" in line for line in scotland)
    assert not any("0808 2000 247" in line for line in scotland), "that one is for England"
    open_at_night = {each.name for each in load_resources() if each.hours == ALWAYS}
    assert all(line.partition(":")[0] in open_at_night for line in scotland)
    assert place_here("DE", "en") == "DE"
    assert place_here("UK.WLS", "en") == "UK.WLS"
    assert place_here("nowhere", "en") != "nowhere"


def test_nothing_that_keeps_the_screen_awake_is_said(room: Room) -> None:
    live = room.begin()
    assert not room.ws.keeper.is_awake
    assert isinstance(room.ws.keeper._awake, NoAwake)
    assert "dark" in live.running._outline.accessibleName()
    live.running.show_awake(True)
    assert "dark" not in live.running._outline.accessibleName()


def test_the_word_of_a_signal_is_whole_at_every_width(qtbot: QtBot) -> None:
    """A word that is a fraction of a pixel too wide would lose letters."""
    design = Design(Theme.DARK)
    target = SignalTarget(design, Level.GREEN, KEYS[Level.GREEN], lambda: None)
    qtbot.addWidget(target)
    target.show_words("“Green”", "A squeeze of the hand, answered with a squeeze")
    for wide, high in product(range(220, 440), range(150, 270, 20)):
        target.resize(wide, high)
        chosen = target.fitting()
        taken = chosen.before_word + caps(chosen.keys) + Space.S if chosen.beside else 0
        metrics = QFontMetrics(design.font(chosen.word))
        room = target.room.width() - taken
        assert metrics.elidedText("“Green”", Qt.TextElideMode.ElideRight, room) == "“Green”", (wide, high)


@pytest.mark.parametrize("words", ["“Green”", "“Yellow”"])
def test_in_the_smallest_window_a_signal_can_still_be_read_across_the_room(qtbot: QtBot, words: str) -> None:
    design = Design(Theme.DARK)
    target = SignalTarget(design, Level.GREEN, KEYS[Level.GREEN], lambda: None)
    qtbot.addWidget(target)
    target.show_words(words, "An open palm held up, or a long squeeze of the hand")
    target.resize(263, 200)
    assert TEXT_SIZE[target.fitting().word] >= TEXT_SIZE[TextRole.HINT]
    assert target.fitting().keys == len(KEYS[Level.GREEN])
