"""Questions to a person, as dialogs; tests prepare the answers.

No question blocks: the answer goes to `done`. Questions that are open when the vault is locked are closed without
calling `done`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6 import QtCore
from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.platforms import current
from app.ui.design.tokens import Size, Space
from app.ui.kit.buttons import Button, final, primary, resources_button, secondary
from app.ui.kit.flow import Flow, add_to, column_in, discard
from app.ui.kit.labels import soft, title
from app.ui.kit.scroll import RING_ROOM, ScrollPage
from app.ui.wording import fill

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QShowEvent
    from PySide6.QtWidgets import QFileDialog, QLineEdit

    from app.models.person import Person
    from app.ui.design.design import Design
    from app.ui.kit.field import LineField
    from app.ui.kit.passphrase import PassField

D = TypeVar("D", bound=QDialog)
Act = Callable[[], object]
DoneText = Callable[[str | None], object]
DonePath = Callable[[Path | None], object]
DonePaths = Callable[[tuple[Path, ...]], object]
Keep = Callable[["Dialog", "QLineEdit"], object]
"""Keeps what is typed into the field of a dialog until it is answered; locking only closes it."""


class Dialog(QDialog):
    """A dialog with a title, a body that scrolls where the window is too low for it, and buttons that wrap."""

    def __init__(self, design: Design, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.design = design
        design.apply(self)
        # Task lists and screen recorders read titles: the heading is inside, and said to screen readers.
        self.setWindowTitle(QApplication.applicationDisplayName())
        self.setAccessibleName(heading)
        self.setWindowModality(QtCore.Qt.WindowModality.WindowModal)
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_DeleteOnClose)
        # What has the focus has a ring around it, for which the pane has room.
        beside = Space.XL - RING_ROOM
        self._column = column_in(self, Space.L, margins=(beside, Space.XL, beside, Space.XL))
        self._heading, self.buttons = title(heading), Flow(right=True)
        self.pane = ScrollPage(design, is_pane=True, side=RING_ROOM)
        self.body = self.pane.body
        self.body.setSpacing(Space.M)
        self._outside: list[QWidget] = []
        """What does not scroll."""
        self._column.addWidget(self.pane)
        self._put(0, self._heading)
        self._put(2, self.buttons)
        room = parent.window().width() - 2 * Space.XL if parent is not None else Size.CONTENT
        self.setMinimumWidth(min(design.px(Size.DIALOG), max(room, Size.DIALOG)))
        # Left to itself, it grows to two thirds of the screen.
        self.setMaximumWidth(max(room + 2 * Space.XL, Size.DIALOG))
        self.pane.verticalScrollBar().rangeChanged.connect(lambda _least, _most: self.fit())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()
        # Once more when the style sheet has reached everything.
        QTimer.singleShot(0, self, self.fit)

    def fit(self) -> None:
        """Take the height of the content, but no more than the window's."""
        around, needed = self.heights(self.width())
        high = max(Space.XXXL, min(needed, self.window_height - around - 2 * Space.XL))
        self.pane.setFixedHeight(high)
        # Of itself, the layout would leave the heading room for lines that it does not have at this width.
        self.setMinimumHeight(around + high)
        self.resize(self.width(), around + high)

    @property
    def window_height(self) -> int:
        """The height of the window that it is over."""
        parent = self.parentWidget()
        return self.screen().availableGeometry().height() if parent is None else parent.window().height()

    def heights(self, width: int) -> tuple[int, int]:
        """How high, at a width, is what is around the body, and how high the body wants to be."""
        room = width - 2 * Space.XL
        outside = [each for each in self._outside if each.isVisibleTo(self)]
        around = 2 * Space.XL + len(outside) * self._column.spacing()
        around += sum(each.heightForWidth(room + 2 * RING_ROOM) for each in outside)
        self.body.invalidate()
        # Qt has no height for a width where nothing in the column wraps.
        return around, max(self.body.totalHeightForWidth(room), self.body.totalMinimumSize().height())

    def focusNextPrevChild(self, onwards: bool) -> bool:
        """Tab follows sight."""
        from app.ui.kit.keyboard import go_on

        return go_on(self, onwards) or super().focusNextPrevChild(onwards)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # From the buttons as well, which are outside of what scrolls.
        if not self.pane.take(event):
            super().keyPressEvent(event)

    def _put(self, at: int, part: QWidget) -> None:
        part.setContentsMargins(RING_ROOM, 0, RING_ROOM, 0)
        self._column.insertWidget(at, part)
        self._outside.append(part)

    def show_above_buttons(self, *reasons: QWidget) -> None:
        """Let this be above the buttons, in place of what was there, and in sight whatever is scrolled away."""
        for before in self._outside[2:]:
            discard(before)
        del self._outside[2:]
        for reason in reasons:
            self._put(self._column.count() - 1, reason)

    def add_button(self, button: QWidget) -> None:
        """Add a button at the right."""
        self.buttons.add(button)

    def add_answers(self, yes: str, no: str = "", on: Act | None = None, *, danger: bool = False) -> Button:
        """Add *Cancel* and the button that accepts, or does `on`; the default is *Cancel* where it can't be undone."""
        make = final if danger else primary
        stay = secondary(self.design, no or QCoreApplication.translate("Prompts", "Cancel"), self.reject)
        act = make(self.design, yes, on or self.accept)
        add_to(self.buttons.flow, stay, act)
        self.default = stay if danger else act
        self.default.setDefault(True)
        return act


class Prompts(QObject):
    """The questions that a screen can ask, as dialogs over a window."""

    def __init__(self, design: Design, window: QWidget) -> None:
        super().__init__(window)
        self._design = design
        self._window = window
        self._open: list[QDialog] = []

    def confirm(
        self,
        title: str,
        text: str,
        yes: str,
        act: Act,
        *,
        danger: bool = False,
        no: str = "",
        resources: Act | None = None,
    ) -> None:
        """Ask before `act` is done; where it cannot be undone, *no* is the default.

        `resources`: the way to them, offered beside the button that takes something back.
        """
        dialog = self._dialog(title, text)
        if resources is not None:
            to_them = resources_button(self._design, dialog.reject)
            to_them.clicked.connect(lambda _checked=False: resources())
            dialog.add_button(to_them)
        dialog.add_answers(yes, no, danger=danger)
        dialog.default.setFocus()
        self._answer(dialog, act)

    def ask_text(
        self, title: str, text: str, label: str, done: Callable[[str], object], *, keep: Keep, value: str = ""
    ) -> None:
        """Ask for words."""
        from app.ui.kit.field import LineField

        field = LineField(self._design, label)
        field.show_text(value)
        dialog = self._dialog(title, text)
        keep(dialog, field.edit)
        self._ask(dialog, field, self.tr("Done"), lambda: done(field.text()))

    def ask_passphrase(self, title: str, text: str, done: DoneText, *, person: Person | None = None) -> None:
        """Ask for a passphrase; None if the dialog was cancelled."""
        from app.ui.kit.passphrase import PassField

        label = self.tr("Passphrase")
        if person is not None:
            label = fill(self.tr("{name}’s passphrase"), name=person.name)
        field = PassField(self._design, label)

        def given(words: str | None) -> None:
            field.clear()
            done(words)

        dialog = self._dialog(title, text)

        def accept() -> None:
            if field.text():
                dialog.accept()
            else:
                field.setFocus()

        self._ask(dialog, field, self.tr("Continue"), lambda: given(field.text()), lambda: given(None), on=accept)

    def save_as(self, title: str, suggested: str, done: DonePath, *, filters: str = "") -> None:
        """Ask where to save a file; None if nowhere."""
        dialog = self._file_dialog(title, filters)
        dialog.setAcceptMode(dialog.AcceptMode.AcceptSave)
        dialog.setFileMode(dialog.FileMode.AnyFile)
        dialog.setDefaultSuffix(Path(suggested).suffix.removeprefix("."))
        dialog.selectFile(suggested)
        self._choose(dialog, lambda chosen: done(next(iter(chosen), None)))

    def choose_folder(self, title: str, done: DonePath) -> None:
        """Ask for a folder; None if none was chosen."""
        dialog = self._file_dialog(title)
        dialog.setFileMode(dialog.FileMode.Directory)
        dialog.setOption(dialog.Option.ShowDirsOnly)
        self._choose(dialog, lambda chosen: done(next(iter(chosen), None)))

    def choose_files(self, title: str, done: DonePaths, *, filters: str = "") -> None:
        """Ask for files to read; empty if none was chosen."""
        dialog = self._file_dialog(title, filters)
        dialog.setFileMode(dialog.FileMode.ExistingFiles)
        self._choose(dialog, done)

    def show_error(self, error: Exception, then: Act | None = None) -> None:
        """Tell what happened, what was kept, and what to do."""
        from app.ui.error_text import error_text

        words = error_text(error)
        dialog = self._dialog(words.title, words.text)
        act = primary(self._design, self.tr("OK"), dialog.accept)
        act.setDefault(True)
        dialog.add_button(act)
        act.setFocus()
        dialog.finished.connect(lambda _result: then() if then is not None else None)
        self.show(dialog)

    def show(self, dialog: D) -> D:
        """Show a dialog of a screen, and return it; it is closed when the vault is locked."""
        if dialog.parentWidget() is None:
            dialog.setParent(self._window, dialog.windowFlags())
        self._design.apply(dialog)
        self._open.append(dialog)
        dialog.finished.connect(lambda _result: self._forget(dialog))
        dialog.open()
        return dialog

    def close_all(self) -> None:
        """Close all open dialogs without an answer."""
        open_now, self._open = self._open, []
        for dialog in open_now:
            dialog.blockSignals(True)
            dialog.close()
            dialog.deleteLater()

    def _dialog(self, heading: str, text: str) -> Dialog:
        dialog = Dialog(self._design, heading, self._window)
        if text:
            dialog.body.addWidget(soft(text))
        return dialog

    def _ask(
        self,
        dialog: Dialog,
        field: LineField | PassField,
        yes: str,
        done: Act,
        no: Act = lambda: None,
        on: Act | None = None,
    ) -> None:
        dialog.body.addWidget(field)
        field.entered.connect(dialog.add_answers(yes, on=on).click)
        field.setFocus()
        self._answer(dialog, done, no)

    def _file_dialog(self, title: str, filters: str = "") -> QFileDialog:
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(self._window, QApplication.applicationDisplayName(), str(Path.home()), filters)
        dialog.setAccessibleName(title)
        # Qt's own dialog, as the desktop's needs a portal, which refuses a process that cannot be dumped.
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog, not current().uses_portals)
        dialog.setAttribute(QtCore.Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowModality(QtCore.Qt.WindowModality.WindowModal)
        return dialog

    def _choose(self, dialog: QFileDialog, done: DonePaths) -> None:
        self._answer(dialog, lambda: done(tuple(map(Path, dialog.selectedFiles()))), lambda: done(()))

    def _answer(self, dialog: QDialog, yes: Act, no: Act = lambda: None) -> None:
        dialog.accepted.connect(lambda: yes())
        dialog.rejected.connect(lambda: no())
        self.show(dialog)

    def _forget(self, dialog: QDialog) -> None:
        if dialog in self._open:
            self._open.remove(dialog)
