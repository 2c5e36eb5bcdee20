"""Every test of screens has settings of its own and may leave nothing behind."""

from __future__ import annotations

from tests.support.held import holders_anywhere
from tests.support.in_window import design, show
from tests.support.remembered import decoded_once
from tests.support.ui_fixtures import icons_painted_once, no_leaks, own_settings

__all__ = ["decoded_once", "design", "holders_anywhere", "icons_painted_once", "no_leaks", "own_settings", "show"]
