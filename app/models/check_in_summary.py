"""A summary of check-ins for each dimension: how many, their range, and the typical rating."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.models.base import Model
from app.models.check_in import CheckIn, Dimension, Typical
from app.models.wording import fill_from


class DimensionSummary(Model):
    """One dimension in several check-ins. `low` and `high` are ratings."""

    dimension: Dimension
    number: int
    low: int
    high: int
    typical: Typical


def summary(check_ins: Sequence[CheckIn], dimensions: Sequence[Dimension]) -> tuple[DimensionSummary, ...]:
    """The dimensions that were rated in some check-ins, in the order given."""
    found = (_of(dimension, check_ins) for dimension in dimensions)
    return tuple(each for each in found if each is not None)


def _of(dimension: Dimension, check_ins: Sequence[CheckIn]) -> DimensionSummary | None:
    ratings = sorted(rating for each in check_ins if (rating := each.rating(dimension.id)) is not None)
    if not ratings:
        return None
    return DimensionSummary(
        dimension=dimension,
        number=len(ratings),
        low=ratings[0],
        high=ratings[-1],
        typical=_typical(ratings),
    )


def _typical(ratings: Sequence[int]) -> Typical:
    """From the median; between two steps, the one nearer to the middle counts."""
    lower, upper = ratings[(len(ratings) - 1) // 2], ratings[len(ratings) // 2]
    doubled = lower + upper  # twice the median, 0 to 8
    steps = tuple(Typical)
    return steps[(doubled + 1) // 2 if doubled < 4 else doubled // 2]


def typical_words(found: DimensionSummary, words: Mapping[Typical, str]) -> str:
    """The typical rating in words from `CheckInTexts.typical`. An end of the scale without words is its number."""
    low, high = found.dimension.low.strip() or "0", found.dimension.high.strip() or "4"
    return fill_from(words[found.typical], {"low": low, "high": high})
