"""Who is here, and whose private space may be shown."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from app.models.base import PersonId
from app.models.presence import Presence, PresenceKind

ALEX, SAM, KIM = PersonId("alex"), PersonId("sam"), PersonId("kim")


def test_alone_together_handed_over_and_back() -> None:
    alone = Presence(here=(ALEX,))
    assert (alone.kind, alone.holder) == (PresenceKind.ALONE, ALEX)
    together = alone.with_joined(SAM)
    assert (together.kind, together.holder) == (PresenceKind.TOGETHER, None)
    handed = together.handed_to(SAM)
    assert (handed.kind, handed.holder) == (PresenceKind.HANDED_OVER, SAM)
    assert handed.handed_back() == together


def test_alone_or_handed_the_device_only_the_holder_edits_together_both_do() -> None:
    together = Presence(here=(ALEX, SAM))
    assert Presence(here=(ALEX,)).acting == (ALEX,)
    assert together.acting == (ALEX, SAM)
    assert together.handed_to(SAM).acting == (SAM,)
    assert Presence().acting == ()


def test_who_leaves_takes_the_turn_along() -> None:
    handed = Presence(here=(ALEX, SAM), turn=SAM)
    assert handed.with_left(SAM) == Presence(here=(ALEX,))
    assert handed.with_left(ALEX) == Presence(here=(SAM,))


def test_nobody_holds_anything_when_nobody_is_here() -> None:
    assert Presence().kind is PresenceKind.NOBODY
    assert Presence().holder is None


def test_alone_there_is_no_turn() -> None:
    assert Presence(here=(ALEX,)).handed_to(ALEX).turn is None


@pytest.mark.parametrize(("here", "turn"), [((ALEX,), SAM), ((ALEX, ALEX), None), ((ALEX, SAM, KIM), None), ((), ALEX)])
def test_impossible_presences_are_refused(here: tuple[PersonId, ...], turn: PersonId | None) -> None:
    with pytest.raises(ValidationError):
        Presence(here=here, turn=turn)
