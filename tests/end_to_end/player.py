"""Plays the program as two people would: by what is written on its buttons and fields, and by keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget

from app.bootstrap.first_picture import FirstPicture
from app.bootstrap.session_controller import SessionController
from app.bootstrap.warm_up import WarmUp
from app.hardening.crashes import Crashes
from app.hardening.report import HardeningReport, Network
from app.hardening.start import Options, Start
from app.hardening.stopping import Stopping
from app.platforms.interface import LockSource, NoLockSource
from app.ui.design.design import Design
from app.ui.design.tokens import Theme
from app.ui.kit.painted_row import PaintedRow
from app.ui.kit.surfaces import ClickRow
from app.ui.page import Page
from app.ui.page_id import PageId
from app.ui.preferences import Preferences
from app.ui.shell.shell import Shell
from app.ui.start.recovery_code import RecoveryCode
from app.ui.window import MainWindow
from tests.support.patience import PATIENCE
from tests.support.prompts import FakePrompts
from tests.support.widgets import groups_in

W = TypeVar("W", bound=QWidget)


def run_until(what: Callable[[], object]) -> bool:
    """Run an event loop as the program does, where what is done with is deleted in its time; False if it never came."""
    if what():
        return True
    waited = QElapsedTimer()
    waited.start()
    loop, tick = QEventLoop(), QTimer()
    came: list[bool] = []

    def look() -> None:
        if came:
            return
        if what():
            came.append(True)
        # Looking takes a while itself; what is waited for should not have to wait for it.
        tick.setInterval(min(1 + waited.elapsed() // 10, 10))
        if came or waited.elapsed() > PATIENCE:
            loop.quit()

    tick.timeout.connect(look)
    tick.start(1)
    loop.exec()
    tick.stop()
    return bool(came)


class Player:
    """One running program."""

    def __init__(self, controller: SessionController, window: MainWindow, prompts: FakePrompts) -> None:
        self.controller, self.window, self.prompts = controller, window, prompts

    @property
    def shell(self) -> Shell:
        """What is shown while somebody is here."""
        assert self.controller.shell is not None
        return self.controller.shell

    @property
    def page(self) -> Page:
        """The screen that is shown."""
        assert self.shell.pages.current is not None
        return self.shell.pages.current

    def settle(self, milliseconds: int = 10) -> None:
        """Let what was begun come to its end."""
        timer = QElapsedTimer()
        timer.start()
        assert run_until(lambda: timer.elapsed() >= milliseconds and not self.controller.tasks._under_way), "still busy"
        QCoreApplication.processEvents()  # what was built last is shown by the event loop
        assert not self.prompts.errors, self.prompts.errors

    def until(self, what: Callable[[], object], why: str) -> None:
        """Wait for something to become true."""
        assert run_until(what), f"never came: {why}; shown: {self.words()[:1500]}"

    def shown(self, kind: type[W]) -> list[W]:
        """Every visible widget of a kind, in the order of building."""
        return [widget for widget in self.window.findChildren(kind) if widget.isVisible()]

    def words(self) -> str:
        """Everything that can be read in the window."""
        labels = [label.text() for label in self.shown(QLabel)]
        buttons = [button.text().strip() for button in self.shown(QAbstractButton)]
        fields = [field.toPlainText() for field in self.shown(QPlainTextEdit)]
        painted = [row.accessibleName() for row in self.shown(PaintedRow)]
        return "\n".join([*labels, *buttons, *fields, *painted])

    def find(self, words: str) -> QAbstractButton | None:
        """The visible button that says this, exactly if there is one, or begins with it."""
        buttons = [b for b in self.shown(QAbstractButton) if b.isEnabled()]
        names = [(b, b.accessibleName() or b.text().strip()) for b in buttons]
        exact = [b for b, name in names if name == words]
        begins = [b for b, name in names if name.startswith(words)]
        return next(iter([*exact, *begins]), None)

    def press(self, words: str, *, nth: int = 0) -> None:
        """Press the button that says this, once it is there."""
        self.until(lambda: self.find(words) is not None, f"button {words!r}")
        button = self.find(words)
        assert button is not None
        if nth:
            same = [
                b for b in self.shown(QAbstractButton) if (b.accessibleName() or b.text()) == button.accessibleName()
            ]
            button = same[nth]
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)
        self.settle()

    def choose(self, words: str) -> None:
        """Press the card that is called this."""

        def cards() -> list[ClickRow]:
            return [card for card in self.shown(ClickRow) if card.accessibleName().startswith(words)]

        self.until(cards, f"card {words!r}")
        QTest.keyClick(cards()[0], Qt.Key.Key_Return)
        self.settle()

    def key(self, key: Qt.Key, times: int = 1) -> None:
        """Press a key where the keyboard is."""
        for _ in range(times):
            widget = self.window.focusWidget()
            assert widget is not None
            QTest.keyClick(widget, key)
            self.settle(5)

    def shortcut(self, key: Qt.Key) -> None:
        """Press a key with Ctrl where the keyboard is; shortcuts work in the window in front alone."""
        self.window.activateWindow()
        self.until(self.window.isActiveWindow, "the window in front")
        QTest.keyClick(self.window.focusWidget() or self.window, key, Qt.KeyboardModifier.ControlModifier)
        self.settle()

    def field(self, name: str) -> QLineEdit | QPlainTextEdit:
        """The visible field of that name."""
        every: list[QLineEdit | QPlainTextEdit] = [*self.shown(QLineEdit), *self.shown(QPlainTextEdit)]
        found = [f for f in every if f.accessibleName().startswith(name)]
        assert found, f"no field {name!r} among {[f.accessibleName() for f in every]}"
        return found[0]

    def type(self, name: str, text: str) -> None:
        """Type into a field and leave it."""
        field = self.field(name)
        field.setFocus()
        QTest.keyClicks(field, text)
        self.settle()

    def confirm_code(self) -> None:
        """Write down the recovery code, and type the group that is asked for."""
        self.until(lambda: self.shown(RecoveryCode), "the code")
        (shown,) = self.shown(RecoveryCode)
        groups = groups_in(shown)
        self.press("I have written it down")
        number = int("".join(filter(str.isdigit, shown.typed.label.text())))
        self.type("Type group", groups[number - 1])
        self.press("I have it")

    def go(self, page: PageId, argument: object = None) -> None:
        """Go to a screen."""
        self.shell.pages.go(page, argument)
        self.settle(20)


@contextmanager
def program(
    place: Path,
    folder: Path,
    on_shown: Callable[[], object] = lambda: None,
    lock_source: LockSource | None = None,
) -> Iterator[Player]:
    """The program as bootstrap builds it, without hardening the test's own process.

    `on_shown`: right after the first picture, before anything else is loaded.
    """
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    start = Start(
        options=Options(),
        hardening=HardeningReport(Network.TRIPWIRE, False, False),
        crashes=Crashes(),
        stopping=Stopping(),
        temporary=folder,
    )
    design = Design(Theme.LIGHT)
    window = MainWindow(design)
    warm_up = WarmUp()
    controller = SessionController(
        start,
        application,
        window,
        design,
        Preferences(folder / "accord.ini"),
        warm_up,
        place,
        lambda: lock_source or NoLockSource(),
    )
    prompts = FakePrompts()
    controller.prompts = controller._outside.prompts = prompts
    window.show()

    def painted() -> None:
        on_shown()
        warm_up.start()

    FirstPicture(window, painted)
    player = Player(controller, window, prompts)
    try:
        player.until(lambda: warm_up.is_ready, "warm-up")
        yield player
    finally:
        controller.end()
        warm_up.wait()
        window.close()
        window.deleteLater()
