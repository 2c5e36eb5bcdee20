"""`make screenshots ARGS=--manual`: the pictures in the texts on how to use Accord, into `assets/manual`.

Each is a screen without the sidebar, in the smallest window, light and dark. They have at most 256
colours, which nobody sees, and which makes them a third as large.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage

from app.assets import load_reading
from app.paths import picture_file
from app.ui.design.tokens import Space, Theme
from app.ui.page_id import PageId
from app.ui.settings.page import SettingsPage
from app.ui.shell.shell import Shell
from app.ui.window import MainWindow
from tests.screenshots.shots import SHOTS, Shot, shot_window
from tests.support.vaults import TestVault

SIZE = (1024, 700)
COLOURS = 256
ALIKE = 0xFFF8F8F8
"""What of a colour is compared: the five upper bits of each part."""
LARGEST = 60_000
"""Bytes of a picture."""


def named() -> dict[str, Shot]:
    """The screens that the texts name: some of all, and parts of the settings that have nothing in them yet."""
    names = {picture.name for text in load_reading() for picture in text.pictures}
    parts = ("new_keys", "backups", "leaving")
    settings = (Shot(f"settings-{part}", PageId.SETTINGS, (0,), then=partial(_go_to, part)) for part in parts)
    return {shot.name: shot for shot in (*SHOTS, *settings) if shot.name in names}


def _go_to(part: str, shell: Shell, _vault: TestVault) -> None:
    """Scroll the settings so that a part begins at the top."""
    page = shell.pages.current
    assert isinstance(page, SettingsPage)
    assert page.scroller is not None
    content, card = page.scroller.widget(), getattr(page, part)
    page.scroller.verticalScrollBar().setValue(card.mapTo(content, QPoint(0, 0)).y() - Space.L)


def take_all(vault: TestVault, settle: Callable[[], object]) -> Iterator[Path]:
    """Take each picture in each theme, in the order of the screens."""
    for name, shot in named().items():
        for theme in (Theme.LIGHT, Theme.DARK):
            window = shot_window(vault, shot, theme, 100, SIZE, settle)
            settle()
            path = picture_file(name, is_dark=theme is Theme.DARK)
            path.parent.mkdir(exist_ok=True)
            if not with_few_colours(page_of(window)).save(str(path), quality=0):
                raise SystemExit(f"could not write {path}")
            window.close()
            window.deleteLater()
            settle()
            yield path


def page_of(window: MainWindow) -> QImage:
    """The page alone, as it is seen in its window."""
    shell = window.content
    left = shell.sidebar.mapTo(window, QPoint(shell.sidebar.width(), 0)).x() if isinstance(shell, Shell) else 0
    return window.grab(QRect(left, 0, window.width() - left, window.height())).toImage()


def with_few_colours(image: QImage) -> QImage:
    """The same with the colours that are used most, one of those that look alike; other pixels get the nearest one."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(plain.constBits(), np.uint32).reshape(plain.height(), -1)[:, : plain.width()]
    colours, counts = np.unique(pixels, return_counts=True)
    by_use = colours[np.argsort(-counts, kind="stable")]
    # Otherwise the many shades at the edges of letters would leave no room for what is seldom, such as a red button.
    _looks, first = np.unique(by_use & ALIKE, return_index=True)
    table = [int(colour) for colour in by_use[np.sort(first)][:COLOURS]]
    return plain.convertToFormat(QImage.Format.Format_Indexed8, table, Qt.ImageConversionFlag.ThresholdDither)
