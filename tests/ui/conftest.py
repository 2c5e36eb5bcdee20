"""Every test of screens has settings of its own and may leave nothing behind."""

from __future__ import annotations

from tests.support.ui_fixtures import no_leaks, own_settings

__all__ = ["no_leaks", "own_settings"]
