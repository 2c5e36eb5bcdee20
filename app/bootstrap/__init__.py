"""The only place that wires objects together; `run` is the program from Qt's start to its end."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import (
    QMessageLogContext,
    QSettings,
    QSocketNotifier,
    QStandardPaths,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from app.bootstrap.first_picture import FirstPicture
from app.bootstrap.session_controller import SessionController
from app.bootstrap.warm_up import WarmUp
from app.hardening.report import CANNOT_START
from app.platforms import current
from app.ui.design.design import Design
from app.ui.preferences import Preferences
from app.ui.window import MainWindow
from app.ui.wording import plural_forms

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QWindow

    from app.hardening.start import Start
    from app.platforms.interface import Platform

SETTINGS_FILE = "accord.ini"
LANGUAGE = "en"
"""The language of the interface."""
VAULT_FOLDER = "Vault"
NO_WINDOW = (
    "Accord can't show its window: Qt could not use this screen. If QT_QPA_PLATFORM is set, unset it. Otherwise a "
    "system library that Qt needs may be missing. Nothing was opened."
)
GAVE_UP = "Accord had to stop because of a fault in Qt. What was saved is safe."
"""What the terminal says when Qt gives up, before there is a window and after."""


def run(start: Start) -> int:
    """Show the window, load the rest in the background, run until it is closed; returns the exit code."""
    qInstallMessageHandler(_content_free(start, NO_WINDOW))
    application = _application(start.temporary)
    qInstallMessageHandler(_content_free(start, GAVE_UP))
    settings = Preferences(_own_folder(QStandardPaths.StandardLocation.AppConfigLocation) / SETTINGS_FILE)
    design = Design(settings.theme, settings.scale, application, unpainted=True)
    window = MainWindow(design)
    if settings.geometry.isEmpty():
        window.fit_screen()
    else:
        window.restoreGeometry(settings.geometry)
    warm_up, platform = WarmUp(), current()
    if not start.options.allow_captures:
        application.focusWindowChanged.connect(lambda shown: _hide_from_captures(platform, shown))
    controller = SessionController(
        start,
        application,
        window,
        design,
        settings,
        warm_up,
        _place(start, settings),
        platform.lock_source,
        platform.awake,
    )
    window.show()
    notifier = _listen(start, window)
    FirstPicture(window, lambda: _after_first_picture(application, design, warm_up))
    try:
        return application.exec()
    finally:
        if notifier is not None:
            notifier.setEnabled(False)
        start.crashes.shown_by(None)
        controller.end()
        warm_up.wait()
        # Now, not with the interpreter: Qt would then still ask for what screen readers were told of it.
        window.deleteLater()
        QApplication.sendPostedEvents(window, QtCore.QEvent.Type.DeferredDelete)


def _hide_from_captures(platform: Platform, shown: QWindow | None) -> None:
    """Leave a window out of screenshots once it has the keyboard; menus and tooltips never do."""
    if shown is not None and platform.hides_windows:
        platform.hide_from_captures(shown.winId())


def _content_free(start: Start, where_qt_gives_up: str) -> Callable[[QtMsgType, QMessageLogContext, str], None]:
    """Print only that Qt had a message and its category: the message itself can quote paths and texts.

    Where Qt gives up, it would abort the program next; a sentence says so instead.
    """

    def note(kind: QtMsgType, context: QMessageLogContext, _text: str) -> None:
        if kind is QtMsgType.QtFatalMsg:
            print(where_qt_gives_up, file=sys.stderr, flush=True)
            os._exit(CANNOT_START)
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg):
            start.crashes.note("Qt", context.category or "default")

    return note


def _application(temporary: Path) -> QApplication:
    QApplication.setApplicationName("accord")
    QApplication.setApplicationDisplayName("Accord")
    QApplication.setDesktopFileName("accord")
    # Qt's file dialog stores visited folders; here it can only do so in a folder that is deleted at exit.
    for kind in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(kind, QSettings.Scope.UserScope, str(temporary))
    # By argument, because `setStyle` returns a style, for which PySide first builds the whole class.
    return QApplication(["accord", "-style", "fusion"])


def _translate(application: QApplication) -> None:
    """Install Qt's own translations in the system's language, and our plural forms."""
    translator = QtCore.QTranslator(application)
    info = QtCore.QLibraryInfo
    if translator.load(QtCore.QLocale(), "qtbase", "_", info.path(info.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
    application.installTranslator(plural_forms(LANGUAGE, application))


def _after_first_picture(application: QApplication, design: Design, warm_up: WarmUp) -> None:
    if not current().uses_portals:
        # Portals refuse a process that isn't dumpable, and other systems' dialogs note what was chosen.
        QApplication.setAttribute(QtCore.Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    design.on_first_picture()
    _translate(application)
    warm_up.start()


def _own_folder(location: QStandardPaths.StandardLocation) -> Path:
    folder = Path(QStandardPaths.writableLocation(location))
    with contextlib.suppress(OSError):  # a home that can't be written: settings are not remembered
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _place(start: Start, settings: Preferences) -> Path:
    if start.options.demo:
        return start.temporary / "sample"
    chosen = start.options.vault or settings.vault
    data = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
    return chosen or Path(data) / VAULT_FOLDER


def _listen(start: Start, window: MainWindow) -> QSocketNotifier | None:
    descriptor = start.stopping.listen()
    if descriptor < 0:
        return None
    notifier = QSocketNotifier(descriptor, QSocketNotifier.Type.Read, window)

    def on_signal() -> None:
        start.stopping.drain()
        window.close()

    notifier.activated.connect(on_signal)
    return notifier
