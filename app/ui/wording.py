"""Sentences of the interface with names and counts in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTranslator

from app.models.wording import fill
from app.paths import assets_dir

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

__all__ = ["fill", "plural", "plural_forms"]


def plural(text: str, n: int, /, **parts: str | int) -> str:
    """The plural form of a sentence for `n`, with `%n` replaced by the number (`%Ln` groups its digits), then filled.

    The forms are in assets/interface, in the context "Counts"; a test compares that file with the calls.
    """
    return fill(QCoreApplication.translate("Counts", text, "", n), **parts)


def plural_forms(language: str, parent: QObject) -> QTranslator:
    """The plural forms of a language, to be installed in the application."""
    translator = QTranslator(parent)
    translator.load(f"{language}.qm", str(assets_dir() / "interface"))
    return translator
