"""What comes with the journal: words to pick from, gentle prompts, templates; one file per language."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from app.models.base import Model
from app.models.journal import Boundary, EntryKind, EntryTemplate, LabelRole
from app.models.texts import Chips


class KindPrompts(Model):
    """Questions that can be used or ignored while writing an entry of a kind."""

    kind: EntryKind
    prompts: Chips = Field(min_length=1)


class JournalTexts(Model):
    """Everything in assets/journal, in one language."""

    language: str = "en"
    firewall: str
    """Said wherever a boundary is chosen."""
    feelings: Chips
    fears: Chips
    values: Chips
    kinds: tuple[KindPrompts, ...]
    templates: tuple[EntryTemplate, ...]

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if [each.kind for each in self.kinds] != list(EntryKind):
            raise ValueError("each kind of entry has its prompts, in their order")
        ids = [template.id for template in self.templates]
        if len(set(ids)) != len(ids):
            raise ValueError(f"an id stands twice among {ids}")
        if any(template.text.boundary is not Boundary.STAYS for template in self.templates):
            raise ValueError("a template chooses no boundary")
        return self

    def prompts(self, kind: EntryKind) -> Chips:
        """The prompts for a kind of entry."""
        return next(each.prompts for each in self.kinds if each.kind is kind)

    def suggestions(self, role: LabelRole) -> Chips:
        """Words to pick from; none for needs, which are in the other texts, and for tags, which are all one's own."""
        return {
            LabelRole.FEELING: self.feelings,
            LabelRole.FEAR: self.fears,
            LabelRole.VALUE: self.values,
        }.get(role, ())
