"""The texts that come with the journal."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from app.assets import load_journal_texts
from app.models.journal import Boundary, EntryKind, LabelRole
from app.models.journal_texts import JournalTexts

TEXTS = load_journal_texts()


def test_every_kind_has_prompts() -> None:
    assert all(TEXTS.prompts(kind) for kind in EntryKind)
    assert len({TEXTS.prompts(kind) for kind in EntryKind}) == len(EntryKind)


def test_needs_and_tags_have_no_suggestions_here() -> None:
    empty = {role for role in LabelRole if not TEXTS.suggestions(role)}
    assert empty == {LabelRole.NEED, LabelRole.TAG}


def test_refuses_a_missing_kind_a_duplicate_and_a_template_with_a_boundary() -> None:
    data = TEXTS.model_dump()
    with pytest.raises(ValidationError, match="needs prompts"):
        JournalTexts.model_validate({**data, "kinds": data["kinds"][1:]})
    with pytest.raises(ValidationError, match="duplicate"):
        JournalTexts.model_validate({**data, "templates": [data["templates"][0]] * 2})
    chosen = {**data["templates"][0], "text": {**data["templates"][0]["text"], "boundary": Boundary.TRY}}
    with pytest.raises(ValidationError, match="boundary"):
        JournalTexts.model_validate({**data, "templates": [chosen]})
