"""Every test of screens has settings of its own and may leave nothing behind."""

from __future__ import annotations

from tests.support.held import everything_in_sight
from tests.support.ui_fixtures import icons_painted_once, no_leaks, own_settings

__all__ = ["everything_in_sight", "icons_painted_once", "no_leaks", "own_settings"]
