"""Suggestions, prompts and templates that come with the journal, one file per language."""

from __future__ import annotations

from pydantic import Field

from app.models.base import Asset, Model
from app.models.journal import EntryKind, EntryTemplate, LabelRole
from app.models.texts import Chips


class KindPrompts(Model):
    """Questions that a person can use while writing an entry of a kind."""

    kind: EntryKind
    prompts: Chips = Field(min_length=1)


class JournalTexts(Asset):
    """Everything in assets/journal, in one language."""

    folder = "journal"
    firewall: str
    """Shown wherever a boundary is chosen."""
    feelings: Chips
    fears: Chips
    values: Chips
    kinds: tuple[KindPrompts, ...]
    templates: tuple[EntryTemplate, ...]

    def prompts(self, kind: EntryKind) -> Chips:
        """The prompts for a kind of entry."""
        return next(each.prompts for each in self.kinds if each.kind is kind)

    def suggestions(self, role: LabelRole) -> Chips:
        """Labels to pick from. There are none for needs, which come from `Texts`, and for tags."""
        return {
            LabelRole.FEELING: self.feelings,
            LabelRole.FEAR: self.fears,
            LabelRole.VALUE: self.values,
        }.get(role, ())
