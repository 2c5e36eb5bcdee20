"""The whole program, under the same conditions as its screens."""

from __future__ import annotations

from tests.support.ui_fixtures import icons_painted_once, no_leaks, own_settings

__all__ = ["icons_painted_once", "no_leaks", "own_settings"]
