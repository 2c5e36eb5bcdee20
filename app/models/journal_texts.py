"""Suggestions, prompts and templates that come with the journal, one file per language."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from app.models.base import Model
from app.models.journal import Boundary, EntryKind, EntryTemplate, LabelRole
from app.models.texts import Chips


class KindPrompts(Model):
    """Questions that a person can use while writing an entry of a kind."""

    kind: EntryKind
    prompts: Chips = Field(min_length=1)


class JournalTexts(Model):
    """Everything in assets/journal, in one language."""

    language: str = "en"
    firewall: str
    """Shown wherever a boundary is chosen."""
    feelings: Chips
    fears: Chips
    values: Chips
    kinds: tuple[KindPrompts, ...]
    templates: tuple[EntryTemplate, ...]

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if [each.kind for each in self.kinds] != list(EntryKind):
            raise ValueError("each kind of entry needs prompts, in order")
        ids = [template.id for template in self.templates]
        if len(set(ids)) != len(ids):
            raise ValueError(f"duplicate id in {ids}")
        if any(template.text.boundary is not Boundary.STAYS for template in self.templates):
            raise ValueError("a template must not choose a boundary")
        return self

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
