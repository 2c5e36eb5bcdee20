"""The typeface that comes with the program: text measures the same whatever fonts a machine has."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from app.paths import assets_dir

FAMILY = "Source Sans 3"
FILES = ("SourceSans3-Regular.ttf", "SourceSans3-Medium.ttf", "SourceSans3-SemiBold.ttf", "SourceSans3-Italic.ttf")


@cache
def use_typeface() -> None:
    """Make it the font of the application, before the system's own fonts, which have the scripts that it lacks.

    All four files are registered at once: that takes 3 ms, as long as the system's fonts alone take otherwise.
    """
    for file in FILES:
        QFontDatabase.addApplicationFont(str(assets_dir() / "fonts" / file))
    font = QApplication.font()
    font.setFamilies([FAMILY, *font.families()])
    # By default the system decides whether letters are fitted to whole pixels, which changes the width of a line.
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    QApplication.setFont(font)
