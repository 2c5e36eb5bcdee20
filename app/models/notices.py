"""What is bundled with Accord, by whom and under which licence, as *About* and the packages say it."""

from __future__ import annotations

from typing import ClassVar

from app.models.base import Asset, Model


class BundledPart(Model):
    """Libraries, fonts or icons that come with the program."""

    what: str
    by: str
    licence: str


class BundleNotices(Asset):
    """Accord's own licences, what is bundled, and what the licence of Qt asks to be said."""

    folder: ClassVar[str] = "notices"
    own: str
    qt: str
    parts: tuple[BundledPart, ...]
