"""Settings without content: how it looks, when it locks, where the vault is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from app.ui.design.tokens import NORMAL_SCALE, Theme

ALONE_MINUTES, TOGETHER_MINUTES = 5, 20


class Preferences:
    """An ini file; every value has a default and a bad one falls back to it."""

    def __init__(self, file: Path) -> None:
        self._settings = QSettings(str(file), QSettings.Format.IniFormat)

    @property
    def theme(self) -> Theme:
        """Light, dark or the system's."""
        value = str(self._settings.value("look/theme", Theme.SYSTEM))
        return Theme(value) if value in set(Theme) else Theme.SYSTEM

    @theme.setter
    def theme(self, theme: Theme) -> None:
        self._settings.setValue("look/theme", str(theme))

    @property
    def scale(self) -> int:
        """Text size in per cent."""
        return self._number("look/scale", NORMAL_SCALE)

    @scale.setter
    def scale(self, scale: int) -> None:
        self._settings.setValue("look/scale", scale)

    @property
    def language(self) -> str:
        """The language of texts and interface."""
        return str(self._settings.value("look/language", "en"))

    @language.setter
    def language(self, language: str) -> None:
        self._settings.setValue("look/language", language)

    @property
    def alone_minutes(self) -> int:
        """Minutes without activity until it locks, when alone."""
        return max(1, self._number("lock/alone", ALONE_MINUTES))

    @alone_minutes.setter
    def alone_minutes(self, minutes: int) -> None:
        self._settings.setValue("lock/alone", minutes)

    @property
    def together_minutes(self) -> int:
        """Minutes without activity until it locks, when together."""
        return max(1, self._number("lock/together", TOGETHER_MINUTES))

    @together_minutes.setter
    def together_minutes(self, minutes: int) -> None:
        self._settings.setValue("lock/together", minutes)

    @property
    def vault(self) -> Path | None:
        """The folder of the vault, if one was chosen."""
        value = str(self._settings.value("vault/place", ""))
        return Path(value) if value else None

    @vault.setter
    def vault(self, folder: Path | None) -> None:
        self._settings.setValue("vault/place", str(folder) if folder else "")

    @property
    def geometry(self) -> QByteArray:
        """Where the window was; empty at first."""
        value = self._settings.value("window/geometry")
        return value if isinstance(value, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._settings.setValue("window/geometry", geometry)

    def sync(self) -> None:
        """Write what was changed."""
        self._settings.sync()

    def _number(self, key: str, fallback: int) -> int:
        value = self._settings.value(key, fallback)
        try:
            return int(str(value))
        except ValueError:
            return fallback
