"""Settings without content: how it looks, when it locks, where the vault is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from PySide6.QtCore import QByteArray, QSettings

from app.ui.design.tokens import NORMAL_SCALE, Theme

TOGETHER_MINUTES = 20
BACKUPS_KEPT, MOST_BACKUPS = 7, 60

Value = TypeVar("Value")


class Setting(Generic[Value]):
    """One value of the file as an attribute; the fallback if it is missing or cannot be read."""

    def __init__(
        self, key: str, fallback: Value, read: Callable[[str], Value], write: Callable[[Value], str] = str
    ) -> None:
        self._key, self._fallback, self._read, self._write = key, fallback, read, write

    def __get__(self, preferences: Preferences, _owner: type[Preferences] | None = None) -> Value:
        stored = preferences.file.value(self._key)
        try:
            return self._fallback if stored is None else self._read(str(stored))
        except ValueError:
            return self._fallback

    def __set__(self, preferences: Preferences, value: Value) -> None:
        preferences.file.setValue(self._key, self._write(value))


_folder: tuple[Callable[[str], Path | None], Callable[[Path | None], str]] = (
    lambda text: Path(text) if text else None,
    lambda folder: str(folder) if folder else "",
)


_flag: tuple[Callable[[str], bool], Callable[[bool], str]] = (
    lambda text: text == "yes",
    lambda on: "yes" if on else "no",
)


def _minutes(text: str) -> int:
    return max(1, int(text))


def _count(text: str) -> int:
    return min(MOST_BACKUPS, max(1, int(text)))


class Preferences:
    """An ini file; every value has a default."""

    theme = Setting("look/theme", Theme.SYSTEM, Theme)
    """Light, dark or the system's."""
    scale = Setting("look/scale", NORMAL_SCALE, int)
    """Text size in per cent."""
    language = Setting("look/language", "en", str)
    """The language of texts and interface."""
    together_minutes = Setting("lock/together", TOGETHER_MINUTES, _minutes)
    """Minutes without activity until it locks, when together."""
    country = Setting("help/country", "", str)
    """Whose emergency numbers are shown, if one was chosen."""
    vault: Setting[Path | None] = Setting("vault/place", None, *_folder)
    """The folder of the vault, if one was chosen."""
    backups_kept = Setting("backups/kept", BACKUPS_KEPT, _count)
    """How many backups are kept."""
    second_place: Setting[Path | None] = Setting("backups/second", None, *_folder)
    """The folder, on a stick for example, that gets a copy of each backup while it is there."""
    second_failed = Setting("backups/second_failed", False, *_flag)
    """Whether the last backup that was to be copied there was not."""
    second_declined = Setting("backups/second_declined", False, *_flag)
    """Whether no drive is to be offered as the second place any more."""
    geometry = Setting(
        "window/geometry",
        QByteArray(),
        lambda text: QByteArray.fromBase64(text.encode()),
        lambda place: bytes(place.toBase64().data()).decode(),
    )
    """Where the window was; empty at first."""

    def __init__(self, file: Path) -> None:
        self.file = QSettings(str(file), QSettings.Format.IniFormat)

    def sync(self) -> None:
        """Write what was changed."""
        self.file.sync()
