"""In every test of a service: rows are decoded once."""

from __future__ import annotations

from tests.support.remembered import decoded_once

__all__ = ["decoded_once"]
