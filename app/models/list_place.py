"""Where a person left *My list*."""

from __future__ import annotations

from enum import StrEnum

from app.models.base import Model


class ListMode(StrEnum):
    """How *My list* is shown."""

    CARDS = "cards"
    LIST = "list"


class ListPlace(Model):
    """The mode, the deck and the entry that were open; empty where none was."""

    mode: ListMode = ListMode.CARDS
    deck: str = ""
    entry_id: str = ""
