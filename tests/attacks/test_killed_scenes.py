"""A scene is killed while it runs, and opened again; `make soak` does that two hundred times."""

from __future__ import annotations

from tests.soak.scenes import killed_and_opened


def test_opened_again_it_shows_the_truth() -> None:
    assert killed_and_opened(8).failed == []
