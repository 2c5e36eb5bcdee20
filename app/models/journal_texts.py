"""Suggestions, prompts and templates that come with the journal, one file per language."""

from __future__ import annotations

from app.models.base import Asset
from app.models.journal import EntryKind, EntryTemplate, LabelRole
from app.models.texts import Chips


class JournalTexts(Asset):
    """Everything in assets/journal, in one language."""

    folder = "journal"
    firewall: str
    """Shown wherever a boundary is chosen."""
    suggestions: dict[LabelRole, Chips]
    """Labels to pick from. There are none for needs, which come from `Texts`, and for tags."""
    prompts: dict[EntryKind, Chips]
    """Questions that a person can use while writing an entry of a kind."""
    templates: tuple[EntryTemplate, ...]
