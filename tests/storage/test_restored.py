"""The note of whose part has yet to begin a new era: whatever is in it, nothing else goes by it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.models.base import PersonId
from app.storage.restored import NOTE, note_restored, restored_for

ADA, BO = PersonId("a" * 32), PersonId("b" * 32)


def test_the_note_is_kept_until_everybody_came(tmp_path: Path) -> None:
    assert restored_for(tmp_path) == frozenset()
    note_restored(tmp_path, (BO, ADA))
    assert restored_for(tmp_path) == {ADA, BO}
    note_restored(tmp_path, {BO})
    assert restored_for(tmp_path) == {BO}
    note_restored(tmp_path, ())
    note_restored(tmp_path, ())
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "noted",
    [
        b"",
        b"{",
        b"[]",
        json.dumps({"people": ["a" * 31]}).encode(),
        json.dumps({"people": [ADA, BO, "c" * 32]}).encode(),
        json.dumps({"people": [ADA], "more": 1}).encode(),
        b"[" * 70_000,
    ],
)
def test_a_note_that_says_anything_else_says_nothing(tmp_path: Path, noted: bytes) -> None:
    (tmp_path / NOTE).write_bytes(noted)
    assert restored_for(tmp_path) == frozenset()
