"""Sentences of the interface with names and counts in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QTranslator

from app.models.wording import fill, fill_from
from app.paths import assets_dir

__all__ = ["WordTable", "dotted", "fill", "fill_from", "plural", "plural_forms"]

Key = TypeVar("Key")


class WordTable(Generic[Key]):
    """Words for each member of an enum, in the language of the interface; looked up like a mapping, or called."""

    def __init__(self, context: str, words: Mapping[Key, str]) -> None:
        self._context, self._words = context, words

    def __getitem__(self, key: Key) -> str:
        return QCoreApplication.translate(self._context, self._words[key]) if self._words[key] else ""

    def __call__(self, key: Key) -> str:
        return self[key]

    def get(self, key: Key) -> str:
        """The words, or none for what is not in the table."""
        return self[key] if key in self._words else ""


def plural(text: str, n: int, /, **parts: str | int) -> str:
    """The plural form of a sentence for `n`, with `%n` replaced by the number (`%Ln` groups its digits), then filled.

    The forms are in assets/interface, in the context "Counts"; a test compares that file with the calls.
    """
    return fill(QCoreApplication.translate("Counts", text, "", n), **parts)


def dotted(*parts: str) -> str:
    """The parts that are not empty, with a dot between them."""
    return " · ".join(part for part in parts if part)


def plural_forms(language: str, parent: QObject) -> QTranslator:
    """The plural forms of a language, to be installed in the application."""
    translator = QTranslator(parent)
    translator.load(f"{language}.qm", str(assets_dir() / "interface"))
    return translator
