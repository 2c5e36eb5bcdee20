"""The texts that come with the journal."""

from __future__ import annotations

from app.assets import load
from app.models.journal import EntryKind, LabelRole
from app.models.journal_texts import JournalTexts

TEXTS = load(JournalTexts)


def test_every_kind_has_prompts() -> None:
    assert all(TEXTS.prompts[kind] for kind in EntryKind)
    assert len(set(TEXTS.prompts.values())) == len(EntryKind)


def test_needs_and_tags_have_no_suggestions_here() -> None:
    assert all(TEXTS.suggestions.values())
    assert set(LabelRole) - TEXTS.suggestions.keys() == {LabelRole.NEED, LabelRole.TAG}
