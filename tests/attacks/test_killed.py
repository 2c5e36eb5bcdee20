"""An act on the shared space is killed between the commits of its files; `make soak` kills it at each of its steps."""

from __future__ import annotations

import pytest

from tests.attacks.killed_acts import ACTS, cut_off


@pytest.mark.parametrize("name", ACTS)
def test_never_half_of_what_adds_and_all_of_what_narrows(name: str) -> None:
    found = cut_off(name, commits_only=True)
    assert not [left for left in found if left.is_half]
    assert len(found) > 2
    assert any(not left.added and not left.removed for left in found), "something was cut off"
