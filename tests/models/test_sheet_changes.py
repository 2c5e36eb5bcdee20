"""What is new on one's own sheet: a day is one conversation, and no words are kept to compare with."""

from __future__ import annotations

from datetime import date, timedelta

from app.assets import load
from app.models.answer import Answer, Stance
from app.models.catalogue import Catalogue, Direction
from app.models.sheet_changes import SheetChangeKind, SheetHistory, SheetSeen, sheet_changes, things_of
from app.models.therapist import SheetMaterial, TherapistSheet
from tests.support import factories as make

DAY = date(2026, 3, 14)
CATALOGUE = load(Catalogue)
ENTRY = CATALOGUE.entries[0].id


def material(stance: Stance | None = None, conditions: str = "", **sheet: object) -> SheetMaterial:
    answer = Answer(activity_id=ENTRY, direction=Direction.TOGETHER, stance=stance, conditions=conditions)
    return SheetMaterial(
        me=make.person(make.ALEX),
        sheet=TherapistSheet.model_validate(sheet),
        today=DAY,
        catalogue=CATALOGUE,
        answers=() if stance is None else (answer,),
    )


def changes(before: SheetMaterial, after: SheetMaterial) -> list[tuple[SheetChangeKind, Stance | None]]:
    found = sheet_changes(SheetSeen(day=DAY, things=things_of(before)), things_of(after))
    return [(change.kind, change.stance) for change in found]


def test_what_became_of_an_answer() -> None:
    want, maybe, none = material(Stance.WANT), material(Stance.ONLY_IF, "quokka"), material()
    assert changes(none, want) == [(SheetChangeKind.ADDED, None)]
    assert changes(want, maybe) == [(SheetChangeKind.REWORDED, Stance.WANT)]
    assert changes(maybe, material(Stance.ONLY_IF, "wombat")) == [(SheetChangeKind.REWORDED, Stance.ONLY_IF)]
    assert changes(maybe, none) == [(SheetChangeKind.GONE, Stance.ONLY_IF)]
    assert changes(want, want) == []


def test_of_words_nothing_is_kept_but_a_digest() -> None:
    kept = str(things_of(material(Stance.ONLY_IF, "quokka", about="quokka", questions=("quokka",))))
    assert "quokka" not in kept


def test_words_that_are_gone_have_no_name_left() -> None:
    assert changes(material(about="quokka", questions=("quokka",)), material()) == []


def test_a_day_is_one_conversation() -> None:
    first = SheetHistory().noted(DAY, {"about": "1"})
    assert first.before(DAY) is None
    later = DAY + timedelta(days=9)
    assert first.before(later) == SheetSeen(day=DAY, things={"about": "1"})
    second = first.noted(later, {"about": "2"}).noted(later, {"about": "3"})
    assert second.before(later) == SheetSeen(day=DAY, things={"about": "1"})
    assert second.before(later + timedelta(days=1)) == SheetSeen(day=later, things={"about": "3"})
