"""Plays the program as people without a pointer do: every act is a key on whatever has the focus, and is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from app.ui.kit.buttons import Button, ButtonKind
from app.ui.kit.keyboard import in_sight, stops_tab
from app.ui.kit.link import LinkLine
from app.ui.kit.one_stop import OneStop
from app.ui.kit.segments import ExclusiveButtons
from app.ui.kit.surfaces import ClickRow
from app.ui.prompts import Prompts
from app.ui.shell.areas import holds
from tests.end_to_end.player import Player, program, run_until
from tests.support.patience import PATIENCE
from tests.support.widgets import name_of

Way = list[tuple[Qt.Key, Qt.KeyboardModifier]]
Key, Mod = Qt.Key, Qt.KeyboardModifier
CTRL, SHIFT = Mod.ControlModifier, Mod.ShiftModifier
PLAIN = Mod.NoModifier
BOTH = "both"
MOST_SEARCHED = 12
"""How far one goes on by Tab where something is not where it looks."""
ACCOUNT = 24
"""How many keys an account of what went wrong tells."""


class Lost(AssertionError):
    """The keyboard is nowhere, or where nobody can see it."""


class KeyPlayer:
    """One running program and its keyboard. Nothing is clicked, called or focused: what has no key can't be done."""

    def __init__(self, player: Player) -> None:
        self.player = player
        self.stage, self.who = "", BOTH
        self.keys: Counter[tuple[str, str]] = Counter()
        """By stage and person: presses that are no letters of words."""
        self.letters: Counter[tuple[str, str]] = Counter()
        self.passphrases: Counter[tuple[str, str]] = Counter()
        self.yeses: Counter[tuple[str, str]] = Counter()
        """Presses of *Yes* or *I have read it* in a reading."""
        self.detours: list[str] = []
        """Where the focus went elsewhere than it looked as if it would."""
        self.log: list[str] = []
        """Every key."""

    # --- what is there

    @property
    def window(self) -> QWindow:
        """The window in front, which gets the keys."""
        self._bring_to_front()
        window = QGuiApplication.focusWindow()
        assert window is not None
        return window

    @property
    def focus(self) -> QWidget:
        """What has the focus; fails if it is nothing that can be seen."""
        self._bring_to_front()
        if not run_until(_is_focus_seen):
            widget = QApplication.focusWidget()
            where = "the focus is nowhere" if widget is None else f"{told(widget)} has the focus and is out of sight"
            raise Lost(self.account(where))
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def words(self) -> str:
        """What can be read in the window in front."""
        top = QApplication.activeWindow() or self.player.window
        shown = [label.text() for label in top.findChildren(QLabel) if label.isVisible()]
        return "\n".join([*shown, self.player.words()])

    def account(self, what: str) -> str:
        """What went wrong, and the keys before."""
        keys = "\n  ".join(self.log[-ACCOUNT:])
        return f"{what}\nat: {self.stage} ({self.who})\nlast keys:\n  {keys}\nshown: {self.words()[:1200]}"

    def until(self, what: Callable[[], object], why: str) -> None:
        """Wait for something to be there, as one looks at the screen before pressing the next key."""
        assert run_until(what), self.account(f"never came within {PATIENCE} ms: {why}")
        self.settle()

    def sees(self, words: str) -> None:
        """Wait for words to be shown."""
        self.until(lambda: words in self.words(), f"the words {words!r}")

    def settle(self) -> None:
        """Let what was begun come to its end."""
        tasks, shell = self.player.controller.tasks, self.player.controller.shell
        page = None if shell is None else shell.pages.current

        def is_calm() -> bool:
            return not tasks._under_way and (page is None or page.was_activated)

        assert run_until(is_calm), self.account("still busy")
        QApplication.processEvents()

    # --- what it took

    def report(self) -> Iterator[str]:
        """Keys, letters, passphrases and yeses by stage and person."""
        for stage, who in self.keys:
            at = (stage, who)
            counts = f"{self.keys[at]} keys, {self.letters[at]} letters, {self.passphrases[at]} passphrases"
            yield f"{stage}, {who}: {counts}, {self.yeses[at]} yeses"
        yield from (f"detour at {detour}" for detour in self.detours)
        yield f"everything: {sum(self.keys.values())} keys, {sum(self.passphrases.values())} passphrases"

    def passphrases_of(self, person: str) -> int:
        """How often this person typed their passphrase so far; at set-up it is none yet."""
        return sum(number for (_stage, who), number in self.passphrases.items() if who == person)

    def yeses_of(self, person: str) -> int:
        """How often this person pressed *Yes* or *I have read it*."""
        return sum(number for (_stage, who), number in self.yeses.items() if who == person)

    # --- keys

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN, times: int = 1) -> None:
        """Press a key where the keyboard is."""
        for _ in range(times):
            self._send(key, modifiers)
            self.keys[self.stage, self.who] += 1
            self.settle()

    def type(self, text: str) -> None:
        """Type words into whatever has the focus, which has to be a field."""
        field = self.focus
        assert isinstance(field, QLineEdit | QPlainTextEdit | QTextEdit | QComboBox) or field.inherits(
            "QAbstractSpinBox"
        ), self.account(f"{text[:3]}… would be typed into {told(field)}")
        for letter in text:
            QTest.keyClick(self.window, letter)  # type: ignore[call-overload]
            self.letters[self.stage, self.who] += 1
        self.log.append(f"{self.stage}: typed {len(text)} letters into {told(field)}")
        self.settle()

    def enter(self) -> None:
        """Press what has the focus, or finish what was typed."""
        self.key(Key.Key_Return)

    def passphrase(self, words: str) -> None:
        """Type a passphrase where one is asked for, and Enter."""
        field = self.focus
        assert isinstance(field, QLineEdit), self.account(f"the passphrase would go to {told(field)}")
        assert field.echoMode() is QLineEdit.EchoMode.Password, self.account("the passphrase would be shown")
        self.passphrases[self.stage, self.who] += 1
        self.type(words)
        self.enter()

    def save_page(self, to: Path) -> None:
        """Save the page that is shown as a PDF."""
        self.press("Save as PDF")
        self.until(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog), "where to")
        self.type(str(to))
        self.enter()
        self.sees("It is not encrypted.")

    def yes(self) -> None:
        """Y in a reading: *Yes* to what one is at, or *I have read it*, and on to what comes next."""
        self.key(Key.Key_Y)
        self.yeses[self.stage, self.who] += 1

    def place(self, words: str) -> None:
        """Ctrl+K and a few letters."""
        self.key(Key.Key_K, CTRL)
        self.until(lambda: QApplication.activeModalWidget() is not None, "the list of places")
        self.type(words)
        self.enter()

    def press(self, *names: str) -> None:
        """Press the button of this name by the fewest keys: Ctrl+Enter where it is the filled one of the page."""
        target = self._wait_for(*names)
        out_of_sight = target.visibleRegion().isEmpty()
        if self._is_filled(target) and len(min(self._ways(target), key=len, default=[])) > out_of_sight:
            self.key(Key.Key_Return, CTRL)
            if not out_of_sight:
                return
        self.go_to(*names)
        self.enter()

    def _is_filled(self, target: QWidget) -> bool:
        page = self._areas()[0]
        filled = [each for each in in_sight(page) if isinstance(each, Button) and each.kind is ButtonKind.PRIMARY]
        shell = self.player.controller.shell
        is_page = shell is not None and page is shell.pages.current
        return is_page and target is next((each for each in filled if each.isEnabled()), None)

    def go_to(self, *names: str) -> QWidget:
        """Go by the fewest keys to what is called one of these, exactly or in its first words."""
        target = self._wait_for(*names)
        way = min(self._ways(target), key=len, default=None)
        if way is None:
            raise Lost(self.account(f"no key leads to {told(target)} from {told(self.focus)}"))
        stop, arrows = _stop_of(target)
        by_tab = way[: len(way) - len(arrows)] if arrows and way[-len(arrows) :] == arrows else way
        for key, modifiers in by_tab:
            if self.focus is stop:
                break
            self.key(key, modifiers)
        if self.focus is not target:
            self._search(stop, by_tab)
            for key, modifiers in _stop_of(target)[1]:
                self.key(key, modifiers)
        if self.focus is not target:
            raise Lost(self.account(f"{told(self.focus)} has the focus instead of {told(target)}"))
        return target

    def _search(self, target: QWidget, way: Way) -> None:
        """Where Tab did not lead where it looked as if it would, go on a little as one does."""
        for _ in range(MOST_SEARCHED):
            if self.focus is target:
                return
            self.detours.append(f"{self.stage}: {told(self.focus)} instead of {told(target)} after {len(way)} keys")
            self.key(*(way[-1] if way and way[-1][0] is Key.Key_Backtab else (Key.Key_Tab, PLAIN)))
        raise Lost(self.account(f"{told(self.focus)} has the focus instead of {told(target)}"))

    def _wait_for(self, *names: str) -> QWidget:
        self.until(lambda: self.find(*names) is not None, f"something called {names}")
        target = self.find(*names)
        assert target is not None
        return target

    def find(self, *names: str) -> QWidget | None:
        """What can be gone to and is called so, in the window in front."""
        top, areas = QApplication.activeWindow() or self.player.window, self._areas()
        # By kinds: PySide loses containers that nothing in Python holds once they were asked for.
        every = [each for kind in KINDS for each in top.findChildren(kind) if _can_be_gone_to(each)]
        there = [each for area in areas for each in every if holds(area, each)]
        exact = [each for each in there if name_of(each) in names]
        begins = [each for each in there if any(name_of(each).startswith(name) for name in names)]
        return next(iter([*exact, *begins]), None)

    def _bring_to_front(self) -> None:
        """What a window manager does after a dialog has closed; the screens of tests have none."""
        if QGuiApplication.focusWindow() is None:
            (QApplication.activeModalWidget() or self.player.window).activateWindow()
            assert run_until(lambda: QGuiApplication.focusWindow() is not None), "no window has the keyboard"

    def _send(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
        self.log.append(
            f"{self.stage}: {key.name}{'' if modifiers is PLAIN else f' {modifiers.name}'} on {told(self.focus)}"
        )
        window = self.window
        QTest.keyPress(window, key, modifiers)
        if window in QGuiApplication.allWindows():  # a dialog that the key closed gets no more
            QTest.keyRelease(window, key, modifiers)

    # --- ways

    def _ways(self, target: QWidget) -> Iterator[Way]:
        """Key by key, as it looks: by Tab or Shift+Tab, after F6 perhaps, and with arrows within a group."""
        here, (stop, arrows) = self.focus, _stop_of(target)
        areas = self._areas()
        if here is target:
            yield []
            return
        if _stop_of(here)[0] is stop:
            yield _arrows(here, target)
        at = next((place for place, area in enumerate(areas) if holds(area, here)), 0)
        for number in range(len(areas)):
            area = areas[(at + number) % len(areas)]
            if holds(area, stop):
                landing = here if number == 0 else _landing(area)
                yield [*([(Key.Key_F6, PLAIN)] * number), *_tabs(area, landing, stop), *arrows]

    def _areas(self) -> list[QWidget]:
        """What F6 goes round; one area where a dialog, a covering page or no shell is shown."""
        top = QApplication.activeWindow() or self.player.window
        shell = self.player.controller.shell
        if shell is None or top is not self.player.window:
            return [top]
        if shell._handover.cover is not None:
            return [shell._handover.cover]
        return [area for area in (shell.pages.current, shell.sidebar, shell.header) if area is not None]


def _is_focus_seen() -> bool:
    widget, dialog = QApplication.focusWidget(), QApplication.activeModalWidget()
    if widget is None or not widget.isVisible() or widget.visibleRegion().isEmpty():
        return False
    return widget.window().isActiveWindow() and (dialog is None or holds(dialog, widget))


KINDS = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox, ClickRow, LinkLine)
"""What is gone to by its name."""


def told(widget: QWidget) -> str:
    """A widget in words."""
    return f"{type(widget).__name__} {name_of(widget)[:60]!r}"


def _can_be_gone_to(widget: QWidget) -> bool:
    is_there = widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None
    return is_there and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus and not isinstance(widget, QLabel)


def _stop_of(widget: QWidget) -> tuple[QWidget, Way]:
    """Where Tab stops for a widget, and the arrows from there."""
    group = widget.group() if hasattr(widget, "group") else None
    if isinstance(group, ExclusiveButtons) and group.stop is not None:
        return group.stop, _arrows(group.stop, widget)
    stops = widget.one_stop if isinstance(widget, Button) else None
    if isinstance(stops, OneStop) and stops.stop is not None:
        return stops.stop, _arrows(stops.stop, widget)
    return widget, []


def _arrows(here: QWidget, target: QWidget) -> Way:
    """The fewest keys from one button of a group to another."""
    stops = here.one_stop if isinstance(here, Button) else None
    if isinstance(here, Button) and isinstance(stops, OneStop):
        ways: dict[Button, Way] = {here: []}
        for button in (found := [here]):
            for key in (Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down, Key.Key_Home, Key.Key_End):
                after = stops.after(button, key)
                if after not in ways:
                    ways[after] = [*ways[button], (key, PLAIN)]
                    found.append(after)
        return ways[target]  # type: ignore[index]
    order = list(target.group().by_key.values())  # type: ignore[attr-defined]
    steps = order.index(target) - order.index(here)
    return [(Key.Key_Right if steps > 0 else Key.Key_Left, PLAIN)] * abs(steps)


def _stops(area: QWidget) -> list[QWidget]:
    """What Tab should come by in an area, in the order in which one sees it."""
    inside = area.centralWidget() if isinstance(area, QMainWindow) else area
    return [] if inside is None else [each for each in in_sight(inside) if stops_tab(each)]


def _landing(area: QWidget) -> QWidget | None:
    """Where F6 leads in an area."""
    last = area.focusWidget()
    return last if last is not None and last.isVisible() and last.isEnabled() else next(iter(_stops(area)), None)


def _top(widget: QWidget) -> int:
    return widget.mapToGlobal(QPoint()).y()


def _tabs(area: QWidget, here: QWidget | None, target: QWidget) -> Way:
    """Tab forward or back, as it looks; from a heading, from its place among the stops."""
    stops = _stops(area)
    above = [] if here is None else [each for each in stops if _top(each) < _top(here)]
    at = stops.index(here) if here in stops else len(above) - 1
    steps = (stops.index(target) if target in stops else at) - at
    return [(Key.Key_Tab, PLAIN)] * steps if steps >= 0 else [(Key.Key_Backtab, SHIFT)] * -steps


@contextmanager
def by_keys(place: Path, folder: Path) -> Iterator[KeyPlayer]:
    """The program with its real dialogs, and somebody at the keyboard."""
    with program(place, folder) as player:
        prompts = Prompts(player.controller._design, player.window)
        player.controller.prompts = player.controller._outside.prompts = prompts
        player.window.activateWindow()
        keyboard = KeyPlayer(player)
        assert run_until(lambda: QGuiApplication.focusWindow() is not None), "the window never came to the front"
        yield keyboard
