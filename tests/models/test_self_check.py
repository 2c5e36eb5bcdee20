"""Self-checks that a person keeps."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.models.self_check import FlagReply, KeptSelfChecks, SelfCheckAnswers

AT = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)


def check(number: int, **replies: FlagReply) -> SelfCheckAnswers:
    """The self-check of a day."""
    return SelfCheckAnswers(id=f"s{number}", at=AT + timedelta(days=number), replies=replies)


def test_self_checks_are_kept_oldest_first_each_once() -> None:
    kept = KeptSelfChecks().with_check(check(2)).with_check(check(1)).with_check(check(3))
    assert [each.id for each in kept.checks] == ["s1", "s2", "s3"]
    changed = kept.with_check(check(2, pressure=FlagReply.NO))
    assert [each.replies for each in changed.checks] == [{}, {"pressure": FlagReply.NO}, {}]


def test_one_can_be_deleted() -> None:
    kept = KeptSelfChecks(checks=(check(1), check(2)))
    assert kept.without("s1").checks == (check(2),)
    assert kept.without("s9") == kept
