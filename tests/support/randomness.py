"""Random bytes that are the same in every run, so that rows with a salt can be compared."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import pytest


@contextmanager
def counted_bytes(first: int = 1) -> Iterator[None]:
    """Within the block, random bytes are numbers that count up; with them salts and keys are the same."""
    numbers = count(first)

    def token_bytes(size: int | None = None) -> bytes:
        return next(numbers).to_bytes(size or 32, "big")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(secrets, "token_bytes", token_bytes)
        yield
