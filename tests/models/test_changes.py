"""What an act changed."""

from __future__ import annotations

from app.models.changes import ChangeKind, Changes, changed


def test_changes_touch_their_kinds_and_no_others() -> None:
    found = changed(ChangeKind.JOURNAL, ChangeKind.TERMS, ids=("a",), old_places=(1,))
    assert found == Changes(kinds=frozenset({ChangeKind.JOURNAL, ChangeKind.TERMS}), ids=("a",), old_places=(1,))
    assert found.touches(ChangeKind.READY, ChangeKind.TERMS)
    assert not found.touches(ChangeKind.READY, ChangeKind.PEOPLE)
    assert not found.touches()
    assert not changed().touches(*ChangeKind)
