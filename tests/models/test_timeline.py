"""The history of a text: what is dated, and what is not because it would tell when somebody ended something."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.models.agreement import Agreement, CurrentAgreement, current_agreement
from app.models.base import ItemId
from app.models.ending import DAY_PASSED, Ending
from app.models.outline import Scope
from app.models.timeline import EventKind, timeline
from tests.support import factories as make

START = make.TODAY
AGREED, CHANGED, RENEWED, OVER, PARTLY_ENDED, ENDED = EventKind


def version(
    number: int, agreed: int, until: int, *, today: int, ended: str | None = None, once: bool = False
) -> CurrentAgreement:
    """A version agreed and to be reviewed so many days after the start; `ended`: a clause, or empty for all of it."""
    scope = Scope.ONCE if once else Scope.UNTIL_REVIEW
    document = make.document(review_on=day(until), scope=scope)
    agreement = Agreement(id=ItemId(f"a{number}"), number=number, document=document, agreed_on=day(agreed))
    endings = () if ended is None else (Ending(agreement.id, ended),)
    return current_agreement(agreement, endings, day(today))


def day(days: int) -> date:
    return START + timedelta(days=days)


def told(*versions: CurrentAgreement) -> list[tuple[EventKind, int, date | None]]:
    return [(event.kind, event.version.agreement.number, event.day) for event in timeline(versions)]


def test_nothing_happened_to_a_text_that_was_never_agreed() -> None:
    assert told() == []


def test_what_was_agreed_has_its_day_and_what_was_changed_too() -> None:
    first = version(1, 0, 90, today=20, ended="")
    second = version(2, 10, 100, today=20)
    assert told(second, first) == [(CHANGED, 2, day(10)), (AGREED, 1, day(0))]


def test_a_review_day_that_passed_and_what_was_renewed_after_it() -> None:
    first = version(1, 0, 30, today=50, ended="")
    second = version(2, 40, 130, today=50)
    assert told(second, first) == [(RENEWED, 2, day(40)), (OVER, 1, day(30)), (AGREED, 1, day(0))]
    assert told(version(1, 0, 30, today=31)) == [(OVER, 1, day(30)), (AGREED, 1, day(0))]


def test_an_evening_is_over_the_day_after() -> None:
    assert told(version(1, 0, 3, today=5, once=True)) == [(OVER, 1, day(4)), (AGREED, 1, day(0))]
    assert told(version(1, 0, 3, today=4, once=True)) == [(AGREED, 1, day(0))]


@pytest.mark.parametrize("today", [0, 5, 80])
def test_what_somebody_ended_has_no_day(today: int) -> None:
    assert told(version(1, 0, 90, today=today, ended="")) == [(ENDED, 1, None), (AGREED, 1, day(0))]
    item = next(clause for clause in make.document().clauses if clause.item is not None)
    found = told(version(1, 0, 90, today=today, ended=item.id))
    assert found == [(PARTLY_ENDED, 1, None), (AGREED, 1, day(0))]


def test_whether_somebody_had_ended_it_before_both_agreed_anew_is_not_told() -> None:
    """Both look the same: agreeing a newer version ends the earlier one, too."""
    item = next(clause for clause in make.document().clauses if clause.item is not None)
    second = version(2, 10, 100, today=20)
    ways = [version(1, 0, 90, today=20, ended=ended) for ended in ("", item.id, None)]
    assert len({tuple(told(second, each)) for each in ways}) == 1


def test_a_day_that_was_seen_to_pass_is_over_whatever_the_clock_says_now() -> None:
    agreement = version(1, 0, 30, today=0).agreement
    seen = current_agreement(agreement, (Ending(agreement.id, above=DAY_PASSED),), day(5))
    assert told(seen)[0] == (OVER, 1, day(30))
