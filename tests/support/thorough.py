"""Tests that try a sample of what they could, and everything in `make soak`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

EVERYTHING = "ACCORD_TRY_EVERYTHING"
T = TypeVar("T")


def chosen(every: Sequence[T], sample: Sequence[T]) -> Sequence[T]:
    """What to try; `make soak` counts it by what is printed."""
    found = every if EVERYTHING in os.environ else sample
    print(f"tried {len(found)}")
    return found
