"""Aftercare: when a person's plan is answered."""

from __future__ import annotations

from typing import Any

import pytest

from app.models.aftercare import AftercarePlan, CareKind, CareNeed
from tests.models.strategies import ALEX


@pytest.mark.parametrize(
    ("fields", "answered"),
    [
        ({}, False),
        ({"words": "  "}, False),
        ({"nothing": True}, True),
        ({"words": "Tea"}, True),
        ({"avoid": ("questions",)}, True),
        ({"needs": (CareNeed(kind=CareKind.SPACE, text="an hour alone"),)}, True),
    ],
)
def test_a_plan_is_answered_by_anything_written_or_by_nothing_needed(fields: dict[str, Any], answered: bool) -> None:
    assert AftercarePlan(person=ALEX, **fields).is_answered == answered
