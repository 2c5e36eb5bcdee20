"""What a person typed into fields whose words are added or saved by an act, and has not added yet."""

from __future__ import annotations

from app.models.base import Model, Words


class UnaddedWords(Model):
    """Words by field: those typed alone, and those typed while both were here, which are shown only to both."""

    alone: dict[str, Words] = {}
    together: dict[str, Words] = {}
