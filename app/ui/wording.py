"""Sentences of the interface with names and counts in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Generic, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QTranslator

from app.models import wording
from app.paths import assets_dir

__all__ = ["WordTable", "dotted", "fill", "fill_from", "plural", "plural_forms"]

Key = TypeVar("Key")

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")


def fill(text: str, /, **parts: str | int) -> str:
    """As `app.models.wording.fill`; a part that is written from right to left turns nothing around it.

    A sentence that begins with such a name would otherwise be read from its other end: who gives, who receives.
    """
    return _mark(text, parts) + wording.fill(text, **_apart(parts))


def fill_from(text: str, parts: Mapping[str, str | int]) -> str:
    """As `app.models.wording.fill_from`, with its parts apart as in `fill`."""
    return _mark(text, parts) + wording.fill_from(text, _apart(parts))


def _mark(text: str, parts: Mapping[str, str | int]) -> str:
    """Qt goes by the first letter, even of a part that is apart; so a sentence begins with a mark of its direction."""
    begins = any(map(str.isalpha, text.partition("{")[0]))
    return "" if begins or not any(map(_is_turned, parts.values())) else "\u200e"


def _apart(parts: Mapping[str, str | int]) -> dict[str, str | int]:
    return {name: f"\u2068{part}\u2069" if _is_turned(part) else part for name, part in parts.items()}


def _is_turned(part: str | int) -> bool:
    return isinstance(part, str) and _RIGHT_TO_LEFT.search(part) is not None


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
