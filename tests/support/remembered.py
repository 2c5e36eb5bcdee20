"""Rows that are read over and over are decoded once: what a row says depends on nothing but the row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest

from app.models.agreement import Yes, YesSaid, yes_of
from app.models.base import Model
from app.models.said import Said, SaidKind
from app.models.said_kinds import PartEra
from app.services import agreement_store, endings_seen
from app.storage import parts
from app.storage.said_rows import SaidRow


@contextmanager
def rows_remembered() -> Iterator[None]:
    """Within the block, every row is decoded once. Half of a long walk is spent on decoding without it."""
    decode, find = parts._said, yes_of  # the two functions that cost most
    said: dict[tuple[object, ...], Said[Model] | None] = {}
    yeses: dict[tuple[object, ...], Yes | None] = {}

    def remembered(kind: SaidKind[Model], row: SaidRow, trusted: bool) -> Said[Model] | None:
        key = (kind.body, row, trusted)
        if key not in said:
            said[key] = decode(kind, row, trusted)
        return said[key]

    def remembered_yes(row: Said[YesSaid], space: str, eras: Sequence[PartEra]) -> Yes | None:
        key = (row.author, row.key, row.commitment, row.n, space, *((each.person, each.era) for each in eras))
        if key not in yeses:
            yeses[key] = find(row, space, eras)
        return yeses[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "_said", remembered)
        for module in (agreement_store, endings_seen):
            patch.setattr(module, "yes_of", remembered_yes)
        yield
